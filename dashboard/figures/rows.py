"""Two kinds of charts in rows: both texts compared in each row, and one text's sections."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.drawing import Drawing
from dashboard.figures.grammar import (
    EMPTY_PITCH,
    GLYPH,
    OFFSET,
    ON_PAGE,
    PITCH,
    ROW_OF_NAMES,
    SIDES,
    Click,
    Line,
    Look,
    Margins,
    Mark,
    Note,
    Scale,
    add_clicks,
    add_glyph,
    add_lines,
    add_marks,
    add_notes,
    add_row_clicks,
    estimate_text,
    fit,
    fit_lines,
    grid_stubs,
    gutter,
    halves,
    hover_lines,
    label_rows,
    narrow_names,
    new_drawing,
    new_row_drawing,
    plain,
    text_width,
    value_axis,
)
from dashboard.wording import section_name

# --- Both texts in every row -----------------------------------------------------------------


class Estimate(NamedTuple):
    """A number of one text, as a row needs it."""

    value: float
    low: float
    high: float
    hollow: bool = False
    """Few data, or a count of zero."""
    detail: str = ""
    """What the number rests on, for the hover: "64 utterances"."""
    missing: str = theme.UNDEFINED
    """Why there is no value, in words."""


NOTHING = Estimate(math.nan, math.nan, math.nan)


class PairRow(NamedTuple):
    """A row with a mark for each text."""

    pick: str
    label: str
    a: Estimate
    b: Estimate


def pair_hover(title: str, row: PairRow, names: dict[str, str], number: theme.Format) -> str:
    """Title, then a line per text with value, interval and what it rests on."""
    lines = [hover_lines(title)]
    for side, short in narrow_names(names, 110, theme.TICK).items():
        estimate: Estimate = getattr(row, side)
        name = plain(short)
        if math.isnan(estimate.value):
            lines.append(f"{name}: {estimate.missing}")
        else:
            parts = [estimate_text(*estimate[:3], number), estimate.detail]
            lines.append(f"{name}: " + "; ".join(part for part in parts if part))
    return "<br>".join(lines)


VALUE_COLUMN = 92
"""Room for "−0.23" and a short name, in pixels."""
_VALUE_AT = 12
"""Where values begin, in pixels from the plot."""
_GLYPH = 15
"""Room for the glyph before a name, in pixels."""


def pair_rows(
    rows: Sequence[PairRow],
    names: dict[str, str],
    measure: theme.Measure,
    scale: Scale,
    look: Look = ON_PAGE,
) -> go.Figure:
    """Rows with two marks each and their values at the right.

    The names stand at the first values, or if they are too long above them: a's above b's, as the
    values are.
    """
    most = look.gutter
    labels = [fit_lines(row.label, most - 14) for row in rows]
    has_labels = any(row.label for row in rows)
    left = gutter((line for lines in labels for line in lines), most) if has_labels else 8
    heights = [EMPTY_PITCH if is_empty(row) else PITCH for row in rows]
    tops = _tops(heights)
    named = next((row for row in rows if not is_empty(row)), None)
    is_beside = named is None or _names_fit(named, names, measure.number)
    is_above = not (is_beside or look.is_named)
    top_margin = len(SIDES) * ROW_OF_NAMES + 4 if is_above else 4
    margins = Margins(left=left, right=VALUE_COLUMN, top=top_margin)
    drawing = new_row_drawing(sum(heights), margins, value_axis(scale, measure.axis, measure))
    clicks = [
        Click(
            row.pick,
            pair_hover(row.label or measure.label, row, names, measure.number),
            top,
            top + height,
        )
        for row, top, height in zip(rows, tops, heights, strict=True)
    ]
    add_row_clicks(drawing, halves(clicks), look.chosen)
    add_marks(drawing, pair_marks(rows, tops), scale)
    if is_above:
        _add_names_above(drawing, names, look.width)
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    notes: list[Note] = []
    for row, middle in zip(rows, middles, strict=True):
        if is_empty(row):
            notes.append(_reason(row.a.missing, middle))
        else:
            with_names = names if row is named and is_beside else None
            notes += _values(row, middle, with_names, measure.number)
    add_notes(drawing, notes)
    if left > 8:
        label_rows(
            drawing,
            ["<br>".join(plain(line) for line in lines) for lines in labels],
            middles,
        )
    return drawing.figure()


def _tops(heights: Sequence[float]) -> list[float]:
    """Where each row begins, in pixels."""
    return [float(top) for top in accumulate(heights[:-1], initial=0)] if heights else []


def is_empty(row: PairRow) -> bool:
    """Whether neither text has a value, for the same reason."""
    return math.isnan(row.a.value) and math.isnan(row.b.value) and row.a.missing == row.b.missing


def pair_marks(rows: Sequence[PairRow], tops: Sequence[float]) -> list[Mark]:
    """Two marks per row, a above b."""
    return [
        Mark(side, top + PITCH / 2 + shift, *getattr(row, side)[:4])
        for row, top in zip(rows, tops, strict=True)
        for side, shift in (("a", -OFFSET), ("b", OFFSET))
    ]


def _reason(words: str, y: float) -> Note:
    """Why there is no value, ending where the column of values ends."""
    return Note(plain(words), 1, y, "muted", theme.TICK, "right", VALUE_COLUMN - 2)


def _values(
    row: PairRow, middle: float, names: dict[str, str] | None, number: theme.Format
) -> list[Note]:
    """Both values beside a row, each in its text's colour, with the text's name if given."""
    notes = []
    for side, shift in (("a", -OFFSET), ("b", OFFSET)):
        estimate: Estimate = getattr(row, side)
        if math.isnan(estimate.value):
            notes.append(_reason(estimate.missing, middle + shift))
            continue
        value = number(estimate.value)
        if names:
            value += f"  {plain(narrow_names(names, VALUE_COLUMN, theme.LABEL)[side])}"
        notes.append(Note(value, 1, middle + shift, side, shift=_VALUE_AT))
    return notes


def _names_fit(row: PairRow, names: dict[str, str], number: theme.Format) -> bool:
    """Whether both short names have room beside the values of a row, uncut."""
    for side, name in narrow_names(names, 10 * VALUE_COLUMN, theme.LABEL).items():
        estimate: Estimate = getattr(row, side)
        if math.isnan(estimate.value):
            continue
        taken = text_width(f"{number(estimate.value)}  {name}", theme.LABEL)
        if taken > VALUE_COLUMN - _VALUE_AT:
            return False
    return True


def _add_names_above(drawing: Drawing, names: dict[str, str], width: float) -> None:
    """Names too long for the column of values, each with its glyph in a line of its own over it."""
    short = narrow_names(names, width - _GLYPH - 8, theme.LABEL)
    longest = max(text_width(name, theme.LABEL) for name in short.values())
    begin = min(_VALUE_AT, VALUE_COLUMN - 4 - longest - _GLYPH)
    notes = []
    for line, side in enumerate(SIDES):
        y = (line - len(SIDES) + 0.5) * ROW_OF_NAMES
        add_glyph(drawing, side, begin + GLYPH, y)
        notes.append(Note(plain(short[side]), 1, y, side, shift=begin + _GLYPH))
    add_notes(drawing, notes)


# --- The sections of one text ----------------------------------------------------------------


class SectionRow(NamedTuple):
    """A section: its heading, its mark, and what stands at the right."""

    pick: str
    section: int
    heading: str
    estimate: Estimate
    size: float
    amount: str
    """How many units, as printed at the right: "6", or "4 utterances" in the first row."""


class SectionChart(NamedTuple):
    """Whose sections are drawn, and on what."""

    side: str
    measure: theme.Measure
    scale: Scale
    reference: float = math.nan
    """A value for a dotted line through all marks' halves."""
    n_more: int = 0
    """How many further sections are not drawn."""


