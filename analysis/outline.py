"""Which lines are title, byline, date, heading, page furniture?

The text is cut into blocks (a line, or the lines of one hard-wrapped paragraph). Each block is
first read by itself: markup, numbering, length, final punctuation and title case say how much it
looks like a heading. Its neighbours then decide, because the same line is a heading above a
paragraph, an item among others of its kind, and a signature at the end. In doubt a line stays in
the text: a stray line costs less than a lost sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from analysis.text import Section, SetAside

# --- What comes out -------------------------------------------------------------------------------


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
    opening, closing = _wrapping_of_the_file(text)
    page = _read_blocks(text, list(_cut_into_blocks(text, opening, closing)))
    page, tail = _read_tail(page)
    head = _read_head(page)
    page, author, published = _read_imprint(page, head)
    settings = _front_matter(text)
    return Outline(
        title=head.title or settings.get("title", ""),
        author=author or settings.get("author", ""),
        published=published or _as_iso(settings.get("date", "")),
        sections=tuple(_sections(page, _find_headings(page, head), head.n_blocks)),
        set_aside=(
            *_wrapping(text, 0, opening),
            *head.set_aside,
            *tail,
            *_wrapping(text, closing, len(text)),
        ),
    )


# --- What is wrapped around the text by a program -------------------------------------------------

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n((?:[\w-]+:.*\n|[ \t]+\S.*\n|- .*\n|#.*\n)+)---[ \t]*(?:\r?\n|\Z)"
)
_FRONT_MATTER_FIELD = re.compile(r"^(title|author|date)[ \t]*:[ \t]*(\S[^\r\n]*)", re.M | re.I)
_GUTENBERG = re.compile(r"^\*\*\* ?(START|END) OF TH(?:E|IS) PROJECT GUTENBERG [^\r\n]*", re.M)


def _wrapping_of_the_file(text: str) -> tuple[int, int]:
    """Where the text starts and ends inside a file's settings or an archive's notices."""
    opening, closing = 0, len(text)
    if front := _FRONT_MATTER.match(text):
        opening = front.end()
    notices = {marker[1]: marker for marker in reversed(list(_GUTENBERG.finditer(text)))}
    if "START" in notices:
        opening = notices["START"].end()
    if "END" in notices and notices["END"].start() > opening:
        closing = notices["END"].start()
    return opening, closing


def _wrapping(text: str, start: int, end: int) -> Iterator[SetAside]:
    piece = text[start:end]
    if piece.strip():
        start += len(piece) - len(piece.lstrip())
        reason = "notice or settings that a program put around the text"
        yield SetAside(start, start + len(piece.strip()), reason)


def _front_matter(text: str) -> dict[str, str]:
    """Title, author and date as the settings at the head of a Markdown file give them."""
    front = _FRONT_MATTER.match(text)
    fields = _FRONT_MATTER_FIELD.findall(front[1]) if front else []
    return {name.lower(): value.strip().strip("\"'").strip() for name, value in fields}


# --- Blocks ---------------------------------------------------------------------------------------


class Block(NamedTuple):
    """A line, or the lines of one hard-wrapped paragraph."""

    start: int
    end: int
    spaced: bool
    """True if a blank line, or nothing at all, stands before it."""
    n_lines: int


def _length(block: Block) -> int:
    return block.end - block.start


_WRAP_WIDTHS = range(40, 111)  # narrower is verse or a list, wider nobody wraps by hand
_STANDS_ALONE = re.compile(r"#{1,6}(?!\w)|={2,}\s*$|-{2,}\s*$|[*_]{3,}\s*$|```|~~~")


def _cut_into_blocks(text: str, opening: int, closing: int) -> Iterator[Block]:
    """Join the lines that a hard wrap has cut, and only those."""
    lines = list(_lines(text, opening, closing))
    width = _wrap_width(text, lines)
    i = 0
    while i < len(lines):
        first = last = i
        while (
            width
            and last + 1 < len(lines)
            and not lines[last + 1].spaced
            and _is_full(text, lines[last], lines[last + 1], width)
            and not _STANDS_ALONE.match(text, lines[last].start)
            and not _STANDS_ALONE.match(text, lines[last + 1].start, lines[last + 1].end)
        ):
            last += 1
        if first == last:
            yield lines[i]
        else:
            yield Block(lines[i].start, lines[last].end, lines[i].spaced, last - first + 1)
        i = last + 1


def _lines(text: str, opening: int, closing: int) -> Iterator[Block]:
    offset, spaced = opening, True
    for line in text[opening:closing].splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = offset + (len(line) - len(line.lstrip()) if line[0].isspace() else 0)
            yield Block(start, start + len(bare), spaced, 1)
        spaced = not bare
        offset += len(line)


def _wrap_width(text: str, lines: Sequence[Block]) -> int:
    """The column at which the file is hard-wrapped, 0 if it is not.

    It is, if most lines that another one follows end where the next word would not have fitted.
    """
    lengths = sorted(_length(line) for line in lines)
    width = lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0
    if width not in _WRAP_WIDTHS:
        return 0
    followed = [(line, after) for line, after in pairwise(lines) if not after.spaced]
    n_full = sum(_is_full(text, line, after, width) for line, after in followed)
    return width if 2 * n_full > len(followed) else 0


def _is_full(text: str, line: Block, after: Block, width: int) -> bool:
    """True if the first word of the next line would not have fitted into this one."""
    room = width - _length(line) - 1
    return _length(after) > room and (
        room <= 0 or text.find(" ", after.start, after.start + room + 1) < 0
    )


# --- One block by itself --------------------------------------------------------------------------

TEXT, ITEM, MARKED, NUMBERED, STRONG, WEAK = "text", "item", "marked", "numbered", "strong", "weak"


class Reading(NamedTuple):
    """How much a block looks like a heading, by itself.

    ``marked`` is one whatever stands around it, ``numbered``, ``strong`` (title case) and ``weak``
    (merely short) ask the neighbours; an ``item`` belongs to a list, a table or a quoted mail.
    """

    kind: str
    heading: str = ""
    rank: float = 0
    """Depth of the heading by its marks; only the order counts. Unmarked headings have 0."""
    number: int = 0
    depth: float = 0
    """Of its numbering: 0 for a bare number, 0.5 for a Roman one, 1 for "1.", 2 for "1.1"."""


_PROSE = Reading(TEXT)
_LIST = Reading(ITEM)
_LONGEST_HEADING = 300  # characters, with marks; anything longer is prose without looking closer
_BOLD_RANK = 7  # a bold line stands below every # to ######
_DIVISION_RANK = {"book": -3.0, "part": -2.0, "act": -2.0, "chapter": -1.0}

_HASHES = re.compile(r"(#{1,6})(?:\s+|(?<=##)(?=[^\W_]))(.*)", re.S)
_UNDERLINE = re.compile(r"={2,}|-{2,}")
_FENCE = re.compile(r"```|~~~")
_BULLET = re.compile(r"!\[|[-*+•‣◦▪■●·–—]\s|[>|]|\(?(?:\d{1,3}|[a-z])\)\s|[-*_=~•·.\s]+$")
_NUMBER = re.compile(r"(?:§\s*)?(?:(\d{1,3}(?:\.\d{1,3})+)\.?|(\d{1,3})\.|([IVXLC]+)\.)(?!\d)\s*")
_BARE_NUMBER = re.compile(r"(?:(\d{1,3})|([IVXLC]+))\.?$")
_DIVISION = re.compile(
    r"(book|part|act|chapter|section|article|scene|canto|appendix|annex)\s+"
    r"(?:\d{1,3}|[ivxlc]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"\s*(?:$|[.:–—-]+\s*)",
    re.I,
)
_CAPTION = re.compile(
    r"(?:photo|image|picture|credit|caption|source|video|watch|listen|read more|read also|see also"
    r"|editor[’']s note|from|to|cc|subject|re)s?(?:\s+\w+)?:|(?:figure|fig\.|table)\s+\d|advertisement$"
    r"|(?:photo|image|picture)s? (?:by|courtesy)\b|.*(?:://|www\.|@)",
    re.I,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|\\(?=[^\w\s])|~~")


def _without_marks(printed: str) -> str:
    """A line as a reader of the page would see it: no Markdown marks, single spaces."""
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", printed)).split())


class Page(NamedTuple):
    """The blocks of a text, each with its reading."""

    text: str
    blocks: list[Block]
    readings: list[Reading]

    def until(self, stop: int) -> Page:
        return Page(self.text, self.blocks[:stop], self.readings[:stop])

    def plain(self, i: int) -> str:
        """A block without its marks."""
        block = self.blocks[i]
        return self.readings[i].heading or _without_marks(self.text[block.start : block.end])


def _read_blocks(text: str, blocks: list[Block]) -> Page:
    """Read each block; an underlined line and its underline become one block."""
    whole: list[Block] = []
    readings: list[Reading] = []
    known: dict[str, Reading] = {}
    fences = [i for i, block in enumerate(blocks) if _FENCE.match(text, block.start, block.end)]
    n_paired = len(fences) // 2 * 2  # a fence nobody closes fences nothing
    for i, block in enumerate(blocks):
        fence = bisect_left(fences, i)
        if fence < n_paired and (fence % 2 or fences[fence] == i):
            whole.append(block)
            readings.append(_LIST)
            continue
        if _length(block) > _LONGEST_HEADING:
            whole.append(block)
            readings.append(_PROSE)
            continue
        printed = text[block.start : block.end]
        if _UNDERLINE.fullmatch(printed) and not block.spaced and whole:
            underlined = _read_underlined(text, whole[-1], readings[-1], printed)
            if underlined:
                whole[-1] = Block(whole[-1].start, block.end, whole[-1].spaced, 2)
                readings[-1] = underlined
                continue
        whole.append(block)
        if printed not in known:  # lists repeat themselves, and a million short lines are many
            known[printed] = _read_block(printed)
        readings.append(known[printed])
    return Page(text, whole, readings)


def _read_underlined(text: str, above: Block, reading: Reading, line: str) -> Reading | None:
    """The line above a row of = or -, if that row underlines it and does not end a paragraph."""
    if _length(above) > _LONGEST_HEADING or above.n_lines > 1:
        return None
    printed = text[above.start : above.end]
    if reading.kind in (ITEM, MARKED) or (reading.kind == TEXT and printed[-1] in '.:;,!?”"'):
        return None
    return Reading(MARKED, _without_marks(printed), 1 if line[0] == "=" else 2)


def _read_block(printed: str) -> Reading:
    if hashes := _HASHES.fullmatch(printed):
        heading = _without_marks(hashes[2].rstrip().rstrip("#"))
        return Reading(MARKED, heading, len(hashes[1])) if heading else _LIST
    if _BULLET.match(printed):
        return _LIST
    plain = _without_marks(printed)
    is_bold = printed[:2] in ("**", "__") and printed[-2:] == printed[:2]
    is_bold = is_bold and printed.count(printed[:2]) == 2
    rank = float(_BOLD_RANK) if is_bold else 0.0
    if division := _DIVISION.match(plain):
        rest = plain[division.end() :]
        if not rest or _heading_evidence(rest) != TEXT:
            return Reading(MARKED, plain, _DIVISION_RANK.get(division[1].lower(), rank))
    if bare := _BARE_NUMBER.fullmatch(plain):
        number = int(bare[1]) if bare[1] else _roman(bare[2])
        return Reading(NUMBERED, plain, rank, number, 0)
    if numbering := _NUMBER.match(plain):
        digits, roman = numbering[1] or numbering[2], numbering[3]
        parts = digits.split(".") if digits else []
        if _heading_evidence(plain[numbering.end() :]) != TEXT:
            number = int(parts[-1]) if digits else _roman(roman)
            depth = len(parts) or 0.5
            return Reading(NUMBERED, plain, rank + max(depth - 1, 0) / 10, number, depth)
    evidence = _heading_evidence(plain)
    if evidence == TEXT:
        return _PROSE
    return Reading(STRONG if is_bold else evidence, plain, rank)


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in numeral]
    return sum(-v if v < after else v for v, after in pairwise([*values, 0]))


# --- What a line looks like -----------------------------------------------------------------------


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SMALL_WORDS = _words(
    "a about above after against along amid among an and around as at before behind below beneath"
    " beside between beyond but by de despite down during for from in inside into la le like near"
    " nor of off on onto or out outside over per since so than the through throughout till to"
    " toward towards under until up upon v via vs with within without yet"
)
"""Words that many house styles print small in a title."""
_SENTENCE_OPENERS = _words(
    "and anyway because but either he her here his however i i'm i've i'd it it's its maybe my nor"
    " oh ok okay or our perhaps she so that that's their then there there's these they they're this"
    " those thus we we're we've well yeah yes yet you you're your no"
)
"""First words that rather begin a sentence than a heading printed like one."""
_LETTERED = re.compile(r"[^\W\d_][\w'’\-]*")
_INNER_STOP = re.compile(r"[a-z]{4,}[.!?][\"”’)]*\s")
_ABBREVIATED_END = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Bros)\.$")
_PICTOGRAMS = re.compile(r"^[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d\s]+")
_OPENING_MARKS, _CLOSING_MARKS = "\"'“‘„«([", "\"'”’»)]"


class Looks(NamedTuple):
    """The features of a line that tell a heading from a sentence."""

    n_words: int
    n_major: int
    """Words after the first that title case would print with a capital."""
    n_capitals: int
    """Those of them that are printed with a capital."""
    first: str
    final: str
    """The punctuation that ends it ('.', '?', ...), empty if none does."""
    all_capitals: bool
    is_fragment: bool
    """True if it cannot be a line of display: quoted, begun small, two sentences, an address."""


def _look_at(plain: str) -> Looks:
    words = _LETTERED.findall(plain)
    major = [word for word in words[1:] if word.lower() not in _SMALL_WORDS]
    bare = plain.rstrip(_CLOSING_MARKS)
    final = bare[-1:] if bare and not bare[-1].isalnum() else ""
    if final == "." and (_ABBREVIATED_END.search(bare) or len(words) == 0):
        final = ""
    if bare.endswith(".."):
        final = "…"
    inner = _PICTOGRAMS.sub("", plain).lstrip(_OPENING_MARKS)
    return Looks(
        n_words=len(words),
        n_major=len(major),
        n_capitals=sum(not word[0].islower() for word in major),
        first=words[0].lower().replace("’", "'") if words else "",
        final=final,
        all_capitals=plain.isupper(),
        is_fragment=(
            not words
            or inner[:1].islower()
            or not inner[:1].isalnum()
            or _is_quoted(plain)
            or _INNER_STOP.search(plain) is not None
            or _CAPTION.match(plain) is not None
        ),
    )


def _is_quoted(plain: str) -> bool:
    """True for somebody's words: quotation marks around all of it, or opened and not closed."""
    if plain[0] not in '"“‘„«':
        return False
    closing = {"“": "”", "„": "“”", "‘": "’", "«": "»"}.get(plain[0], plain[0])
    # The last such mark: an apostrophe inside single quotation marks closes nothing.
    last = max(plain.rfind(mark, 1) for mark in closing)
    return last < 0 or last >= len(plain.rstrip(".,;:!?…")) - 1 or plain[last - 1] in ".,!?"


