"""Whom does a run of capitalised words name: one after another, without titles?

``U.S. Secretary of State Antony Blinken`` names a state and, behind a title, a person;
``Bank of England and HSBC`` two organisations; ``Russian Foreign Ministry`` one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise, takewhile
from typing import NamedTuple

from analysis.name_sorts import (
    CALENDAR,
    GIVEN,
    INITIALS,
    MODIFIERS,
    NATURE,
    NO_ACTORS,
    OFFICES,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    REIGNING,
    ROLES,
    TITLES,
    bare,
    is_acronym,
    names_event,
    names_nobody,
    states_at_front,
)
from analysis.name_words import name_words, owners

BINDING, FUNCTIONAL = name_words("binding"), name_words("functional")
ADJECTIVES, ADDRESSES = name_words("adjectives"), name_words("addresses")
NAME_HEADS = name_words("name_heads")
DROPPED_TAILS, DIRECTIONS = name_words("dropped_tails"), name_words("directions")
NO_PERSON = ORGANISATIONS | OFFICES | MODIFIERS
INITIAL = re.compile(r"[A-Z]\.")

Known = Callable[[str], bool]


class Seen(NamedTuple):
    """What stands with a capital that no sentence's beginning explains."""

    names: Set[str]
    """Runs, as a whole."""
    words: Set[str]
    """Single words."""


class Part(NamedTuple):
    """One name within a run."""

    name: str
    title: str
    """The title before it as printed, or ''."""
    before: str | None
    """The word before it in the run, if any; None where the run begins."""
    last: bool
    """Whether it stands where the run ends."""


def name_parts(words: str, opens: bool, seen: Seen) -> list[Part]:
    """The names in a run; ``opens`` if its first capital may be due to a sentence's beginning."""
    known = seen.names.__contains__
    tokens = words.split()
    before: str | None = None
    if opens and not (len(tokens) > 1 and known(words)):
        while tokens and (_only_opens(tokens, known) or _stands_before_person(tokens, seen)):
            before, *tokens = tokens
    while len(tokens) > 1 and tokens[0] in ADDRESSES:
        before, tokens = "", tokens[1:]
    while len(tokens) > 1 and tokens[0] == "The" and not states_at_front(tuple(tokens)):
        before, tokens = "the" if opens else "", tokens[1:]  # "in The Guardian" is a name for sure
    parts: list[Part] = []
    for segment, small, office in _segments(tokens):
        before = small[-1] if small else before
        for title, piece in _without_titles(segment, office):
            if _begins_with_role(piece, known):
                title, *piece = piece
            for name in _pieces(piece, bool(title), known):
                beside = before if name[0] == segment[0] else ""
                parts.append(Part(" ".join(name), title, beside, False))
                title, before = "", ""
            before = ""
    if parts and words.endswith(parts[-1].name):
        parts[-1] = parts[-1]._replace(last=True)
    return [part for part in parts if part.name]


def _only_opens(tokens: Sequence[str], known: Known) -> bool:
    """Whether a first word has its capital from the sentence: ``But``, ``Constraining NATO``."""
    first, rest = tokens[0], " ".join(tokens[1:])
    if first in OPENERS or (first[0].islower() and first not in PARTICLES and "'" not in first):
        return not (first[0].islower() and "-" in first)
    is_plain = first in ADJECTIVES or first.endswith(("ing", "ed"))
    return is_plain and (is_acronym(rest) or known(rest))


def _stands_before_person(tokens: Sequence[str], seen: Seen) -> bool:
    """Whether a sentence begins with a person's full name and some other word before that.

    ``Glazier Tom Hill``: no list need know what Tom Hill is. If the word is a forename after all,
    the person is found nevertheless, only without it.
    """
    first = tokens[0]
    rest = list(takewhile(lambda token: _is_capitalised(token) or token in PARTICLES, tokens[1:]))
    if first in seen.words or not _may_stand_before(first) or not _may_be_person(rest):
        return False
    return rest[0] in GIVEN or " ".join(rest) in seen.names


def _begins_with_role(tokens: Sequence[str], known: Known) -> bool:
    """Whether the first word says what a person is, although it has a capital: ``Striker Obi``."""
    if len(tokens) < 2 or tokens[0].lower().rpartition("-")[2] not in ROLES:
        return False
    first, *rest = tokens
    if not _may_stand_before(first):
        return False
    if len(rest) == 1:
        return known(rest[0]) and not names_nobody(rest[0]) and rest[0] not in ORGANISATIONS
    return _may_be_person(rest)


def _may_stand_before(word: str) -> bool:
    """Whether a word is neither a part of names by itself nor a title, which is kept as one."""
    if is_acronym(word) or INITIALS.fullmatch(word):
        return False
    parts = (GIVEN, REIGNING, TITLES, MODIFIERS, NATURE, NAME_HEADS, ORGANISATIONS, owners())
    return not any(bare(word) in words for words in parts)


def _may_be_person(tokens: Sequence[str]) -> bool:
    """Whether several words can be a person's full name."""
    small = [token for token in tokens if not _is_capitalised(token)]
    if len(tokens) < 2 or not PARTICLES.issuperset(small):
        return False
    return NO_PERSON.isdisjoint(tokens) and not names_nobody(" ".join(tokens))


# --- where one name ends and the next begins ------------------------------------------------------


