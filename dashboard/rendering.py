"""Exhibits → pictures as files (SVG, PNG, PDF), made by a browser found on the machine.

One browser makes all pictures of a job and is gone afterwards: nobody else's figure was ever in it.
Its random numbers begin anew for each picture, so that the same figure gives the same bytes with the
same browser.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import plotly
import plotly.graph_objects as go

from dashboard.browser import VARIABLE, Browser, BrowserError, find_browser, named_in_vain
from dashboard.exhibits import Exhibit, file_name, unlike
from dashboard.picture import picture
from dashboard.theme import Mode
from dashboard.typefaces import IN_PICTURES, face_rules
from dashboard.wording import join_words

__all__ = ["FORMATS", "BrowserError", "Picture", "find_browser", "missing", "pictures", "render"]

FORMATS = ("svg", "png", "pdf")
SCALE = 2
"""Pixels of a PNG for each pixel of the figure."""

_SEED = """
Math.random = (state => () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
})(1);
"""
"""Plotly draws names for its parts by lot: always the same lots (mulberry32)."""

_BRING_TYPEFACES = """
var faces = %s;
document.head.append(Object.assign(document.createElement("style"), {textContent: faces}));
Promise.all([...document.fonts].map(face => face.load())).then(() => 0)
"""
_DRAW = (
    _SEED.replace("%", "%%")
    + """
var svg, figure = {...%s, config: {typesetMath: false}};
drawnSvg(Plotly, figure, faces).then(drawn => { svg = drawn; })
"""
)
# JSON is an expression of JavaScript, its line separators included (ECMAScript 2019).

_DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")
_FIXED_DATE = rb"\g<1>19800101000000"


class Picture(NamedTuple):
    """A figure that is to be a file: its name without an ending, and the figure in real colours."""

    name: str
    figure: go.Figure


def missing(formats: Sequence[str] = FORMATS) -> str:
    """Which formats cannot be had here and how to get them; empty if a browser was found."""
    if find_browser() is not None or not formats:
        return ""
    named = join_words([one.upper() for one in formats])
    made_by = f"Pictures as {named} are made by a browser on the machine that Parallax runs on"
    if vain := named_in_vain():
        return f"{made_by}, and {vain}. Name Chromium or Chrome there, or leave the variable empty."
    return (
        f"{made_by}, and none was found there. Install Chromium or Chrome (Debian or Ubuntu: sudo apt "
        f"install chromium), or name one in the environment variable {VARIABLE}. On Windows only the "
        "page makes pictures."
    )


def pictures(
    exhibits: Sequence[Exhibit],
    names: dict[str, str],
    formats: Sequence[str] = FORMATS,
    mode: Mode = "light",
) -> Iterator[tuple[str, bytes]]:
    """The exhibits' pictures, one file after the other: its name, and its bytes.

    ``names`` are the texts' (``selections.names_of``). Raises as ``render`` does.
    """
    wanted: dict[str, Picture] = {}
    for exhibit in exhibits:
        name = unlike(file_name(exhibit, names, mode), wanted)
        wanted[name] = Picture(name, picture(exhibit, names, mode))
    return render(list(wanted.values()), formats)


def render(
    wanted: Sequence[Picture], formats: Sequence[str] = FORMATS, browser: Path | None = None
) -> Iterator[tuple[str, bytes]]:
    """Each picture in each format, one after the other: file name and bytes.

    Raises BrowserError, with one sentence, if there is no browser or it fails; the browser is gone
    then, as it is when the caller stops asking. ValueError for a format that there is none of.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise ValueError(f"“{unknown[0]}” is no format of a picture: {', '.join(FORMATS)}")
    if not wanted or not formats:
        return
    browser = browser or find_browser()
    if browser is None:
        raise BrowserError(missing(formats))
    with Browser(browser) as opened:
        opened.evaluate(f"{plotly_script()};{_drawing_script()};0")
        opened.evaluate(_BRING_TYPEFACES % json.dumps(face_rules(IN_PICTURES)))
        for picture in wanted:
            opened.evaluate(_DRAW % picture.figure.to_json())
            for one in formats:
                yield f"{picture.name}.{one}", _file(opened, picture, one)
            opened.forget()


@cache
def plotly_script() -> str:
    """The chart library as it came with Plotly: nothing is fetched."""
    folder = Path(plotly.__file__).parent / "package_data"
    return (folder / "plotly.min.js").read_text(encoding="utf-8")


@cache
def _drawing_script() -> str:
    return (Path(__file__).parent / "drawn.js").read_text(encoding="utf-8")


def _file(browser: Browser, drawn: Picture, wanted: str) -> bytes:
    """The picture that was drawn last, in one format."""
    if wanted == "svg":
        return browser.evaluate("svg").encode("utf-8")
    if wanted == "png":
        return b64decode(browser.evaluate(f"drawnPng(svg, figure, {SCALE})").partition(",")[2])
    browser.evaluate(f"document.title = {json.dumps(drawn.name)}")  # that of the PDF
    browser.evaluate("document.body.innerHTML = svg; document.fonts.ready.then(() => 0)")
    printed = browser.print_page(drawn.figure.layout.width, drawn.figure.layout.height)
    browser.evaluate("document.body.replaceChildren(); 0")
    return _DATE.sub(_FIXED_DATE, printed)
