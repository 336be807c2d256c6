"""Where sentences end."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from effort import grows_with
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.sentences import find_paragraphs, find_sentences

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


def split(text: str) -> list[str]:
    """The sentences as printed, wrapped lines joined."""
    spans = find_sentences(text, 0, len(text))
    return [text[start:end].replace("\n", " ") for start, end in spans]


@pytest.mark.parametrize("case", cases_of("sentences.toml"))
def test_sentences_end_where_a_careful_reader_ends_them(case):
    """The labelled texts of tests/cases/sentences.toml."""
    assert split(case["text"]) == case["sentences"]


@pytest.mark.parametrize("case", cases_of("sentences_samples.toml"))
def test_the_samples_have_as_many_sentences_as_a_reader_counts(case):
    """The bodies of both samples, headings and furniture taken out by hand."""
    lines = (ROOT / "data" / case["file"]).read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if not line.startswith(tuple(case["drop"]))]
    assert len(split("\n".join(body))) == case["n_sentences"]


def test_only_the_asked_stretch_is_split():
    """Offsets point into the whole text; what stands outside the stretch is not looked at."""
    text = "Title. One. Two. Tail."
    spans = find_sentences(text, 7, 16)
    assert [text[start:end] for start, end in spans] == ["One.", "Two."]


def test_paragraphs_are_wrapped_runs_or_single_lines():
    """A wrapped run is one paragraph, a line among single lines is one each."""
    wrapped = "The committee met on Tuesday to discuss the budget for the\ncoming year."
    text = f"{wrapped}\n\nOne.\nTwo."
    spans = find_paragraphs(text, 0, len(text))
    assert [text[start:end] for start, end in spans] == [wrapped, "One.", "Two."]


def test_quoted_lines_are_paragraphs_apart():
    """A block quotation is wrapped like any text, and neither joins the lines around it nor a reply."""
    quoted = "> The committee met on Tuesday to discuss the budget for the\n> United Kingdom."
    text = f"{quoted}\n> — Ann\nIt did not.\n> a\n>> b\n>\n> c"
    spans = find_paragraphs(text, 0, len(text))
    found = [text[start:end] for start, end in spans]
    assert found == [quoted, "> — Ann", "It did not.", "> a", ">> b", ">", "> c"]


PIECES = st.sampled_from(
    [
        *"“”‘’\"'([)]…—.?!,:; \n\r\u2028\u00a0«»5aA",
        "Mr. ",
        "U.S. ",
        "p.m.",
        "e.g. ",
        "We left.",
        "[1]",
        "\n> ",
        "\n>> ",
        "](http://a.b/?C)",
        "*",
        "_",
        "<b>",
        "@a.b",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=80).map("".join))


@given(TEXTS)
@settings(max_examples=400)
def test_every_visible_character_is_in_exactly_one_sentence(text):
    """Nothing raises; spans are ordered, apart, trimmed, and leave out nothing but space."""
    spans = find_sentences(text, 0, len(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@given(TEXTS, TEXTS)
def test_an_empty_line_separates(first, second):
    """What stands behind an empty line changes nothing before it, and the other way round."""
    assert split(f"{first}\n\n{second}") == split(first) + split(second)


@given(TEXTS)
def test_no_sentence_crosses_an_empty_line(text):
    """A paragraph's end is a sentence's end."""
    assert not any("\n\n" in sentence for sentence in split(text.replace("\r", "")))


def test_half_characters_are_text_like_any_other():
    """A lone surrogate, as broken files have them, is kept and raises nothing."""
    assert split("One \ud800. Two.") == ["One \ud800.", "Two."]


@pytest.mark.parametrize(
    "pattern",
    [
        "a ",
        "a. ",
        "“",
        "‘",
        "'",
        "(",
        '"a." ',
        "Mr. ",
        "?” J ",
        "1. ",
        "... ",
        "[1]",
        "». ",
        "> ",
        ">\n",
        "*.",
        "_. ",
        "a](b. ",
        "http://a.b/?C. ",
    ],
)
def test_the_time_grows_with_the_length_of_a_line(pattern):
    """Eight times the line takes no more than about eight times as long, whatever is in it."""

    def work(size: int) -> None:
        text = pattern * (size // len(pattern))
        find_sentences(text, 0, len(text))

    assert grows_with(20_000, work)
