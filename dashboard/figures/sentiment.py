"""How the tone of both texts is drawn: by voice, through the text, and section by section."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analysis.uncertainty import MIN_UNITS
from dashboard import theme
from dashboard.figures.drawing import Drawing
from dashboard.figures.grammar import (
    NO_WORDS,
    ON_PAGE,
    SIDES,
    Box,
    Click,
    Fill,
    Line,
    Look,
    Margins,
    Note,
    Scale,
    add_boxes,
    add_clicks,
    add_lines,
    add_notes,
    fit,
    new_drawing,
    nothing_to_show,
    number,
    numbers,
    one,
    plain,
    scale_of,
    text_width,
    triple,
    whole,
)
from dashboard.figures.rows import (
    NOTHING,
    Estimate,
    PairRow,
    SectionChart,
    SectionRow,
    first_sections,
    mark_size,
    pair_rows,
    section_hover,
    section_rows,
    sections_of,
)
from dashboard.wording import VOICE_LABELS

TONE = theme.MEASURES["tone"]


def voices(sentiment: pd.DataFrame, names: dict[str, str], look: Look = ON_PAGE) -> go.Figure:
    """Mean tone of the whole text, the author's words and the quoted words, a and b in each row.

    Picks: "voice:all", "voice:author", "voice:quoted".
    """
    texts = whole(sentiment)
    rows = [
        PairRow(
            f"voice:{voice}",
            label,
            *(_estimate(one(texts, side=side, voice=voice), voice) for side in SIDES),
        )
        for voice, label in VOICE_LABELS.items()
    ]
    scale = scale_of([*numbers(texts, "mean", "low", "high"), 0.0])
    return pair_rows(rows, names, TONE, scale, look)


def _estimate(row: Any, voice: str) -> Estimate:
    """A row of the table of sentiment as a mark needs it."""
    if row is None or number(row["n_utterances"]) == 0:
        return NOTHING._replace(missing=NO_WORDS[voice])
    return Estimate(
        *triple(row, "mean", "low", "high"),
        hollow=int(row["n_utterances"]) < MIN_UNITS,
        detail=theme.counted(int(row["n_utterances"]), "utterance"),
    )


# --- Section by section ----------------------------------------------------------------------


def sections(
    sentiment: pd.DataFrame,
    sections: pd.DataFrame,
    side: str,
    voice: str = "all",
    look: Look = ON_PAGE,
) -> go.Figure:
    """Mean tone of one text's sections in order; mark area stands for words.

    Both texts, and all voices, share one scale. Picks: "section:a:6".
    """
    own, n_more = first_sections(sections, side)
    rows = _with_unit(_parts(sentiment, own, side, voice))
    if not rows:
        return nothing_to_show("no sections")
    chart = SectionChart(side, TONE, section_scale(sentiment), n_more=n_more)
    return section_rows(rows, chart, look)


def section_scale(sentiment: pd.DataFrame) -> Scale:
    """The scale on which the sections of both texts fit in every voice."""
    every = sentiment[sentiment["section"].notna()]
    return scale_of([*numbers(every, "mean", "low", "high"), 0.0], pad=0.04)


def _parts(
    sentiment: pd.DataFrame, sections: pd.DataFrame, side: str, voice: str
) -> list[SectionRow]:
    """These sections of one text, each with its estimate or the reason why it has none."""
    spoken = sentiment[sentiment["section"].notna() & (sentiment["voice"] == voice)]
    most = max(numbers(spoken, "n_words"), default=0)
    own = spoken[spoken["side"] == side].set_index("section").to_dict("index")
    rows = []
    for part in sections.itertuples():
        found = own.get(part.section)
        estimate = _estimate(found, voice)
        if part.n_words == 0:
            estimate = NOTHING._replace(missing="heading only")
        n = 0 if found is None else int(found["n_utterances"])
        n_words = 0 if found is None else int(found["n_words"])
        if n:
            words = theme.counted(n_words, "word")
            estimate = estimate._replace(detail=f"{estimate.detail}, {words}")
        rows.append(
            SectionRow(
                f"section:{side}:{part.section}",
                int(part.section),
                part.heading,
                estimate,
                mark_size(n_words, most),
                f"{n}, no interval" if n < MIN_UNITS else theme.count(n),
            )
        )
    return rows


def _with_unit(rows: list[SectionRow]) -> list[SectionRow]:
    """The first count says what is counted."""
    for i, row in enumerate(rows):
        if row.amount.replace(",", "").isdigit():
            rows[i] = row._replace(amount=f"{row.amount} utterances")
            break
    return rows


# --- Through the text ------------------------------------------------------------------------

_NAME, _LANE, _MARKS, _GAP = 22, 132, 20, 8
"""Heights in a lane: its text's name, the tones from +1 to −1, the § of the sections; a gap."""
_LEFT, _RIGHT = 34, 16
_FEW = 20
"""Sections that have their § under each, as a desk has room for; of more only some do."""
_EVERY, _APART = (1, 5, 10, 20, 50, 100, 200, 500), 6
"""Which of many sections have it, and the least room between two of them, in pixels."""


