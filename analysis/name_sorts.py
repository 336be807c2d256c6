"""What do capitalised words name by themselves: an acronym, an event, a state's office, nobody?"""

from __future__ import annotations

import re

from analysis.name_words import name_words, owners

OPENERS, CALENDAR = name_words("openers"), name_words("calendar")
NOT_NAMES, NOT_ACRONYMS = name_words("not_names"), name_words("not_acronyms")
NO_ACTORS, NATURE = name_words("no_actors"), name_words("nature")
TITLES, MODIFIERS, OFFICES = (name_words(g) for g in ("titles", "title_modifiers", "offices"))
REIGNING, GIVEN, PARTICLES = (name_words(g) for g in ("reigning", "given_names", "particles"))
ORGANISATIONS, STATE_OFFICES = name_words("organisations"), name_words("state_offices")
ROLES, SUFFIXES = name_words("roles"), name_words("suffixes")
SURNAMES_TOO = name_words("surnames_too")

NUMERAL = re.compile(r"[IVXLC]+")
ACRONYM = re.compile(r"(?:[A-Z]{2,6}\d{0,2}|[A-Z]\d{1,2}|[A-Z]&[A-Z]|(?:[A-Z]\.){2,}[A-Z]?)")
INITIALS = re.compile(r"(?:[A-Z]\.)+")
ABSTRACT = re.compile(r"\w{3,}(?:phobi[ac]|phile|ism|isms|esque|i[sz]ation)")
LONGEST_STATE, LONGEST_PERSON = 6, 6
"""Words of a name."""

PERSON, ORGANISATION, OTHER = "person", "organisation", "other"
"""Kinds of actors that the texts themselves show."""


def is_acronym(name: str) -> bool:
    """Whether a name is an abbreviation in capitals: ``NATO``, ``U.N.``, ``G7``."""
    return bool(ACRONYM.fullmatch(name))


def names_nobody(name: str) -> bool:
    """Whether capitalised words are a month, an office, a treaty: no state, person, organisation."""
    tokens = name.split()
    if len(tokens) == 1:
        return _is_no_single_name(tokens[0])
    if names_event(name):
        return True
    empty = OPENERS | NOT_NAMES | CALENDAR | TITLES | MODIFIERS | OFFICES | PARTICLES
    return all(bare(token) in empty or NUMERAL.fullmatch(token) for token in tokens)


def names_event(name: str) -> bool:
    """Whether a name is an event's, a paper's or a place's in nature: ``Treaty of Rome``."""
    tokens = name.split()
    if "of" in tokens[1:]:
        return tokens[tokens.index("of", 1) - 1] in NO_ACTORS
    if len(tokens) == 2 and tokens[0] in GIVEN and tokens[1] in SURNAMES_TOO:
        return False  # Benny Hill
    solid = [t for t in tokens if not (NUMERAL.fullmatch(t) or t[0].isdigit())] or tokens
    return solid[-1] in NO_ACTORS or (len(solid) > 1 and solid[0] in NATURE)


def office_of(name: str) -> int | None:
    """The number of the state whose ministry it is: ``Russian Foreign Ministry``."""
    words = name.split()
    head = states_at_front(tuple(words))
    rest = words[head:]
    if head and rest and (rest[0] in STATE_OFFICES or rest[-1] in STATE_OFFICES):
        return owners()[" ".join(words[:head])]
    return None


def bare(token: str) -> str:
    """A word without the full stop of an abbreviation."""
    return token.rstrip(".") if not INITIALS.fullmatch(token) else token


def surname(name: str) -> str:
    """A person's surname with its particles: ``von der Leyen``."""
    words = name.split()
    while len(words) > 1 and bare(words[-1]) in SUFFIXES:
        words.pop()
    at = len(words) - 1
    while at > (words[0] not in PARTICLES) and words[at - 1] in PARTICLES:
        at -= 1
    return " ".join(words[at:])


def _is_no_single_name(token: str) -> bool:
    if is_acronym(token):
        return token in NOT_ACRONYMS or bool(NUMERAL.fullmatch(token))
    if len(bare(token)) < 2 or any(c.isdigit() for c in token) or ABSTRACT.fullmatch(token):
        return True
    lists = (OPENERS, NOT_NAMES, NOT_ACRONYMS, TITLES, MODIFIERS, REIGNING, NO_ACTORS, PARTICLES)
    return any(bare(token) in words for words in lists) or bool(NUMERAL.fullmatch(token))


def states_at_front(words: tuple[str, ...]) -> int:
    """How many words at the front are a state, a capital or a demonym."""
    for length in range(min(len(words), LONGEST_STATE), 0, -1):
        if " ".join(words[:length]) in owners():
            return length
    return 0
