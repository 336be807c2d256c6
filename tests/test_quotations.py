"""Which characters are somebody else's words, and whose."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise, zip_longest
from pathlib import Path

import pytest
from effort import grows_with
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parsing import parse
from analysis.quotations import MENTION, SPEECH, find_quotations
from analysis.sentences import find_sentences
from analysis.text import UNKNOWN_SPEAKER, Quotation, Sentence
from analysis.word_lists import reporting_verbs
from analysis.words import find_words

ROOT = Path(__file__).parent.parent


def cases_of(name: str) -> list:
    """Labelled cases; a known failure has to go on failing, or its label goes."""
    cases = tomllib.loads((ROOT / "tests/cases" / name).read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            case,
            id=case["why"],
            marks=pytest.mark.xfail(reason=case["known_failure"], strict=True)
            if "known_failure" in case
            else (),
        )
        for case in cases
    ]


def read(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text that is all one section; as in a document, a sentence has a word."""
    spans = [
        (start, end)
        for start, end in find_sentences(text, 0, len(text))
        if find_words(text[start:end])[0]
    ]
    sentences = [Sentence(number, 0, *span) for number, span in enumerate(spans)]
    return find_quotations(text, [(0, len(text))], sentences)


def labels(text: str, quotations: tuple[Quotation, ...]) -> list[str]:
    """Each as "kind / speaker / words"; a mention has no speaker."""
    found = []
    for quotation in quotations:
        speaker = f" {quotation.speaker} " if quotation.speaker else ""
        found.append(f"{quotation.kind} /{speaker}/ {text[quotation.start : quotation.end]}")
    return found


def same(found: str, expected: str) -> bool:
    """Whether a label is the expected one, in which " … " stands for any words."""
    parts = map(re.escape, expected.split(" … "))
    return re.fullmatch(".*".join(parts), found, re.DOTALL) is not None


@pytest.mark.parametrize("case", cases_of("quotations.toml"))
def test_quotations_are_told_apart_and_attributed_as_by_a_careful_reader(case):
    """The labelled texts of tests/cases/quotations.toml, genre by genre."""
    found = labels(case["text"], read(case["text"]))
    assert [e if same(f, e) else f for f, e in zip_longest(found, case["found"], fillvalue="")] == (
        case["found"]
    )


@pytest.mark.parametrize("case", cases_of("quotations_samples.toml"))
def test_the_samples_keep_their_quotations(case):
    """Every quotation of the two samples, with its kind and its speaker."""
    text = (ROOT / "data" / case["file"]).read_text(encoding="utf-8")
    found = labels(text, parse(text).quotations)
    assert len(found) == len(case["found"])
    assert [f for f, e in zip(found, case["found"], strict=True) if not same(f, e)] == []


def test_about_a_sixth_of_the_second_sample_is_quoted():
    """Sample b gives 17 words in a hundred to others, nearly all of them to one speaker."""
    document = parse((ROOT / "data/babich-2022.txt").read_text(encoding="utf-8"))
    quoted = document.utterance_words[document.utterance_quoted].sum()
    assert quoted / len(document.words) == pytest.approx(0.17, abs=0.015)
    blinken = [
        len(find_words(document.text[q.start : q.end])[0])
        for q in document.quotations
        if q.speaker == "Antony Blinken"
    ]
    assert len(blinken) == 4
    assert sum(blinken) == pytest.approx(316, abs=3)


def test_nothing_is_looked_for_outside_the_sections():
    """A heading may have quotation marks; only the bodies count."""
    text = "The “Great” Plan\nAnn said: “We never met.”"
    spans = find_sentences(text, 17, len(text))
    sentences = [Sentence(number, 1, *span) for number, span in enumerate(spans)]
    assert labels(text, find_quotations(text, [(17, len(text))], sentences)) == [
        "speech / Ann / “We never met.”"
    ]