class _Step(NamedTuple):
    """A section's place in the text, and its row."""

    start: float
    end: float
    row: SectionRow


def arc(
    sentiment: pd.DataFrame,
    sections: pd.DataFrame,
    names: dict[str, str],
    voice: str = "all",
    look: Look = ON_PAGE,
) -> go.Figure:
    """Tone along both texts: a lane each, a step per section as wide as its share of the words.

    The band is the 95 % interval; a section with fewer than three utterances is a dotted line.
    Picks: "section:a:6".
    """
    lane = _NAME + _LANE + _MARKS + _GAP
    tops = {side: i * lane for i, side in enumerate(SIDES)}
    drawing = new_drawing(
        lane * len(SIDES) - _GAP,
        Margins(_LEFT, _RIGHT, 0),
        theme.axis(
            range=[0, 100],
            tickmode="array",
            tickvals=[0, 25, 50, 75, 100],
            ticktext=[
                "start",
                "25\N{NO-BREAK SPACE}%",
                "50\N{NO-BREAK SPACE}%",
                "75\N{NO-BREAK SPACE}%",
                "end",
            ],
            title="position in the text (share of its words)",
        ),
    )
    steps = {side: _steps(sentiment, sections, side, voice) for side in SIDES}
    clicks = [
        Click(
            step.row.pick,
            section_hover(step.row, TONE.number),
            top + _NAME,
            top + _NAME + _LANE + _MARKS,
            step.start,
            step.end,
        )
        for side, top in tops.items()
        for step in steps[side]
    ]
    add_clicks(drawing, clicks, look.chosen)
    for side, top in tops.items():
        _add_bands(drawing, side, steps[side], top)
    _add_levels(drawing, list(tops.values()))
    for side, top in tops.items():
        _add_steps(drawing, side, steps[side], top)
        _add_section_numbers(drawing, steps[side], top, look.width - _LEFT - _RIGHT)
        if all(math.isnan(step.row.estimate.value) for step in steps[side]):
            words = plain(NO_WORDS[voice])
            add_notes(drawing, [Note(words, 0.5, _y(top, 0.25), role="muted", anchor="center")])
        name = plain(fit(names[side], look.width - _LEFT - _RIGHT - 10, bold=True))
        add_notes(drawing, [Note(name, 0, top + 10, role=side, bold=True, shift=2)])
    return drawing.figure()


def _steps(sentiment: pd.DataFrame, sections: pd.DataFrame, side: str, voice: str) -> list[_Step]:
    """The sections that have words, with their shares in per cent."""
    own = sections_of(sections, side)
    shares = zip(own["start_share"], own["end_share"], strict=True)
    parts = zip(shares, _parts(sentiment, own, side, voice), strict=True)
    return [_Step(100 * s, 100 * e, row) for (s, e), row in parts if e > s]


def _y(top: float, tone: float) -> float:
    """Where a tone lies in the lane that begins at ``top``."""
    return top + _NAME + (1 - tone) / 2 * _LANE


