"""From a report to bytes: everything that can be taken along, as files of one folder or archive.

The same request gives the same bytes: no time, no path, no random order goes into a file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from textwrap import fill
from typing import Annotated, NamedTuple

import pandas as pd

from analysis import __version__, manifest, saving
from analysis.data_dictionary import dictionary_rows
from analysis.manifest import manifest_bytes
from analysis.reading import DATA
from analysis.report import ROW_TYPES, SIDES, Report
from analysis.workbook import FORMULA_STARTS, workbook_bytes

__all__ = [
    "COMPARISON",
    "Enclosure",
    "csv_bytes",
    "export_files",
    "manifest_bytes",
    "table_files",
    "zip_bytes",
]

WORKBOOK, DICTIONARY, README = "tables.xlsx", "data_dictionary.csv", "README.txt"
NOTEBOOK = "parallax_figures.py"
COMPARISON = f"comparison{saving.ENDING}"
PLACES = (
    *(README, manifest.NAME, WORKBOOK, DICTIONARY, NOTEBOOK),
    *(f"{manifest.TABLES}{name}.csv" for name in ROW_TYPES),
)
"""The files of every export."""

_LONE_RETURN = re.compile(r"\r(?!\n)")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP archive can state
_LEVEL = 3  # a report is 7 MB: the usual level takes twice as long for a tenth less
_UNIX, _READABLE = 3, 0o644 << 16  # the same bytes on every system, and files that all may read


class Enclosure(NamedTuple):
    """Files made elsewhere that go with the tables, and what README.txt says of them."""

    name: Annotated[str, "what they are listed as: 'report.html', 'figures/'"]
    files: Annotated[Mapping[str, bytes], "place in the export → bytes"]
    what: Annotated[str, "what they are, in sentences"]
    holds: Annotated[str, "which words of the texts they hold, after a colon; empty for none"] = ""


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as CSV: UTF-8, comma, LF; undefined is an empty cell; numbers in full precision.

    A spreadsheet would run a cell that starts with ``=``, ``+``, ``-`` or ``@`` as a formula: words
    from the texts that do so get an apostrophe in front. A lone carriage return, which would end the
    row and let what follows it start a cell, becomes a line feed.
    """
    safe = table.copy(deep=False)
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            words = safe[column].astype(str)
            risky = words.str.startswith(FORMULA_STARTS)
            if risky.any():
                safe[column] = words.where(~risky, "'" + words)
            if words.str.contains("\r", regex=False).any():
                safe[column] = safe[column].str.replace(_LONE_RETURN, "\n", regex=True)
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


def table_files(report: Report) -> dict[str, bytes]:
    """Every table of a report as a CSV file: file name → bytes."""
    return {f"{name}.csv": csv_bytes(table) for name, table in report.tables.items()}


def export_files(
    report: Report, enclosed: Sequence[Enclosure] = (), *, with_comparison: bool = False
) -> dict[str, bytes]:
    """All that can be taken along: place in the folder or archive → bytes.

    ``enclosed`` is what was made elsewhere (a report to read, figures). The comparison, which holds
    both texts whole, goes along only if it is asked for: texts may not be passed on by everybody.
    """
    tables = table_files(report)
    extra = {place: data for one in enclosed for place, data in one.files.items()}
    others = {
        README: _readme(report, enclosed, with_comparison),
        WORKBOOK: workbook_bytes(report),
        DICTIONARY: csv_bytes(pd.DataFrame(dictionary_rows())),
        NOTEBOOK: (DATA / NOTEBOOK).read_bytes().replace(b"\r\n", b"\n"),
    }
    if with_comparison:
        others[COMPARISON] = saving.saved_bytes(report.request)
    in_tables = {f"{manifest.TABLES}{name}": data for name, data in tables.items()}
    _check_places(extra, {*others, *in_tables, manifest.NAME})
    others |= {place: extra[place] for place in sorted(extra)}
    return {
        README: others[README],
        manifest.NAME: manifest_bytes(report, tables, others),
        **others,
        **in_tables,
    }


