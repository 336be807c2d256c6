"""Where words begin and end: the one tokenizer, used by everything that counts words.

A word is a run of letters and digits, with inner apostrophes and hyphens (``didn't``,
``anti-Russian``). Dotted abbreviations keep their dots and what a hyphen ties to them
(``U.S.``, ``U.S.-Russia``), numbers keep their separators (``5,500``), and a dot before a small
letter stays inside (``bridgenetwork.eu``), whereas one before a capital is a missing space
(``unconscious.The`` is two words). A slash separates words (``US/UK/Nato`` is three).
"""

from __future__ import annotations

import re

import numpy as np

STRAIGHTEN = str.maketrans("‘’ʼ‛“”„‟«»", '\'\'\'\'""""""')
"""Typographic quotation marks and apostrophes to straight ones, one character for one."""

WORD = re.compile(
    r"(?<!\w)(?:[^\W\d_]\.){2,}(?:-\w+)*"  # U.S., U.S.-Russia
    r"|\d+(?:[.,]\d+)+"  # 5,500 and 0.5
    r"|\w+(?:['’ʼ\-‑]\w+|\.(?=[a-z])\w+)*"  # everything else
)


def find_words(text: str) -> tuple[list[int], list[int]]:
    """Start and end offsets of every word of ``text``, in order."""
    starts, ends = [], []
    for match in WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
    return starts, ends


def number_forms(spellings: list[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Give each distinct spelling a number, in order of first use: (number per word, spellings)."""
    numbers: dict[str, int] = {}
    forms = np.fromiter(
        (numbers.setdefault(word, len(numbers)) for word in spellings), np.int32, len(spellings)
    )
    return forms, tuple(numbers)
