"""Which names mean the same: ``Blinken`` and ``Antony Blinken``, ``OSCE`` and its long form?

Names are joined only where the texts leave one choice: with two Clintons, ``Clinton`` is neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from analysis.name_evidence import Findings, initials, letters
from analysis.name_kinds import kind_of
from analysis.name_sorts import (
    INITIALS,
    ORGANISATION,
    ORGANISATIONS,
    PERSON,
    REIGNING,
    is_acronym,
    surname,
)
from analysis.name_words import name_words, owners

TAILS, CLUB_TAILS = name_words("tails"), name_words("club_tails")

Leaders = dict[str, str]
"""From a name to the one it is joined to."""


def join_names(names: Iterable[str], found: Findings) -> dict[str, list[str]]:
    """Names that mean the same, under the one that leads them; every name stands in one group."""
    ordered = sorted(names)
    kinds = {name: kind_of(name, found) for name in ordered}
    leaders: Leaders = {name: name for name in ordered}
    _join_spellings(leaders, found)
    people = [name for name in ordered if kinds[name] == PERSON and surname(name) != name]
    _join_people(leaders, people, kinds, found)
    _join_abbreviations(leaders, kinds, found)
    _join_shortened(leaders, kinds, found)
    _join_plurals(leaders, found)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in ordered:
        groups[_leader(leaders, name)].append(name)
    return dict(groups)


def _leader(leaders: Leaders, name: str) -> str:
    while leaders[name] != name:
        name = leaders[name]
    return name


def _join(leaders: Leaders, name: str, to: str) -> None:
    first, second = _leader(leaders, name), _leader(leaders, to)
    if first != second:
        leaders[first] = second


def _alone(leaders: Leaders, name: str) -> bool:
    return name in leaders and leaders[name] == name


def _only(candidates: Iterable[str], leaders: Leaders) -> str:
    """The one actor that candidates lead to; '' if there are several or none."""
    led = {_leader(leaders, candidate) for candidate in candidates}
    return led.pop() if len(led) == 1 else ""


def _index(names: Iterable[str], key: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for entry in key(name):
            index[entry].append(name)
    return index


def _join_spellings(leaders: Leaders, found: Findings) -> None:
    """``NATO`` and ``Nato``, ``U.N.`` and ``UN``, ``Rand`` and ``RAND``."""
    spellings = _index(leaders, lambda name: [name.replace(".", "").casefold()])
    for same in spellings.values():
        if len(same) > 1 and len(same[0].replace(".", "")) > 1:
            most = max(same, key=lambda name: (found.names[name].n, is_acronym(name), name))
            for name in same:
                _join(leaders, name, most)


def _join_people(
    leaders: Leaders, people: list[str], kinds: dict[str, str], found: Findings
) -> None:
    """Middle names and initials left out, then surnames and first names alone."""
    ends = _index(people, lambda name: [f"{name.split()[0]} {surname(name)}"])
    for same in ends.values():
        middles = {tuple(name.split()[1 : -len(surname(name).split())]) for name in same} - {()}
        if len(middles) <= 1:
            for name in same:
                _join(leaders, name, max(same, key=len))
    _join_initials(leaders, people)
    by_surname = _index(people, lambda name: [surname(name)])
    by_first = _index(people, _first_names)
    full = set(people)
    for name in [name for name in leaders if _alone(leaders, name) and name not in full]:
        if kinds[name] == ORGANISATION and is_acronym(name):
            continue
        owner = _only(by_surname.get(name, ()), leaders)
        if not owner and name not in by_surname:
            owner = _only(by_surname.get(name[0].lower() + name[1:], ()), leaders)  # De Gaulle
            owner = owner or _only(by_first.get(name, ()), leaders)
        if not owner and name.endswith("s") and found.names[name].the:
            owner = _only(by_surname.get(name[:-1], ()), leaders)  # the Kennedys
        if owner:
            _join(leaders, name, owner)


def _join_initials(leaders: Leaders, people: list[str]) -> None:
    """``J. Smith`` is the only Smith whose first name begins with J."""
    short = [name for name in people if INITIALS.fullmatch(name.split()[0])]
    full = sorted(set(people) - set(short))
    by_initial = _index(full, lambda name: [name[0] + surname(name)])
    only = {key: _only(same, leaders) for key, same in by_initial.items()}
    for name in short:
        if owner := only.get(name[0] + surname(name), ""):
            _join(leaders, name, owner)


def _first_names(name: str) -> list[str]:
    first, *rest = name.split()
    return [rest[0]] if first in REIGNING else [first]


def _join_abbreviations(leaders: Leaders, kinds: dict[str, str], found: Findings) -> None:
    """Bracketed abbreviations, and acronyms that are the initials of one other name."""
    for short, longs in found.abbreviations.items():
        long = max(longs, key=lambda name: (longs[name], name))
        if long in leaders and short in leaders:
            _join(leaders, short, long)
    long_names = [name for name in leaders if " " in name and kinds[name] != PERSON]
    by_initials = _index(long_names, initials)
    for short in leaders:
        if is_acronym(short) and len(letters(short)) > 1 and _alone(leaders, short):
            candidates = [
                name
                for name in by_initials.get(letters(short), ())
                if kinds[name] == ORGANISATION or len(letters(short)) > 2
            ]
            owner = _only(candidates, leaders)
            if owner:
                _join(leaders, short, owner)


def _join_shortened(leaders: Leaders, kinds: dict[str, str], found: Findings) -> None:
    """``Rand`` of the ``Rand Corporation``, ``United`` of one club, ``Bayern`` of ``Bayern Munich``."""
    long_names = [name for name in leaders if " " in name and kinds[name] != PERSON]
    by_stem = _index(long_names, _stems)
    for name in [name for name in leaders if _alone(leaders, name)]:
        evidence = found.names[name]
        if evidence.the * 2 > evidence.n and name not in ORGANISATIONS:
            continue
        owner = _only((long for long in by_stem.get(name, ()) if long != name), leaders)
        if owner and _may_be_short_for(name, owner, found):
            _join(leaders, name, owner)


def _stems(name: str) -> list[str]:
    words = name.split()
    stems = [words[0]]
    if words[-1] in TAILS:
        stems.append(" ".join(words[:-1]))
    if words[-1] in ORGANISATIONS:
        stems.append(words[-1])
    return list(dict.fromkeys(stems))


def _may_be_short_for(name: str, long: str, found: Findings) -> bool:
    """Whether a part of a name is used for all of it; a town is not its club or university."""
    evidence = found.names[name]
    tail = long.split()[-1]
    if name in CLUB_TAILS and evidence.within > evidence.the:
        return True
    if name == tail:
        return found.small[name.lower()] == 0
    if tail in TAILS and long.startswith(name):
        return True
    if name in owners() or evidence.place or " " in name or name in ORGANISATIONS:
        return False
    return tail not in ORGANISATIONS and found.small[name.lower()] == 0 and evidence.within > 0


def _join_plurals(leaders: Leaders, found: Findings) -> None:
    """``Kennedys`` are Kennedy's family."""
    for name in [name for name in leaders if _alone(leaders, name) and name.endswith("s")]:
        single = name[:-1]
        if len(single) > 2 and single in leaders and found.names[name].the:
            _join(leaders, name, single)
