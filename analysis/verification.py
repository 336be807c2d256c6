"""Do the tables of a manifest come out again, and if not, what differs?

Two questions, each answered as far as possible. Are the files that lie beside the manifest what they
were when it was written? That takes no text. Do its tables come out again? That takes both texts, as
files or in a saved comparison: what the manifest says of them (names, corrections, actors, settings)
is put to them, and the tables are worked out here.

A manifest is what somebody sent: it is read as such, and leads to no file outside its folder.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pandas as pd

from analysis import manifest, saving
from analysis.brought import ON_THE_COMMAND_LINE, ReadingError, counted
from analysis.manifest import TABLES, sha256
from analysis.output import COMPARISON, table_files
from analysis.reading import Source, read_bytes
from analysis.report import SIDES, Request, build_report

_SHORT = 12  # digits of a fingerprint that are told; enough to tell two apart
_LONGEST_CELL = 40


class Verification(NamedTuple):
    """What came of it."""

    differences: Annotated[tuple[str, ...], "what differs, a line each; empty if everything agrees"]
    notes: Annotated[tuple[str, ...], "what may be why, a line each: other versions"]
    n_files: Annotated[int, "files beside the manifest that were looked at"]
    n_tables: Annotated[int, "tables that were worked out again"]


class _Manifest(NamedTuple):
    """A manifest with the parts every one has, and whence it is."""

    path: Path
    content: dict[str, Any]
    tables: dict[str, str]
    files: dict[str, str]

    @property
    def fingerprints(self) -> dict[str, str]:
        """Place beside the manifest → fingerprint."""
        return {f"{TABLES}{name}": value for name, value in self.tables.items()} | self.files


def verify(path: Path, texts: tuple[Source, Source] | Request | None = None) -> Verification:
    """Compare a manifest with the files beside it, and with what comes out of both texts here.

    ``path`` is the manifest or its folder; ``texts`` are two texts as read from their files, or a
    saved comparison. Without them a saved comparison beside the manifest is taken, if the manifest
    names it. Raises ReadingError, in one line, if the file is no manifest, or if there is nothing to
    compare it with.
    """
    path = path / manifest.NAME if path.is_dir() else path
    opened = _open(path)
    found = {place for place in opened.fingerprints if _beside(path, place)}
    if texts is None:
        texts = _comparison_beside(opened)
    if texts is None and not found:
        raise ReadingError(
            f"{path.name} stands alone: there is no file beside it to compare it with. Give both "
            "texts with --texts, or a saved comparison with --comparison."
        )
    differences = list(_file_differences(opened)) if found else []
    notes: list[str] = []
    n_tables = 0
    if texts is not None:
        # What a saved comparison says besides its texts is compared; the manifest's is computed with.
        sources = (texts.a, texts.b) if isinstance(texts, Request) else texts
        in_texts = list(_text_differences(opened, sources))
        differences += in_texts
        if isinstance(texts, Request):
            differences += _asked_otherwise(opened, texts)
        if not in_texts:
            report = build_report(_request(opened, sources))
            made = table_files(report)
            n_tables = len(made)
            differences += _settled_otherwise(opened)
            differences += _table_differences(opened, made)
            notes += _other_versions(opened)
    return Verification(_lines(differences), _lines(notes), len(found), n_tables)


def said(found: Verification) -> str:
    """What came of it as the lines a reader is shown, one for each thing that differs."""
    lines = [f"differs: {line}" for line in found.differences]
    if found.differences and not found.n_tables:
        lines.append("The tables were not worked out again.")
    if not found.differences:
        agreeing = []
        if found.n_tables:
            agreeing.append(f"{counted(found.n_tables, 'table')} worked out again")
        if found.n_files:
            agreeing.append(f"{counted(found.n_files, 'file')} beside the manifest")
        lines.append(f"everything agrees: {', '.join(agreeing)}")
        if not found.n_tables:
            lines.append(
                "The tables were not worked out again: that takes both texts (--texts TEXT_A TEXT_B)."
            )
    return "\n".join([*lines, *(f"note: {line}" for line in found.notes)])


# --- the manifest ---------------------------------------------------------------------------------


def _open(path: Path) -> _Manifest:
    try:
        content = json.loads(read_bytes(path).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        if isinstance(error, ReadingError):
            raise
        raise _no_manifest(path, "it is not JSON") from None
    if not isinstance(content, dict) or content.get("program") != manifest.PROGRAM:
        raise _no_manifest(path, "it does not say that it is one")
    for name in ("inputs", "settings", "uncertainty", "versions"):
        if not isinstance(content.get(name), dict):
            raise _no_manifest(path, f"“{name}” is missing or damaged")
    if not all(isinstance(content["inputs"].get(side), dict) for side in SIDES):
        raise _no_manifest(path, "“inputs” is damaged")
    tables, files = content.get("tables"), content.get("files", {})
    for name, named in (("tables", tables), ("files", files)):
        if not isinstance(named, dict) or not all(isinstance(one, str) for one in named.values()):
            raise _no_manifest(path, f"“{name}” is missing or damaged")
    if not tables:
        raise _no_manifest(path, "it names no tables")
    return _Manifest(path, content, tables, files)


def _no_manifest(path: Path, why: str) -> ReadingError:
    return ReadingError(
        f"{path.name} is no manifest of Parallax ({why}). Choose the manifest.json of an export; "
        "unpack a ZIP archive first."
    )


def _request(opened: _Manifest, sources: tuple[Source, Source]) -> Request:
    """What the manifest asks of two texts, held to what holds for a saved comparison."""
    inputs = {}
    for side, source in zip(SIDES, sources, strict=True):
        stated = opened.content["inputs"][side]
        known = {key: stated[key] for key in Source._fields if key in stated}
        inputs[side] = known | {"text": source.text}
    asked = {key: opened.content.get(key) for key in ("actors", "settings")}
    comparison = inputs | asked
    sealed = {
        "format": saving.FORMAT,
        "version": saving.VERSION,
        "sha256": saving.fingerprint(comparison),
        "comparison": comparison,
    }
    return saving.open_saved(json.dumps(sealed).encode(), opened.path.name, ON_THE_COMMAND_LINE)


# --- the files beside it --------------------------------------------------------------------------


def _beside(path: Path, place: str) -> Path | None:
    """A file in the manifest's folder; None if there is none, or if it lies elsewhere."""
    folder = path.parent.resolve()
    try:
        file = (folder / place).resolve()
        return file if file.is_relative_to(folder) and file.is_file() else None
    except (OSError, ValueError):  # a name that the system does not allow
        return None


