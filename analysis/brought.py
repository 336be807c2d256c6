"""What can come of reading a file: its text and what was done to it, or one clear refusal."""

from __future__ import annotations

from typing import Annotated, NamedTuple


class ReadingError(ValueError):
    """A text cannot be read; the message says what is wrong and what to do, in one line."""


class Reading(NamedTuple):
    """The text in a file, and what is known of it besides."""

    text: Annotated[str, "the text; headings the format marks are Markdown headings"]
    encoding: Annotated[str, "the encoding it was read with; empty if the format settles it"] = ""
    changes: Annotated[tuple[str, ...], "what reading changed, a plain phrase each"] = ()
    title: Annotated[str, "title the format states, where that can be trusted"] = ""
    author: Annotated[str, "author the format states, where that can be trusted"] = ""
    published: Annotated[str, "date the format states, where that can be trusted"] = ""


class Limits(NamedTuple):
    """How much is read of one file; None is no limit."""

    n_words: Annotated[int | None, "words of a text"]
    n_pages: Annotated[int | None, "pages of a PDF"]
    seconds: Annotated[float | None, "time for a file of no size"]
    seconds_per_megabyte: Annotated[float, "further time for each megabyte of a file"] = 0.0
    megabytes: Annotated[int | None, "memory one file may take while it is read"] = 400
    unpacked_megabytes: Annotated[int, "what a compressed file may unpack to"] = 100


IN_THE_BROWSER = Limits(n_words=200_000, n_pages=1_500, seconds=1.0, seconds_per_megabyte=15.0)
ON_THE_COMMAND_LINE = Limits(
    n_words=None, n_pages=None, seconds=None, megabytes=None, unpacked_megabytes=1_000
)


def counted(n: int, singular: str, plural: str = "") -> str:
    """A count with its noun: '1 soft hyphen', '1,200 soft hyphens'."""
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"
