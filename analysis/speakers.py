"""Who speaks, by the words around a quotation: a verb of saying and its subject, or a formula.

What is not named plainly stays unknown: dialogue is not guessed by turns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.names import (
    DETERMINERS,
    HELPERS,
    NOBODY,
    OPENERS,
    OTHER_CLAUSE,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
    Names,
    first_subject,
    full_name,
    speaker_in,
    subject_of,
)
from analysis.word_lists import reporting_verbs, speaker_words

WORD_AROUND = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?|\d[\d.,]*")

WHO = r"([^,“”\"()]{2,90}?)"
PUT_IT = rf"[Aa]s {WHO} (?:has |had |once |later )*puts? it"
FORMULA_BEFORE = re.compile(
    rf"\b(?:[Aa]ccording to {WHO}|[Ii]n the words of {WHO}"
    rf"|[Ii]n {WHO}[’']s? (?:own |famous )?words|{PUT_IT}"
    rf"|quoted {WHO} as saying(?: that)?:?|{WHO} (?:is|was|were) quoted as saying(?: that)?:?)"
    r",?\s*\Z"
)
FORMULA_BEHIND = re.compile(rf"according to ([^,.;:“”\"()]{{2,90}})|{PUT_IT}\b")
LABEL = re.compile(r"\W*([A-Z][^\s:()]*(?:\s[A-Z][^\s:()]*){0,4})(?:\s?\([^()]*\))?:\s*\Z")

PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|get|gets|got|am)\s(?:\w+ly\s)?\Z")
AGENT = re.compile(rf"\s*by {WHO}(?: as)?\s*\Z")
COORDINATED = re.compile(r"\b(?:and|but|then)(?:\s\w+ly)?\s*\Z")
CONTENT_FOLLOWS = re.compile(r"\s+that\b|\s*[,:]?\s*\Z")
BREAKS_GOVERNING = re.compile(
    r"[;()]|:\s*\S|,\s*(?:which|who|where|when|while|and|but|as|though|although|because|so)\b"
    r"|\b(?:and|but)\s+(?:then\s+)?\w+ed\b"
)

CLAUSE_ENDS = re.compile(r"[;:?!(]\s|[a-z]{3}\.\s")
SUBJECT_ENDS = re.compile(
    r"[,;:—–()“”\"!?]|(?<![A-Z])(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Gen)(?<!Sen)(?<!Prof)\.(?!\w)"
)
CIRCUMSTANCE = re.compile(
    r"\s(?:(?:when|while|as|after|before|during|in|on|with|to|who|which|that|late|last|earlier"
    r"|yesterday|today|again|whose|through|by|under|over|into|without|this|but|and(?!\s[A-Z]))(?!\S)"
    r"|[a-z]\S*ly(?!\S))"
)
ADVERBIAL_OF_NAME = re.compile(r"\s(?:at|from|for)\s")
"""``a spokesman for the ministry`` is whole, ``Jane for once`` is not."""
APPOSED_NAME = re.compile(r",\s([A-Z][\w’'-]*\.?(?:\s[A-Z][\w’'-]*){1,3})(?:[,.]|\Z)")

SHORT_LEAD, LONG_LEAD = 16, 30
"""How many words may stand between a verb and what it governs; more before a colon."""
LONGEST_SUBJECT = 16
"""Words that a subject with its apposition may have."""
LONGEST_LEAD, LONGEST_TAIL, LONGEST_FORMULA, LONGEST_LABEL = 400, 250, 130, 120
"""Characters looked at, so that no decision depends on the length of a line."""


class Attribution(NamedTuple):
    """What the words around a quotation say about it."""

    speaker: str
    direct: bool
    """True if the verb of saying stands next to the quotation: ``said, “…”`` or ``“…,” said``."""
    end: int
    """Where the attribution behind a quotation ends; 0 if it stands in front."""


class Token(NamedTuple):
    """A word of the author's around a quotation."""

    word: str
    start: int
    end: int


def look_ahead(lead: str, names: Names) -> Attribution | None:
    """Who speaks, by what stands before a quotation: ``X said: “…”``, ``X: “…”``."""
    lead = lead[-LONGEST_LEAD:]
    label = LABEL.match(lead) if len(lead) < LONGEST_LABEL else None
    if label and label[1].lower() not in speaker_words("no_label"):
        return Attribution(speaker_in(label[1], names), True, 0)
    formula = FORMULA_BEFORE.search(lead[-LONGEST_FORMULA:])
    if formula:
        return Attribution(speaker_in(_matched(formula), names), True, 0)
    return _verb_before(lead, names)