def _segments(tokens: Sequence[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    """A run cut at small words that belong to no name: (words, small words before them, office).

    ``office`` says that a title and "of" stand before, as in ``Secretary of State``.
    """
    current: list[str] = []
    between: list[str] = []
    small: list[str] = []
    office = False
    for token in tokens:
        if not _is_capitalised(token):
            small.append(token)
            continue
        if not current:
            inside = small if PARTICLES.issuperset(small) else []
            current, between = [*inside, token], [] if inside else small
        elif _binds(current, small, token):
            current += [*small, token]
        else:
            yield current, between, office
            office = small[:1] in (["of"], ["for"]) and bare(current[-1]) in TITLES
            current, between = [token], small
        small = []
    if current:
        yield current, between, office


def _is_capitalised(token: str) -> bool:
    return token[0].isupper() or "-" in token or "'" in token or token[0].isdigit()


def _binds(current: Sequence[str], small: Sequence[str], token: str) -> bool:
    """Whether small words join what stands before and behind them to one name."""
    if not small or list(small) == ["&"] or PARTICLES.issuperset(small):
        return True
    if bare(token) in TITLES:
        return False
    if any(" ".join([*current[-k:], *small, token]) in owners() for k in (1, 2)):
        return True
    head = current[-1]
    if small[0] == "of":
        return head in BINDING or head in NO_ACTORS or head in REIGNING or head == "Security"
    if small[0] == "for":
        return head in BINDING
    purpose = not FUNCTIONAL.isdisjoint(current) and ("of" in current or "for" in current)
    if small[0] == "in":
        return purpose and "for" in current
    named = head in owners() or token in owners() or is_acronym(token) or token in GIVEN
    return small[0] == "and" and purpose and not named


def _without_titles(tokens: Sequence[str], office: bool) -> Iterator[tuple[str, list[str]]]:
    """The names before and behind titles, each with the title before it."""
    rest = list(tokens)
    while office and rest and rest[0] in OFFICES:
        rest.pop(0)
    # Who follows "Secretary of State" is a person; what follows "Mayor of" is a town.
    title = "of" if len(rest) < len(tokens) else ""
    current: list[str] = []
    for place, token in enumerate(rest):
        following = rest[place + 1] if place + 1 < len(rest) else ""
        if not _is_title(token, current, following):
            current.append(token)
            continue
        while current and (current[-1] in MODIFIERS or current[-1] == "and"):
            current.pop()
        yield title, current
        title, current = token, []
    yield title, current


def _is_title(token: str, before: Sequence[str], following: str) -> bool:
    """Whether a word is a title here; ``General Assembly`` and ``James Dean`` have none."""
    if bare(token) not in TITLES or following in ORGANISATIONS or following == "of":
        return False
    is_surname = len(before) == 1 and (before[0] in GIVEN or bool(INITIAL.fullmatch(before[0])))
    return not (is_surname and not following)


def _pieces(tokens: list[str], titled: bool, known: Known) -> Iterator[list[str]]:
    """States, demonyms and acronyms apart from the name behind them, where they are no part of it."""
    while tokens and (bare(tokens[0]) in CALENDAR and len(tokens) > 1):
        tokens = tokens[1:]
    while len(tokens) > 1 and (
        (bare(tokens[-1]) in CALENDAR and tokens[0] not in GIVEN)
        or (tokens[-1] in DROPPED_TAILS and len(tokens) == 2)
    ):
        tokens = tokens[:-1]
    if tokens and tokens[0] == "Former":
        tokens = tokens[1:]
    if not tokens:
        return
    if len(tokens) == 1:
        yield from _compound(tokens[0])
        return
    head = states_at_front(tuple(tokens))
    rest = tokens[head:]
    if (
        not head
        and tokens[0] in DIRECTIONS
        and states_at_front(tuple(tokens[1:])) == len(tokens) - 1
    ):
        tokens = rest = tokens[1:]  # Eastern Ukraine
        head = len(tokens)
        rest = []
    if head and not rest:
        yield tokens
    elif tokens[0] in GIVEN and len(tokens) == 2 and not titled:
        yield tokens  # Jordan Henderson
    elif head and _adds_nothing(rest):
        yield tokens[:head]  # Polish TV
    elif head and (titled or _stands_alone(rest, known)):
        yield tokens[:head]
        yield from _pieces(rest, True, known)
    elif (cut := _person_behind(tokens)) > 0:
        yield tokens[:cut]
        yield tokens[cut:]
    else:
        yield tokens


def _adds_nothing(rest: Sequence[str]) -> bool:
    """Whether what stands behind a state's name is neither a name nor an event's."""
    words = " ".join(rest)
    return names_nobody(words) and not names_event(words)


def _stands_alone(rest: Sequence[str], known: Known) -> bool:
    """Whether what stands behind a state's name is another name, not the rest of one."""
    if rest[0] in GIVEN and len(rest) > 1 and ORGANISATIONS.isdisjoint(rest):
        return True
    if not ORGANISATIONS.isdisjoint(rest) or names_nobody(" ".join(rest)):
        return False
    return known(" ".join(rest))


def _person_behind(tokens: Sequence[str]) -> int:
    """Where a person's name begins behind an organisation's: ``Security Policy Josep Borrell``."""
    for place, (before, token) in enumerate(pairwise(tokens), 1):
        if token in GIVEN and place + 1 < len(tokens) and before[0].isupper():
            others = tokens[:place]
            if not NO_PERSON.isdisjoint(others) or any(map(is_acronym, others)):
                return place if ORGANISATIONS.isdisjoint(tokens[place:]) else 0
    return 0


def _compound(token: str) -> Iterator[list[str]]:
    """``Moscow-Kyiv`` is two names, ``Jean-Claude`` one."""
    parts = token.split("-")
    if token in owners() or token in GIVEN or len(parts) == 1:
        yield [token]
    elif all(part in owners() or is_acronym(part) for part in parts):
        yield from ([part] for part in parts)
    else:
        yield [token]
