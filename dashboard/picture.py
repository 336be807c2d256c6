"""How does an exhibit look as a picture that stands alone, in a file?

On the page a chart has its title above it, the masthead for its legend and a caption for its method. A
picture is sent on without them: it carries all that inside, in the real colours of one mode, on
painted paper.

Lines are broken here, for letters in a figure do not wrap. A file brings its typefaces along
(``typefaces.py``), but a program for drawing may open it without them, and some scripts are not in
them: no line is so long that the widest ones a machine may have in their place would run off the paper.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import plotly.graph_objects as go

from analysis.text import ALL
from dashboard import theme
from dashboard.exhibits import Exhibit
from dashboard.figures.grammar import (
    BOLD,
    GLYPH,
    Look,
    fit_lines,
    glyph_at,
    narrow_names,
    plain,
    text_width,
)
from dashboard.wording import VOICE_LABELS, join_words

WIDTH = 900
"""Width of a picture where no other is asked, in pixels."""
PAD = 24
"""Empty paper on all four sides, in pixels."""
MOST_LINES = 5
"""Of a title that is longer the rest is cut."""

_TITLE, _SUBTITLE, _FOOTER = 20, 14, theme.SMALL
_LINE_HEIGHT = 1.3
_SERIF_ROOM, _SANS_ROOM = 1.32, 1.18
"""How much wider than ``text_width`` says DejaVu is, the widest font that stands in for ours."""
_NARROWER = (0.95, 0.9, 0.85)
"""How much narrower a title's lines may get to be of about the same length."""
_GAP = 12
_AFTER_GLYPH = 2 * GLYPH + 6
_NAME_SHARE = 0.36
"""Most of the legend's line that one name takes: the rest says whose words are counted."""


class _Lines(NamedTuple):
    """Words broken into lines, as they are printed."""

    lines: list[str]
    size: int
    font: str
    role: str
    bold: bool = False

    def height(self) -> float:
        """Height in pixels."""
        return len(self.lines) * self.size * _LINE_HEIGHT

    def html(self) -> str:
        """What Plotly prints."""
        words = "<br>".join(map(plain, self.lines))
        return f"<b>{words}</b>" if self.bold else words


