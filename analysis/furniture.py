"""What does a page, or a program, put around a text?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.blocks import LONGEST_HEADING, Block
from analysis.looks import Kind, without_marks
from analysis.text import SetAside

# --- What a program wraps around the text ---------------------------------------------------------

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n((?:[\w-]+:.*\n|[ \t]+\S.*\n|- .*\n|#.*\n)+)---[ \t]*(?:\r?\n|\Z)"
)
_FRONT_MATTER_FIELD = re.compile(r"^(title|author|date)[ \t]*:[ \t]*(\S[^\r\n]*)", re.M | re.I)
_GUTENBERG_START, _GUTENBERG_END = (
    re.compile(rf"^\*\*\* ?{edge} OF TH(?:E|IS) PROJECT GUTENBERG [^\r\n]*", re.M)
    for edge in ("START", "END")
)


_BY_A_PROGRAM = "notice or settings that a program put around the text"


def find_wrapping(text: str) -> tuple[int, int]:
    """Where the text starts and ends inside a file's settings or an archive's notices."""
    before = _GUTENBERG_START.search(text) or _FRONT_MATTER.match(text)
    opening = before.end() if before else 0
    after = _GUTENBERG_END.search(text, opening + 1)  # an end with nothing before it ends nothing
    return opening, after.start() if after else len(text)


def set_wrapping_aside(
    text: str, start: int, end: int, reason: str = _BY_A_PROGRAM
) -> Iterator[SetAside]:
    """What stands between two offsets as a piece set aside, if anything does."""
    piece = text[start:end]
    if piece.strip():
        start += len(piece) - len(piece.lstrip())
        yield SetAside(start, start + len(piece.strip()), reason)


def read_front_matter(text: str) -> dict[str, str]:
    """Title, author and date as the settings at the head of a Markdown file give them."""
    front = _FRONT_MATTER.match(text)
    fields = _FRONT_MATTER_FIELD.findall(front[1]) if front else []
    return {name.lower(): value.strip().strip("\"'").strip() for name, value in fields}


# --- What a mail program puts around the text -----------------------------------------------------

_REST = r"[^\r\n]{0,998}(?:\r\n?|\n|\Z)"  # of a line, which no mail program makes longer
_MAIL_FIELD = re.compile(
    r"[ \t]{0,9}[*_]{0,2}(From|To|Cc|Bcc|Date|Sent|Subject|Reply-To)[*_]{0,2}:[*_]{0,2}"
    rf"(?!//)({_REST})",
    re.IGNORECASE,
)
_OTHER_FIELD = re.compile(
    r"((?:X|List|Content|MIME|Message|Return|Thread|DKIM|ARC|User)-[\w-]{1,40}|In-Reply-To"
    rf"|References|Received|Importance|Attachments?):({_REST})",
    re.IGNORECASE,
)
_FOLDED = re.compile(rf"[ \t](?=[^\r\n]*\S){_REST}")
"""The rest of a field that did not fit into its line."""
_EMPTY_LINES = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*")
_MAIL_LINES = 60
_ADDRESS = re.compile(r" ?[<\[(](?:mailto:)?[^<>()\[\]]*@[^<>()\[\]]*[>\])]")
_SIGNATURE = re.compile(r"^--[ \t]{0,9}\r?$", re.MULTILINE)
_SIGNATURE_LINES, _SIGNATURE_LENGTH = 10, 800  # lines, characters
HEAD_OF_MAIL, SIGNATURE = "head of the mail", "signature"


class MailHead(NamedTuple):
    """What stands above a mail."""

    title: str
    author: str
    date: str
    """As printed."""
    start: int
    end: int


def read_mail_head(text: str) -> MailHead | None:
    """The lines that a mail begins with, From, Subject and the like; None if there are not two.

    One has to be its subject, its date or hold an address: a journey has a From and a To as well.
    """
    start = _behind_empty_lines(text, 0)
    fields: dict[str, str] = {}
    latest, cursor, end = "", start, start
    for _ in range(_MAIL_LINES):
        field = _MAIL_FIELD.match(text, cursor) or _OTHER_FIELD.match(text, cursor)
        if field:
            latest = field[1].lower()
            fields.setdefault(latest, field[2].strip())
        elif latest and cursor == end and (field := _FOLDED.match(text, cursor)):
            fields[latest] = f"{fields[latest]} {field[0].strip()}"
        else:
            break
        end = cursor = field.end()
        behind = _behind_empty_lines(text, end)
        if _MAIL_FIELD.match(text, behind):
            cursor = behind  # a word processor's paragraphs stand apart
    told = {name: value for name, value in fields.items() if _MAIL_FIELD.match(f"{name}:")}
    is_mail = not told.keys().isdisjoint(("subject", "date", "sent")) or any(
        "@" in value for value in told.values()
    )
    if len(told) < 2 or not is_mail or not text[end:].strip():
        return None
    return MailHead(
        title=fields.get("subject", ""),
        author=_sender(fields.get("from", "")),
        date=fields.get("date") or fields.get("sent", ""),
        start=start,
        end=start + len(text[start:end].rstrip()),
    )


def _behind_empty_lines(text: str, cursor: int) -> int:
    empty = _EMPTY_LINES.match(text, cursor)
    return empty.end() if empty else cursor


def _sender(printed: str) -> str:
    """The name in ``"Doe, Jane" <jane@example.org>``; '' if there is but an address."""
    name = _ADDRESS.sub("", printed).strip(" \"'")
    surname, comma, forename = name.partition(", ")
    return "" if "@" in name else f"{forename} {surname}" if comma else name


def find_signature(text: str, start: int) -> int:
    """Where a mail's signature begins, some lines at its end below ``-- ``; its end without one."""
    start = max(start, len(text) - _SIGNATURE_LENGTH)
    for mark in _SIGNATURE.finditer(text, start):
        lines = text[mark.end() :].split("\n")
        is_short = sum(bool(line.strip()) for line in lines) <= _SIGNATURE_LINES
        if is_short and not any(line.startswith(">") for line in lines):
            return mark.start()
    return len(text)


