"""The command line: two files in, tables and a manifest out; a bad file gets one clear line."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.output import export_files
from analysis.reading import read_source
from analysis.report import load_actors

ROOT = Path(__file__).parent.parent
A, B = ROOT / "data" / "arnow-2024.txt", ROOT / "data" / "babich-2022.txt"

COLUMNS = {
    "sections": "side section heading start end n_words n_sentences",
    "sentences": "side section sentence start end n_words",
    "quotations": "side start end kind speaker",
    "mentions": "side section sentence actor surface start end voice",
    "actors": "side section voice actor n_mentions per_1000_words low high",
    "sentiment": "side section voice mean low high positive_share negative_share n_utterances",
    "readability": "side section voice flesch_reading_ease flesch_kincaid_grade gunning_fog_grade "
    "smog_grade ari_grade coleman_liau_grade dale_chall words_per_sentence syllables_per_word",
    "terms": "side section term n tfidf",
    "contrast": "term n_a n_b log_odds z",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    assert main([str(A), str(B), "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize("name", COLUMNS)
def test_each_table_has_its_columns(written, name):
    """Every table is written with at least the columns it promises."""
    table = pd.read_csv(written / "tables" / f"{name}.csv")
    assert set(COLUMNS[name].split()) <= set(table.columns)
    assert len(table)


def test_offsets_point_into_the_file_as_it_is(written):
    """A span read from the table is the same stretch of the untouched file."""
    texts = {"a": A.read_text(encoding="utf-8"), "b": B.read_text(encoding="utf-8")}
    mentions = pd.read_csv(written / "tables" / "mentions.csv")
    assert [
        texts[row.side][row.start : row.end] == row.surface for row in mentions.itertuples()
    ] == [True] * len(mentions)


def test_the_same_input_gives_the_same_bytes(written, tmp_path):
    """A second run, in a process of its own, writes identical files."""
    command = [sys.executable, "-m", "analysis", str(A), str(B), "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first = {path.name: path.read_bytes() for path in written.rglob("*.*")}
    again = {path.name: path.read_bytes() for path in tmp_path.rglob("*.*")}
    assert first == again


def test_the_manifest_names_inputs_settings_versions_and_tables(written):
    """The manifest holds what is needed to say how the tables came about."""
    manifest = json.loads((written / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"]["a"]["sha256"] == hashlib.sha256(A.read_bytes()).hexdigest()
    assert manifest["settings"]["demonyms"] is True
    assert {"textstat", "vaderSentiment", "scikit-learn"} <= set(manifest["versions"])
    for name, fingerprint in manifest["tables"].items():
        data = (written / "tables" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == fingerprint


def test_everything_is_written_as_the_archive_has_it(written, samples):
    """The folder holds what the page's ZIP archive of the same comparison does, byte for byte."""
    found = {
        path.relative_to(written).as_posix(): path.read_bytes()
        for path in written.rglob("*")
        if path.is_file()
    }
    assert found == export_files(samples)


