"""What is taken along: the workbook, the data dictionary, and the archive of them all."""

import csv
import hashlib
import io
import json
import math
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data_dictionary import FIGURES, TEXT, dictionary_rows
from analysis.output import COMPARISON, PLACES, Enclosure, csv_bytes, export_files, zip_bytes
from analysis.report import Report, build_report
from analysis.saving import open_saved
from analysis.workbook import SheetLimits, workbook_bytes

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://example.org")']


REPORT = Enclosure(
    "report.html", {"report.html": b"<!doctype html>"}, "the comparison to read", "sentences"
)
PICTURE = Enclosure("figures/", {"figures/tone.svg": b"<svg/>"}, "each chart as a picture. " * 9)


def with_table(report: Report, **tables: pd.DataFrame) -> Report:
    """The report with other tables beside its texts' own."""
    return Report(report.request, report.a, report.b, {"documents": report.documents, **tables})


def sheet_of(data: bytes, name: str):
    """A sheet as another library than the one that wrote it reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def cells(sheet) -> list[list]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(scope="module")
def book(samples):
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(samples)))


@pytest.fixture(scope="module")
def exported(samples, tmp_path_factory):
    """Everything of the samples, unpacked into a folder."""
    folder = tmp_path_factory.mktemp("export")
    with zipfile.ZipFile(io.BytesIO(zip_bytes(samples))) as archive:
        archive.extractall(folder)
    return folder


# --- the workbook ---------------------------------------------------------------------------------


def test_a_sheet_for_each_table_after_what_they_are(samples, book):
    """First what the workbook is, then what its columns mean, then a sheet per table."""
    assert book.sheetnames == ["About", "Dictionary", *samples.tables]


def test_every_cell_is_the_tables_own(samples, book):
    """Numbers are the same to the last bit, texts the same but for line ends; undefined is empty."""
    for name, table in samples.tables.items():
        header, *rows = cells(book[name])
        assert header == list(table.columns)
        assert len(rows) == len(table)
        for found, expected in zip(rows, table.itertuples(index=False), strict=True):
            for cell, value in zip(found, expected, strict=True):
                if pd.isna(value) or value == "":
                    assert cell is None
                elif isinstance(value, str):
                    assert cell == value.replace("\r\n", "\n")
                else:
                    assert cell == value


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-7 / 3, -2 / 3, 5e-324, 1.7976931348623157e308])
def test_a_number_is_kept_in_full(toy, value):
    """All 17 digits that a number may need are in the file."""
    data = workbook_bytes(with_table(toy, made=pd.DataFrame({"z": [value]})))
    assert sheet_of(data, "made")["A2"].value == value


def test_undefined_is_empty_and_infinite_is_a_word(toy):
    """A spreadsheet knows neither; 0 would be a lie."""
    table = pd.DataFrame({"z": [math.nan, math.inf], "section": pd.array([None, 3], "Int64")})
    data = workbook_bytes(with_table(toy, made=table))
    assert cells(sheet_of(data, "made"))[1:] == [[None, None], ["inf", 3]]


@pytest.mark.parametrize(
    ("sheet", "column", "shown"),
    [
        ("documents", "n_words", "0"),
        ("documents", "quoted_share", "0.0 %"),
        ("sections", "start", "0"),
        ("sentiment", "mean", "0.00"),
        ("sentiment", "positive_share_low", "0.0 %"),
        ("actors", "per_1000_words", "0.0"),
        ("actors", "high", "0.0"),
        ("readability", "smog_grade", "0.0"),
        ("contrast", "z", "0.00"),
        ("contrast", "n_a", "0"),
    ],
)
def test_numbers_are_shown_as_their_unit_asks(book, sheet, column, shown):
    """Counts are whole, shares percentages, rates with one digit, scores with two."""
    header = next(book[sheet].iter_rows(max_row=1))
    number = next(cell.column for cell in header if cell.value == column)
    written = [cell for (cell,) in book[sheet].iter_rows(2, None, number, number) if cell.value]
    assert {cell.number_format for cell in written} == {shown}


def test_measures_of_one_table_are_shown_each_in_its_own_way(book):
    """In the table of differences a share is a percentage and a tone is not."""
    shown = {row[1].value: row[3].number_format for row in book["differences"].iter_rows(2)}
    assert shown["quoted_share"] == "0.0 %"
    assert shown["tone"] == "0.00"
    assert shown["mentions_per_1000"] == "0.0"


def test_the_header_is_bold_stays_in_view_and_filters(samples, book):
    """Each table can be scrolled and filtered without losing its header."""
    for name in samples.tables:
        sheet = book[name]
        assert all(cell.font.bold for cell in sheet[1])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions


@pytest.mark.parametrize("words", RISKY)
def test_words_are_never_a_formula(toy, words):
    """They are written as text and marked as text, so that editing the cell makes none of them."""
    data = workbook_bytes(with_table(toy, made=pd.DataFrame({"term": [words]})))
    cell = sheet_of(data, "made")["A2"]
    assert cell.data_type == "s"
    assert cell.value == words.replace("\r", "\n")
    assert cell.quotePrefix


@pytest.mark.parametrize("words", RISKY)
def test_words_are_never_a_formula_in_csv(words):
    """CSV knows no types: there an apostrophe stands in front."""
    data = csv_bytes(pd.DataFrame({"term": [words]}))
    read = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert read == [["term"], ["'" + words.replace("\r", "\n")]]


@given(st.lists(st.text(), min_size=1))
def test_no_word_ends_its_row_in_csv(words):
    """Whatever characters a text holds, a row stays one row, and no cell in it starts a formula."""
    table = pd.DataFrame({"n": range(len(words)), "term": words})
    read = list(csv.reader(io.StringIO(csv_bytes(table).decode(), newline="")))
    assert [row[0] for row in read[1:]] == [str(number) for number in range(len(words))]
    assert not [row for row in read if row[1].startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_lone_returns_start_no_formula():
    """Old Macs ended lines with it, and a CSV reader may take it for the end of a row."""
    assert csv_bytes(pd.DataFrame({"t": ["a\r=1", "b\r\nc"]})) == b't\n"a\n=1"\n"b\r\nc"\n'


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a\x00b\x0b\x1f", "a�b��"),
        ("\ufffe\uffff", "��"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("<r><t>x</t></r>", "'<r><t>x</t></r>"),
        ("</t></si><script>&amp;", "</t></si><script>&amp;"),
        ("_x0041_", "_x0041_"),
        (" שלום 🙂 ", " שלום 🙂 "),
    ],
)
def test_whatever_characters_a_text_holds_the_workbook_opens(toy, words, written):
    """What XML forbids is replaced, what looks like XML is text, all else is kept."""
    data = workbook_bytes(with_table(toy, made=pd.DataFrame({"term": [words]})))
    assert sheet_of(data, "made")["A2"].value == written


@pytest.mark.parametrize("letter", ["x", "🙂"])
def test_a_cell_too_long_is_cut_and_says_so(toy, letter):
    """A cell holds 32,767 characters as UTF-16 counts them; the CSV table has all."""
    table = pd.DataFrame({"text": [letter * 40_000]})
    cell = sheet_of(workbook_bytes(with_table(toy, made=table)), "made")["A2"].value
    assert 32_765 <= len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.startswith(letter * 100)
    assert cell.endswith(f"{letter} … [cut; 40,000 characters in all, which the CSV table has]")


def test_a_table_too_long_is_cut_and_says_so(toy):
    """The last row says that there are more, and where."""
    report = with_table(toy, made=pd.DataFrame({"n": range(100)}))
    sheet = sheet_of(workbook_bytes(report, SheetLimits(rows=10)), "made")
    assert sheet.max_row == 10
    assert sheet["A9"].value == 7
    assert sheet["A10"].value == ("Cut here, for a sheet holds no more rows; made.csv has all 100.")


def test_the_first_sheet_says_what_was_compared(samples, book):
    """Both texts with their fingerprints, the settings and the versions."""
    about = cells(book["About"])
    said = {key: value for key, value in about if value}
    assert [value for key, value in about if key == "Name"] == ["Arnow 2024", "Babich 2022"]
    assert [value for key, value in about if key == "SHA-256"] == samples.documents[
        "sha256"
    ].tolist()
    assert said["Demonyms"] == "yes"
    assert said["Extra stop words"] == "none"
    assert {"Parallax", "python", "numpy"} <= said.keys()


def test_the_first_sheet_says_which_sheets_hold_the_texts(book):
    """Whoever may not pass on the texts is told before they pass on the workbook."""
    said = " ".join(value for _, value in cells(book["About"]) if value)
    assert "sentences, utterances, quotations, set_aside: the texts’ words" in said


# --- the data dictionary ----------------------------------------------------------------------------


def test_the_dictionary_names_every_column_in_its_order(samples):
    """Table by table the columns are those of the report."""
    listed: dict[str, list[str]] = {}
    for row in dictionary_rows():
        listed.setdefault(row.table, []).append(row.column)
    for name, table in samples.tables.items():
        assert listed[name][0] == table.columns[0]
        assert sorted(listed[name]) == sorted(table.columns)


def test_every_number_has_a_unit_and_a_kind(samples):
    """A number has a unit, a text has none, and whether it is one agrees with the table."""
    for row in dictionary_rows():
        if row.table == FIGURES:
            continue
        is_number = pd.api.types.is_numeric_dtype(samples.tables[row.table][row.column])
        assert is_number == (row.type != TEXT), row
        assert is_number == bool(row.unit), row
        assert row.meaning, row


def test_the_dictionary_explains_what_only_charts_have():
    """The numbers behind the chart of mentions have a column that no table has."""
    (row,) = (row for row in dictionary_rows() if row.table == FIGURES)
    assert (row.column, row.type, row.unit) == ("n_quoted", "integer", "mentions")


def test_every_measure_of_the_differences_has_a_unit(samples):
    """A new measure is not shown in a format that happens to be there."""
    from analysis.data_dictionary import unit_of_measure

    assert all(unit_of_measure(one) for one in samples.differences["measure"].unique())


# --- the archive ------------------------------------------------------------------------------------


def test_the_archive_holds_what_it_says(samples):
    """All tables, the workbook, the dictionary, the notebook, the manifest and a word to the reader."""
    assert set(export_files(samples)) == set(PLACES)
    assert list(export_files(samples)) == [
        "README.txt",
        "manifest.json",
        "tables.xlsx",
        "data_dictionary.csv",
        "parallax_figures.py",
        *(f"tables/{name}.csv" for name in samples.tables),
    ]


def test_the_same_report_gives_the_same_archive(samples):
    """No clock goes into it, nor into the workbook in it."""
    again = build_report(samples.request)
    assert zip_bytes(again) == zip_bytes(samples)
    with zipfile.ZipFile(io.BytesIO(zip_bytes(again))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        book = openpyxl.load_workbook(io.BytesIO(archive.read("tables.xlsx")))
    assert book.properties.created.year == book.properties.modified.year == 1980


def test_the_manifest_has_a_fingerprint_of_every_other_file(samples):
    """Tables and other files, those brought by the caller included; only itself is left out."""
    files = export_files(samples, [PICTURE], with_comparison=True)
    manifest = json.loads(files.pop("manifest.json"))
    named = {f"tables/{name}": value for name, value in manifest["tables"].items()}
    named |= manifest["files"]
    assert named == {place: hashlib.sha256(data).hexdigest() for place, data in files.items()}


def test_the_texts_go_along_only_if_asked_for(samples):
    """A saved comparison holds both texts whole, which may not be everybody's to pass on."""
    assert COMPARISON not in export_files(samples)
    kept = export_files(samples, with_comparison=True)[COMPARISON]
    assert open_saved(kept, COMPARISON) == samples.request