def _add_levels(drawing: Drawing, tops: list[int]) -> None:
    """Gridlines at the halves, a stronger one at 0, and their labels."""
    # Shapes, because lines would lie over the bands.
    for y in (_y(top, t) for top in tops for t in (1, 0.5, -0.5, -1)):
        line = {"color": theme.colour("grid"), "width": 1}
        drawing.add_shape(type="line", x0=0, x1=100, y0=y, y1=y, layer="below", line=line)
    add_lines(drawing, [Line(0, _y(t, 0), 100, _y(t, 0)) for t in tops], "faint", width=1.5)
    drawing.update_yaxis(
        showticklabels=True,
        tickmode="array",
        tickvals=[_y(top, t) for top in tops for t in (1, 0, -1)],
        ticktext=[theme.tick(t, 1, plus=True) for _ in tops for t in (1, 0, -1)],
        ticklabelstandoff=6,
    )


def _add_bands(drawing: Drawing, side: str, steps: list[_Step], top: float) -> None:
    boxes = [
        Box(step.start, step.end, _y(top, step.row.estimate.high), _y(top, step.row.estimate.low))
        for step in steps
        if math.isfinite(step.row.estimate.low) and math.isfinite(step.row.estimate.high)
    ]
    add_boxes(drawing, boxes, Fill(f"{side}_soft", rim=1))


def _add_steps(drawing: Drawing, side: str, steps: list[_Step], top: float) -> None:
    """The means: a firm line where there is an interval, a dotted one where there is none."""
    sure: list[Line] = []
    unsure: list[Line] = []
    for step in steps:
        if math.isfinite(step.row.estimate.value):
            y = _y(top, step.row.estimate.value)
            inset = min(0.2, (step.end - step.start) / 4)
            line = Line(step.start + inset, y, step.end - inset, y)
            (sure if math.isfinite(step.row.estimate.low) else unsure).append(line)
    add_lines(drawing, sure, side, width=3)
    add_lines(drawing, unsure, side, width=2, dash="2px,2px")


def _add_section_numbers(
    drawing: Drawing, steps: list[_Step], top: float, plot_width: float
) -> None:
    """§ under the steps: under each where it fits, or of many under every fifth, tenth and so on."""
    middle = top + _NAME + _LANE + _MARKS / 2
    if len(steps) > _FEW:
        _add_some_numbers(drawing, steps, middle, plot_width)
    elif steps:
        _add_all_numbers(drawing, steps, middle)


def _add_some_numbers(
    drawing: Drawing, steps: list[_Step], middle: float, plot_width: float
) -> None:
    """§ at the left end of every so many-th step, so that no two lie over each other."""
    for every in _EVERY:
        marked = [step for step in steps if step.row.section % every == 0]
        labels = [f"§{step.row.section}" for step in marked]
        widths = [text_width(label, theme.SMALL) for label in labels]
        starts = [step.start / 100 * plot_width for step in marked]
        # The last one may need to begin before its step does, or the paper would cut it.
        places = [
            min(start, plot_width + _RIGHT - wide)
            for start, wide in zip(starts, widths, strict=True)
        ]
        ends = [place + wide + _APART for place, wide in zip(places, widths, strict=True)]
        if all(end <= place for end, place in zip(ends, places[1:], strict=False)):
            break
    notes = [
        Note(label, step.start / 100, middle, "muted", theme.SMALL, shift=place - start)
        for label, step, place, start in zip(labels, marked, places, starts, strict=True)
    ]
    add_notes(drawing, notes)


def _add_all_numbers(drawing: Drawing, steps: list[_Step], middle: float) -> None:
    """§ under each step, but only where it fits at the width the window happens to have.

    Invisible bars carry the words, for Plotly hides words that do not fit into their bar.
    """
    drawing.add_bar(
        orientation="h",
        base=[step.start for step in steps],
        x=[step.end - step.start for step in steps],
        y=[middle] * len(steps),
        width=[_MARKS + 8] * len(steps),  # Plotly keeps 3 pixels free above and below the words
        text=[f"§{step.row.section}" for step in steps],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"size": theme.SMALL, "color": theme.colour("muted")},
        hoverinfo="skip",
        marker={"color": theme.TRANSPARENT, "line": {"width": 0}},
        selected={"textfont": {"color": theme.colour("muted")}},
        unselected={"textfont": {"color": theme.colour("muted")}},
    )
    drawing.update_layout(uniformtext={"minsize": theme.SMALL, "mode": "hide"})
