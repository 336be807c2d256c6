"""Compare two texts without a browser: ``python -m analysis TEXT_A TEXT_B --out DIR``.

A comparison that the page saved is worked out again by ``python -m analysis SAVED --out DIR``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.actors import load_actors as read_actors
from analysis.brought import ON_THE_COMMAND_LINE
from analysis.formats import EXTENSIONS
from analysis.output import manifest_bytes, table_files
from analysis.reading import ReadingError, read_bytes, read_source
from analysis.report import Request, Settings, actors_found, build_report, load_actors
from analysis.saving import open_saved, saved_bytes

BAD_INPUT = 2

_HOW_TO_COUNT = (
    "name_a",
    "name_b",
    "actors",
    "find_actors",
    "no_demonyms",
    "terms_without_actors",
    "leave_out",
)
"""Arguments that a saved comparison answers by itself."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status (0 done, 2 something was wrong with the input)."""
    asked = _parser().parse_args(arguments)
    try:
        request = _request(asked)
        _check_folder(asked.out)
    except ReadingError as error:
        print(f"parallax: {error}", file=sys.stderr)
        return BAD_INPUT
    report = build_report(request)
    files = table_files(report)
    try:
        tables = asked.out / "tables"
        tables.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (tables / name).write_bytes(data)
        (asked.out / "manifest.json").write_bytes(manifest_bytes(report, files))
        if asked.save:
            asked.save.write_bytes(saved_bytes(request))
    except OSError as error:
        print(f"parallax: {error.filename} cannot be written ({error.strerror}).", file=sys.stderr)
        return BAD_INPUT
    print(f"{len(files)} tables and manifest.json written to {asked.out}")
    return 0


def _request(asked: argparse.Namespace) -> Request:
    """What the arguments ask for: a saved comparison as it is, or two texts and how to count."""
    if asked.text_b is None:
        return _saved(asked)
    a, b = read_source(asked.text_a), read_source(asked.text_b)
    settings = Settings(
        demonyms=not asked.no_demonyms,
        actor_names_in_terms=not asked.terms_without_actors,
        extra_stop_words=tuple(sorted({w.lower() for w in asked.leave_out})),
    )
    actors = actors_found(a, b) if asked.find_actors else _actors(asked.actors)
    return Request(
        a._replace(name=asked.name_a or a.name),
        b._replace(name=asked.name_b or b.name),
        actors,
        settings,
    )


def _saved(asked: argparse.Namespace) -> Request:
    """A comparison as the page saved it; what it says is not to be said again."""
    if asked.text_a.suffix.lower() != ".json":
        raise ReadingError("Name two texts, or one saved comparison (.parallax.json).")
    said_again = [name for name in _HOW_TO_COUNT if getattr(asked, name)]
    if said_again:
        raise ReadingError(
            f"--{said_again[0].replace('_', '-')} cannot be used with a saved comparison, which says "
            "itself how to count. Leave it out, or name the two texts."
        )
    return open_saved(read_bytes(asked.text_a), asked.text_a.name, ON_THE_COMMAND_LINE)


def _actors(path: Path | None):
    if path is None:
        return load_actors()
    try:
        return read_actors(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadingError(f"{path} cannot be opened ({error.strerror}).") from None
    except ValueError as error:
        raise ReadingError(f"{path}: {error}") from None


def _check_folder(out: Path) -> None:
    """Refuse a file in the folder's place before anything is computed."""
    for place in (out, out / "tables"):
        if place.exists() and not place.is_dir():
            raise ReadingError(f"{place} is a file. Give --out a folder.")


def _folder(name: str) -> Path:
    if not name.strip():
        raise argparse.ArgumentTypeError("it is empty; name a folder for the tables")
    return Path(name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Compare how two texts are worded and write the result as tables.",
        epilog="Exit status: 0 when the tables were written, 2 when something was wrong with the "
        "input (one line on standard error says what; nothing is written then).",
    )
    parser.add_argument(
        "text_a",
        type=Path,
        metavar="TEXT_A",
        help=f"the first text, a file: {', '.join(EXTENSIONS)}; or a comparison saved from the page "
        "(.parallax.json), then without TEXT_B",
    )
    parser.add_argument(
        "text_b", type=Path, nargs="?", metavar="TEXT_B", help="the second text, a file"
    )
    parser.add_argument(
        "--out",
        type=_folder,
        required=True,
        metavar="DIR",
        help="folder for tables/*.csv and manifest.json; made if it is not there",
    )
    parser.add_argument(
        "--save",
        type=Path,
        metavar="FILE",
        help="also save the comparison in one file that the page opens",
    )
    parser.add_argument("--name-a", metavar="NAME", help="short name of the first text")
    parser.add_argument("--name-b", metavar="NAME", help="short name of the second text")
    parser.add_argument(
        "--actors",
        type=Path,
        metavar="FILE",
        help="list of actors (TOML; data/actors.toml shows how it is written)",
    )
    parser.add_argument(
        "--find-actors",
        action="store_true",
        help="look for the names found in the two texts instead of those of a list",
    )
    parser.add_argument(
        "--no-demonyms", action="store_true", help="do not count 'Russian' as a mention of Russia"
    )
    parser.add_argument(
        "--terms-without-actors", action="store_true", help="leave actors' names out of the terms"
    )
    parser.add_argument(
        "--leave-out",
        nargs="*",
        default=[],
        metavar="WORD",
        help="further words to leave out of the terms",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
