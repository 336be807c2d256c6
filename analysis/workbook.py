"""How does a report look as a spreadsheet? One XLSX workbook with a sheet per table.

Its cells hold what the CSV tables hold, each number to its last bit; only what is shown is shorter.
An undefined number is an empty cell. A text is always written as a text, never as a formula, and
marked as one ("quote prefix", the apostrophe that a spreadsheet keeps to itself), so that it does
not become one when a reader edits the cell. What a sheet cannot hold is replaced or cut, and it says
so where that happens.

It is made in memory, for a reader's words are written to no disk, and the same report gives the
same bytes.
"""

from __future__ import annotations

import datetime
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, NamedTuple

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis import data_dictionary, manifest
from analysis.report import SIDES, Report

ABOUT, DICTIONARY = "About", "Dictionary"

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula, at the start of a cell."""

_CREATED = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)  # as early as a ZIP archive can state
_NARROWEST, _WIDEST, _FILTER_ARROW = 8, 60, 3  # characters
_LONGEST_SHEET_NAME = 31

_FORMATS = {
    data_dictionary.SHARE: "0.0 %",
    data_dictionary.RATE: "0.0",
    data_dictionary.GRADE: "0.0",
    "score, about 0 to 100": "0.0",
    "words per sentence": "0.0",
    "weight, 0 to 1": "0.000",
}
"""Unit → how its numbers are shown; counts and parts are shown whole, all others with two digits."""

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class SheetLimits(NamedTuple):
    """What a sheet can hold."""

    rows: Annotated[int, "rows, the header included"] = 1_048_576
    characters: Annotated[int, "characters of a cell, counted as UTF-16 counts them"] = 32_767


EXCEL = SheetLimits()


def workbook_bytes(report: Report, limits: SheetLimits = EXCEL) -> bytes:
    """All tables of a report as one XLSX file; first what it is, then what its columns mean."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": "Parallax: tables", "created": _CREATED})
    write = _Writer(book, limits)
    write.about(_about(report))
    write.table(DICTIONARY, pd.DataFrame(data_dictionary.dictionary_rows()))
    for name, table in report.tables.items():
        write.table(name, table)
    book.close()
    return file.getvalue()


def _about(report: Report) -> list[tuple[str, str]]:
    """What the workbook says of itself: a heading has no second cell."""
    described = manifest.describe(report)
    documents = {row["side"]: row for row in report.documents.to_dict("records")}
    lines = [
        ("Parallax: two texts, side by side", ""),
        ("What this is", "Tables on how two texts are worded, a sheet for each."),
        ("", "They describe wording and do not say which text is right."),
        ("How to read it", f"The sheet “{DICTIONARY}” says what each column means."),
        ("", "A number that is undefined is an empty cell."),
        ("", "Numbers are shown short and kept in full."),
        (
            "Before you pass it on",
            "sentences, utterances, quotations, set_aside: the texts’ words.",
        ),
        ("", "The sheet “sections” holds their headings."),
    ]
    for side in SIDES:
        brought, read = described["inputs"][side], documents[side]
        lines += [
            (f"Text {side}", ""),
            ("Name", brought["name"]),
            ("Title", read["title"]),
            ("Author", read["author"]),
            ("Published", read["published"]),
            ("Origin", brought["origin"]),
            ("Words", f"{read['n_words']:,}"),
            ("SHA-256", brought["sha256"]),
            ("Corrections by a reader", str(len(brought["corrections"]))),
        ]
    return [
        *lines,
        ("Settings", ""),
        *((_spaced(name), _said(value)) for name, value in described["settings"].items()),
        ("Actors looked for", str(len(described["actors"]))),
        *((f"Intervals: {key}", _said(value)) for key, value in described["uncertainty"].items()),
        ("Versions", ""),
        *described["versions"].items(),
    ]