def _comparison_beside(opened: _Manifest) -> Request | None:
    """The saved comparison that went with the manifest, if it is as it was."""
    file = _beside(opened.path, COMPARISON)
    data = read_bytes(file) if file else b""
    if sha256(data) != opened.files.get(COMPARISON):
        return None
    return saving.open_saved(data, COMPARISON, ON_THE_COMMAND_LINE)


def _file_differences(opened: _Manifest) -> Iterator[str]:
    for place, fingerprint in opened.fingerprints.items():
        file = _beside(opened.path, place)
        if file is None:
            yield f"{place}: is not there"
        elif (found := sha256(read_bytes(file))) != fingerprint:
            yield f"{place}: was changed ({_two(found, fingerprint)})"


def _two(here: str, there: str) -> str:
    return f"SHA-256 {here[:_SHORT]}… here, {there[:_SHORT]}… in the manifest"


# --- the texts and what is asked of them ----------------------------------------------------------


def _text_differences(opened: _Manifest, sources: tuple[Source, Source]) -> Iterator[str]:
    stated = [opened.content["inputs"][side] for side in SIDES]
    brought = [source.sha256 for source in sources]
    fingerprints = [one.get("sha256") for one in stated]
    if brought != fingerprints and brought == fingerprints[::-1]:
        yield "texts: given in the other order; give text b first"
        return
    for side, one, source in zip(SIDES, stated, sources, strict=True):
        text = sha256(source.text.encode())
        if source.sha256 != one.get("sha256"):
            two = _two(source.sha256, str(one.get("sha256")))
            yield f"text {side}: “{source.name}” is not the file that was compared ({two})"
        elif text != one.get("sha256_of_text", text):
            yield (
                f"text {side}: the same file is read otherwise here: {len(source.text):,} characters, "
                f"{one.get('n_characters')} then{_because(opened)}"
            )


