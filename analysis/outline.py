"""Which lines are title, byline, date, heading, page furniture?

The text is cut into blocks (`blocks.py`), each read by itself (`looks.py`). Its neighbours then
decide, because the same line is a heading above a paragraph, an item among others of its kind, and
a signature at the end. In doubt a line stays in the text: a stray line costs less than a lost
sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.blocks import SHORT_LINE, Block, read_blocks
from analysis.byline import as_iso, names_author
from analysis.furniture import (
    HEAD_OF_MAIL,
    SIGNATURE,
    MailHead,
    find_signature,
    find_tail,
    find_wrapping,
    read_front_matter,
    read_mail_head,
    set_wrapping_aside,
)
from analysis.looks import Kind, Look, asks_like_a_heading, heading_evidence
from analysis.text import Section, SetAside
from analysis.title import Head, read_foot, read_head


class Outline(NamedTuple):
    """What each part of the file is."""

    title: str
    """The title as printed, without Markdown marks; empty if there is none."""
    author: str
    """Who the byline names; empty if nobody is named."""
    published: str
    """The date as YYYY-MM-DD, or as printed where that cannot be told; empty if there is none."""
    sections: tuple[Section, ...]
    """The untitled lead, then one section per heading, in order."""
    set_aside: tuple[SetAside, ...]
    """What is not part of the text, in order."""


def read_outline(text: str) -> Outline:
    """Title, byline, date, sections and what is set aside."""
    if mail := read_mail_head(text):
        return _read_mail(text, mail)
    opening, closing = find_wrapping(text)
    blocks = read_blocks(text, opening, closing)
    stop, tail = find_tail(text, blocks)
    head = read_head(text, blocks[:stop])
    stop, author, published = read_foot(text, blocks[:stop], head)
    settings = read_front_matter(text)
    first = head.n_blocks + head.leaves_a_name
    headings = _find_headings(text, blocks[:stop], first)
    return Outline(
        title=head.title or settings.get("title", ""),
        author=author or settings.get("author", ""),
        published=published or as_iso(settings.get("date", "")),
        sections=tuple(_sections(blocks[:stop], headings, head.n_blocks)),
        set_aside=(
            *set_wrapping_aside(text, 0, opening),
            *head.set_aside,
            *tail,
            *set_wrapping_aside(text, closing, len(text)),
        ),
    )


def _read_mail(text: str, mail: MailHead) -> Outline:
    """The outline of a mail, whose own lines say what it is called, from whom and from when."""
    closing = find_signature(text, mail.end)
    blocks = read_blocks(text, mail.end, closing)
    stop, tail = find_tail(text, blocks)
    head = Head(mail.title, mail.author, as_iso(mail.date))
    return Outline(
        *head[:3],
        sections=tuple(_sections(blocks[:stop], _find_headings(text, blocks[:stop], 0), 0)),
        set_aside=(
            SetAside(mail.start, mail.end, HEAD_OF_MAIL),
            *tail,
            *set_wrapping_aside(text, closing, len(text), SIGNATURE),
        ),
    )


# --- A block among its neighbours -----------------------------------------------------------------

_GoOn = Callable[[Look, Look], bool]
_ENDS_A_PARAGRAPH = ".!?:;…”’\"')]*_»"


def _find_headings(text: str, blocks: Sequence[Block], first: int) -> list[int]:
    """The blocks that are headings: the marked ones, and the others where they stand like one."""
    looks = [block.look for block in blocks]
    found = {i for i in range(first, len(looks)) if looks[i].kind == Kind.MARKED}
    marks_headings = any(looks[i].rank >= 1 for i in found)
    found |= _numbered_headings(text, blocks, first)
    repeated = Counter(look.plain for look in looks)
    for run, after in _runs(looks, first, _both_merely_look_like_headings):
        if (
            _may_be_headings(blocks, run, after)
            and (after in found or _stands_before_text(text, blocks, after))
            and _stands_after_text(text, blocks, run, first, found)
        ):
            # What comes a third time is a speaker's name or an advertisement, a byline heads
            # nothing, and who marks headings does not leave others as plain as a short sentence.
            found |= {
                i
                for i in range(run, after)
                if repeated[looks[i].plain] <= 2
                and not names_author(looks[i].plain)
                and not (marks_headings and looks[i].kind == Kind.WEAK)
            }
    return sorted(found | _questions(text, blocks, first, found))


def _questions(text: str, blocks: Sequence[Block], first: int, found: set[int]) -> set[int]:
    """The questions, each alone above a paragraph, that stand like the plain headings of the text.

    A writer asks a question in a line of its own as well, and an interview asks nothing but
    questions. So there must be headings printed in the same way that are none, and enough of them.
    """
    plain = (Kind.STRONG, Kind.WEAK)
    sisters = Counter(blocks[i].look.rank for i in found if blocks[i].look.kind in plain)
    asked = [
        i
        for i in range(first, len(blocks) - 1)
        if blocks[i].look.kind == Kind.TEXT
        and blocks[i].spaced
        and blocks[i + 1].spaced
        and blocks[i + 1].look.kind == Kind.TEXT
        and blocks[i + 1].length > SHORT_LINE
        and sisters[blocks[i].look.rank]
        and asks_like_a_heading(blocks[i].look.plain)
        and _stands_before_text(text, blocks, i + 1)
        and _stands_after_text(text, blocks, i, first, found)
    ]
    numbers = Counter(blocks[i].look.rank for i in asked)
    return {i for i in asked if numbers[blocks[i].look.rank] <= 2 * sisters[blocks[i].look.rank]}


def _runs(looks: Sequence[Look], first: int, go_on: _GoOn) -> Iterator[tuple[int, int]]:
    """The runs of lines that each go on from the one before: (first, after the last)."""
    run = first
    for i in range(first + 1, len(looks) + 1):
        if i == len(looks) or not go_on(looks[i - 1], looks[i]):
            yield run, i
            run = i


def _both_merely_look_like_headings(look: Look, after: Look) -> bool:
    return {look.kind, after.kind} <= {Kind.STRONG, Kind.WEAK}


def _counts_up(look: Look, after: Look) -> bool:
    """True for two numbered lines of one depth, the second with the greater number."""
    both_numbered = look.kind == after.kind == Kind.NUMBERED
    return both_numbered and look.depth == after.depth and look.number < after.number


def _may_be_headings(blocks: Sequence[Block], run: int, after: int) -> bool:
    """Two may follow each other, a part's heading and a chapter's; more are verse or a list."""
    if after == len(blocks) or blocks[run].look.kind not in (Kind.STRONG, Kind.WEAK):
        return False
    if after - run == 1:
        return True
    is_clump = blocks[after].spaced and not blocks[run + 1].spaced  # an address, names
    return after - run == 2 and blocks[run].look.kind == Kind.STRONG and not is_clump


def _stands_before_text(text: str, blocks: Sequence[Block], after: int) -> bool:
    """True if what follows a candidate is what a heading announces, not the line's other half."""
    block = blocks[after]
    if text[block.start].islower():
        return False
    return block.length > SHORT_LINE or (block.spaced and blocks[after - 1].spaced)


