"""Verifying a manifest: what agrees, what differs and in what, and what is refused."""

import json
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.brought import ReadingError
from analysis.corrections import SET_ASIDE, Correction
from analysis.output import COMPARISON, export_files
from analysis.reading import read_source, source_from_text
from analysis.report import Request, Settings, build_report, load_actors
from analysis.saving import saved_bytes
from analysis.verification import _both, said, verify

TEXT_A = (
    "Peace Now\n\nRussia wants peace. “We hope,” said Jane Doe.\n\n# Talks\n\nNATO met Russia.\n"
)
TEXT_B = "Russia and Ukraine talk. They hope for a Russian peace. The other side is late.\n"


@pytest.fixture
def texts(tmp_path) -> tuple[Path, Path]:
    """The two texts as files, as somebody kept them."""
    paths = tmp_path / "a.txt", tmp_path / "b.txt"
    for path, text in zip(paths, (TEXT_A, TEXT_B), strict=True):
        path.write_text(text, encoding="utf-8", newline="")
    return paths


def asked() -> Request:
    """Both texts pasted, named and corrected, with settings that are not the usual ones."""
    a, b = source_from_text(TEXT_A, "First"), source_from_text(TEXT_B, "Second")
    aside = Correction(SET_ASIDE, TEXT_B.index("The other"), len(TEXT_B) - 1)
    b = b._replace(corrections=(aside,), published="2024-01-01")
    return Request(a, b, load_actors()[:40], Settings(demonyms=False, extra_stop_words=("hope",)))


def export(folder: Path, **how) -> Path:
    """An export of that comparison, unpacked; its manifest."""
    for place, data in export_files(build_report(asked()), **how).items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(data)
    return folder / "manifest.json"


@pytest.fixture
def manifest(tmp_path) -> Path:
    return export(tmp_path / "export")


