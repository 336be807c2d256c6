"""Which characters do bytes stand for?

A mark decides, then strict UTF-8, then UTF-16 without a mark. What is left is Windows-1252 where
it reads like a western text, and otherwise what charset-normalizer finds.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from analysis.brought import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # begins like UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_NAMES = {"cp": "Windows-", "mac_": "Macintosh ", "iso8859_": "ISO 8859-"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL_SHARE = 0.005
"""Share of control characters above which bytes are no text; a stray one happens."""
_WESTERN = frozenset(
    "éèêëàâäáãåæçîïíìñôöóòõøœùûüúýßðþšžÉÈÊÀÂÄÁÃÅÆÇÎÍÑÔÖÓÕØŒÜÚÞŠŽ’‘“”„‚‹›«»–—…•·¿¡£€§©®°º´\xa0\xad"
)
"""What western texts have besides ASCII; the bytes of other scripts, read as Windows-1252, differ."""
_WESTERN_SHARE = 0.9
# What is in use beside UTF and Windows-1252; out of all there are, charset-normalizer guesses worse.
_CANDIDATES = [f"cp{number}" for number in (1250, 1251, 1253, 1255, 1256, 1257, 874, 932, 949)]
_CANDIDATES += ["koi8_r", "koi8_u", "mac_roman", "mac_cyrillic", "euc_jp", "gb18030", "big5"]
_FEWEST_TO_GUESS = 10  # bytes that are not ASCII, or pairs of bytes
_SAMPLE = 50_000  # bytes shown to charset-normalizer


class Decoded(NamedTuple):
    """The characters some bytes stand for."""

    text: str
    encoding: str
    """Name of the encoding, for the reader."""


def decode(data: bytes, name: str) -> Decoded:
    """The characters of a text file, unaltered, and its encoding; a mark at its start is dropped.

    Raises ReadingError if there is nothing in it, or if it is no text.
    """
    decoded = _by_mark(data, name) or _utf_8(data) or _bare_utf_16(data, name) or _eight_bits(data)
    if decoded is None or _is_binary(decoded.text):
        raise ReadingError(
            f"{name} is not a text file: it does not hold text that can be read. "
            "Choose another file, or save its text as plain text, UTF-8."
        )
    return decoded


def _by_mark(data: bytes, name: str) -> Decoded | None:
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(codec), label)
            except UnicodeDecodeError:
                raise ReadingError(
                    f"{name} begins like {label} but cannot be read as such: it is damaged or cut "
                    "off. Save it again as plain text, UTF-8."
                ) from None
    return None


def _utf_8(data: bytes) -> Decoded | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Decoded(text, "UTF-8")


def _bare_utf_16(data: bytes, name: str) -> Decoded | None:
    """UTF-16 without a mark shows by the NULs in every second byte of its spaces and letters."""
    if b"\0" not in data:
        return None
    n_pairs = len(data) // 2
    nulls = data[0::2].count(0), data[1::2].count(0)
    codec = "utf-16-le" if nulls[1] > nulls[0] else "utf-16-be"
    is_long_enough = n_pairs >= _FEWEST_TO_GUESS and len(data) % 2 == 0
    if is_long_enough and max(nulls) > 0.1 * n_pairs and min(nulls) < 0.01 * n_pairs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            text = "\0"
        if not _is_binary(text):
            return Decoded(text, "UTF-16")
    raise ReadingError(
        f"{name} is not a text file: it does not hold text that can be read. "
        "Choose another file, or save its text as plain text, UTF-8."
    )


def _eight_bits(data: bytes) -> Decoded | None:
    western = _decoded(data, "cp1252")
    if western and _reads_western(western.text):
        return western
    if sum(byte > 127 for byte in data[:_SAMPLE]) < _FEWEST_TO_GUESS:
        return None  # a few stray bytes fit some encoding or other: better ask than show nonsense
    return _decoded(data, _guess(data)) or western


def _reads_western(text: str) -> bool:
    """True if accented letters are the western ones, and stand among plain ones."""
    others = re.findall(r"[^\x00-\x7f]", text)
    n_plain = len(re.findall(r"[A-Za-z]", text))
    return len(others) < n_plain and sum(
        char in _WESTERN for char in others
    ) >= _WESTERN_SHARE * len(others)


def _guess(data: bytes) -> str:
    """What charset-normalizer makes of the lines that are not plain ASCII."""
    import charset_normalizer

    lines = re.findall(rb"[^\n]*[\x80-\xff][^\n]*\n?", data[: 20 * _SAMPLE])
    best = charset_normalizer.from_bytes(b"".join(lines)[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    return best.encoding if best else ""


def _decoded(data: bytes, codec: str) -> Decoded | None:
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
    family = next((start for start in _NAMES if codec.startswith(start)), "")
    label = _NAMES.get(family, "") + codec.removeprefix(family)
    return Decoded(text, label.replace("_", "-"))


def _is_binary(text: str) -> bool:
    n_controls = len(_CONTROL.findall(text))
    return "\0" in text or n_controls > max(_CONTROL_SHARE * len(text), 1)
