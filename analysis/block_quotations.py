"""Which paragraphs are block quotations, and which line says whose words they are?

A paragraph that begins with ``>`` is quoted: Markdown, mail programs and the readers of web pages
and word processors write it so. Quoted paragraphs that only empty lines part are one block, and one
person speaks there, unless the depth changes (``>>`` is quoted by whom ``>`` quotes) or a line
below names the speaker (``— Winston Churchill``). That line is not part of the quotation: it is the
author who says whose words they are, and it counts among his words as ``said Churchill`` does.

Where nearly every line of a text is marked and nobody is named, the mark says nothing: it is the
margin a program has given to all of it. Then it is taken off once, and what is marked twice is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.sentences import Span, behind_quote_mark, quote_depth
from analysis.speakers import NO_NAMES_KNOWN, credited
from analysis.words import find_words

CALLOUT = re.compile(r"\[!(?!quote\])\w+\]", re.IGNORECASE)
"""``> [!NOTE]`` begins a box of the author's own."""
CRUMBS = re.compile(r"[\w’'&-]+(?: [\w’'&-]+){0,3}(?: > [\w’'&-]+(?: [\w’'&-]+){0,3})+")
"""``> Home > News``: a way through a site's menu."""
CREDIT_BEHIND = re.compile(r"[.?!…”’\"'*_)\]]\s+(?=(?:[—–―]|--)\s*\S)")
FEW_WORDS = 2
LONGEST_CREDIT = 160
"""Characters of a line that names a speaker."""

MARGIN_SHARE, MARGIN_LINES = 0.9, 5
"""From which share of a text's characters, and how many lines, on ``>`` is a mere margin."""


class Block(NamedTuple):
    """Paragraphs that one person speaks."""

    paragraphs: tuple[Span, ...]
    """What he says: the paragraphs, with their marks and without the line that names him."""
    credit: str
    """The line that names him below, as printed; empty if there is none."""
    depth: int
    """How many marks stand before each line."""
    is_brief: bool
    """True if no paragraph has more than two words and nobody is named."""
    resumes: bool = False
    """True if marked lines of another depth or block stand right before it."""


def find_blocks(text: str, paragraphs: Sequence[Span], margin: int) -> list[Block]:
    """The block quotations among a section's paragraphs; ``margin`` marks count for nothing."""
    blocks: list[Block] = []
    for area in _areas(text, paragraphs, margin):
        before = len(blocks)
        for block in _blocks_of(text, area, margin):
            blocks.append(block._replace(resumes=len(blocks) > before))
    return blocks


def find_margin(text: str, sections: Sequence[Sequence[Span]]) -> int:
    """How many marks stand before nearly every line of a text that names no one for them."""
    paragraphs = [paragraph for section in sections for paragraph in section]
    margin = 0
    while _is_margin(text, paragraphs, margin) and not any(
        block.credit or _is_introduced(text, block)
        for section in sections
        for block in find_blocks(text, section, margin)
        if block.depth == margin + 1
    ):
        margin += 1
    return margin


def _is_margin(text: str, paragraphs: Sequence[Span], margin: int) -> bool:
    marked = [span for span in paragraphs if quote_depth(text, *span) > margin]
    n_lines = len(marked) + sum(text.count("\n", *span) for span in marked)
    n_marked, n_all = (sum(end - start for start, end in spans) for spans in (marked, paragraphs))
    return n_lines >= MARGIN_LINES and n_marked >= MARGIN_SHARE * n_all


def _is_introduced(text: str, block: Block) -> bool:
    start = block.paragraphs[0][0]
    return text[max(0, start - 20) : start].rstrip("> \t\r\n")[-1:] == ":"


def _areas(text: str, paragraphs: Sequence[Span], margin: int) -> Iterator[list[Span]]:
    """Runs of marked paragraphs, each with an unmarked line below that names the speaker."""
    area: list[Span] = []
    for paragraph in paragraphs:
        if quote_depth(text, *paragraph) > margin:
            area.append(paragraph)
        elif area:
            yield [*area, paragraph] if _credit(text, *paragraph) else area
            area = []
    if area:
        yield area


def _blocks_of(text: str, area: Sequence[Span], margin: int) -> Iterator[Block]:
    """An area cut where the depth changes and below each line that names a speaker."""
    spoken: list[Span] = []
    spoken_depth = 0
    for start, end in area:
        depth, words = quote_depth(text, start, end), behind_quote_mark(text, start, end)
        if spoken and depth not in (spoken_depth, margin):
            yield from _block(text, spoken, "", spoken_depth)
            spoken = []
        if not _n_words(text, words, end):
            continue
        credit = _credit(text, words, end)
        if credit:
            yield from _block(text, spoken, credit, spoken_depth)
            spoken = []
            continue
        spoken_depth = depth
        credit_start = _credit_behind(text, words, end)
        spoken.append((start, credit_start or end))
        if credit_start:
            yield from _block(text, spoken, text[credit_start:end].strip(), depth)
            spoken = []
    yield from _block(text, spoken, "", spoken_depth)


def _block(text: str, spoken: Sequence[Span], credit: str, depth: int) -> Iterator[Block]:
    """The paragraphs as a block, if they are somebody's words at all."""
    if not spoken:
        return
    start, end = spoken[0]
    words = behind_quote_mark(text, start, end)
    is_crumbs = len(spoken) == 1 and end - words < LONGEST_CREDIT
    if CALLOUT.match(text, words) or (is_crumbs and CRUMBS.fullmatch(text, words, end)):
        return
    is_brief = not credit and all(_n_words(text, *paragraph) <= FEW_WORDS for paragraph in spoken)
    yield Block(tuple(spoken), credit, depth, is_brief)


def _n_words(text: str, start: int, end: int) -> int:
    return len(find_words(text[start:end])[0])


def _credit(text: str, start: int, end: int) -> str:
    """A line that does nothing but name a speaker, or ''."""
    line = text[start:end] if end - start <= LONGEST_CREDIT else ""
    return line if line[:1] in "-—–―~" and credited(line, NO_NAMES_KNOWN) else ""


def _credit_behind(text: str, start: int, end: int) -> int:
    """Where a paragraph stops that names its speaker at its end: ``We left. — Churchill``; or 0."""
    for match in CREDIT_BEHIND.finditer(text, max(start, end - LONGEST_CREDIT), end):
        if credited(text[match.end() : end], NO_NAMES_KNOWN):
            return match.start() + 1
    return 0
