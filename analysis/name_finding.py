"""Whom do two texts name? The list of actors, found without a lexicon of their field.

States come from a table of the world's (``data/states.toml``), everybody else from the texts: runs
of capitalised words that do not only begin a sentence, without titles, joined where they mean the
same. Words decide, no model: every step can be read in the ``name_…`` modules, every list in
``data/name_words.toml``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.actors import Actor
from analysis.name_evidence import Evidence, Findings, acting_capitals, gather
from analysis.name_joining import join_names
from analysis.name_kinds import is_certain, is_person_by_words, kind_of
from analysis.name_sorts import (
    GIVEN,
    ORGANISATION,
    OTHER,
    PERSON,
    bare,
    is_acronym,
    names_event,
    names_nobody,
    office_of,
    surname,
)
from analysis.name_words import demonyms, name_words, owners, states
from analysis.text import Document

AT_LEAST = 2
"""Times that an actor is named in both texts together, unless it is a state or surely a person."""

HE, SHE = name_words("honorifics_he"), name_words("honorifics_she")
LONGEST_ALIAS = 6
PHRASE_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[\w&]+(?:['’][^\W\d_]{2,}\w*)?")


class _Found(NamedTuple):
    """An actor before it is known which of its names are free."""

    n: int
    actor: Actor


def find_actors(documents: Sequence[Document], *, at_least: int = AT_LEAST) -> tuple[Actor, ...]:
    """Whom the texts name, as actors that `analysis.actors.tabulate` can count; most named first.

    An actor is kept if it is named ``at_least`` times in all texts together, or if it is a state or
    a person with first and last name or behind a title. Of a text that is not in English only what
    `name_foreign` calls sure is taken; the names of the other text are looked for in it all the
    same. Every name that is searched for occurs in the texts, and none finds two actors.
    """
    return actors_in(gather(documents), at_least=at_least)


def actors_in(found: Findings, *, at_least: int = AT_LEAST) -> tuple[Actor, ...]:
    """The same of what has been gathered from texts: who is named, under all names they go by."""
    _split_couples(found)
    in_table = list(_states(found))
    named = [
        *in_table,
        *_others(found, {name for one in in_table for name in _names_of(one.actor)}),
    ]
    kept: list[_Found] = []
    dropped: list[_Found] = []
    for candidate in named:
        is_kept = candidate.n >= at_least or _counts_once(candidate.actor, found)
        (kept if is_kept else dropped).append(candidate)
    kept.sort(key=lambda one: (-one.n, one.actor.name))
    actors = _without_double_claims(one.actor for one in kept)
    others = (name for one in dropped for name in one.actor.aliases if " " in name)
    phrases = [name for name in others if _is_another_name(name, actors, found)]
    phrases += [name for name in found.names if " " in name and names_event(name)]
    return _with_exceptions(actors, phrases, found)


# --- who is named ---------------------------------------------------------------------------------


def _states(found: Findings) -> Iterator[_Found]:
    """The states that the texts name, with those of their names that occur."""
    persons = {
        part
        for name in found.names
        if is_person_by_words(name)
        for part in (surname(name), name.split()[0])
    }
    acting = acting_capitals(found)
    seats = {name: states()[n].name for name in found.names if (n := office_of(name)) is not None}
    for state in states():
        own = {
            name
            for name in (*state.aliases, *state.demonyms, state.name)
            if name in found.names and found.names[name].n > found.names[name].language
        }
        if own and own <= persons and not any(found.names[name].place for name in own):
            continue  # Michael Jordan, and no word of the country
        offices = tuple(sorted(name for name, owner in seats.items() if owner == state.name))
        if not own and not offices:
            continue
        places = [p for p in state.places if p in acting or (p == state.name and p in own)]
        names = [*own & {*state.aliases, *state.demonyms}, *places, *offices]
        yield _Found(
            sum(found.names[name].n for name in names),
            state._replace(
                aliases=(*(name for name in state.aliases if name in own), *offices),
                demonyms=tuple(name for name in state.demonyms if name in own),
                places=tuple(places),
            ),
        )


def _others(found: Findings, taken: set[str]) -> Iterator[_Found]:
    """Everybody else, under all names that mean the same."""
    demonym = demonyms()
    names = [
        name
        for name in found.names
        if name not in taken and not (name in owners() and name in demonym) and _may_be(name, found)
    ]
    for group in join_names(names, found).values():
        certain = [name for name in group if is_certain(name, found)]
        if not certain:
            continue
        kind = _kind_of_group(certain, found)
        n = sum(found.names[name].n for name in group)
        name = _display_name(group, kind, found)
        aliases = sorted(group, key=lambda alias: (alias != name, -found.names[alias].n, alias))
        yield _Found(n, Actor(name, kind, tuple(aliases), ()))


def _may_be(name: str, found: Findings) -> bool:
    """Whether a name is worth joining: it is no event, no month, no term in brackets."""
    if "" in found.abbreviations.get(name, ()):
        return False
    return not names_nobody(name) or found.names[name].titles.total() > 0


def _kind_of_group(names: Sequence[str], found: Findings) -> str:
    votes = Counter(kind_of(name, found) for name in names)
    return next((kind for kind in (PERSON, ORGANISATION) if votes[kind]), OTHER)


def _display_name(names: Sequence[str], kind: str, found: Findings) -> str:
    """The fullest name, but an abbreviation where that is used more."""
    most = max(names, key=lambda name: (found.names[name].n, len(name), is_acronym(name), name))
    if kind != PERSON and is_acronym(most):
        return most
    return max(names, key=lambda name: (name.count(" "), found.names[name].n, -len(name), name))


def _counts_once(actor: Actor, found: Findings) -> bool:
    """Whether being named once is enough: a state, or a person with a forename or behind a title.

    Not a saint: many of them are a town, a church or a school.
    """
    if actor.name in _names_of_states():
        return True
    if actor.kind != PERSON or bare(actor.name.split()[0]) in ("St", "Saint"):
        return False
    titled = any(found.names[name].titles for name in actor.aliases)
    return titled or surname(actor.name) != actor.name


@cache
def _names_of_states() -> frozenset[str]:
    return frozenset(state.name for state in states())


def _split_couples(found: Findings) -> None:
    """``Mr Bennet`` and ``Mrs Bennet`` are two, and ``Bennet`` alone is neither."""
    for name, evidence in list(found.names.items()):
        honorifics = {bare(title) for title in evidence.titles}
        if honorifics & HE and honorifics & SHE:
            for title, n in evidence.titles.items():
                if bare(title) in HE | SHE:
                    own = Evidence(n=n, within=n)
                    own.titles[title] = n
                    found.names[f"{title} {name}"] = own
            del found.names[name]


# --- names that find one actor only ------------------------------------------------------------------


def _names_of(actor: Actor) -> tuple[str, ...]:
    return (*actor.aliases, *actor.demonyms, *actor.places, *actor.exceptions)


def _without_double_claims(actors: Iterable[Actor]) -> list[Actor]:
    """The actors, each name left to the first that has it; who has none left is dropped."""
    taken: set[str] = set()
    names: set[str] = set()
    kept = []
    for actor in actors:
        lists = [[n for n in names_ if n not in taken] for names_ in actor[2:5]]
        if actor.name in names or not any(lists):
            continue
        names.add(actor.name)
        taken.update(name for each in lists for name in each)
        kept.append(
            actor._replace(
                aliases=tuple(lists[0]), demonyms=tuple(lists[1]), places=tuple(lists[2])
            )
        )
    return kept


def _with_exceptions(
    actors: Sequence[Actor], phrases: Iterable[str], found: Findings
) -> tuple[Actor, ...]:
    """The actors, with the phrases of the texts that hold one of their names and mean it not."""
    owner = {name: n for n, actor in enumerate(actors) for name in _names_of(actor)}
    exceptions: list[dict[str, None]] = [{} for _ in actors]
    contexts = {p for name, ps in found.phrases.items() if name == "" or name in owner for p in ps}
    for phrase in sorted({" ".join(p.split()) for p in (*phrases, *contexts)}):
        if phrase in owner:
            continue
        holder = next((owner[part] for part in _parts_of(phrase) if part in owner), None)
        if holder is not None:
            exceptions[holder][phrase] = None
            owner[phrase] = holder
    return tuple(
        actor._replace(exceptions=tuple(own)) for actor, own in zip(actors, exceptions, strict=True)
    )


def _is_another_name(phrase: str, actors: Sequence[Actor], found: Findings) -> bool:
    """Whether words are surely a name of their own, and not a person's full name behind a role."""
    first = phrase.split()[0]
    if not (first in found.capitals or first in GIVEN or first in owners() or is_acronym(first)):
        return False
    return not any(
        phrase.endswith(f" {name}")
        for actor in actors
        if actor.kind == PERSON
        for name in actor.aliases
        if " " in name
    )


def _parts_of(phrase: str) -> Iterator[str]:
    words = PHRASE_WORD.findall(phrase)
    for first in range(len(words)):
        for last in range(min(len(words), first + LONGEST_ALIAS), first, -1):
            yield " ".join(words[first:last])
