"""Where sentences end.

A text is cut into paragraphs first, because no sentence crosses one; then each paragraph goes
through sentencex, which knows abbreviations. What sentencex cannot know is repaired around it:

- It keeps a closed quotation or a bracket whole. So it is shown the paragraph with the marks
  blanked out, character for character, and afterwards every mark goes to the sentence it closes
  or opens. This also keeps it linear: on unpaired marks it is quadratic.
- It takes the question mark in ``“Where?” asked Jane.`` for an end. A small letter after the
  mark says that it is none, and so does a name with a verb of saying.
- A few abbreviations (``Fig. 3``, ``5 p.m. Monday``) and ellipses need a second look.
- It reads ``https://example.org/?Q`` and ``_Stop._`` letter by letter. So Markdown's marks are
  blanked out as well, and addresses are shown as one run of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import sentencex

from analysis.inline_markup import without_markup

Span = tuple[int, int]

CLOSING = "”’\"'»)\\]*_>"
OPENING = "“„‟«‘\"'(\\[*_>"
"""Marks around a sentence, those of Markdown among them."""

BLANKED = (
    re.compile(r"[“”„‟«»‹›‘`*\"(\[\]\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"),
    re.compile(r"'(?:(?<![\w.].)|'+|(?<=[.,?!…].)(?!\w))"),  # a single mark, not an apostrophe
    re.compile(r"’(?<=[.,?!…].)(?!\w)"),
    re.compile(r"\)(?<!\d.)(?<!\d\..)"),  # the bracket of "1)" stays: sentencex knows lists by it
)
NOTE_NUMBER = re.compile(r"\[\^?\d{1,3}\]")
"""What sentencex must not see: quotation marks, brackets, wrapped lines and note numbers.

These patterns begin with the character itself, for which re scans fast, and look back from there.
"""

SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half characters, which cannot be handed to a compiled library."""

BEFORE_STARTS = 24
"""How far back a decision about a start looks, so that none depends on the paragraph's length."""

MANY_BLANKS = " " * 29
NOT_BLANK = re.compile(r"\S")
LAST_VISIBLE = re.compile(rf"[\s{CLOSING}{OPENING}]*\Z")
CLOSERS = re.compile(rf"(?:\[\^?\d{{1,3}}\]|[{CLOSING}]|“(?!\w)|\s+»)*")
FINAL_STOP = re.compile(rf"[.?!…:][{CLOSING}]*\Z")

FIRST_LETTER = re.compile(r"[\W_]*([^\W\d_])")
NO_FULL_STOP = re.compile(rf"(?:[?!…—–]|\.[{CLOSING}]+)[\s{CLOSING}{OPENING}]*\Z")
EXCLAIMED_IN_MARKS = re.compile(r"[?!…—–][”’\"'»]\s*\Z")

TAG = re.compile(
    r"(?:I|(?!(?:He|She|They|We|It|You|The|This|That|Then|But|And)\b)(?:(?:Mr|Mrs|Ms|Dr|Miss|Sir|Lady|Lord)\.?\s)?(?:[A-Z][\w’'-]+\s){0,2}[A-Z][\w’'-]+)\s"
    r"(?:asked|said|cried|replied|answered|shouted|exclaimed|whispered|called|demanded|"
    r"wondered|inquired|enquired|muttered|murmured|repeated|added|says|asks|yelled|screamed)"
    r"(?:[.,;:—–]|\s(?:\w+ly|in|on|at|with|as|from|to|after|before|while|when|again|back|aloud|"
    r"him|her|me|them|us)\b)"
)
"""A name with a verb of saying, as in ``“Where?” Jane asked.``: the sentence goes on.

A pronoun would be written small there, so ``“Go!” She told him …`` begins a new sentence.
"""

NEVER_LAST = re.compile(
    r"(?<!\w)(?:Mr|Mrs|Ms|Messrs|Mme|Mlle|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Cpt|Sgt|Maj|Cmdr|"
    r"Adm|Brig|Rev|Hon|Pres|Amb|Supt|cf|vs|viz|e\.g|i\.e)\.\s*\Z"
)
"""Abbreviations that something must follow."""

BEFORE_NUMBER = re.compile(
    r"(?<!\w)(?:Nos?|[Vv]ols?|[Ff]igs?|[Aa]rt|[Cc]h|[Ss]ec|[Ee]q|[Pp]ara|pp?|nr|ca|c|[Aa]pprox|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*\Z"
)
CLOCK = re.compile(r"\b[ap]\.m\.\s*\Z", re.IGNORECASE)
AFTER_CLOCK = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}T\b|GMT|UTC")
OMISSION = re.compile(rf"\[(?:\.\.\.|…)\][\s{CLOSING}{OPENING}]*\Z")
MISSING_SPACE = re.compile(r"[^\W\d_]\.\Z")
AFTER_MISSING_SPACE = re.compile(r"[A-Z](?:[^\W\d_A-Z]|\W)")
ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*\Z")
ITEM_NUMBER = re.compile(r"[\W_]*\d{1,2}[.)]\W*")

