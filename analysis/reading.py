"""From bytes to a Source: the one door through which the page and the command line take a text in.

All offsets point into the text as it is after reading. A plain UTF-8 file comes out as it went in,
save for what would hide a word (``tidying.py``); what any other format takes is read as
``formats.py`` says. Whatever reading changed stands in ``Source.changes``.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path, PurePath
from typing import Annotated, NamedTuple

from analysis.brought import IN_THE_BROWSER, ON_THE_COMMAND_LINE, Limits, Reading, ReadingError
from analysis.corrections import Correction
from analysis.formats import read, settle

__all__ = [
    "DATA",
    "ReadingError",
    "Source",
    "load_samples",
    "read_bytes",
    "read_source",
    "source_from_bytes",
    "source_from_text",
]

DATA = Path(__file__).resolve().parent.parent / "data"


class Source(NamedTuple):
    """One text as it was brought: its characters and what is known about it from outside."""

    name: Annotated[str, "short name, shown everywhere"]
    text: Annotated[str, "the text after reading; all offsets point into it"]
    sha256: Annotated[str, "fingerprint of the bytes it was read from"]
    title: Annotated[str, "title, if known from outside the text"] = ""
    author: Annotated[str, "author, if known from outside the text"] = ""
    published: Annotated[str, "date of publication, if known from outside the text"] = ""
    origin: Annotated[str, "where it appeared, if known"] = ""
    encoding: Annotated[str, "encoding the file was read with; empty if its format settles it"] = ""
    changes: Annotated[tuple[str, ...], "what reading changed, a plain phrase each"] = ()
    language: Annotated[str, "ISO 639 code, if known from outside the text"] = ""
    corrections: Annotated[
        tuple[Correction, ...], "what a reader corrected in how it was read, in order"
    ] = ()


def read_source(path: Path, limits: Limits = ON_THE_COMMAND_LINE) -> Source:
    """A file as a Source. One of the samples is recognised by its bytes and gets its details."""
    return source_from_bytes(read_bytes(path), path.name, limits)


def read_bytes(path: Path) -> bytes:
    """What a file holds, or a ReadingError that says why it cannot be opened."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"{path} does not exist. Check the name and the folder.") from None
    except IsADirectoryError:
        raise ReadingError(f"{path} is a folder. Name a text file.") from None
    except OSError as error:
        raise ReadingError(f"{path} cannot be opened ({error.strerror}).") from None


def source_from_bytes(data: bytes, name: str, limits: Limits = IN_THE_BROWSER) -> Source:
    """Bytes as a Source, named after the file; a sample is recognised by its fingerprint."""
    sha256 = hashlib.sha256(data).hexdigest()
    name = "".join(char if char.isprintable() else "�" for char in name)
    reading = read(data, name, limits)
    for entry in _manifest():
        if entry["sha256"] == sha256:
            return _sample(entry, reading)
    return _source(PurePath(name).stem, reading, sha256)


def source_from_text(text: str, name: str, limits: Limits = IN_THE_BROWSER) -> Source:
    """Pasted text as a Source."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise ReadingError(f"{name} holds half a character. Copy it again.") from None
    if "\0" in text:
        raise ReadingError(f"{name} holds characters that are no text. Copy it again.")
    return _source(name, settle(Reading(text), name, limits), hashlib.sha256(data).hexdigest())


def _source(name: str, reading: Reading, sha256: str) -> Source:
    """A reading as a Source. What the file's format states fills in what its text does not."""
    title, author, published = reading.title, reading.author, reading.published
    if title or author or published:
        from analysis.outline import read_outline

        outline = read_outline(reading.text)
        title = "" if outline.title else title
        author = "" if outline.author else author
        published = "" if outline.published else published
    return Source(
        name,
        reading.text,
        sha256,
        title,
        author,
        published,
        encoding=reading.encoding,
        changes=reading.changes,
    )


def load_samples() -> tuple[Source, Source]:
    """The two texts in ``data/``, as the manifest describes them."""
    a, b = (
        _sample(entry, Reading((DATA / entry["file"]).read_bytes().decode(), "UTF-8"))
        for entry in _manifest()
    )
    return a, b


def _manifest() -> list[dict[str, str]]:
    return tomllib.loads((DATA / "manifest.toml").read_text(encoding="utf-8"))["text"]


def _sample(entry: dict[str, str], reading: Reading) -> Source:
    return Source(
        name=entry["short_name"],
        text=reading.text,
        sha256=entry["sha256"],
        title=entry["title"],
        author=entry["author"],
        published=entry["published"],
        origin=entry["source"],
        encoding=reading.encoding,
        changes=reading.changes,
        language=entry["language"],
    )


def told_apart(a: Source, b: Source) -> tuple[Source, Source]:
    """Two texts of one name with a number behind it, or nothing could say whose a number is."""
    if a.name == b.name:
        return a._replace(name=f"{a.name} (1)"), b._replace(name=f"{b.name} (2)")
    return a, b
