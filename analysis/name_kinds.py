"""Is a name a person's, an organisation's or something else's, and is it one for certain?"""

from __future__ import annotations

from analysis.name_evidence import Evidence, Findings
from analysis.name_sorts import (
    CALENDAR,
    GIVEN,
    INITIALS,
    LONGEST_PERSON,
    ORGANISATION,
    ORGANISATIONS,
    OTHER,
    PARTICLES,
    PERSON,
    REIGNING,
    bare,
    is_acronym,
    names_nobody,
    surname,
)
from analysis.name_words import demonyms, owners


def kind_of(name: str, found: Findings) -> str:
    """'person', 'organisation' or 'other', by the name's words and by those beside it."""
    evidence = found.names[name]
    if evidence.kind:
        return evidence.kind
    words = name.split()
    if any(map(is_acronym, words)) or "&" in words or not ORGANISATIONS.isdisjoint(words):
        return ORGANISATION
    if len(words) == 1:
        return PERSON if _is_person_of_one_word(name, evidence) else OTHER
    if bare(words[0]) == "St":  # mostly a town, a church or a school
        return PERSON if 2 * evidence.acts > evidence.n else OTHER
    is_person = is_person_by_words(name) or evidence.titles or evidence.role
    if is_person and not evidence.the > evidence.n // 2:
        return PERSON
    return PERSON if _is_person_by_use(name, found) else OTHER


def is_person_by_words(name: str) -> bool:
    """Whether a name of several words begins with a first name, a reign or initials."""
    words = name.split()
    if not 1 < len(words) <= LONGEST_PERSON or (words[0] in owners() and words[0] not in GIVEN):
        return False
    first, inner = words[0], words[1:-1]
    if "of" in words or "for" in words:
        return first in REIGNING or first in ("Duke", "Duchess", "Earl")
    return (
        first in GIVEN
        or first.split("-")[0] in GIVEN
        or first in REIGNING
        or bool(INITIALS.fullmatch(first))
        or any(INITIALS.fullmatch(word) for word in inner)
        or (any(word in PARTICLES for word in inner) and words[-1] not in owners())
    )


def is_certain(name: str, found: Findings) -> bool:
    """Whether a name is more than a word at a sentence's beginning or a word like any other."""
    evidence = found.names[name]
    words = name.split()
    if names_nobody(name) or name in CALENDAR:
        return False
    if evidence.kind:
        return True
    if len(words) > 1:
        return not _is_common_phrase(words, found)
    if is_acronym(name):
        return True
    if evidence.titles:
        return True
    if name in ORGANISATIONS or name.rstrip("s") in ORGANISATIONS:
        return evidence.within > 2 * evidence.the and found.small[name.lower()] == 0
    return evidence.within > found.small[name.lower()]


def _is_person_of_one_word(name: str, evidence: Evidence) -> bool:
    if name in ORGANISATIONS or evidence.the > evidence.n // 2:
        return False
    return bool(evidence.titles or evidence.role or name in GIVEN) and (
        evidence.place * 2 <= evidence.n
    )


def _is_person_by_use(name: str, found: Findings) -> bool:
    """Whether the last of two or three words stands alone elsewhere, as surnames do."""
    words, evidence = name.split(), found.names[name]
    if len(words) > 3 or "of" in words or words[0] in owners() or words[-1] in demonyms():
        return False
    alone = found.names.get(surname(name))
    if alone is None or words[-1] in owners() or found.small[words[-1].lower()]:
        return False
    return not (evidence.the or evidence.place or alone.the or alone.place)


def _is_common_phrase(words: list[str], found: Findings) -> bool:
    """Whether the texts write every one of the words small, too: ``Artificial Intelligence``."""
    if not ORGANISATIONS.isdisjoint(words) or words[0] in GIVEN:
        return False
    return all(found.small[word.lower()] for word in words)
