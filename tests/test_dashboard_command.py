"""``python -m dashboard``: everything the page shows as files; what is missing is said."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from analysis.__main__ import main as analysis_main
from analysis.data_dictionary import dictionary_rows
from analysis.output import csv_bytes
from analysis.report import build_report, sample_request
from analysis.text import VOICES
from dashboard import __main__ as command
from dashboard import export_panel
from dashboard.__main__ import main
from dashboard.browser import VARIABLE, BrowserError
from dashboard.exhibits import all_exhibits, numbers_name
from dashboard.export_panel import archive_name, everything
from dashboard.report_file import report_html

ROOT = Path(__file__).parent.parent
A, B = ROOT / "data" / "arnow-2024.txt", ROOT / "data" / "babich-2022.txt"
TEXTS = [str(A), str(B)]
SVG = b"<svg/>"


@pytest.fixture
def drawn(monkeypatch):
    """Pictures that take no browser; the real ones are tested in test_rendering.py."""

    def pictures(exhibits, names, formats, mode):
        for exhibit in exhibits:
            for one in formats:
                yield f"{exhibit.key}-{mode}.{one}", SVG

    monkeypatch.setattr(command, "missing", lambda formats: "")
    monkeypatch.setattr(command, "pictures", pictures)


@pytest.fixture
def without_browser(monkeypatch):
    """A machine on which there is no browser."""
    monkeypatch.setenv(VARIABLE, "/nowhere/chromium")


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """What both reports and the tables of the samples are written as."""
    out = tmp_path_factory.mktemp("out")
    assert main([*TEXTS, "--out", str(out), "--report", "--report-without-texts"]) == 0
    return out


def files_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder: place → bytes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_the_tables_are_those_of_the_other_command(written, tmp_path):
    """Both commands write the same bytes."""
    assert analysis_main([*TEXTS, "--out", str(tmp_path)]) == 0
    tables = {name: data for name, data in files_of(tmp_path).items() if name.endswith(".csv")}
    assert len(tables) > 10
    ours = files_of(written)
    assert all(ours[name] == data for name, data in tables.items())


def test_the_reports_are_those_of_the_page(written, samples):
    """One with the sentences and one without, the same bytes as from the page."""
    assert (written / "report.html").read_bytes() == report_html(samples)
    bare = (written / "report-without-texts.html").read_bytes()
    assert bare == report_html(samples, with_texts=False)


def test_the_manifest_knows_every_file(written):
    """The reports are in it with their fingerprints, like the tables."""
    manifest = json.loads((written / "manifest.json").read_text(encoding="utf-8"))
    assert {"report.html", "report-without-texts.html"} <= set(manifest["files"])


def test_pictures_are_drawn_in_the_formats_asked_for(drawn, tmp_path):
    """Of each chart one in each format, in the mode and of the words asked for."""
    asked = ["--figures", "svg,PDF", "--dark", "--voice", "quoted", "--quiet"]
    assert main([*TEXTS, "--out", str(tmp_path), *asked]) == 0
    names = [file.name for file in (tmp_path / "figures").iterdir()]
    assert "distinctive-words-dark.svg" in names
    assert "distinctive-words-dark.pdf" in names
    assert not [name for name in names if name.endswith(".png")]


def test_the_readme_explains_what_was_asked_for(drawn, tmp_path):
    """Each report and the pictures in words, and which of them hold the texts."""
    asked = ["--report", "--report-without-texts", "--figures", "svg", "--quiet"]
    assert main([*TEXTS, "--out", str(tmp_path), *asked]) == 0
    readme = " ".join((tmp_path / "README.txt").read_text(encoding="utf-8").split())
    assert "report.html the comparison to read: open it in a browser" in readme
    assert "report-without-texts.html the same report for texts that may not be passed on" in readme
    assert (
        "each chart as a picture (SVG) and its numbers (CSV). figures/ counts the whole" in readme
    )
    assert "report.html: sentences and headings figures/: headings, in the charts by" in readme
    assert "report-without-texts.html:" not in readme


def test_the_readme_names_every_chart_with_headings(samples):
    """Those by section and along the text; no other numbers of a chart hold a heading."""
    keys = [one.key for one in all_exhibits(samples, "all") if "heading" in one.table.columns]
    assert keys
    assert all("by-section" in key or "along-the-text" in key for key in keys)


def test_every_column_of_a_chart_is_in_the_dictionary(samples):
    """Whatever stands in figures/*.csv is explained."""
    explained = {row.column for row in dictionary_rows()}
    for voice in VOICES:
        for exhibit in all_exhibits(samples, voice):
            assert set(exhibit.table.columns) <= explained, exhibit.key


def test_the_archive_of_a_voice_is_named_so(samples):
    """Of the whole text it bears the texts' names alone."""
    assert archive_name(samples, "all") == "arnow-2024-babich-2022.zip"
    assert archive_name(samples, "quoted") == "arnow-2024-babich-2022-quoted-words.zip"


def test_the_page_says_first_that_there_are_no_pictures(without_browser):
    """And in the end why."""
    said = export_panel._in_the_archive("all")
    assert said.startswith("Without pictures: the report, all tables")
    assert "BROWSER_PATH names" in said


def test_an_old_report_does_not_stay_beside_new_tables(drawn, tmp_path):
    """Whatever the export before has, and this one has not, is gone."""
    assert main([*TEXTS, "--out", str(tmp_path), "--report", "--figures", "svg", "--quiet"]) == 0
    assert main([*TEXTS, "--out", str(tmp_path), "--quiet"]) == 0
    assert not {"report.html", "figures"} & {file.name for file in tmp_path.iterdir()}


def test_somebody_elses_report_stands_in_the_way(tmp_path, capsys):
    """It is named before anything is computed."""
    (tmp_path / "report.html").write_text("mine")
    assert main([*TEXTS, "--out", str(tmp_path), "--report", "--quiet"]) == 2
    assert "report.html is there already" in capsys.readouterr().err


def test_one_archive_holds_everything(drawn, tmp_path):
    """With --zip there is one file, and in it what would be in the folder."""
    asked = [*TEXTS, "--report-without-texts", "--figures", "svg", "--quiet"]
    loose, packed = tmp_path / "loose", tmp_path / "packed"
    assert main([*asked, "--out", str(loose)]) == 0
    assert main([*asked, "--out", str(packed), "--zip"]) == 0
    assert [file.name for file in packed.iterdir()] == ["parallax.zip"]
    with zipfile.ZipFile(packed / "parallax.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files_of(loose)


def test_a_saved_comparison_takes_the_place_of_two_texts(tmp_path):
    """What --save wrote gives the same report again."""
    saved, first, again = (tmp_path / name for name in ("mine.parallax.json", "first", "again"))
    counted = ["--name-a", "One", "--find-actors", "--save", str(saved), "--quiet"]
    assert main([*TEXTS, "--out", str(first), "--report", *counted]) == 0
    assert main([str(saved), "--out", str(again), "--report", "--quiet"]) == 0
    assert files_of(first) == files_of(again)


def test_each_step_is_told_on_standard_error(tmp_path, capsys):
    """One line for each; the result is told on standard output."""
    assert main([*TEXTS, "--out", str(tmp_path), "--report"]) == 0
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert str(tmp_path) in told.out
    assert {"Opening the texts", "Counting terms", "Making report.html"} <= set(
        told.err.splitlines()
    )


def test_quiet_says_nothing(tmp_path, capsys):
    """Where all went well."""
    assert main([*TEXTS, "--out", str(tmp_path), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


# --- What can go wrong -------------------------------------------------------------------------


def test_without_a_browser_everything_else_is_written(without_browser, tmp_path, capsys):
    """The exit status is 3, and a line says what is missing and how to get it."""
    asked = ["--report", "--figures", "svg,png", "--quiet"]
    assert main([*TEXTS, "--out", str(tmp_path), *asked]) == 3
    said = capsys.readouterr().err
    assert "SVG and PNG" in said
    assert "BROWSER_PATH names /nowhere/chromium, which is not there" in said
    assert said.count("\n") == 1
    assert {"report.html", "manifest.json"} <= set(files_of(tmp_path))
    assert {file.suffix for file in (tmp_path / "figures").iterdir()} == {".csv"}


def test_that_there_will_be_no_pictures_is_told_before_the_work(without_browser, tmp_path, capsys):
    """Whoever waits for them can stop and get a browser."""
    assert main([*TEXTS, "--out", str(tmp_path), "--figures", "svg"]) == 3
    assert capsys.readouterr().err.startswith(
        "There will be no pictures. Pictures as SVG are made by"
    )


def test_the_readme_says_why_there_are_no_pictures(without_browser, tmp_path):
    """And whose words the numbers of the charts count."""
    asked = ["--figures", "svg", "--voice", "author", "--quiet"]
    assert main([*TEXTS, "--out", str(tmp_path), *asked]) == 3
    readme = " ".join((tmp_path / "README.txt").read_text(encoding="utf-8").split())
    assert "figures/ counts the author's own words" in readme
    assert "Pictures are missing: Pictures as SVG are made by a browser" in readme


def test_the_numbers_of_a_chart_are_the_same_bytes_everywhere(without_browser, tmp_path, capsys):
    """What the page offers as CSV of a chart is what command line and archive hold."""
    assert main([*TEXTS, "--out", str(tmp_path), "--figures", "svg", "--quiet"]) == 3
    written = {file.name: file.read_bytes() for file in (tmp_path / "figures").iterdir()}
    report = build_report(sample_request())
    names = {"a": report.request.a.name, "b": report.request.b.name}
    offered = {
        f"{numbers_name(one, names)}.csv": csv_bytes(one.table)
        for one in all_exhibits(report, "all")
    }
    with zipfile.ZipFile(io.BytesIO(everything(report, "all"))) as archive:
        held = {
            name.removeprefix("figures/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("figures/")
        }
    assert written == held == offered
    assert len(written) == 10


def test_a_browser_that_fails_in_the_middle_loses_nothing_else(
    drawn, monkeypatch, tmp_path, capsys
):
    """The pictures made before are kept, and the number of those missing is told."""

    def pictures(*_):
        yield "first.svg", SVG
        raise BrowserError("The browser did not answer within 20 seconds.")

    monkeypatch.setattr(command, "pictures", pictures)
    assert main([*TEXTS, "--out", str(tmp_path), "--figures", "svg", "--quiet"]) == 3
    assert "pictures are missing. The browser did not answer" in capsys.readouterr().err
    assert (tmp_path / "figures" / "first.svg").read_bytes() == SVG
    assert (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt", str(B)], "does not exist"),
        ([str(A)], "Name two texts, or one saved comparison"),
        ([str(ROOT), str(B)], "is a folder"),
    ],
)
def test_bad_input_is_told_in_one_line(tmp_path, capsys, arguments, said):
    """The exit status is 2, and nothing is written."""
    out = tmp_path / "out"
    assert main([*arguments, "--out", str(out), "--report", "--quiet"]) == 2
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("place", ["taken", "taken/figures"])
def test_a_file_in_the_place_of_a_folder_is_left_alone(tmp_path, capsys, place):
    """The message comes before anything is computed."""
    taken = tmp_path / place
    taken.parent.mkdir(exist_ok=True)
    taken.write_text("keep me")
    assert main([*TEXTS, "--out", str(tmp_path / "taken"), "--figures", "svg", "--quiet"]) == 2
    assert "is a file" in capsys.readouterr().err
    assert taken.read_text() == "keep me"


@pytest.mark.parametrize("formats", ["gif", "svg,gif", "", ","])
def test_formats_that_there_are_not_are_refused(tmp_path, capsys, formats):
    """The message names those there are."""
    with pytest.raises(SystemExit) as refused:
        main([*TEXTS, "--out", str(tmp_path / "out"), "--figures", formats])
    assert refused.value.code == 2
    assert "svg,png,pdf" in capsys.readouterr().err


# --- For a newcomer ----------------------------------------------------------------------------


def test_help_says_what_is_written_and_what_the_exit_status_means():
    """Read by itself it is enough to use the command."""
    asked = [sys.executable, "-m", "dashboard", "--help"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    words = " ".join(done.stdout.split())
    assert done.returncode == 0
    for said in (
        "report.html",
        "report-without-texts.html",
        "figures/*",
        "parallax.zip",
        "Exit status: 0 when everything was written, 2 when",
        "3 when all was written but pictures",
        "Example: python -m dashboard",
    ):
        assert said in words


def test_both_commands_take_the_same_arguments():
    """Whatever says which texts, and how to count them, is the same for both."""
    said = [
        subprocess.run(
            [sys.executable, "-m", module, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for module in ("analysis", "dashboard")
    ]
    options = [
        {word.strip("[],.") for word in words if word.startswith(("--", "[--"))} for words in said
    ]
    assert "--find-actors" in options[0]
    assert options[0] <= options[1]


def test_the_command_starts_no_streamlit():
    """Reports and pictures are made where the page's server is not installed or not wanted."""
    code = "import sys, dashboard.__main__; print('streamlit' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
