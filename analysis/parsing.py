"""From a text to its Document: outline, sentences, voices and words put together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np

from analysis.corrections import Correction, correct_outline, correct_quotations
from analysis.outline import read_outline
from analysis.quotations import find_quotations
from analysis.sentences import find_sentences
from analysis.text import Document, Quotation, Sentence, Utterance, Words, find_bodies
from analysis.words import find_words, number_forms, straighten


def parse(text: str, corrections: Sequence[Correction] = ()) -> Document:
    """Read a text: its sections, its sentences, who speaks where, and its words.

    What a reader corrected takes the place of what the program would have read.

    Only what stands in a section's body is counted; headings, byline and page furniture are not.
    A run without a single word (a stray dash, a row of dots) is no sentence.
    """
    outline = correct_outline(text, read_outline(text), corrections)
    bodies = find_bodies(outline.sections, outline.set_aside)
    starts, ends = find_words(text)
    spans = [
        (section, start, end)
        for section, first, last in bodies
        for start, end in find_sentences(text, first, last)
        if _holds_word(starts, start, end)
    ]
    sentences = tuple(Sentence(i, *span) for i, span in enumerate(spans))
    found = find_quotations(text, [body[1:] for body in bodies], sentences)
    quotations = correct_quotations(text, outline, found, corrections)
    utterances = tuple(
        Utterance(i, *rest)
        for i, rest in enumerate(_split_voices(text, sentences, quotations, starts))
    )
    return Document(
        text=text,
        title=outline.title,
        author=outline.author,
        published=outline.published,
        sections=outline.sections,
        sentences=sentences,
        quotations=quotations,
        utterances=utterances,
        set_aside=outline.set_aside,
        words=_words_of(text, starts, ends, utterances),
    )


def _holds_word(word_starts: Sequence[int], start: int, end: int) -> bool:
    first = bisect_left(word_starts, start)
    return first < len(word_starts) and word_starts[first] < end


def _split_voices(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    word_starts: Sequence[int],
) -> Iterator[tuple[int, int, str, int, int]]:
    """Cut every sentence where the voice changes; pieces without a word are dropped."""
    speeches = [quotation for quotation in quotations if quotation.kind == "speech"]
    next_speech = 0
    for sentence in sentences:
        while next_speech < len(speeches) and speeches[next_speech].end <= sentence.start:
            next_speech += 1
        cursor, ahead = sentence.start, next_speech
        pieces = []
        while ahead < len(speeches) and speeches[ahead].start < sentence.end:
            speech = speeches[ahead]
            start, end = max(speech.start, cursor), min(speech.end, sentence.end)
            pieces += [(cursor, start, ""), (start, end, speech.speaker)]
            cursor, ahead = end, ahead + 1
        pieces.append((cursor, sentence.end, ""))
        if len(pieces) == 1:
            yield sentence.sentence, sentence.section, "", sentence.start, sentence.end
            continue
        for start, end, speaker in pieces:
            piece = text[start:end]
            start += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            if start < end and _holds_word(word_starts, start, end):
                yield sentence.sentence, sentence.section, speaker, start, end


def _words_of(
    text: str, starts: list[int], ends: list[int], utterances: Sequence[Utterance]
) -> Words:
    """The words inside utterances, each with the utterance it starts in."""
    start, end = np.array(starts, np.int32), np.array(ends, np.int32)
    first = np.fromiter((u.start for u in utterances), np.int32, len(utterances))
    last = np.fromiter((u.end for u in utterances), np.int32, len(utterances))
    utterance = np.searchsorted(first, start, side="right") - 1
    counted = (utterance >= 0) & (start < last[utterance]) if len(utterances) else start < 0
    start, end, utterance = start[counted], end[counted], utterance[counted]
    straight = straighten(text)
    form, forms = number_forms(
        straight[s:e] for s, e in zip(start.tolist(), end.tolist(), strict=True)
    )
    return Words(start, end, form, utterance.astype(np.int32), forms)
