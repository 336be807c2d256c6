"""Texts as HTML: everything escaped, every mark whole."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from dashboard.markup import Mark, annotate


def test_a_hit_is_a_mark_element():
    """What counted is marked for the eye and for a screen reader."""
    assert annotate("War is bad.", 0, 11, [Mark(0, 3, "hit")]) == (
        '<mark class="hit">War</mark> is bad.'
    )


def test_overlapping_marks_share_a_piece():
    """A word in a muted run is both."""
    assert annotate("a bc d", 0, 6, [Mark(0, 6, "dim"), Mark(2, 4, "hit")]) == (
        '<span class="dim">a </span><mark class="dim hit">bc</mark><span class="dim"> d</span>'
    )


def test_a_mark_reaching_out_is_cut():
    """Only the part inside the stretch is shown."""
    assert annotate("abcdef", 2, 4, [Mark(0, 3, "x")]) == '<span class="x">c</span>d'


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_the_text_comes_through_unchanged(text, spans):
    """Without its tags, the HTML reads exactly as the text."""
    marks = [Mark(min(s), max(s), "hit", title="<&>") for s in spans if min(s) < max(s)]
    html = annotate(text, 0, len(text), marks)
    assert unescape(re.sub(r"<[^>]*>", "", html)) == text
    assert html.count("<mark") == html.count("</mark>")
