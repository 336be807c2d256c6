"""Which words make a name, stand before one, or only look like one: the lists of ``data/``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from analysis.actors import Actor, load_actors

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def name_words(group: str) -> frozenset[str]:
    """One list of words of ``data/name_words.toml``."""
    return frozenset(_content()[group].split())


@cache
def second_meanings() -> dict[str, str]:
    """What a name may mean besides, in words for the reader."""
    return dict(_content()["ambiguous"])


@cache
def states() -> tuple[Actor, ...]:
    """The states of the world, other countries and parts of the world: ``data/states.toml``."""
    return load_actors((DATA / "states.toml").read_text(encoding="utf-8"))


@cache
def owners() -> dict[str, int]:
    """From every name, demonym and capital of a state to its number in `states`."""
    return {
        name: number
        for number, state in enumerate(states())
        for name in (*state.aliases, *state.demonyms, *state.places)
    }


@cache
def demonyms() -> frozenset[str]:
    """Adjectives and peoples of all states."""
    return frozenset(name for state in states() for name in state.demonyms)


@cache
def capitals() -> frozenset[str]:
    """Cities that may stand for a government; no state's own name."""
    return frozenset(name for state in states() for name in state.places if name != state.name)


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads((DATA / "name_words.toml").read_text(encoding="utf-8"))
