"""Where a text without headings may be cut into sections, and what they are called."""

from __future__ import annotations

import tomllib
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from analysis import division
from analysis.division import (
    Cut,
    divide_by_topic,
    divide_evenly,
    name_sections,
    opening_words,
    sensible_number,
)
from analysis.sentences import Span, find_paragraphs

CASES = Path(__file__).parent / "cases"
TEXTS = tomllib.loads((CASES / "division.toml").read_text(encoding="utf-8"))["text"]
OPENINGS = tomllib.loads((CASES / "division_openings.toml").read_text(encoding="utf-8"))["case"]
WAYS = [divide_evenly, divide_by_topic]


def lay_out(paragraphs: list[str]) -> tuple[str, list[Span]]:
    """Paragraphs as one text with blank lines between them, and where each of them is."""
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append((len(text), len(text) + len(paragraph)))
        text += paragraph + "\n\n"
    return text, spans


def of_lengths(*lengths: int) -> tuple[str, list[Span]]:
    """Paragraphs of so many words."""
    return lay_out([" ".join(["word"] * length) for length in lengths])


def numbers(cuts: tuple[int, ...], paragraphs: list[Span]) -> list[int]:
    """Which paragraphs the sections begin with."""
    starts = [start for start, _ in paragraphs]
    return [starts.index(cut) for cut in cuts]


def prose(name: str) -> tuple[str, list[Span], list[int]]:
    """A text of tests/cases/division.toml, its paragraphs, and which of them begin a topic."""
    topics = next(text["topics"] for text in TEXTS if text["name"] == name)
    text, paragraphs = lay_out([p for topic in topics for p in topic["paragraphs"]])
    lengths = [len(topic["paragraphs"]) for topic in topics]
    return text, paragraphs, [sum(lengths[:i]) for i in range(len(lengths))]


# --- how many -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n_words", "n_paragraphs", "expected"),
    [
        (1200, 15, 4),
        (2000, 22, 7),
        (449, 9, 2),
        (450, 9, 2),
        (750, 9, 3),
        (100_000, 4000, 12),
        (90, 4, 2),
        (1200, 3, 3),
        (5000, 1, 1),
        (3, 1, 1),
        (0, 0, 1),
    ],
)
def test_the_number_offered_makes_sections_of_about_300_words(n_words, n_paragraphs, expected):
    """From 2 to 12, but never more than there are paragraphs, and never less than one."""
    assert sensible_number(n_words, n_paragraphs) == expected


@given(st.integers(400, 3600))
def test_sections_offered_have_200_to_400_words(n_words):
    """On average, for every text that is neither very short nor very long."""
    assert 200 <= n_words / sensible_number(n_words, 1000) <= 400


# --- sections of equal length ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lengths", "n", "expected"),
    [
        ((30, 10, 10, 10, 30), 3, [0, 1, 4]),
        ((30, 10, 10, 10, 30), 2, [0, 2]),
        ((10, 10, 10, 10), 2, [0, 2]),
        ((100, 1, 1, 1), 2, [0, 1]),
        ((1, 1, 1, 100), 2, [0, 3]),
        ((5, 5, 5), 1, [0]),
        ((5, 5, 5), 9, [0, 1, 2]),
        ((500,), 3, [0]),
    ],
)
def test_sections_are_as_equal_as_paragraphs_allow(lengths, n, expected):
    """Cases one can add up by hand; the first two are those of the docstring."""
    text, paragraphs = of_lengths(*lengths)
    assert numbers(divide_evenly(text, paragraphs, n), paragraphs) == expected


LENGTHS = st.lists(st.integers(1, 30) | st.just(300), min_size=1, max_size=9)


def deviation(lengths: list[int], cuts: tuple[int, ...] | list[int], n: int) -> float:
    """The sum of squared differences from the equal length."""
    bounds = [*cuts, len(lengths)]
    return sum((sum(lengths[a:b]) - sum(lengths) / n) ** 2 for a, b in pairwise(bounds))