def test_no_quotation_goes_on_into_the_next_section():
    """A paragraph left open at the end of a section does not continue behind the heading."""
    text = "“It is open.\nHeading\n“It is new,” said Ann."
    bodies = [(0, 12), (21, len(text))]
    spans = [*find_sentences(text, 0, 12), *find_sentences(text, 21, len(text))]
    sentences = [Sentence(number, number, *span) for number, span in enumerate(spans)]
    assert labels(text, find_quotations(text, bodies, sentences)) == [
        "mention // “It is open",
        "speech / Ann / “It is new,”",
    ]


def test_the_word_list_gives_every_verb_all_its_forms():
    """The list names at least 120 verbs; an irregular past and a noun are known as such."""
    verbs = reporting_verbs()
    assert len(verbs.participles) >= 120
    assert {"said", "told", "wrote", "cries", "swore"} <= verbs.finite
    assert "claims" in verbs.also_nouns
    assert "claimed" not in verbs.also_nouns


PIECES = st.sampled_from(
    [*"“”‘’\"'„«»…—.,:;?!()\n 5", "Ann", "Mr. Bo", "said", "he said", "We left", "don’t", "\n\n",
     "\n> ", "\n>> ", "\n>", "\n> — Ann", "\n— Mr. Bo", "On 3 May Ann Bo wrote:", "> [!NOTE]"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=60).map(" ".join), st.lists(PIECES).map("".join)
)


@given(TEXTS)
@settings(max_examples=400)
def test_any_text_gives_ordered_labelled_spans(text):
    """Nothing raises; spans lie in the text, in order and apart; a speaker goes with speech only."""
    quotations = read(text)
    assert all(0 <= q.start < q.end <= len(text) for q in quotations)
    assert all(first.end <= second.start for first, second in pairwise(quotations))
    assert all(bool(q.speaker) == (q.kind == SPEECH) for q in quotations)
    assert {q.kind for q in quotations} <= {SPEECH, MENTION}
    assert all(text[q.start] in "“”„\"«»‘'>" for q in quotations)


APOSTROPHE_WORDS = st.sampled_from(
    ["don’t", "Russia’s", "countries’", "the ’90s", "rock ’n’ roll", "o’clock", "goin’", "’em",
     "workers'", "it's", "'tis", "'n'", "boss's", "'cause", "said", "and", "Jane"]
)  # fmt: skip


@given(st.lists(APOSTROPHE_WORDS).map(" ".join))
def test_apostrophes_alone_are_never_a_quotation(text):
    """Contractions, possessives and dropped letters, in whatever order, open nothing."""
    assert read(text) == ()


def test_a_line_that_names_the_speaker_is_in_the_authors_voice():
    """Who says whose words they are is the author: the line below a block is not part of it."""
    document = parse("The House fell silent.\n\n> We will not yield.\n> — Winston Churchill\n")
    spoken = [(document.text[u.start : u.end], u.speaker) for u in document.utterances]
    assert spoken == [
        ("The House fell silent.", ""),
        ("> We will not yield.", "Winston Churchill"),
        ("> — Winston Churchill", ""),
    ]


@given(st.text(alphabet="abc .,\n"))
def test_a_text_without_marks_has_no_quotation(text):
    """No mark, no quotation."""
    assert read(text) == ()


@pytest.mark.parametrize(
    "pattern",
    [
        "“",
        '"',
        '"a" ',
        "‘a s’ ",
        "“a\n",
        "“A said, “b”\n",
        "A",
        "“Yes,” he said. ",
        "“x” A",
        ">",
        "> ",
        ">\n",
        "> a\n",
        "> a b c\n>> d e f\n",
        "> a b c\n> — A\n",
        "> a b c. — A\n\n",
    ],
)
def test_the_time_grows_with_the_length_of_the_text(pattern):
    """Eight times the text takes no more than about eight times as long, whatever the marks do."""

    def work(size: int) -> None:
        read(pattern * (size // len(pattern)) + " said: “We left.”")

    assert grows_with(10_000, work)


def test_a_speaker_is_unknown_by_one_word():
    """What the text attributes to nobody carries the word the other modules look for."""
    assert read("“We never met him at all.”")[0].speaker == UNKNOWN_SPEAKER
