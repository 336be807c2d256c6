"""Writing into a folder: an old export makes room, and nobody else's file is touched."""

import io
import json
import zipfile

import pytest

from analysis.brought import ReadingError
from analysis.export_folder import check_before, write
from analysis.manifest import sha256


def export(**files: str) -> dict[str, bytes]:
    """A small export: files by their place, with a manifest that knows them."""
    made = {
        place.replace("__", "/").replace("_", "."): text.encode() for place, text in files.items()
    }
    named = {place: sha256(data) for place, data in made.items()}
    manifest = {"program": "Parallax", "tables": {}, "files": named}
    return {"manifest.json": json.dumps(manifest).encode(), **made}


def files_in(folder) -> list[str]:
    return sorted(
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir()
    )


def naming(folder, place: str, data: bytes) -> None:
    """A manifest, whoever wrote it, that names a place."""
    folder.mkdir(exist_ok=True)
    manifest = {"program": "Parallax", "tables": {}, "files": {place: sha256(data)}}
    (folder / "manifest.json").write_text(json.dumps(manifest))


# --- what makes room ------------------------------------------------------------------------------


def test_the_files_of_an_old_export_make_room(tmp_path):
    """Also those that the new one does not write, with their folder."""
    write(tmp_path, export(README_txt="old", figures__x_svg="old", report_html="old"), ())
    write(tmp_path, export(README_txt="new"), ())
    assert files_in(tmp_path) == ["README.txt", "manifest.json"]
    assert (tmp_path / "README.txt").read_text() == "new"
    assert not (tmp_path / "figures").exists()


def test_what_is_not_of_the_export_stays(tmp_path):
    """Beside its files and among them."""
    write(tmp_path, export(README_txt="old", figures__x_svg="old"), ())
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "figures" / "mine.svg").write_text("mine")
    write(tmp_path, export(README_txt="new"), ())
    assert files_in(tmp_path) == ["README.txt", "figures/mine.svg", "manifest.json", "notes.txt"]


def test_a_file_that_is_read_is_not_removed(tmp_path):
    """The saved comparison in an old export, for instance, from which the new one is made."""
    write(tmp_path, export(README_txt="old", comparison_json="old"), ())
    write(tmp_path, export(README_txt="new"), {(tmp_path / "comparison.json").resolve()})
    assert "comparison.json" in files_in(tmp_path)


def test_an_archive_stands_beside_what_is_there(tmp_path):
    """It is whole by itself; an older archive of an export makes room."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"program": "Parallax"}))
    write(tmp_path, export(README_txt="old"), ())
    for _ in range(2):
        write(tmp_path, {"parallax.zip": packed.getvalue()}, ())
    assert files_in(tmp_path) == ["README.txt", "manifest.json", "parallax.zip"]


@pytest.mark.parametrize(
    "place", ["../x.txt", "a/../../x.txt", "link.txt", "linked/x.txt", "a\0b", ""]
)
def test_a_manifest_removes_nothing_outside_its_folder(tmp_path, place):
    """Somebody else may have written it: neither names nor links lead out."""
    kept = tmp_path / "x.txt"
    kept.write_text("mine")
    out = tmp_path / "out"
    naming(out, place, b"mine")
    (out / "link.txt").symlink_to(kept)
    (out / "linked").symlink_to(tmp_path)
    write(out, export(README_txt="new"), ())
    assert kept.read_text() == "mine"
    assert (out / "link.txt").is_symlink()


def test_a_manifest_removes_no_absolute_place(tmp_path):
    """Nor what a full name says."""
    kept = tmp_path / "x.txt"
    kept.write_text("mine")
    naming(tmp_path / "out", str(kept), b"mine")
    write(tmp_path / "out", export(README_txt="new"), ())
    assert kept.read_text() == "mine"


# --- what stands in the way -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "manifest", [None, b"{}", b"[]", b"\xff", b'{"program": "Other"}', b'{"program": "Parallax"}']
)
def test_a_file_without_a_manifest_of_ours_stands_in_the_way(tmp_path, manifest):
    """It is named, and nothing is written."""
    (tmp_path / "README.txt").write_text("mine")
    if manifest is not None:
        (tmp_path / "manifest.json").write_bytes(manifest)
    before = files_in(tmp_path)
    with pytest.raises(ReadingError, match=r"(README.txt|manifest.json) is there already"):
        write(tmp_path, export(README_txt="new", a_csv="new"), ())
    assert files_in(tmp_path) == before
    assert (tmp_path / "README.txt").read_text() == "mine"


def test_a_file_that_somebody_changed_stands_in_the_way(tmp_path):
    """Notes in a workbook would be lost."""
    write(tmp_path, export(README_txt="old", tables_xlsx="old"), ())
    (tmp_path / "tables.xlsx").write_text("my notes")
    with pytest.raises(ReadingError, match=r"tables\.xlsx was changed after Parallax wrote it"):
        write(tmp_path, export(README_txt="new", tables_xlsx="new"), ())
    assert (tmp_path / "README.txt").read_text() == "old"


@pytest.mark.parametrize("made", ["link", "folder"])
def test_a_link_or_a_folder_in_the_place_of_a_file_stands_in_the_way(tmp_path, made):
    """Nothing is written through a link."""
    out = tmp_path / "out"
    out.mkdir()
    if made == "link":
        (out / "README.txt").symlink_to(tmp_path / "elsewhere.txt")
    else:
        (out / "README.txt").mkdir()
    with pytest.raises(ReadingError, match=r"README\.txt is there already"):
        write(out, export(README_txt="new"), ())
    assert not (tmp_path / "elsewhere.txt").exists()


def test_another_archive_stands_in_the_way(tmp_path):
    """A ZIP without a manifest of ours is somebody's."""
    (tmp_path / "parallax.zip").write_bytes(b"PK mine")
    with pytest.raises(ReadingError, match=r"parallax\.zip is there already"):
        write(tmp_path, {"parallax.zip": b"new"}, ())