def _heading_evidence(plain: str) -> str:
    """STRONG for title case or capitals, WEAK for a short line without a full stop, else TEXT."""
    if not plain or len(plain) > 160:
        return TEXT
    looks = _look_at(plain)
    if looks.is_fragment or looks.n_words > 20:
        return TEXT
    title_case = looks.n_major > 0 and looks.n_capitals >= 0.75 * looks.n_major
    if looks.final in (".", "?", "!"):
        # A sentence ends like this too, so nothing but unbroken title case will do, and enough of
        # it that it is not just a name ("No, Sir John.").
        if looks.first in _SENTENCE_OPENERS and looks.final != "?":
            return TEXT
        enough = {".": 2 if looks.all_capitals else 4, "?": 2, "!": 4}[looks.final]
        return STRONG if enough <= looks.n_major == looks.n_capitals else TEXT
    if looks.final and looks.final not in "%€£$°+&*":
        return TEXT
    if title_case:
        return STRONG
    return WEAK if looks.n_words <= 12 and looks.first not in _SENTENCE_OPENERS else TEXT


def _reads_as_title(plain: str, before_prose: bool) -> bool:
    """More than a heading may a title be long, lower case or a question."""
    if not plain or len(plain) > 250:
        return False
    looks = _look_at(plain)
    if looks.is_fragment or looks.n_words > 30:
        return False
    title_case = looks.n_major > 1 and looks.n_capitals >= 0.75 * looks.n_major
    if looks.final == "?":
        return title_case or (before_prose and looks.n_words >= 4)
    if looks.final in (".", "!"):
        return _heading_evidence(plain) != TEXT or (looks.final == "!" and title_case)
    return not looks.final or looks.final in "%€£$°+&*"


