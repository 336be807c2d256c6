"""Cut the typefaces that files bring along (``dashboard/fonts/``) out of the page's own.

    python tests/cut_typefaces.py

The page's Source Sans and Source Serif come with Streamlit, 600 kB of every script and style. A
picture or a report needs the Latin letters of a few weights, and each weight as a typeface of its own:
a PDF takes variable ones apart into shapes that publishers refuse (Type 3). To be run again only if
Streamlit brings newer typefaces.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TO = Path(__file__).resolve().parent.parent / "dashboard" / "fonts"
FACES = {
    "parallax-sans": ("SourceSansVF-Upright*.woff2", {}),
    "parallax-serif": ("SourceSerifVariable-Roman*.woff2", {"opsz": None}),
}
"""Name of the file → where it comes from, and its axes besides the weight."""
WEIGHTS = (400, 600, 700)
ORIGINAL_NAME = re.compile(r"Source ?(Sans|Serif) ?\d?(?:VF| ?Variable)?")
"""Reserved for the original by its licence (OFL 1.1): ours need a name of their own."""
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028))
SIGNS = map(ord, "‰′″‹›€№™−≤≥≈←→↑↓")
CHARACTERS = [*chain(LETTERS, SIGNS)]
KEPT_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum"]
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14, 25]
COPYRIGHT, IN_PDF = 0, 6


def cut(pattern: str, axes: dict) -> TTFont:
    """A typeface of one weight with our characters only, under a name of its own."""
    streamlit = find_spec("streamlit")
    assert streamlit is not None
    assert streamlit.origin is not None
    (path,) = Path(streamlit.origin).parent.glob(f"static/**/{pattern}")
    font = TTFont(path, recalcTimestamp=False)
    options = Options()
    options.layout_features = KEPT_FEATURES
    options.name_IDs = KEPT_NAMES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    font = instantiateVariableFont(font, axes)
    for record in font["name"].names:
        if record.nameID != COPYRIGHT:
            record.string = ORIGINAL_NAME.sub(r"Parallax\1", record.toUnicode())
        if record.nameID == IN_PDF:
            record.string = f"{record.toUnicode().partition('-')[0]}-{axes['wght']}"
    font.flavor = "woff2"
    return font


def main() -> None:
    for file, (pattern, axes) in FACES.items():
        for weight in WEIGHTS:
            cut(pattern, {"wght": weight, **axes}).save(TO / f"{file}-{weight}.woff2")


if __name__ == "__main__":
    main()
