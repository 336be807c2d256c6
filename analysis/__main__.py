"""Compare two texts without a browser: ``python -m analysis TEXT_A TEXT_B --out DIR``.

A comparison that the page saved is worked out again by ``python -m analysis SAVED --out DIR``, and
``python -m analysis verify MANIFEST`` says whether tables come out again as they were.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.arguments import add_arguments, notes, read_by, request_of, text_named
from analysis.brought import ON_THE_COMMAND_LINE
from analysis.export_folder import check_before, write
from analysis.manifest import TABLES
from analysis.output import PLACES, export_files
from analysis.reading import ReadingError, Source, read_bytes
from analysis.report import Request, build_report
from analysis.saving import ENDING, open_saved, saved_bytes
from analysis.verification import said, verify

DIFFERS, BAD_INPUT = 1, 2
VERIFY = "verify"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status (0 done, 1 differs, 2 the input was wrong)."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if given[:1] == [VERIFY]:
            return _verify(_verify_parser().parse_args(given[1:]))
        return _compare(_parser().parse_args(given))
    except ReadingError as error:
        print(f"parallax: {error}", file=sys.stderr)
    except OSError as error:
        where = error.filename or "A file"
        print(f"parallax: {where} cannot be written ({error.strerror}).", file=sys.stderr)
    return BAD_INPUT


def _compare(asked: argparse.Namespace) -> int:
    reads = read_by(asked)
    check_before(asked.out, PLACES, reads, asked.save)
    request = request_of(asked)
    report = build_report(request)
    files = export_files(report)
    write(asked.out, files, reads)
    if asked.save:
        asked.save.parent.mkdir(parents=True, exist_ok=True)  # it may be a folder of the old export
        asked.save.write_bytes(saved_bytes(request))
    for note in notes(report):
        print(f"parallax: note: {note}", file=sys.stderr)
    others = [place for place in files if not place.startswith(TABLES)]
    print(f"{len(report.tables)} tables, {', '.join(others)} written to {asked.out}")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    texts: tuple[Source, Source] | Request | None = None
    if asked.texts:
        a, b = (text_named(name, "name it with --comparison") for name in asked.texts)
        texts = a, b
    elif asked.comparison:
        data = read_bytes(asked.comparison)
        texts = open_saved(data, asked.comparison.name, ON_THE_COMMAND_LINE)
    found = verify(asked.manifest, texts)
    print(said(found))
    return DIFFERS if found.differences else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        allow_abbrev=False,
        prog="python -m analysis",
        description="Compare how two texts are worded and write the result as tables.",
        epilog="To see whether tables come out again as they were: python -m analysis verify --help. "
        "Exit status: 0 when the tables were written, 2 when something was wrong with the "
        "input (one line on standard error says what; nothing is written then). A text that is not in "
        "English, or is very short, is compared, and a line on standard error says what that means.",
    )
    add_arguments(
        parser,
        written="folder for tables/*.csv, tables.xlsx, data_dictionary.csv, parallax_figures.py (draws "
        "figures from the tables), README.txt and manifest.json; made if it is not there. An export "
        "of Parallax that is there already is replaced; any other file stays, and if it stands in the way "
        "nothing is written",
    )
    return parser


def _verify_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        allow_abbrev=False,
        prog=f"python -m analysis {VERIFY}",
        description="Say whether the files beside a manifest are what they were, and, with both "
        "texts, whether its tables come out again. One line for each thing that differs: a file, a "
        "text, a setting, a table. Other versions of the program or a library are noted where the "
        "tables were worked out again; they alone are no difference.",
        epilog="Exit status: 0 when everything agrees, 1 when something differs, 2 when something "
        "was wrong with the input (one line on standard error says what).",
    )
    parser.add_argument(
        "manifest",
        type=Path,
        metavar="MANIFEST",
        help="the manifest.json of an export, or its folder; unpack a ZIP archive first",
    )
    texts = parser.add_mutually_exclusive_group()
    texts.add_argument(
        "--texts",
        nargs=2,
        metavar=("TEXT_A", "TEXT_B"),
        help="the two texts that were compared, as files (or web addresses), as they were brought; "
        "corrections, actors and settings are taken from the manifest",
    )
    texts.add_argument(
        "--comparison",
        type=Path,
        metavar="SAVED",
        help=f"a saved comparison ({ENDING}) that holds the two texts",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
