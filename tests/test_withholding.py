"""No long run of a text stays in a file that may not hold it."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.withholding import LONGEST, withholder

WORDS = [f"w{number}" for number in range(40)]
TEXT = " ".join(WORDS)


def longest_run(html: str, text: str) -> int:
    """The longest run of words that a file and a text have in common, counted the plain way."""
    words = re.findall(r"\w+", text.casefold())
    shown = re.findall(r"\w+", re.sub(r"<[^>]*>|&#?\w+;", " ", html).casefold())
    longest, before = 0, [0] * (len(words) + 1)
    for one in shown:
        now = [0] * (len(words) + 1)
        for place, word in enumerate(words, start=1):
            if word == one:
                now[place] = before[place - 1] + 1
        longest, before = max(longest, *now), now
    return longest


def test_a_short_run_stays_as_it_is():
    """Names, terms and short headings are not touched."""
    short = escape("“" + " ".join(WORDS[3 : 3 + LONGEST]) + "” & more")
    assert withholder([TEXT])(short) == short


def test_a_long_run_is_cut_and_says_so():
    """The first words stay, an ellipsis stands for the others, and what follows is kept."""
    html = f"<td>{' '.join(WORDS[:20])}</td><td>own words</td>"
    kept = " ".join(WORDS[:LONGEST])
    assert withholder([TEXT])(html) == f"<td>{kept}…</td><td>own words</td>"


@pytest.mark.parametrize(
    "html",
    [
        " ".join(WORDS).upper(),
        "<br>".join(WORDS),
        "</b>, <b>".join(WORDS),
        "&quot;".join(WORDS),
        " — ".join(WORDS),
    ],
    ids=["capitals", "line breaks", "tags", "entities", "dashes"],
)
def test_what_reads_as_the_same_words_is_the_same_run(html):
    """Capitals, tags, entities and punctuation between the words do not hide a run."""
    assert longest_run(withholder([TEXT])(html), TEXT) <= LONGEST


def test_tags_are_never_lost():
    """What is cut is words: the elements around them stay whole."""
    html = "".join(f"<i>{word}</i>" for word in WORDS)
    assert re.findall(r"<[^>]+>", withholder([TEXT])(html)) == ["<i>", "</i>"] * len(WORDS)


@given(
    st.lists(st.sampled_from("abc"), max_size=60).map(" ".join),
    st.lists(st.sampled_from(["a", "b", "c", "d", "<p>", "&amp;", ","]), max_size=60).map(" ".join),
)
def test_no_run_is_left_whatever_the_words(text, html):
    """Also where cutting one run makes another, and where runs overlap."""
    assert longest_run(withholder([text])(html), text) <= LONGEST
