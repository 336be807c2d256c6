"""Rough placeholder until the real one lands in this file."""

from __future__ import annotations

from typing import NamedTuple

from analysis.text import Section, SetAside


class Outline(NamedTuple):
    """What each part of the file is."""

    title: str
    author: str
    published: str
    sections: tuple[Section, ...]
    set_aside: tuple[SetAside, ...]


def read_outline(text: str) -> Outline:
    """Title, byline, date, sections and what is set aside."""
    return Outline("", "", "", (Section(0, "", 0, 0, 0, len(text)),), ())
