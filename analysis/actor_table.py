"""How does a reader change the list of actors: put two together, take one apart, leave one out?

Every function takes a list and gives a new one that `analysis.actors.check` accepts, or raises
``ValueError`` with one sentence for the reader. Lists stay in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import tomlkit

from analysis.actors import (
    LONGEST_NAME,
    LONGEST_PHRASE,
    MOST_ACTORS,
    Actor,
    check,
    searched_name,
    tidy_name,
)

Actors = tuple[Actor, ...]
Lists = dict[str, Any]
"""Some of an actor's lists of names, by field."""

LISTS = {"name": "aliases", "demonym": "demonyms", "place": "places", "exception": "exceptions"}
"""From each sort of name to the field of `Actor` that holds it."""

SEARCHED = ("aliases", "demonyms", "places")
COLUMNS = ("actor", "kind", "names", "demonyms", "places", "exceptions", "colour", "ignored")
"""The columns of a grid: the fields of `Actor`, three of them under plainer words."""

HEAD = """\
# Actors for Parallax: who is looked for in two texts, and under which names.
#
#   name         what the actor is called on the page; also searched for, unless shown_only = true
#   kind         state, organisation, bloc, person or other
#   aliases      other names; each is searched for exactly as written
#   demonyms     adjectives and peoples, such as "Russian" and "Russians"
#   places       cities that stand for it, but not in "in Moscow" or "a visit to Moscow"
#   exceptions   phrases that hold one of the names but do not mean the actor
#   colour       a colour on the page, such as "teal"; counts do not depend on it
#   ignore       true: found, so that no shorter name is found in it, but not counted
"""


# --- several actors -------------------------------------------------------------------------------


def merge(actors: Sequence[Actor], names: Iterable[str], into: str) -> Actors:
    """Several actors as one that goes by all their names, in the place of the first of them.

    ``into`` is one of the list, or a new name, which is searched for from then on. A new one has
    kind and colour of the first of those merged: in lists of names found, the one most named.
    """
    into = tidy_name(into)
    wanted = {_place(actors, name) for name in names}
    places = sorted(wanted | {n for n, actor in enumerate(actors) if actor.name == into})
    if len(places) < 2:
        raise ValueError("Choose two actors at least to merge.")
    merged = [actors[place] for place in places]
    first = next((actor for actor in merged if actor.name == into), merged[0])
    ordered = [first, *(actor for actor in merged if actor is not first)]
    lists: Lists = {
        field: tuple(name for actor in ordered for name in getattr(actor, field))
        for field in LISTS.values()
    }
    one = first._replace(**lists)
    if first.name != into:
        one = _renamed(one, into)._replace(ignored=all(actor.ignored for actor in merged))
    kept = [actor for place, actor in enumerate(actors) if place not in places[1:]]
    kept[places[0]] = one
    return _checked(kept)


def split(actors: Sequence[Actor], name: str, aliases: Iterable[str], new_name: str) -> Actors:
    """Some names of an actor as an actor of their own, of the same kind, right behind the first.

    The new name is searched for, too. Exceptions stay where they are: they hold for every actor.
    """
    place = _place(actors, name)
    actor, new_name, moved = actors[place], tidy_name(new_name), set(map(tidy_name, aliases))
    for alias in sorted(moved):
        _refuse_unknown(actor, alias, SEARCHED)
    if not moved:
        raise ValueError(f"Choose the names of “{name}” that are to be an actor of their own.")
    if searched_name(actor.name) in moved:
        raise ValueError(
            f"“{searched_name(actor.name)}” is what the actor is called. Split its other names off, "
            "or rename it first."
        )
    stays: Lists = {f: tuple(n for n in getattr(actor, f) if n not in moved) for f in SEARCHED}
    if not any(stays.values()):
        raise ValueError(f"“{name}” must keep at least one name.")
    _refuse_known(actors, new_name)
    goes: Lists = {f: tuple(n for n in getattr(actor, f) if n in moved) for f in SEARCHED}
    other = _with_own_name(Actor(new_name, actor.kind, **goes, ignored=actor.ignored))
    return _checked([*actors[:place], actor._replace(**stays), other, *actors[place + 1 :]])


def add(actors: Sequence[Actor], name: str, kind: str, aliases: Iterable[str] = ()) -> Actors:
    """One more actor, at the end of the list; its own name is searched for, too."""
    name = tidy_name(name)
    _refuse_known(actors, name)
    names = tuple(dict.fromkeys(map(tidy_name, aliases)))
    return _checked([*actors, _with_own_name(Actor(name, kind, names, ()))])


def remove(actors: Sequence[Actor], name: str) -> Actors:
    """The list without an actor. Shorter names may then be found in its names: see `ignore`."""
    place = _place(actors, name)
    return _checked([*actors[:place], *actors[place + 1 :]])


