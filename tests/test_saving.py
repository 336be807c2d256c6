"""A comparison in one file: what comes back, and what is refused."""

import json
from pathlib import Path

import pytest

from analysis.actors import Actor
from analysis.brought import ReadingError
from analysis.reading import source_from_text
from analysis.report import Request, Settings, build_report, sample_request
from analysis.saving import VERSION, fingerprint, open_saved, saved_bytes

CASES = Path(__file__).parent / "cases/saved"


def resealed(change) -> bytes:
    """The samples' file with something in it changed and its fingerprint made to fit."""
    saved = json.loads(saved_bytes(sample_request()))
    change(saved["comparison"])
    saved["sha256"] = fingerprint(saved["comparison"])
    return json.dumps(saved).encode()


def test_an_opened_comparison_is_the_one_that_was_saved():
    """Texts, names, actors and settings come back as they were."""
    request = sample_request()._replace(settings=Settings(False, False, ("said",)))
    assert open_saved(saved_bytes(request), "x") == request


def test_an_opened_comparison_gives_the_same_numbers_to_the_last_digit():
    """Every table is the same, bit by bit."""
    request = sample_request()
    before, after = (
        build_report(one) for one in (request, open_saved(saved_bytes(request), "saved"))
    )
    assert all(before.tables[name].equals(after.tables[name]) for name in before.tables)


def test_the_same_comparison_gives_the_same_file():
    """No time, no path and no order of chance goes into it."""
    request = sample_request()
    assert saved_bytes(request) == saved_bytes(open_saved(saved_bytes(request), "x"))


@pytest.mark.parametrize("path", sorted(CASES.glob("version-*.json")), ids=lambda path: path.stem)
def test_every_older_version_opens(path):
    """A file of each version there has been opens with its texts, actors and settings."""
    request = open_saved(path.read_bytes(), path.name)
    assert (request.a.name, request.b.name) == ("For the tram", "Against the tram")
    assert [actor.name for actor in request.actors] == ["Ada Brown", "council"]
    assert request.settings == Settings(False, False, ("tram",))
    report = build_report(request)
    assert report.documents["n_words"].tolist() == [24, 22]
    assert report.mentions["actor"].value_counts().to_dict() == {"Ada Brown": 3, "council": 2}


def test_whatever_characters_a_text_holds_come_back():
    """Quotation marks, other scripts, emoji and control characters are kept."""
    text = '“Ça” \\ " \u202e שלום 🙂 \x0b\u2028 </script> {“a”: 1}\n'
    source = source_from_text(text, "Text A")
    request = Request(source, source, (Actor("Ça", "other", ("Ça",), ()),))
    assert open_saved(saved_bytes(request), "x") == request


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not a comparison saved by Parallax, or it is cut off"),
        (b"\x00\xff\x00", "is not a comparison saved by Parallax, or it is cut off"),
        (b"[" * 100_000, "is not a comparison saved by Parallax, or it is cut off"),
        (b'"word"', "is not a comparison saved by Parallax"),
        (b'{"type": "FeatureCollection"}', "is not a comparison saved by Parallax"),
        (saved_bytes(sample_request())[:-200], "is not a comparison saved by Parallax"),
        (
            saved_bytes(sample_request()).replace(b"NATO", b"OTAN", 1),
            "was altered or damaged after it was saved",
        ),
        (
            saved_bytes(sample_request()).replace(
                f'"version": {VERSION}'.encode(), f'"version": {VERSION + 1}'.encode(), 1
            ),
            "was saved by a newer Parallax",
        ),
        (resealed(lambda c: c.pop("b")), "“comparison” has a wrong entry “b”"),
        (resealed(lambda c: c["a"].update(spy=1)), "“comparison.a” has a wrong entry “spy”"),
        (resealed(lambda c: c["a"].update(text=7)), "“comparison.a.text” is not what belongs"),
        (resealed(lambda c: c.update(actors={})), "“comparison.actors” is no list"),
        (resealed(lambda c: c.update(a=[])), "“comparison.a” holds no entries"),
        (resealed(lambda c: c["a"].update(text=" \n")), "text a holds no words"),
        (resealed(lambda c: c["b"].update(text="half \ud83d")), "text b is damaged"),
        (resealed(lambda c: c["b"].update(text="a " * 200_001)), "about 200,001 words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_saved_comparison_is_refused_in_a_sentence(data, said):
    """A foreign, damaged, altered, newer or oversized file is refused, and the sentence says why."""
    with pytest.raises(ReadingError) as refusal:
        open_saved(data, "mine.json")
    assert str(refusal.value).startswith("mine.json ")
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
