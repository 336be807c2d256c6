"""The report, the pictures and all tables of a comparison without the page:
``python -m dashboard TEXT_A TEXT_B --out DIR --report --figures svg,pdf``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from analysis.arguments import add_arguments, notes, read_by, request_of
from analysis.brought import ReadingError
from analysis.export_folder import check_before, write
from analysis.output import PLACES, Enclosure, export_files, zip_bytes
from analysis.report import Report, build_report
from analysis.saving import saved_bytes
from analysis.text import VOICES
from dashboard import enclosed, selections
from dashboard.enclosed import FIGURES, REPORT, REPORT_WITHOUT_TEXTS
from dashboard.exhibits import all_exhibits, numbers_of
from dashboard.rendering import FORMATS, BrowserError, missing, pictures
from dashboard.report_file import report_html

BAD_INPUT, NO_PICTURES = 2, 3
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
        where = error.filename or "A file"
        print(f"parallax: {where} cannot be written ({error.strerror}).", file=sys.stderr)
    return BAD_INPUT


def _run(asked: argparse.Namespace) -> int:
    say: Say = (lambda line: None) if asked.quiet else _say
    reads = read_by(asked)
    check_before(asked.out, _places(asked), reads, asked.save)
    lacking = missing(asked.figures)
    if lacking:
        say(f"There will be no pictures. {lacking}")
    say("Opening the texts")
    request = request_of(asked)
    report = build_report(request, lambda done, what: say(what))
    made = _reports(report, asked, say)
    if asked.figures:
        drawn, lacking = _draw(report, asked, say)
        made.append(enclosed.figures(drawn, asked.voice, lacking))
    say("Writing the tables")
    files = {ARCHIVE: zip_bytes(report, made)} if asked.zip else export_files(report, made)
    write(asked.out, files, reads)
    if asked.save:
        asked.save.parent.mkdir(parents=True, exist_ok=True)  # it may be a folder of the old export
        asked.save.write_bytes(saved_bytes(request))
    if not asked.quiet:
        what = ARCHIVE if asked.zip else f"{len(files)} files"
        print(f"{what} written to {asked.out}")
    for note in notes(report):
        print(f"parallax: note: {note}", file=sys.stderr)
    if lacking:
        print(f"parallax: {lacking} Everything else was written.", file=sys.stderr)
        return NO_PICTURES
    return 0


def _places(asked: argparse.Namespace) -> list[str]:
    """What is going to be written, as far as that is known before."""
    if asked.zip:
        return [ARCHIVE]
    wanted = (
        (asked.report, REPORT),
        (asked.report_without_texts, REPORT_WITHOUT_TEXTS),
        (asked.figures, FIGURES),
    )
    return [*PLACES, *(place for is_wanted, place in wanted if is_wanted)]


def _reports(report: Report, asked: argparse.Namespace, say: Say) -> list[Enclosure]:
    """The reports that were asked for."""
    made = []
    if asked.report:
        say(f"Making {REPORT}")
        made.append(enclosed.report(report_html(report)))
    if asked.report_without_texts:
        say(f"Making {REPORT_WITHOUT_TEXTS}")
        made.append(enclosed.report_without_texts(report_html(report, with_texts=False)))
    return made


def _draw(report: Report, asked: argparse.Namespace, say: Say) -> tuple[dict[str, bytes], str]:
    """The charts' numbers and pictures, and in a sentence why some are missing."""
    names = selections.names_of(report)
    exhibits = all_exhibits(report, asked.voice)
    made = numbers_of(exhibits, names)
    if lacking := missing(asked.figures):
        return made, lacking
    wanted = len(exhibits) * len(asked.figures)
    say(f"Drawing {wanted} pictures")
    drawn: dict[str, bytes] = {}
    try:
        for name, data in pictures(
            exhibits, names, asked.figures, "dark" if asked.dark else "light"
        ):
            drawn[name] = data
    except BrowserError as error:
        lacking = f"{wanted - len(drawn)} of {wanted} pictures are missing. {error}"
    return made | drawn, lacking


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
        allow_abbrev=False,
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
        written=f"folder for {_FILES}; made if it is not there. An export of Parallax that is there "
        "already is replaced; any other file stays, and if it stands in the way nothing is written",
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
        "--zip",
        action="store_true",
        help=f"write one archive, {ARCHIVE}, and nothing else: all the files are in it, none beside it",
    )
    parser.add_argument(
        "--quiet",
        action="store_true",
        help="say nothing but what went wrong, is missing or should be known",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
