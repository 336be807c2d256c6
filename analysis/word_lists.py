"""Which words mark a speaker: the lists of ``data/`` that say so, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data"


class Verbs(NamedTuple):
    """The forms of the verbs of saying."""

    finite: frozenset[str]
    """Forms that may have a subject: says, said, say."""
    participles: frozenset[str]
    """Forms in -ing."""
    also_nouns: frozenset[str]
    """Finite forms that are nouns as well: claims, demand."""
    only_beside: frozenset[str]
    """Forms of verbs that mean speech only next to a quotation: began, smiled."""


@cache
def reporting_verbs() -> Verbs:
    """The verbs of saying, of ``data/reporting_verbs.txt``."""
    finite: set[str] = set()
    participles: set[str] = set()
    also_nouns: set[str] = set()
    only_beside: set[str] = set()
    for line in _lines("reporting_verbs.txt"):
        forms = line.lstrip("+= ").split()
        signs = line[: -len(" ".join(forms))]
        finite.update(form for form in forms if not form.endswith("ing"))
        participles.update(form for form in forms if form.endswith("ing"))
        if "+" in signs:
            also_nouns.update(forms[:2])
        if "=" in signs:
            only_beside.update(forms)
    return Verbs(*map(frozenset, (finite, participles, also_nouns, only_beside)))


@cache
def speaker_words(group: str) -> frozenset[str]:
    """One group of words of ``data/speaker_words.txt``."""
    return _speaker_words()[group]


@cache
def _speaker_words() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for line in _lines("speaker_words.txt"):
        group, _, words = line.partition(":")
        groups[group].update(words.split())
    return {group: frozenset(words) for group, words in groups.items()}


def _lines(name: str) -> Iterator[str]:
    """The lines of a list that hold words; ``#`` begins a comment."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        listed = line.split("#")[0].strip()
        if listed:
            yield listed