# --- A block among its neighbours -----------------------------------------------------------------

_SHORT_LINE = 60  # characters; a line of verse, an entry of a list
_ENDS_A_PARAGRAPH = re.compile(r"[.!?:;…”’\"')\]*_»]")


def _find_headings(page: Page, head: Head) -> list[int]:
    """The blocks that are headings: the marked ones, and the others where they stand like one."""
    readings = page.readings
    first = head.n_blocks + head.leaves_a_name
    found = {i for i in range(first, len(readings)) if readings[i].kind == MARKED}
    marks_headings = any(readings[i].rank >= 1 for i in found)
    found |= _numbered_headings(page, first)
    repeated = Counter(r.heading for r in readings if r.kind in (STRONG, WEAK))
    for run, after in _runs(readings, first):
        if not _may_be_headings(page, run, after):
            continue
        if after not in found and not _stands_before_text(page, after):
            continue
        if not _stands_after_text(page, run, first, found):
            continue
        for i in range(run, after):
            # What comes a third time is a speaker's name or an advertisement.
            if repeated[readings[i].heading] > 2:
                continue
            # Who marks headings does not leave others as plain as a short sentence.
            if readings[i].kind == WEAK and marks_headings:
                continue
            found.add(i)
    return sorted(found)


def _runs(readings: Sequence[Reading], first: int) -> Iterator[tuple[int, int]]:
    """The runs of blocks that merely look like headings: (first, after the last)."""
    run = -1
    for i in range(first, len(readings) + 1):
        if i < len(readings) and readings[i].kind in (STRONG, WEAK):
            run = i if run < 0 else run
        elif run >= 0:
            yield run, i
            run = -1


