"""Which typefaces does a file bring along, so that it looks everywhere as on the page?

The page's own come with Streamlit and are too large for a file. In ``fonts/`` lie their Latin letters
(``tests/cut_typefaces.py``); other scripts are set in what the reader's machine has.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FONTS = Path(__file__).parent / "fonts"


class Face(NamedTuple):
    """One weight of a typeface."""

    family: str
    """What a style sheet asks for."""
    file: str
    weight: int


ALL = tuple(
    Face(family, file, weight)
    for family, file in (("Source Sans", "parallax-sans"), ("Source Serif", "parallax-serif"))
    for weight in (400, 600, 700)
)
IN_PICTURES = tuple(
    face
    for face in ALL
    if face.weight != 600 and (face.family, face.weight) != ("Source Serif", 400)
)
"""Figures have plain and bold letters, and a title in bold serif."""


@cache
def face_rules(faces: tuple[Face, ...] = ALL) -> str:
    """Style rules that hold the typefaces themselves: nothing is fetched for them."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"src:url(data:font/woff2;base64,{_encoded(face)}) format('woff2')}}"
        for face in faces
    )


def _encoded(face: Face) -> str:
    return b64encode((_FONTS / f"{face.file}-{face.weight}.woff2").read_bytes()).decode("ascii")