def test_the_manifest_holds_no_sentence_of_the_texts(samples):
    """Fingerprints and titles, but no text."""
    manifest = export_files(samples)["manifest.json"].decode()
    assert not [s for s in samples.sentences["text"] if len(s.split()) > 12 and s in manifest]


@pytest.mark.parametrize(
    "place",
    [
        *("/etc/passwd", "../x", "a/../../x", "a/./b", "a\\b", "C:x", "", "a//b"),
        *("tables/terms.csv", "README.TXT", "manifest.json"),
    ],
)
def test_a_file_goes_nowhere_but_into_the_archive(toy, place):
    """No place outside, and none that is taken, also where A and a are the same."""
    with pytest.raises(ValueError, match="export"):
        zip_bytes(toy, [Enclosure("x", {place: b""}, "what it is")])


def test_the_readme_names_what_is_there(samples):
    """Every file at the top of the archive, the texts, and how to verify it."""
    files = export_files(samples, [REPORT])
    readme = files["README.txt"].decode()
    assert not [place for place in files if "/" not in place and place not in readme][1:]
    assert "Arnow 2024" in readme
    assert "python -m analysis verify manifest.json --texts TEXT_A TEXT_B" in readme
    assert "python -m analysis verify manifest.json --comparison SAVED" in readme


