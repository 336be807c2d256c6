"""Who speaks, by the words around a quotation: a verb of saying and its subject, or a formula.

What is not named plainly stays unknown: dialogue is not guessed by turns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from analysis.looks import without_marks, word_set
from analysis.referents import (
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
from analysis.text import UNKNOWN_SPEAKER
from analysis.word_lists import reporting_verbs, speaker_words

WORD_AROUND = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?|\d[\d.,]*")

WHO = r"([^,“”\"()]{2,90}?)"
PUT_IT = rf"[Aa]s {WHO} (?:has |had |once |later )*puts? it"
FORMULA_BEFORE = re.compile(
    rf"\b(?:[Aa]ccording to {WHO}|(?:[Ii]n|are|were) the words of {WHO}"
    rf"|[Ii]n {WHO}[’']s? (?:own |famous )?words|{PUT_IT}"
    rf"|quoted {WHO} as saying(?: that)?|{WHO} (?:is|was|were) quoted as saying(?: that)?"
    rf"|(?:[Tt]o|[Ll]et (?:me|us)|I(?: will| shall|[’']ll)?|worth) quot(?:e|ing) {WHO})"
    r"[,:]?\s*\Z"
)
FORMULA_BEHIND = re.compile(rf"according to ([^,.;:“”\"()]{{2,90}})|{PUT_IT}\b")
LABEL = re.compile(r"\W*([A-Z][^\s:()]*(?:\s[A-Z][^\s:()]*){0,4})(?:\s?\([^()]*\))?:\s*\Z")

BEHIND_BLOCK = re.compile(
    r"(?:So|Thus)\s(?=[a-z])"
    rf"|(?:These|Those|Such) (?:are|were) (?:the words of ([^,“”\"()]{{2,90}}?)|{WHO}[’']s? words)[.,]"
)
_SENDER = r"[\"“']?([A-Z][\w.’'-]*(?:,? [A-Z][\w.’'-]*){0,4}|[\w.+-]+@[\w.-]+)[\"”']?"
_SENT = (
    r"On\b[^\n]*\d(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4}\b)?(?: ?[+-]\d{4})?,?\s+(?:> ?)*"
)
_FROM = r"\s+(?:> ?)*(?:<[^<>\n]*>|\([^()\n]*@[^()\n]*\)|\[[^\[\]\n]*@[^\[\]\n]*\])"
MAIL = re.compile(
    rf"^[> \t]*(?:{_SENT}{_SENDER}(?:{_FROM})?|{_SENDER}{_FROM}|([\w.+-]+@[\w.-]+))"
    r"\s+(?:> ?)*(?:wrote|writes):[> \t\r\n]*\Z",
    re.MULTILINE,
)
"""``On 3 May 2024 at 10:00, Jane Doe <jane@example.org> wrote:``, on one line or two."""
LONGEST_MAIL_LINE = 300
CREDIT = re.compile(r"(?:[—–―~]|--?)\s*(?:(?:by|from)\s)?(.+)", re.DOTALL | re.IGNORECASE)
CREDIT_ENDS = re.compile(r"\s*[,;:(\[—–/|]|\s-\s|\s(?=\d)|\.?\Z")
NAMELESS = re.compile(r"(?:anon(?:ymous)?|unknown|author unknown)\.?", re.IGNORECASE)
WITHIN_NAMES = word_set("of the and for de da di del der den van von bin al la le a an")

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


NO_NAMES_KNOWN = Names({}, {})


class Attribution(NamedTuple):
    """What the words around a quotation say about it."""

    speaker: str
    direct: bool
    """True if the verb of saying stands next to the quotation: ``said, “…”`` or ``“…,” said``."""
    end: int
    """Where the attribution behind a quotation ends; 0 if it stands in front."""


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
    words = list(islice(WORD_AROUND.finditer(rest[:LONGEST_TAIL]), LONGEST_SUBJECT))
    for position, word in enumerate(words):
        starts = position == 0 or (position == 1 and words[0][0].endswith("ly"))
        if starts and word[0] in reporting_verbs().finite:
            return _subject_behind_verb(rest, word.end(), offset, names)
        if CLAUSE_ENDS.search(rest, 0, word.start()):
            return None
        if _is_verb(words, position):
            return _subject_before_verb(words[0], word, offset, names)
    return None


def look_around_block(lead: str, after: str, names: Names) -> Attribution | None:
    """Who speaks in a block quotation, by the sentence that leads to it or the one right behind."""
    if lead[-1:] in (":", ",", "—", "–"):
        ahead = look_ahead(lead, names)
        if ahead and ahead.speaker:
            return ahead
    formula = BEHIND_BLOCK.match(after)
    if formula and formula.lastindex:
        return Attribution(speaker_in(_matched(formula), names), True, 0)
    return look_behind(after[formula.end() :], names) if formula else None


def sender(before: str, names: Names) -> str:
    """Who wrote what a mail program quotes, by the line it puts above; '' if there is none."""
    mail = MAIL.search(before[-LONGEST_MAIL_LINE:])
    if not mail:
        return ""
    surname, comma, forename = _matched(mail).partition(", ")
    if "@" in surname:
        return surname
    return full_name((f"{forename} {surname}" if comma else surname).split(), names)


def credited(line: str, names: Names) -> str:
    """Whom a line below a quotation names, as in ``— Winston Churchill, 1940``; '' if it is none.

    What is no name has to begin like a description: ``— a senior official``. Where the line says
    that the speaker is not known, that is what it gives: 'unknown'.
    """
    plain = without_marks(line.replace("\n", " "))
    credit = CREDIT.match(plain)
    if not credit or plain[-1] in "?!":
        return ""
    first = CREDIT_ENDS.split(credit[1], maxsplit=1)[0]
    if NAMELESS.fullmatch(first):
        return UNKNOWN_SPEAKER
    words = first.split()
    is_name = all(word[0].isupper() or word.lower() in WITHIN_NAMES for word in words)
    is_described = words[:1] and words[0].lower() in DETERMINERS and plain[-1] != "."
    is_item = plain.startswith("- ") and not (is_name and len(words) > 1)
    if is_item or not (is_name or is_described):
        return ""
    return speaker_in(_without_circumstance(first), names)


def _matched(formula: re.Match[str]) -> str:
    """What stands for the speaker in a formula: one of its alternatives has matched."""
    return formula[formula.lastindex or 0]


def _verb_before(lead: str, names: Names) -> Attribution | None:
    """``X said: “…”``, or by a participle ``X left, saying: “…”``: the last verb that governs."""
    words, verbs = list(WORD_AROUND.finditer(lead)), reporting_verbs()
    participle = None
    for position, word in reversed(list(enumerate(words))):
        clause, between = lead[: word.start()], lead[word.end() :]
        if not _governs(between, len(words) - position - 1):
            break
        if word[0] in verbs.only_beside and not _touches(between):
            continue
        if _is_verb(words, position):
            return Attribution(_governing(clause, between, names), _touches(between), 0)
        if word[0] in verbs.participles and participle is None:
            participle = Attribution(first_subject(clause, names), _touches(between), 0)
    return participle


def _governing(clause: str, between: str, names: Names) -> str:
    """The subject of a verb that stands before a quotation; of a passive, its agent."""
    if PASSIVE.search(clause):
        agent = AGENT.match(between)
        return speaker_in(agent[1], names) if agent else ""
    speaker = subject_of(clause, names)
    return speaker or (first_subject(clause, names) if COORDINATED.search(clause) else "")


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
    first: re.Match[str], verb: re.Match[str], offset: int, names: Names
) -> Attribution | None:
    """``X said``: nothing if the words before the verb are no subject of it."""
    begin, clause = first[0].lower(), verb.string[: verb.start()]
    if PASSIVE.search(clause) or begin in (OPENERS | PREPOSITIONS | OTHER_CLAUSE) - {"as"}:
        return None
    speaker = subject_of(clause, names)
    plausible = speaker or begin in NOBODY | DETERMINERS
    return Attribution(speaker, True, offset + verb.end()) if plausible else None


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


def _is_verb(words: Sequence[re.Match[str]], position: int) -> bool:
    """Whether a word is a verb of saying that can have a subject."""
    word, verbs = words[position], reporting_verbs()
    if word[0] not in verbs.finite or word[0] not in verbs.also_nouns:
        return word[0] in verbs.finite
    before = words[position - 1][0] if position else ""
    if not before or not word.string[words[position - 1].end() : word.start()].isspace():
        return False
    if before.lower() in DETERMINERS or POSSESSIVE.search(before):
        return False
    return bool(
        before[0].isupper()
        or before.lower() in PRONOUNS | NOBODY | HELPERS
        or before.endswith(("ly", "s"))
        or CONTENT_FOLLOWS.match(word.string, word.end())
    )
