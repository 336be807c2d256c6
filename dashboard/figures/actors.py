"""How actors are drawn: how often each text names them, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.drawing import Drawing
from dashboard.figures.grammar import (
    EMPTY_PITCH,
    NO_WORDS,
    OFFSET,
    ON_PAGE,
    PITCH,
    QUOTED,
    ROW_AXIS,
    SIDES,
    Click,
    Line,
    Look,
    Margins,
    Note,
    add_clicks,
    add_lines,
    add_marks,
    add_notes,
    add_row_clicks,
    fit,
    fit_lines,
    gutter,
    halves,
    hover_lines,
    label_rows,
    new_row_drawing,
    nothing_to_show,
    number,
    numbers,
    one,
    plain,
    scale_of,
    triple,
    value_axis,
    whole,
)
from dashboard.figures.rows import NOTHING, Estimate, PairRow, pair_hover, pair_marks

RATE = theme.MEASURES["mentions_per_1000"]
TOO_FEW_WORDS = 30
"""Under so many words (of a voice) a rate says nothing, and its interval would fill the chart."""
_COUNT, _QUOTED = 38, 88
"""Right ends of the two columns of figures, in pixels from the plot."""


def leading(actors: pd.DataFrame, voice: str, top: int = 12) -> list[str]:
    """The actors named most often in both texts together, the alphabet deciding ties.

    Actors whom neither text names in this voice are left out.
    """
    rows = whole(actors)
    totals = rows[rows["voice"] == voice].groupby("actor")["n_mentions"].sum()
    named = [(-int(n), str(actor)) for actor, n in totals.items() if n > 0]
    return [actor for _, actor in sorted(named)[:top]]


def rates(
    actors: pd.DataFrame,
    names: dict[str, str],
    voice: str = "all",
    look: Look = ON_PAGE,
    top: int = 12,
) -> go.Figure:
    """Mentions per 1,000 words of each actor in both texts, with counts at the right.

    An open mark is a count of zero, which has an interval too. Picks: "actor:Russia".
    """
    shown = leading(actors, voice, top)
    if not shown:
        return nothing_to_show("no actors named")
    texts = whole(actors)
    own = texts[(texts["voice"] == voice) & texts["actor"].isin(shown)]
    quoted = texts[(texts["voice"] == QUOTED) & texts["actor"].isin(shown)]
    rows = [_row(own, actor, voice) for actor in shown]
    # Few quoted words have wide intervals: they widen the scale only when they are on show.
    every = texts if voice == QUOTED else texts[texts["voice"] != QUOTED]
    every = every[every["n_words"] >= TOO_FEW_WORDS]
    scale = scale_of(numbers(every, "low", "high"), from_zero=True)
    labels = [fit_lines(actor, look.gutter - 14) for actor in shown]
    right = _QUOTED + 4 if voice == "all" else _COUNT + 4
    left = gutter((line for lines in labels for line in lines), look.gutter)
    margins = Margins(left, right, 20)
    drawing = new_row_drawing(PITCH * len(rows), margins, value_axis(scale, RATE.axis, RATE))
    tops = [PITCH * i for i in range(len(rows))]
    clicks = [
        Click(
            row.pick,
            pair_hover(row.label, row, names, RATE.number),
            top,
            top + PITCH,
        )
        for row, top in zip(rows, tops, strict=True)
    ]
    add_row_clicks(drawing, halves(clicks), look.chosen)
    add_lines(drawing, [Line(scale.low, y, scale.high, y) for y in tops[1:]], "grid")
    add_marks(drawing, pair_marks(rows, tops), scale)
    label_rows(
        drawing,
        ["<br>".join(plain(line) for line in lines) for lines in labels],
        [top + PITCH / 2 for top in tops],
    )
    _add_counts(drawing, own, shown, "count", _COUNT)
    if voice == "all":
        _add_counts(drawing, quoted, shown, "quoted", _QUOTED)
    return drawing.figure()


def _row(own: pd.DataFrame, actor: str, voice: str) -> PairRow:
    estimates = (_estimate(one(own, actor=actor, side=side), voice) for side in SIDES)
    return PairRow(f"actor:{actor}", actor, *estimates)


def _estimate(row: pd.Series | None, voice: str) -> Estimate:
    """A row of the table of actors as a mark needs it."""
    if row is None or number(row["n_words"]) == 0:
        return NOTHING._replace(missing=NO_WORDS[voice])
    if int(row["n_words"]) < TOO_FEW_WORDS:
        return NOTHING._replace(missing="too few words")
    n = int(row["n_mentions"])
    detail = f"n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{theme.count(n)}"
    return Estimate(*triple(row, "per_1000_words", "low", "high"), hollow=n == 0, detail=detail)


def _add_counts(
    drawing: Drawing, rows: pd.DataFrame, shown: Sequence[str], title: str, shift: float
) -> None:
    """A column of counts, two per row; a dash where the quoted words have none."""
    is_main = title == "count"
    counts = rows.set_index(["actor", "side"])["n_mentions"].to_dict()
    notes = [Note(title, 1, -9, "muted", theme.TICK, "right", shift)]
    for i, actor in enumerate(shown):
        for side, offset in (("a", -OFFSET), ("b", OFFSET)):
            n = counts.get((actor, side), 0)
            text = theme.count(n) if n or is_main else "–"
            role, size = (side, theme.LABEL) if is_main else ("muted", theme.TICK)
            notes.append(Note(text, 1, PITCH * (i + 0.5) + offset, role, size, "right", shift))
    add_notes(drawing, notes)


# --- Where in the text -----------------------------------------------------------------------


_REACH = 6
"""How far beside a mention its mark is still meant, in pixels; elsewhere its strip is."""


class Shown(NamedTuple):
    """One text, in one voice, and how its chart is shown."""

    side: str
    name: str
    voice: str = "all"
    look: Look = ON_PAGE


def places(
    mentions: pd.DataFrame, sections: pd.DataFrame, actors: Sequence[str], shown: Shown
) -> go.Figure:
    """Where one text names its actors: a strip each; ticks are the author's, rings quoted.

    A mark opens its mention, a strip all of them: "place:a:Russia". ``actors`` are in the order of
    the rows (``leading``), the same for both texts. ``mentions`` has a column ``position``, 0 to 1.
    """
    if not actors:
        return nothing_to_show("no actors named")
    own = mentions[(mentions["side"] == shown.side) & mentions["actor"].isin(list(actors))]
    if shown.voice != "all":
        own = own[own["voice"] == shown.voice]
    look = shown.look
    labels = [fit(actor, look.gutter - 14) for actor in actors]
    height = EMPTY_PITCH * len(actors)
    axis = theme.axis(
        range=[-1, 101],
        tickmode="array",
        tickvals=[0, 50, 100],
        ticktext=["0", "50", "100\N{NO-BREAK SPACE}%"],
        title="position in the text",
    )
    drawing = new_row_drawing(
        height, Margins(gutter(labels, look.gutter), 20, 8 if look.is_named else 22), axis
    )
    drawing.update_layout(hoverdistance=_REACH)
    add_clicks(drawing, _strip_clicks(own, actors, shown), look.chosen, ROW_AXIS)
    _add_section_bands(drawing, sections[sections["side"] == shown.side], height)
    for is_quoted in (False, True):
        mentioned = own[(own["voice"] == QUOTED) == is_quoted]
        _add_mentions(drawing, mentioned, actors, shown, is_quoted)
    middles = [EMPTY_PITCH * (i + 0.5) for i in range(len(actors))]
    label_rows(drawing, [plain(label) for label in labels], middles)
    if not look.is_named:
        name = plain(fit(shown.name, 200, bold=True))
        add_notes(drawing, [Note(name, 0, -11, role=shown.side, bold=True, shift=2)])
    return drawing.figure()


def _strip_clicks(own: pd.DataFrame, actors: Sequence[str], shown: Shown) -> list[Click]:
    """A click target per strip, whose hover says how many mentions there are."""
    clicks = []
    name = plain(fit(shown.name, 160, theme.TICK))
    for i, actor in enumerate(actors):
        voices = own.loc[own["actor"] == actor, "voice"]
        n, n_quoted = len(voices), int((voices == QUOTED).sum())
        told = theme.counted(n, "mention") if n else "not mentioned"
        told += f", {theme.count(n_quoted)} quoted" if n_quoted else ""
        hover = f"{hover_lines(actor)}<br>{name}: {told}"
        top = EMPTY_PITCH * i
        pick = f"place:{shown.side}:{actor}"
        clicks.append(Click(pick, hover, top, top + EMPTY_PITCH))
    return clicks


def _add_section_bands(drawing: Drawing, sections: pd.DataFrame, height: float) -> None:
    """Every other section shaded, sections without words left out."""
    sized = sections[sections["end_share"] > sections["start_share"]]
    shares = zip(sized["start_share"], sized["end_share"], strict=True)
    bands = [(100 * start, 100 * end) for start, end in list(shares)[::2]]
    # A filled outline, because Plotly keeps room beside bars.
    drawing.add_scatter(
        mode="none",
        x=[x for start, end in bands for x in (start, end, end, start, None)],
        y=[y for _ in bands for y in (0, 0, height, height, None)],
        hoverinfo="skip",
        fill="toself",
        fillcolor=theme.colour("grid"),
        opacity=0.5,
        # Without marks there is nothing to fade, but a selection would still look for it.
        unselected={"marker": {"opacity": 1}},
    )


def _add_mentions(
    drawing: Drawing, own: pd.DataFrame, actors: Sequence[str], shown: Shown, is_quoted: bool
) -> None:
    """One mark per mention, which opens it: an upright tick, or a ring for quoted words."""
    if own.empty:
        return
    row = {actor: i for i, actor in enumerate(actors)}
    colour = theme.colour(shown.side)
    drawing.add_scatter(
        mode="markers",
        x=[round(100 * float(position), 3) for position in own["position"]],
        y=[EMPTY_PITCH * (row[actor] + 0.5) for actor in own["actor"]],
        customdata=[
            [f"place:{shown.side}:{one.actor}", "", f"{shown.side}:{one.sentence}"]
            for one in own.itertuples()
        ],
        hovertext=[_mention_hover(one, shown) for one in own.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
        # Plotly keeps room beside marks too, but not where something fills what is below them.
        fill="tozeroy",
        fillcolor=theme.TRANSPARENT,
        marker={
            "symbol": "circle-open" if is_quoted else "line-ns",
            "size": 7 if is_quoted else 18,
            "opacity": 1,
            "color": colour,
            "line": {"color": colour, "width": 1.5 if is_quoted else 2},
        },
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _mention_hover(mention: Any, shown: Shown) -> str:
    """Who is named, in which section, and by which name."""
    name = plain(fit(shown.name, 160, theme.TICK))
    surface = plain(theme.short_heading(mention.surface))
    voice = ", quoted" if mention.voice == QUOTED else ""
    return f"{hover_lines(mention.actor)}<br>{name}: §{mention.section}, “{surface}”{voice}"
