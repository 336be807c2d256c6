"""How much does a line look like a heading, by itself?

Markup, numbering, length, final punctuation and title case each say something; which of the lines
that look like headings are headings is for their neighbours to say (`outline.py`).
"""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple


class Kind(Enum):
    """What a line may be, as far as it says itself."""

    TEXT = auto()
    ITEM = auto()  # of a list, a table, a quoted mail, a piece of code
    MARKED = auto()  # a heading whatever stands around it; those below ask the neighbours
    NUMBERED = auto()
    STRONG = auto()  # in title case
    WEAK = auto()  # merely short


class Look(NamedTuple):
    """How much a line looks like a heading, by itself."""

    kind: Kind
    plain: str = ""
    """The line as a reader of the page would see it; empty where nobody looked closely."""
    rank: float = 0
    """Depth of the heading by its marks; only the order counts. Unmarked headings have 0."""
    number: int = 0
    depth: float = 0
    """Of its numbering: 0 for a bare number, 0.5 for a Roman one, 1 for "1.", 2 for "1.1"."""


BOLD_RANK = 7  # a bold line stands below every # to ######
_DIVISION_RANK = {"book": -3, "part": -2, "act": -2, "chapter": -1}

_HASHES = re.compile(r"(#{1,6})(?:\s+|(?<=##)(?=[^\W_]))(.*)", re.S)
_BOLD = re.compile(r"(\*{2,3}|__)(?:(?!\1).)+\1", re.S)
_BULLET = re.compile(r"!\[|[-*+•‣◦▪■●·–—]\s|[>|]|\(?(?:\d{1,3}|[a-z])\)\s|[-*_=~•·.\s]+$")
_NUMBER = re.compile(r"(?:§\s*)?(?:(\d{1,3}(?:\.\d{1,3})*)|([IVXLC]+))(\.?)(?!\d)\s*")
_DIVISION = re.compile(
    r"(book|part|act|chapter|section|article|scene|canto|appendix|annex)\s+"
    r"(?:\d{1,3}|[ivxlc]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"\s*(?:$|[.:–—-]+\s*)",
    re.I,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])|~~")