def _may_be_headings(page: Page, run: int, after: int) -> bool:
    """Two may follow each other, a part's heading and a chapter's; more are verse or a list."""
    if after == len(page.blocks) or after - run > 2:
        return False
    if after - run == 1:
        return True
    is_clump = page.blocks[after].spaced and not page.blocks[run + 1].spaced  # an address, names
    return page.readings[run].kind == STRONG and not is_clump


def _stands_before_text(page: Page, after: int) -> bool:
    """True if what follows a candidate is what a heading announces, not the line's other half."""
    block = page.blocks[after]
    if page.text[block.start].islower():
        return False
    return _length(block) > _SHORT_LINE or (block.spaced and page.blocks[after - 1].spaced)


def _stands_after_text(page: Page, candidate: int, first: int, found: set[int]) -> bool:
    """True if what precedes a candidate has come to its end."""
    before = candidate - 1
    if before < first or before in found or page.readings[before].kind == ITEM:
        return True
    block = page.blocks[before]
    if page.blocks[candidate].spaced and _length(block) <= _SHORT_LINE:
        return True
    return _ENDS_A_PARAGRAPH.match(page.text, block.end - 1) is not None


def _numbered_headings(page: Page, first: int) -> set[int]:
    """The numbered lines that head something; numbered lines in a row are a list.

    Unless they go on counting where the headings before them stopped: then they are headings
    without a body.
    """
    found: set[int] = set()
    reached: dict[float, int] = {}  # depth → number of its latest heading
    readings = page.readings
    n_bare = sum(reading.kind == NUMBERED and not reading.depth for reading in readings[first:])
    for run, after in _counts(readings, first):
        reading = readings[run]
        continues = reading.number == reached.get(reading.depth, 0) + 1
        if after - run > 1 or after == len(readings):
            accepted = continues and reading.depth in reached
        elif reading.depth == 0:
            accepted = continues and n_bare > 1 and page.blocks[run].spaced
        else:
            unnumbered = _NUMBER.sub("", reading.heading, count=1)
            is_late = reading.number > 1 and _heading_evidence(unnumbered) == STRONG
            accepted = continues or reading.depth > 1 or is_late
        if after < len(readings) and readings[after].kind == TEXT:
            accepted = accepted and _stands_before_text(page, after)
        if accepted and _stands_after_text(page, run, first, found):
            found.update(range(run, after))
            reached = {depth: n for depth, n in reached.items() if depth < reading.depth}
            reached[reading.depth] = readings[after - 1].number
    return found


def _counts(readings: Sequence[Reading], first: int) -> Iterator[tuple[int, int]]:
    """The runs of numbered blocks that count upwards at one depth: (first, after the last)."""
    run = first
    for i in range(first, len(readings)):
        after = readings[i + 1] if i + 1 < len(readings) else _PROSE
        if readings[i].kind != NUMBERED:
            run = i + 1
        elif (
            after.kind != NUMBERED
            or after.depth != readings[i].depth
            or after.number <= readings[i].number
        ):
            yield run, i + 1
            run = i + 1


def _sections(page: Page, headings: Sequence[int], first: int) -> Iterator[Section]:
    """The lead and a section per heading; levels count 1, 2, 3 whatever marks the file uses."""
    ranks = sorted({page.readings[heading].rank for heading in headings})
    levels = {rank: level for level, rank in enumerate(ranks, 1)}
    bounds = [*headings, len(page.blocks)]
    lead = _body(page, first, bounds[0])
    yield Section(0, "", 0, lead[0], *lead)
    for number, (heading, after) in enumerate(pairwise(bounds), 1):
        reading, body = page.readings[heading], _body(page, heading + 1, after)
        start = page.blocks[heading].start
        yield Section(number, reading.heading, levels[reading.rank], start, *body)