def changed(manifest: Path, change) -> Path:
    """The manifest with something in it changed."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    change(content)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    return manifest


def sources(texts: tuple[Path, Path]):
    a, b = map(read_source, texts)
    return a, b


# --- what agrees ----------------------------------------------------------------------------------


def test_everything_agrees_with_both_texts(manifest, texts):
    """From the two files and the manifest alone the tables come out to the same bytes."""
    found = verify(manifest, sources(texts))
    assert said(found) == (
        "everything agrees: 14 tables worked out again, 18 files beside the manifest"
    )
    assert found.differences == ()


def test_without_texts_the_files_beside_it_are_looked_at(manifest):
    """And it is said that this is all that was done."""
    found = verify(manifest)
    assert (found.differences, found.n_files, found.n_tables) == ((), 18, 0)
    assert "were not worked out again" in said(found)


def test_a_manifest_alone_is_verified_by_the_texts(manifest, texts, tmp_path):
    """What does not lie beside it is not missed if nothing does."""
    alone = tmp_path / "alone" / "manifest.json"
    alone.parent.mkdir()
    alone.write_bytes(manifest.read_bytes())
    found = verify(alone, sources(texts))
    assert (found.differences, found.n_files, found.n_tables) == ((), 0, 14)


def test_a_saved_comparison_gives_the_texts(manifest):
    """Saved on the page, it is the comparison of the manifest."""
    assert verify(manifest, asked()).differences == ()


def test_a_comparison_that_came_along_is_used_by_itself(tmp_path):
    """An export with its texts needs nothing else."""
    found = verify(export(tmp_path, with_comparison=True))
    assert (found.differences, found.n_tables) == ((), 14)


def test_the_folder_stands_for_its_manifest(manifest):
    """Naming the folder is enough."""
    assert verify(manifest.parent) == verify(manifest)


def test_another_version_is_noted_and_is_no_difference(manifest, texts):
    """Where the tables are the same bytes, another version did no harm."""
    found = verify(changed(manifest, lambda m: m["versions"].update(numpy="1.0")), sources(texts))
    assert found.differences == ()
    assert found.notes[0].startswith("numpy is ")
    assert found.notes[0].endswith("here, was 1.0 then")


# --- what differs ---------------------------------------------------------------------------------


def test_a_changed_and_a_missing_file_are_named(manifest):
    """By their place in the export."""
    (manifest.parent / "tables/terms.csv").unlink()
    (manifest.parent / "tables.xlsx").write_bytes(b"PK")
    differences = verify(manifest).differences
    assert differences[0] == "tables/terms.csv: is not there"
    assert differences[1].startswith("tables.xlsx: was changed (SHA-256 ")
    assert len(differences) == 2


def test_another_text_is_named_and_nothing_is_worked_out(manifest, texts):
    """Its tables would all differ, which says nothing more."""
    texts[1].write_text(TEXT_B + "One more sentence.", encoding="utf-8")
    found = verify(manifest, sources(texts))
    assert len(found.differences) == 1
    assert found.differences[0].startswith("text b: “b” is not the file that was compared (SHA-256")
    assert said(found).endswith("The tables were not worked out again.")


def test_texts_in_the_other_order_are_told_so(manifest, texts):
    """Nothing else is wrong with them."""
    found = verify(manifest, sources(texts)[::-1])
    assert found.differences == (
        "texts: the two texts are given the other way round: name First first, then Second",
    )


def test_a_file_that_is_read_otherwise_is_told_from_another_file(manifest, texts):
    """The same bytes, but another text came out of them: the reader is another."""
    changed(manifest, lambda m: m["inputs"]["a"].update(sha256_of_text="0" * 64, n_characters=7))
    (difference,) = verify(manifest, sources(texts)).differences
    assert difference == (
        f"text a: the same file is read otherwise here: {len(TEXT_A)} characters, 7 then"
    )


@pytest.mark.parametrize(
    ("change", "tables"),
    [
        (lambda m: m["settings"].update(demonyms=True), {"actors", "mentions", "differences"}),
        (lambda m: m["settings"].update(extra_stop_words=[]), {"terms", "contrast"}),
        (lambda m: m["inputs"]["a"].update(name="Other"), {"documents"}),
    ],
    ids=["demonyms", "stop words", "name"],
)
def test_a_table_that_comes_out_otherwise_is_named(manifest, texts, change, tables):
    """A manifest whose settings are not those of its tables is found out, table by table."""
    differences = verify(changed(manifest, change), sources(texts)).differences
    assert {line.partition(".csv")[0].removeprefix("tables/") for line in differences} == tables


def test_where_a_table_differs_is_told_if_it_lies_there(manifest, texts):
    """How many cells, and the first of them with both values."""
    changed(manifest, lambda m: m["inputs"]["a"].update(name="Other"))
    assert verify(manifest, sources(texts)).differences == (
        "tables/documents.csv: comes out otherwise here: 1 cell, first “name” in row 1: Other here, "
        "First then",
    )


def test_another_name_in_a_saved_comparison_is_told_with_both(manifest):
    """What it is there and what it is here."""
    other = asked()._replace(a=asked().a._replace(name="Other"))
    assert verify(manifest, other).differences == (
        "text a: “name” is “Other” in the saved comparison, “First” in the manifest",
    )


def test_a_setting_that_was_changed_is_named(manifest, texts):
    """It is known where the tables come out as they were with the other value."""
    changed(manifest, lambda m: m["settings"].update(demonyms=True))
    assert verify(manifest, sources(texts)).notes == (
        "settings: “demonyms” is True in the manifest; with False the tables come out as they were",
    )


def test_a_manifest_that_was_changed_is_told_from_changed_tables(manifest, texts):
    """The tables beside it are the ones it names, so what it says of them must be otherwise."""
    changed(manifest, lambda m: m["inputs"]["a"].update(name="Other"))
    (note,) = verify(manifest, sources(texts)).notes
    assert note.endswith(
        "the manifest was changed after it was written (a setting, a name, an actor, a correction)"
    )


def test_other_versions_may_be_why_a_table_comes_out_otherwise(manifest, texts):
    """Then it cannot be known that somebody changed the manifest."""

    def change(content):
        content["inputs"]["a"].update(name="Other")
        content["versions"].update(numpy="1.0")

    notes = verify(changed(manifest, change), sources(texts)).notes
    assert notes[0].endswith(", or other versions are at work")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"First", b"Third", "1 cell, first “name” in row 1: Third in the file, First out of"),
        (b"\na,", b"\na,x,", ": it is no table any more"),
        (b"First", b"\xff", ": it is no table any more"),
        (b"side,name", b"text,name", ": its columns are others"),
        (b"\n", b"\r\n", ": the same cells, written otherwise"),
        (b"\nb,", b"\nb,", ""),
    ],
    ids=["a cell", "a cell too many", "no text", "columns", "line ends", "untouched"],
)
def test_where_a_changed_table_differs_from_the_texts_is_told(manifest, texts, before, after, said):
    """Row and column of the first cell, and that the table still comes out of the texts."""
    table = manifest.parent / "tables/documents.csv"
    table.write_bytes(table.read_bytes().replace(before, after))
    told = "".join(verify(manifest, sources(texts)).differences)
    assert said in told
    ending = "; the table still comes out of the texts as the manifest says"
    assert told.endswith(ending if said else "")


def test_rows_that_were_taken_out_of_a_table_are_told(manifest, texts):
    """How many there are, and where the first is missing."""
    table = manifest.parent / "tables/documents.csv"
    header, _, second = table.read_text(encoding="utf-8").splitlines()
    table.write_text(f"{header}\n{second}\n", encoding="utf-8")
    (difference,) = verify(manifest, sources(texts)).differences
    assert "1 row in the file, 2 out of the texts, first “side” in row 1: b in" in difference


def test_files_that_the_manifest_does_not_know_are_noted(manifest, tmp_path):
    """Among tables and charts they may be of another comparison; a link elsewhere is left alone."""
    (manifest.parent / "figures").mkdir()
    for place in ("figures/x.svg", "tables/y.csv", "mine.txt"):
        (manifest.parent / place).write_text("")
    (manifest.parent / "figures" / "z.svg").symlink_to(tmp_path / "a.txt")
    found = verify(manifest)
    assert found.differences == ()
    assert found.notes == (
        "tables/y.csv is not in the manifest",
        "figures/x.svg is not in the manifest",
    )


def test_tables_that_only_one_side_has_are_named(manifest, texts):
    """Another version may make fewer tables or more."""

    def change(content):
        content["tables"]["moods.csv"] = content["tables"].pop("terms.csv")

    assert [
        line
        for line in verify(changed(manifest, change), sources(texts)).differences
        if "version" in line or "not in the manifest" in line
    ] == [
        "tables/moods.csv: is not made by this version",
        "tables/terms.csv: is not in the manifest",
    ]


def test_another_seed_is_named(manifest, texts):
    """How intervals are made is the program's own, so another way of it is a difference."""
    changed(manifest, lambda m: m["uncertainty"].update(seed=-5))
    (difference,) = verify(manifest, sources(texts)).differences
    assert difference.startswith("intervals: seed is ")
    assert difference.endswith(" here, -5 in the manifest")