def _because(opened: _Manifest) -> str:
    others = list(_other_versions(opened))
    return f" (other versions: {'; '.join(others)})" if others else ""


def _asked_otherwise(opened: _Manifest, request: Request) -> Iterator[str]:
    """What a saved comparison asks that the manifest does not."""
    kept = json.loads(saving.saved_bytes(request))["comparison"]
    stated = opened.content
    for side in SIDES:
        for key, value in kept[side].items():
            if key in stated["inputs"][side] and stated["inputs"][side][key] != value:
                yield f"text {side}: “{key}” in the saved comparison is not the manifest's"
    if kept["actors"] != stated.get("actors"):
        yield "actors: the saved comparison's are not the manifest's"
    for key, value in kept["settings"].items():
        if value != stated["settings"].get(key):
            there = stated["settings"].get(key)
            yield f"settings: “{key}” is {value} in the saved comparison, {there} in the manifest"


def _settled_otherwise(opened: _Manifest) -> Iterator[str]:
    """How intervals are made is no setting: this program has its own way."""
    stated = opened.content["uncertainty"]
    for key, value in manifest.uncertainty().items():
        if stated.get(key) != value:
            yield f"intervals: {key} is {value} here, {stated.get(key)} in the manifest"


def _other_versions(opened: _Manifest) -> Iterator[str]:
    stated = opened.content["versions"]
    for name, here in manifest.versions().items():
        if name in stated and stated[name] != here:
            yield f"{name} is {here} here, was {stated[name]} then"


# --- the tables -----------------------------------------------------------------------------------


def _table_differences(opened: _Manifest, made: Mapping[str, bytes]) -> Iterator[str]:
    for name, fingerprint in opened.tables.items():
        if name not in made:
            yield f"{TABLES}{name}: is not made by this version"
        elif sha256(made[name]) != fingerprint:
            yield f"{TABLES}{name}: comes out otherwise here{_where(opened, name, made[name])}"
    for name in made.keys() - opened.tables.keys():
        yield f"{TABLES}{name}: is not in the manifest"


def _where(opened: _Manifest, name: str, made: bytes) -> str:
    """Where a table differs, if the one that the manifest means lies beside it."""
    file = _beside(opened.path, f"{TABLES}{name}")
    then = read_bytes(file) if file else b""
    if sha256(then) != opened.tables[name]:
        return ""
    before, now = (
        pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False) for data in (then, made)
    )
    if list(before.columns) != list(now.columns):
        return ": its columns are others"
    if len(before) != len(now):
        return f": {counted(len(now), 'row')} here, {len(before):,} then"
    unlike = before.ne(now)
    if not unlike.to_numpy().any():
        return ""
    row, column = next(zip(*unlike.to_numpy().nonzero(), strict=True))
    here, there = (_cell(table.iloc[row, column]) for table in (now, before))
    n = counted(int(unlike.to_numpy().sum()), "cell")
    return f": {n}, first “{now.columns[column]}” in row {row + 1}: {here} here, {there} then"


def _cell(value: str) -> str:
    if not value:
        return "nothing"
    return value if len(value) <= _LONGEST_CELL else f"{value[:_LONGEST_CELL]}…"


def _lines(said: list[str]) -> tuple[str, ...]:
    """Words of a file that somebody sent, each as one line that a terminal does not obey."""
    return tuple("".join(c if c.isprintable() else "�" for c in line) for line in said)