def zip_bytes(
    report: Report, enclosed: Sequence[Enclosure] = (), *, with_comparison: bool = False
) -> bytes:
    """What `export_files` gives, as one archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for place, data in export_files(report, enclosed, with_comparison=with_comparison).items():
            bundle.writestr(_entry(place), data, compresslevel=_LEVEL)
    return archive.getvalue()


def _entry(place: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(place, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry


def _check_places(places: Mapping[str, bytes], taken: set[str]) -> None:
    """Refuse, with a ValueError, a file that would leave the folder or take another's place."""
    known = {place.casefold() for place in taken}  # some systems do not tell A from a
    for place in places:
        is_inside = str(PurePosixPath(place)) == place and not {"..", "."} & set(place.split("/"))
        if place.startswith("/") or not is_inside or any(char in place for char in "\\:\0"):
            raise ValueError(f"{place!r} is no place inside an export")
        if place.casefold() in known:
            raise ValueError(f"an export has a file {place!r} already")
        known.add(place.casefold())


def _readme(report: Report, enclosed: Sequence[Enclosure], with_comparison: bool) -> bytes:
    """What is in an export and how its files hang together, for somebody who knows nothing of it."""
    if with_comparison:
        enclosed = (_SAVED, *enclosed)
    names = {row.side: _one_line(row.name) for row in report.documents.itertuples(index=False)}
    texts = "\n".join(f"  {side}: {names[side]}" for side in SIDES)
    holding = [(_one_line(one.name), one.holds) for one in enclosed if one.holds]
    return _README.format(
        version=__version__,
        texts=texts,
        n_tables=len(report.tables),
        more="".join(f"{_one_line(one.name)}\n{_set_in(one.what)}\n" for one in enclosed),
        holding="\n".join(_set_in(f"{name}: {words}") for name, words in (*_HOLDING, *holding)),
        saved=COMPARISON if with_comparison else "SAVED",
    ).encode()


def _set_in(words: str) -> str:
    """Sentences as lines of the README, set in; a word that is long stays whole."""
    return fill(
        _one_line(words),
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _one_line(words: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in words)


_WIDTH = 78

_SAVED = Enclosure(
    COMPARISON,
    {},
    "both texts and what was asked; Parallax opens it again",
    "both texts whole",
)

_HOLDING = (
    (
        "tables/sentences.csv, tables/utterances.csv, tables/quotations.csv, tables/set_aside.csv and "
        "tables.xlsx",
        "sentences",
    ),
    ("tables/sections.csv", "headings"),
)
"""Which files of every export hold the texts' own words, and which words."""

_README = """\
PARALLAX {version}: two texts, side by side

These files say how two texts are worded:

{texts}

They describe wording. They do not say which text is right.


WHAT IS HERE

tables/*.csv
  {n_tables} tables (UTF-8, comma): counts, scores and rates, with 95 % intervals
tables.xlsx
  the same tables as one workbook, a sheet for each
data_dictionary.csv
  what each column of each table means, and its unit
parallax_figures.py
  a notebook that draws the charts of the page from the tables, for the words
  of both voices or of one; needs Python with pandas and Plotly:
  pip install pandas plotly, then python parallax_figures.py, and open
  parallax_figures.html. It shows the most distinctive words of the whole
  texts only: their tables do not tell the voices apart.
manifest.json
  how the tables came about: fingerprints of the texts, corrections, actors,
  settings, versions, the seed, and a fingerprint of each file
{more}

HOW THE FILES HANG TOGETHER

"side" is a or b. "voice" is all, author or quoted. An empty "section" means
the whole text. "start" and "end" count characters of the text as it was read.
Rows of different tables belong together by side, section, sentence and
utterance. An undefined number is an empty cell, never 0. A text that begins
with = + - or @ has an apostrophe in front in the CSV files, so that no
spreadsheet runs it.

A word of a text can be "NA" or "null". With pandas, read a table so:
  pandas.read_csv("tables/terms.csv", keep_default_na=False, na_values=[""])


BEFORE YOU PASS IT ON

These files hold words of both texts as they are printed. If you may not pass
on the texts, leave them out:

{holding}

The others hold names, titles, terms of up to three words and what a reader
corrected. A report without the texts' sentences is made by Export on the page,
or by
  python -m dashboard TEXT_A TEXT_B --out DIR --report-without-texts


HOW TO VERIFY

In the folder of the program, for the manifest.json of this folder, with the
two texts as files:
  python -m analysis verify manifest.json --texts TEXT_A TEXT_B
or, where they were pasted, with the comparison saved from the page ("Save or
open"), which holds them:
  python -m analysis verify manifest.json --comparison {saved}
It works the tables out again and names what differs. Without the texts it
checks whether the files here are still what they were.


HOW TO CITE

Parallax, version {version}, a program that sets two texts side by side; with
the titles of the two texts, and the versions and settings in manifest.json.
"""
