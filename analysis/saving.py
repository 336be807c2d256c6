"""How is a comparison kept in one file, and brought back?

The file is JSON and holds what was asked, not what was found: both texts as they were read, the
actors and the settings. The numbers are computed again when it is opened, to the last digit the same
with the same version of the program.

Its content is a `Request`, field by field. A field that an older version did not know yet has its
default, so that every older file opens; a newer format is refused.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, get_args, get_origin, get_type_hints

from analysis.actors import check as check_actors
from analysis.brought import IN_THE_BROWSER, Limits, ReadingError
from analysis.corrections import check as check_corrections
from analysis.report import SIDES, Request

FORMAT, VERSION = "Parallax comparison", 2
"""What the file calls itself, and the newest version of its form that this program knows."""

ENDING = ".parallax.json"


def saved_bytes(request: Request) -> bytes:
    """A comparison as a file: UTF-8, the same request gives the same bytes."""
    comparison = _plain(request)
    saved = {
        "format": FORMAT,
        "version": VERSION,
        "sha256": fingerprint(comparison),
        "comparison": comparison,
    }
    return (json.dumps(saved, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def open_saved(data: bytes, name: str, limits: Limits = IN_THE_BROWSER) -> Request:
    """The comparison that `saved_bytes` made into a file.

    Raises ReadingError, in one line, if it is none, if it was altered or damaged, if a newer
    version wrote it, or if a text in it is longer than ``limits`` allow.
    """
    saved = _json(data, name)
    if not isinstance(saved, dict) or saved.get("format") != FORMAT:
        raise ReadingError(
            f"{name} is not a comparison saved by Parallax. Choose a file that “Save comparison” made."
        )
    version = saved.get("version")
    if type(version) is int and version > VERSION:
        raise ReadingError(
            f"{name} was saved by a newer Parallax (form {version}; this one knows up to {VERSION}). "
            "Update Parallax to open it."
        )
    comparison = saved.get("comparison")
    if saved.get("sha256") != fingerprint(comparison):
        raise ReadingError(
            f"{name} was altered or damaged after it was saved, so its numbers could differ. "
            "Open an untouched copy."
        )
    try:
        request = _built(Request, comparison, "comparison")
    except ValueError as error:
        raise ReadingError(f"{name} cannot be opened: {error}.") from None
    _check(request, name, limits)
    return request


def is_saved(data: bytes) -> bool:
    """Whether a file says at its beginning that it is a saved comparison, whatever is in it."""
    return data.lstrip().startswith(b"{") and f'"{FORMAT}"'.encode() in data[:200]


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise ReadingError(
            f"{name} is not a comparison saved by Parallax, or it is cut off. "
            "Choose a file that “Save comparison” made."
        ) from None


def fingerprint(comparison: Any) -> str:
    """The same for the same content, however the file is indented."""
    canonical = json.dumps(comparison, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _plain(value: Any) -> Any:
    """Named tuples as objects, other tuples as lists."""
    if hasattr(value, "_asdict"):
        return {key: _plain(item) for key, item in value._asdict().items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _built(wanted: Any, value: Any, where: str) -> Any:
    """The reverse of `_plain`: a value of the type wanted, or ValueError that says where it is none."""
    if hasattr(wanted, "_fields"):
        if not isinstance(value, dict):
            raise ValueError(f"“{where}” holds no entries")
        unknown = value.keys() - set(wanted._fields)
        missing = set(wanted._fields) - value.keys() - wanted._field_defaults.keys()
        if unknown or missing:
            raise ValueError(f"“{where}” has a wrong entry “{min(unknown | missing)}”")
        types = get_type_hints(wanted)
        return wanted(**{k: _built(types[k], v, f"{where}.{k}") for k, v in value.items()})
    if get_origin(wanted) is tuple:
        if not isinstance(value, list):
            raise ValueError(f"“{where}” is no list")
        item = get_args(wanted)[0]
        return tuple(_built(item, each, f"{where}.{n}") for n, each in enumerate(value))
    if type(value) is not wanted:
        raise ValueError(f"“{where}” is not what belongs there")
    return value


def _check(request: Request, name: str, limits: Limits) -> None:
    """What holds for texts and actors that are brought in holds for those in a file too."""
    try:
        check_actors(request.actors)
    except ValueError as error:
        raise ReadingError(f"{name} cannot be opened: {error}") from None
    for side, source in zip(SIDES, (request.a, request.b), strict=True):
        try:
            source.text.encode()
        except UnicodeEncodeError:
            raise ReadingError(f"{name} cannot be opened: text {side} is damaged.") from None
        if not any(character.isalnum() for character in source.text):
            raise ReadingError(f"{name} cannot be opened: text {side} holds no words.")
        try:
            check_corrections(source.text, source.corrections)
        except ValueError as error:
            raise ReadingError(f"{name} cannot be opened: {error}.") from None
        n_words = len(source.text.split())
        if limits.n_words is not None and n_words > limits.n_words:
            raise ReadingError(
                f"{name} holds a text of about {n_words:,} words; the page reads up to "
                f"{limits.n_words:,}. Use the command line for it (python -m analysis)."
            )
