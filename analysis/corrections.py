"""What a reader corrects in how a text was read, and what becomes of the text by it.

A correction is an action on a stretch of the untouched text, so that none depends on the number of a
section and each can be taken back by itself. They are applied in the order they were made; one that
finds nothing to act on any more (the heading it renames was taken back) changes nothing.

Headings, sections and what is set aside are corrected between outline and sentences, quotations
between quotations and utterances: everything that counts comes after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, NamedTuple

from analysis.division import divide_by_topic, divide_evenly, name_sections
from analysis.looks import without_marks
from analysis.outline import Outline, read_outline
from analysis.sentences import find_paragraphs
from analysis.text import (
    MENTION,
    SPEECH,
    UNKNOWN_SPEAKER,
    Quotation,
    Section,
    SetAside,
    find_bodies,
    without,
)

RENAME, MERGE, SPLIT = "rename section", "merge section", "split section"
ADD_HEADING, DROP_HEADING = "add heading", "drop heading"
SET_ASIDE, PUT_BACK = "set aside", "put back"
DIVIDE_EVENLY, DIVIDE_BY_TOPIC = "divide evenly", "divide by topic"
QUOTE, UNQUOTE, NAME_SPEAKER = "mark quotation", "unmark quotation", "name speaker"

BY_A_READER = "set aside by a reader"
MERGED = "heading of a section merged with the one before"

LONGEST = 200
"""Characters of a heading or a speaker's name."""
MOST = 1_000
"""Corrections of one text."""
MOST_SECTIONS = 30
"""Sections that a text can be divided into."""


class Correction(NamedTuple):
    """One thing a reader corrected."""

    action: Annotated[str, "what was done; one of ACTIONS"]
    start: Annotated[int, "offset of the first character it concerns"]
    end: Annotated[int, "offset after the last character it concerns"]
    words: Annotated[str, "the new heading, the speaker, or into how many sections"] = ""


def check(text: str, corrections: Sequence[Correction]) -> None:
    """Raise ValueError, with a sentence, if corrections cannot be meant for a text."""
    if len(corrections) > MOST:
        raise ValueError(f"a text takes up to {MOST:,} corrections")
    for one in corrections:
        if one.action not in ACTIONS:
            raise ValueError(f"“{one.action}” is no correction")
        if not 0 <= one.start <= one.end <= len(text):
            raise ValueError(f"the correction “{one.action}” points outside its text")
        if len(one.words) > LONGEST or not one.words.isprintable():
            raise ValueError(
                f"the words of the correction “{one.action}” are too long or no plain line"
            )
        if one.action in (DIVIDE_EVENLY, DIVIDE_BY_TOPIC) and one.words:
            in_digits = one.words.isascii() and one.words.isdecimal() and len(one.words) < 4
            if not in_digits or not 2 <= int(one.words) <= MOST_SECTIONS:
                raise ValueError(f"a text is divided into 2 to {MOST_SECTIONS} sections")


# --- headings, sections, what is set aside --------------------------------------------------------


class _Head(NamedTuple):
    """A heading: where it is printed, and what it says. One that a reader made is printed nowhere."""

    start: int
    stop: int
    heading: str
    level: int


