"""The parts that charts are made of: rows, marks with intervals, lines, notes, click targets.

A figure's y axis counts pixels downwards from the top of the plot, so that rows, letters and
marks sit where they were put at any width. Along x, values have an axis and notes a place
between 0 and 1 plus a shift in pixels, because nobody knows how wide the window is.

Plotly hears of clicks inside the plot only. Where a row has its label at the left or its numbers
at the right of the values, the plot therefore spans them too (``new_row_drawing``).

Notes are annotations, not text marks, since text marks fade when another row is chosen.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analysis.report import SIDES
from analysis.text import ALL, AUTHOR, QUOTED
from dashboard import theme
from dashboard.figures.drawing import Drawing
from dashboard.wording import short_names

SYMBOL = {"a": "circle", "b": "diamond"}

PITCH = 40
"""Height of a row with two marks, in pixels."""
OFFSET = 8
"""Marks of a sit so far above the middle of the row, those of b below: rims must not touch."""
EMPTY_PITCH = 28
"""Height of a row that only says why it has no value."""
BOTTOM = 40
"""Room for the ticks and the title of the axis."""
GUTTER = 112
"""Most that labels at the left may take, or a phone has no room for the marks."""
NARROWEST, WIDEST = 340, 900
"""Widths every figure must hold, in pixels."""
GLYPH = 5
"""Half the width of the glyph before a text's name, in pixels."""
ROW_OF_NAMES = 17
"""Height of a text's name above a chart, in pixels."""
MARK = 12
"""Diameter of a mark, in pixels."""
ARROWHEAD = 14
"""Size of the arrowhead of an interval that runs off the axis, in pixels."""
ROW_AXIS = "x2"
"""The axis from 0 to 1 over all of a row: its label, its values, its numbers."""
_HOVER_AT = 0.78
"""Where a row's hover has its end: left of the numbers on a phone, and with no room at its right."""
_TITLE_AT = 25
"""Where the title of an axis has its middle, in pixels below the plot."""

SHADE, _SHADE_OPACITY = theme.colour("ink"), 0.06
"""How the chosen row is shaded."""

NO_WORDS = {ALL: "no words", AUTHOR: "no author’s words", QUOTED: "no quoted words"}
"""Why a section or a text has no value in a voice."""


