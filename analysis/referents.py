"""Whom do some words name: a person, a description (``a senior official``), 'he' or 'she', nobody?

A surname or a first name becomes the full name where the text gives only one. Words that are no
plausible subject name nobody: an unknown speaker is better than a wrong one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import dropwhile, pairwise, takewhile
from typing import NamedTuple

from analysis.name_words import owners
from analysis.word_lists import speaker_words

PRONOUNS = frozenset(("he", "she"))
OPENERS, HELPERS = speaker_words("opener"), speaker_words("helper")
DETERMINERS, NOBODY = speaker_words("determiner"), speaker_words("nobody")
PREPOSITIONS, OTHER_CLAUSE = speaker_words("preposition"), speaker_words("clause")
NO_NAMES = OPENERS | HELPERS | DETERMINERS | NOBODY | PREPOSITIONS | OTHER_CLAUSE | PRONOUNS

HONORIFICS = speaker_words("honorific")
TITLES = speaker_words("title") | HONORIFICS
CANNOT_BE = {"he": speaker_words("woman"), "she": speaker_words("man")}
NO_PERSON = speaker_words("no_person")
ROLES = speaker_words("role")
BEFORE_NAME = ROLES | speaker_words("role_modifier")
"""What stands small between a club, a country or nothing and the name of its manager or minister."""

NAME_GOES_ON = r"(?:(?:r|rs|s|t|en|ov|ep|rof|ol|apt|gt)?\.|[\w’'-]+)"  # a name, or Mr., Gen., J.
PARTICLES = r"(?:(?:v[ao]n|der|den?|bin|al|d[aiu]|del|la) )*"
NAME_RUN = re.compile(
    rf"[A-Z](?<![\w’'-].){NAME_GOES_ON}(?:[ \u00a0]{PARTICLES}[A-Z]{NAME_GOES_ON})+"
)
ACRONYM = re.compile(r"[A-Z]{2,}|(?:[A-Z]\.){2,}")
"""U.S. or NATO: in front of a name no part of it."""
POSSESSIVE = re.compile(r"[’']s?\Z")
PIECE = re.compile(r"\s*[,—–]\s*|\s-\s")
IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
AFFILIATION = frozenset(("of", "for", "at", "from"))
PLACED = PREPOSITIONS - AFFILIATION - {"by"}
"""Behind these stands where, when or with whom, and not who: ``a baker on Quay Street``."""
WHICH = frozenset(("who", "whom", "whose", "which", "that"))
SEVERAL = frozenset(("and", "or", "were", "are", "have"))
"""What stands behind a name that is not alone, or that of a team."""
NO_PREDICATE = (NO_NAMES | AFFILIATION | {"were", "are"}) - HELPERS - {"was", "is"}
"""What no predicate of one person begins with."""
SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w-])")
LONGEST_DESCRIPTION = 14
"""Words that a speaker without a name may have."""


class Names(NamedTuple):
    """The names of persons in a text."""

    by_part: dict[str, set[str]]
    """From a surname or a first name to the full names."""
    titles: dict[str, set[str]]
    """From a surname to Mr, Mrs, Ms or Miss before it."""
    small: frozenset[str] = frozenset()
    """The words that the text prints in small letters."""


def collect_names(text: str) -> Names:
    """Every name of two words and more in a text."""
    names = Names(defaultdict(set), defaultdict(set), frozenset(SMALL_WORD.findall(text)))
    for run in set(NAME_RUN.findall(text)):
        words = run.split()
        for title, surname in pairwise(words):
            if title.rstrip(".") in ("Mr", "Mrs", "Ms", "Miss"):
                names.titles[_bare(surname)].add(title.rstrip("."))
        name = _without_titles(words)
        surname = _bare(name[-1])
        if 2 <= len(name) <= 5 and not ACRONYM.fullmatch(surname):
            full = " ".join([*name[:-1], surname])
            names.by_part[surname].add(full)
            names.by_part[name[0]].add(full)
    return names


def full_name(words: Sequence[str], names: Names) -> str:
    """The fullest form of a name that the text gives, if it gives only one."""
    name = _without_titles(words)
    if len(name) > 1:
        return " ".join(name)
    candidates = names.by_part.get(name[0], set())
    honoured = _is_honoured(words)
    if len(candidates) == 1 and not (honoured and len(names.titles.get(name[0], ())) > 1):
        return next(iter(candidates))
    if not honoured and len(words) == 2 and words[0].lower() in ROLES:
        return " ".join(words)  # "Singer Madonna", "the Student Fund"
    return " ".join(words[-2:]) if honoured else name[0]


def _is_honoured(words: Sequence[str]) -> bool:
    return len(words) > 1 and words[-2].rstrip(".") in HONORIFICS


def is_full_name(speaker: str) -> bool:
    """Whether a speaker has a name of two words and more."""
    return len(_without_titles(speaker.split())) > 1


def may_be(pronoun: str, speaker: str) -> bool:
    """Whether 'he' or 'she' can stand for a speaker: not for ``Mrs. Bennet``, a club, a state."""
    words = speaker.split(" ")
    is_body = words[-1] in NO_PERSON or ACRONYM.fullmatch(speaker) or speaker in owners()
    return not is_body and words[0].rstrip(".") not in CANNOT_BE[pronoun]


def subject_of(clause: str, names: Names) -> str:
    """The subject in the words before a verb: a name, a description, 'he', 'she' or nothing."""
    *before, last = PIECE.split(IN_BRACKETS.sub("", clause))
    if len(before) > 1 and _goes_between(before[-1], last):
        last = ""
    if last or not before:
        return speaker_in(last, names)
    if len(before) == 1:
        return speaker_in(before[0], names)
    name, described = _split_name(
        before[-1].split()
    )  # "the ministry's spokeswoman, Jane Doe, said"
    if name and not described:
        return full_name(name, names)
    return speaker_in(before[-2], names)


def _goes_between(apposed: str, adverbs: str) -> bool:
    """Whether a subject and its verb stand around these: ``Jane Doe, who was there, also [said]``."""
    is_apposed = apposed.split(" ")[0] in WHICH | DETERMINERS
    words = adverbs.split()
    return is_apposed and "then" not in words and all(map(_is_helper, words))


def _is_helper(word: str) -> bool:
    return word.lower() in HELPERS or word.endswith("ly")


def first_subject(clause: str, names: Names) -> str:
    """The name or pronoun that is first to do something: ``Jane looked up and [said]``."""
    for piece in PIECE.split(clause):
        words = _without_openers(piece.split())
        if words and words[0].lower() in PRONOUNS:
            return words[0].lower()
        name, verb = _acting(words)
        if name:
            return "" if verb in ("and", "or") else full_name(name, names)
    return ""


def first_person(sentence: str, names: Names) -> str:
    """Whom 'he' or 'she' in the next sentence may take up; a thing and several people are nobody."""
    pieces = [piece.split() for piece in PIECE.split(sentence)]
    for number, piece in enumerate(pieces):
        words = _without_openers(piece)
        if words and words[0].lower() in PRONOUNS:
            return words[0].lower()
        if apposed := _apposed([words, *pieces[number + 1 : number + 3]]):
            return full_name(apposed, names)
        name, verb = _acting(words)
        if name:
            is_nobody = verb in SEVERAL or _may_be_word(name, verb, names)
            return "" if is_nobody else full_name(name, names)
    return ""


def _may_be_word(name: Sequence[str], verb: str, names: Names) -> bool:
    """Whether a lone word with a capital may be none of a person's: ``Children``, ``Russian forces``."""
    if len(name) > 1 or name[0] in names.by_part:
        return False
    is_plural = verb.endswith("s") and verb not in ("was", "is", "has", "does")
    return is_plural or name[0].lower() in names.small or name[0].endswith("ing")