def _body(page: Page, first: int, stop: int) -> tuple[int, int]:
    """Where some blocks start and end; without any, where the block before them ends."""
    if first < stop:
        return page.blocks[first].start, page.blocks[stop - 1].end
    end = page.blocks[first - 1].end if first else 0
    return end, end


# --- Page furniture -------------------------------------------------------------------------------

_COMMENTS = "invitation to comment"
_PUBLISHER, _AUTHOR = "note about the publisher", "note about the author"
_RELATED = "links to other texts"
_BUTTONS = "button of the page"
_FURNITURE_PHRASES = {
    _COMMENTS: (
        r"leave a (?:reply|comment).{0,40}",
        r"(?:be the first to|post a|add a|add your|write a) (?:comment|reply)",
        r"join the (?:conversation|discussion)\.?",
        r"(?:no|\d+) (?:comments?|replies|responses)(?: yet| so far)?\.?|comments(?: \(\d+\))?",
        r"\d+ thoughts? on .*|comments (?:are|have been) (?:closed|disabled|turned off)\.?",
        r"cancel reply|post comment|submit comment|this site uses akismet.*",
        r"your email address will not be published.*|required fields are marked.*",
        r"save my name, email.*|(?:you must be logged in|log in) to (?:comment|reply|post).{0,40}",
    ),
    _PUBLISHER: (
        r"about (?:this |the |our )?(?:publication|publisher|website|site|us)",
        r"contact us|privacy policy.{0,80}|terms (?:of|and) (?:use|service|conditions).{0,80}",
    ),
    _AUTHOR: (r"about (?:the |this )?(?:authors?|writer|contributor)|view all posts by .*",),
    "plug for a shop": (
        r"(?:please )?(?:do )?(?:consider (?:visiting|checking out|buying)|visit|check out|shop|buy"
        r"|order|browse|take a look at)\b.{0,40}\b(?:my|our) (?:\w+ ){0,2}"
        r"(?:stores?|shops?|merch|merchandise|books?|website|etsy|products?)\b[^,]*",
    ),
    "appeal for money": (
        r"(?:if you (?:like|enjoy|value).{0,80}, )?(?:please )?(?:help |consider )?"
        r"(?:support|donat|contribut|becom|mak|buy)\w*\b.{0,60}"
        r"\b(?:patreon|paypal|ko-fi|(?:our|my) (?:work|journalism|reporting)|donation|me a coffee"
        r"|(?:paid|monthly) (?:subscriber|supporter|member))\b.{0,80}",
        r"donate(?: now| here| today)?",
    ),
    "invitation to subscribe or follow": (
        r"(?:thanks for reading.{0,80}[!.] )?(?:please )?(?:subscribe|sign up)(?: now| today)?"
        r" (?:to|for|via) .{0,60}\b(?:newsletters?|channel|podcast|blog|mailing list|e-?mails?"
        r"|updates|feed|new posts.{0,60}|inbox)\.?",
        r"(?:subscribe|sign up)(?: now| today| here| for free)*|(?:our )?newsletter",
        r"get .{0,80} (?:in|to) your inbox\.?|follow @\w+",
        r"(?:follow|find) (?:us|me) on .{0,60}",
    ),
    "invitation to share": (
        r"share (?:this|on|via|it)\b.{0,40}|click to share.*|tweet this|e-?mail this.{0,40}",
        r"(?:print|pdf)(?: this)? (?:article|page|post|friendly)|like this|like loading.*",
    ),
    _RELATED: (
        r"related (?:articles?|posts?|stories|content|reading|topics|news)|related",
        r"you (?:may|might) also like.{0,60}|recommended (?:for you|reading)|more stories",
        r"(?:read|see) (?:more|next|also)(?::.*)?|more (?:from|by) [^.]{0,60}",
        r"(?:previous|next|older|newer) (?:post|article|story|page)(?::.*)?|trending now",
        r"most (?:read|popular|viewed)|latest (?:news|posts|articles)|continue reading",
    ),
    "copyright line": (
        r"(?:copyright|©|\(c\))(?: ?©)? ?[12]\d{3}\b.*|©.*|.{0,80}\ball rights reserved\b.{0,40}",
        r"this (?:article|work|post|text) is (?:licensed|published) under .*",
    ),
    "credit line": (
        r"(?:additional )?(?:reporting|writing|editing|photography) by .{0,200}",
        r"reuse this content",
    ),
    "tags": (
        r"(?:tags?|tagged(?: with)?|filed under|posted in|categor(?:y|ies)|topics|keywords) ?:.*",
    ),
    "note on where the text first appeared": (
        r"(?:this|the) (?:article|post|piece|essay|story|text|column) (?:was )?(?:originally|first)"
        r" (?:appeared|published|ran) .{0,120}",
        r"(?:originally|first) published (?:at|in|on|by) .{0,120}",
        r"(?:re)?published with permission.{0,120}",
    ),
    _BUTTONS: (
        r"skip to (?:main )?content|(?:skip )?advertisement|menu|search|home|back to top|top|close",
        r"(?:listen to|print) this (?:article|page)|loading(?:\.\.\.)?|cookie (?:policy|settings)",
        r"(?:estimated )?(?:reading time:? )?\d+[ -]min(?:ute)?s?(?: read(?:ing)?)?(?: time)?",
        r"facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|instagram|copy link",
        r"share|tweet|print|e-?mail|sign in|log in|contact|tags|(?:name|website|comment) ?\*?",
    ),
}
_FURNITURE = tuple(
    (reason, re.compile(rf"(?:{'|'.join(phrases)})[ :!…»→>*]*", re.I))
    for reason, phrases in _FURNITURE_PHRASES.items()
)
_LEADS_A_BLOCK = {_COMMENTS, _RELATED, _AUTHOR}
"""Furniture that other lines may follow which by themselves do not look like any."""
_UNCLEAR_LINES, _AUTHOR_NOTE_LENGTH = 8, 600  # lines, characters


