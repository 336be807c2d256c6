"""Which lines above and below a text are its title, byline and date?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.blocks import LONGEST_HEADING, SHORT_LINE, Block
from analysis.byline import Imprint, is_bare_date, read_imprint
from analysis.furniture import furniture
from analysis.looks import BOLD_RANK, LETTERED, Kind, reads_as_title, word_set
from analysis.text import SetAside

_TITLE_LABEL = re.compile(r"^title: ?(?=.)", re.I)
_KICKER = re.compile(
    r"(?:opinions?|analysis|comment|commentary|editorial|op-ed|exclusive|features?|perspectives?"
    r"|(?:(?:breaking|world|local) )?news|world|politics|guest post|press release)(?: [|/>] .{0,40})?",
    re.I,
)
_SECTION_NAMES = word_set(
    "abstract background conclusion conclusions foreword introduction overview preface prologue summary"
)
_HEAD_LENGTH = 12  # blocks among which title, byline and date are looked for
_STANDFIRST, _STANDFIRST_LENGTH = "standfirst between title and byline", 400  # characters
_DIARY_REACH = 400  # blocks


class Head(NamedTuple):
    """What stands above the text."""

    title: str = ""
    author: str = ""
    published: str = ""
    n_blocks: int = 0
    set_aside: tuple[SetAside, ...] = ()
    leaves_a_name: bool = False
    """True if the text begins with what may be the author's name: no byline, but no heading."""


def read_head(text: str, blocks: Sequence[Block]) -> Head:
    """Title, byline and date in whatever order they stand, up to the first paragraph."""
    reach = min(_HEAD_LENGTH, len(blocks))
    reach = next((i for i in range(reach) if blocks[i].length > LONGEST_HEADING), reach)
    told = _told_by(text, blocks, reach)
    titles = [i for i in range(reach) if _may_be_title(blocks, told, i)]
    if not titles:  # the only line that could be the title is not the author's name
        told = [None if fact and fact.bare_name and not fact.published else fact for fact in told]
        titles = [i for i in range(reach) if _may_be_title(blocks, told, i)]
    labels = {i: reason for i in range(reach) if (reason := furniture(text, blocks[i]))}
    if titles and not told[0] and _KICKER.fullmatch(blocks[0].look.plain):
        labels[0] = "label of the page's section"
    # A title may read like furniture ("Home"), if no other line can be the title.
    title = next((i for i in titles if i not in labels), titles[0] if titles else -1)
    labels.pop(title, None)
    stop = _end_of_head(blocks, told, labels, title)
    has_title = 0 <= title < stop  # below text it is a heading, or a line of the text
    facts = [fact for fact in told[:stop] if fact]
    if stop == len(blocks) or not (has_title or facts):
        return Head()
    return Head(
        title=_TITLE_LABEL.sub("", blocks[title].look.plain, count=1) if has_title else "",
        author=next((fact.author for fact in facts if fact.author), ""),
        published=next((fact.published for fact in facts if fact.published), ""),
        n_blocks=stop,
        set_aside=tuple(
            SetAside(blocks[i].start, blocks[i].end, labels.get(i, _STANDFIRST))
            for i in range(stop)
            if i != title and not told[i]
        ),
        leaves_a_name=has_title and _is_lone_name(text, blocks[stop]),
    )


def _end_of_head(
    blocks: Sequence[Block], told: Sequence[Imprint | None], labels: dict[int, str], title: int
) -> int:
    """Where the text begins: a few lines may part the title from byline or date.

    Byline and date with nothing below them are the text's imprint, not part of its head.
    """
    silent = [i for i, fact in enumerate(told) if not fact]
    last_line = silent[-1] if silent and len(told) == len(blocks) else len(told)
    stop = length = 0
    for i, fact in enumerate(told):
        if (fact and i <= last_line) or (not length and (fact or i == title or i in labels)):
            stop, length = i + 1, 0
            continue
        length += blocks[i].length
        if not 0 <= title < i or length > _STANDFIRST_LENGTH:
            break
    return stop


def read_foot(text: str, blocks: Sequence[Block], head: Head) -> tuple[int, str, str]:
    """Where byline and date below the text begin, and author and date of the whole."""
    author, published = head.author, head.published
    stop, is_dated = len(blocks), False
    if _is_diary(blocks):
        return stop, author, published
    while stop > head.n_blocks + 1 and blocks[stop - 1].look.kind != Kind.MARKED:
        fact = read_imprint(blocks[stop - 1].look.plain)
        fact = fact and _settled(text, fact, is_dated or bool(fact.published))
        if fact is None or (fact.author and author) or (fact.published and published):
            break
        author, published = author or fact.author, published or fact.published
        is_dated = bool(fact.published)
        stop -= 1
    return stop, author, published