@given(LENGTHS, st.integers(1, 9))
def test_no_other_cuts_are_more_equal(lengths, n):
    """All ways to cut, tried one by one; of equally good ones the earlier cuts, the last first."""
    n = min(n, len(lengths))
    text, paragraphs = of_lengths(*lengths)
    found = numbers(divide_evenly(text, paragraphs, n), paragraphs)
    ways = [(0, *cuts) for cuts in combinations(range(1, len(lengths)), n - 1)]
    least = min(deviation(lengths, way, n) for way in ways)
    best = [way for way in ways if deviation(lengths, way, n) == pytest.approx(least)]
    assert tuple(found) == min(best, key=lambda way: way[::-1])


@given(LENGTHS, st.integers(1, 9))
def test_only_proportions_matter_to_equal_sections(lengths, n):
    """With twice as many words in every paragraph the cuts are between the same paragraphs."""
    once, twice = of_lengths(*lengths), of_lengths(*(2 * length for length in lengths))
    assert numbers(divide_evenly(*once, n), once[1]) == numbers(divide_evenly(*twice, n), twice[1])


@given(LENGTHS, st.integers(1, 9))
def test_there_are_as_many_equal_sections_as_asked_for(lengths, n):
    """Unless there are fewer paragraphs."""
    assert len(divide_evenly(*of_lengths(*lengths), n)) == min(n, len(lengths))


def test_a_row_of_asterisks_ends_a_section_and_begins_none():
    """A paragraph without a word belongs to the section before it, the first one to the first."""
    text, paragraphs = lay_out(["***", "one two", "* * *", "three four", "—"])
    assert numbers(divide_evenly(text, paragraphs, 5), paragraphs) == [0, 3]


# --- sections by topic ----------------------------------------------------------------------------


def test_two_topics_are_told_apart():
    """The example of the docstring: six sequences of 20 words, the valley in the middle."""
    text, paragraphs = lay_out(["peace " * 60, "war " * 60])
    assert numbers(divide_by_topic(text, paragraphs), paragraphs) == [0, 1]


def test_the_curve_is_as_one_reckons_it_by_hand():
    """Three sequences about one thing, three about another: cosines, averages of three, depths."""
    counts = csr_array(np.array([[20.0, 0]] * 3 + [[0, 20.0]] * 3))
    root = 1 / np.sqrt(2)
    similarities = division._similarities(counts)
    assert similarities == pytest.approx([1, root, 0, root, 1])
    smooth = division._smooth(similarities)
    expected = [(2 + root) / 3, (1 + root) / 3, 2 * root / 3, (1 + root) / 3, (2 + root) / 3]
    assert smooth == pytest.approx(expected)
    depth, is_valley = division._depths(smooth)
    assert depth == pytest.approx([0, 1 / 3, 2 * (2 - root) / 3, 1 / 3, 0])
    assert is_valley.tolist() == [False, False, True, False, False]


def test_a_climb_goes_on_over_level_ground():
    """It ends where the curve goes down again."""
    assert division._climbs(np.array([9.0, 1, 3, 2, 2, 1])).tolist() == [0, 8, 0, 1, 1, 2]


@given(st.lists(st.sampled_from("abcdef"), max_size=700))
def test_blocks_are_compared_as_a_plain_count_does(letters):
    """The cosine of two counters, gap by gap, agrees with the table's."""
    words = [f"{letter}{letter}x" for letter in letters]
    text, spans = lay_out(words)
    sequences = [words[i : i + 20] for i in range(0, len(words), 20)]
    common = {form for form in words if 2 * sum(form in s for s in sequences) > len(sequences)}
    expected = []
    for gap in range(1, len(sequences)):
        k = min(gap, len(sequences) - gap, 10)
        before, after = (
            Counter(form for s in sequences[a:b] for form in s if form not in common)
            for a, b in ((gap - k, gap), (gap, gap + k))
        )
        product = sum(n * after[form] for form, n in before.items())
        squares = [sum(n * n for n in block.values()) for block in (before, after)]
        expected.append(product / np.sqrt(squares[0] * squares[1]) if all(squares) else 0.0)
    assert division._similarities(division._count_forms(text, spans)) == pytest.approx(expected)