def _furniture(text: str, block: Block) -> str:
    """Why a block is page furniture, '' if it is not."""
    if _length(block) > _LONGEST_HEADING:
        return ""
    plain = _without_marks(text[block.start : block.end].lstrip("#-•> \t"))
    for reason, pattern in _FURNITURE:
        if pattern.fullmatch(plain):
            return reason
    return ""


def _read_tail(page: Page) -> tuple[Page, list[SetAside]]:
    """The page without the furniture at its end, and that furniture.

    Only furniture up to the very end counts. Short lines before the end may belong to furniture
    above them (titles under "Related"); if there is none, they are text.
    """
    text, blocks, readings = page
    stop = len(blocks)
    aside: list[SetAside] = []
    unclear: list[int] = []
    for i in range(len(blocks) - 1, -1, -1):
        reason = _furniture(text, blocks[i])
        if reason and (not unclear or reason in _LEADS_A_BLOCK):
            aside += [SetAside(blocks[j].start, blocks[j].end, reason) for j in (*unclear, i)]
            unclear, stop = [], i
            continue
        is_author_note = (
            i > 0
            and _length(blocks[i]) < _AUTHOR_NOTE_LENGTH
            and _furniture(text, blocks[i - 1]) == _AUTHOR
        )
        unclear.append(i)
        if len(unclear) > _UNCLEAR_LINES or (readings[i].kind == TEXT and not is_author_note):
            break
    # A file of nothing but furniture is about furniture, and one last word "Home" is no button.
    if stop == 0 or all(piece.reason == _BUTTONS for piece in aside):
        return page, []
    return page.until(stop), aside[::-1]


# --- Byline and date ------------------------------------------------------------------------------

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"([12]\d{3})"
_DATE_FORMS = tuple(
    (order, re.compile(rf"(?<!\w){pattern}(?![\w/])", re.I))
    for order, pattern in (
        ("ymd", rf"{_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"),
        ("dmy", rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}"),
        ("mdy", rf"{_MONTH} {_DAY},? {_YEAR}"),
        ("dmy", rf"(\d{{1,2}})\.(\d{{1,2}})\.{_YEAR}"),
        ("slashed", rf"(\d{{1,2}})/(\d{{1,2}})/{_YEAR}"),
        ("my", rf"{_MONTH},? {_YEAR}"),
    )
)
_AROUND_A_DATE = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|\b(?:(?:first|last|originally) )?(?:published|posted|updated|modified|created|dated|date"
    r"|issued|delivered|written)\b:?|\b(?:on|at)\b"
    r"|\d{1,2}[:.]\d{2}(?::\d{2})?|\b\d{1,2} ?(?=[ap]\.?m\b)|\b[ap]\.?m\b\.?"
    r"|\b(?:gmt|utc|bst|cet|cest|est|edt|et|cst|cdt|mst|pst|pdt|pt|ist)\b(?:[+-]\d+)?"
    r"|\d+[ -]min(?:ute)?s?(?: read)?",
    re.I,
)
_SEPARATORS = " ,;|•·–—-/()@"
_BYLINE = re.compile(
    r"(?:(?:written|words|story|report|text|posted|published|compiled|reported) )?by:? (.+)"
    r"|authors?: ?(.+)",
    re.I,
)
_TITLE_LABEL = re.compile(r"title: ?(.+)", re.I)
_PARTICLES = _words("al and bin d' da de del della den der di dos du el ibn la le the van von y &")
_NO_PEOPLE = _words(
    "are be can did do does has have how is not should was were what when where which who why will"
    " would college council hall hotel house institute news palace park press square street times"
    " university fort hong los mount new north san south east west tel united white"
)
_NO_NAME = (_SENTENCE_OPENERS | _SMALL_WORDS | _NO_PEOPLE) - _PARTICLES
"""What no person is called: words of a sentence, and of places and houses."""
_ROLE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|columnist|contributor|staff|analyst|professor"
    r"|author|director|fellow|journalist)\b|^(?:in|for|at|of) ",
    re.I,
)


class Metadata(NamedTuple):
    """What a line above or below the text says about it."""

    author: str = ""
    published: str = ""
    bare_name: str = ""
    """What may be a name, without a word that says so."""


def _read_metadata(plain: str) -> Metadata | None:
    """Read a line that holds a byline, a date or both and nothing else; None for any other."""
    if len(plain) > 160:
        return None
    rest, published, printed_date = plain, "", _date_in(plain)
    if printed_date:
        start, end, published = printed_date
        place = plain[:start].rstrip()
        place = place if place.endswith(",") and plain[end:].strip(_SEPARATORS) == "" else ""
        rest = _AROUND_A_DATE.sub(" ", f"{plain[:start]} | {plain[end:]}")
        rest = " ".join(rest.split()).strip(_SEPARATORS)
        if not rest or (_is_name(place.rstrip(",").split()) and not _BYLINE.match(rest)):
            return Metadata(published=published)
    if byline := _BYLINE.fullmatch(rest):
        author = _people(byline[1] or byline[2])
        return Metadata(author, published) if author else None
    tokens = rest.split()
    if 2 <= len(tokens) <= 5 and "," not in rest and _is_name(tokens):
        return Metadata("", published, rest)
    return None


