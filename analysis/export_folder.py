"""How are files put into a folder so that two exports do not mix there and nobody's file is lost?

A folder may hold an export of Parallax already. What its manifest names, and what is still as the
manifest says, is ours: it is removed before the new files are written. Everything else is somebody's,
and stays; where it stands in the way, nothing is written.
"""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from analysis import manifest, saving
from analysis.brought import ReadingError
from analysis.manifest import TABLES, sha256

_WHAT_TO_DO = "Move it away, or name another folder with --out."


def check_before(
    out: Path, places: Iterable[str], reads: Collection[Path], save: Path | None
) -> None:
    """Refuse, before anything is computed, what could not be written afterwards.

    ``places`` are the files that are known to be written, and folders, with a slash at their end;
    ``reads`` the files that are read, resolved; ``save`` is where the comparison is to be saved.
    """
    places = list(places)
    for folder in dict.fromkeys(("", *(place.rpartition("/")[0] for place in places))):
        if (out / folder).exists() and not (out / folder).is_dir():
            raise ReadingError(f"{out / folder} is a file. Give --out a folder.")
    _check_writable(out)
    files = [place for place in places if not place.endswith("/")]
    check_way(out, files, reads)
    if save is not None:
        _check_save(out, save, files, reads)


def check_way(out: Path, places: Collection[str], reads: Collection[Path]) -> None:
    """Refuse to write where a file stands that is not ours to replace, or that is read now."""
    ours = _ours(out)
    for place in places:
        file = out / place
        if file.resolve() in reads:
            raise ReadingError(
                f"{file} is read for this comparison. Name another folder with --out."
            )
        if os.path.lexists(file) and place not in ours and not _is_archive_of_ours(file):
            raise ReadingError(f"{file} is there already and not of an export. {_WHAT_TO_DO}")
    if _replaces(places):
        for place, is_as_written in ours.items():
            if not is_as_written:
                raise ReadingError(
                    f"{out / place} was changed after Parallax wrote it. {_WHAT_TO_DO}"
                )


def write(out: Path, files: Mapping[str, bytes], reads: Collection[Path]) -> None:
    """Put files into a folder, in place of an export that is there; what is read stays."""
    check_way(out, files, reads)
    if _replaces(files):
        _remove_export(out, reads)
    # The manifest first: if the work is broken off, it says of what is there whose it is. Each file is
    # there as a whole or not at all, so that none seems to have been changed by somebody.
    for place in sorted(files, key=lambda place: place != manifest.NAME):
        file = out / place
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_name(f"{file.name}.part")
        half.write_bytes(files[place])
        half.replace(file)


def _replaces(places: Collection[str]) -> bool:
    """Whether files are an export; an archive is whole by itself, and stands beside what is there."""
    return manifest.NAME in places


def _remove_export(out: Path, reads: Collection[Path]) -> None:
    """Remove what is there of an export, and the folders that are empty then."""
    removed = [
        out / place
        for place, is_as_written in _ours(out).items()
        if is_as_written and (out / place).resolve() not in reads
    ]
    for file in removed:
        file.unlink()
    for folder in {file.parent for file in removed} - {out}:
        with suppress(OSError):  # something else is in it
            folder.rmdir()


def _ours(out: Path) -> dict[str, bool]:
    """The files of an export that is in a folder: place → whether it is as it was written.

    The manifest itself, which nothing vouches for, counts as it was written.
    """
    file = out / manifest.NAME
    try:
        told = json.loads(file.read_bytes())
        if told["program"] != manifest.PROGRAM or file.is_symlink():
            return {}
        named = {f"{TABLES}{name}": data for name, data in told["tables"].items()}
        named |= told.get("files", {})
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return {}  # no manifest, or no export of ours
    found = {place: _is_as_written(out, place, data) for place, data in named.items()}
    return {
        manifest.NAME: True,
        **{place: state for place, state in found.items() if state is not None},
    }


def _is_as_written(out: Path, place: str, fingerprint: str) -> bool | None:
    """Whether a file is what a manifest says; None if there is none, or if a link leads to it."""
    folder = out.resolve()
    file = folder / PurePosixPath(place)
    try:
        # Somebody else may have written the manifest: a name or a link in it leads nowhere else.
        if file.resolve() != file or folder not in file.parents or not file.is_file():
            return None
        return sha256(file.read_bytes()) == fingerprint
    except (OSError, ValueError):  # a name that the system does not allow
        return None


def _is_archive_of_ours(file: Path) -> bool:
    """Whether a file is an archive that an export was packed into."""
    try:
        with zipfile.ZipFile(file) as archive:
            told = json.loads(archive.read(manifest.NAME))
            return not file.is_symlink() and told["program"] == manifest.PROGRAM
    except (OSError, ValueError, LookupError, TypeError, RecursionError, zipfile.BadZipFile):
        return False


def _check_writable(out: Path) -> None:
    """Try to make the folder and a file in it; neither stays."""
    made: list[Path] = []
    try:
        made = [one for one in (out, *out.parents) if not one.exists()]
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise ReadingError(
            f"Nothing can be written to {out} ({error.strerror}). Name another folder with --out."
        ) from None
    finally:
        for one in made:
            with suppress(OSError):
                one.rmdir()


def _check_save(out: Path, save: Path, files: Collection[str], reads: Collection[Path]) -> None:
    """Whether a comparison can be saved under a name; its folder may be the one that is made."""
    if save.is_dir():
        raise ReadingError(f"{save} is a folder. Give --save the name of a file.")
    if save.resolve() in reads:
        raise ReadingError(f"{save} is read for this comparison. Give --save another name.")
    if save.exists() and not saving.is_saved(save.read_bytes()):
        raise ReadingError(
            f"{save} is there already and no saved comparison. Give --save another name."
        )
    if save.resolve() in {(out / place).resolve() for place in files}:
        raise ReadingError(f"{save} is a file of the export. Give --save another name.")
    folder = save.parent
    if folder.absolute() == out.absolute():
        return
    if not folder.is_dir():
        raise ReadingError(
            f"{folder} is no folder, so {save.name} cannot be saved there. Make it first."
        )
    if not os.access(save if save.exists() else folder, os.W_OK):
        raise ReadingError(f"{save} cannot be written. Give --save another name.")