FOUR_TOPICS = "glaciers, bread, trams and clocks"


def test_topics_of_real_prose_are_found_exactly():
    """Four topics in thirteen paragraphs: asked for four sections, every cut is a joint."""
    text, paragraphs, joints = prose(FOUR_TOPICS)
    assert numbers(divide_by_topic(text, paragraphs, 4), paragraphs) == joints


def test_without_a_number_every_joint_is_cut_and_little_else():
    """The cutoff lets one valley within a topic through, and misses no joint."""
    text, paragraphs, joints = prose(FOUR_TOPICS)
    found = numbers(divide_by_topic(text, paragraphs), paragraphs)
    assert set(joints) <= set(found)
    assert len(found) <= len(joints) + 1


def test_a_language_without_stop_words_is_cut_at_joints_only():
    """German has no list here; the commonest words of the text itself are left out."""
    text, paragraphs, joints = prose("Wald, Brücke und Chor")
    found = numbers(divide_by_topic(text, paragraphs, 3), paragraphs)
    assert set(found) <= set(joints)
    assert len(found) >= 2


def test_topics_are_found_where_equal_lengths_miss_them():
    """What the way by topic is for."""
    text, paragraphs, joints = prose(FOUR_TOPICS)
    assert numbers(divide_evenly(text, paragraphs, 4), paragraphs) != joints


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_more_sections_keep_the_cuts_of_fewer(case):
    """The deepest valleys come first, so a further section leaves the others where they were."""
    text, paragraphs, _ = prose(case["name"])
    cuts = [set(divide_by_topic(text, paragraphs, n)) for n in range(1, 13)]
    assert cuts[0] == {paragraphs[0][0]}
    assert all(fewer <= more for fewer, more in pairwise(cuts))
    assert all(len(found) <= n for n, found in enumerate(cuts, 1))


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ([0, 220, 280, 500], [1, 2]),
        ([0, 220, 279, 500], [1]),
        ([0, 59, 280, 500], [2]),
        ([0, 220, 441, 500], [1]),
    ],
)
def test_no_section_by_topic_is_shorter_than_60_words(edge, expected):
    """Between two cuts, at the beginning and at the end; the deeper valley, at 220 words, is first."""
    depth = np.zeros(24)
    depth[10], depth[13] = 2, 1  # after 220 and 280 words
    found = division._choose_breaks((depth, depth > 0), np.array(edge), 3)
    assert found == expected


def test_one_vocabulary_is_one_section():
    """Where nothing changes nothing is cut, and nothing is made up to reach a number."""
    text, paragraphs = of_lengths(*[50] * 20)
    assert divide_by_topic(text, paragraphs, 5) == (0,)


def test_a_topic_that_changes_far_from_a_break_cuts_nothing():
    """A valley inside an endless paragraph says nothing about a break 500 words on."""
    far = lay_out(["peace " * 600 + "war " * 500, "war " * 100])
    near = lay_out(["peace " * 600 + "war " * 200, "war " * 400])
    assert numbers(divide_by_topic(*far, 2), far[1]) == [0]
    assert numbers(divide_by_topic(*near, 2), near[1]) == [0, 1]


# --- every text -----------------------------------------------------------------------------------

ANY_PARAGRAPH = st.one_of(
    st.sampled_from(
        ["***", "3 words here", "Мы хотим мира. " * 9, "שלום עולם " * 20, "我们必须谈"]
    ),
    st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=80),
    st.builds(
        lambda word, n: f"{word} " * n, st.sampled_from(["peace", "war"]), st.integers(1, 90)
    ),
)


