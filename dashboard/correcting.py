"""One text as it was read, to be corrected: every part of the file in order, and what was pointed at.

The page shows what is counted as it stands, and between it, muted, what is not: title and byline,
what was set aside. A reader points at a part, or at some words, and gets what can be done with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from analysis.corrections import find_imprint
from analysis.outline import Outline
from analysis.sentences import find_paragraphs
from analysis.text import SPEECH, UNKNOWN_SPEAKER, Document, Quotation
from dashboard.markup import Mark, annotate
from dashboard.wording import section_name

HEADING, QUOTED_SPEECH, MENTION, NOT_COUNTED, WORDS = (
    "heading",
    "quotation",
    "mention",
    "not counted",
    "words",
)
"""What can be pointed at. WORDS is a sentence, or the words that were selected."""

IMPRINT = "title, author or date"

EXCERPT = 240
"""Characters of a passage that are shown beside the text."""


class Pointed(NamedTuple):
    """What a reader points at."""

    kind: str
    start: int
    end: int
    told: str = ""
    """The heading as shown, the speaker, or why it is not counted."""
    number: int = 0
    """Number of the section, for a heading."""


def shown(document: Document) -> str:
    """The whole file as HTML: its parts carry their offsets in ``data-at`` and ``data-to``."""
    parts = sorted([*_not_counted(document), *_headings(document), *_paragraphs(document)])
    return f'<div class="px-scroll rd correct" tabindex="0">{"".join(html for *_, html in parts)}</div>'


def pointed_at(document: Document, start: int, end: int) -> Pointed | None:
    """What stands at a place (``start`` equals ``end``) or between two; None where nothing does."""
    start, end = max(0, min(start, end)), min(len(document.text), max(start, end))
    for section in document.sections[1:]:
        stop = section.heading_start + len(_printed_heading(document, section.section))
        if section.heading_start <= start and end <= stop:
            return Pointed(HEADING, section.heading_start, stop, section.heading, section.section)
    for piece in _apart(document):
        if piece.start <= start and end <= piece.end:
            return piece
    if start == end:
        return _quotation_at(document, start) or _sentence_at(document, start)
    start, end = _whole_words(document.text, start, end)
    whole = [one for one in document.quotations if one.start == start and one.end == end]
    if whole:
        return _as_pointed(whole[0])
    return Pointed(WORDS, start, end) if start < end else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A selection without the space around it, and with the rest of a word that it cuts."""
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def title(at: Pointed) -> str:
    """What was pointed at, in words."""
    if at.kind == HEADING:
        return f"Heading of §{at.number}"
    if at.kind == QUOTED_SPEECH:
        return f"Quotation, {at.told if at.told != UNKNOWN_SPEAKER else 'speaker not named'}"
    if at.kind == MENTION:
        return "Quotation marks, not counted as speech"
    return "Not counted" if at.kind == NOT_COUNTED else "Words of the text"


def excerpt(document: Document, at: Pointed) -> str:
    """The words pointed at, as many as fit; for what is not counted, the reason too."""
    words = " ".join(document.text[at.start : at.end].split())
    words = f"{words[:EXCERPT].rstrip()} …" if len(words) > EXCERPT else words
    return f"{words} ({at.told})" if at.kind == NOT_COUNTED else words or at.told


def paragraphs(document: Document) -> list[tuple[int, int]]:
    """Where sections can begin."""
    return [
        paragraph
        for _, start, end in document.bodies
        for paragraph in find_paragraphs(document.text, start, end)
    ]


def speakers(document: Document) -> list[str]:
    """Who speaks in a text, in order of appearance: what a speaker may be chosen from."""
    named = (one.speaker for one in document.quotations)
    return list(dict.fromkeys(name for name in named if name not in ("", UNKNOWN_SPEAKER)))


def _as_pointed(quotation: Quotation) -> Pointed:
    kind = QUOTED_SPEECH if quotation.kind == SPEECH else MENTION
    return Pointed(kind, quotation.start, quotation.end, quotation.speaker)


def _quotation_at(document: Document, offset: int) -> Pointed | None:
    inside = (one for one in document.quotations if one.start <= offset < one.end)
    return next(map(_as_pointed, inside), None)


def _sentence_at(document: Document, offset: int) -> Pointed | None:
    inside = (one for one in document.sentences if one.start <= offset <= one.end)
    return next((Pointed(WORDS, one.start, one.end) for one in inside), None)


def _apart(document: Document) -> list[Pointed]:
    """What is no part of the text: title, byline and date, and what was set aside."""
    outline = Outline(
        document.title,
        document.author,
        document.published,
        document.sections,
        document.set_aside,
    )
    imprint = [
        Pointed(NOT_COUNTED, *span, IMPRINT) for span in find_imprint(document.text, outline)
    ]
    return [*imprint, *(Pointed(NOT_COUNTED, *piece) for piece in document.set_aside)]


def _printed_heading(document: Document, number: int) -> str:
    """A heading as it stands in the text; empty for one that a reader made."""
    section = document.sections[number]
    bounds = [piece.start for piece in document.set_aside if piece.start >= section.heading_start]
    return document.text[section.heading_start : min([section.start, *bounds])].rstrip()


_Part = tuple[int, int, str]
"""Offset, rank among parts that begin there, HTML."""


def _not_counted(document: Document) -> Iterator[_Part]:
    for piece in _apart(document):
        words = escape(document.text[piece.start : piece.end])
        yield (
            piece.start,
            1,
            f'<p class="apart" {_at(piece.start, piece.end)} data-whole="1">{words} '
            f"<small>{escape(piece.told)}: not counted</small></p>",
        )


def _headings(document: Document) -> Iterator[_Part]:
    for section in document.sections[1:]:
        stop = section.heading_start + len(_printed_heading(document, section.section))
        yield (
            section.heading_start,
            0,
            f'<h3 class="sh" {_at(section.heading_start, stop)} data-whole="1">'
            f"{escape(section_name(section.heading))}<small>§{section.section}</small></h3>",
        )


def _paragraphs(document: Document) -> Iterator[_Part]:
    """The counted paragraphs, their sentences marked with whose words they are."""
    marks = [
        Mark(one.start, one.end, "qu" if one.kind == SPEECH else "men", one.speaker)
        for one in document.quotations
    ]
    sentences = list(document.sentences)
    cursor = mark = 0
    for _, start, end in document.bodies:
        for first, last in find_paragraphs(document.text, start, end):
            pieces = []
            while cursor < len(sentences) and sentences[cursor].start < last:
                one = sentences[cursor]
                cursor += 1
                while mark < len(marks) and marks[mark].end <= one.start:
                    mark += 1
                here = _reaching(marks, mark, one.end)
                pieces.append(
                    f'<span class="sn" tabindex="-1" {_at(one.start, one.end)}>'
                    f"{annotate(document.text, one.start, one.end, here)}</span>"
                )
            if pieces:
                yield first, 2, f"<p>{' '.join(pieces)}</p>"


def _reaching(marks: Sequence[Mark], first: int, end: int) -> list[Mark]:
    """The marks from one on that begin before an offset."""
    last = first
    while last < len(marks) and marks[last].start < end:
        last += 1
    return list(marks[first:last])


def _at(start: int, end: int) -> str:
    return f'data-at="{start}" data-to="{end}"'
