"""How a finding is drawn: both estimates on the natural scale, and their difference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.drawing import Drawing
from dashboard.figures.grammar import (
    NARROWEST,
    ON_PAGE,
    SIDES,
    WIDEST,
    Click,
    Line,
    Look,
    Margins,
    Mark,
    Note,
    Scale,
    add_clicks,
    add_lines,
    add_marks,
    add_notes,
    estimate_text,
    fit,
    halves,
    narrow_names,
    new_drawing,
    numbers,
    plain,
    scale_of,
    text_width,
    triple,
)
from dashboard.figures.rows import Estimate, PairRow, pair_hover
from dashboard.wording import VOICE_LABELS

_HEIGHT = 64
_MARK_AT = {"a": 18, "b": 46}
_VALUE_AT = 9
"""Where a printed value begins, in pixels from the end of its interval."""
_CLEAR, _LETTERS = 3, 18
"""Room beside a printed value that no line runs through, and its height, in pixels."""
_SIDE = 8
"""Empty paper at either side, in pixels."""
_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_TICKS_FROM, _TICKS_TO = 0.68, 0.8
"""Where between 0 and the end of the scale of differences its number may lie."""


class _Panel(NamedTuple):
    """A part of the figure's width with a scale of its own.

    Both panels lie on one axis from 0 to 1, so that one click target covers both.
    """

    left: float
    right: float
    scale: Scale
    width: int
    """Of the whole figure, in pixels."""

    def at(self, value: float) -> float:
        """Where a value lies, as a share of the figure's width."""
        if not math.isfinite(value):
            return math.nan
        share = (self.scale.clip(value) - self.scale.low) / (self.scale.high - self.scale.low)
        return round(self.left + share * (self.right - self.left), 6)

    def room(self) -> float:
        """Its own width in pixels."""
        return (self.right - self.left) * (self.width - 2 * _SIDE)


def _fields(row: Any) -> dict[str, Any]:
    """A row by column, whether it comes from itertuples, iterrows or records."""
    return row._asdict() if hasattr(row, "_asdict") else dict(row)


def finding(
    row: Any,
    pick: str,
    names: dict[str, str],
    peers: pd.DataFrame | None = None,
    look: Look = ON_PAGE,
) -> go.Figure:
    """One row of the table of differences: two estimates at the left, a − b at the right.

    ``peers`` are all findings on the page: those of the same measure share both scales.
    Clicked anywhere it opens ``pick``, its upper half with the sentences of a.
    """
    row = _fields(row)
    measure = theme.MEASURES[row["measure"]]
    same = pd.DataFrame([row]) if peers is None else peers[peers["measure"] == row["measure"]]
    left = _Panel(0, 0.6, _natural_scale(same, measure), look.width)
    right = _Panel(0.69, 1, _difference_scale(same), look.width)
    drawing = new_drawing(_HEIGHT, Margins(_SIDE, _SIDE, 10), _axis(left, right, measure))
    hover = _hover(row, measure, names)
    add_clicks(drawing, halves([Click(pick, hover, 0, _HEIGHT)]), look.chosen)
    _add_estimates(drawing, row, measure, left)
    _add_difference(drawing, row, right)
    _add_titles(drawing, measure, names, left, right)
    return drawing.figure()


def _natural_scale(same: pd.DataFrame, measure: theme.Measure) -> Scale:
    """The scale of the estimates, with room for a number at its end."""
    ends = numbers(same, "a", "a_low", "a_high", "b", "b_low", "b_high")
    scale = scale_of(ends, from_zero=measure.is_rate, pad=0.08, most=4)
    return scale._replace(high=scale.high + 0.18 * (scale.high - scale.low))


def _difference_scale(same: pd.DataFrame) -> Scale:
    """A scale with 0 in the middle and one round number on either side.

    The number lies far enough from 0 for both to be read on a phone, and far enough from the end
    for its own width: at 68 to 80 % of the way.
    """
    reach = max((abs(v) for v in numbers(same, "difference", "low", "high")), default=0) or 1.0
    least = _TICKS_FROM * 1.12 * reach
    power = 10.0 ** math.floor(math.log10(least))
    step = next(round(base * power, 10) for base in _ROUND if base * power >= least * (1 - 1e-9))
    end = max(1.12 * reach, step / _TICKS_TO)
    return Scale(-end, end, (-step, 0.0, step), step)


def _axis(left: _Panel, right: _Panel, measure: theme.Measure) -> dict:
    """One axis with the ticks of both panels."""
    share = measure.number is theme.percent
    ticks = [
        (panel.at(tick), theme.tick(tick, panel.scale.step, plus=plus, percentage=share))
        for panel, plus in ((left, measure.has_sign), (right, True))
        for tick in panel.scale.ticks
    ]
    return theme.axis(
        range=[0, 1],
        tickmode="array",
        tickvals=[place for place, _ in ticks],
        ticktext=[text for _, text in ticks],
    )


