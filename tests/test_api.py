"""From Python: one call compares two texts, and brings no page and no chart library with it."""

import doctest
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import compare
from analysis.brought import ReadingError
from analysis.report import Settings, load_actors, sample_request

ROOT = Path(__file__).parent.parent
A, B = ROOT / "data" / "arnow-2024.txt", ROOT / "data" / "babich-2022.txt"


def test_the_example_in_the_documentation_gives_what_it_shows():
    """Whoever copies it sees the same."""
    done = doctest.testmod(analysis)
    assert done.attempted >= 4
    assert done.failed == 0


def test_files_give_the_same_tables_as_the_page(samples):
    """With the same list of actors every table is the same, to the last digit."""
    report = compare(A, B, actors=load_actors())
    assert report.request == sample_request()
    assert all(report.tables[name].equals(table) for name, table in samples.tables.items())


def test_a_path_is_a_file_and_a_string_is_a_text():
    """The same words, read from a file or given."""
    from_file = compare(A, B)
    given = compare(A.read_text(encoding="utf-8"), B.read_text(encoding="utf-8"))
    assert given.documents["name"].tolist() == ["Text A", "Text B"]
    pd.testing.assert_frame_equal(given.sentiment, from_file.sentiment)


def test_without_a_list_the_texts_own_names_are_looked_for():
    """A text about trams is not searched for NATO."""
    report = compare("Ada Brown rode the tram. Ada Brown liked it.", "The tram passed Ada Brown.")
    assert set(report.actors["actor"]) == {"Ada Brown"}


def test_a_list_is_looked_for_instead():
    """An empty one finds nobody."""
    assert compare("NATO won.", "NATO lost.", actors=()).actors.empty
    assert set(compare("NATO won.", "NATO lost.", actors=load_actors()).actors["actor"]) == {"NATO"}


def test_a_source_is_taken_as_it_is():
    """With its name, its corrections and what is known about it."""
    a, b = sample_request()[:2]
    report = compare(a._replace(name="One"), b, actors=(), settings=Settings(demonyms=False))
    assert report.documents["name"].tolist() == ["One", b.name]
    assert report.request.settings == Settings(demonyms=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (str(A), "is the name of a file, not a text. Give Path("),
        ("https://example.org/article", "is a web address, not a text"),
        ("nope.TXT", "is the name of a file, not a text. Give Path('nope.TXT')"),
        ("", "Text A holds no words."),
        (" \n", "Text A holds no words."),
        ("…", "Text A holds no words."),
        ("a\0b", "no text"),
        (Path("missing.txt"), "does not exist"),
    ],
)
def test_what_is_no_text_is_refused_in_a_line(text, said):
    """A string that can only be meant as a place, an empty text, a file that is not there."""
    with pytest.raises(ReadingError, match=r"^[^\n]+$") as refusal:
        compare(text, B)
    assert said in str(refusal.value)


def test_another_type_is_refused():
    """Bytes could be in any encoding."""
    with pytest.raises(TypeError, match="Text B is neither a Path, nor a str, nor a Source: bytes"):
        compare("One text.", b"Another")


def test_a_word_that_ends_like_no_file_is_a_text():
    """Nor is a sentence in which a name of a file stands."""
    assert compare("Amen.", "Open a.txt").documents["n_words"].tolist()[0] == 1


@pytest.mark.parametrize("actors", ["nope.toml", Path("nope.toml"), [{"name": "NATO"}], 5])
def test_what_is_no_list_of_actors_is_refused(actors):
    """A file of them is read first, and the message says by what."""
    with pytest.raises(TypeError, match=r"^actors is no list of Actor: .+load_actors makes"):
        compare("One text.", "Another.", actors=actors)


def test_what_are_no_settings_is_refused():
    """A dictionary of them, for instance."""
    with pytest.raises(TypeError, match=r"settings are no Settings of analysis\.report: dict"):
        compare("One text.", "Another.", settings={"demonyms": False})


def test_a_report_offers_its_tables(samples):
    """An editor completes their names."""
    assert set(samples.tables) <= set(dir(samples))


def test_a_report_is_shown_in_a_line(samples):
    """Without the texts that are in it."""
    assert repr(samples) == "Report(“Arnow 2024”, “Babich 2022”; 14 tables)"


def loaded_after(program: str) -> set[str]:
    """The modules that a program of its own has loaded at its end."""
    command = [sys.executable, "-c", f"{program}; import sys; print(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_costs_nothing():
    """Neither pandas nor any of its own modules is loaded before something is compared."""
    loaded = loaded_after("from analysis import compare")
    assert not {"pandas", "numpy", "streamlit", "plotly"} & loaded
    assert {name for name in loaded if name.startswith("analysis")} == {"analysis"}


def test_comparing_and_taking_along_needs_no_page():
    """In a notebook neither Streamlit nor Plotly is loaded, nor the dashboard."""
    loaded = loaded_after(
        "from analysis import compare; from analysis.output import zip_bytes; "
        "zip_bytes(compare('One text.', 'Another text.'))"
    )
    assert "pandas" in loaded
    assert not {"streamlit", "plotly", "dashboard"} & loaded


def test_the_version_is_stated_once():
    """The package and the project say the same."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert analysis.__version__ == project["version"]
