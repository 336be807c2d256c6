"""Which format do some bytes have, and who reads it?

The content decides first and the name second: a Word document called ``notes.txt`` is read as one.
Plain text is read here. Everything a library has to take apart is read in a process of its own
(``confinement.py``), so that no file can take the page's time or memory.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import PurePath

from analysis.brought import Limits, Reading, ReadingError
from analysis.encodings import decode
from analysis.tidying import tidy

EXTENSIONS = ("txt", "md", "html", "htm", "docx", "pdf", "odt", "rtf")
"""What a file may be called; dashboard and command line list these."""

TEXT, WEB_PAGE, WORD, PDF, OPEN_DOCUMENT, RTF = "text", "web page", "docx", "pdf", "odt", "rtf"
_LABELS = {
    WEB_PAGE: "a web page",
    WORD: "a Word document",
    PDF: "a PDF",
    OPEN_DOCUMENT: "an OpenDocument text",
    RTF: "an RTF document",
}
_NAMED = {"pdf": PDF, "docx": WORD, "odt": OPEN_DOCUMENT, "rtf": RTF}
_READERS = {  # imported only in the process that reads
    WEB_PAGE: ("analysis.web_page", "read_web_page"),
    WORD: ("analysis.word_processing", "read_docx"),
    OPEN_DOCUMENT: ("analysis.word_processing", "read_odt"),
    RTF: ("analysis.word_processing", "read_rtf"),
    PDF: ("analysis.pdf", "read_pdf"),
}
_SAVE_AS = "Save its text as .docx, .pdf, .odt, .html or plain text"
_REFUSED = (  # first bytes, what they say
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word file (.doc), or locked with a password"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
)
_REFUSED_ARCHIVES = (  # member, what it says
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("xl/workbook.xml", "a spreadsheet"),
    ("ppt/presentation.xml", "a presentation"),
    ("index.apxl", "a presentation"),
    ("Index/Document.iwa", "an Apple Pages document"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)
_TAG = re.compile(r"</?(?:html|head|body|p|div|h[1-6]|br|span|article|title)\b[^<>]*>", re.I)
_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I)
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254"}
"""What browsers take instead: pages that state the first hold curly quotes of the second."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
_PDF_MARK_WITHIN = 1024  # bytes, as PDF readers do


def read(data: bytes, name: str, limits: Limits) -> Reading:
    """The text in a file. Raises ReadingError, in one line, if there is none or too much of it."""
    if not data:
        raise ReadingError(f"{name} is empty: it holds no words. Choose a file with text in it.")
    kind = find_format(data, name)
    if kind == TEXT and _extension(name) in _NAMED:
        reading = _read_misnamed(data, name, limits)
    elif kind in (TEXT, WEB_PAGE):
        reading = _read_characters(data, name, kind, limits)
    else:
        reading = _confined(kind, data, name, limits)
    return settle(reading, name, limits)


def settle(reading: Reading, name: str, limits: Limits) -> Reading:
    """What every reading has to go through: no hidden characters, some words, not too many."""
    text, changes = tidy(reading.text)
    if not any(character.isalnum() for character in text):
        raise ReadingError(f"{name} holds no words. Choose a file with text in it.")
    if limits.n_words is not None and len(text) > 2 * limits.n_words:
        n_words = len(text.split())
        if n_words > limits.n_words:
            raise ReadingError(
                f"{name} has about {n_words:,} words; the page reads up to {limits.n_words:,}. "
                "Use the command line for it (python -m analysis), or a part of it."
            )
    return reading._replace(text=text, changes=(*reading.changes, *changes))


def find_format(data: bytes, name: str) -> str:
    """What a file is, by its first bytes; refuses what is known to hold no text we can read."""
    for mark, what in _REFUSED:
        if data.startswith(mark):
            raise ReadingError(f"{name} is {what}. {_SAVE_AS}.")
    if b"%PDF-" in data[:_PDF_MARK_WITHIN]:
        return PDF
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_archive_format(data, name)
    return WEB_PAGE if _extension(name) in ("html", "htm", "xhtml") else TEXT


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def _find_archive_format(data: bytes, name: str) -> str:
    from analysis.archives import member_names, read_member

    members = member_names(data)
    if not members:
        raise ReadingError(f"{name} is damaged or cut off. Save it again from its program.")
    mimetype = read_member(data, "mimetype").decode("ascii", "replace").strip()
    if mimetype == "application/vnd.oasis.opendocument.text":
        return OPEN_DOCUMENT
    for member, what in _REFUSED_ARCHIVES:
        if member in members:
            raise ReadingError(f"{name} is {what}, which Parallax does not read. {_SAVE_AS}.")
    if "[Content_Types].xml" in members and any(m.startswith("word/") for m in members):
        return WORD
    raise ReadingError(f"{name} is a ZIP archive. Unpack it and choose a text in it.")


def _read_misnamed(data: bytes, name: str, limits: Limits) -> Reading:
    """A file that does not begin as its name promises: it may be plain text all the same."""
    try:
        return _read_characters(data, name, TEXT, limits)
    except ReadingError:
        label = _LABELS[_NAMED[_extension(name)]]
        raise ReadingError(
            f"{name} is not {label}, although its name says so, or it is damaged. "
            "Save it again from its program, or choose another file."
        ) from None


def _read_characters(data: bytes, name: str, kind: str, limits: Limits) -> Reading:
    """Plain text as it is, or the article of a web page."""
    declared = _DECLARED.search(data[:4096])
    text, encoding = decode(data, name)
    if kind == WEB_PAGE or _HTML.match(text):
        if declared and encoding not in ("UTF-8", "UTF-16", "UTF-32"):
            with suppress(UnicodeDecodeError, LookupError):  # the page knows better than a guess
                stated = declared[1].decode()
                codec = _WIDER.get(codecs.lookup(stated).name, stated)
                text, encoding = data.decode(codec), stated
        if _TAG.search(text):
            reading = _confined(WEB_PAGE, text.encode("utf-8", "replace"), name, limits)
            return reading._replace(
                encoding=encoding, changes=(*_said_of(encoding), *reading.changes)
            )
    return Reading(text, encoding, _said_of(encoding))


def _said_of(encoding: str) -> tuple[str, ...]:
    return () if encoding == "UTF-8" else (f"read as {encoding}",)


def _confined(kind: str, data: bytes, name: str, limits: Limits) -> Reading:
    from analysis.confinement import confined

    reading = confined(kind, data, name, limits)
    return reading._replace(changes=(f"text taken out of {_LABELS[kind]}", *reading.changes))


def load_reader(kind: str) -> Callable[[bytes, str, Limits], Reading]:
    """The function that reads a format; its library is imported with it."""
    module, function = _READERS[kind]
    return getattr(import_module(module), function)


def take_apart(kind: str, data: bytes, name: str, limits: Limits) -> Reading:
    """Read a format that takes a library; anything the library trips over is a ReadingError."""
    take = load_reader(kind)
    try:
        reading = take(data, name, limits)
    except (ReadingError, MemoryError):
        raise
    except Exception as error:  # a parser fed with broken bytes may raise anything
        raise ReadingError(
            f"{name} cannot be read as {_LABELS[kind]}: it is damaged or cut off "
            f"({type(error).__name__}). Save it again from its program."
        ) from error

    text = _CONTROL.sub("", _join_surrogates(reading.text))
    return reading._replace(text=text)


def _join_surrogates(text: str) -> str:
    """Half characters, which some programs write, put together; a lone half becomes a “�”."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
