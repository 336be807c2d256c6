"""Where do capitalised words stand together, and what stands beside them?

Only what stands in utterances is read. Titles of works, between quotation marks or emphasised, and
lines in title case or all in capitals are passed over: their capitals name nobody.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.inline_markup import without_markup
from analysis.name_words import name_words
from analysis.text import Document
from analysis.words import straighten

BEGINS, GOES_ON = "\x02", "\x03"
"""Stand in `_body` before an utterance: a sentence may begin here; it goes on from the last one."""

BLANKS = "\u00a0\u2007\u2009\u200a\u202f\t\r"
HYPHENS = "\u2010\u2011\u2012–"

_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
_UPPER = "".join(c for c in map(chr, _LATIN) if c.isupper())
U = rf"[A-Z{_UPPER}]"
ABBREVIATED = "St|Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Cpl|Adm|Amb|Rev|Hon|Jr|Sr|Mt"
_KEPT = "|".join(sorted(map(re.escape, name_words("possessives")), reverse=True))
WORD = (
    rf"(?:(?:{U}\.){{2,}}(?:{U}(?!\w))?"  # U.S., J.K.
    rf"|(?:{ABBREVIATED}|{U})\.(?=\ {U})"  # Mr. Smith, John F. Kennedy
    rf"|(?:{_KEPT})(?=\ {U})"  # King's College
    rf"|(?<=\bSt\ )(?:{U}[\w-]*'s)(?=\ {U})"  # St Anne's Hospital
    rf"|(?<=\bSt\.\ )(?:{U}[\w-]*'s)(?=\ {U})"
    rf"|(?:[Aa]l-|[Ee]l-|[dl]')?{U}\w*"  # Assad, al-Assad, d'Estaing
    rf"(?:-(?:{U}\w*|op\w+|general\b|elect\b)|'(?:{U}\w+|(?!ll\b|re\b|ve\b)[a-z]{{2,}}))*)"
)
SMALL = "of|for|and|in|&|the|" + "|".join(sorted(name_words("particles")))
LONGEST_RUN = 24  # words; a longer one is no name but a line in capitals
RUN = re.compile(
    rf"(?<!\w)(?:(?:de|von|van|du|di|da|del|della|dos|bin|ibn)\ (?:(?:la|le|der|den)\ )?(?={U}))?"
    rf"{WORD}(?:\ (?:(?:{SMALL})\ ){{0,3}}(?:\d{{2,4}}(?:er)?\ (?={U}))?{WORD}){{0,{LONGEST_RUN}}}"
)
# A title of a work: what follows these words, or several words that begin with capitals.
CUE = re.compile(
    r"\b(?:play|novel|film|movie|book|poem|song|opera|musical|album|essay|series|show|story|tragedy"
    r"|comedy|drama|memoir|sonata|symphony|entitled|titled|called|revival|production|staging) (?:of )?\Z",
    re.IGNORECASE,
)
EMPHASISED = re.compile(r"(?<![\w*_])([*_]{1,2})(?=\S)([^*_\n]{2,80}?)(?<=\S)\1(?![\w*_])")
SHORT_WORD = 3
TITLE_WORDS = 3
TITLE_CASE = 0.6
LEFT, RIGHT = 24, 16
"""Characters read beside a run."""

_SENTENCE_ENDS = frozenset(BEGINS + ".!?:…")
_OPENING = " \n\"'“‘«„([{*_#>-—•"


class Run(NamedTuple):
    """Capitalised words and what stands beside them."""

    words: str
    """As printed, with straight apostrophes and single blanks."""
    opens: bool
    """Whether a sentence may begin here, so that the first capital proves nothing."""
    before: str
    """The word before, as printed, with "(" if a bracket opens; '' where a sentence begins."""
    after: str
    """The next characters."""


def find_runs(document: Document) -> Iterator[Run]:
    """Every run of capitalised words in the text's utterances, in order."""
    body = _body(document)
    intern = sys.intern
    for match in RUN.finditer(body):
        start, end = match.span()
        left = body[max(0, start - LEFT) : start]
        lead = left.rstrip(_OPENING)
        opens = (
            not lead
            or lead[-1] in _SENTENCE_ENDS
            or left[-1] in '"“‘«„\n'
            or (left[-1] == "'" and left[-2:-1] == " ")
        )
        before = "" if opens else lead.rsplit(None, 1)[-1] + ("(" if left[-1] == "(" else "")
        yield Run(intern(match.group()), opens, intern(before), body[end : end + RIGHT])


def works(document: Document) -> Iterator[str]:
    """Titles of works as printed, with the marks around them."""
    yield from (document.text[start:end] for start, end in _work_spans(document))


def _work_spans(document: Document) -> Iterator[tuple[int, int]]:
    text = document.text
    for quotation in document.quotations:
        if quotation.kind == "mention":
            cued = CUE.search(text, max(0, quotation.start - LEFT), quotation.start)
            if _is_title(text[quotation.start + 1 : quotation.end - 1], 1 if cued else TITLE_WORDS):
                yield quotation.start, quotation.end
    for match in EMPHASISED.finditer(text):
        if _is_title(match.group(2), 1):
            yield match.span()


def _is_title(words: str, at_least: int) -> bool:
    """Whether all long words begin with a capital, as in titles of works."""
    split = words.split()
    if not (at_least <= len(split) and words[:1].isupper()):
        return False
    return all(word[0].isupper() for word in split if len(word) > SHORT_WORD)


def _body(document: Document) -> str:
    """All utterances in a row, each behind a mark that says whether a sentence may begin there."""
    text = _without(_same(without_markup(document.text)), sorted(_work_spans(document)))
    pieces = []
    for utterance in document.utterances:
        piece = text[utterance.start : utterance.end]
        begins = utterance.speaker or (
            utterance.start == document.sentences[utterance.sentence].start
        )
        if not _is_headline(piece):
            pieces.append(f"{BEGINS if begins else GOES_ON}{piece}")
    return "".join(pieces) + BEGINS


def _same(text: str) -> str:
    """Straight apostrophes, plain blanks and hyphens, one character for one."""
    text = straighten_single(text)
    for blank in BLANKS:
        text = text.replace(blank, " ")
    for hyphen in HYPHENS:
        text = text.replace(hyphen, "-")
    return re.sub(r"(?<=[^\s.!?:;])\n(?=\S)", " ", text)


def straighten_single(text: str) -> str:
    """A text with straight apostrophes; double quotation marks stay as they are."""
    for apostrophe in "’‘ʼ‛":
        text = text.replace(apostrophe, straighten(apostrophe))
    return text


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some stretches blanked out."""
    pieces, cursor = [], 0
    for start, end in spans:
        if start >= cursor:
            pieces += [text[cursor:start], "·" * (end - start)]
            cursor = end
    return "".join([*pieces, text[cursor:]])


def _is_headline(piece: str) -> bool:
    """Whether a line is in title case without a full stop, or all in capitals."""
    words = piece.split()
    if len(words) <= TITLE_WORDS:
        return False
    if piece.isupper():
        return True
    if piece[-1] in ".!?…,;:\"'”)]":
        return False
    return sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)
