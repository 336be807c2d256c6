"""What text does a PDF hold?

A PDF knows no paragraphs: it is letters at places. pypdf gives the lines with their places and
sizes; here the lines that make a paragraph are joined, words hyphenated across lines included, and
what each page repeats above and below its text is left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise, takewhile
from statistics import median
from typing import Any, NamedTuple

import pypdf
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    WrongPasswordError,
)

from analysis.brought import Limits, Reading, ReadingError, counted


class Line(NamedTuple):
    """A line of print."""

    text: str
    page: int
    x: float
    """Where it starts, in points from the left."""
    y: float
    """Its base line, in points from the bottom."""
    size: float
    """Of its letters, in points."""


_NEW_SIZE = 1.1  # ratio between sizes of print that a reader would tell apart
_WIDE_GAP = 1.3  # distance of lines, in the usual distance, that parts paragraphs
_INDENT = (0.8, 6.0)  # of a paragraph's first line, in letter sizes
_FULL_LINE = 0.8  # a shorter line, of the usual length, with a full stop ends a paragraph
_LONGEST_HEADING = 200  # characters
_EDGE_LINES = 2  # at the top and bottom of a page, where running heads stand
_PAGE_NUMBER = re.compile(r"\W*(?:page )?(?:\d{1,4}|[ivxlc]{1,6})(?: ?(?:/|of) ?\d{1,4})?\W*", re.I)
_BULLET = re.compile(r"[•‣◦▪■●·–—*-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_HYPHENS = "-\u00ad\u2010"
_ENDS = re.compile(r"[.!?:…][”’\"')\]]*$")
_NO_LETTER = re.compile(r"[\ue000-\uf8ff\ufffd]|/g(?:id)?\d+")


def read_pdf(data: bytes, name: str, limits: Limits) -> Reading:
    """The text of a PDF in paragraphs; headings are told by their larger print."""
    reader = _open(data, name)
    n_pages = len(reader.pages)
    if limits.n_pages is not None and n_pages > limits.n_pages:
        raise ReadingError(
            f"{name} has {n_pages:,} pages; the page reads up to {limits.n_pages:,}. "
            "Use the command line for it (python -m analysis), or a part of it."
        )
    try:
        lines = [line for page in range(n_pages) for line in _lines(reader.pages[page], page)]
    except LimitReachedError:
        raise ReadingError(
            f"{name} is a small file that unpacks to too much. Save its text as a new file."
        ) from None
    _refuse_unreadable(lines, name)
    kept = _without_running_heads(lines, n_pages)
    paragraphs, n_joined = _paragraphs(kept)
    levels = _heading_levels(paragraphs)
    text = "\n\n".join(
        f"{'#' * levels[p.size]} {p.text}" if p.size in levels and _is_heading(p) else p.text
        for p in paragraphs
    )
    n_headings = sum(p.size in levels and _is_heading(p) for p in paragraphs)
    changes = tuple(_changes(len(lines) - len(kept), n_joined, n_headings))
    return Reading(text + "\n", changes=changes)


def _changes(n_repeated: int, n_joined: int, n_headings: int) -> Iterable[str]:
    yield "lines joined to paragraphs"
    if n_joined:
        were = "word joined that was" if n_joined == 1 else "words joined that were"
        yield f"{n_joined:,} {were} hyphenated across lines"
    if n_repeated:
        yield f"{counted(n_repeated, 'line')} of page numbers and running heads left out"
    if n_headings:
        yield f"{counted(n_headings, 'heading')} told by larger print, marked with #"


def _open(data: bytes, name: str) -> Any:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    locked = ReadingError(
        f"{name} is encrypted. Save it without a password, or copy its text and paste it."
    )
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise locked
        if not len(reader.pages):
            raise ReadingError(f"{name} has no pages. Save it again from its program.")
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        raise locked from None
    return reader


def _refuse_unreadable(lines: Sequence[Line], name: str) -> None:
    text = " ".join(line.text for line in lines)
    if not any(character.isalnum() for character in text):
        raise ReadingError(
            f"{name} holds pictures of pages and no text. Run text recognition (OCR) on it first."
        )
    if len("".join(_NO_LETTER.findall(text))) > 0.3 * len(text):
        raise ReadingError(
            f"{name} does not say which letters its print stands for. "
            "Run text recognition (OCR) on it, or paste its text."
        )


# --- Lines ----------------------------------------------------------------------------------------


def _lines(page: Any, number: int) -> list[Line]:
    """The lines of a page, in the order in which they are drawn."""
    lines: list[Line] = []
    pieces: list[tuple[str, float, float, float]] = []

    def end_line() -> None:
        text = " ".join("".join(piece[0] for piece in pieces).split())
        if text:
            printed = [piece for piece in pieces if piece[0].strip()]
            size = max(printed, key=lambda piece: len(piece[0]))[3]
            lines.append(Line(text, number, printed[0][1], printed[0][2], size))
        pieces.clear()

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, font_size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])) ** 0.5
        # Sizes that differ by less than a tenth of a point come from arithmetic, not from print.
        size = int(font_size * scale * 10 + 0.5) / 10
        first, *others = text.split("\n")
        pieces.append((first, x, y, size))
        for other in others:
            end_line()
            pieces.append((other, x, y, size))

    page.extract_text(visitor_text=visit)
    end_line()
    return lines


def _without_running_heads(lines: Sequence[Line], n_pages: int) -> list[Line]:
    """Without page numbers, and without what stands at the same edge of most pages."""
    pages = [list(group) for _, group in groupby(range(len(lines)), lambda i: lines[i].page)]
    edges = {i for page in pages for i in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])}
    seen = Counter(_running_key(lines[i]) for i in edges)
    repeats = max(2, n_pages // 3)

    def is_text(i: int) -> bool:
        line = lines[i]
        return not (_PAGE_NUMBER.fullmatch(line.text) or seen[_running_key(line)] >= repeats)

    left_out: set[int] = set()
    for page in pages:
        for edge in (page[:_EDGE_LINES], page[: -_EDGE_LINES - 1 : -1]):
            left_out.update(takewhile(lambda i: not is_text(i), edge))
    kept = [line for i, line in enumerate(lines) if i not in left_out]
    return kept or list(lines)  # a form whose every line repeats


def _running_key(line: Line) -> tuple[str, float, int]:
    return re.sub(r"\d+", "#", line.text), line.size, int(line.y)


# --- Paragraphs -----------------------------------------------------------------------------------


class _Paragraph(NamedTuple):
    text: str
    size: float


def _paragraphs(lines: Sequence[Line]) -> tuple[list[_Paragraph], int]:
    """The paragraphs, and how many hyphenated words were put together."""
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.size == b.size]
    usual_gap = median([gap for gap in gaps if gap > 0] or [0])
    lengths = sorted(len(line.text) for line in lines)
    usual_length = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0
    spellings = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(line.text for line in lines).lower()))
    paragraphs: list[_Paragraph] = []
    n_joined = 0
    for i, line in enumerate(lines):
        if i == 0 or _begins_paragraph(lines[i - 1], line, usual_gap, usual_length):
            paragraphs.append(_Paragraph(line.text, line.size))
        else:
            joined, was_hyphenated = _join(paragraphs[-1].text, line.text, spellings)
            paragraphs[-1] = paragraphs[-1]._replace(text=joined)
            n_joined += was_hyphenated
    return paragraphs, n_joined


def _begins_paragraph(line: Line, after: Line, usual_gap: float, usual_length: int) -> bool:
    if max(line.size, after.size) > _NEW_SIZE * min(line.size, after.size):
        return True
    if _BULLET.match(after.text):
        return True
    ends = bool(_ENDS.search(line.text))
    gap = line.y - after.y
    if line.page != after.page or gap < 0:  # a new page or column goes on with the sentence
        return ends or (len(line.text) < _FULL_LINE * usual_length and after.text[0].isupper())
    if usual_gap and gap > _WIDE_GAP * max(usual_gap, after.size):
        return True
    if _INDENT[0] * after.size < after.x - line.x < _INDENT[1] * after.size and gap > 0:
        return True
    return ends and len(line.text) < _FULL_LINE * usual_length


def _join(text: str, line: str, spellings: Counter[str]) -> tuple[str, bool]:
    """A paragraph and its next line; True if they part a word.

    A hyphen stays where the text writes the word with it elsewhere (left-wing).
    """
    if text[-1] not in _HYPHENS or not text[-2:-1].isalpha() or not line[0].isalpha():
        return f"{text} {line}", False
    start = re.findall(r"[\w-]*$", text[:-1])[0].lower()
    end = re.findall(r"^\w*", line)[0].lower()
    is_compound = spellings[f"{start}-{end}"] > spellings[start + end] or line[0].isupper()
    if text[-1] != "\u00ad" and is_compound:
        return text + line, False
    return text[:-1] + line, True


def _is_heading(paragraph: _Paragraph) -> bool:
    text = paragraph.text
    return 1 < len(text) <= _LONGEST_HEADING and not text.endswith((",", ";"))


def _heading_levels(paragraphs: Sequence[_Paragraph]) -> dict[float, int]:
    """Level of each size of print that is larger than the text's: the largest is the highest."""
    weights: Counter[float] = Counter()
    for paragraph in paragraphs:
        weights[paragraph.size] += len(paragraph.text)
    usual = weights.most_common(1)[0][0] if weights else 0.0
    larger = sorted((size for size in weights if size > _NEW_SIZE * usual), reverse=True)
    return {size: min(level, 6) for level, size in enumerate(larger, 1)}
