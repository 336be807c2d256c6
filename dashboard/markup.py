"""A stretch of a text with parts of it marked, as HTML. The only place where texts become HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

_QUOTE_MARKS = re.compile(r"^(?:&gt; ?)+", re.MULTILINE)
"""What a mail or Markdown puts before each quoted line, escaped; that it is quoted is shown otherwise."""


class Mark(NamedTuple):
    """A stretch to be marked: offsets into the text, and the CSS class it gets."""

    start: int
    end: int
    css: str
    title: str = ""


def annotate(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """``text[start:end]`` as HTML: escaped, marked stretches wrapped, marks may overlap.

    A mark whose class begins with ``hit`` becomes ``<mark>``, which says to a screen reader what the
    colour says to the eye; all others become ``<span>``.
    """
    inside = [mark for mark in marks if mark.end > start and mark.start < end]
    edges = sorted(
        {start, end}
        | {edge for mark in inside for edge in (max(mark.start, start), min(mark.end, end))}
    )
    pieces = []
    for left, right in pairwise(edges):
        piece = _QUOTE_MARKS.sub(r'<span class="mk">\g<0></span>', escape(text[left:right]))
        covering = [mark for mark in inside if mark.start <= left and mark.end >= right]
        if covering:
            piece = _wrap(piece, covering)
        pieces.append(piece)
    return "".join(pieces)


def _wrap(piece: str, covering: Iterable[Mark]) -> str:
    classes = sorted({mark.css for mark in covering})
    titles = "; ".join(dict.fromkeys(mark.title for mark in covering if mark.title))
    tag = "mark" if any(css.startswith("hit") for css in classes) else "span"
    title = f' title="{escape(titles)}"' if titles else ""
    return f'<{tag} class="{" ".join(classes)}"{title}>{piece}</{tag}>'
