"""The nouns: what a text consists of once it has been read.

All offsets are Unicode code points into ``Document.text``, which is never altered; ``end`` is
exclusive, so ``document.text[item.start:item.end]`` is the item as printed.

A row type is a ``NamedTuple`` whose fields say what they mean (``Annotated[type, "meaning"]``).
The data dictionary of an export and the help on the page are read from these annotations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, NamedTuple

import numpy as np

ALL, AUTHOR, QUOTED = "all", "author", "quoted"
VOICES = (ALL, AUTHOR, QUOTED)

SPEECH, MENTION = "speech", "mention"

UNKNOWN_SPEAKER = "unknown"
"""Speaker of a quotation that the text attributes to nobody by name."""


class Section(NamedTuple):
    """A heading and what follows it up to the next heading; section 0 is the untitled lead."""

    section: Annotated[int, "number of the section, from 0 (the lead, before the first heading)"]
    heading: Annotated[str, "the heading as printed, without Markdown marks; empty for the lead"]
    level: Annotated[int, "depth of the heading, 1 is highest; 0 for the lead"]
    heading_start: Annotated[
        int, "offset where the heading's line starts; start of body for the lead"
    ]
    start: Annotated[int, "offset where the section's body starts"]
    end: Annotated[
        int,
        "offset where the section's body ends; equal to start if it has none. What is set aside in "
        "between is no part of it",
    ]


class Sentence(NamedTuple):
    """A sentence as a reader would count it. Sentences never cross paragraphs or sections."""

    sentence: Annotated[int, "number of the sentence in its text, from 0"]
    section: Annotated[int, "number of its section"]
    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]


class Quotation(NamedTuple):
    """A stretch between quotation marks, or a paragraph of a block quotation, marks included."""

    start: Annotated[int, "offset of the opening mark"]
    end: Annotated[int, "offset after the closing mark"]
    kind: Annotated[str, "'speech' (somebody else's words) or 'mention' (scare quote, title, term)"]
    speaker: Annotated[
        str, "who speaks, as full as the text names them; 'unknown'; '' for a mention"
    ]


class Utterance(NamedTuple):
    """The run of one sentence that one voice speaks: the smallest unit that has a tone."""

    utterance: Annotated[int, "number of the utterance in its text, from 0"]
    sentence: Annotated[int, "number of its sentence"]
    section: Annotated[int, "number of its section"]
    speaker: Annotated[str, "who speaks; empty for the author, 'unknown' for an unnamed speaker"]
    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]


class SetAside(NamedTuple):
    """A stretch of the file that is not part of the text, and why."""

    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]
    reason: Annotated[str, "why it is not counted, in words for the reader"]


def without(
    spans: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """What is left of some stretches outside some others, in order; ``holes`` must be sorted."""
    for start, end in spans:
        for hole_start, hole_end in holes:
            if hole_end <= start or hole_start >= end:
                continue
            if start < hole_start:
                yield start, hole_start
            start = max(start, hole_end)
        if start < end:
            yield start, end


def find_bodies(
    sections: Sequence[Section], set_aside: Sequence[SetAside]
) -> list[tuple[int, int, int]]:
    """The stretches that are counted, in order: number of the section, start, end.

    One per section, more where something in the middle of it is set aside.
    """
    holes = [piece[:2] for piece in set_aside]
    return [
        (section.section, start, end)
        for section in sections
        for start, end in without([(section.start, section.end)], holes)
    ]


@dataclass(frozen=True, eq=False)
class Words:
    """All words of a text as parallel arrays, one entry per word, in the text's order."""

    start: np.ndarray
    """int32, offset of each word."""
    end: np.ndarray
    """int32, offset after each word."""
    form: np.ndarray
    """int32, index of each word's spelling in ``forms``."""
    utterance: np.ndarray
    """int32, the utterance each word belongs to."""
    forms: tuple[str, ...]
    """Every distinct spelling, case kept, typographic apostrophes made straight."""

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, eq=False)
class Document:
    """One text as read: its parts, its voices and its words."""

    text: str
    title: str
    author: str
    published: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    utterances: tuple[Utterance, ...]
    set_aside: tuple[SetAside, ...]
    words: Words

    @cached_property
    def bodies(self) -> list[tuple[int, int, int]]:
        """The stretches that are counted, in order: number of the section, start, end."""
        return find_bodies(self.sections, self.set_aside)

    @cached_property
    def utterance_section(self) -> np.ndarray:
        """Section number of each utterance."""
        return np.fromiter((u.section for u in self.utterances), np.int32, len(self.utterances))

    @cached_property
    def utterance_sentence(self) -> np.ndarray:
        """Sentence number of each utterance."""
        return np.fromiter((u.sentence for u in self.utterances), np.int32, len(self.utterances))

    @cached_property
    def utterance_start(self) -> np.ndarray:
        """Offset of each utterance; increasing."""
        return np.fromiter((u.start for u in self.utterances), np.int32, len(self.utterances))

    @cached_property
    def utterance_quoted(self) -> np.ndarray:
        """True for each utterance that is not the author's."""
        return np.fromiter((bool(u.speaker) for u in self.utterances), bool, len(self.utterances))

    @cached_property
    def utterance_words(self) -> np.ndarray:
        """Number of words of each utterance."""
        return np.bincount(self.words.utterance, minlength=len(self.utterances))

    def speaking(self, voice: str) -> np.ndarray:
        """Which utterances a voice speaks: a mask over utterances for 'all', 'author' or 'quoted'."""
        if voice == ALL:
            return np.ones(len(self.utterances), bool)
        return self.utterance_quoted if voice == QUOTED else ~self.utterance_quoted

    def utterance_at(self, offsets: np.ndarray) -> np.ndarray:
        """The utterance that each offset falls into (or the one before, between two)."""
        return np.maximum(np.searchsorted(self.utterance_start, offsets, side="right") - 1, 0)
