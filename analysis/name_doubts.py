"""Which names may mean somebody else than the actor they are counted for?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from analysis.actors import Actor
from analysis.name_kinds import PERSON, surname
from analysis.name_words import second_meanings

SHARED = "a surname that other persons in the texts bear, too"


class Ambiguous(NamedTuple):
    """A name that may not mean the actor it is counted for."""

    name: Annotated[str, "the name in question"]
    actor: Annotated[str, "the actor it is counted for"]
    why: Annotated[str, "what else it may mean, in words for the reader"]


def ambiguous(actors: Sequence[Actor]) -> tuple[Ambiguous, ...]:
    """Names that a reader should see in their sentences before trusting the counts."""
    meanings = second_meanings()
    bearers = Counter(
        surname(actor.name) for actor in actors if actor.kind == PERSON and " " in actor.name
    )
    rows = []
    for actor in actors:
        own = surname(actor.name) if " " in actor.name else ""
        for name in (*actor.aliases, *actor.demonyms, *actor.places):
            if name in meanings:
                rows.append(Ambiguous(name, actor.name, meanings[name]))
            elif bearers[name] > (name == own):
                rows.append(Ambiguous(name, actor.name, SHARED))
    return tuple(rows)