INSTITUTION = (
    r"Army|Navy|Air|Marine|Treasury|Congress|Senate|House|Supreme|Constitution|Department|State|"
    r"President|Government|Federal|Capitol|Embassy|Coast|Central|National|Postal|Open|Foreign"
)
MISSED = (
    # An ellipsis before a capital ends a sentence; before "I" it is more often a hesitation.
    re.compile(r"[….](?:(?<=\w…)|(?<=\w\.)\.\.)[”’\"'»]*\s+(?=[“‘\"'«]*(?!I\b)[A-Z])"),
    # A quotation that ends and another that starts: sentencex takes “No.” for "number".
    re.compile(r"[”’\"](?<=[.?!…—–].)\s+(?=[“‘\"][A-Z])"),
    # "in 2014.The": a missing space after a number.
    re.compile(r"\.(?<=\d\d\.)(?=[A-Z][a-z]+[\s,])"),
    # "in May. Vote now", "on 5 Sept. Mr Doe left": the day, if it follows at all, is a number.
    re.compile(
        r"\.(?:(?<=\bSept.)|(?<=\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec).))"
        rf"[{CLOSING}]*\s+(?=[{OPENING}]*[A-Z])"
    ),
    # "to vote no. Now": the short form of "number" stands before one.
    re.compile(rf"\.(?<=\bno\.)[{CLOSING}]*\s+(?=[{OPENING}]*(?:[A-Z][a-z]|[IA]\s[a-z]))"),
    # "the U.S. and the U.K. Stalin's USSR …": a possessor that is no institution of a country.
    re.compile(rf"the(?<!\w...)\s(?:[A-Z]\.){{2,}}\s+(?=(?!{INSTITUTION})[A-Z][a-z]+[’']s\s)"),
)
"""Starts that sentencex does not see; the match ends where the next sentence starts."""

LIST_ITEM = re.compile(r"(?:[-*+•–—]|\(?\d{1,2}[.)])\s")
QUOTE_MARK = re.compile(
    r">(?:[ \t]?>)*(?:[ \t\u00a0]+|(?=[^\W\d_]|[“‘„«\"'*_(\[—–])|\Z)",
)
"""What Markdown and mail programs put before each line of a quotation; ``>50`` is a number."""
INNER_QUOTE_MARK = re.compile(rf"(?<=\n){QUOTE_MARK.pattern}")
CREDIT = re.compile(r"(?:[—–―]|--)\s?[^\s—–-]")
"""How a line begins that names the speaker below his words."""

WRAPPED_WIDTHS = (50, 100)
RAGGED = 22
"""A wrapped line falls short of the widest by less than the word that did not fit."""


def find_sentences(text: str, start: int, end: int) -> list[Span]:
    """Start and end offsets of the sentences between two offsets, without surrounding space.

    Marks and brackets belong to the sentence they enclose or end. Every visible character
    between the offsets is in exactly one sentence.
    """
    return [
        sentence
        for first, last in find_paragraphs(text, start, end)
        for sentence in _split_paragraph(text[first:last], first)
    ]


def find_paragraphs(text: str, start: int, end: int) -> list[Span]:
    """Start and end offsets of the paragraphs between two offsets, without surrounding space.

    An empty line always ends a paragraph. A line break alone ends one too, unless the lines
    around it look wrapped by a machine. Lines marked by ``>`` as quoted, and as quoted within a
    quotation, are paragraphs apart from those around them; the marks belong to them.
    """
    paragraphs = []
    for lines in _runs_of_lines(text, start, end):
        if _looks_wrapped(text, lines):
            paragraphs += _join_wrapped(text, lines)
        else:
            paragraphs += lines
    return paragraphs


def quote_depth(text: str, start: int, end: int) -> int:
    """How many marks of a quotation, ``>``, stand before a line or a paragraph."""
    if start >= end or text[start] != ">":
        return 0
    mark = QUOTE_MARK.match(text, start, end)
    return mark[0].count(">") if mark else 0


def behind_quote_mark(text: str, start: int, end: int) -> int:
    """Where the words of a line or a paragraph start."""
    mark = QUOTE_MARK.match(text, start, end) if text.startswith(">", start) else None
    return mark.end() if mark else start


