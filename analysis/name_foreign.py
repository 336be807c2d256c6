"""Which names of a text that is not in English are sure?

The lists of words are English, and in some languages every noun has a capital, so a capital alone
proves little. What is sure: a state under a name of the table's, an acronym, a person's full name that
begins with a known forename, and the surname of such a person. Where nouns are written small, so are
two or more capitalised words in a row within a sentence, if the text writes none of them small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise
from typing import Annotated, NamedTuple

from analysis import language
from analysis.name_runs import Run, find_runs
from analysis.name_sorts import (
    CALENDAR,
    GIVEN,
    INITIALS,
    LONGEST_PERSON,
    LONGEST_STATE,
    OPENERS,
    OTHER,
    PARTICLES,
    PERSON,
    is_acronym,
    names_nobody,
    surname,
)
from analysis.name_words import name_words, owners, states
from analysis.text import Document

NOUNS_HAVE_CAPITALS = frozenset(("de", "lb"))
"""German and Luxembourgish."""

BETWEEN = PARTICLES - {"e", "y"}
"""Particles that are no "and"."""

ELIDED = re.compile(r"[LlDd]'(?=\w)")
"""Before a name in French: "l'ONU"."""

ARTICLES = name_words("articles_of_nouns")


class Sure(NamedTuple):
    """A name that is sure, once for each time it stands in a text."""

    name: Annotated[str, "the name as printed, with single blanks"]
    kind: Annotated[str, "'person' or 'other'; '' where the name's own words tell"]


class _Stretch(NamedTuple):
    """Capitalised words, and particles between them, that are not yet known to be a name."""

    tokens: tuple[str, ...]
    opens: bool
    """Whether a sentence may begin with them."""
    before: str


def language_of(document: Document) -> str:
    """The code of the language that a text is in; 'en' also where it cannot be told."""
    body = "\n".join(document.text[start:end] for _, start, end in document.bodies)
    code = language.detect(body).code
    return "en" if code == language.UNDETERMINED.code else code


def sure_names(documents: Sequence[Document]) -> Iterator[Sure]:
    """The sure names in texts of other languages than English, each as often as it is found."""
    left: list[_Stretch] = []
    surnames: set[str] = set()
    for document in documents:
        forms = frozenset(document.words.forms)
        nouns = language_of(document) in NOUNS_HAVE_CAPITALS
        for stretch in _stretches(document):
            persons, rest = _without_persons(stretch, forms, longest=1 if nouns else LONGEST_PERSON)
            for person in persons:
                surnames.add(surname(person))
                yield Sure(person, PERSON)
            for piece in rest:
                yield from _states_and_acronyms(piece, forms)
                left.append(piece)
                if not nouns and (phrase := _phrase(piece, forms)):
                    yield Sure(phrase, OTHER)
    alone = [pair for stretch in left for pair in _with_word_before(stretch) if pair[1] in surnames]
    nouns_too = {token for before, token in alone if before.lower() in ARTICLES}
    yield from (Sure(token, "") for _, token in alone if token not in nouns_too)


def _with_word_before(stretch: _Stretch) -> Iterator[tuple[str, str]]:
    return pairwise((stretch.before, *stretch.tokens))


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The runs of capitalised words, cut at English words that may stand inside a name."""
    for run in find_runs(document):
        words = run.words.split()
        if len(words) > 1 and run.words.isupper():
            continue  # a line that shouts
        yield from _cut(run, words)


def _cut(run: Run, words: Sequence[str]) -> Iterator[_Stretch]:
    current: list[str] = []
    opens, before = run.opens, run.before
    for word in (*words, ""):
        if not current and (elided := ELIDED.match(word)):
            word, opens, before = word[elided.end() :], False, elided.group()
        if word and (any(map(str.isupper, word)) or (word in BETWEEN and current)):
            current.append(word)
            continue
        while current and current[-1] in PARTICLES:
            current.pop()
        if current:
            yield _Stretch(tuple(current), opens, before)
        current, opens, before = [], False, word


# --- what is sure of a stretch --------------------------------------------------------------------


def _without_persons(
    stretch: _Stretch, forms: Set[str], longest: int
) -> tuple[list[str], list[_Stretch]]:
    """The full names of persons in a stretch, and what is left of it before and behind them.

    ``longest`` says how many words a surname may have.
    """
    tokens = stretch.tokens
    persons, rest, at, begin = [], [], 0, 0
    while at < len(tokens):
        end = _end_of_person(tokens, at, forms, longest)
        if end == at:
            at += 1
            continue
        persons.append(" ".join(tokens[at:end]))
        rest.append((begin, at))
        at = begin = end
    rest.append((begin, len(tokens)))
    pieces = [
        _Stretch(tokens[b:e], stretch.opens and b == 0, stretch.before if b == 0 else tokens[b - 1])
        for b, e in rest
        if b < e
    ]
    return persons, pieces


def _end_of_person(tokens: Sequence[str], at: int, forms: Set[str], longest: int) -> int:
    """Where a person's name ends that begins with a forename; where it begins if there is none."""
    first = tokens[at]
    if not ({first, first.split("-")[0]} & GIVEN) or first in CALENDAR or first in OPENERS:
        return at
    if first.lower() in forms:
        return at
    end = at + 1
    while end < len(tokens) and (tokens[end] in GIVEN or INITIALS.fullmatch(tokens[end])):
        end += 1
    given = end
    while end < len(tokens) and tokens[end] in PARTICLES:
        end += 1
    last = end
    while last < len(tokens) and last - end < longest and _may_be_surname(tokens[last]):
        last += 1
    if last == end:  # two forenames, the second as a surname: "Klaus Ernst"
        return given if given - at > 1 and not INITIALS.fullmatch(tokens[given - 1]) else at
    if end > given and (tokens[end] in owners() or tokens[end] in GIVEN):
        return at  # Charles de France, Ana y Pedro
    return last if last - at <= LONGEST_PERSON else at


def _may_be_surname(token: str) -> bool:
    return token not in PARTICLES and token not in CALENDAR and not is_acronym(token)


def _states_and_acronyms(stretch: _Stretch, forms: Set[str]) -> Iterator[Sure]:
    tokens, at = stretch.tokens, 0
    while at < len(tokens):
        for length in range(min(len(tokens) - at, LONGEST_STATE), 0, -1):
            name = " ".join(tokens[at : at + length])
            if name in _names_of_states() or (length == 1 and _is_body(name, forms)):
                yield Sure(name, "")
                at += length
                break
        else:
            at += 1


def _is_body(name: str, forms: Set[str]) -> bool:
    """Whether a word is an acronym, and none that only shouts: the text has it in capitals only."""
    if not is_acronym(name) or names_nobody(name):
        return False
    return name.lower() not in forms and name.capitalize() not in forms


@cache
def _names_of_states() -> frozenset[str]:
    """Names of states, no demonyms: "Pole" is German for the poles."""
    return frozenset(name for state in states() for name in (state.name, *state.aliases))


def _phrase(stretch: _Stretch, forms: Set[str]) -> str:
    """Several capitalised words within a sentence, none written small; '' if they are not."""
    tokens = list(stretch.tokens[1:] if stretch.opens else stretch.tokens)
    while tokens and tokens[0] in PARTICLES:
        tokens.pop(0)
    long = [token for token in tokens if token not in PARTICLES]
    name = " ".join(tokens)
    if len(long) < 2 or name in owners() or names_nobody(name) or any(map(is_acronym, long)):
        return ""
    return "" if any(token.lower() in forms for token in long) else name