def _date_in(plain: str) -> tuple[int, int, str] | None:
    """Start, end and ISO form of the first date in a line (as printed where it is ambiguous)."""
    if not any(char.isdigit() for char in plain):
        return None
    for order, pattern in _DATE_FORMS:
        if match := pattern.search(plain):
            return match.start(), match.end(), _iso(order, match)
    return None


def _iso(order: str, match: re.Match[str]) -> str:
    printed = match[0]
    if order == "my":
        return printed
    if order == "slashed":
        a, b = int(match[1]), int(match[2])
        if (a > 12) == (b > 12) and a != b:
            return printed  # nobody can tell 3 April from 4 March here
        order = "dmy" if a > 12 else "mdy"
    part = dict(zip(order, match.groups(), strict=True))
    month = part["m"][:3].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    try:
        return date(int(part["y"]), number, int(part["d"])).isoformat()
    except ValueError:
        return printed


def _as_iso(printed: str) -> str:
    found = _date_in(printed)
    return found[2] if found else printed


def _people(printed: str) -> str:
    """The people of a byline, without what they do; '' if it does not name any."""
    kept: list[str] = []
    for part in re.split(r", *| *\| *| *[–—•·] *", printed):
        if _ROLE.search(part) and kept:
            break
        if not _is_name(part.split()):
            break
        kept.append(part)
    return ", ".join(kept)


def _is_name(tokens: Sequence[str]) -> bool:
    """True if words may be names: capitals and particles, short, and no word of a sentence."""
    n_people = 1 + sum(token in ("and", "&") for token in tokens)
    return (
        0 < len(tokens) <= 5 * n_people
        and all(token[0].isupper() or token.lower() in _PARTICLES for token in tokens)
        and any(token[0].isupper() for token in tokens)
        and not any(token.lower() in _NO_NAME for token in tokens)
        and not any(char.isdigit() or char in ':?!;"“”' for token in tokens for char in token)
    )


# --- The head of the file -------------------------------------------------------------------------

_SECTION_NAMES = _words(
    "abstract background conclusion conclusions foreword introduction overview preface prologue"
    " summary"
)
_KICKER = re.compile(
    r"(?:opinions?|analysis|comment|commentary|editorial|op-ed|exclusive|features?|perspectives?"
    r"|(?:(?:breaking|world|local) )?news|world|politics|guest post|press release)"
    r"(?: [|/>] .{0,40})?",
    re.I,
)
_HEAD_LENGTH = 12  # blocks among which title, byline and date are looked for
_STANDFIRST, _STANDFIRST_LENGTH = "standfirst between title and byline", 400  # characters
_DIARY_REACH = 400  # blocks
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)


class Head(NamedTuple):
    """What stands above the text."""

    title: str = ""
    author: str = ""
    published: str = ""
    n_blocks: int = 0
    set_aside: tuple[SetAside, ...] = ()
    leaves_a_name: bool = False
    """True if the text begins with what may be the author's name: no byline, but no heading."""


def _read_head(page: Page) -> Head:
    """Title, byline and date in whatever order they stand, up to the first paragraph."""
    text, blocks = page.text, page.blocks
    reach = min(_HEAD_LENGTH, len(blocks))
    reach = next((i for i in range(reach) if _length(blocks[i]) > _LONGEST_HEADING), reach)
    plains = [page.plain(i) for i in range(reach)]
    told = _told_by(page, plains)
    titles = [i for i in range(reach) if _may_be_title(page, told, i)]
    if not titles:  # the only line that could be the title is not the author's name
        told = [None if fact and fact.bare_name and not fact.published else fact for fact in told]
        titles = [i for i in range(reach) if _may_be_title(page, told, i)]
    labels = {i: reason for i in range(reach) if (reason := _furniture(text, blocks[i]))}
    if titles and not told[0] and _KICKER.fullmatch(plains[0]):
        labels[0] = "label of the page's section"
    # A title may read like furniture ("Home"), if no other line can be the title.
    title = next((i for i in titles if i not in labels), titles[0] if titles else -1)
    if title < 0 and not any(told):
        labels = {}
    labels.pop(title, None)
    known = [i == title or bool(told[i]) or i in labels for i in range(reach)]
    used = known.index(False) if False in known else reach
    if title >= used:  # text comes first, so what follows it is a heading or a line of it
        title = -1
    if title >= 0:
        used = _past_standfirst(page, told, used)
        while used < reach and (told[used] or used in labels):
            used += 1
    if used >= len(blocks) or (title < 0 and not any(told[:used])):
        return Head()
    facts = [fact for i, fact in enumerate(told[:used]) if fact and i != title]
    label = _TITLE_LABEL.fullmatch(plains[title]) if title >= 0 else None
    return Head(
        title=(label[1] if label else plains[title]) if title >= 0 else "",
        author=next((fact.author for fact in facts if fact.author), ""),
        published=next((fact.published for fact in facts if fact.published), ""),
        n_blocks=used,
        set_aside=tuple(
            SetAside(blocks[i].start, blocks[i].end, labels.get(i, _STANDFIRST))
            for i in range(used)
            if i != title and not told[i]
        ),
        leaves_a_name=title >= 0 and _is_lone_name(text, blocks[used]),
    )