def _runs_of_lines(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Visible lines, in runs that neither an empty line nor a quotation's start or end interrupts."""
    run: list[Span] = []
    run_depth = 0
    cursor = start
    for line in text[start:end].splitlines(keepends=True):
        first = cursor + len(line) - len(line.lstrip())
        cursor += len(line)
        last = first + len(line.strip())
        depth = quote_depth(text, first, last)
        empty = behind_quote_mark(text, first, last) == last
        apart = empty or (
            _is_credit(text, first, last)
            if depth == run_depth
            else not (run and depth == 0 and _goes_on_unmarked(text, run, first))
        )
        if run and apart:
            yield run
            run = []
        if empty and depth:
            yield [(first, last)]
        elif not empty:
            run_depth = depth if apart else run_depth
            run.append((first, last))
    if run:
        yield run


def _is_credit(text: str, first: int, last: int) -> bool:
    """Whether a line of a block quotation begins like one that says whose words they are."""
    words = behind_quote_mark(text, first, last)
    return words > first and bool(CREDIT.match(text, words, last))


def _goes_on_unmarked(text: str, run: list[Span], first: int) -> bool:
    """Whether a line that may lack its ``>`` goes on in the middle of the sentence above."""
    above = run[-1][1]
    return text[first].islower() and not FINAL_STOP.search(text, above - 4, above)


def _looks_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether the breaks between these lines are only where the margin was.

    Wrapped lines are of one width, mostly stop in mid-sentence, and often go on with a small
    letter. Headings, lists and verse fail at least one of the three. Within a block quotation,
    which holds no headings, the width will do if half of the lines stop in mid-sentence.
    """
    inner = [last - first for first, last in lines[:-1]]
    if not inner:
        return False
    widest, (narrow, wide) = max(inner), WRAPPED_WIDTHS
    last_width = lines[-1][1] - lines[-1][0]
    if not narrow <= widest <= wide or last_width > widest + RAGGED:
        return False
    full = sum(width > widest - RAGGED for width in inner)
    open_ended = sum(not FINAL_STOP.search(text, last - 4, last) for _, last in lines[:-1])
    if full < 0.7 * len(inner):
        return False
    if quote_depth(text, *lines[0]):
        return 2 * open_ended >= len(inner)
    small = sum(text[first].islower() for first, _ in lines[1:])
    return 2 * open_ended > len(inner) and 3 * small >= len(inner)


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    """Paragraphs of wrapped lines; a list item starts one of its own."""
    joined = [lines[0]]
    for first, last in lines[1:]:
        if LIST_ITEM.match(text, behind_quote_mark(text, first, last)):
            joined.append((first, last))
        else:
            joined[-1] = (joined[-1][0], last)
    return joined


def _split_paragraph(paragraph: str, offset: int) -> Iterator[Span]:
    """The sentences of one paragraph, whose first character stands at an offset of the text."""
    first = 0
    for cut in [*_cuts(paragraph), len(paragraph)]:
        piece = paragraph[first:cut]
        visible = piece.strip()
        if visible and (cut == len(paragraph) or not ITEM_NUMBER.fullmatch(piece)):
            lead = len(piece) - len(piece.lstrip())
            yield offset + first + lead, offset + first + lead + len(visible)
            first = cut


def _cuts(paragraph: str) -> list[int]:
    """Where one sentence ends and the next begins, in order."""
    shown = without_markup(paragraph, address="x")
    if shown.startswith(">"):
        shown = QUOTE_MARK.sub(_blank, INNER_QUOTE_MARK.sub(_blank, shown), count=1)
    if "[" in shown:
        shown = NOTE_NUMBER.sub(_blank, shown)
    for pattern in BLANKED:
        shown = pattern.sub(_blank, shown)
    if not shown.isascii():
        shown = SURROGATE.sub("\ufffd", shown)
    boundaries = sentencex.get_sentence_boundaries("en", shown)
    starts = {boundary["start_index"] for boundary in boundaries}
    if MANY_BLANKS in shown:
        starts = {_next_visible(shown, start) for start in starts}
    for pattern in MISSED:
        starts.update(match.end() for match in pattern.finditer(paragraph))
    return [
        _after_closing_marks(paragraph, start)
        for start in sorted(starts)
        if not _goes_on(paragraph, start)
    ]


def _next_visible(shown: str, start: int) -> int:
    """Where a sentence starts: sentencex stops after some blanks, and a long link leaves more."""
    visible = NOT_BLANK.search(shown, start) if shown.endswith(MANY_BLANKS, 0, start) else None
    return visible.start() if visible else start


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _goes_on(paragraph: str, start: int) -> bool:
    """Whether what starts here still belongs to the sentence before."""
    before = paragraph[max(0, start - BEFORE_STARTS) : start]
    first_letter = FIRST_LETTER.match(paragraph, start, start + 12)
    if first_letter and first_letter[1].islower() and NO_FULL_STOP.search(before):
        return True
    if EXCLAIMED_IN_MARKS.search(before) and TAG.match(paragraph, start):
        return True
    if MISSING_SPACE.search(before):
        is_start = AFTER_MISSING_SPACE.match(paragraph, start) and not ADDRESS.search(before)
        return not is_start
    if CLOCK.search(before):
        return bool(AFTER_CLOCK.match(paragraph, start))
    if BEFORE_NUMBER.search(before):
        return paragraph[start : start + 1].isdecimal()
    return bool(NEVER_LAST.search(before) or OMISSION.search(before))


def _after_closing_marks(paragraph: str, start: int) -> int:
    """Where the sentence before ``start`` ends: behind the marks that close it.

    Between two sentences stand closing marks, space and opening marks. What touches the stop
    closes; the rest opens.
    """
    window = max(0, start - BEFORE_STARTS)
    last_visible = LAST_VISIBLE.search(paragraph, window, start)
    stop = last_visible.start() if last_visible else start
    closers = CLOSERS.match(paragraph, stop, start)
    return closers.end() if closers else start