def test_a_saved_comparison_that_asks_otherwise_is_named(manifest):
    """Its corrections, actors and settings are compared; its texts are computed with."""
    other = asked()._replace(settings=Settings(), actors=())
    other = other._replace(b=other.b._replace(corrections=()))
    assert verify(manifest, other).differences == (
        "text b: “corrections” has 0 entries in the saved comparison, 1 entry in the manifest, "
        "first unlike no. 1: nothing and “set aside”",
        "actors: “actors” has 0 entries in the saved comparison, 40 entries in the manifest, "
        f"first unlike no. 1: nothing and “{asked().actors[0].name}”",
        "settings: “demonyms” is True in the saved comparison, False in the manifest",
        "settings: “extra_stop_words” has 0 entries in the saved comparison, 1 entry in the manifest, "
        "first unlike no. 1: nothing and “hope”",
    )


# --- what is refused ------------------------------------------------------------------------------


def test_a_manifest_alone_without_texts_is_refused(tmp_path, manifest):
    """There is nothing to compare it with, and the sentence says what to give."""
    alone = tmp_path / "manifest.json"
    alone.write_bytes(manifest.read_bytes())
    with pytest.raises(ReadingError, match=r"stands alone.*--texts"):
        verify(alone)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"PK\x03\x04\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "does not say"),
        (b'{"program": "Other"}', "does not say"),
        (b'{"program": "Parallax"}', "“inputs” is missing"),
    ],
)
def test_what_is_no_manifest_is_refused_in_a_line(tmp_path, data, why):
    """The sentence says what is wrong and what to do."""
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(ReadingError) as refusal:
        verify(path)
    assert str(refusal.value).startswith("x.json is no manifest of Parallax (")
    assert why in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.pop("tables"),
        lambda m: m.update(tables={"a.csv": 7}),
        lambda m: m.update(tables={}),
        lambda m: m.update(files=[]),
        lambda m: m["inputs"].update(a=None),
        lambda m: m.pop("actors"),
        lambda m: m.update(actors=[{"name": 1}]),
        lambda m: m["settings"].update(demonyms="yes"),
        lambda m: m["settings"].update(spy=True),
        lambda m: m["inputs"]["b"]["corrections"][0].update(start=10**9, end=10**9),
        lambda m: m["inputs"]["a"].pop("name"),
    ],
)
def test_a_damaged_manifest_is_refused_in_a_line(manifest, texts, change):
    """Whatever is missing or of another kind, no number is worked out with it."""
    with pytest.raises(ReadingError) as refusal:
        verify(changed(manifest, change), sources(texts))
    assert str(refusal.value).startswith("manifest.json ")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("place", ["../a.txt", "/etc/hostname", "tables/../../a.txt", "a\0b", ""])