# --- What a page puts around the text -------------------------------------------------------------

_COMMENTS, _RELATED = "invitation to comment", "links to other texts"
_AUTHOR, _BUTTONS = "note about the author", "button of the page"
_PHRASES = {
    _COMMENTS: (
        r"leave a (?:reply|comment).{0,40}|cancel reply|post comment|submit comment"
        r"|(?:be the first to|post a|add a|add your|write a) (?:comment|reply)"
        r"|join the (?:conversation|discussion)\.?|\d+ thoughts? on .*|comments(?: \(\d+\))?"
        r"|(?:no|\d+) (?:comments?|replies|responses)(?: yet| so far)?\.?"
        r"|comments (?:are|have been) (?:closed|disabled|turned off)\.?|this site uses akismet.*"
        r"|your email address will not be published.*|required fields are marked.*"
        r"|save my name, email.*|(?:you must be logged in|log in) to (?:comment|reply|post).{0,40}"
    ),
    "note about the publisher": (
        r"about (?:this |the |our )?(?:publication|publisher|website|site|us)|contact us"
        r"|privacy policy.{0,80}|terms (?:of|and) (?:use|service|conditions).{0,80}"
    ),
    _AUTHOR: r"about (?:the |this )?(?:authors?|writer|contributor)|view all posts by .*",
    "plug for a shop": (
        r"(?:please )?(?:do )?(?:consider (?:visiting|checking out|buying)|visit|check out|shop|buy"
        r"|order|browse|take a look at)\b.{0,40}\b(?:my|our) (?:\w+ ){0,2}"
        r"(?:stores?|shops?|merch|merchandise|books?|website|etsy|products?)\b[^,]*"
    ),
    "appeal for money": (
        r"(?:if you (?:like|enjoy|value).{0,80}, )?(?:please )?(?:help |consider )?"
        r"(?:support|donat|contribut|becom|mak|buy)\w*\b.{0,60}"
        r"\b(?:patreon|paypal|ko-fi|(?:our|my) (?:work|journalism|reporting)|donation|me a coffee"
        r"|(?:paid|monthly) (?:subscriber|supporter|member))\b.{0,80}"
        r"|donate(?: now| here| today)?"
    ),
    "invitation to subscribe or follow": (
        r"(?:thanks for reading.{0,80}[!.] )?(?:please )?(?:subscribe|sign up)(?: now| today)?"
        r" (?:to|for|via) .{0,60}\b(?:newsletters?|channel|podcast|blog|mailing list|e-?mails?"
        r"|updates|feed|new posts.{0,60}|inbox)\.?"
        r"|(?:subscribe|sign up)(?: now| today| here| for free)*|(?:our )?newsletter"
        r"|get .{0,80} (?:in|to) your inbox\.?|follow @\w+|(?:follow|find) (?:us|me) on .{0,60}"
    ),
    "invitation to share": (
        r"share (?:this|on|via|it)\b.{0,40}|click to share.*|tweet this|e-?mail this.{0,40}"
        r"|(?:print|pdf)(?: this)? (?:article|page|post|friendly)|like this|like loading.*"
    ),
    _RELATED: (
        r"related(?: (?:articles?|posts?|stories|content|reading|topics|news))?|trending now"
        r"|you (?:may|might) also like.{0,60}|recommended (?:for you|reading)|more stories"
        r"|(?:read|see) (?:more|next|also)(?::.*)?|more (?:from|by) [^.]{0,60}|continue reading"
        r"|(?:previous|next|older|newer) (?:post|article|story|page)(?::.*)?"
        r"|most (?:read|popular|viewed)|latest (?:news|posts|articles)"
    ),
    "copyright line": (
        r"(?:copyright|©|\(c\))(?: ?©)? ?[12]\d{3}\b.*|©.*|.{0,80}\ball rights reserved\b.{0,40}"
        r"|this (?:article|work|post|text) is (?:licensed|published) under .*"
    ),
    "credit line": (
        r"(?:additional )?(?:reporting|writing|editing|photography) by .{0,200}|reuse this content"
    ),
    "tags": r"(?:tags?|tagged(?: with)?|filed under|posted in|categor(?:y|ies)|topics|keywords) ?:.*",
    "note on where the text first appeared": (
        r"(?:this|the) (?:article|post|piece|essay|story|text|column) (?:was )?(?:originally|first)"
        r" (?:appeared|published|ran) .{0,120}|(?:re)?published with permission.{0,120}"
        r"|(?:originally|first) published (?:at|in|on|by) .{0,120}"
    ),
    _BUTTONS: (
        r"skip to (?:main )?content|(?:skip )?advertisement|menu|search|home|back to top|top|close"
        r"|(?:listen to|print) this (?:article|page)|loading(?:\.\.\.)?|cookie (?:policy|settings)"
        r"|(?:estimated )?(?:reading time:? )?\d+[ -]min(?:ute)?s?(?: read(?:ing)?)?(?: time)?"
        r"|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|instagram|copy link"
        r"|share|tweet|print|e-?mail|sign in|log in|contact|tags|(?:name|website|comment) ?\*?"
    ),
}
_FURNITURE = tuple(
    (reason, re.compile(rf"(?:{phrases})[ :!…»→>*]*", re.I)) for reason, phrases in _PHRASES.items()
)
_LEADS_A_BLOCK = (_COMMENTS, _RELATED, _AUTHOR)
"""Furniture that other lines may follow which by themselves do not look like any."""
_UNCLEAR_LINES, _AUTHOR_NOTE_LENGTH = 8, 600  # lines, characters