def _acting(words: Sequence[str]) -> tuple[list[str], str]:
    """The name that some words begin with and the verb: ``United manager [Paul Devlin] [was]``."""
    run = list(takewhile(_is_capitalised, words))
    lead = list(takewhile(lambda word: _is_capitalised(word) or word in BEFORE_NAME, words))
    small = [n for n, word in enumerate(lead) if not _is_capitalised(word)]
    if small and lead[small[-1]] in ROLES:
        run = lead[small[-1] + 1 :]
    elif small:
        return [], ""
    verb = words[len(lead)] if run and len(lead) < len(words) else ""
    is_subject = verb[:1].islower() and _may_begin_name(run[0]) and not POSSESSIVE.search(run[-1])
    return (run, verb) if is_subject else ([], "")


def _is_before_name(word: str) -> bool:
    return word in BEFORE_NAME or word in DETERMINERS


def _apposed(pieces: Sequence[Sequence[str]]) -> list[str]:
    """The name in ``The auditor, Ruth Adeyemi, put`` and in ``Ruth Adeyemi, the auditor, put``."""
    if len(pieces) < 3 or not all(pieces):
        return []
    first, second, third = pieces
    if not third[0].islower() or third[0] in NO_PREDICATE:
        return []
    if _is_all_name(first) and (second[0] in DETERMINERS | WHICH or second[0] in BEFORE_NAME):
        return list(first)
    return list(second) if _is_all_name(second) and _describes_by_role(first) else []


def _is_all_name(words: Sequence[str]) -> bool:
    is_name = all(map(_is_capitalised, words)) and _may_begin_name(words[0])
    return is_name and len(_without_titles(words)) > 1


def _describes_by_role(words: Sequence[str]) -> bool:
    """Whether words are a description like ``The club's new manager``, up to three words and "of"."""
    head = list(takewhile(lambda word: word not in AFFILIATION, words))
    return 1 < len(head) <= 4 and head[0].lower() in DETERMINERS and head[-1] in ROLES


