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
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pandas as pd

from analysis import manifest, saving
from analysis.brought import ON_THE_COMMAND_LINE, ReadingError, counted
from analysis.manifest import TABLES, sha256
from analysis.output import COMPARISON, table_files
from analysis.reading import Source, read_bytes
from analysis.report import SIDES, Request, Settings, build_report

_SHORT = 12  # digits of a fingerprint that are told; enough to tell two apart
_LONGEST_CELL = 40
_FIGURES = "figures/"  # where an export's charts lie, which are made elsewhere


class Verification(NamedTuple):
    """What came of it."""

    differences: Annotated[tuple[str, ...], "what differs, a line each; empty if everything agrees"]
    notes: Annotated[tuple[str, ...], "what may be why, and what else lies there, a line each"]
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
    differences: list[str] = []
    notes: list[str] = []
    made: dict[str, bytes] = {}
    if texts is not None:
        # What a saved comparison says besides its texts is compared; the manifest's is computed with.
        sources = (texts.a, texts.b) if isinstance(texts, Request) else texts
        in_texts = list(_text_differences(opened, sources))
        differences += in_texts
        if isinstance(texts, Request):
            differences += _asked_otherwise(opened, texts)
        if not in_texts:
            request = _request(opened, sources)
            made = table_files(build_report(request))
            settled = list(_settled_otherwise(opened))
            unlike = list(_table_differences(opened, made))
            differences += settled + unlike
            if unlike and not settled:
                notes += _why(opened, request)
            notes += _other_versions(opened)
    if found:
        differences = [*_file_differences(opened, made), *differences]
    notes += _unnamed(opened)
    return Verification(_lines(differences), _lines(notes), len(found), len(made))


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


def _file_differences(opened: _Manifest, made: Mapping[str, bytes]) -> Iterator[str]:
    """What is not as it was; of a table that comes out of the texts as it was, also where."""
    for place, fingerprint in opened.fingerprints.items():
        file = _beside(opened.path, place)
        if file is None:
            yield f"{place}: is not there"
        elif (found := sha256(read_bytes(file))) != fingerprint:
            name = place.removeprefix(TABLES)
            unlike = ""
            if place.startswith(TABLES) and sha256(made.get(name, b"")) == fingerprint:
                unlike = (
                    f"{_unlike(read_bytes(file), made[name], ('in the file', 'out of the texts'))}; "
                    "the table still comes out of the texts as the manifest says"
                )
            yield f"{place}: was changed ({_two(found, fingerprint)}){unlike}"


def _unnamed(opened: _Manifest) -> Iterator[str]:
    """Files among an export's own that it does not know: they may be of another comparison."""
    folder = opened.path.parent
    for place in (TABLES, _FIGURES):
        for file in sorted((folder / place).glob("*")):
            name = file.relative_to(folder).as_posix()
            if name not in opened.fingerprints and _beside(opened.path, name):
                yield f"{name} is not in the manifest"


def _two(here: str, there: str) -> str:
    return f"SHA-256 {here[:_SHORT]}… here, {there[:_SHORT]}… in the manifest"


# --- the texts and what is asked of them ----------------------------------------------------------


def _text_differences(opened: _Manifest, sources: tuple[Source, Source]) -> Iterator[str]:
    stated = [opened.content["inputs"][side] for side in SIDES]
    brought = [source.sha256 for source in sources]
    fingerprints = [one.get("sha256") for one in stated]
    if brought != fingerprints and brought == fingerprints[::-1]:
        first, second = (one.get("name") for one in stated)
        yield (
            f"texts: the two texts are given the other way round: name {first} first, then {second}"
        )
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
            there = stated["inputs"][side].get(key, value)
            if there != value:
                yield f"text {side}: {_both(key, value, there)}"
    if kept["actors"] != stated.get("actors"):
        yield f"actors: {_both('actors', kept['actors'], stated.get('actors'))}"
    for key, value in kept["settings"].items():
        if value != stated["settings"].get(key):
            yield f"settings: {_both(key, value, stated['settings'].get(key))}"


