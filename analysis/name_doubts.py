"""Which names may mean somebody else than the actor they are counted for?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, NamedTuple

from analysis.actors import Actor
from analysis.name_sorts import PERSON, surname
from analysis.name_words import second_meanings

MOST_TOLD = 3
"""Persons that are named as bearers of one surname."""


class Ambiguous(NamedTuple):
    """A name that may not mean the actor it is counted for."""

    name: Annotated[str, "the name in question"]
    actor: Annotated[str, "the actor it is counted for"]
    why: Annotated[str, "what else it may mean, in words for the reader"]


def ambiguous(actors: Sequence[Actor]) -> tuple[Ambiguous, ...]:
    """Names that a reader should see in their sentences before trusting the counts.

    Names of ignored actors are not counted, so they are in no doubt; but who is ignored bears a
    surname still.
    """
    meanings = second_meanings()
    bearers = _bearers(actors)
    rows = []
    for actor in actors:
        if actor.ignored:
            continue
        for name in (*actor.aliases, *actor.demonyms, *actor.places):
            others = [bearer for bearer in bearers.get(name, ()) if bearer != actor.name]
            whys = [meanings[name]] if name in meanings else []
            if others:
                whys.append(f"in these texts the surname of {_listed(others)}, too")
            if whys:
                rows.append(Ambiguous(name, actor.name, "; ".join(whys)))
    return tuple(rows)


def _bearers(actors: Sequence[Actor]) -> dict[str, list[str]]:
    """From each surname to the persons who go by it and a first name or a title."""
    bearers: dict[str, dict[str, None]] = defaultdict(dict)
    for actor in actors:
        if actor.kind == PERSON:
            for name in (actor.name, *actor.aliases):
                if " " in name:
                    bearers[surname(name)][actor.name] = None
    return {name: list(persons) for name, persons in bearers.items()}


def _listed(names: Sequence[str]) -> str:
    """A few names in words; of many, how many more there are."""
    told = [*names[:MOST_TOLD], *([f"{len(names) - MOST_TOLD} more"] * (len(names) > MOST_TOLD))]
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))