def speaker_in(phrase: str, names: Names) -> str:
    """A name or description as a speaker; '' if the words are no plausible subject."""
    words = _without_openers(phrase.split())
    while words and _is_helper(words[-1]):
        words.pop()
    if not words:
        return ""
    if words[-1].lower() in PRONOUNS:
        return words[-1].lower()
    name, described = _split_name(words)
    if name and (not described or _names_person(name, described)):
        return full_name(name, names)
    person = _titled_person(words, names) or _placed_person(words, names)
    is_place = name and _is_placed(described) and WHICH.isdisjoint(described)
    return person or ("" if is_place else _description(words))


def _split_name(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The run of capitalised words at the end, and what stands before it."""
    name = list(takewhile(_is_capitalised, reversed(words)))[::-1]
    if name and not _may_begin_name(name[0]):
        return [], list(words)
    return name, list(words[: len(words) - len(name)])


def _names_person(name: Sequence[str], described: Sequence[str]) -> bool:
    """Whether a name behind a description is the speaker, as in ``the singer Madonna``.

    ``the Polish TV channel TVP`` and ``the head of Gazprom`` are speakers as a whole.
    """
    bare = _without_titles(name)
    if 1 < len(bare) < len(name):
        return True  # a title within the run: "… of State Antony Blinken"
    if described[-1].lower() in AFFILIATION | DETERMINERS | {"with", "and", "or"}:
        return False
    if _is_placed(described) or _is_object(described):
        return False
    return len(bare) > 1 or not (bare[0].isupper() or described[-1].lower() in OTHER_CLAUSE)


def _is_placed(described: Sequence[str]) -> bool:
    """Whether the name behind these words says where, or to whom: ``a baker on [Quay Street]``."""
    return described[-1].lower() in PLACED


def _is_object(described: Sequence[str]) -> bool:
    """Whether the name behind these words ends a clause of its own: ``the man who shot [Lennon]``."""
    relative = next((n for n, word in enumerate(described) if n and word in WHICH), len(described))
    between = described[relative + 1 :]
    return any(not (_is_capitalised(word) or _is_before_name(word)) for word in between)


def _titled_person(words: Sequence[str], names: Names) -> str:
    """The name in ``Rep. Adam Schiff of California``; ``the Bank of England`` has none."""
    run = list(takewhile(_is_capitalised, words))
    affiliated = len(run) < len(words) and words[len(run)] in AFFILIATION
    has_title = run and 1 < len(_without_titles(run)) < len(run)
    has_title = has_title or (_is_honoured(run) and run[-1] not in TITLES)
    return full_name(run, names) if affiliated and has_title else ""


def _placed_person(words: Sequence[str], names: Names) -> str:
    """The name in ``Jane Doe in London``."""
    run = list(takewhile(_is_capitalised, words))
    is_placed = len(run) < len(words) and words[len(run)] in PLACED
    return full_name(run, names) if run and is_placed and _may_begin_name(run[0]) else ""


def _description(words: Sequence[str]) -> str:
    """A speaker without a name of its own, as printed: ``the Polish TV channel TVP``."""
    words = _noun_phrase(words)
    if not words or len(words) > LONGEST_DESCRIPTION:
        return ""
    first, last = words[0].lower(), words[-1].lower()
    if last in NOBODY | OPENERS:
        return ""
    if first in DETERMINERS:
        return " ".join(words) if len(words) > 1 else ""
    is_plural_or_name = words[0][0].isupper() or last.endswith("s")
    return " ".join(words) if is_plural_or_name and first not in NOBODY else ""


def _noun_phrase(words: Sequence[str]) -> Sequence[str]:
    """``At the UN the minister who resigned`` → ``the minister``; nothing if it is no subject."""
    if words[0].lower() in PREPOSITIONS:
        determiners = [n for n, word in enumerate(words) if n > 1 and word.lower() in DETERMINERS]
        words = words[determiners[-1] :] if determiners else []
    clause = next((n for n, word in enumerate(words) if word.lower() in OTHER_CLAUSE), len(words))
    relative = clause < len(words) and words[clause] in ("who", "which", "that", "whose")
    return words[:clause] if relative or clause == len(words) else []


def _without_titles(words: Sequence[str]) -> list[str]:
    """A run of capitalised words without what is no part of a person's name."""
    behind_title = [n for n, word in enumerate(words[:-1], 1) if not _is_given_name(word)]
    if words[-1] not in NO_PERSON:  # the Student Union is no student, John Singer Sargent no singer
        behind_title += [
            n
            for n, word in enumerate(words[:-1], 1)
            if word.lower() in ROLES and (n == 1 or n + 2 <= len(words))
        ]
    return list(words[max(behind_title, default=0) :])


def _is_given_name(word: str) -> bool:
    return not (
        word.rstrip(".") in TITLES
        or word.lower() in NO_NAMES
        or ACRONYM.fullmatch(word)
        or POSSESSIVE.search(word)
    )


def _without_openers(words: Sequence[str]) -> list[str]:
    return list(dropwhile(lambda word: word.lower() in OPENERS, words))


def _may_begin_name(word: str) -> bool:
    return word.lower() not in DETERMINERS | NOBODY | PREPOSITIONS | HELPERS


def _is_capitalised(word: str) -> bool:
    return word[0].isupper()


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word)
