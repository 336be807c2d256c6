"""Which characters open and close a quotation.

Paragraph by paragraph, each closing mark is paired with the latest open one; the outermost pairs
count. Nothing leaks into the next paragraph, except by the convention that a quotation of several
paragraphs opens each of them and closes only the last.

A mark that is never closed reaches to the end of its clause: giving it the rest of the paragraph
would move the author's words to somebody else because of a misprint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.block_quotations import Block
from analysis.sentences import Span

CLOSED, OPEN, STRAY = "closed", "open to the paragraph's end", "never closed"
BLOCK = "set apart as a block"

DOUBLE_MARK = re.compile(r"[“”„‟\"«»]")
SINGLES, OPENING_DOUBLES = "‘'", '“„‟"«'
UNCLOSED_CLAUSE = re.compile(r"[“„‟\"«](?:[^,;:.!?…—–()“”\"«»\n]{0,100})(?<=\w)")
FEET_AND_INCHES = re.compile(r"\d['’′]\s?\d{1,2}\Z")

# Patterns begin with the mark itself, for which re scans fast, and look back from there.
ELISION = r"(?:\d0s|[Tt]is|[Tt]was|[Tt]were|[Tt]will|[Ee]m|[Tt]il|till?|n|bout|round|cause|cos)\b"
SINGLE_OPENING = re.compile(rf"[‘'](?<![^\s(\[—–-].)(?=[\w“\"…])(?!{ELISION})")
SINGLE_CLOSING = re.compile(r"[’'](?<=[^\s(\[“‘].)(?!\w)")
DROPPED_LETTERS = re.compile(r"(?:[sxz]|\b(?:\w{2,}in|o|n|th|an|wi|ol|mo|d|tha))\Z", re.IGNORECASE)
"""What an apostrophe may follow at a word's end: countries’, goin’, th’."""
SHORT_PHRASE = 4


class Stretch(NamedTuple):
    """What stands between two marks, before it is known what it is."""

    start: int
    end: int
    paragraph: Span
    form: str
    continued: bool
    """True if it goes on from the paragraph before."""
    block: Block | None = None
    """The block quotation it is a paragraph of, if it is one."""


def find_stretches(text: str, paragraphs: Sequence[Span]) -> Iterator[Stretch]:
    """The outermost quotations of a section, paragraph by paragraph."""
    continued = False
    for number, paragraph in enumerate(paragraphs):
        following = text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        pairs, unpaired = _pair_marks(text, paragraph)
        goes_on = next((m for m in unpaired if _goes_on(text, m, paragraph, following)), None)
        last_open = goes_on
        if goes_on is None and continued and unpaired[:1] == [paragraph[0]]:
            last_open = paragraph[0]  # the last of several paragraphs has lost its closing mark
        forms = [(start, end, CLOSED) for start, end in pairs] + _strays(text, unpaired, paragraph)
        if last_open is not None:
            forms = [form for form in forms if form[0] < last_open]
            forms.append((last_open, paragraph[1], OPEN))
        covered = paragraph[0]
        for start, end, form in sorted(forms):
            if start >= covered:
                is_next = continued and start == paragraph[0] and form != STRAY
                yield Stretch(start, end, paragraph, form, is_next)
                covered = end
        continued = goes_on is not None


def _strays(text: str, unpaired: Sequence[int], paragraph: Span) -> list[tuple[int, int, str]]:
    """The clauses behind marks that are never closed."""
    clauses = [UNCLOSED_CLAUSE.match(text, mark, paragraph[1]) for mark in unpaired]
    return [(clause.start(), clause.end(), STRAY) for clause in clauses if clause]


def _goes_on(text: str, mark: int, paragraph: Span, following: str) -> bool:
    """Whether an unclosed mark is taken up at the start of the next paragraph.

    It has to stand where a speech starts: first in its paragraph, or introduced there.
    """
    same_kind = SINGLES if text[mark] in SINGLES else OPENING_DOUBLES
    if not following or following not in same_kind:
        return False
    before = text[max(paragraph[0], mark - 3) : mark].rstrip()
    return mark == paragraph[0] or before[-1:] in (":", ",")