def _spaced(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _said(value: Any) -> str:
    """A setting in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) or "none" if isinstance(value, tuple) else str(value)


class _Exact(float):
    """A number that is written with all 17 digits it may need; XlsxWriter writes 16."""

    def __format__(self, _spec: str) -> str:
        return format(float(self), ".17G")


class _Writer:
    """Puts sheets into a workbook."""

    def __init__(self, book: xlsxwriter.Workbook, limits: SheetLimits) -> None:
        self.book = book
        self.limits = limits
        self.bold = book.add_format({"bold": True})
        self.quoted = book.add_format({"quote_prefix": True})
        self.shown: dict[str, Format] = {}

    def about(self, lines: Sequence[tuple[str, str]]) -> None:
        """The first sheet: what is named in the first column, what is said of it in the second."""
        sheet = self.book.add_worksheet(ABOUT)
        sheet.set_column(0, 0, max(len(key) for key, _ in lines))
        sheet.set_column(1, 1, _WIDEST)
        for row, (key, value) in enumerate(lines):
            self._text(sheet, (row, 0), key, self.bold if not value else None)
            self._text(sheet, (row, 1), value)

    def table(self, name: str, table: pd.DataFrame) -> None:
        """A sheet with a header that stays in view and can be filtered by."""
        sheet = self.book.add_worksheet(name[:_LONGEST_SHEET_NAME])
        n_rows = min(len(table), self.limits.rows - 1)
        is_cut = n_rows < len(table)
        shown = table.head(n_rows - 1 if is_cut else n_rows)
        for number, column in enumerate(shown.columns):
            self._text(sheet, (0, number), column, self.bold)
            values = _values(shown[column])
            sheet.set_column(number, number, _width(column, values))
            formats = self._formats(name, column, shown)
            for row, (value, look) in enumerate(zip(values, formats, strict=True), 1):
                if isinstance(value, str):
                    self._text(sheet, (row, number), value)
                elif value is not None:
                    sheet.write_number(row, number, value, look)
        if is_cut:
            note = f"Cut here, for a sheet holds no more rows; {name}.csv has all {len(table):,}."
            self._text(sheet, (n_rows, 0), note, self.bold)
        sheet.freeze_panes(1, 0)
        if len(table.columns):
            sheet.autofilter(0, 0, n_rows, len(table.columns) - 1)

    def _text(
        self, sheet: Worksheet, cell: tuple[int, int], text: str, look: Format | None = None
    ) -> None:
        """A text as a text, and nothing for an empty one."""
        if text:
            risky = text.startswith(FORMULA_STARTS)
            sheet.write_string(*cell, self._fitting(text), self.quoted if risky else look)

    def _fitting(self, text: str) -> str:
        """A text as a cell can hold it."""
        text = _NOT_IN_XML.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))
        if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter takes it for ready XML
            text = f"'{text}"
        in_utf_16 = text.encode("utf-16-le")
        if len(in_utf_16) <= 2 * self.limits.characters:
            return text
        note = f" … [cut; {len(text):,} characters in all, which the CSV table has]"
        kept = in_utf_16[: 2 * (self.limits.characters - len(note))]
        return kept.decode("utf-16-le", "ignore") + note

    def _formats(self, name: str, column: str, table: pd.DataFrame) -> Iterable[Format]:
        """How each number of a column is shown. Measures of ``differences`` are so each in its own."""
        unit = data_dictionary.unit_of(name, column)
        if unit == data_dictionary.OF_THE_MEASURE:
            return [
                self._format(data_dictionary.unit_of_measure(measure))
                for measure in table["measure"].tolist()
            ]
        return [self._format(unit)] * len(table)

    def _format(self, unit: str) -> Format:
        usual = "0" if data_dictionary.is_count(unit) else "0.00"
        shown = _FORMATS.get(unit, usual)
        if shown not in self.shown:
            self.shown[shown] = self.book.add_format({"num_format": shown})
        return self.shown[shown]


def _values(column: pd.Series) -> list[Any]:
    """The cells of a column: a text, a number, or None where it is undefined."""
    if not pd.api.types.is_numeric_dtype(column):
        return ["" if pd.isna(value) else str(value) for value in column.tolist()]
    if pd.api.types.is_float_dtype(column):
        numbers = column.tolist()
        return [
            None if math.isnan(v) else _Exact(v) if math.isfinite(v) else str(v) for v in numbers
        ]
    return [None if value is pd.NA else int(value) for value in column.tolist()]


def _width(header: str, values: Sequence[Any]) -> float:
    """Room for the header with its arrow and for its words; a number shows a few digits."""
    longest = max((len(value) for value in values if isinstance(value, str)), default=0)
    return min(max(len(header) + _FILTER_ARROW, longest, _NARROWEST), _WIDEST)
