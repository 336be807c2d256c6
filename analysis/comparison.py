"""What differs between the two texts, and how clearly: every measure with a and b side by side."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from analysis.readability import FORMULAS, INPUTS
from analysis.text import ALL, Document
from analysis.uncertainty import difference, estimate, share_interval

READABILITY_MEASURES = (*INPUTS, *FORMULAS)

_SIDE = ("value", "low", "high")
_KEYS = ["voice", "measure", "item"]


class DifferenceRow(NamedTuple):
    """One measure of both whole texts, and the difference a − b."""

    voice: Annotated[str, "'all', 'author' or 'quoted'"]
    measure: Annotated[
        str, "'tone', 'quoted_share', 'mentions_per_1000', or a measure of readability"
    ]
    item: Annotated[str, "the actor, for mentions; empty otherwise"]
    a: Annotated[float, "the measure in a"]
    a_low: Annotated[float, "lower end of its 95 % interval"]
    a_high: Annotated[float, "upper end of its 95 % interval"]
    b: Annotated[float, "the measure in b"]
    b_low: Annotated[float, "lower end of its 95 % interval"]
    b_high: Annotated[float, "upper end of its 95 % interval"]
    difference: Annotated[float, "a − b"]
    low: Annotated[float, "lower end of the difference's 95 % interval (Zou and Donner 2008)"]
    high: Annotated[float, "upper end of the difference's 95 % interval"]
    z: Annotated[
        float,
        "difference over its standard error (a quarter of the interval's width); undefined without "
        "an interval",
    ]


def quoted_share(document: Document) -> tuple[float, float, float]:
    """Share of the words that are quoted speech, with its interval: (value, low, high), 0 to 1.

    Sentences are resampled, so that a long quotation counts as the many sentences it has.
    """
    words = document.utterance_words
    counts = np.column_stack([words * document.utterance_quoted, words])

    def share(sums: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            return sums[..., :1] / sums[..., 1:]

    found = estimate(document, counts, share, unit="sentence", voices=(ALL,))
    value, n_sentences = found.scores[-1], found.keys["n_units"].to_numpy()[-1:]
    low, high = share_interval(value, found.low[-1], found.high[-1], n_sentences)
    return float(value[0]), float(low[0]), float(high[0])


def compare(
    quoted: dict[str, tuple[float, float, float]],
    sentiment: pd.DataFrame,
    readability: pd.DataFrame,
    actors: pd.DataFrame,
) -> pd.DataFrame:
    """Every measure of the two whole texts side by side, row type DifferenceRow.

    ``sentiment``, ``readability`` and ``actors`` are the tables of both sides.
    """
    shares = [(side, ALL, "quoted_share", "", *values) for side, values in quoted.items()]
    long = pd.concat(
        [
            pd.DataFrame(shares, columns=["side", *_KEYS, *_SIDE]),
            _pick(sentiment, "tone", ("mean", "low", "high")),
            *(_pick(readability, m, (m, f"{m}_low", f"{m}_high")) for m in READABILITY_MEASURES),
            _pick(actors, "mentions_per_1000", ("per_1000_words", "low", "high"), item="actor"),
        ],
        ignore_index=True,
    )
    a = long[long["side"] == "a"].set_index(_KEYS)[list(_SIDE)]
    b = long[long["side"] == "b"].set_index(_KEYS)[list(_SIDE)].reindex(a.index)
    gap, low, high = difference(a.to_numpy().T, b.to_numpy().T)
    with np.errstate(invalid="ignore"):
        z = gap / np.where(high > low, (high - low) / (2 * 1.96), np.nan)
    values = np.column_stack([a.to_numpy(), b.to_numpy(), gap, low, high, z])
    columns = DifferenceRow._fields[len(_KEYS) :]
    return pd.DataFrame(values, index=a.index, columns=list(columns)).reset_index()


def _pick(
    table: pd.DataFrame, measure: str, columns: tuple[str, str, str], item: str | None = None
) -> pd.DataFrame:
    """The whole-text rows of a table, in the shape that all measures share.

    ``columns`` are those of the value and of its interval's lower and upper end.
    """
    whole = table[table["section"].isna()]
    return pd.DataFrame(
        {
            "side": whole["side"],
            "voice": whole["voice"],
            "measure": measure,
            "item": whole[item] if item else "",
            **{name: whole[column] for name, column in zip(_SIDE, columns, strict=True)},
        }
    )


HEADLINES = (
    "mentions_per_1000",
    "tone",
    "quoted_share",
    "words_per_sentence",
    "syllables_per_word",
)
"""The measures that may be named among the findings: the inputs, not the formulas made of them."""

MAX_FINDINGS = 5
MAX_OF_A_KIND = 2


def choose_findings(differences: pd.DataFrame, voice: str) -> pd.DataFrame:
    """The rows of ``differences`` to state first, at most five, clearest first.

    Ordered by the difference over its standard error, at most two of one kind (mentions, tone,
    quotation, readability). The last one is where the texts differ least, so that a likeness is
    stated as well as the differences. A difference whose interval includes zero is no finding.
    """
    rows = differences[
        (differences["voice"] == voice)
        & differences["measure"].isin(HEADLINES)
        & differences["z"].notna()
    ]
    strength = rows["z"].abs()
    rows = rows.loc[strength.sort_values(ascending=False, kind="stable").index]
    clear = rows[(rows["low"] > 0) | (rows["high"] < 0)]
    kind = clear["measure"].where(~clear["measure"].isin(READABILITY_MEASURES), "readability")
    found = clear[kind.groupby(kind).cumcount() < MAX_OF_A_KIND].head(MAX_FINDINGS - 1)
    alike = rows[
        (rows["low"] <= 0) & (rows["high"] >= 0) & (rows["measure"] != "mentions_per_1000")
    ].tail(1)
    return pd.concat([found, alike])