def test_a_manifest_leads_to_no_file_outside_its_folder(manifest, texts, place):
    """Somebody else wrote it; what lies elsewhere is as good as not there."""
    found = verify(changed(manifest, lambda m: m["files"].update({place: "0" * 64})))
    (difference,) = found.differences
    assert difference.endswith(": is not there")
    assert found.n_files == 18


def test_words_of_a_manifest_give_the_terminal_no_orders(manifest):
    """Control characters are replaced and a line stays one line."""
    found = verify(changed(manifest, lambda m: m["files"].update({"x\n\x1b[2J": ""})))
    assert said(found).splitlines()[0] == "differs: x��[2J: is not there"


# --- the command ----------------------------------------------------------------------------------


def test_the_command_says_0_1_or_2(manifest, texts, tmp_path, capsys):
    """0 everything agrees, 1 something differs, 2 the input was wrong."""
    a, b = map(str, texts)
    saved = tmp_path / f"x.{COMPARISON}"
    saved.write_bytes(saved_bytes(asked()))
    assert main(["verify", str(manifest)]) == 0
    assert main(["verify", str(manifest), "--texts", a, b]) == 0
    assert main(["verify", str(manifest), "--comparison", str(saved)]) == 0
    assert "everything agrees" in capsys.readouterr().out
    assert main(["verify", str(manifest), "--texts", b, a]) == 1
    assert "differs: texts" in capsys.readouterr().out
    assert main(["verify", a]) == 2
    assert main(["verify", str(manifest), "--texts", a, "missing.txt"]) == 2
    assert main(["verify", str(manifest), "--texts", a, str(saved)]) == 2
    assert main(["verify", str(tmp_path / "missing.json")]) == 2
    messages = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in messages] == ["parallax"] * 4
    assert messages[2].endswith("is a saved comparison; name it with --comparison.")


def test_help_says_what_verify_does(capsys):
    """A newcomer learns what is compared and what the exit status means."""
    with pytest.raises(SystemExit) as done:
        main(["verify", "--help"])
    assert done.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Exit status: 0 when everything agrees, 1 when something differs, 2 when" in shown


def test_what_the_command_line_wrote_is_verified(texts, tmp_path, capsys):
    """From two files to an export and back, with names and words of one's own."""
    out = tmp_path / "out"
    a, b = map(str, texts)
    assert main([a, b, "--out", str(out), "--find-actors", "--name-a", "One"]) == 0
    assert main(["verify", str(out), "--texts", a, b]) == 0
    assert "14 tables worked out again, 18 files" in capsys.readouterr().out


def test_two_actors_of_one_name_are_told_in_what_they_differ():
    """Not “NATO” and “NATO”: the entry that is another."""
    one, other = ([{"name": "NATO", "aliases": names}] for names in (["NATO"], ["Nato"]))
    assert _both("actors", one, other).endswith("“NATO” has another “aliases”")
