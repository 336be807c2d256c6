"""The one tokenizer, case by case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(st.text())
def test_straightening_keeps_every_offset(text):
    """One character for one."""
    assert len(straighten(text)) == len(text)


def test_forms_are_numbered_in_order_of_first_use():
    """The number of a word is the place of its spelling among the distinct ones."""
    numbers, forms = number_forms(["the", "war", "The", "war"])
    assert numbers.tolist() == [0, 1, 2, 1]
    assert forms == ("the", "war", "The")
