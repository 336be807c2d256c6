"""Which actors are looked for in the two texts?"""

from __future__ import annotations

import streamlit as st

from analysis.actors import Actor
from analysis.reading import Source
from analysis.report import actors_found, load_actors

MOST_ADDED, LONGEST_LINE = 200, 300
"""Lines of the sidebar's list of actors that are read, and characters of each."""
LISTED, FOUND = "the list of the samples", "the names found in the texts"


def current_actors() -> tuple[Actor, ...]:
    """The actors looked for, those added in the sidebar included."""
    added, _ = added_actors()
    known = {actor.name for actor in added}
    others = tuple(actor for actor in _actors_looked_for() if actor.name not in known)
    return (*others, *added)


def _actors_looked_for() -> tuple[Actor, ...]:
    """The list that comes with the samples, or the names found in the visitor's own texts."""
    if st.session_state.get("actor_source", LISTED) == LISTED:
        return load_actors()
    return _found_in(*st.session_state["sources"])


@st.cache_data(max_entries=2, scope="session", show_spinner=False)
def _found_in(a: Source, b: Source) -> tuple[Actor, ...]:
    return actors_found(a, b)


def added_actors() -> tuple[tuple[Actor, ...], list[str]]:
    """Actors typed into the sidebar, and what could not be used of them.

    A name that is listed already gets the further names besides its own; a name that belongs to
    another actor is refused with its whole line.
    """
    listed = {actor.name: actor for actor in _actors_looked_for()}
    taken = {
        name: actor.name
        for actor in listed.values()
        for name in (actor.name, *actor.aliases, *actor.demonyms, *actor.places)
    }
    added: dict[str, Actor] = {}
    messages = []
    for line in st.session_state.get("actor_lines", "").splitlines()[:MOST_ADDED]:
        name, _, others = line[:LONGEST_LINE].partition("=")
        name = name.strip()
        if not line.strip():
            continue
        if not any(map(str.isalnum, name)):
            messages.append(f"“{line.strip()}” has no name before the =; the line is not used.")
            continue
        further = [x.strip() for x in others.split(",") if any(map(str.isalnum, x))]
        claimed = [one for one in (name, *further) if taken.get(one, name) != name]
        if claimed:
            messages.append(
                f"“{claimed[0]}” already counts as {taken[claimed[0]]}; the line is not used."
            )
            continue
        known = added.get(name) or listed.get(name) or Actor(name, "other", (name,), ())
        added[name] = known._replace(aliases=tuple(dict.fromkeys([*known.aliases, *further])))
        taken.update(dict.fromkeys((name, *further), name))
    return tuple(added.values()), messages
