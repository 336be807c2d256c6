"""How is a file kept free of the texts it speaks of?

Whoever may not pass on two texts can pass on the numbers: names, terms and headings stay, but of any
longer run of words that also stands in a text only the beginning does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

LONGEST = 12
"""Words of a run that may stay."""

_PIECE = re.compile(r"<[A-Za-z/!][^<>]*>|&#?\w+;|\w+|[^\w<&]+|[<&]")
_WORD = re.compile(r"\w+")
_REST = "…"

Withhold = Callable[[str], str]
"""Takes HTML, or words escaped for it, and gives it back with long runs of a text cut."""


def keep_all(html: str) -> str:
    """Withholds nothing."""
    return html


def withholder(texts: Iterable[str]) -> Withhold:
    """What cuts every run of words that stands in one of these texts after ``LONGEST`` words.

    Capitals, punctuation, tags and line breaks make no difference: what reads as the same words is.
    """
    runs = {
        run for text in texts for words in [_WORD.findall(text.casefold())] for run in _runs(words)
    }

    def withhold(html: str) -> str:
        while (shorter := _cut(html, runs)) != html:
            html = shorter
        return html

    return withhold


def _runs(words: list[str]) -> list[str]:
    """Every run of one word more than may stay."""
    n = LONGEST + 1
    return [" ".join(words[i : i + n]) for i in range(len(words) - n + 1)]


def _cut(html: str, runs: set[str]) -> str:
    pieces = _PIECE.findall(html)
    places = [i for i, piece in enumerate(pieces) if _WORD.fullmatch(piece)]
    found = [
        i for i, run in enumerate(_runs([pieces[p].casefold() for p in places])) if run in runs
    ]
    if not found:
        return html
    inside = sorted({word for first in found for word in range(first, first + LONGEST + 1)})
    kept = 0
    for before, word in pairwise([-2, *inside]):
        kept = kept + 1 if word == before + 1 else 1
        if kept > LONGEST:
            for place in range(places[word - 1] + 1, places[word] + 1):
                if not pieces[place].startswith("<") or pieces[place] == "<":
                    pieces[place] = ""
            if kept == LONGEST + 1:
                pieces[places[word - 1]] += _REST
    return "".join(pieces)
