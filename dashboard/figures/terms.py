"""How the terms that set two texts apart are drawn."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.drawing import Drawing
from dashboard.figures.grammar import (
    NARROWEST,
    SIDES,
    Box,
    Click,
    Fill,
    Margins,
    Note,
    Scale,
    add_boxes,
    add_clicks,
    add_notes,
    fit,
    hover_lines,
    narrow_names,
    new_drawing,
    nothing_to_show,
    number,
    numbers,
    plain,
    scale_between,
    text_width,
    value_axis,
)
from dashboard.wording import CLEAR_Z

_PITCH, _WORD_AT, _BAR_AT, _BAR = 30, 11, 22, 5
_DOMAINS = {"a": (0.0, 0.485), "b": (0.515, 1.0)}
_AXES = {"a": "x", "b": "x2"}


def contrast(
    contrast: pd.DataFrame, names: dict[str, str], top: int = 12, chosen: str | None = None
) -> go.Figure:
    """Back-to-back bars of z: terms more frequent in a to the left, in b to the right.

    The most decisive terms stand on top; "12 : 0" are the uses in a and b. Picks: "term:treaty".
    """
    columns = {side: _leading(contrast, side, top) for side in SIDES}
    n_rows = max(len(rows) for rows in columns.values())
    if n_rows == 0:
        return nothing_to_show("no terms to compare")
    height = _PITCH * n_rows
    longest = max(abs(z) for rows in columns.values() for z in numbers(rows, "z"))
    scale = scale_between(0, max(1.18 * longest, 2.4), most=4)
    drawing = new_drawing(height, Margins(8, 8, 24), _panel(scale, "a"))
    drawing.update_layout(xaxis2={**_panel(scale, "b"), "anchor": "y"})
    for side in SIDES:
        clicks = _clicks(columns[side], names, scale)
        add_clicks(drawing, clicks, chosen, _AXES[side])
        _add_panel(drawing, columns[side], side, names[side])
    title = "strength of the difference (z)"
    add_notes(
        drawing, [Note(title, 0.5, height + 28, role="muted", size=theme.TICK, anchor="center")]
    )
    return drawing.figure()


def _leading(contrast: pd.DataFrame, side: str, top: int) -> pd.DataFrame:
    """The terms most clearly more frequent in one text, the alphabet deciding ties."""
    own = contrast[contrast["z"] > 0 if side == "a" else contrast["z"] < 0]
    strength = own["z"].abs()
    return own.assign(strength=strength).sort_values(["strength", "term"], ascending=[False, True])[
        :top
    ]


def _panel(scale: Scale, side: str) -> dict:
    """The x axis of one half, counting outwards; the edge of the band is all the grid it needs."""
    ends = [scale.low, scale.high]
    return {
        **value_axis(scale, "", grid=False),
        "domain": list(_DOMAINS[side]),
        "range": ends[::-1] if side == "a" else ends,
    }


def _clicks(rows: pd.DataFrame, names: dict[str, str], scale: Scale) -> list[Click]:
    return [
        Click(f"term:{row.term}", _hover(row, names), _PITCH * i, _PITCH * (i + 1), 0, scale.high)
        for i, row in enumerate(rows.itertuples())
    ]


def _add_panel(drawing: Drawing, rows: pd.DataFrame, side: str, name: str) -> None:
    """One half: the band of chance, bars (soft where they end in it), words and counts."""
    xaxis = _AXES[side]
    inner = _DOMAINS[side][1 if side == "a" else 0]
    height = drawing.height
    add_boxes(drawing, [Box(0, CLEAR_Z, 0, height)], Fill("grid", opacity=0.5), xaxis)
    bars = [
        Box(0, abs(row.z), _PITCH * i + _BAR_AT, _PITCH * i + _BAR_AT + _BAR)
        for i, row in enumerate(rows.itertuples())
    ]
    roles = [side if abs(row.z) >= CLEAR_Z else f"{side}_soft" for row in rows.itertuples()]
    add_boxes(drawing, bars, Fill(roles), xaxis)
    _add_words(drawing, rows, side, inner)
    head = f"More in {fit(name, 88, bold=True)}"
    anchor, shift = ("right", -3) if side == "a" else ("left", 3)
    add_notes(
        drawing, [Note(plain(head), inner, -12, role=side, anchor=anchor, shift=shift, bold=True)]
    )


def _add_words(drawing: Drawing, rows: pd.DataFrame, side: str, inner: float) -> None:
    """The word over its bar at the middle of the figure, its uses in both texts at the edge."""
    anchor, shift = ("right", -3) if side == "a" else ("left", 3)
    edge, edge_anchor = (0, "left") if side == "a" else (1, "right")
    notes = []
    for i, row in enumerate(rows.itertuples()):
        y = _PITCH * i + _WORD_AT
        counts = f"{theme.count(row.n_a)} : {theme.count(row.n_b)}"
        room = 0.485 * (NARROWEST - 16) - text_width(counts, theme.TICK) - 12
        word = plain(fit(row.term, room, bold=True))
        notes.append(Note(word, inner, y, anchor=anchor, shift=shift, bold=True))
        notes.append(Note(counts, edge, y, "muted", theme.TICK, edge_anchor))
    add_notes(drawing, notes)


def _hover(row: Any, names: dict[str, str]) -> str:
    """The term, its uses in both texts, and how clear the difference is."""
    uses = [
        f"{plain(name)}: {theme.counted(int(n), 'use')}"
        for name, n in zip(
            narrow_names(names, 110, theme.TICK).values(), (row.n_a, row.n_b), strict=True
        )
    ]
    clear = "" if abs(row.z) >= CLEAR_Z else ", may be chance"
    z = f"z {theme.zscore(number(row.z))}{clear}"
    return "<br>".join([hover_lines(row.term), *uses, z])
