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

from analysis.word_lists import speaker_words

PRONOUNS = frozenset(("he", "she"))
OPENERS, HELPERS = speaker_words("opener"), speaker_words("helper")
DETERMINERS, NOBODY = speaker_words("determiner"), speaker_words("nobody")
PREPOSITIONS, OTHER_CLAUSE = speaker_words("preposition"), speaker_words("clause")
NO_NAMES = OPENERS | HELPERS | DETERMINERS | NOBODY | PREPOSITIONS | OTHER_CLAUSE | PRONOUNS

HONORIFICS = speaker_words("honorific")
TITLES = speaker_words("title") | HONORIFICS
CANNOT_BE = {"he": speaker_words("woman"), "she": speaker_words("man")}

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
LONGEST_DESCRIPTION = 14
"""Words that a speaker without a name may have."""


class Names(NamedTuple):
    """The names of persons in a text."""

    by_part: dict[str, set[str]]
    """From a surname or a first name to the full names."""
    titles: dict[str, set[str]]
    """From a surname to Mr, Mrs, Ms or Miss before it."""


def collect_names(text: str) -> Names:
    """Every name of two words and more in a text."""
    names = Names(defaultdict(set), defaultdict(set))
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
    honoured = len(words) > 1 and words[-2].rstrip(".") in HONORIFICS
    if len(candidates) == 1 and not (honoured and len(names.titles.get(name[0], ())) > 1):
        return next(iter(candidates))
    return " ".join(words[-2:]) if honoured else name[0]


def is_full_name(speaker: str) -> bool:
    """Whether a speaker has a name of two words and more."""
    return len(_without_titles(speaker.split())) > 1


def may_be(pronoun: str, speaker: str) -> bool:
    """Whether 'he' or 'she' can stand for a speaker: ``Mrs. Bennet`` is never 'he'."""
    return speaker.split(" ")[0].rstrip(".") not in CANNOT_BE[pronoun]


def subject_of(clause: str, names: Names) -> str:
    """The subject in the words before a verb: a name, a description, 'he', 'she' or nothing."""
    *before, last = PIECE.split(IN_BRACKETS.sub("", clause))
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


def first_subject(clause: str, names: Names) -> str:
    """The name or pronoun that is first to do something: ``Jane looked up and [said]``."""
    for piece in PIECE.split(clause):
        words = _without_openers(piece.split())
        if words and words[0].lower() in PRONOUNS:
            return words[0].lower()
        name = list(takewhile(_is_capitalised, words))
        acts = len(name) < len(words) and words[len(name)][0].islower()
        if name and acts and _may_begin_name(name[0]) and not POSSESSIVE.search(name[-1]):
            return full_name(name, names)
    return ""


def speaker_in(phrase: str, names: Names) -> str:
    """A name or description as a speaker; '' if the words are no plausible subject."""
    words = _without_openers(phrase.split())
    while words and (words[-1].lower() in HELPERS or words[-1].endswith("ly")):
        words.pop()
    if not words:
        return ""
    if words[-1].lower() in PRONOUNS:
        return words[-1].lower()
    name, described = _split_name(words)
    if name and (not described or _names_person(name, described)):
        return full_name(name, names)
    return _titled_person(words, names) or _description(words)


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
    return len(bare) > 1 or not (bare[0].isupper() or described[-1].lower() in OTHER_CLAUSE)


def _titled_person(words: Sequence[str], names: Names) -> str:
    """The name in ``Rep. Adam Schiff of California``; ``the Bank of England`` has none."""
    run = list(takewhile(_is_capitalised, words))
    affiliated = len(run) < len(words) and words[len(run)] in AFFILIATION
    has_title = run and 1 < len(_without_titles(run)) < len(run)
    return full_name(run, names) if affiliated and has_title else ""


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
    return list(words[behind_title[-1] if behind_title else 0 :])


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