def _told_by(page: Page, plains: Sequence[str]) -> list[Metadata | None]:
    """What each line of the head says about author and date.

    A line that may be a name is the author's if it stands next to a date and its words are names
    in this text: "Broken Promises" is no author where the text speaks of promises.
    """
    facts = [_read_metadata(plain) for plain in plains]
    if _is_diary(page):
        # Below a byline the first date is the text's after all, those that follow head entries.
        signed = any(fact and fact.author for fact in facts)
        first = next((i for i, fact in enumerate(facts) if fact and fact.published), -1)
        facts = [
            fact if fact and (not fact.published or (signed and i == first)) else None
            for i, fact in enumerate(facts)
        ]
    dated = [bool(fact and fact.published) for fact in facts]
    told: list[Metadata | None] = []
    for i, fact in enumerate(facts):
        if fact and fact.bare_name:
            beside_date = any(dated[max(i - 1, 0) : i + 2])
            is_name = beside_date and not _has_common_word(page.text, fact.bare_name)
            told.append(fact._replace(author=fact.bare_name) if is_name else None)
        else:
            told.append(fact)
    return told


def _has_common_word(text: str, name: str) -> bool:
    """True if the text prints a word of a supposed name in small letters, as no name is."""
    words = "|".join(re.escape(word.lower()) for word in _LETTERED.findall(name))
    return re.search(rf"\b(?:{words})\b", text) is not None


def _is_lone_name(text: str, block: Block) -> bool:
    """True for a name that the rest of the text neither repeats nor uses as words."""
    if _length(block) > _SHORT_LINE:
        return False
    plain = _without_marks(text[block.start : block.end])
    fact = _read_metadata(plain)
    if fact is None or not fact.bare_name or _has_common_word(text, plain):
        return False
    return text.find(plain.split()[-1], block.end) < 0


def _is_diary(page: Page) -> bool:
    """True if bare dates head the entries of a text: then none says when it was published."""
    latest = -1
    for i, block in enumerate(page.blocks[:_DIARY_REACH]):
        if _length(block) > _SHORT_LINE:
            continue
        plain = page.plain(i)
        found = _date_in(plain)
        if found and not _WEEKDAY.sub("", plain[: found[0]] + plain[found[1] :]).strip(" ,.:"):
            if 0 <= latest < i - 1:
                return True
            latest = i
    return False


def _may_be_title(page: Page, told: Sequence[Metadata | None], i: int) -> bool:
    """True if a line of the head, as it looks and stands, can be the title."""
    if told[i]:
        return False
    blocks, readings, stop = page.blocks, page.readings, len(page.blocks)
    block, reading = blocks[i], readings[i]
    after = next((j for j in range(i + 1, stop) if j >= len(told) or not told[j]), stop)
    if after == stop or block.n_lines > 3 or reading.kind in (ITEM, NUMBERED):
        return False
    plain = page.plain(i)
    if plain.lower().rstrip(":") in _SECTION_NAMES:
        return False
    if _TITLE_LABEL.fullmatch(plain):
        return True
    if reading.kind == MARKED:
        # A title is marked as no heading below it is.
        ranks = (readings[j].rank for j in range(i + 1, stop) if readings[j].kind == MARKED)
        return reading.rank > 0 and min(ranks, default=_BOLD_RANK) > reading.rank
    if not any(readings[j].kind in (TEXT, ITEM) for j in range(after, min(after + 9, stop))):
        return False  # a list, not a title and a text
    if sum(readings[j].heading == plain for j in range(after, stop)) > 1:
        return False  # somebody's name above each of his speeches
    before_prose = _length(blocks[after]) > 2 * _SHORT_LINE
    is_apart = (
        blocks[i + 1].spaced
        or any(told[i + 1 :])
        or readings[after].kind == MARKED
        or (before_prose and (blocks[after].n_lines == 1 or reading.kind == STRONG))
        or (reading.kind == STRONG and after + 1 < stop and blocks[after + 1].spaced)
    )
    return is_apart and _reads_as_title(plain, before_prose)


def _past_standfirst(page: Page, told: Sequence[Metadata | None], used: int) -> int:
    """Where the head ends if a few lines part its title from byline or date.

    Byline and date with nothing below them are the text's imprint, not part of its head.
    """
    stop = len(page.blocks)
    last_line = stop if len(told) < stop else max(i for i, fact in enumerate(told) if not fact)
    length = 0
    for i in range(used, min(last_line, len(told))):
        if told[i]:
            used, length = i + 1, 0
        else:
            length += _length(page.blocks[i])
            if length > _STANDFIRST_LENGTH:
                break
    return used


def _read_imprint(page: Page, head: Head) -> tuple[Page, str, str]:
    """The page without a byline and date below the text, and author and date of the whole."""
    author, published = head.author, head.published
    if _is_diary(page):
        return page, author, published
    stop, below = len(page.blocks), Metadata()
    while stop > head.n_blocks + 1 and _length(page.blocks[stop - 1]) <= _LONGEST_HEADING:
        if page.readings[stop - 1].kind == MARKED:
            break
        fact = _read_metadata(page.plain(stop - 1))
        if fact and fact.bare_name:
            is_dated = bool(below.published or fact.published)
            is_name = is_dated and not _has_common_word(page.text, fact.bare_name)
            fact = fact._replace(author=fact.bare_name) if is_name else None
        if fact is None or (fact.author and author) or (fact.published and published):
            break
        author, published, below = author or fact.author, published or fact.published, fact
        stop -= 1
    return page.until(stop), author, published