class _Layout:
    """The parts of a text while they are corrected: headings, and what is no part of any section."""

    def __init__(self, text: str, outline: Outline) -> None:
        self.text = text
        self.lead = outline.sections[0].start
        self.heads = {
            one.heading_start: _Head(
                one.heading_start,
                one.heading_start + len(text[one.heading_start : one.start].rstrip()),
                one.heading,
                one.level,
            )
            for one in outline.sections[1:]
        }
        self.aside = list(outline.set_aside)
        # Title and byline are neither text nor set aside, but a reader may count them as text.
        self.imprint = find_imprint(text, outline)

    def apply(self, correction: Correction) -> None:
        _APPLY[correction.action](self, correction)

    def rename(self, one: Correction) -> None:
        if one.start in self.heads:
            self.heads[one.start] = self.heads[one.start]._replace(heading=one.words)

    def merge(self, one: Correction) -> None:
        head = self.heads.pop(one.start, None)
        if head is not None and head.start < head.stop:
            self._put_aside(head.start, head.stop, MERGED)

    def split(self, one: Correction) -> None:
        self._add(_Head(one.start, one.start, one.words, 1))

    def add_heading(self, one: Correction) -> None:
        self.put_back(one)
        self._drop_heads(one)
        words = without_marks(" ".join(self.text[one.start : one.end].split()))
        before = [start for start in self.heads if start < one.start]
        level = self.heads[max(before)].level if before else 1
        self._add(_Head(one.start, one.end, one.words or words, level))

    def drop_heading(self, one: Correction) -> None:
        self.heads.pop(one.start, None)

    def set_aside(self, one: Correction) -> None:
        self._drop_heads(one)
        self._put_aside(one.start, one.end, BY_A_READER)

    def put_back(self, one: Correction) -> None:
        hole = [(one.start, one.end)]
        self.aside = [
            SetAside(start, end, piece.reason)
            for piece in self.aside
            for start, end in _visible(self.text, without([piece[:2]], hole))
        ]
        self.imprint = _visible(self.text, without(self.imprint, hole))

    def divide(self, one: Correction) -> None:
        paragraphs = [
            paragraph
            for _, start, end in find_bodies(self.sections(), self.aside)
            for paragraph in find_paragraphs(self.text, start, end)
        ]
        if one.action == DIVIDE_EVENLY:
            cuts = divide_evenly(self.text, paragraphs, int(one.words or 2))
        else:
            cuts = divide_by_topic(self.text, paragraphs, int(one.words) if one.words else None)
        end = paragraphs[-1][1] if paragraphs else 0
        for cut in name_sections(self.text, cuts, end):
            self._add(_Head(cut.start, cut.start, cut.heading, 1))

    def sections(self) -> tuple[Section, ...]:
        """The lead, then a section per heading, each from its first to its last counted character."""
        excluded = sorted([*(piece[:2] for piece in self.aside), *self.imprint])
        heads = sorted(self.heads.values())
        bounds = [*(head.start for head in heads), len(self.text)]
        lead = _Head(0, 0, "", 0)
        return tuple(
            self._section(number, head, without([(head.stop, end)], excluded))
            for number, (head, end) in enumerate(zip([lead, *heads], bounds, strict=True))
        )

    def _section(self, number: int, head: _Head, pieces: Iterable[tuple[int, int]]) -> Section:
        body = _visible(self.text, pieces)
        empty = head.stop if number else min([self.lead, *(h.start for h in self.heads.values())])
        start, end = (body[0][0], body[-1][1]) if body else (empty, empty)
        return Section(
            number, head.heading, head.level, head.start if number else start, start, end
        )

    def _add(self, head: _Head) -> None:
        """A new heading, unless one is printed or begins there already."""
        if not any(one.start < head.start < one.stop for one in self.heads.values()):
            self.heads.setdefault(head.start, head)

    def _drop_heads(self, one: Correction) -> None:
        self.heads = {
            start: head
            for start, head in self.heads.items()
            if not (one.start <= start < one.end or start < one.start < head.stop)
        }

    def _put_aside(self, start: int, end: int, reason: str) -> None:
        """Set a stretch aside; what in it is so already keeps its own reason."""
        new = _visible(self.text, without([(start, end)], [piece[:2] for piece in self.aside]))
        self.aside = sorted([*self.aside, *(SetAside(s, e, reason) for s, e in new)])


