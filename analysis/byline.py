"""What does a line say about author and date?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from analysis.looks import SENTENCE_OPENERS, SMALL_WORDS, word_set


class Imprint(NamedTuple):
    """What a line above or below the text says about it."""

    author: str = ""
    published: str = ""
    """The date as YYYY-MM-DD, or as printed where that cannot be told."""
    bare_name: str = ""
    """What may be a name, without a word that says so."""


_BYLINE = re.compile(
    r"(?:(?:written|words|story|report|text|posted|published|compiled|reported) )?by:? (.+)"
    r"|authors?: ?(.+)",
    re.I,
)
_SEPARATORS = " ,;|•·–—-/()@"


def read_imprint(plain: str) -> Imprint | None:
    """Read a line that holds a byline, a date or both and nothing else; None for any other."""
    rest, published = plain, ""
    if found := _find_date(plain):
        before, after, published = plain[: found.start()], plain[found.end() :], _iso(found)
        rest = " ".join(_AROUND_A_DATE.sub(" ", f"{before} | {after}").split()).strip(_SEPARATORS)
        place, comma, nothing = before.rpartition(",")
        is_dateline = comma and not (nothing + after).strip(_SEPARATORS)
        if not rest or (is_dateline and _is_name(place.split())):
            return Imprint(published=published)
    if byline := _BYLINE.fullmatch(rest):
        author = _people(byline[1] or byline[2])
        return Imprint(author, published) if author else None
    tokens = rest.split()
    if 2 <= len(tokens) <= 5 and "," not in rest and _is_name(tokens):
        return Imprint("", published, rest)
    return None


def names_author(plain: str) -> bool:
    """True for a line that says by whom the text is: ``By Jane Doe``."""
    imprint = read_imprint(plain) if _BYLINE.match(plain) else None
    return imprint is not None and bool(imprint.author)


# --- Dates ----------------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>[12]\d{3})"
_DATES = tuple(
    re.compile(rf"(?<!\w){pattern}(?![\w/])", re.I)
    for pattern in (
        rf"{_YEAR}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?",
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_YEAR}",
        rf"(?P<d>\d{{1,2}})(?P<slash>/)(?P<m>\d{{1,2}})/{_YEAR}",
        rf"{_MONTH},? {_YEAR}",
    )
)
_WEEKDAY = r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_AROUND_A_DATE = re.compile(
    rf"{_WEEKDAY}|\b(?:(?:first|last|originally) )?(?:published|posted|updated|modified|created"
    r"|dated|date|issued|delivered|written)\b:?|\b(?:on|at)\b"
    r"|\d{1,2}[:.]\d{2}(?::\d{2})?|\b\d{1,2} ?(?=[ap]\.?m\b)|\b[ap]\.?m\b\.?"
    r"|\b(?:gmt|utc|bst|cet|cest|est|edt|et|cst|cdt|mst|pst|pdt|pt|ist)\b(?:[+-]\d+)?"
    r"|\d+[ -]min(?:ute)?s?(?: read)?",
    re.I,
)


def as_iso(printed: str) -> str:
    """The date in a line as YYYY-MM-DD; the line itself if it holds none."""
    found = _find_date(printed)
    return _iso(found) if found else printed


def is_bare_date(plain: str) -> bool:
    """True for a date with nothing beside it but the day of the week."""
    found = _find_date(plain)
    if not found:
        return False
    beside = plain[: found.start()] + plain[found.end() :]
    return not re.sub(_WEEKDAY, "", beside, flags=re.I).strip(" ,.:")


def _find_date(plain: str) -> re.Match[str] | None:
    return next((match for form in _DATES if (match := form.search(plain))), None)


def _iso(found: re.Match[str]) -> str:
    """The date as YYYY-MM-DD if it is one day and only one."""
    printed, part = found[0], found.groupdict()
    if "d" not in part:
        return printed
    day, month = int(part["d"]), part["m"][:3].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    if "slash" in part:
        if day != number and max(day, number) <= 12:
            return printed  # nobody can tell 3 April from 4 March here
        day, number = max(day, number), min(day, number)
    try:
        return date(int(part["y"]), number, day).isoformat()
    except ValueError:
        return printed


# --- Names ----------------------------------------------------------------------------------------

_PARTICLES = word_set(
    "al and bin d' da de del della den der di dos du el ibn la le the van von y &"
)
_NO_PEOPLE = word_set(
    "are be can did do does has have how is not should was were what when where which who why will"
    " would college council hall hotel house institute news palace park press square street times"
    " university fort hong los mount new north san south east west tel united white"
)
_NO_NAME = (SENTENCE_OPENERS | SMALL_WORDS | _NO_PEOPLE) - _PARTICLES
"""What no person is called: words of a sentence, and of places and houses."""
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|columnist|contributor|staff|analyst|professor"
    r"|author|director|fellow|journalist)\b|^(?:in|for|at|of) ",
    re.I,
)


def _people(printed: str) -> str:
    """The people of a byline, without what they do; '' if it does not name any."""
    kept: list[str] = []
    for part in re.split(r", *| *\| *| *[–—•·] *", printed):
        if (_ROLE.search(part) and kept) or not _is_name(part.split()):
            break
        kept.append(part)
    return ", ".join(kept)


def _is_name(tokens: Sequence[str]) -> bool:
    """True if words may be names: capitals and particles, short, and no word of a sentence."""
    n_people = 1 + sum(token in ("and", "&") for token in tokens)
    return (
        0 < len(tokens) <= 5 * n_people
        and all(token[0].isupper() or token.lower() in _PARTICLES for token in tokens)
        and any(token[0].isupper() for token in tokens)
        and not any(token.lower() in _NO_NAME for token in tokens)
        and not any(char.isdigit() or char in ':?!;"“”' for token in tokens for char in token)
    )
