"""Which characters mark a text up, or are an address, and are nobody's words?

A reader of ``[the report](https://example.org/2024/report.html)`` reads two words. Here the rest is
blanked out, character for character, for whoever looks for words or for the ends of sentences; the
text itself stays as it is.

Only what Markdown, HTML or a web address leaves no doubt about is blanked. Words that a reader sees
stay: the text of a link, code, the number of a list's item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TARGET = r"\(<?[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*>?(?: +[\"'(][^\"'()\n]*[\"')])?\)"
"""Where a link leads, with the title that only the pointer shows."""
_TAGS = (
    r"a|abbr|article|aside|audio|b|big|blockquote|br|center|cite|code|del|details|div|em|figcaption"
    r"|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|q|s|section|small|source|span"
    r"|strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|video"
)
_MARKUP = (  # (a sign without which there is none, what is overwritten), in this order
    ("```", re.compile(r"^[ \t]*```[^\n`]*$", re.M)),  # a fence, with the language of its code
    ("<!--", re.compile(r"<!--(?:[^-]|-(?!->)){0,2000}-->")),
    ("![", re.compile(rf"!\[[^\[\]]*\](?:{_TARGET}|\[[^\[\]]*\])")),  # a picture shows no words
    # "[Putin](…)’s", "[tank](…)s": the letter goes with the word of the link.
    ("](", re.compile(rf"\]{_TARGET}(?:['’]?s\b)?")),
    ("<", re.compile(rf"</?(?:{_TAGS})(?:\s[^<>=]*=[^<>]*|\s*/?)>", re.I)),
)
_EMPHASIS = (
    ("*’", re.compile(r"\*+’s\b")),  # "*The Times*’s"
    ("*'", re.compile(r"\*+'s\b")),
    (
        "_",
        re.compile(r"_(?:(?<!\w_)_*|(?<!__)_*(?!\w)(?:['’]s\b)?)"),
    ),  # not the one of "snake_case"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\[\]\n]{1,80})\]:[ \t]+<?(?:\w+://|www\.|[/#.]|mailto:)\S*"
    r"(?:[ \t]+[\"'(][^\"'()\n]*[\"')])?[ \t\r]*$",
    re.M,
)
_REFERENCE = re.compile(r"\]\[([^\[\]\n]{1,80})\]")
_ADDRESS_GOES_ON = r"[\w\-.~:/?#@!$&'()*+,;=%]*[\w/=#&%~+$-]"
_ADDRESSES = tuple(
    (sign, re.compile(start + _ADDRESS_GOES_ON))
    for sign, start in (
        ("http", r"https?://"),
        ("ftp://", r"ftp://"),
        ("www.", r"www\.(?<![\w.]....)(?=\w)"),
        ("mailto:", r"mailto:"),
    )
)
"""Each begins with letters, for which re scans fast, and ends before the sentence's punctuation."""
_MAIL_HOST = re.compile(r"@(?<=[\w+-]@)[\w-]+(?:\.[\w-]+)+")
_MAIL_NAME = re.compile(r"[\w.+-]+\Z")
_LONGEST_MAIL_NAME = 64  # characters, by RFC 5321


def without_markup(text: str, address: str = " ") -> str:
    """The text with markup blanked out and addresses overwritten; every offset stays where it was.

    ``address`` is the character that stands for each of an address: a blank where words are looked
    for, a letter where the sentence around it matters.
    """
    if "]" in text and "]:" in text:
        text = _without_references(text)
    text = _overwrite(text, _MARKUP)
    text = _overwrite(text, _ADDRESSES, address)
    if "@" in text:
        text = _without_mail_addresses(text, address)
    return _overwrite(text, _EMPHASIS)


def _overwrite(
    text: str, kinds: Iterable[tuple[str, re.Pattern[str]]], character: str = " "
) -> str:
    for sign, pattern in kinds:
        if sign[0] in text and sign in text:  # each a good deal faster than the next
            text = pattern.sub(lambda match: character * len(match[0]), text)
    return text


def _without_references(text: str) -> str:
    """``[text][1]`` without its label, where a line ``[1]: https://…`` says what that leads to."""
    labels = {label.lower() for label in _DEFINITION.findall(text)}
    if not labels:
        return text
    text = _overwrite(text, [("]:", _DEFINITION)])
    return _REFERENCE.sub(
        lambda found: " " * len(found[0]) if found[1].lower() in labels else found[0], text
    )


def _without_mail_addresses(text: str, address: str) -> str:
    pieces, cursor = [], 0
    for host in _MAIL_HOST.finditer(text):
        name = _MAIL_NAME.search(text, max(cursor, host.start() - _LONGEST_MAIL_NAME), host.start())
        start = name.start() if name else host.start()
        pieces += [text[cursor:start], address * (host.end() - start)]
        cursor = host.end()
    return "".join([*pieces, text[cursor:]])
