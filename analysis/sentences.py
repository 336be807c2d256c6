"""Rough placeholder until the real one lands in this file."""

from __future__ import annotations

import sentencex


def find_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end offsets of the sentences between two offsets."""
    found = []
    for boundary in sentencex.get_sentence_boundaries("en", text[start:end]):
        piece = text[start + boundary["start_index"] : start + boundary["end_index"]]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            first = start + boundary["start_index"] + lead
            found.append((first, first + len(piece.strip())))
    return found
