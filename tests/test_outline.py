"""Which lines are title, byline, date, heading, page furniture."""

from __future__ import annotations

import textwrap
import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.outline import Outline, read_outline
from analysis.words import find_words

ROOT = Path(__file__).parent.parent


def cases_of(name: str) -> dict[str, list[dict]]:
    return tomllib.loads((ROOT / "tests/cases" / name).read_text(encoding="utf-8"))


CASES = cases_of("outline.toml")["case"]
SAMPLES = cases_of("outline_samples.toml")["sample"]


def sample(name: str) -> str:
    return (ROOT / "data" / name).read_text(encoding="utf-8")


def bodies(text: str) -> list[str]:
    return [text[section.start : section.end] for section in read_outline(text).sections]


def set_aside(text: str, outline: Outline) -> list[str]:
    """Each as "reason: first line"."""
    return [
        f"{piece.reason}: {text[piece.start : piece.end].splitlines()[0]}"
        for piece in outline.set_aside
    ]


def headings(text: str) -> list[str]:
    return [section.heading for section in read_outline(text).sections[1:]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_every_line_is_what_an_editor_takes_it_for(case):
    """The labelled texts of tests/cases/outline.toml, genre by genre."""
    text = case["text"]
    outline = read_outline(text)
    assert (outline.title, outline.author, outline.published) == tuple(
        case.get(field, "") for field in ("title", "author", "published")
    )
    found = [f"{section.level} {section.heading}" for section in outline.sections[1:]]
    assert found == case.get("headings", [])
    assert set_aside(text, outline) == case.get("set_aside", [])
    assert len(outline.sections) == len(case["bodies"])
    for body, expected in zip(bodies(text), case["bodies"], strict=True):
        opening, _, closing = expected.partition(" … ")
        if closing:
            assert body.startswith(opening)
            assert body.endswith(closing)
        else:
            assert body == expected


@pytest.mark.parametrize("expected", SAMPLES, ids=lambda expected: expected["file"])
def test_the_samples_have_the_outline_an_editor_sees(expected):
    """Every heading, level, body length and line set aside of the two sample texts."""
    text = sample(expected["file"])
    outline = read_outline(text)
    lengths = [len(find_words(body)[0]) for body in bodies(text)]
    assert (outline.title, outline.author, outline.published) == (
        expected["title"],
        expected["author"],
        expected["published"],
    )
    assert [
        f"{section.level}, {n_words}, {section.heading}"
        for section, n_words in zip(outline.sections, lengths, strict=True)
    ] == expected["sections"]
    assert sum(lengths) == expected["n_words"]
    assert set_aside(text, outline) == expected["set_aside"]


def rewrap(text: str) -> str:
    return "\n".join(textwrap.fill(line, 70) for line in text.split("\n"))


@pytest.mark.parametrize(
    ("name", "relaid"),
    [
        ("arnow-2024.txt", lambda text: text.replace("\n", "\r\n")),
        ("arnow-2024.txt", lambda text: text.replace("\n", "\r")),
        ("arnow-2024.txt", lambda text: text.replace("\n", "\n\n")),
        ("arnow-2024.txt", lambda text: text.replace("### ", "")),
        ("babich-2022.txt", lambda text: text.replace("\n\n", "\n")),
        ("babich-2022.txt", lambda text: text.replace("\n", "\n\t")),
        ("babich-2022.txt", rewrap),
        ("babich-2022.txt", lambda text: rewrap(text).replace("\n\n", "\n    ")),
        ("babich-2022.txt", lambda text: text.replace(", ", ",\n")),
    ],
    ids=[
        "line ends of Windows",
        "line ends of old Macs",
        "blank lines between paragraphs",
        "no Markdown",
        "no blank lines",
        "indented",
        "hard-wrapped",
        "hard-wrapped, paragraphs indented",
        "a line per clause",
    ],
)
def test_headings_do_not_depend_on_the_layout(name, relaid):
    """However a sample is laid out, its title and headings are the same."""
    text = sample(name)
    assert headings(relaid(text)) == headings(text)
    assert read_outline(relaid(text)).title == read_outline(text).title


DATES = {
    "24 September 2024": "2024-09-24",
    "September 24, 2024": "2024-09-24",
    "Sep 24, 2024": "2024-09-24",
    "Sept. 24th, 2024": "2024-09-24",
    "2024-09-24": "2024-09-24",
    "2024-09-24T10:15:00+02:00": "2024-09-24",
    "24.9.2024": "2024-09-24",
    "24/09/2024": "2024-09-24",
    "09/24/2024": "2024-09-24",
    "5/5/2024": "2024-05-05",
    "Tuesday, 24 September 2024 at 10:15 am GMT": "2024-09-24",
    "Published: September 24, 2024 | 5 min read": "2024-09-24",
    "Geneva, 24 September 2024": "2024-09-24",
    "September 2024": "September 2024",
    "31 February 2024": "31 February 2024",
}


@pytest.mark.parametrize("printed", DATES)
def test_a_date_becomes_a_calendar_date_if_it_is_one(printed):
    """Dates are read in the forms newspapers print; what is no day stays as printed."""
    text = f"The Fall of Rome\n{printed}\n\nThe empire had been in decline.\n"
    outline = read_outline(text)
    assert outline.published == DATES[printed]
    assert outline.title == "The Fall of Rome"
    assert bodies(text) == ["The empire had been in decline."]


BYLINES = {
    "By Jane Doe": "Jane Doe",
    "by JANE DOE": "JANE DOE",
    "*Written by Jane Doe*": "Jane Doe",
    "By Jane Doe, John Roe and Ludwig van Beethoven": "Jane Doe, John Roe and Ludwig van Beethoven",
    "By Jane Doe, Moscow correspondent": "Jane Doe",
    "By Jane Doe | September 24, 2024": "Jane Doe",
    "Jane Doe — September 24, 2024": "Jane Doe",
    "Author: Jane O’Doe-Roe": "Jane O’Doe-Roe",
    "By the Editorial Board": "the Editorial Board",
    "By the time he came it was late": "",
    "Buckingham Palace, 24 September 2024": "",
}


@pytest.mark.parametrize("printed", BYLINES)
def test_a_byline_names_people(printed):
    """The byline gives names without what is said about them; what is no name is no author."""
    text = f"The Fall of Rome\n\n{printed}\n\nThe empire had been in decline for a long time.\n"
    assert read_outline(text).author == BYLINES[printed]


def test_a_file_of_nothing_but_furniture_is_text():
    """Setting aside everything would leave nothing to read."""
    assert bodies("Leave a Reply\n\nSubscribe\n") == ["Leave a Reply\n\nSubscribe"]


def test_a_paragraph_is_not_swallowed_by_a_mark():
    """A whole paragraph behind a # or above a row of dashes stays text."""
    paragraph = "The harbour silted up long ago, and the ships must wait for the tide. " * 6
    assert headings(f"# {paragraph}\n\n{paragraph}\n---\n{paragraph}") == []


# --- What holds for every text ---------------------------------------------------------------------

LINES = st.sampled_from(
    [
        *(
            "",
            "",
            "   ",
            "\t",
            "---",
            "===",
            "```",
            "* * *",
            "12",
            "IV",
            "\x00",
            "🎉",
            "\ufeff",
            "#",
        ),
        *(
            "# The Harbour",
            "### 3. ** Money",
            "####### x",
            "#tag",
            "**Why**",
            "1. Ships",
            "2.1 Tide",
        ),
        *("The Harbour of the North", "By Jane Doe", "Jane Doe", "24 September 2024", "2024-13-40"),
        *("Leave a Reply", "Share", "About the author", "© 2024", "Tags: a, b", "Related:", "x: y"),
        *(
            "Why?",
            "“No.”",
            "He said no.",
            "- item",
            "> quoted",
            "| a | b |",
            "שלום עולם",
            "CHAPTER I.",
        ),
        "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
        "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
        "The harbour silted up long ago, and since then the ships have had to wait for it.",
        "The harbour silted up long ago. " * 12,
    ]
)
LINE_ENDS = st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x0c"])
PAGES = st.lists(st.tuples(LINES | st.text(max_size=40), LINE_ENDS), max_size=25).map(
    lambda lines: "".join(line + end for line, end in lines)
)
ANY_TEXT = PAGES | st.text(max_size=300)


@given(ANY_TEXT)
def test_sections_are_numbered_and_in_order(text):
    """The lead comes first, every section ends before the next heading begins."""
    sections = read_outline(text).sections
    assert [section.section for section in sections] == list(range(len(sections)))
    assert (sections[0].heading, sections[0].level) == ("", 0)
    assert sections[0].heading_start == sections[0].start
    assert all(section.heading and section.level >= 1 for section in sections[1:])
    for section in sections:
        assert 0 <= section.heading_start <= section.start <= section.end <= len(text)
    for section, after in pairwise(sections):
        assert section.end <= after.heading_start < after.start


@given(ANY_TEXT)
def test_bodies_have_no_outer_white_space(text):
    """A body starts with its first character and ends with its last."""
    for body in bodies(text):
        assert body == body.strip()


@given(ANY_TEXT)
def test_levels_leave_no_gap(text):
    """The levels in use are 1, 2, 3 and so on."""
    levels = {section.level for section in read_outline(text).sections}
    assert levels == set(range(len(levels)))


@given(ANY_TEXT)
def test_nothing_is_both_text_and_set_aside(text):
    """What is set aside is in order, has a reason, and overlaps neither itself nor the text."""
    outline = read_outline(text)
    assert all(piece.reason for piece in outline.set_aside)
    spans = [(piece.start, piece.end) for piece in outline.set_aside]
    assert spans == sorted(spans)
    spans += [(section.heading_start, section.end) for section in outline.sections]
    filled = sorted(span for span in spans if span[0] < span[1])
    assert all(end <= start for (_, end), (start, _) in pairwise(filled))
    assert all(0 <= start < end <= len(text) for start, end in filled)
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)