_APPLY: dict[str, Callable[[_Layout, Correction], None]] = {
    RENAME: _Layout.rename,
    MERGE: _Layout.merge,
    SPLIT: _Layout.split,
    ADD_HEADING: _Layout.add_heading,
    DROP_HEADING: _Layout.drop_heading,
    SET_ASIDE: _Layout.set_aside,
    PUT_BACK: _Layout.put_back,
    DIVIDE_EVENLY: _Layout.divide,
    DIVIDE_BY_TOPIC: _Layout.divide,
}

ACTIONS = (*_APPLY, QUOTE, UNQUOTE, NAME_SPEAKER)
"""Everything a reader can do."""


def correct_outline(text: str, outline: Outline, corrections: Sequence[Correction]) -> Outline:
    """The outline as a reader corrected it; without corrections, the very same."""
    ours = [one for one in corrections if one.action in _APPLY]
    if not ours:
        return outline
    layout = _Layout(text, outline)
    for one in ours:
        layout.apply(one)
    return outline._replace(sections=layout.sections(), set_aside=tuple(layout.aside))


def without_effect(text: str, corrections: Sequence[Correction]) -> set[int]:
    """The numbers of those corrections of the outline that change nothing beside the others."""
    outline = read_outline(text)
    whole = correct_outline(text, outline, corrections)
    return {
        number
        for number, one in enumerate(corrections)
        if one.action in _APPLY
        and correct_outline(text, outline, [*corrections[:number], *corrections[number + 1 :]])
        == whole
    }


def find_imprint(text: str, outline: Outline) -> list[tuple[int, int]]:
    """The lines of title, author and date: neither heading nor body nor set aside."""
    read = [(one.heading_start, one.end) for one in outline.sections]
    gaps = without([(0, len(text))], sorted([*read, *(one[:2] for one in outline.set_aside)]))
    return [paragraph for gap in gaps for paragraph in find_paragraphs(text, *gap)]


def _visible(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without the white space around them; those of nothing else are left out."""
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            trimmed.append((start, end))
    return trimmed


# --- quotations -----------------------------------------------------------------------------------


def correct_quotations(
    text: str,
    outline: Outline,
    quotations: Sequence[Quotation],
    corrections: Sequence[Correction],
) -> tuple[Quotation, ...]:
    """The quotations as a reader corrected them; without corrections, the very same.

    A passage marked as a quotation takes the place of what was found in it, and is one quotation
    per paragraph. Unmarked words are the author's again.
    """
    corrected = list(quotations)
    for one in corrections:
        if one.action == QUOTE:
            marked = _paragraphs_within(text, outline, one)
            corrected = sorted(
                [
                    *_cut_out(text, corrected, marked),
                    *(Quotation(s, e, SPEECH, one.words or UNKNOWN_SPEAKER) for s, e in marked),
                ]
            )
        elif one.action == UNQUOTE:
            corrected = [
                quotation._replace(kind=MENTION, speaker="")
                if one.start <= quotation.start < one.end
                else quotation
                for quotation in corrected
            ]
        elif one.action == NAME_SPEAKER:
            corrected = [
                quotation._replace(kind=SPEECH, speaker=one.words or UNKNOWN_SPEAKER)
                if one.start <= quotation.start < one.end
                else quotation
                for quotation in corrected
            ]
    return tuple(corrected)


def _paragraphs_within(text: str, outline: Outline, one: Correction) -> list[tuple[int, int]]:
    """The counted parts of a passage, paragraph by paragraph."""
    bodies = find_bodies(outline.sections, outline.set_aside)
    return [
        paragraph
        for _, start, end in bodies
        if start < one.end and one.start < end
        for paragraph in find_paragraphs(text, max(start, one.start), min(end, one.end))
    ]


def _cut_out(
    text: str, quotations: Iterable[Quotation], holes: Sequence[tuple[int, int]]
) -> Iterator[Quotation]:
    """What is left of quotations outside some holes."""
    for quotation in quotations:
        for start, end in _visible(text, without([quotation[:2]], holes)):
            if any(map(str.isalnum, text[start:end])):
                yield quotation._replace(start=start, end=end)
