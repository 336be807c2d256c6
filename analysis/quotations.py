"""Rough placeholder until the real one lands in this file."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.text import Quotation, Section, Sentence


def find_quotations(
    text: str, sections: Sequence[Section], sentences: Sequence[Sentence]
) -> tuple[Quotation, ...]:
    """Every quotation in the sections' bodies, in order."""
    return ()