def _both(key: str, kept: Any, stated: Any) -> str:
    """Two values of one thing; of two long lists the first entry in which they differ."""
    if isinstance(kept, list) and isinstance(stated, list):
        number, one, other = next(
            (number, one, other)
            for number, (one, other) in enumerate(zip_longest(kept, stated), 1)
            if one != other
        )
        return (
            f"“{key}” has {_entries(kept)} in the saved comparison, {_entries(stated)} in the manifest, "
            f"first unlike no. {number}: {_two_entries(one, other)}"
        )
    return f"“{key}” is {_value(kept)} in the saved comparison, {_value(stated)} in the manifest"


def _two_entries(one: Any, other: Any) -> str:
    """Two entries of lists; of two that go by one name, in what they differ."""
    if isinstance(one, dict) and isinstance(other, dict) and _value(one) == _value(other):
        keys = [key for key in (*one, *other) if one.get(key) != other.get(key)]
        return f"{_value(one)} has another “{keys[0]}”"
    return f"{_value(one)} and {_value(other)}"


def _entries(values: list[Any]) -> str:
    return counted(len(values), "entry", "entries")


def _value(value: Any) -> str:
    """A value of a file in a few words; of an actor or a correction what it is about."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "action") if value.get(key)), value)
    if value in (None, ""):
        return "nothing"
    return f"“{_cell(value)}”" if isinstance(value, str) else _cell(str(value))


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
    return _unlike(made, then, ("here", "then")) if sha256(then) == opened.tables[name] else ""


def _unlike(one: bytes, other: bytes, where: tuple[str, str]) -> str:
    """In what two tables differ: their size, and the first cell, by what each is called."""
    try:
        a, b = map(_cells, (one, other))
    except ValueError:  # what somebody made of a file need be no table
        return ": it is no table any more"
    if a.iloc[0].tolist() != b.iloc[0].tolist():
        return ": its columns are others"
    said = []
    if len(a) != len(b):
        said.append(f"{counted(len(a) - 1, 'row')} {where[0]}, {len(b) - 1:,} {where[1]}")
    shorter = min(len(a), len(b))
    unlike = a[:shorter].ne(b[:shorter]).to_numpy()
    if unlike.any():
        row, column = next(zip(*unlike.nonzero(), strict=True))
        here, there = (_cell(table.iloc[row, column]) for table in (a, b))
        if not said:
            said.append(counted(int(unlike.sum()), "cell"))
        said.append(
            f"first “{a.iloc[0, column]}” in row {row}: {here} {where[0]}, {there} {where[1]}"
        )
    return f": {', '.join(said)}" if said else ": the same cells, written otherwise"


def _cells(data: bytes) -> pd.DataFrame:
    """Every cell of a table as it is written, its header as row 0; ValueError if it is none."""
    return pd.read_csv(io.BytesIO(data), header=None, dtype=str, keep_default_na=False).fillna("")


def _why(opened: _Manifest, request: Request) -> Iterator[str]:
    """Why tables come out otherwise of the right texts, as far as it can be known.

    A setting is known to be the cause if the tables come out as they were with the other value.
    """
    settings = request.settings._asdict()
    for key, value in settings.items():
        if isinstance(value, bool):
            other = request._replace(settings=Settings(**settings | {key: not value}))
            if _fingerprints(table_files(build_report(other))) == opened.tables:
                yield (
                    f"settings: “{key}” is {value} in the manifest; with {not value} the tables come "
                    "out as they were"
                )
                return
    beside = {name: _beside(opened.path, f"{TABLES}{name}") for name in opened.tables}
    there = {name: read_bytes(file) for name, file in beside.items() if file}
    if _fingerprints(there) == opened.tables:
        because = ", or other versions are at work" if any(_other_versions(opened)) else ""
        yield (
            "the tables beside the manifest are those it names: the manifest was changed after it was "
            f"written (a setting, a name, an actor, a correction){because}"
        )


def _fingerprints(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data) for name, data in files.items()}


def _cell(value: str) -> str:
    if not value:
        return "nothing"
    return value if len(value) <= _LONGEST_CELL else f"{value[:_LONGEST_CELL]}…"


def _lines(said: list[str]) -> tuple[str, ...]:
    """Words of a file that somebody sent, each as one line that a terminal does not obey."""
    return tuple("".join(c if c.isprintable() else "�" for c in line) for line in said)