@given(st.lists(ANY_PARAGRAPH, max_size=12), st.integers(1, 14) | st.none())
def test_every_text_is_cut_at_paragraphs_in_order(paragraphs, n):
    """The first section begins with the first paragraph; no cut comes twice; never too many."""
    text, spans = lay_out(paragraphs)
    found = [divide_by_topic(text, spans, n)] + ([divide_evenly(text, spans, n)] if n else [])
    for cuts in found:
        assert list(cuts) == sorted(set(cuts))
        assert set(cuts) <= {start for start, _ in spans}
        assert cuts[:1] == tuple(start for start, _ in spans[:1])
        assert n is None or len(cuts) <= n


@pytest.mark.parametrize("divide", WAYS)
def test_a_long_text_is_divided_as_asked(divide):
    """4,000 paragraphs, 100,000 words, whose topic changes every 500 paragraphs."""
    words = [[f"word{topic}x{i}" for i in range(50)] for topic in range(8)]
    paragraphs = [" ".join(words[i // 500][(i + j) % 50] for j in range(25)) for i in range(4000)]
    text, spans = lay_out(paragraphs)
    found = numbers(divide(text, spans, 8), spans)
    assert found == list(range(0, 4000, 500))


@pytest.mark.parametrize("divide", WAYS)
def test_a_text_has_at_least_one_section(divide):
    """Asking for none is told to ask for more."""
    text, paragraphs = of_lengths(10, 10)
    with pytest.raises(ValueError, match="cannot be divided into 0 sections; ask for 1 or more"):
        divide(text, paragraphs, 0)


@pytest.mark.parametrize("divide", WAYS)
def test_words_outside_the_paragraphs_do_not_count(divide):
    """What stands above, between and below them (a title, a caption) changes nothing."""
    lengths = (60, 60, 60, 60)
    bare, spans = lay_out([f"{word} " * n for word, n in zip("abcd", lengths, strict=True)])
    title = "title " * 200 + "\n\n"
    moved = [(start + len(title), end + len(title)) for start, end in spans]
    below = "\n\n" + "caption " * 200
    plain = numbers(divide(bare, spans, 3), spans)
    assert numbers(divide(title + bare + below, moved, 3), moved) == plain


# --- what they are called -------------------------------------------------------------------------


@pytest.mark.parametrize("case", OPENINGS, ids=lambda case: case["why"])
def test_a_section_is_called_by_its_opening_words(case):
    """The labelled beginnings of tests/cases/division_openings.toml."""
    assert opening_words(case["section"], 0, len(case["section"])) == case["label"]


def test_opening_words_stay_within_the_section():
    """What comes before and after it is not read."""
    text = "Before. We talk. After."
    assert opening_words(text, 8, 16) == "We talk."


@given(st.text(max_size=300), st.integers(0, 50))
def test_a_label_is_one_short_line(text, start):
    """Whatever the text: no line end, no blank at an end, no more than 40 characters and the dots."""
    label = opening_words(text, min(start, len(text)), len(text))
    assert len(label) <= division.LONGEST_OPENING + len(" …")
    assert label == " ".join(label.split())


def test_sections_are_named_in_order():
    """Each by its opening words, up to where the next one begins; by its number if it has none."""
    text, paragraphs = lay_out(["We talk.", "***", "They do not."])
    starts = [start for start, _ in paragraphs]
    assert name_sections(text, starts, len(text)) == (
        Cut(0, "We talk."),
        Cut(10, "Part 2"),
        Cut(15, "They do not."),
    )


def test_paragraphs_of_the_reader_can_be_cut():
    """The paragraphs that sentences are found in are of the form both ways take."""
    text, expected, joints = prose(FOUR_TOPICS)
    paragraphs = find_paragraphs(text, 0, len(text))
    assert paragraphs == expected
    assert numbers(divide_by_topic(text, paragraphs, 4), paragraphs) == joints