def _stands_after_text(
    text: str, blocks: Sequence[Block], candidate: int, first: int, found: set[int]
) -> bool:
    """True if what precedes a candidate has come to its end."""
    before = candidate - 1
    if before < first or before in found or blocks[before].look.kind == Kind.ITEM:
        return True
    block = blocks[before]
    is_apart = blocks[candidate].spaced and block.length <= SHORT_LINE
    return is_apart or text[block.end - 1] in _ENDS_A_PARAGRAPH


def _numbered_headings(text: str, blocks: Sequence[Block], first: int) -> set[int]:
    """The numbered lines that head something; numbered lines in a row are a list.

    Unless they go on counting where the headings before them stopped: then they are headings
    without a body.
    """
    found: set[int] = set()
    reached: dict[float, int] = {}  # depth → number of its latest heading
    looks = [block.look for block in blocks]
    n_bare = sum(look.kind == Kind.NUMBERED and not look.depth for look in looks[first:])
    for run, after in _runs(looks, first, _counts_up):
        look = looks[run]
        if look.kind != Kind.NUMBERED:
            continue
        continues = look.number == reached.get(look.depth, 0) + 1
        if after - run > 1 or after == len(blocks):
            accepted = continues and look.depth in reached
        elif look.depth == 0:
            accepted = continues and n_bare > 1 and blocks[run].spaced
        else:
            is_late = look.number > 1 and heading_evidence(look.plain) == Kind.STRONG
            accepted = continues or look.depth > 1 or is_late
        if after < len(blocks) and looks[after].kind == Kind.TEXT:
            accepted = accepted and _stands_before_text(text, blocks, after)
        if accepted and _stands_after_text(text, blocks, run, first, found):
            found.update(range(run, after))
            reached = {depth: n for depth, n in reached.items() if depth < look.depth}
            reached[look.depth] = looks[after - 1].number
    return found


def _sections(blocks: Sequence[Block], headings: Sequence[int], first: int) -> Iterator[Section]:
    """The lead and a section per heading; levels count 1, 2, 3 whatever marks the file uses."""
    ranks = sorted({blocks[heading].look.rank for heading in headings})
    levels = {rank: level for level, rank in enumerate(ranks, 1)}
    bounds = [*headings, len(blocks)]
    lead = _body(blocks, first, bounds[0])
    yield Section(0, "", 0, lead[0], *lead)
    for number, (heading, after) in enumerate(pairwise(bounds), 1):
        look, body = blocks[heading].look, _body(blocks, heading + 1, after)
        yield Section(number, look.plain, levels[look.rank], blocks[heading].start, *body)


def _body(blocks: Sequence[Block], first: int, stop: int) -> tuple[int, int]:
    """Where some blocks start and end; without any, where the block before them ends."""
    if first < stop:
        return blocks[first].start, blocks[stop - 1].end
    end = blocks[first - 1].end if first else 0
    return end, end