class _Frame(NamedTuple):
    """A picture's paper, on which places are pixels from the left edge and from the top.

    Plotly only knows places in the plot and pixels from there.
    """

    width: int
    plot_left: float
    plot_top: float

    def words(self, style: _Lines, x: float, y: float, anchor: str = "left") -> dict[str, Any]:
        """Words whose top lies at ``y``, as an annotation."""
        return {
            "text": style.html(),
            "xref": "paper",
            "x": 0,
            "xshift": x - self.plot_left,
            "xanchor": anchor,
            "yref": "paper",
            "y": 1,
            "yshift": self.plot_top - y,
            "yanchor": "top",
            "align": anchor,
            "showarrow": False,
            "borderpad": 0,
            "font": {"family": style.font, "size": style.size, "color": theme.colour(style.role)},
        }

    def glyph(self, side: str, x: float, y: float) -> dict[str, Any]:
        """The circle of a or the diamond of b around a place, as a shape."""
        anchor = {"xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 1}
        return {**anchor, **glyph_at(side, x - self.plot_left, self.plot_top - y)}


def picture(
    exhibit: Exhibit, names: dict[str, str], mode: theme.Mode, width: int = WIDTH
) -> go.Figure:
    """An exhibit as a picture of so many pixels in width; ``names`` are those of the two texts.

    The chart itself has the room that the paper has. What somebody chose is shaded.
    """
    # Ours end well before the margin; only the widest stand-ins run into it.
    room = width - PAD
    title_lines = _balanced(exhibit.title, room / _SERIF_ROOM, _TITLE)
    title = _Lines(title_lines, _TITLE, theme.SERIF, "ink", bold=True)
    subtitle = _small(exhibit.subtitle, room, _SUBTITLE)
    footer = _small(_source(exhibit, names), room, _FOOTER)
    subtitle_at = PAD + title.height() + _GAP / 3
    legend_at = subtitle_at + subtitle.height() + _GAP
    head = round(legend_at + theme.LABEL * _LINE_HEIGHT + _GAP)
    foot = round(_GAP + footer.height() + PAD)

    figure = exhibit.draw(look_of(exhibit, width))
    _forget_hover(figure)
    _make_room(figure, width, head, foot)
    frame = _Frame(width, figure.layout.margin.l, figure.layout.margin.t)
    footer_at = figure.layout.height - PAD - footer.height()
    # All at once: Plotly takes ever longer to add them one by one.
    figure.layout.annotations = [
        *figure.layout.annotations,
        frame.words(title, PAD, PAD),
        frame.words(subtitle, PAD, subtitle_at),
        frame.words(footer, PAD, footer_at),
        *_legend(frame, exhibit, names, legend_at),
    ]
    figure.layout.shapes = [*figure.layout.shapes, *_glyphs(frame, exhibit, names, legend_at)]
    return theme.real_colours(figure, mode)


def look_of(exhibit: Exhibit, width: int = WIDTH) -> Look:
    """How the chart itself is drawn for a picture: for its room, and shaded only where chosen."""
    return Look(exhibit.chosen, round((width - 2 * PAD) / _SANS_ROOM), is_named=True)


def _balanced(text: str, pixels: float, size: int) -> list[str]:
    """A text in lines of about the same length, the last one cut if there are too many."""
    lines = fit_lines(text, pixels, size, most=MOST_LINES)
    for share in _NARROWER:
        narrower = fit_lines(text, share * pixels, size, most=MOST_LINES)
        if len(narrower) > len(lines) or len(lines) == MOST_LINES:
            break
        lines = narrower
    return lines


def _small(text: str, room: float, size: int) -> _Lines:
    lines = fit_lines(text, room / _SANS_ROOM, size, most=MOST_LINES)
    return _Lines(lines, size, theme.SANS, "muted")


def _source(exhibit: Exhibit, names: dict[str, str]) -> str:
    """Who made the picture, of what, and how."""
    texts = f"Texts: {join_words(list(names.values()))}."
    return f"Parallax. {texts.replace('….', '…')} {exhibit.note}".strip()


def _forget_hover(figure: go.Figure) -> None:
    """Nobody can point at a picture: hovers and picks would only make its file larger."""
    targets = {"customdata": None, "hovertext": None, "hovertemplate": None, "hoverinfo": "skip"}
    figure.update_traces(targets)


def _make_room(figure: go.Figure, width: int, head: int, foot: int) -> None:
    """Widen the margins, so that the plot itself keeps its height."""
    old = figure.layout.margin
    figure.update_layout(
        width=width,
        height=figure.layout.height + head + foot,
        margin={"l": old.l + PAD, "r": old.r + PAD, "t": old.t + head, "b": old.b + foot},
    )


def _legend(
    frame: _Frame, exhibit: Exhibit, names: dict[str, str], y: float
) -> list[dict[str, Any]]:
    """The name of each text in its colour, and at the line's end whose words are counted."""
    notes = []
    for side, x, name in _legend_places(frame, exhibit, names):
        style = _Lines([name], theme.LABEL, theme.SANS, side, bold=True)
        notes.append(frame.words(style, x + _AFTER_GLYPH, y))
    if exhibit.voice != ALL:
        style = _Lines([VOICE_LABELS[exhibit.voice]], theme.LABEL, theme.SANS, "muted")
        notes.append(frame.words(style, frame.width - PAD, y, "right"))
    return notes


def _glyphs(
    frame: _Frame, exhibit: Exhibit, names: dict[str, str], y: float
) -> list[dict[str, Any]]:
    """The glyph of each text before its name: drawn, for not every font has them."""
    middle = y + theme.LABEL * _LINE_HEIGHT / 2
    return [
        frame.glyph(side, x + GLYPH, middle) for side, x, _ in _legend_places(frame, exhibit, names)
    ]


def _legend_places(
    frame: _Frame, exhibit: Exhibit, names: dict[str, str]
) -> list[tuple[str, float, str]]:
    """Each text in the legend: its side, where it begins, and its name as long as there is room."""
    most = _NAME_SHARE * (frame.width - 2 * PAD) / _SANS_ROOM
    if any(text_width(name, theme.LABEL, bold=True) > most for name in names.values()):
        names = narrow_names(names, most / BOLD, theme.LABEL)
    places, x = [], float(PAD)
    for side in exhibit.sides:
        name = names[side]
        places.append((side, x, name))
        x += _AFTER_GLYPH + _SANS_ROOM * text_width(name, theme.LABEL, bold=True) + 2 * _GAP
    return places