@given(ANY_TEXT)
def test_no_word_is_lost(text):
    """Where no title, byline or date is reported, all that is printed is in a section or set aside."""
    outline = read_outline(text)
    kept = [(section.heading_start, section.end) for section in outline.sections]
    kept += [(piece.start, piece.end) for piece in outline.set_aside]
    left_over = list(text)
    for start, end in kept:
        left_over[start:end] = [" "] * (end - start)
    if not (outline.title or outline.author or outline.published):
        assert not "".join(left_over).strip()


@pytest.mark.parametrize(
    "text",
    [
        "word " * 400_000,
        ("The council met on Tuesday and heard from the officials who had drawn up\n" * 5 + "\n")
        * 6_000,
        "# The Harbour\n" * 10_000,
        "The Harbour of the North\n\n" * 10_000,
        "[" * 1_000_000,
        ("please " * 40 + "\n") * 5_000,
        "---\n" + "a: b\n" * 50_000,
        "\n" * 1_000_000,
    ],
    ids=["one line", "wrapped", "marked", "plain", "brackets", "imploring", "settings", "blank"],
)
def test_reading_takes_time_in_proportion_to_the_text(text):
    """No layout makes it slow; four times the usual time still passes on a busy machine."""
    begun = time.process_time()
    sections = read_outline(text).sections
    assert time.process_time() - begun < 4
    assert len(sections) in (1, 10_001)
