"""How readability is drawn: what the formulas are made of, the formulas, and the sections."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.readability import FEW_WORDS, TOO_LITTLE
from dashboard import theme
from dashboard.figures.grammar import (
    NO_WORDS,
    ON_PAGE,
    QUOTED,
    SIDES,
    Look,
    Scale,
    nothing_to_show,
    number,
    numbers,
    one,
    scale_of,
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
    section_rows,
)

FLESCH = "flesch_reading_ease"
"""The formula that sections are measured by."""
GRADES = (
    "flesch_kincaid_grade",
    "gunning_fog_grade",
    "smog_grade",
    "ari_grade",
    "coleman_liau_grade",
)
"""The formulas that answer in US school years."""
LEAST_WIDTH = 20.0
"""The axis of the sections spans at least so many points: on less, chance looks like a difference."""


def measure(
    readability: pd.DataFrame,
    names: dict[str, str],
    voice: str,
    measure: str,
    look: Look = ON_PAGE,
) -> go.Figure:
    """One measure of both texts in one row, on its own scale. Pick: "measure:dale_chall"."""
    row = _pair(readability, voice, measure, label="")
    scale = _scale(readability, voice, [measure])
    return pair_rows([row], names, theme.MEASURES[measure], scale, look)


def grades(
    readability: pd.DataFrame, names: dict[str, str], voice: str, look: Look = ON_PAGE
) -> go.Figure:
    """The five measures in US school years on one axis. Picks: "measure:smog_grade"."""
    rows = [_pair(readability, voice, name, theme.MEASURES[name].label) for name in GRADES]
    scale = _scale(readability, voice, GRADES)
    return pair_rows(rows, names, theme.MEASURES[GRADES[0]], scale, look)


def sections(
    readability: pd.DataFrame,
    sections: pd.DataFrame,
    side: str,
    voice: str = "all",
    look: Look = ON_PAGE,
) -> go.Figure:
    """Flesch of one text's sections in order, with a dotted line for the whole text.

    Both texts share one scale. Picks: "section:a:6".
    """
    own, n_more = first_sections(sections, side)
    rows = _parts(readability, own, side, voice)
    if not rows:
        return nothing_to_show("no sections")
    text = one(whole(readability), side=side, voice=voice)
    reference = math.nan if text is None else number(text[FLESCH])
    scale = section_scale(readability, voice)
    chart = SectionChart(side, theme.MEASURES[FLESCH], scale, reference, n_more)
    return section_rows(rows, chart, look)


def section_scale(readability: pd.DataFrame, voice: str) -> Scale:
    """The scale on which the sections of both texts fit, in every voice that can share it.

    All scores lie on it. Of the intervals the farthest are left out, one in twenty on either side,
    so that very short sections cannot squeeze all others.
    """
    every = _sharing(readability[readability["section"].notna()], voice)
    scores = numbers(every, FLESCH)
    if not scores:
        return scale_of([], empty=(0.0, 100.0))
    low = min(*scores, float(np.quantile([*scores, *numbers(every, f"{FLESCH}_low")], 0.05)))
    high = max(*scores, float(np.quantile([*scores, *numbers(every, f"{FLESCH}_high")], 0.95)))
    lacking = max(0.0, LEAST_WIDTH - (high - low)) / 2
    return scale_of([low - lacking, high + lacking], pad=0.04)


def _sharing(rows: pd.DataFrame, voice: str) -> pd.DataFrame:
    """The rows of the voices that share a scale with this one.

    A few quoted words have intervals so wide that they would squeeze everything else: they widen
    the scale only when they are on show.
    """
    return rows if voice == QUOTED else rows[rows["voice"] != QUOTED]


def _scale(readability: pd.DataFrame, voice: str, measures: Sequence[str]) -> Scale:
    """The scale on which some measures of both texts fit, in every voice that can share it."""
    rows = _sharing(whole(readability), voice)
    columns = [f"{name}{end}" for name in measures for end in ("", "_low", "_high")]
    return scale_of(numbers(rows, *columns), pad=0.08)


def _pair(readability: pd.DataFrame, voice: str, measure: str, label: str) -> PairRow:
    texts = whole(readability)
    rows = (one(texts, side=side, voice=voice) for side in SIDES)
    return PairRow(f"measure:{measure}", label, *(_estimate(row, voice, measure) for row in rows))


def _estimate(row: Any, voice: str, measure: str) -> Estimate:
    """A row of the table of readability as a mark needs it."""
    if row is None or number(row["n_words"]) == 0:
        return NOTHING._replace(missing=NO_WORDS[voice])
    detail = theme.counted(int(row["n_words"]), "word")
    if math.isnan(number(row[measure])):
        return NOTHING._replace(missing=TOO_LITTLE, detail=detail)
    is_few = int(row["n_words"]) < FEW_WORDS
    return Estimate(
        *triple(row, measure, f"{measure}_low", f"{measure}_high"),
        hollow=is_few,
        detail=f"{detail}, indicative only" if is_few else detail,
    )


def _parts(
    readability: pd.DataFrame, sections: pd.DataFrame, side: str, voice: str
) -> list[SectionRow]:
    """These sections of one text, each with its estimate or the reason why it has none.

    The first count says what is counted.
    """
    spoken = readability[readability["section"].notna() & (readability["voice"] == voice)]
    most = max(numbers(spoken, "n_words"), default=0)
    own = spoken[spoken["side"] == side].set_index("section").to_dict("index")
    rows: list[SectionRow] = []
    is_first = True
    for part in sections.itertuples():
        found = own.get(part.section)
        estimate = _estimate(found, voice, FLESCH)
        if part.n_words == 0:
            estimate = NOTHING._replace(missing="heading only")
        n = 0 if found is None else int(found["n_sentences"])
        if estimate.detail:
            told = f"{theme.counted(n, 'sentence')}, {estimate.detail}"
            estimate = estimate._replace(detail=told)
        rows.append(
            SectionRow(
                f"section:{side}:{part.section}",
                int(part.section),
                part.heading,
                estimate,
                mark_size(0 if found is None else int(found["n_words"]), most),
                theme.counted(n, "sentence") if is_first else theme.count(n),
            )
        )
        is_first = is_first and math.isnan(estimate.value)
    return rows
