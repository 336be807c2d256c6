"""The report, the pictures and all tables of a comparison without the page:
``python -m dashboard TEXT_A TEXT_B --out DIR --report --figures svg,pdf``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from analysis.arguments import add_arguments, check_folders, language_note, request_of
from analysis.brought import ReadingError
from analysis.output import export_files, zip_bytes
from analysis.report import Report, build_report
from analysis.saving import saved_bytes
from analysis.text import VOICES
from dashboard import selections
from dashboard.exhibits import all_exhibits, numbers_of
from dashboard.rendering import FORMATS, BrowserError, missing, pictures
from dashboard.report_file import NAME as REPORT
from dashboard.report_file import report_html

BAD_INPUT, NO_PICTURES = 2, 3
REPORT_WITHOUT_TEXTS = "report-without-texts.html"
FIGURES = "figures/"
ARCHIVE = "parallax.zip"

_FILES = "tables/*.csv, tables.xlsx, data_dictionary.csv, parallax_figures.py, README.txt and manifest.json"

Say = Callable[[str], object]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status (0 done, 2 wrong input, 3 pictures missing)."""
    asked = _parser().parse_args(arguments)
    try:
        return _run(asked)
    except ReadingError as error:
        print(f"parallax: {error}", file=sys.stderr)
    except OSError as error:
        print(f"parallax: {error.filename} cannot be written ({error.strerror}).", file=sys.stderr)
    return BAD_INPUT


def _run(asked: argparse.Namespace) -> int:
    say: Say = (lambda line: None) if asked.quiet else _say
    check_folders(asked.out, asked.out / "tables", asked.out / FIGURES)
    say("Opening the texts")
    request = request_of(asked)
    report = build_report(request, lambda done, what: say(what))
    made = _made(report, asked, say)
    lacking = _draw(report, asked, made, say)
    say("Writing the tables")
    written = {ARCHIVE: zip_bytes(report, made)} if asked.zip else export_files(report, made)
    for place, data in written.items():
        file = asked.out / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    if asked.save:
        asked.save.write_bytes(saved_bytes(request))
    if not asked.quiet:
        what = ARCHIVE if asked.zip else f"{len(written)} files"
        print(f"{what} written to {asked.out}")
    if note := language_note(report):
        print(f"parallax: note: {note}", file=sys.stderr)
    if lacking:
        print(f"parallax: {lacking} Everything else was written.", file=sys.stderr)
        return NO_PICTURES
    return 0


def _made(report: Report, asked: argparse.Namespace, say: Say) -> dict[str, bytes]:
    """The reports that were asked for, by their place."""
    made = {}
    for wanted, place, with_texts in (
        (asked.report, REPORT, True),
        (asked.report_without_texts, REPORT_WITHOUT_TEXTS, False),
    ):
        if wanted:
            say(f"Making {place}")
            made[place] = report_html(report, with_texts=with_texts)
    return made


def _draw(report: Report, asked: argparse.Namespace, made: dict[str, bytes], say: Say) -> str:
    """Add the pictures that were asked for; returns in a sentence why some are missing."""
    if not asked.figures:
        return ""
    exhibits = all_exhibits(report, asked.voice)
    numbers = numbers_of(exhibits, selections.names_of(report))
    made |= {f"{FIGURES}{name}": data for name, data in numbers.items()}
    if lacking := missing(asked.figures):
        return lacking
    n = len(exhibits) * len(asked.figures)
    say(f"Drawing {n} pictures")
    drawn = 0
    try:
        for name, data in pictures(
            exhibits,
            selections.names_of(report),
            asked.figures,
            "dark" if asked.dark else "light",
        ):
            made[f"{FIGURES}{name}"] = data
            drawn += 1
    except BrowserError as error:
        return f"{n - drawn} of {n} pictures are missing. {error}"
    return ""


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _formats(written: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(one.strip().lower() for one in written.split(",") if one.strip()))
    unknown = [one for one in wanted if one not in FORMATS]
    if unknown or not wanted:
        raise argparse.ArgumentTypeError(
            f"{unknown[0] if unknown else 'nothing'!r} is no format of a picture; "
            f"name one or more of {','.join(FORMATS)}"
        )
    return wanted


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard",
        description="Compare how two texts are worded and write everything the page shows: tables, and "
        "if asked for a report to open in a browser and pictures of the charts. Nothing is sent "
        "anywhere; a text named by its web address is fetched.",
        epilog="Example: python -m dashboard data/arnow-2024.txt data/babich-2022.txt --out out "
        "--report --figures svg. "
        "Exit status: 0 when everything was written, 2 when something was wrong with the input (one "
        "line on standard error says what; nothing is written then), 3 when all was written but "
        "pictures, because there is no browser on this machine or it failed (a line says so).",
    )
    add_arguments(
        parser,
        written=f"folder for {_FILES}; made if it is not there",
    )
    parser.add_argument(
        "--report",
        action="store_true",
        help=f"also {REPORT}: one file (7 MB) with charts, sentences and methods that opens without a "
        "network and prints to a PDF",
    )
    parser.add_argument(
        "--report-without-texts",
        action="store_true",
        help=f"also {REPORT_WITHOUT_TEXTS}: the same for texts that may not be passed on; no run of "
        "more than 12 words of either text is in it (the tables do hold the texts' sentences)",
    )
    parser.add_argument(
        "--figures",
        type=_formats,
        default=(),
        metavar="FORMATS",
        help=f"also {FIGURES}*: a picture of each chart, as one or more of {','.join(FORMATS)}; made by "
        "Chromium or Chrome on this machine",
    )
    parser.add_argument(
        "--voice",
        choices=VOICES,
        default=VOICES[0],
        help="whose words the pictures count: the whole text (all, the default), the author's own "
        "words, or the words the author quotes",
    )
    parser.add_argument("--dark", action="store_true", help="draw the pictures in dark colours")
    parser.add_argument(
        "--zip", action="store_true", help=f"write one archive, {ARCHIVE}, in place of the files"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="say nothing but what went wrong or is missing"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