def without_marks(printed: str) -> str:
    """A line as a reader of the page would see it: no Markdown marks, single spaces."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", printed)).split())


def look_at(printed: str) -> Look:
    """Read a line by its marks, its number and its words, in this order."""
    if hashes := _HASHES.fullmatch(printed):
        plain = without_marks(hashes[2].rstrip().rstrip("#"))
        return Look(Kind.MARKED if plain else Kind.ITEM, plain, len(hashes[1]))
    plain = without_marks(printed)
    if _BULLET.match(printed):
        return Look(Kind.ITEM, plain)
    rank = BOLD_RANK if _BOLD.fullmatch(printed) else 0
    if division := _DIVISION.match(plain):
        rest = plain[division.end() :]
        if not rest or heading_evidence(rest) != Kind.TEXT:
            return Look(Kind.MARKED, plain, _DIVISION_RANK.get(division[1].lower(), rank))
    if numbered := _look_at_number(plain, rank):
        return numbered
    evidence = heading_evidence(plain)
    return Look(Kind.STRONG if rank and evidence != Kind.TEXT else evidence, plain, rank)


def _look_at_number(plain: str, rank: int) -> Look | None:
    """A number by itself, or in front of what looks like a heading."""
    numbering = _NUMBER.match(plain)
    if not numbering:
        return None
    digits, roman, dot = numbering.groups()
    rest, parts = plain[numbering.end() :], digits.split(".") if digits else []
    number = int(parts[-1]) if digits else _roman(roman)
    if not rest and len(parts) < 2:
        return Look(Kind.NUMBERED, plain, rank, number)
    if not (dot or len(parts) > 1) or heading_evidence(rest) == Kind.TEXT:
        return None
    depth = len(parts) or 0.5
    return Look(Kind.NUMBERED, plain, rank + max(depth - 1, 0) / 10, number, depth)


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    return sum(-v if v < after else v for v, after in pairwise([*values, 0]))


# --- Words and punctuation ------------------------------------------------------------------------


def word_set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SMALL_WORDS = word_set(
    "a about above after against along amid among an and around as at before behind below beneath"
    " beside between beyond but by de despite down during for from in inside into la le like near"
    " nor of off on onto or out outside over per since so than the through throughout till to"
    " toward towards under until up upon v via vs with within without yet"
)
"""Words that many house styles print small in a title."""
SENTENCE_OPENERS = word_set(
    "and anyway because but either he her here his however i i'm i've i'd it it's its maybe my nor"
    " oh ok okay or our perhaps she so that that's their then there there's these they they're this"
    " those thus we we're we've well yeah yes yet you you're your no"
)
"""First words that rather begin a sentence than a heading printed like one."""
LETTERED = re.compile(r"[^\W\d_][\w'’\-]*")
_CAPTION = re.compile(
    r"(?:photo|image|picture|credit|caption|source|video|watch|listen|read more|read also|see also"
    r"|editor[’']s note|from|to|cc|subject|re)s?(?:\s+\w+)?:|(?:figure|fig\.|table)\s+\d|advertisement$"
    r"|(?:photo|image|picture)s? (?:by|courtesy)\b|.*(?:://|www\.|@)",
    re.I,
)
_INNER_STOP = re.compile(r"[a-z]{4,}[.!?][\"”’)]*\s")
_ABBREVIATED_END = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Bros)\.$")
_PICTOGRAMS = re.compile(r"^[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d\s]+")
_OPENING_MARKS, _CLOSING_MARKS = "\"'“‘„«([", "\"'”’»)]"
_UNITS = "%€£$°+&*"  # a line may end with these without being punctuated


class _Wording(NamedTuple):
    """What tells a heading from a sentence."""

    n_words: int
    n_major: int
    """Words after the first that title case would print with a capital."""
    n_capitals: int
    """Those of them that are printed with a capital."""
    first: str
    final: str
    """The punctuation that ends it ('.', '?', ...), empty if none does."""

    @property
    def in_title_case(self) -> bool:
        return self.n_major > 0 and self.n_capitals >= 0.75 * self.n_major


def _wording(plain: str) -> _Wording | None:
    """None for what cannot be a line of display: quoted, begun small, two sentences, an address."""
    words = LETTERED.findall(plain)
    inner = _PICTOGRAMS.sub("", plain).lstrip(_OPENING_MARKS)
    if (
        not words
        or inner[:1].islower()
        or not inner[:1].isalnum()
        or _is_quoted(plain)
        or _INNER_STOP.search(plain)
        or _CAPTION.match(plain)
    ):
        return None
    major = [word for word in words[1:] if word.lower() not in SMALL_WORDS]
    return _Wording(
        n_words=len(words),
        n_major=len(major),
        # A letter of a script without capitals is none; a figure may begin a word of a title.
        n_capitals=sum(word[0].isupper() or not word[0].isalpha() for word in major),
        first=words[0].lower().replace("’", "'"),
        final=_final_mark(plain.rstrip(_CLOSING_MARKS)),
    )


def _final_mark(plain: str) -> str:
    if plain.endswith(".."):
        return "…"
    if plain[-1:].isalnum() or plain[-1:] in _UNITS or _ABBREVIATED_END.search(plain):
        return ""
    return plain[-1:]


def _is_quoted(plain: str) -> bool:
    """True for somebody's words: quotation marks around all of it, or opened and not closed."""
    if plain[0] not in '"“‘„«':
        return False
    closing = {"“": "”", "„": "“”", "‘": "’", "«": "»"}.get(plain[0], plain[0])
    # The last such mark: an apostrophe inside single quotation marks closes nothing.
    last = max(plain.rfind(mark, 1) for mark in closing)
    return last < 0 or last == len(plain) - 1 or plain[last - 1] in ".,!?"


def heading_evidence(plain: str) -> Kind:
    """STRONG for title case or capitals, WEAK for a short line without a full stop, else Kind.TEXT."""
    wording = _wording(plain)
    if wording is None or wording.n_words > 20:
        return Kind.TEXT
    n_words, n_major, n_capitals, first, final = wording
    if final in (".", "?", "!"):
        # A sentence ends like this too, so nothing but unbroken title case will do, and enough of
        # it that it is not just a name ("No, Sir John.").
        if first in SENTENCE_OPENERS and final != "?":
            return Kind.TEXT
        enough = 2 if final == "?" or (final == "." and plain.isupper()) else 4
        return Kind.STRONG if enough <= n_major == n_capitals else Kind.TEXT
    if final:
        return Kind.TEXT
    if wording.in_title_case:
        return Kind.STRONG
    return Kind.WEAK if n_words <= 12 and first not in SENTENCE_OPENERS else Kind.TEXT


def asks_like_a_heading(plain: str) -> bool:
    """True for a question of 3 to 12 words printed like a sentence; most of those are just that."""
    wording = _wording(plain)
    return (
        wording is not None
        and wording.final == "?"
        and 3 <= wording.n_words <= 12
        and wording.first not in SENTENCE_OPENERS
    )


def reads_as_title(plain: str, before_prose: bool) -> bool:
    """More than a heading may a title be long, lower case or a question."""
    wording = _wording(plain)
    if wording is None or not wording.final:
        return wording is not None
    if wording.final == "?" and wording.n_words >= 4:
        return before_prose or wording.in_title_case
    return heading_evidence(plain) != Kind.TEXT