# --- one actor ------------------------------------------------------------------------------------


def rename(actors: Sequence[Actor], name: str, new: str) -> Actors:
    """An actor under another name, which is searched for from then on, as the old one still is."""
    new = tidy_name(new)
    if new == name:
        return _checked(actors)
    _refuse_known(actors, new)
    return _changed(actors, name, lambda actor: _renamed(actor, new))


def ignore(actors: Sequence[Actor], name: str, ignored: bool = True) -> Actors:
    """An actor found but not counted, so that no shorter name is found in its names."""
    return _changed(actors, name, lambda actor: actor._replace(ignored=ignored))


def set_kind(actors: Sequence[Actor], name: str, kind: str) -> Actors:
    """An actor as a state, an organisation, a bloc, a person or something other."""
    return _changed(actors, name, lambda actor: actor._replace(kind=kind))


def set_colour(actors: Sequence[Actor], name: str, colour: str) -> Actors:
    """An actor with a colour of `analysis.actors.COLOURS`, or with '' for none of its own."""
    return _changed(actors, name, lambda actor: actor._replace(colour=colour))


def add_alias(actors: Sequence[Actor], name: str, alias: str, sort: str = "name") -> Actors:
    """A further name of an actor: a 'name', 'demonym', 'place' or 'exception'.

    A name that the actor has as another sort changes its sort.
    """
    alias = tidy_name(alias)
    if sort not in LISTS:
        raise ValueError(f"A name is a name, demonym, place or exception, not “{sort}”.")
    field = LISTS[sort]

    def with_alias(actor: Actor) -> Actor:
        if alias in getattr(actor, field):
            return actor
        actor = _without(actor, alias)
        longer: Lists = {field: (*getattr(actor, field), alias)}
        return actor._replace(**longer)

    return _changed(actors, name, with_alias)


def remove_alias(actors: Sequence[Actor], name: str, alias: str) -> Actors:
    """An actor without one of its names. It may be its own, which is only shown from then on."""
    alias = tidy_name(alias)

    def without_alias(actor: Actor) -> Actor:
        _refuse_unknown(actor, alias, LISTS.values())
        left = _without(actor, alias)
        if not any(getattr(left, field) for field in SEARCHED):
            raise ValueError(f"“{name}” must keep at least one name. Ignore or remove the actor.")
        return left

    return _changed(actors, name, without_alias)


# --- the whole table ------------------------------------------------------------------------------


def to_rows(actors: Sequence[Actor]) -> list[dict[str, Any]]:
    """The list as rows of a grid that a reader can edit: a dict of `COLUMNS` for each actor."""
    values = (
        (a.name, a.kind, *map(list, (a.aliases, a.demonyms, a.places, a.exceptions)), *a[-2:])
        for a in actors
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in values]


def from_rows(rows: Sequence[dict[str, Any]]) -> Actors:
    """The list that an edited grid shows; `to_rows` gives the grid.

    What stands in it is what is searched for; a row that lists no name is searched for by its
    actor's. A row with nothing in it is no actor, and an empty cell nothing. Two rows of one name
    are refused, for `merge` is for putting them together.
    """
    actors: dict[str, Actor] = {}
    for number, row in enumerate(rows, 1):
        cells = {column: row.get(column) for column in COLUMNS}
        if all(_is_empty(value) for column, value in cells.items() if column != "ignored"):
            continue
        actor = _from_cells(number, cells)
        if actor.name in actors:
            raise ValueError(
                f"“{actor.name[:LONGEST_NAME]}” stands in two rows. Merge the two actors, or give "
                "one another name."
            )
        actors[actor.name] = actor
    return _checked(actors.values())


def toml_bytes(actors: Sequence[Actor]) -> bytes:
    """The list as a file that `analysis.actors.load_actors` reads, UTF-8.

    Reading it gives the same list, and the same list gives the same bytes.
    """
    check(actors)
    entries = tomlkit.aot()
    for actor in actors:
        entries.append(tomlkit.item(_entry(actor)))
    document = tomlkit.document()
    document.append("actor", entries)
    return f"{HEAD}\n{tomlkit.dumps(document)}".encode()


def fit(actors: Iterable[Actor]) -> Actors:
    """A list found in texts as a table can hold it: names tidied, none twice, none too long."""
    taken: set[str] = set()
    names: set[str] = set()
    kept: list[Actor] = []
    for actor in actors:
        actor = actor._replace(name=tidy_name(actor.name))
        lists: Lists = {}
        for field in LISTS.values():
            longest = LONGEST_PHRASE if field == "exceptions" else LONGEST_NAME
            tidy = dict.fromkeys(map(tidy_name, getattr(actor, field)))
            lists[field] = tuple(
                name
                for name in tidy
                if name not in taken and len(name) <= longest and any(map(str.isalnum, name))
            )
            taken.update(lists[field])
        if not actor.name or actor.name in names or len(actor.name) > LONGEST_NAME:
            continue
        if any(lists[field] for field in SEARCHED) and len(kept) < MOST_ACTORS:
            names.add(actor.name)
            kept.append(actor._replace(**lists))
    return tuple(kept)