# --- Byline and date ------------------------------------------------------------------------------


def _told_by(text: str, blocks: Sequence[Block], reach: int) -> list[Imprint | None]:
    """What each line of the head says about author and date."""
    facts = [read_imprint(block.look.plain) for block in blocks[:reach]]
    if _is_diary(blocks):
        # Below a byline the first date is the text's after all, those that follow head entries.
        signed = any(fact and fact.author for fact in facts)
        first = next((i for i, fact in enumerate(facts) if signed and fact and fact.published), -1)
        facts = [
            fact if fact and (i == first or not fact.published) else None
            for i, fact in enumerate(facts)
        ]
    dated = [bool(fact and fact.published) for fact in facts]
    return [
        fact and _settled(text, fact, any(dated[max(i - 1, 0) : i + 2]))
        for i, fact in enumerate(facts)
    ]


def _settled(text: str, fact: Imprint, beside_date: bool) -> Imprint | None:
    """A line that may be a name is the author's next to a date and if its words are names here.

    "Broken Promises" is no author where the text speaks of promises.
    """
    if not fact.bare_name:
        return fact
    is_name = beside_date and not _has_common_word(text, fact.bare_name)
    return fact._replace(author=fact.bare_name) if is_name else None


def _has_common_word(text: str, name: str) -> bool:
    """True if the text prints a word of a supposed name in small letters, as no name is."""
    words = "|".join(re.escape(word.lower()) for word in LETTERED.findall(name))
    return re.search(rf"\b(?:{words})\b", text) is not None


def _is_lone_name(text: str, block: Block) -> bool:
    """True for a name that the rest of the text neither repeats nor uses as words."""
    fact = read_imprint(block.look.plain) if block.look.kind == Kind.STRONG else None
    if fact is None or not fact.bare_name or _has_common_word(text, block.look.plain):
        return False
    return text.find(block.look.plain.split()[-1], block.end) < 0


def _is_diary(blocks: Sequence[Block]) -> bool:
    """True if bare dates head the entries of a text: then none says when it was published."""
    short = (i for i, block in enumerate(blocks[:_DIARY_REACH]) if block.length <= SHORT_LINE)
    dates = [i for i in short if is_bare_date(blocks[i].look.plain)]
    return any(after - date > 1 for date, after in pairwise(dates))


# --- Title ----------------------------------------------------------------------------------------


def _may_be_title(blocks: Sequence[Block], told: Sequence[Imprint | None], i: int) -> bool:
    """True if a line of the head, as it looks and stands, can be the title."""
    stop = len(blocks)
    after = next((j for j in range(i + 1, stop) if j >= len(told) or not told[j]), stop)
    look = blocks[i].look
    if told[i] or after == stop or look.kind in (Kind.ITEM, Kind.NUMBERED):
        return False
    if look.plain.lower().rstrip(":") in _SECTION_NAMES:
        return False
    if _TITLE_LABEL.match(look.plain):
        return True
    if look.kind == Kind.MARKED:
        # A title is marked as no heading below it is, or is the only one with a byline below it.
        marked = [
            j
            for j in range(i + 1, stop)
            if blocks[j].look.kind == Kind.MARKED and not (j < len(told) and told[j])
        ]
        highest = min((blocks[j].look.rank for j in marked), default=BOLD_RANK)
        if look.rank <= 0 or highest < look.rank:
            return False
        return highest > look.rank or _alone_is_signed(blocks, told, i, marked)
    if not any(below.look.kind in (Kind.TEXT, Kind.ITEM) for below in blocks[after : after + 9]):
        return False  # a list, not a title and a text
    if sum(below.look.plain == look.plain for below in blocks[after:]) > 1:
        return False  # somebody's name above each of his speeches
    before_prose = blocks[after].length > 2 * SHORT_LINE
    is_apart = (
        blocks[i + 1].spaced
        or any(told[i + 1 :])
        or blocks[after].look.kind == Kind.MARKED
        or (before_prose and (blocks[after].n_lines == 1 or look.kind == Kind.STRONG))
        or (look.kind == Kind.STRONG and after + 1 < stop and blocks[after + 1].spaced)
    )
    return is_apart and reads_as_title(look.plain, before_prose)


def _alone_is_signed(
    blocks: Sequence[Block], told: Sequence[Imprint | None], i: int, marked: Sequence[int]
) -> bool:
    """True if a byline or date stands right below one marked line and below none of the others.

    In print that knows one size of heading the title is told by that; in a collection every piece
    has a byline of its own.
    """
    if i or not (len(told) > 1 and told[1]):
        return False
    below = (read_imprint(blocks[j + 1].look.plain) for j in marked if j + 1 < len(blocks))
    return not any(fact and (fact.author or fact.published) for fact in below)