def _pair_marks(text: str, paragraph: Span) -> tuple[list[Span], list[int]]:
    """Pairs of marks in one paragraph, marks included, and opening marks without a partner."""
    open_marks: list[int] = []
    pairs: list[Span] = []
    for match in DOUBLE_MARK.finditer(text, *paragraph):
        mark = match.start()
        direction = _direction(text, mark, paragraph, bool(open_marks))
        if direction > 0:
            open_marks.append(mark)
        elif direction < 0 and open_marks:
            pairs.append((open_marks.pop(), mark + 1))
    singles, unpaired = _pair_single_marks(text, paragraph, pairs)
    return pairs + singles, sorted(open_marks + unpaired)


def _direction(text: str, mark: int, paragraph: Span, is_open: bool) -> int:
    """1 if a double mark opens a quotation, −1 if it would close one, 0 if it does neither."""
    glyph = text[mark]
    if glyph == "”" and is_open:
        return -1
    if glyph == '"' and _is_inches(text, mark, paragraph, is_open):
        return 0
    opens = glyph in OPENING_DOUBLES and not (glyph == '"' and is_open)
    return _lean(text, mark, paragraph) or (1 if opens else -1)


def _is_inches(text: str, mark: int, paragraph: Span, is_open: bool) -> bool:
    """Whether a straight mark is a measure; within a quotation only behind feet: ``6'2"``."""
    if is_open:
        return bool(FEET_AND_INCHES.search(text, max(paragraph[0], mark - 6), mark))
    return mark > paragraph[0] and text[mark - 1].isdecimal()


def _lean(text: str, mark: int, paragraph: Span) -> int:
    """Whether a mark's neighbours look as if it opened (1) or closed (−1) something."""
    before = text[mark - 1] if mark > paragraph[0] else " "
    after = text[mark + 1] if mark + 1 < paragraph[1] else " "
    free_before = before.isspace() or before in "([{‘'“„«/—–-"
    opens = free_before and (after.isalnum() or after in "‘'“([…$£€-.#@")
    closes = not before.isspace() and not (after.isalnum() or after in "‘“")
    return opens - closes


def _pair_single_marks(
    text: str, paragraph: Span, doubles: Sequence[Span]
) -> tuple[list[Span], list[int]]:
    """Pairs of single marks outside double ones, and one that opens the paragraph in vain.

    An opening single mark needs a convincing partner before the next one opens; otherwise it is
    taken for an apostrophe.
    """
    first, last = paragraph
    openings = _outside(SINGLE_OPENING, text, paragraph, doubles)
    closings = _outside(SINGLE_CLOSING, text, paragraph, doubles) if openings else []
    pairs: list[Span] = []
    unpaired = []
    for opening, limit in zip(openings, [*openings[1:], last], strict=False):
        candidates = closings[bisect_right(closings, opening) : bisect_right(closings, limit - 1)]
        closing = _choose_closing(text, opening, candidates)
        if closing is not None:
            pairs.append((opening, closing + 1))
        elif opening == first:
            unpaired.append(opening)
    return pairs, unpaired


def _choose_closing(text: str, opening: int, candidates: Sequence[int]) -> int | None:
    """The first mark that cannot be an apostrophe; failing that, one that ends a short phrase."""
    for mark in candidates:
        ends_word = text[mark - 1].isalpha() and text[mark + 1 : mark + 2].isspace()
        if not ends_word or not DROPPED_LETTERS.search(text, max(opening, mark - 12), mark):
            return mark
    if candidates and text.count(" ", opening, candidates[0]) < SHORT_PHRASE:
        return candidates[0]
    return None


def _outside(
    pattern: re.Pattern[str], text: str, paragraph: Span, pairs: Sequence[Span]
) -> list[int]:
    """Where marks of a paragraph stand in no pair."""
    marks = [match.start() for match in pattern.finditer(text, *paragraph)]
    if not marks or not pairs:
        return marks
    starts, ends = zip(*_outermost(pairs), strict=True)
    nearest = [bisect_right(starts, mark) - 1 for mark in marks]
    return [mark for mark, n in zip(marks, nearest, strict=True) if n < 0 or mark >= ends[n]]


def _outermost(pairs: Sequence[Span]) -> list[Span]:
    outer: list[Span] = []
    for pair in sorted(pairs):
        if not outer or pair[0] >= outer[-1][1]:
            outer.append(pair)
    return outer
