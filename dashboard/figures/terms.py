"""How the terms that set two texts apart are drawn."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.drawing import Drawing
from dashboard.figures.grammar import (
    BOLD,
    ON_PAGE,
    ROW_OF_NAMES,
    SIDES,
    Box,
    Click,
    Fill,
    Look,
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
_ANCHORS = {"a": ("right", -3), "b": ("left", 3)}
"""Words begin at the middle of the figure, so far from it in pixels."""
_SIDE = 8
"""Empty paper at either side, in pixels."""


def contrast(
    contrast: pd.DataFrame, names: dict[str, str], look: Look = ON_PAGE, top: int = 12
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
    room = (_DOMAINS["a"][1] - _DOMAINS["a"][0]) * (look.width - 2 * _SIDE)
    heads = _heads(names, room)
    top_margin = 8 + ROW_OF_NAMES * max(map(len, heads.values()))
    drawing = new_drawing(height, Margins(_SIDE, _SIDE, top_margin), _panel(scale, "a"))
    drawing.update_layout(xaxis2={**_panel(scale, "b"), "anchor": "y"})
    for side in SIDES:
        clicks = _clicks(columns[side], side, names, scale)
        add_clicks(drawing, clicks, look.chosen, _AXES[side])
        _add_panel(drawing, columns[side], side)
        _add_words(drawing, columns[side], side, room)
        _add_head(drawing, heads[side], side)
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


def _clicks(rows: pd.DataFrame, side: str, names: dict[str, str], scale: Scale) -> list[Click]:
    """A click target per term, which opens the sentences of the text that uses it more."""
    return [
        Click(
            f"term:{row.term}",
            _hover(row, names),
            _PITCH * i,
            _PITCH * (i + 1),
            0,
            scale.high,
            side,
        )
        for i, row in enumerate(rows.itertuples())
    ]


def _heads(names: dict[str, str], room: float) -> dict[str, list[str]]:
    """What stands over each half, in a line, or in two if a name is too long for one."""
    in_one = {side: [f"More in {name}"] for side, name in names.items()}
    if all(text_width(head, theme.LABEL, bold=True) <= room for [head] in in_one.values()):
        return in_one
    short = {side: fit(name, room, bold=True) for side, name in names.items()}
    if short != names:
        short = narrow_names(names, room / BOLD, theme.LABEL)
    return {side: ["More in", name] for side, name in short.items()}


def _add_head(drawing: Drawing, lines: list[str], side: str) -> None:
    head = "<br>".join(f"<b>{plain(line)}</b>" for line in lines)
    y = -12 - ROW_OF_NAMES * (len(lines) - 1) / 2
    anchor, shift = _ANCHORS[side]
    add_notes(drawing, [Note(head, _inner(side), y, role=side, anchor=anchor, shift=shift)])


def _inner(side: str) -> float:
    """Where the two halves almost meet."""
    return _DOMAINS[side][1 if side == "a" else 0]


def _add_panel(drawing: Drawing, rows: pd.DataFrame, side: str) -> None:
    """One half: the band of chance, and bars (soft where they end in it)."""
    xaxis = _AXES[side]
    height = drawing.height
    add_boxes(drawing, [Box(0, CLEAR_Z, 0, height)], Fill("grid", opacity=0.5), xaxis)
    bars = [
        Box(0, abs(row.z), _PITCH * i + _BAR_AT, _PITCH * i + _BAR_AT + _BAR)
        for i, row in enumerate(rows.itertuples())
    ]
    roles = [side if abs(row.z) >= CLEAR_Z else f"{side}_soft" for row in rows.itertuples()]
    add_boxes(drawing, bars, Fill(roles), xaxis)


def _add_words(drawing: Drawing, rows: pd.DataFrame, side: str, room: float) -> None:
    """The word over its bar at the middle of the figure, its uses in both texts at the edge."""
    anchor, shift = _ANCHORS[side]
    edge, edge_anchor = (0, "left") if side == "a" else (1, "right")
    notes = []
    for i, row in enumerate(rows.itertuples()):
        y = _PITCH * i + _WORD_AT
        counts = f"{theme.count(row.n_a)} : {theme.count(row.n_b)}"
        free = room - text_width(counts, theme.TICK) - 12
        word = plain(fit(row.term, free, bold=True))
        notes.append(Note(word, _inner(side), y, anchor=anchor, shift=shift, bold=True))
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