BAD_FILES = {
    "missing": None,
    "empty": b"",
    "only white space": b" \n\t\n",
    "binary": b"MZ\x90\x00\x03\x00\x00\x00",
    "a picture": b"\x89PNG\r\n\x1a\n",
    "cut off": b"PK\x03\x04\x14\x00",
    "no words": "… — !!! \U0001f600".encode(),
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("position", [0, 1])
def test_a_bad_file_is_refused_in_one_line(tmp_path, capsys, kind, position):
    """One line says what is wrong and what to do, the status is 2, and nothing is written."""
    bad = tmp_path / "bad.txt"
    if BAD_FILES[kind] is not None:
        bad.write_bytes(BAD_FILES[kind])
    texts = [str(A), str(B)]
    texts[position] = str(bad)
    out = tmp_path / "out"
    assert main([*texts, "--out", str(out)]) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "bad.txt" in message
    assert not out.exists()


def test_files_of_two_formats_are_compared(tmp_path):
    """A page and a Windows-1252 text give tables like any other."""
    page, text = tmp_path / "page.html", tmp_path / "text.txt"
    page.write_text("<html><body><h1>Peace</h1><p>Russia wants peace.</p></body></html>")
    text.write_bytes("“War,” said the café.".encode("cp1252"))
    assert main([str(page), str(text), "--out", str(tmp_path / "out")]) == 0
    documents = pd.read_csv(tmp_path / "out" / "tables" / "documents.csv")
    assert documents["title"].tolist()[0] == "Peace"


def test_a_folder_given_as_text_is_refused(tmp_path, capsys):
    """A folder is no text, and the message says so."""
    assert main([str(tmp_path), str(B), "--out", str(tmp_path / "out")]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_a_web_address_stands_for_a_text(tmp_path, monkeypatch, capsys):
    """It is fetched instead of opened; here a file answers for the site."""
    fetched = []

    def from_here(address, limits):
        fetched.append(address)
        return read_source(A)._replace(name="example.org", origin=address)

    monkeypatch.setattr("analysis.arguments.source_from_address", from_here)
    assert main(["https://example.org/a", str(B), "--out", str(tmp_path)]) == 0
    assert fetched == ["https://example.org/a"]
    documents = pd.read_csv(tmp_path / "tables" / "documents.csv")
    assert documents["origin"].tolist()[0] == "https://example.org/a"


def test_an_address_that_is_not_public_is_refused_in_one_line(tmp_path, capsys):
    """Nothing is fetched from this machine or its network."""
    assert main([str(A), "http://127.0.0.1:8501/x", "--out", str(tmp_path / "out")]) == 2
    message = capsys.readouterr().err
    assert "is not a public address" in message
    assert message.count("\n") == 1


def test_out_that_is_a_file_is_refused(tmp_path, capsys):
    """The tables need a folder; a file of that name is left alone."""
    taken = tmp_path / "taken"
    taken.write_text("keep me")
    assert main([str(A), str(B), "--out", str(taken)]) == 2
    assert "is a file" in capsys.readouterr().err
    assert taken.read_text() == "keep me"


def test_help_states_the_exit_status():
    """A newcomer learns from --help what the exit status means."""
    command = [sys.executable, "-m", "analysis", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Exit status: 0" in done.stdout


def test_words_from_a_text_do_not_become_formulas(tmp_path):
    """A heading that a spreadsheet would run as a formula gets an apostrophe in front."""
    text = tmp_path / "t.txt"
    text.write_text(
        "One two three four.\n\n## =1+1\n\nFive six seven eight.\n\n## Nine\n\nTen is a number.\n",
        encoding="utf-8",
    )
    assert main([str(text), str(B), "--out", str(tmp_path / "out")]) == 0
    sections = (tmp_path / "out" / "tables" / "sections.csv").read_text(encoding="utf-8")
    assert "'=1+1" in sections


def test_a_saved_comparison_gives_the_same_tables(written, tmp_path):
    """What --save wrote is worked out again to the same bytes."""
    saved = tmp_path / "mine.parallax.json"
    first, again = tmp_path / "first", tmp_path / "again"
    counted = ["--name-a", "One", "--find-actors", "--no-demonyms"]
    assert main([str(A), str(B), "--out", str(first), "--save", str(saved), *counted]) == 0
    assert main([str(saved), "--out", str(again)]) == 0
    names = sorted(path.relative_to(first) for path in first.rglob("*.*"))
    assert len(names) > 10
    assert all((first / name).read_bytes() == (again / name).read_bytes() for name in names)


FOOTBALL = "Sue Hale scored for Vantor.", "Nobody at Vantor stopped Sue Hale. She left Vantor."
ENGLISH = (
    "The council praised the tram, and it was the talk of the town for a week. Critics hate the noise. "
    "Nobody asked the drivers, who have to work at night and on every Sunday of the year."
)
GERMAN = (
    "Die Menschen im Osten warten auf die Brücke, und die Menschen im Westen zweifeln noch. Der Rat "
    "hat lange beraten. Niemand fragte die Fahrer, die nachts und an jedem Sonntag arbeiten müssen."
)


def two_files(folder: Path, one: str, other: str) -> list[str]:
    """Two texts as files, named for a command line."""
    paths = folder / "one.txt", folder / "other.txt"
    for path, text in zip(paths, (one, other), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def actors_of(folder: Path) -> set[str]:
    """The names in the table of actors."""
    return set(pd.read_csv(folder / "tables" / "actors.csv")["actor"])


def listed_in(folder: Path) -> int:
    """How many actors were looked for."""
    return len(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["actors"])


def test_own_texts_are_searched_for_the_names_in_them(tmp_path):
    """Without a list, two texts about football are searched for whom they name."""
    assert main([*two_files(tmp_path, *FOOTBALL), "--out", str(tmp_path / "out")]) == 0
    assert actors_of(tmp_path / "out") == {"Sue Hale", "Vantor"}


def test_the_samples_are_searched_for_their_list(written, tmp_path):
    """Without a list, the samples have theirs; --find-actors finds names in them all the same."""
    assert listed_in(written) == len(load_actors())
    assert main([str(A), str(B), "--out", str(tmp_path), "--find-actors"]) == 0
    assert listed_in(tmp_path) != len(load_actors())


def test_a_sample_beside_another_text_is_searched_for_names(tmp_path):
    """The list was made for both samples; one of them is not enough."""
    text = tmp_path / "one.txt"
    text.write_text(FOOTBALL[1], encoding="utf-8")
    assert main([str(A), str(text), "--out", str(tmp_path / "out")]) == 0
    assert "Vantor" in actors_of(tmp_path / "out")


def test_the_list_of_the_samples_can_be_asked_for(tmp_path):
    """--sample-actors takes that list for any texts."""
    texts = two_files(tmp_path, "NATO met Sue Hale.", "Sue Hale met NATO.")
    assert main([*texts, "--out", str(tmp_path / "out"), "--sample-actors"]) == 0
    assert actors_of(tmp_path / "out") == {"NATO"}
    assert listed_in(tmp_path / "out") == len(load_actors())


@pytest.mark.parametrize("other", ["--find-actors", "--sample-actors"])
def test_two_answers_to_whom_to_look_for_are_refused(tmp_path, capsys, other):
    """A list and names that are found exclude each other."""
    with pytest.raises(SystemExit) as stopped:
        main([str(A), str(B), "--out", str(tmp_path / "out"), "--actors", "x.toml", other])
    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ((GERMAN, ENGLISH), "one is in German;"),
        ((GERMAN, GERMAN), "one is in German and other is in"),
    ],
)
def test_a_text_that_is_not_in_english_is_noted_in_one_line(tmp_path, capsys, texts, said):
    """The tables are written, and a line on standard error says which numbers mean nothing."""
    assert main([*two_files(tmp_path, *texts), "--out", str(tmp_path / "out")]) == 0
    message = capsys.readouterr().err
    assert message.startswith(f"parallax: note: {said}")
    assert "tone and readability are made for English" in message
    assert message.count("\n") == 1
    tones = pd.read_csv(tmp_path / "out" / "tables" / "utterances.csv")["tone"]
    assert tones.notna().all()


def test_nothing_is_noted_of_english_texts(tmp_path, capsys):
    """Two English texts leave standard error empty."""
    assert main([*two_files(tmp_path, ENGLISH, ENGLISH), "--out", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().err == ""


def test_a_text_that_is_too_short_is_noted_in_one_line(tmp_path, capsys):
    """It is compared; a line on standard error says which it is and what that means."""
    assert main([*two_files(tmp_path, "Peace.", ENGLISH), "--out", str(tmp_path / "out")]) == 0
    message = capsys.readouterr().err
    assert message.startswith("parallax: note: one has 1 word in 1 sentence: too few")
    assert message.count("\n") == 1


SAVED = ROOT / "tests/cases/saved/version-1.parallax.json"


@pytest.mark.parametrize("position", [0, 1])
def test_a_saved_comparison_beside_a_text_is_refused_in_one_line(tmp_path, capsys, position):
    """Under whatever name, it is not analysed as prose."""
    renamed = tmp_path / "a.txt"
    renamed.write_bytes(SAVED.read_bytes())
    texts = [str(A), str(B)]
    texts[position] = str(renamed)
    assert main([*texts, "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == (
        f"parallax: {renamed} is a saved comparison; name it alone.\n"
    )


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        ([str(B), str(B)], ["Babich 2022 (1)", "Babich 2022 (2)"]),
        ([str(A), str(B), "--name-a", "X", "--name-b", "X"], ["X (1)", "X (2)"]),
    ],
    ids=["one file twice", "one name twice"],
)
def test_two_texts_of_one_name_are_told_apart(tmp_path, texts, named):
    """As on the page, each has a number behind its name."""
    assert main([*texts, "--out", str(tmp_path)]) == 0
    documents = pd.read_csv(tmp_path / "tables" / "documents.csv")
    assert documents["name"].tolist() == named


@pytest.mark.parametrize(
    "asked", [["--leave-out", "War, peace"], ["--leave-out", "war", "--leave-out", "peace"]]
)
def test_words_to_leave_out_do_not_swallow_the_texts(tmp_path, asked):
    """They come with commas between them, or one by one, and may stand before the texts."""
    texts = two_files(tmp_path, ENGLISH, "War and peace, war and trams.")
    assert main([*asked, *texts, "--out", str(tmp_path / "out")]) == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["extra_stop_words"] == ["peace", "war"]


def test_where_nothing_can_be_saved_nothing_is_computed(tmp_path, capsys):
    """The message comes before the work, and no folder is made."""
    out, save = tmp_path / "out", tmp_path / "nowhere" / "x.parallax.json"
    assert main([str(A), str(B), "--out", str(out), "--save", str(save)]) == 2
    message = capsys.readouterr().err
    assert "is no folder, so x.parallax.json cannot be saved there" in message
    assert message.count("\n") == 1
    assert not out.exists()


def test_a_comparison_can_be_saved_into_the_folder_that_is_made(tmp_path):
    """It is there after the tables."""
    save = tmp_path / "out" / "x.parallax.json"
    texts = two_files(tmp_path, ENGLISH, ENGLISH)
    assert main([*texts, "--out", str(tmp_path / "out"), "--save", str(save)]) == 0
    assert save.is_file()


def test_another_comparison_takes_the_place_of_the_first(tmp_path):
    """The folder is then what the second would be by itself."""
    texts = two_files(tmp_path, ENGLISH, GERMAN)
    out = tmp_path / "out"
    assert main([*texts[::-1], "--out", str(out)]) == 0
    assert main([*texts, "--out", str(out)]) == 0
    assert main(["verify", str(out), "--texts", *texts]) == 0


def test_a_file_that_stands_in_the_way_is_left_alone(tmp_path, capsys):
    """Somebody else's README.txt is named in a line, and nothing is written."""
    (tmp_path / "README.txt").write_text("keep me")
    assert main([str(A), str(B), "--out", str(tmp_path)]) == 2
    message = capsys.readouterr().err
    assert f"{tmp_path / 'README.txt'} is there already" in message
    assert message.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["README.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([str(A)], "Name two texts, or one saved comparison"),
        (["https://example.org/x.json"], "Name two texts, or one saved comparison"),
        (["missing.json"], "does not exist"),
        ([str(ROOT / "tests/cases/saved/version-1.parallax.json"), "--name-a", "X"], "--name-a"),
    ],
)
def test_what_cannot_be_worked_out_again_is_refused_in_one_line(tmp_path, capsys, arguments, said):
    """One text alone, a file that is not there, and a second answer to what the file says."""
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 2
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1
