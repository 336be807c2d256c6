"""Which lines belong together?

A block is a line, or the lines of one hard-wrapped paragraph, or a heading and its underline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.looks import Kind, Look, look_at


class Block(NamedTuple):
    """A line, or the lines of one hard-wrapped paragraph."""

    start: int
    end: int
    spaced: bool
    """True if a blank line, or nothing at all, stands before it."""
    n_lines: int = 1
    look: Look = Look(Kind.TEXT)

    @property
    def length(self) -> int:
        return self.end - self.start


LONGEST_HEADING = 300  # characters, with marks; anything longer is prose without looking closer
SHORT_LINE = 60  # characters; a line of verse, an entry of a list
_WRAP_WIDTHS = range(40, 111)  # narrower is verse or a list, wider nobody wraps by hand
_STANDS_ALONE = re.compile(r"#{1,6}(?!\w)|={2,}\s*$|-{2,}\s*$|[*_]{3,}\s*$|```|~~~")
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_FENCE = re.compile(r"```|~~~")


def read_blocks(text: str, opening: int, closing: int) -> list[Block]:
    """The blocks of a stretch of text, each with what it looks like by itself."""
    cut = _cut_into_blocks(text, opening, closing)
    fenced = _fenced(text, cut)
    blocks: list[Block] = []
    known: dict[str, Look] = {}  # lists repeat themselves, and a million short lines are many
    for i, block in enumerate(cut):
        if i in fenced:
            blocks.append(block._replace(look=Look(Kind.ITEM)))
        elif block.length > LONGEST_HEADING:
            blocks.append(block)
        elif blocks and (underlined := _underlined(text, blocks[-1], block)):
            blocks[-1] = underlined
        else:
            printed = text[block.start : block.end]
            look = known.get(printed) or known.setdefault(printed, look_at(printed))
            blocks.append(block._replace(look=look))
    return blocks


def _cut_into_blocks(text: str, opening: int, closing: int) -> list[Block]:
    """Join the lines that a hard wrap has cut, and only those."""
    lines = list(_lines(text, opening, closing))
    width = _wrap_width(text, lines)
    blocks = lines[:1]
    for line, after in pairwise(lines):
        if (
            width
            and not after.spaced
            and _is_full(text, line, after, width)
            and not _STANDS_ALONE.match(text, line.start, line.end)
            and not _STANDS_ALONE.match(text, after.start, after.end)
        ):
            blocks[-1] = blocks[-1]._replace(end=after.end, n_lines=blocks[-1].n_lines + 1)
        else:
            blocks.append(after)
    return blocks


def _lines(text: str, opening: int, closing: int) -> Iterator[Block]:
    offset, spaced = opening, True
    for line in text[opening:closing].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = offset + len(line) - len(line.lstrip())
            yield Block(start, start + len(bare), spaced)
        spaced = not bare
        offset += len(line)


def _wrap_width(text: str, lines: Sequence[Block]) -> int:
    """The column at which the file is hard-wrapped, 0 if it is not.

    It is, if most lines that another one follows end where the next word would not have fitted.
    """
    lengths = sorted(line.length for line in lines)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    if width not in _WRAP_WIDTHS:
        return 0
    followed = [(line, after) for line, after in pairwise(lines) if not after.spaced]
    n_full = sum(_is_full(text, line, after, width) for line, after in followed)
    return width if 2 * n_full > len(followed) else 0


def _is_full(text: str, line: Block, after: Block, width: int) -> bool:
    """True if the first word of the next line would not have fitted into this one."""
    room = width - line.length - 1
    return after.length > room and text.find(" ", after.start, after.start + room + 1) < 0


def _fenced(text: str, blocks: Sequence[Block]) -> set[int]:
    """The blocks of code; a fence nobody closes fences nothing."""
    fences = [i for i, block in enumerate(blocks) if _FENCE.match(text, block.start, block.end)]
    pairs = zip(fences[::2], fences[1::2], strict=False)
    return {i for opening, closing in pairs for i in range(opening, closing + 1)}


def _underlined(text: str, above: Block, line: Block) -> Block | None:
    """Both as one heading, if the line underlines the one above and does not end a paragraph."""
    look = above.look
    if line.spaced or above.n_lines > 1 or not look.plain or look.kind in (Kind.ITEM, Kind.MARKED):
        return None
    if not _UNDERLINE.fullmatch(text, line.start, line.end):
        return None
    if look.kind == Kind.TEXT and text[above.end - 1] in '.:;,!?”"':
        return None
    rank = 1 if text[line.start] == "=" else 2
    return Block(above.start, line.end, above.spaced, 2, Look(Kind.MARKED, look.plain, rank))