SECTION_PITCH = 46
MOST_ROWS = 200
"""A chart of more rows is nothing to look at; the table has every section."""
_HEADING_AT, _MARK_AT = 13, 33
_STUB = (24, 43)
SMALLEST, LARGEST = 8.0, 17.0
"""Diameters of the marks of the shortest and the longest section, in pixels."""


def mark_size(n_words: float, most: float) -> float:
    """Diameter of a mark whose area stands for words."""
    share = n_words / most if most > 0 else 0.0
    return max(SMALLEST, LARGEST * math.sqrt(max(share, 0.0)))


def sections_of(sections: pd.DataFrame, side: str) -> pd.DataFrame:
    """One text's sections; a lead without words, before a first heading, is none."""
    own = sections[sections["side"] == side]
    return own[(own["section"] != 0) | (own["n_words"] > 0)]


def first_sections(sections: pd.DataFrame, side: str) -> tuple[pd.DataFrame, int]:
    """As many of one text's sections as a chart has rows for, and how many are left out."""
    own = sections_of(sections, side)
    n = len(own) if len(own) <= MOST_ROWS else MOST_ROWS - 1
    return own[:n], len(own) - n


def section_rows(
    rows: Sequence[SectionRow], chart: SectionChart, look: Look = ON_PAGE
) -> go.Figure:
    """Sections in the order of the text, the heading above its mark, n at the right.

    A section without a value is a low row that says why.
    """
    measure, scale = chart.measure, chart.scale
    heights = [EMPTY_PITCH if math.isnan(r.estimate.value) else SECTION_PITCH for r in rows]
    tops = _tops(heights)
    axis = value_axis(scale, measure.axis, measure, grid=False)
    margins = Margins()
    if SECTION_PITCH not in heights:  # without marks the axis would tell nothing
        axis = theme.axis(range=[scale.low, scale.high], showticklabels=False)
        margins = Margins(bottom=8)
    height = sum(heights) + (EMPTY_PITCH if chart.n_more else 0)
    drawing = new_drawing(height, margins, axis)
    spans = [
        (top + _STUB[0], top + _STUB[1])
        for top, height in zip(tops, heights, strict=True)
        if height == SECTION_PITCH
    ]
    clicks = [
        Click(
            row.pick, section_hover(row, measure.number), top, top + height, scale.low, scale.high
        )
        for row, top, height in zip(rows, tops, heights, strict=True)
    ]
    add_clicks(drawing, clicks, look.chosen)
    add_lines(drawing, grid_stubs(scale, spans), "grid")
    if measure.has_sign and scale.low < 0 < scale.high:
        add_lines(drawing, [Line(0, s[0], 0, s[1]) for s in spans], "faint", width=1.5)
    if math.isfinite(chart.reference):
        at = scale.clip(chart.reference)
        lines = [Line(at, s[0], at, s[1]) for s in spans]
        add_lines(drawing, lines, "muted", width=1.5, dash="dot")
    marks = [
        Mark(chart.side, top + _MARK_AT, *row.estimate[:4], row.size)
        for row, top in zip(rows, tops, strict=True)
    ]
    add_marks(drawing, marks, scale)
    notes: list[Note] = []
    for row, top, height in zip(rows, tops, heights, strict=True):
        at = top + (_HEADING_AT if height == SECTION_PITCH else height / 2)
        notes += _heading(row, at, look.width)
    if chart.n_more:
        words = f"{theme.counted(chart.n_more, 'more section')} in the table"
        notes.append(Note(words, 0, sum(heights) + EMPTY_PITCH / 2, "muted", shift=2))
    add_notes(drawing, notes)
    return drawing.figure()


def section_hover(row: SectionRow, number: theme.Format) -> str:
    """The whole heading, the value with its interval, and what it rests on."""
    lines = [hover_lines(f"§{row.section} {section_name(row.heading)}")]
    if math.isnan(row.estimate.value):
        lines.append(row.estimate.missing)
    else:
        lines.append(estimate_text(*row.estimate[:3], number))
    return "<br>".join([*lines, row.estimate.detail] if row.estimate.detail else lines)


def _heading(row: SectionRow, y: float, width: float) -> list[Note]:
    """§ and heading at the left, the count or the reason at the right."""
    empty = math.isnan(row.estimate.value)
    right = row.estimate.missing if empty else row.amount
    room = width - text_width(f"§{row.section}  ", theme.LABEL) - 14
    room -= text_width(right, theme.TICK)
    number = f'<span style="color:{theme.colour("muted")}">§{row.section}</span>'
    text = f"{number}  {plain(fit(section_name(row.heading), room))}"
    return [
        Note(text, 0, y, "muted" if empty else "ink", shift=2),
        Note(plain(right), 1, y, "muted", theme.TICK, "right", -2),
    ]
