"""The one tokenizer, case by case."""

import pytest
from effort import grows_with
from hypothesis import given
from hypothesis import strategies as st

from analysis.inline_markup import without_markup
from analysis.words import find_words, number_forms, straighten

CASES = {
    "We didn’t know.": ["We", "didn’t", "know"],
    "the anti-Russian, left-green-liberal line": [
        "the",
        "anti-Russian",
        "left-green-liberal",
        "line",
    ],
    "U.S. and U.S.-Russia talks": ["U.S.", "and", "U.S.-Russia", "talks"],
    "the U.S.S.R fell": ["the", "U.S.S.R", "fell"],
    "The US/UK/Nato": ["The", "US", "UK", "Nato"],
    "5,500 kilometres, 3.5 per cent": ["5,500", "kilometres", "3.5", "per", "cent"],
    "then collapsed unconscious.The attacks": [
        "then",
        "collapsed",
        "unconscious",
        "The",
        "attacks",
    ],
    "the bridgenetwork.eu website": ["the", "bridgenetwork.eu", "website"],
    "“Quoted” – and —dashed—": ["Quoted", "and", "dashed"],
    "countries’ demands": ["countries", "demands"],
    "… *** ---": [],
    "naïve Škoda": ["naïve", "Škoda"],
    "see https://example.org/war/2024/report.html?id=5#top, she said": ["see", "she", "said"],
    "(www.example.org/a_(b)) and <http://example.org>.": ["and"],
    "write to jane.doe@example.org or @jane": ["write", "to", "or", "jane"],
    '[the report](https://example.org/report "A title") and [it](/war.html)': [
        "the",
        "report",
        "and",
        "it",
    ],
    "![the ruins](ruins.jpg) lie here": ["lie", "here"],
    "[the report][1] of [2]\n\n[1]: https://example.org/report 'A title'": [
        "the",
        "report",
        "of",
        "2",
    ],
    "*never* **again** _never_ __again__ snake_case ____": [
        "never",
        "again",
        "never",
        "again",
        "snake_case",
    ],
    "*The Times*’s man, [Putin](https://example.org)’s men": [
        "The",
        "Times",
        "man",
        "Putin",
        "men",
    ],
    "the `peace` plan<br>and <b>war</b> <!-- not this --> if 3 <b and c> 4": [
        "the",
        "peace",
        "plan",
        "and",
        "war",
        "if",
        "3",
        "b",
        "and",
        "c",
        "4",
    ],
    "```python\npeace = war\n```": ["peace", "war"],
    "| Troops | 500 |\n|---|---:|": ["Troops", "500"],
    "> quoted\n- item\n1. item": ["quoted", "item", "1", "item"],
}


@pytest.mark.parametrize("text", CASES)
def test_words_are_what_a_reader_counts(text):
    """Apostrophes, hyphens, dots and slashes, each as documented."""
    starts, ends = find_words(text)
    assert [text[s:e] for s, e in zip(starts, ends, strict=True)] == CASES[text]


@given(st.text())
def test_words_are_in_order_and_hold_no_space(text):
    """Whatever the text: words do not overlap, and none holds white space."""
    starts, ends = find_words(text)
    assert all(s < e for s, e in zip(starts, ends, strict=True))
    assert all(e <= s for e, s in zip(ends, starts[1:], strict=False))
    assert not any(any(c.isspace() for c in text[s:e]) for s, e in zip(starts, ends, strict=True))


MARKS = st.sampled_from(
    ["[", "](", ")", "![", "](x)", "[1]: /a\n", "][1]", "http://", "www.", "@", "a.b", "<b ", "<!--",
     "-->", ">", "_", "*", "’s", "```", "\n", " ", "war"]
)  # fmt: skip


@given(st.lists(MARKS).map("".join))
def test_blanking_marks_keeps_every_offset(text):
    """One blank, or one letter, for one character; whatever is no mark stays as it is."""
    for address in (" ", "x"):
        blanked = without_markup(text, address)
        assert len(blanked) == len(text)
        assert all(b in (c, " ", address) for b, c in zip(blanked, text, strict=True))


@pytest.mark.parametrize(
    "pattern",
    [
        "![",
        "](",
        "](a(b)",
        '](a "',
        "<b",
        "<a =",
        "<!--",
        "[a]:",
        "][",
        "_",
        "a_b",
        "http://",
        "@",
        "a.@a.",
        "*’",
    ],
)
def test_the_time_grows_with_the_length_of_the_text(pattern):
    """Eight times the text takes no more than about eight times as long, whatever the marks do."""

    def work(size: int) -> None:
        find_words(pattern * (size // len(pattern)))

    assert grows_with(10_000, work)


@given(st.text())
def test_straightening_keeps_every_offset(text):
    """One character for one."""
    assert len(straighten(text)) == len(text)


def test_forms_are_numbered_in_order_of_first_use():
    """The number of a word is the place of its spelling among the distinct ones."""
    numbers, forms = number_forms(["the", "war", "The", "war"])
    assert numbers.tolist() == [0, 1, 2, 1]
    assert forms == ("the", "war", "The")
