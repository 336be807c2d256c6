"""How sure a number is: 95 % intervals for means, scores, rates and differences.

Three methods, each for one kind of number:

- scores made of sums over sentences or utterances: the Poisson bootstrap (Hanley and MacGibbon
  2006; Chamandy et al. 2012). Each unit is drawn a random number of times, once on average;
  the score is computed anew from the drawn units, a thousand times over; the middle 95 % of the
  results are the interval. Because the sums add up, one draw serves every section and voice.
- rates of counted mentions: the exact Poisson interval (Garwood 1936).
- differences between the two texts: the two intervals combined by the method of variance
  estimates recovery (Zou and Donner 2008), which needs no assumption of symmetry and whose
  result flips its sign, and nothing else, when the sides are swapped.

All of them describe unevenness *within* these two texts. They say nothing about other texts of
the same author or paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.text import VOICES, Document

REPLICATES = 1000
SEED = 20240924
LEVEL = 0.95
MIN_UNITS = 3
"""Below this many utterances (or sentences) no interval is given."""


def poisson_interval(count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Exact 95 % interval of a Poisson mean, given the count observed (Garwood 1936).

    Zero counts have the interval 0 to 3.69. Divide by the words (in thousands) for a rate.
    """
    from scipy.stats import chi2  # a third of a second to import: only where it is needed

    counts = np.asarray(count)
    distinct, inverse = np.unique(counts, return_inverse=True)
    tail = (1 - LEVEL) / 2
    low = np.where(distinct == 0, 0.0, chi2.ppf(tail, 2 * np.maximum(distinct, 1)) / 2)
    high = chi2.ppf(1 - tail, 2 * (distinct + 1)) / 2
    return low[inverse].reshape(counts.shape), high[inverse].reshape(counts.shape)


def difference(
    a: Sequence[np.ndarray], b: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Difference a − b of two independent estimates, each given as (value, low, high).

    Returns (difference, low, high); NaN where either side is undefined (Zou and Donner 2008).
    """
    value_a, low_a, high_a = (np.asarray(x, float) for x in a)
    value_b, low_b, high_b = (np.asarray(x, float) for x in b)
    gap = value_a - value_b
    low = gap - np.hypot(value_a - low_a, high_b - value_b)
    high = gap + np.hypot(high_a - value_a, value_b - low_b)
    return gap, low, high


def draw_weights(n_units: int) -> np.ndarray:
    """How often each unit is drawn in each replicate: Poisson with mean 1, uint8, replicates × units.

    The same for every call, so that the same text gives the same interval to the last digit.
    """
    table = _poisson_table()
    uniform = np.random.Generator(np.random.PCG64(SEED)).integers(
        0, len(table), size=(REPLICATES, n_units), dtype=np.uint16
    )
    return table[uniform]


def _poisson_table() -> np.ndarray:
    """A table of 65,536 entries in which k stands as often as Poisson(1) yields k."""
    shares = np.exp(-1) / np.cumprod(np.concatenate([[1], np.arange(1, 9)]))
    ends = np.rint(np.cumsum(shares) * 65536).astype(int)
    return np.searchsorted(ends, np.arange(65536), side="right").astype(np.uint8)


def percentile_interval(replicates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The middle 95 % along the last axis; undefined (NaN) replicates are left out."""
    ordered = np.sort(replicates, axis=-1)  # NaN last
    valid = np.count_nonzero(~np.isnan(ordered), axis=-1)
    tail = (1 - LEVEL) / 2
    return _quantile(ordered, valid, tail), _quantile(ordered, valid, 1 - tail)


def _quantile(ordered: np.ndarray, valid: np.ndarray, share: float) -> np.ndarray:
    position = share * np.maximum(valid - 1, 0)
    below = np.floor(position).astype(int)
    above = np.minimum(below + 1, np.maximum(valid - 1, 0))
    lower = np.take_along_axis(ordered, below[..., None], -1)[..., 0]
    upper = np.take_along_axis(ordered, above[..., None], -1)[..., 0]
    return lower + (upper - lower) * (position - below)


Formula = Callable[[np.ndarray], np.ndarray]


class Estimates(NamedTuple):
    """Scores of every selection: each section, then the whole text, each in every voice."""

    keys: pd.DataFrame
    """A row per selection: ``section`` (<NA> = the whole text), ``voice``, ``n_units``."""
    sums: np.ndarray
    """Selections × columns: the counts added up."""
    scores: np.ndarray
    """Selections × scores: the formula of the sums; NaN where undefined."""
    low: np.ndarray
    """Selections × scores: lower end of the 95 % interval; NaN with fewer than three units."""
    high: np.ndarray
    """Selections × scores: upper end of the 95 % interval."""


def estimate(
    document: Document,
    counts: np.ndarray,
    formula: Formula,
    *,
    unit: str = "utterance",
    voices: Sequence[str] = VOICES,
) -> Estimates:
    """A formula over sums of counts, for every section and the whole text, in every voice.

    ``counts`` is utterances × columns; ``formula`` maps sums of shape (…, columns) to scores of
    shape (…, scores), NaN where undefined, without warnings. ``unit`` says what is resampled:
    'utterance', or 'sentence' if the utterances of one sentence are to stay together.
    """
    counts = np.asarray(counts, float)
    units = document.utterance_sentence if unit == "sentence" else np.arange(len(counts))
    weights = draw_weights(int(units.max()) + 1 if len(units) else 0)
    spoken = {voice: document.speaking(voice) for voice in voices}
    whole = {voice: np.zeros((REPLICATES, counts.shape[1])) for voice in voices}
    keys, sums, scores, lows, highs = [], [], [], [], []

    def add(section: int | None, voice: str, chosen: np.ndarray, resampled: np.ndarray) -> None:
        n_units = len(np.unique(units[chosen]))
        total = counts[chosen].sum(axis=0)
        score = formula(total)
        if n_units < MIN_UNITS:
            low = high = np.full_like(score, np.nan)
        else:
            low, high = percentile_interval(formula(resampled).T)
        keys.append((section, voice, n_units))
        sums.append(total)
        scores.append(score)
        lows.append(low)
        highs.append(high)

    for section in document.sections:
        first, last = np.searchsorted(
            document.utterance_section, [section.section, section.section + 1]
        )
        for voice in voices:
            chosen = first + np.flatnonzero(spoken[voice][first:last])
            resampled = weights[:, units[chosen]].astype(float) @ counts[chosen]
            whole[voice] += resampled
            add(section.section, voice, chosen, resampled)
    for voice in voices:
        add(None, voice, np.flatnonzero(spoken[voice]), whole[voice])

    frame = pd.DataFrame(keys, columns=["section", "voice", "n_units"])
    frame["section"] = frame["section"].astype("Int64")
    return Estimates(frame, *(np.array(x) for x in (sums, scores, lows, highs)))