def look_behind(tail: str, names: Names) -> Attribution | None:
    """Who speaks, by what follows a quotation: ``said X``, ``X said``, ``according to X``."""
    rest = tail.lstrip(" ,—–-\t\n\r\u00a0")
    offset = len(tail) - len(rest)
    formula = FORMULA_BEHIND.match(rest)
    if formula:
        speaker = speaker_in(_without_circumstance(_matched(formula)), names)
        return Attribution(speaker, True, offset + formula.end())
    tokens = _tokens(rest[:LONGEST_TAIL])[:LONGEST_SUBJECT]
    for position, token in enumerate(tokens):
        starts = position == 0 or (position == 1 and tokens[0].word.endswith("ly"))
        if starts and token.word in reporting_verbs().finite:
            return _subject_behind_verb(rest, token.end, offset, names)
        if CLAUSE_ENDS.search(rest, 0, token.start):
            return None
        if _is_verb(tokens, position, rest):
            return _subject_before_verb(rest, tokens[: position + 1], offset, names)
    return None


def _matched(formula: re.Match[str]) -> str:
    """What stands for the speaker in a formula: one of its alternatives has matched."""
    return formula[formula.lastindex or 0]


def _verb_before(lead: str, names: Names) -> Attribution | None:
    """``X said: “…”``, or by a participle ``X left, saying: “…”``: the last verb that governs."""
    tokens, verbs = _tokens(lead), reporting_verbs()
    participle = None
    for position in reversed(range(len(tokens))):
        word, start, end = tokens[position]
        between = lead[end:]
        if not _governs(between, len(tokens) - position - 1):
            break
        if word in verbs.only_beside and not _touches(between):
            continue
        if _is_verb(tokens, position, lead):
            return _subject_of_governing(lead, start, end, names)
        if word in verbs.participles and participle is None:
            participle = Attribution(first_subject(lead[:start], names), _touches(between), 0)
    return participle


def _subject_of_governing(lead: str, start: int, end: int, names: Names) -> Attribution:
    """The subject of a verb that stands before a quotation; of a passive, its agent."""
    clause, between = lead[:start], lead[end:]
    if PASSIVE.search(clause):
        agent = AGENT.match(between)
        speaker = speaker_in(agent[1], names) if agent else ""
    else:
        speaker = subject_of(clause, names)
        if not speaker and COORDINATED.search(clause):
            speaker = first_subject(clause, names)
    return Attribution(speaker, _touches(between), 0)


def _governs(between: str, n_words: int) -> bool:
    """Whether a verb can still reach the quotation over the words between them."""
    if between.rstrip().endswith(":"):
        return n_words <= LONG_LEAD and ";" not in between
    if n_words > SHORT_LEAD or BREAKS_GOVERNING.search(between):
        return False
    return "," not in between.strip(" ,") or between.rstrip().endswith(",")


def _touches(between: str) -> bool:
    """Whether nothing but a circumstance stands between a verb and its quotation."""
    return not between.strip(" ,:—–") or between.rstrip().endswith((":", ","))


def _subject_before_verb(
    rest: str, tokens: Sequence[Token], offset: int, names: Names
) -> Attribution | None:
    """``X said``: nothing if the words before the verb are no subject of it."""
    verb, first = tokens[-1], tokens[0].word.lower()
    if first != "as" and first in OPENERS | PREPOSITIONS | OTHER_CLAUSE:
        return None
    speaker = "" if PASSIVE.search(rest[: verb.start]) else subject_of(rest[: verb.start], names)
    if not speaker and first not in NOBODY | DETERMINERS:
        return None
    return Attribution(speaker, True, offset + verb.end)


def _subject_behind_verb(rest: str, verb_end: int, offset: int, names: Names) -> Attribution:
    """``said X``: the subject follows the verb."""
    stop = SUBJECT_ENDS.search(rest, verb_end)
    end = stop.start() if stop else len(rest)
    subject = rest[verb_end:end].strip()
    apposed = APPOSED_NAME.match(rest, end)
    if apposed and subject.split(" ")[0].lower() in DETERMINERS:
        return Attribution(full_name(apposed[1].split(), names), True, offset + apposed.end())
    return Attribution(speaker_in(_without_circumstance(subject), names), True, offset + end)


def _without_circumstance(subject: str) -> str:
    """A subject that follows its verb, without when, where and how it was said."""
    subject = CIRCUMSTANCE.split(subject, maxsplit=1)[0]
    if subject[:1].isupper():
        return ADVERBIAL_OF_NAME.split(subject, maxsplit=1)[0]
    return subject


def _tokens(passage: str) -> list[Token]:
    return [Token(m.group(), m.start(), m.end()) for m in WORD_AROUND.finditer(passage)]


def _is_verb(tokens: Sequence[Token], position: int, passage: str) -> bool:
    """Whether a token is a verb of saying that can have a subject."""
    (word, start, end), verbs = tokens[position], reporting_verbs()
    if word not in verbs.finite or word not in verbs.also_nouns:
        return word in verbs.finite
    before = tokens[position - 1] if position else None
    if before is None or not passage[before.end : start].isspace():
        return False
    if before.word.lower() in DETERMINERS or POSSESSIVE.search(before.word):
        return False
    return bool(
        before.word[0].isupper()
        or before.word.lower() in PRONOUNS | NOBODY | HELPERS
        or before.word.endswith(("ly", "s"))
        or CONTENT_FOLLOWS.match(passage, end)
    )