# --- before anything is computed ------------------------------------------------------------------


def test_a_folder_that_can_be_made_is_not_made_yet(tmp_path):
    """Nothing stays of the trial."""
    check_before(tmp_path / "a" / "b", ["README.txt", "figures/"], (), None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """Here a file stands where its parent would be."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadingError, match=r"^Nothing can be written to .+ \(.+\)\. Name another"):
        check_before(tmp_path / "file" / "out", ["README.txt"], (), None)


@pytest.mark.parametrize(
    ("save", "said"),
    [
        ("missing/x.json", "is no folder, so x.json cannot be saved there"),
        (".", "is a folder. Give --save the name of a file"),
        ("out/README.txt", "is a file of the export"),
    ],
)
def test_a_comparison_that_cannot_be_saved_is_told(tmp_path, save, said):
    """Before the work, in a sentence."""
    with pytest.raises(ReadingError, match=said):
        check_before(tmp_path / "out", ["README.txt"], (), tmp_path / save)


def test_a_text_that_would_be_overwritten_is_told(tmp_path):
    """A file of the export may not be one of the two texts."""
    text = tmp_path / "README.txt"
    text.write_text("One text.")
    with pytest.raises(ReadingError, match="is read for this comparison"):
        check_before(tmp_path, ["README.txt"], {text.resolve()}, None)


# --- the saved comparison -------------------------------------------------------------------------


def test_a_text_is_not_overwritten_by_the_comparison_of_it(tmp_path):
    """``--save`` never takes the place of what is read."""
    text = tmp_path / "a.txt"
    text.write_text("words")
    with pytest.raises(ReadingError, match="is read for this comparison"):
        check_before(tmp_path / "out", (), {text.resolve()}, text)


def test_a_comparison_replaces_a_comparison_and_nothing_else(tmp_path):
    """An earlier saved comparison makes room; somebody's notes do not."""
    notes, saved = tmp_path / "notes.md", tmp_path / "x.parallax.json"
    notes.write_text("mine")
    saved.write_text('{"format": "Parallax comparison"}')
    check_before(tmp_path / "out", (), (), saved)
    with pytest.raises(ReadingError, match="no saved comparison"):
        check_before(tmp_path / "out", (), (), notes)


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path):
    """Nothing half written stays under a name that counts."""
    write(tmp_path, export(README_txt="new"), ())
    assert not [name for name in files_in(tmp_path) if name.endswith(".part")]
