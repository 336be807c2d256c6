"""The typefaces that files bring along: whole letters for all that a picture says, and light."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from dashboard import exhibits, selections, theme
from dashboard.picture import picture
from dashboard.typefaces import IN_PICTURES, face_rules

RULE = re.compile(r'font-family:"([^"]+)";font-weight:(\d+);.*?base64,([^)]+)\)')


@pytest.fixture(scope="module")
def faces() -> dict[tuple[str, str], TTFont]:
    """What a style sheet asks for, family and weight → the typeface that is in the rules."""
    return {
        (family, weight): TTFont(BytesIO(b64decode(data)))
        for family, weight, data in RULE.findall(face_rules())
    }


def test_what_figures_and_pages_ask_for_first_is_there(faces):
    """The rules answer to the names that stand first in the theme's lists."""
    first = {written.split(",")[0].strip('"') for written in (theme.SANS, theme.SERIF)}
    assert {family for family, _ in faces} == first


def test_every_letter_of_the_samples_pictures_is_in_them(faces, samples):
    """No word of ours falls back to what a machine happens to have."""
    names = selections.names_of(samples)
    said = "".join(
        re.sub(r"<[^>]*>|&#?\w+;", "", note.text)
        for exhibit in exhibits.all_exhibits(samples, "all")
        for note in picture(exhibit, names, "light").layout.annotations
    )
    for face in faces.values():
        assert {
            character for character in said if ord(character) not in face.getBestCmap()
        } == set()


def test_each_weight_is_a_typeface_of_its_own(faces):
    """A PDF takes a variable one apart into shapes, which publishers refuse."""
    weights = {
        (family, weight): font["OS/2"].usWeightClass for (family, weight), font in faces.items()
    }
    assert weights == {asked: int(asked[1]) for asked in faces}
    assert not [asked for asked, font in faces.items() if "fvar" in font]


def test_they_are_light():
    """A picture stays a picture: 70 kB of rules; a report has all weights for 150 kB."""
    assert len(face_rules(IN_PICTURES)) < 70_000
    assert len(face_rules()) < 150_000


def test_they_do_not_bear_the_names_that_are_reserved(faces):
    """Their licence keeps the name of the original for the original."""
    for face in faces.values():
        named = [one.toUnicode() for one in face["name"].names if one.nameID not in (0, 13)]
        assert not [name for name in named if "Source" in name]
