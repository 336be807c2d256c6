"""From bytes to text: decoding a file, and saying in one sentence what is wrong with it.

The text returned is what all offsets point into. Nothing in it is altered; only a byte order
mark at the very start, which is not text, is dropped.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Annotated, NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data"


class ReadingError(ValueError):
    """A text cannot be read; the message says what is wrong and what to do, in one line."""


class Source(NamedTuple):
    """One text as it was brought: its characters and what is known about it from outside."""

    name: Annotated[str, "short name, shown everywhere"]
    text: Annotated[str, "the text, untouched"]
    sha256: Annotated[str, "fingerprint of the bytes it was read from"]
    title: Annotated[str, "title, if known from outside the text"] = ""
    author: Annotated[str, "author, if known from outside the text"] = ""
    published: Annotated[str, "date of publication, if known from outside the text"] = ""
    origin: Annotated[str, "where it appeared, if known"] = ""


def decode(data: bytes, name: str) -> str:
    """The text in some bytes: UTF-8, or UTF-16 with its mark.

    Raises ReadingError if there is nothing in it, or if it is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        if b"\0" in data:
            raise ReadingError(
                f"{name} is not a text file (it contains NUL bytes). Save it as plain text, UTF-8."
            )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadingError(
            f"{name} cannot be read as UTF-8 text. Save it again as plain text, UTF-8."
        ) from None
    if not any(character.isalnum() for character in text):
        raise ReadingError(f"{name} holds no words. Choose a file with text in it.")
    return text


def read_source(path: Path) -> Source:
    """A file as a Source. One of the samples is recognised by its bytes and gets its details."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadingError(f"{path} does not exist. Check the name and the folder.") from None
    except IsADirectoryError:
        raise ReadingError(f"{path} is a folder. Name a text file.") from None
    except OSError as error:
        raise ReadingError(f"{path} cannot be opened ({error.strerror}).") from None
    return source_from_bytes(data, path.name)


def source_from_bytes(data: bytes, name: str) -> Source:
    """Bytes as a Source, named after the file; a sample is recognised by its fingerprint."""
    sha256 = hashlib.sha256(data).hexdigest()
    text = decode(data, name)
    for entry in _manifest():
        if entry["sha256"] == sha256:
            return _sample(entry, text)
    return Source(Path(name).stem, text, sha256)


def source_from_text(text: str, name: str) -> Source:
    """Pasted text as a Source."""
    data = text.encode("utf-8", "surrogatepass")
    return Source(name, decode(data, name), hashlib.sha256(data).hexdigest())


def load_samples() -> tuple[Source, Source]:
    """The two texts in ``data/``, as the manifest describes them."""
    a, b = (_sample(entry, (DATA / entry["file"]).read_bytes().decode()) for entry in _manifest())
    return a, b


def _manifest() -> list[dict[str, str]]:
    return tomllib.loads((DATA / "manifest.toml").read_text(encoding="utf-8"))["text"]


def _sample(entry: dict[str, str], text: str) -> Source:
    return Source(
        name=entry["short_name"],
        text=text,
        sha256=entry["sha256"],
        title=entry["title"],
        author=entry["author"],
        published=entry["published"],
        origin=entry["source"],
    )
