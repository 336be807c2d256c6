"""How readability is drawn: what the formulas are made of, the formulas, and the sections."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.figures.grammar import (
    NO_WORDS,
    QUOTED,
    SIDES,
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
    SectionRow,
    mark_size,
    pair_rows,
    section_rows,
)

INPUTS = ("words_per_sentence", "syllables_per_word")
"""What all formulas are made of."""
GRADES = (
    "flesch_kincaid_grade",
    "gunning_fog_grade",
    "smog_grade",
    "ari_grade",
    "coleman_liau_grade",
)
"""The formulas that answer in US school years."""
OWN_SCALES = ("flesch_reading_ease", "dale_chall")
"""The formulas with a scale of their own."""

FEW_WORDS = 100
"""Under so many words a score is indicative only, and the mark is open."""
TOO_LITTLE = "too little text"


def measure(
    readability: pd.DataFrame,
    names: dict[str, str],
    voice: str,
    measure: str,
    chosen: str | None = None,
) -> go.Figure:
    """One measure of both texts in one row, on its own scale. Pick: "measure:dale_chall"."""
    row = _pair(readability, voice, measure, label="")
    scale = _scale(readability, voice, [measure])
    return pair_rows([row], names, theme.MEASURES[measure], scale, chosen)


def grades(
    readability: pd.DataFrame, names: dict[str, str], voice: str, chosen: str | None = None
) -> go.Figure:
    """The five measures in US school years on one axis. Picks: "measure:smog_grade"."""
    rows = [_pair(readability, voice, name, theme.MEASURES[name].label) for name in GRADES]
    scale = _scale(readability, voice, GRADES)
    return pair_rows(rows, names, theme.MEASURES[GRADES[0]], scale, chosen)


def sections(
    readability: pd.DataFrame,
    sections: pd.DataFrame,
    side: str,
    voice: str = "all",
    x_range: tuple[float, float] | None = None,
    measure: str = "flesch_reading_ease",
    chosen: str | None = None,
) -> go.Figure:
    """One measure of one text's sections in order, with a dotted line for the whole text.

    Both texts, and all voices, share one scale (``x_range`` replaces it). Picks: "section:a:6".
    """
    rows = _parts(readability, sections, side, voice, measure)
    if not rows:
        return nothing_to_show("no sections")
    text = one(whole(readability), side=side, voice=voice)
    return section_rows(
        side,
        rows,
        theme.MEASURES[measure],
        section_scale(readability, measure, x_range),
        chosen=chosen,
        reference=math.nan if text is None else number(text[measure]),
    )


def section_scale(
    readability: pd.DataFrame,
    measure: str = "flesch_reading_ease",
    x_range: tuple[float, float] | None = None,
) -> Scale:
    """The scale on which the sections of both texts fit in every voice.

    The intervals of very short sections are not allowed to squeeze all others: the axis reaches
    them only where some score lies, and twice as far as the scores spread.
    """
    if x_range:
        return scale_of(x_range, pad=0.02)
    every = readability[readability["section"].notna()]
    scores = numbers(every, measure)
    if not scores:
        return scale_of([], empty=(0.0, 100.0))
    spread = max(max(scores) - min(scores), 1.0) / 2
    ends = numbers(every, measure, f"{measure}_low", f"{measure}_high")
    low, high = max(min(ends), min(scores) - spread), min(max(ends), max(scores) + spread)
    return scale_of([low, high], pad=0.04)


def _scale(readability: pd.DataFrame, voice: str, measures: Sequence[str]) -> Scale:
    """The scale on which some measures of both texts fit, in every voice that can share it.

    A few quoted words have intervals so wide that they would squeeze everything else: they widen
    the scale only when they are on show.
    """
    rows = whole(readability)
    rows = rows if voice == QUOTED else rows[rows["voice"] != QUOTED]
    columns = [f"{name}{end}" for name in measures for end in ("", "_low", "_high")]
    return scale_of(numbers(rows, *columns), pad=0.08)


def _pair(readability: pd.DataFrame, voice: str, measure: str, label: str) -> PairRow:
    texts = whole(readability)
    rows = (one(texts, side=side, voice=voice) for side in SIDES)
    return PairRow(f"measure:{measure}", label, *(_estimate(row, voice, measure) for row in rows))


def _estimate(row: pd.Series | None, voice: str, measure: str) -> Estimate:
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
    readability: pd.DataFrame, sections: pd.DataFrame, side: str, voice: str, measure: str
) -> list[SectionRow]:
    """The sections of one text, each with its estimate or the reason why it has none."""
    spoken = readability[readability["section"].notna() & (readability["voice"] == voice)]
    most = max(numbers(spoken, "n_words"), default=0)
    own = spoken[spoken["side"] == side].set_index("section")
    rows: list[SectionRow] = []
    for part in sections[sections["side"] == side].itertuples():
        found = own.loc[part.section] if part.section in own.index else None
        estimate = _estimate(found, voice, measure)
        if part.n_words == 0:
            estimate = NOTHING._replace(missing="heading only")
        n = 0 if found is None else int(found["n_sentences"])
        if estimate.detail:
            told = f"{theme.counted(n, 'sentence')}, {estimate.detail}"
            estimate = estimate._replace(detail=told)
        is_first = all(math.isnan(row.estimate.value) for row in rows)
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
    return rows