def furniture(text: str, block: Block) -> str:
    """Why a block is page furniture, '' if it is not."""
    if block.length > LONGEST_HEADING:
        return ""
    plain = without_marks(text[block.start : block.end].lstrip("#-•> \t"))
    return next((reason for reason, pattern in _FURNITURE if pattern.fullmatch(plain)), "")


def find_tail(text: str, blocks: Sequence[Block]) -> tuple[int, list[SetAside]]:
    """Where the furniture at the end of a page begins, and that furniture.

    Only furniture up to the very end counts. Short lines before the end may belong to furniture
    above them (titles under "Related"); if there is none, they are text.
    """
    stop = len(blocks)
    aside: list[SetAside] = []
    unclear: list[Block] = []
    for i, block in reversed(list(enumerate(blocks))):
        unclear.append(block)
        reason = furniture(text, block)
        if reason and (len(unclear) == 1 or reason in _LEADS_A_BLOCK):
            aside += [SetAside(piece.start, piece.end, reason) for piece in unclear]
            unclear, stop = [], i
        elif len(unclear) > _UNCLEAR_LINES or (
            block.look.kind == Kind.TEXT and not _is_author_note(text, blocks[max(i - 1, 0)], block)
        ):
            break
    # A file of nothing but furniture is about furniture, and one last word "Home" is no button.
    if stop == 0 or all(piece.reason == _BUTTONS for piece in aside):
        return len(blocks), []
    return stop, aside[::-1]


def _is_author_note(text: str, above: Block, block: Block) -> bool:
    return block.length < _AUTHOR_NOTE_LENGTH and furniture(text, above) == _AUTHOR