class Look(NamedTuple):
    """How a chart is shown: which of its rows is shaded, and how much room it has."""

    chosen: str | None = None
    """The pick of the row that is shaded."""
    width: int = NARROWEST
    """Pixels that the chart is wide, or more: a page does not know how wide its window is."""
    is_named: bool = False
    """Whether the texts' names stand above it already, as in a picture."""

    @property
    def gutter(self) -> int:
        """Most that labels at the left may take, in pixels."""
        return max(GUTTER, self.width // 4)


ON_PAGE = Look()
"""As on the page before anything is chosen."""


# --- Tables ----------------------------------------------------------------------------------


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand for whole texts."""
    return table[table["section"].isna()]


def one(table: pd.DataFrame, **where: object) -> pd.Series | None:
    """The one row with these values, if there is one."""
    for column, value in where.items():
        table = table[table[column] == value]
    return None if table.empty else table.iloc[0]


def number(value: Any) -> float:
    """A cell as a float; anything missing is NaN."""
    return float("nan") if value is None or pd.isna(value) else float(value)


def triple(row: Any, value: str, low: str, high: str) -> tuple[float, float, float]:
    """An estimate and its interval out of a row's columns."""
    return number(row[value]), number(row[low]), number(row[high])


def numbers(table: pd.DataFrame, *columns: str) -> list[float]:
    """All defined numbers of some columns."""
    found = table[list(columns)].to_numpy(float, na_value=math.nan).ravel().tolist()
    return [value for value in found if math.isfinite(value)]


# --- Words -----------------------------------------------------------------------------------

# Widths in Source Sans, in parts of the size and a little too wide; anything not listed is 0.53,
# a capital 0.61.
_WIDTHS = {
    character: width
    for characters, width in (
        (" ", 0.22),
        ("iIjl.,:;'’‘|", 0.27),
        ("!f()[]{}-tr/·", 0.34),
        ("mwMWOQ%@—…", 0.85),
    )
    for character in characters
}
BOLD = 1.06
"""How much wider bold letters are."""
_NARROWEST_LETTER = min(_WIDTHS.values())


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is in pixels; rather too wide than too narrow."""
    return sum(map(_character_width, text)) * size * (BOLD if bold else 1.0)


def _character_width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if ord(character) >= 0x2E80 or 0x1100 <= ord(character) < 0x1200:
        return 1.0  # scripts whose characters fill a square
    return 0.61 if character.isupper() else 0.53


def fit(text: str, pixels: float, size: float = theme.LABEL, *, bold: bool = False) -> str:
    """A text cut with "…" so that it takes no more than so many pixels."""
    # More characters than this never fit: a word of a whole page is not measured letter by letter.
    text = theme.short_heading(text, max(0, int(pixels / (size * _NARROWEST_LETTER))) + 1)
    if text_width(text, size, bold=bold) <= pixels:
        return text
    for length in range(len(text) - 1, 0, -1):
        shorter = theme.short_heading(text, length)
        if text_width(shorter, size, bold=bold) <= pixels:
            return shorter
    return "…"


def fit_lines(text: str, pixels: float, size: float = theme.LABEL, *, most: int = 2) -> list[str]:
    """A text in at most so many lines of so many pixels, the last one cut if need be."""
    lines: list[str] = []
    words = _words(text)
    while words and len(lines) < most - 1:
        line: list[str] = []
        while words and text_width(" ".join([*line, words[0]]), size) <= pixels:
            line.append(words.pop(0))
        if not line:  # a word wider than a line
            break
        lines.append(" ".join(line))
    return [*lines, fit(" ".join(words), pixels, size)] if words or not lines else lines


def _words(text: str) -> list[str]:
    """What a line may end between: neither at a no-break space nor before a per cent sign."""
    return re.findall("[^ \t\r\n]+(?: %[^ \t\r\n]*)?", text)


def plain(text: str) -> str:
    """A text from outside made safe for Plotly, which reads HTML in labels and hovers.

    The number sign is escaped too: "#000001" in a text is no colour.
    """
    return html.escape(" ".join(str(text).split()), quote=False).replace("#", "&#35;")


def hover_lines(text: str, length: int = 46, most: int = 3) -> str:
    """A long text for the first line of a hover: safe, bold, broken into short lines."""
    lines, words = [""], _words(str(text))
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(joined) > length:
            lines.append(word)
        else:
            lines[-1] = joined
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    shown = (theme.short_heading(line, length + 2) for line in lines)
    return "<br>".join(f"<b>{plain(line)}</b>" for line in shown)


def narrow_names(names: dict[str, str], pixels: float, size: float) -> dict[str, str]:
    """Short names cut to so many pixels; what both begin with goes first, as it tells nothing.

    Two that cannot be told apart in so little room are "first" and "second".
    """
    words = {side: name.split() for side, name in short_names(names).items()}
    while words["a"][:1] == words["b"][:1] and min(map(len, words.values())) > 1:
        words = {side: rest[1:] for side, rest in words.items()}
    short = {side: " ".join(rest) for side, rest in words.items()}
    if all(fit(name, pixels, size) == name for name in short.values()):
        return short
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(*short.values(), strict=False))
    same = "".join(one for one, _ in pairs)
    part = max(same.rfind(sign) for sign in "-_.") + 1
    for way in (
        {side: name[part:] for side, name in short.items()},  # "speech_reed" → "reed"
        {side: f"…{name[len(same) :]}" for side, name in short.items()},
    ):
        shown = {side: fit(name, pixels, size) for side, name in way.items()}
        if _tell_apart(shown["a"].rstrip("…"), shown["b"].rstrip("…")):
            return shown
    return {"a": "first", "b": "second"}


def _tell_apart(one: str, other: str) -> bool:
    """Whether two beginnings of names are those of two names."""
    return bool(one and other) and not (one.startswith(other) or other.startswith(one))


def estimate_text(value: float, low: float, high: float, number: theme.Format) -> str:
    """ "−0.18, 95 %: −0.44 to +0.05" or the word for an undefined value."""
    if math.isnan(value):
        return theme.UNDEFINED
    return f"{number(value)}, {theme.interval_text(low, high, number)}"


# --- Axes ------------------------------------------------------------------------------------


class Scale(NamedTuple):
    """The ends of a value axis, and the numbers printed at it."""

    low: float
    high: float
    ticks: tuple[float, ...]
    step: float

    def clip(self, value: float) -> float:
        """The value, or the end of the axis that it lies beyond."""
        return min(max(value, self.low), self.high)


def ticks_between(low: float, high: float, most: int = 5) -> tuple[tuple[float, ...], float]:
    """Round numbers from low to high, at most so many and if possible three, and their distance."""
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    found = [(_multiples(low, high, base * power), base * power) for base in (1, 2, 5, 10, 20)]
    fitting = [(ticks, step) for ticks, step in found if len(ticks) <= most]
    if len(fitting[0][0]) < 3:  # 1, 2 and 5 read best, but a quarter of 10 is better than two ticks
        finer = _multiples(low, high, 2.5 * power)
        if 3 <= len(finer) <= most:
            return finer, 2.5 * power
    return fitting[0]


def _multiples(low: float, high: float, step: float) -> tuple[float, ...]:
    """The multiples of a step from low to high."""
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(i * step, 10) for i in range(first, last + 1))


def scale_of(
    values: Iterable[float],
    *,
    from_zero: bool = False,
    pad: float = 0.06,
    most: int = 5,
    empty: tuple[float, float] = (0.0, 1.0),
) -> Scale:
    """An axis on which all values fit; rates start at 0, with room for half a mark before it."""
    found = [value for value in values if math.isfinite(value)]
    low, high = (min(found), max(found)) if found else empty
    if from_zero:
        low, high = 0.0, max(high, 0.0)
    if high - low < 1e-9:
        low, high = (0.0, 1.0) if from_zero else (low - 0.5, high + 0.5)
    width = high - low
    ticks, step = ticks_between(low, high + pad * width, most) if from_zero else ((), 0.0)
    low, high = low - (0.02 if from_zero else pad) * width, high + pad * width
    if not from_zero:
        ticks, step = ticks_between(low, high, most)
    return Scale(low, high, ticks, step)


def scale_between(low: float, high: float, most: int = 5) -> Scale:
    """An axis with given ends."""
    return Scale(low, high, *ticks_between(low, high, most))


def value_axis(
    scale: Scale, title: str, measure: theme.Measure | None = None, *, grid: bool = True
) -> dict:
    """The x axis of a chart: vertical gridlines, few ticks, and a zero line if signs matter."""
    plus = measure is not None and measure.has_sign
    share = measure is not None and measure.number is theme.percent
    return theme.axis(
        range=[scale.low, scale.high],
        tickmode="array",
        tickvals=list(scale.ticks),
        ticktext=[theme.tick(t, scale.step, plus=plus, percentage=share) for t in scale.ticks],
        title=title,
        showgrid=grid,
        zeroline=grid and plus,
    )


# --- Figure ----------------------------------------------------------------------------------


class Margins(NamedTuple):
    """Room around the plot, in pixels."""

    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = BOTTOM


def new_drawing(plot_height: float, margins: Margins, xaxis: dict) -> Drawing:
    """An empty drawing whose y axis counts pixels downwards."""
    return Drawing(
        plot_height,
        {
            **theme.layout(),
            "height": round(plot_height) + margins.top + margins.bottom,
            "margin": {
                "l": margins.left,
                "r": margins.right,
                "t": margins.top,
                "b": margins.bottom,
                "pad": 0,
                "autoexpand": False,
            },
            "xaxis": xaxis,
            "yaxis": theme.axis(range=[plot_height, 0], showticklabels=False),
        },
    )


def new_row_drawing(plot_height: float, margins: Margins, xaxis: dict) -> Drawing:
    """An empty drawing in which a row is one click target, from its label to its last number.

    The plot spans the margins at the left and at the right. Between them lies the axis of values,
    whose ends Plotly finds itself at every width: it gives a shape on an axis the pixels that it
    asks for. It also keeps a twentieth of the width beside marks and bars, which is less than the
    room of labels and numbers; where it is not, nothing with such a claim may lie on the axis.
    """
    low, high = xaxis["range"]
    values = {key: part for key, part in xaxis.items() if key != "range"}
    title = values.pop("title")["text"]
    across = margins._replace(left=0, right=0)
    drawing = new_drawing(
        plot_height, across, {**values, "autorange": True, "overlaying": ROW_AXIS}
    )
    drawing.left, drawing.right = margins.left, margins.right
    drawing.update_layout(xaxis2=theme.axis(range=[0, 1], showticklabels=False))
    _add_spacer(drawing, low, -margins.left)
    _add_spacer(drawing, high, margins.right)
    add_notes(
        drawing,
        [Note(title, 0.5, plot_height + _TITLE_AT, "muted", theme.TICK, "center")],
    )
    return drawing


def _add_spacer(drawing: Drawing, end: float, pixels: float) -> None:
    """Keeps so many pixels free beyond one end of the values; nobody sees it."""
    drawing.add_shape(
        type="line",
        xref="x",
        xsizemode="pixel",
        xanchor=end,
        x0=0,
        x1=pixels,
        yref="paper",
        y0=0,
        y1=0,
        line={"width": 0},
    )


def nothing_to_show(words: str) -> go.Figure:
    """A figure that says in words why it is empty."""
    drawing = new_drawing(EMPTY_PITCH, Margins(bottom=0), theme.axis(showticklabels=False))
    add_notes(drawing, [Note(words, 0, EMPTY_PITCH / 2, role="muted")])
    return drawing.figure()


class Click(NamedTuple):
    """A stretch of the plot that opens something."""

    pick: str
    hover: str
    top: float
    bottom: float
    left: float = 0
    right: float = 1
    """In values of the axis that it lies on; without others all of ``ROW_AXIS``."""
    side: str = ""
    """Whose sentences it opens first, where it opens those of both texts."""
    at: str = ""
    """The sentence it points at: "a:12"."""

    def opens(self) -> list[str]:
        """What a chart tells when this is clicked."""
        return [self.pick, self.side, self.at]


def halves(clicks: Sequence[Click]) -> list[Click]:
    """Rows with both texts in them, cut in two: a's mark opens a's sentences, b's below it b's."""
    middles = [(click.top + click.bottom) / 2 for click in clicks]
    rows = list(zip(clicks, middles, strict=True))
    return [
        *(click._replace(bottom=middle, side="a") for click, middle in rows),
        *(click._replace(top=middle, side="b") for click, middle in rows),
    ]


def add_row_clicks(drawing: Drawing, clicks: Sequence[Click], chosen: str | None) -> None:
    """Bars over whole rows with numbers at their right, each half in two pieces.

    Plotly puts a hover at the end of a bar. Both pieces end left of the numbers, for whoever points
    at a number wants to read it.
    """
    left = [click._replace(left=0, right=_HOVER_AT) for click in clicks]
    right = [click._replace(left=1, right=_HOVER_AT) for click in clicks]
    add_clicks(drawing, [*left, *right], chosen, ROW_AXIS)


def add_clicks(
    drawing: Drawing, clicks: Sequence[Click], chosen: str | None, xaxis: str = "x"
) -> None:
    """Bars over whole rows, which carry the hover and the pick: clear, or a light shade if chosen.

    The shade is a colour and no selection of Plotly's: that is only where the last click was, half
    a row or nowhere.
    """
    if not clicks:
        return
    drawing.add_bar(
        orientation="h",
        base=[click.left for click in clicks],
        x=[click.right - click.left for click in clicks],
        y=[(click.top + click.bottom) / 2 for click in clicks],
        width=[click.bottom - click.top for click in clicks],
        xaxis=xaxis,
        customdata=[click.opens() for click in clicks],
        hovertext=[click.hover for click in clicks],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={
            "color": [SHADE if click.pick == chosen else theme.TRANSPARENT for click in clicks],
            "opacity": _SHADE_OPACITY,
            "line": {"width": 0},
        },
        selected={"marker": {"opacity": _SHADE_OPACITY}},
        unselected={"marker": {"opacity": _SHADE_OPACITY}},
    )


class Box(NamedTuple):
    """A filled rectangle: x in values, y in pixels."""

    left: float
    right: float
    top: float
    bottom: float


class Fill(NamedTuple):
    """How boxes are filled: with the colour of one role, or of one role each."""

    role: str | Sequence[str]
    opacity: float = 1.0
    rim: float = 0
    """Width of a page-coloured rim, in pixels."""

    def colours(self) -> str | list[str]:
        """What Plotly takes for a colour."""
        if isinstance(self.role, str):
            return theme.colour(self.role)
        return [theme.colour(role) for role in self.role]


def add_boxes(drawing: Drawing, boxes: Sequence[Box], fill: Fill, xaxis: str = "x") -> None:
    """Filled rectangles as one trace."""
    if not boxes:
        return
    drawing.add_bar(
        orientation="h",
        base=[box.left for box in boxes],
        x=[box.right - box.left for box in boxes],
        y=[(box.top + box.bottom) / 2 for box in boxes],
        width=[box.bottom - box.top for box in boxes],
        xaxis=xaxis,
        hoverinfo="skip",
        marker={
            "color": fill.colours(),
            "opacity": fill.opacity,
            "line": {"width": fill.rim, "color": theme.colour("page")},
        },
        selected={"marker": {"opacity": fill.opacity}},
        unselected={"marker": {"opacity": fill.opacity}},
    )


class Line(NamedTuple):
    """A straight line: x in values, y in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float


def add_lines(
    drawing: Drawing,
    lines: Sequence[Line],
    role: str,
    *,
    width: float = 1,
    dash: str = "solid",
) -> None:
    """Separate straight lines as one trace: lighter than a shape each."""
    if not lines:
        return
    drawing.add_scatter(
        mode="lines",
        x=[x for line in lines for x in (line.x0, line.x1, None)],
        y=[y for line in lines for y in (line.y0, line.y1, None)],
        hoverinfo="skip",
        cliponaxis=False,
        line={"color": theme.colour(role), "width": width, "dash": dash},
        # Without marks there is nothing to fade, but a selection would still look for it.
        unselected={"marker": {"opacity": 1}},
    )


class Mark(NamedTuple):
    """An estimate: a point with its interval, if it has one."""

    side: str
    y: float
    value: float
    low: float
    high: float
    hollow: bool = False
    size: float = MARK


def add_marks(drawing: Drawing, marks: Sequence[Mark], scale: Scale) -> None:
    """Points of one or both texts with their intervals; undefined values draw nothing.

    An interval that runs beyond the axis ends in an arrowhead there; the hover has its numbers.
    """
    marks = [mark for mark in marks if math.isfinite(mark.value)]
    for side in SIDES:
        own = [mark for mark in marks if mark.side == side]
        if own:
            _add_side(drawing, own, scale)
            _add_arrowheads(drawing, own, scale)


def _add_side(drawing: Drawing, marks: Sequence[Mark], scale: Scale) -> None:
    side = marks[0].side
    own, page = theme.colour(side), theme.colour("page")
    drawing.add_scatter(
        mode="markers",
        x=[scale.clip(mark.value) for mark in marks],
        y=[mark.y for mark in marks],
        hoverinfo="skip",
        cliponaxis=False,
        marker={
            "symbol": SYMBOL[side],
            "size": [round(mark.size, 1) for mark in marks],
            "opacity": 1,
            "color": [page if mark.hollow else own for mark in marks],
            "line": {
                "color": [own if mark.hollow else page for mark in marks],
                "width": [2 if mark.hollow else 1 for mark in marks],
            },
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [_reach(mark.value, mark.high, scale) for mark in marks],
            "arrayminus": [_reach(mark.value, mark.low, scale) for mark in marks],
            "thickness": 2,
            "width": 0,
            "color": own,
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _add_arrowheads(drawing: Drawing, marks: Sequence[Mark], scale: Scale) -> None:
    """A small arrowhead, its tip at the edge, wherever an interval goes on beyond the axis."""
    heads = [(scale.low, mark.y, -90) for mark in marks if mark.low < scale.low]
    heads += [(scale.high, mark.y, 90) for mark in marks if mark.high > scale.high]
    if not heads:
        return
    drawing.add_scatter(
        mode="markers",
        x=[x for x, _, _ in heads],
        y=[y for _, y, _ in heads],
        hoverinfo="skip",
        cliponaxis=False,
        marker={
            "symbol": "arrow",
            "angle": [angle for _, _, angle in heads],
            "size": ARROWHEAD,
            "opacity": 1,
            "color": theme.colour(marks[0].side),
            "line": {"width": 0},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _reach(value: float, end: float, scale: Scale) -> float | None:
    """How far a line goes from a value to the end of its interval."""
    return abs(scale.clip(end) - scale.clip(value)) if math.isfinite(end) else None


class Note(NamedTuple):
    """Words at a place: x as a share of the values' width, y in pixels, also in the margins.

    ``text`` must be safe already (``plain``).
    """

    text: str
    x: float
    y: float
    role: str = "ink"
    size: int = theme.LABEL
    anchor: str = "left"
    shift: float = 0
    """How far to the right of x, in pixels."""
    bold: bool = False


def add_notes(drawing: Drawing, notes: Sequence[Note]) -> None:
    """Print notes on a drawing."""
    drawing.add_annotations(_annotation(note, drawing) for note in notes)


def _annotation(note: Note, drawing: Drawing) -> dict[str, Any]:
    # A share of the width between label and numbers, which Plotly is told as one of the whole plot.
    shift = note.shift + drawing.left * (1 - note.x) - drawing.right * note.x
    return {
        "text": f"<b>{note.text}</b>" if note.bold else note.text,
        "x": note.x,
        "xref": "paper",
        "xanchor": note.anchor,
        "xshift": round(shift, 3),
        # On the paper, for a note on an axis vanishes as soon as it lies outside its range.
        "y": round(1 - note.y / drawing.height, 6),
        "yref": "paper",
        "yanchor": "middle",
        "showarrow": False,
        "borderpad": 0,
        "align": note.anchor,
        "font": {"color": theme.colour(note.role), "size": note.size},
    }


def add_glyph(drawing: Drawing, side: str, shift: float, y: float) -> None:
    """The circle of a or the diamond of b, so far to the right of the values and so far down.

    Drawn, for not every font has them.
    """
    place = glyph_at(side, shift - drawing.right, -y)
    drawing.add_shape(xanchor=1, yanchor=1, xref="paper", yref="paper", **place)


def glyph_at(side: str, right: float, up: float) -> dict[str, Any]:
    """The glyph of a text as a shape around a place, in pixels from its anchor."""
    shape: dict[str, Any] = {
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "fillcolor": theme.colour(side),
        "line": {"width": 0},
    }
    if side == "a":
        across = {"x0": right - GLYPH, "x1": right + GLYPH}
        return {"type": "circle", **across, "y0": up - GLYPH, "y1": up + GLYPH, **shape}
    reach = GLYPH + 1
    corners = ((-reach, 0), (0, reach), (reach, 0), (0, -reach))
    path = "L".join(f"{right + across:g},{up + along:g}" for across, along in corners)
    return {"type": "path", "path": f"M{path}Z", **shape}


def label_rows(drawing: Drawing, labels: Sequence[str], middles: Sequence[float]) -> None:
    """Labels in the left gutter, one per row; they must be safe already."""
    drawing.update_yaxis(
        showticklabels=True,
        tickmode="array",
        tickvals=list(middles),
        ticktext=list(labels),
        tickfont={"size": theme.LABEL, "color": theme.colour("ink")},
        ticklabelstandoff=8 - drawing.left,
    )


def gutter(labels: Iterable[str], most: int = GUTTER) -> int:
    """Width of the left margin that these labels (as printed) need, up to so many pixels."""
    widest = max((text_width(label, theme.LABEL) for label in labels), default=0)
    return min(most, math.ceil(widest) + 14)


def grid_stubs(scale: Scale, spans: Iterable[tuple[float, float]]) -> list[Line]:
    """Pieces of gridlines, so that they never run through words."""
    return [Line(t, top, t, bottom) for top, bottom in spans for t in scale.ticks]