def _hover(row: dict[str, Any], measure: theme.Measure, names: dict[str, str]) -> str:
    """What is compared, both estimates, and the difference."""
    estimates = (Estimate(*triple(row, side, f"{side}_low", f"{side}_high")) for side in SIDES)
    title = row["item"] or measure.label
    if row["voice"] != "all":
        title += f" ({VOICE_LABELS[row['voice']].lower()})"
    difference = estimate_text(
        *triple(row, "difference", "low", "high"),
        lambda value: theme.signed(value, measure.number),
    )
    pair = pair_hover(title, PairRow("", title, *estimates), names, measure.number)
    return f"{pair}<br>{_minus(names, 110)}: {difference}"


def _minus(names: dict[str, str], pixels: float) -> str:
    """ "Arnow − Babich", each name in so many pixels."""
    return " − ".join(map(plain, narrow_names(names, pixels, theme.TICK).values()))


def _add_estimates(
    drawing: Drawing, row: dict[str, Any], measure: theme.Measure, panel: _Panel
) -> None:
    """A mark per text, its value in bold beside the end of its interval."""
    estimates = {side: triple(row, side, f"{side}_low", f"{side}_high") for side in SIDES}
    values = [_value(side, estimate, measure, panel) for side, estimate in estimates.items()]
    grid = [line for t in panel.scale.ticks for line in _upright(panel.at(t), values)]
    add_lines(drawing, grid, "grid")
    if measure.has_sign and panel.scale.low < 0 < panel.scale.high:
        add_lines(drawing, _upright(panel.at(0), values), "faint", width=1.5)
    for side, (value, low, high) in estimates.items():
        places = panel.at(value), panel.at(low), panel.at(high)
        is_zero = measure.is_rate and value == 0
        mark = Mark(side, _MARK_AT[side], *places, hollow=is_zero)
        add_marks(drawing, [mark], Scale(0, 1, (), 1))
    add_notes(drawing, values)


def _value(
    side: str, estimate: tuple[float, float, float], measure: theme.Measure, panel: _Panel
) -> Note:
    """A text's value as it is printed."""
    value, _, high = estimate
    y = _MARK_AT[side]
    if math.isnan(value):
        return Note(theme.UNDEFINED, 0, y, role="muted", size=theme.TICK)
    end = panel.at(high if math.isfinite(high) else value)
    return Note(measure.number(value), end, y, role=side, shift=_VALUE_AT, bold=True)


def _upright(place: float, values: Sequence[Note]) -> list[Line]:
    """A line from top to bottom in pieces, so that it runs through no printed value."""
    pieces, begin = [], 0.0
    for value in values:
        if _may_lie_under(place, value):
            pieces.append(Line(place, begin, place, value.y - _LETTERS / 2))
            begin = value.y + _LETTERS / 2
    return [*pieces, Line(place, begin, place, _HEIGHT)]


def _may_lie_under(place: float, value: Note) -> bool:
    """Whether a place is under a printed value in any of the widths that the figure may have."""
    begin = value.shift - _CLEAR
    end = value.shift + text_width(value.text, value.size, bold=value.bold) + _CLEAR
    right = [(place - value.x) * (width - 2 * _SIDE) for width in (NARROWEST, WIDEST)]
    return max(right) >= begin and min(right) <= end


def _add_difference(drawing: Drawing, row: dict[str, Any], panel: _Panel) -> None:
    """An upright tick with a line for its interval, in ink; a line at 0."""
    middle, zero = _HEIGHT / 2, panel.at(0)
    value, low, high = (panel.at(v) for v in triple(row, "difference", "low", "high"))
    if math.isnan(value):
        words, size = theme.UNDEFINED, theme.TICK
        add_notes(drawing, [Note(words, zero, middle, role="muted", size=size, anchor="center")])
        return
    add_lines(drawing, [Line(zero, 0, zero, _HEIGHT)], "faint", width=1.5)
    lines = [Line(value, middle - 9, value, middle + 9)]
    if math.isfinite(low) and math.isfinite(high):
        lines.append(Line(low, middle, high, middle))
    add_lines(drawing, lines, "ink", width=2)


def _add_titles(
    drawing: Drawing, measure: theme.Measure, names: dict[str, str], left: _Panel, right: _Panel
) -> None:
    """What each panel measures, under its ticks."""
    each = (right.room() - text_width(" − ", theme.TICK)) / 2
    titles = (fit(measure.axis, left.room(), theme.TICK), _minus(names, each))
    for panel, title in zip((left, right), titles, strict=True):
        middle = (panel.left + panel.right) / 2
        y = _HEIGHT + 27
        add_notes(drawing, [Note(title, middle, y, role="muted", size=theme.TICK, anchor="center")])