def test_the_readme_says_what_each_enclosed_file_is(samples):
    """In the words of whoever made it, in lines that a terminal shows whole."""
    readme = export_files(samples, [REPORT, PICTURE])["README.txt"].decode()
    assert "report.html\n  the comparison to read\n" in readme
    assert "figures/\n  " in readme
    assert max(map(len, readme.splitlines())) <= 80


def test_the_readme_says_which_files_hold_the_texts(samples):
    """Tables, the report, the saved comparison and headings in charts: to be left out."""
    files = export_files(samples, [REPORT, PICTURE], with_comparison=True)
    _, _, told = files["README.txt"].decode().partition("BEFORE YOU PASS IT ON")
    for line in (
        "  tables/set_aside.csv and tables.xlsx: sentences\n",
        "  tables/sections.csv: headings\n",
        "  comparison.parallax.json: both texts whole\n",
        "  report.html: sentences\n",
    ):
        assert line in told
    assert "figures/:" not in told
    assert "--report-without-texts" in told


def test_no_other_table_holds_a_long_run_of_the_texts(samples):
    """What the README does not name holds names, titles and single words."""
    named = {"sentences", "utterances", "quotations", "set_aside", "sections"}
    longest = {
        name: max(len(str(cell).split()) for column in table for cell in table[column])
        for name, table in samples.tables.items()
        if name not in named
    }
    titles = samples.documents["title"].str.split().str.len().max()
    assert max(longest.values()) <= titles


def test_a_name_stays_on_its_line_in_the_readme(toy):
    """What a visitor calls a text can neither end a line nor fill a placeholder."""
    request = toy.request._replace(a=toy.request.a._replace(name="{version}\nHOW TO\x1b[2J"))
    readme = export_files(build_report(request))["README.txt"].decode()
    assert "  a: {version}�HOW TO�[2J\n" in readme