# --- what the above share -------------------------------------------------------------------------


def _checked(actors: Iterable[Actor]) -> Actors:
    changed = tuple(actors)
    check(changed)
    return changed


def _place(actors: Sequence[Actor], name: str) -> int:
    for place, actor in enumerate(actors):
        if actor.name == name:
            return place
    raise ValueError(f"There is no actor called “{name[:LONGEST_NAME]}”.")


def _changed(actors: Sequence[Actor], name: str, change: Callable[[Actor], Actor]) -> Actors:
    place = _place(actors, name)
    return _checked([*actors[:place], change(actors[place]), *actors[place + 1 :]])


def _refuse_known(actors: Sequence[Actor], name: str) -> None:
    if any(actor.name == name for actor in actors):
        raise ValueError(f"There is an actor called “{name}” already. Merge the two instead.")


def _renamed(actor: Actor, name: str) -> Actor:
    return _with_own_name(actor._replace(name=name))


def _with_own_name(actor: Actor) -> Actor:
    """The actor with its own name searched for, which stands first among the names."""
    own = searched_name(actor.name)
    if any(own in getattr(actor, field) for field in SEARCHED):
        return actor
    return actor._replace(aliases=(own, *actor.aliases))


def _refuse_unknown(actor: Actor, alias: str, fields: Iterable[str]) -> None:
    if not any(alias in getattr(actor, field) for field in fields):
        raise ValueError(f"“{alias[:LONGEST_NAME]}” is no name of “{actor.name}”.")


def _without(actor: Actor, alias: str) -> Actor:
    lists: Lists = {f: tuple(n for n in getattr(actor, f) if n != alias) for f in LISTS.values()}
    return actor._replace(**lists)


def _entry(actor: Actor) -> dict[str, Any]:
    """An actor as an entry of a file, without what goes without saying."""
    own = searched_name(actor.name)
    entry: dict[str, Any] = {"name": actor.name, "kind": actor.kind}
    lists = {field: list(getattr(actor, field)) for field in LISTS.values()}
    if not any(own in lists[field] for field in SEARCHED):
        entry["shown_only"] = True
    elif lists["aliases"][:1] == [own]:
        del lists["aliases"][0]
    entry |= {field: names for field, names in lists.items() if names}
    if actor.colour:
        entry["colour"] = actor.colour
    if actor.ignored:
        entry["ignore"] = True
    return entry


def _from_cells(number: int, cells: dict[str, Any]) -> Actor:
    name = tidy_name(_words(number, "actor", cells["actor"]))
    if not name:
        raise ValueError(f"Row {number} has no actor. Give it a name, or empty the row.")
    kind = _words(number, "kind", cells["kind"]) or "other"
    colour, ignored = _words(number, "colour", cells["colour"]), cells["ignored"]
    if not (_is_empty(ignored) or isinstance(ignored, bool | np.bool_)):
        raise ValueError(f"Row {number}: “ignored” must be true or false.")
    actor = Actor(
        name,
        kind,
        _names(number, "names", cells["names"]),
        _names(number, "demonyms", cells["demonyms"]),
        places=_names(number, "places", cells["places"]),
        exceptions=_names(number, "exceptions", cells["exceptions"]),
        colour=colour,
        ignored=not _is_empty(ignored) and bool(ignored),
    )
    searched = (actor.aliases, actor.demonyms, actor.places)
    return actor if any(searched) else _with_own_name(actor)


def _is_empty(value: Any) -> bool:
    """Whether a cell of a grid holds nothing: None, not-a-number, '' or a list without names."""
    return len(value) == 0 if hasattr(value, "__len__") else bool(pd.isna(value))


def _words(number: int, column: str, value: Any) -> str:
    if _is_empty(value):
        return ""
    if not isinstance(value, str):
        raise ValueError(f"Row {number}: “{column}” must be a word or a name.")
    return value.strip()


def _names(number: int, column: str, value: Any) -> tuple[str, ...]:
    listed = [] if _is_empty(value) else value
    if not isinstance(listed, list | tuple | np.ndarray) or not all(
        isinstance(name, str) for name in listed
    ):
        raise ValueError(f"Row {number}: “{column}” must be a list of names.")
    return tuple(dict.fromkeys(name for name in map(tidy_name, listed) if name))
