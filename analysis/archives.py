"""Is it safe to unpack a ZIP archive, such as a Word or OpenDocument file is?

What its members declare is not believed: they are unpacked once, up to the limit, before any
library sees the archive.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from analysis.brought import Limits, ReadingError

_MOST_MEMBERS = 5_000
_CHUNK = 1 << 18
_MEGABYTE = 1 << 20
_XML_SHARE = 4
"""XML takes about this many times its size in memory more than a picture does."""


def member_names(data: bytes) -> frozenset[str]:
    """The names of an archive's members; none if it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError):
        return frozenset()


def read_member(data: bytes, member: str, most: int = 1_000) -> bytes:
    """The first bytes of one member; nothing if there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(member) as stream:
            return stream.read(most)
    except (KeyError, zipfile.BadZipFile, zlib.error, *_UNREADABLE):
        return b""


_UNREADABLE = (EOFError, OSError, RuntimeError, ValueError, NotImplementedError, UnicodeError)


def check_archive(data: bytes, name: str, limits: Limits) -> None:
    """Refuse an archive that unpacks to too much, is damaged, locked, or declares XML entities."""
    too_large = ReadingError(
        f"{name} is a small file that unpacks to more than {limits.unpacked_megabytes} MB. "
        "Save its text as a new file."
    )
    damaged = ReadingError(f"{name} is damaged or cut off. Save it again from its program.")
    most = limits.unpacked_megabytes * _MEGABYTE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(m.file_size for m in members) > most:
                raise too_large
            if any(member.flag_bits & 1 for member in members):
                raise ReadingError(f"{name} is locked with a password. Save it without one.")
            room = most
            for member in members:
                room -= _weigh(archive, member, room, name)
                if room < 0:
                    raise too_large
    except ReadingError:
        raise
    except (zipfile.BadZipFile, zlib.error, *_UNREADABLE):
        raise damaged from None


def _weigh(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, name: str) -> int:
    """How much a member unpacks to, XML several times over; stops as soon as there is no room."""
    size, is_xml = 0, member.filename.lower().endswith((".xml", ".rels"))
    tail = b""
    with archive.open(member) as stream:
        while size <= room and (chunk := stream.read(_CHUNK)):
            size += len(chunk) * (_XML_SHARE if is_xml else 1)
            if is_xml and b"<!ENTITY" in (tail + chunk).replace(b"\0", b""):
                raise ReadingError(
                    f"{name} declares XML entities, which no word processor writes. "
                    "Save its text as a new file."
                )
            tail = chunk[-32:]
    return size
