"""How sure a number is: 95 % intervals for means, scores, rates and differences.

Four methods, each for one kind of number:

- scores made of sums over sentences or utterances: the Poisson bootstrap (Hanley and MacGibbon
  2006; Chamandy et al. 2012). Each unit is drawn a random number of times, once on average; the
  score is computed anew from the drawn units, a thousand times over; the middle 95 % of the results
  are the interval, a little more of them where there are few units (Hesterberg 2015). Because the
  sums add up, one draw serves every section and voice.
- shares of 0 or 1: the exact binomial interval (Clopper and Pearson 1934), for what never varies
  looks the same in every draw.
- rates of counted mentions: the exact Poisson interval (Garwood 1936).
- differences between the two texts: the two intervals combined by the method of variance
  estimates recovery (Zou and Donner 2008), which needs no assumption of symmetry and whose
  result flips its sign, and nothing else, when the sides are swapped.

All of them describe unevenness *within* these two texts. They say nothing about other texts of
the same author or paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.text import VOICES, Document

REPLICATES = 1000
SEED = 20240924
LEVEL = 0.95
MIN_UNITS = 3
"""Below this many utterances (or sentences) no interval is given.

Simulated on normal data, the "95 %" of three units are 75 %, since nothing lies beyond what was seen;
of five and more they are 95 to 96 %.
"""
NO_WIDTH = 1e-9
"""An interval narrower than this share of the score has no width but for the arithmetic's error."""
BLOCK = 1024
"""Units whose weights are drawn, kept and used at a time: a megabyte."""
BATCH = 8
"""Sections whose intervals are computed at a time: many enough for numpy, few enough for the cache."""


def poisson_interval(count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Exact 95 % interval of a Poisson mean, given the count observed (Garwood 1936).

    Zero counts have the interval 0 to 3.69. Divide by the words (in thousands) for a rate.
    """
    from scipy.special import gammaincinv  # a tenth of a second to import: only where needed

    counts = np.asarray(count)
    distinct, inverse = np.unique(counts, return_inverse=True)
    tail = (1 - LEVEL) / 2
    # The quantiles of a Gamma(n), which is what half a chi-squared with 2n degrees of freedom is.
    low = np.where(distinct == 0, 0.0, gammaincinv(np.maximum(distinct, 1), tail))
    high = gammaincinv(distinct + 1, 1 - tail)
    return low[inverse].reshape(counts.shape), high[inverse].reshape(counts.shape)


def share_interval(
    share: np.ndarray, low: np.ndarray, high: np.ndarray, n_units: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The interval of a share, also where it is 0 or 1, which resampling knows nothing about.

    There it is the exact one of a binomial share (Clopper and Pearson 1934): after none of n units,
    0 to 1 − 0.025^(1/n). Elsewhere it is ``low`` to ``high``.
    """
    least = ((1 - LEVEL) / 2) ** (1 / np.maximum(n_units, 1))
    enough = n_units >= MIN_UNITS
    none, every = enough & (share == 0), enough & (share == 1)
    return (
        np.select([none, every], [0.0, least], low),
        np.select([none, every], [1 - least, 1.0], high),
    )


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


def draw_weights(n_units: int, first: int = 0) -> np.ndarray:
    """How often each unit is drawn in each replicate: Poisson with mean 1, uint8, replicates × units.

    A unit's weights depend on its number alone (``first``, ``first`` + 1, …). So the same text
    gives the same interval to the last digit, and what is added at its end changes no interval
    before.
    """
    blocks = [
        _draw_block(block)[max(first - block * BLOCK, 0) : first + n_units - block * BLOCK]
        for block in range(first // BLOCK, -(-(first + n_units) // BLOCK))
    ]
    return np.concatenate([np.empty((0, REPLICATES), np.uint8), *blocks]).T


@lru_cache(maxsize=16)
def _draw_block(block: int) -> np.ndarray:
    """The weights of a block of units, units × replicates; read-only, because it is shared."""
    # The raw stream of bits is what numpy promises never to change.
    bits = np.random.PCG64([SEED, block]).random_raw(BLOCK * REPLICATES // 4)
    weights = _poisson_table()[bits.astype("<u8").view("<u2")].reshape(BLOCK, REPLICATES)
    weights.flags.writeable = False
    return weights


@lru_cache(maxsize=1)
def _poisson_table() -> np.ndarray:
    """A table of 65,536 entries in which k stands as often as Poisson(1) yields k."""
    shares = np.exp(-1) / np.cumprod(np.concatenate([[1], np.arange(1, 9)]))
    ends = np.rint(np.cumsum(shares) * 65536).astype(int)
    return np.searchsorted(ends, np.arange(65536), side="right").astype(np.uint8)


def expanded_tail(n_units: np.ndarray) -> np.ndarray:
    """The share to cut off at each end with so few units (Hesterberg 2015).

    Plain percentiles of a bootstrap are too narrow for small samples, by the factor that separates
    Student's t from the normal curve and the sample's variance from the unbiased one; cutting
    off less makes up for it. With many units the share is the plain 2.5 %.
    """
    from scipy.special import ndtr, stdtrit

    n = np.maximum(n_units, 2)
    return ndtr(np.sqrt(n / (n - 1)) * stdtrit(n - 1, (1 - LEVEL) / 2))


def percentile_interval(
    replicates: np.ndarray, tail: float | np.ndarray = (1 - LEVEL) / 2
) -> tuple[np.ndarray, np.ndarray]:
    """What lies between both tails along the last axis; undefined (NaN) replicates are left out.

    ``tail`` is the share cut off at each end, by default such that the middle 95 % are left.
    """
    ordered = np.sort(replicates, axis=-1)  # NaN last
    last = np.full(ordered.shape[:-1], ordered.shape[-1] - 1)
    if np.isnan(ordered[..., -1]).any():
        last = np.maximum(last - np.count_nonzero(np.isnan(ordered), axis=-1), 0)
    # Interpolated between the two nearest entries, as np.nanquantile does.
    tails = np.broadcast_to(tail, last.shape)
    position = last[..., None] * np.stack([tails, 1 - tails], axis=-1)
    below = position.astype(int)
    above = np.minimum(below + 1, last[..., None])
    lower = np.take_along_axis(ordered, below, axis=-1)
    upper = np.take_along_axis(ordered, above, axis=-1)
    ends = lower + (upper - lower) * (position - below)
    return ends[..., 0], ends[..., 1]


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
    """Selections × scores: lower end of the 95 % interval.

    NaN with fewer than three units, and where all are alike: what does not vary in a handful of
    sentences is not therefore certain.
    """
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

    ``counts`` is utterances × columns, or voices × utterances × columns where a count depends on
    the voice asked about (a sentence half quoted is one sentence of each). ``formula`` maps sums of
    shape (…, columns) to scores of shape (…, scores), NaN where undefined, without warnings.
    ``unit`` says what is resampled: 'utterance', or 'sentence' if the utterances of one sentence
    are to stay together.
    """
    n_utterances = len(document.utterances)
    units = document.utterance_sentence if unit == "sentence" else np.arange(n_utterances)
    per_unit = _sum_by_unit(document, np.asarray(counts, float), units, voices)
    numbers, spans = _sections_in_units(document, units)

    sums = np.array([per_unit[..., first:last].sum(axis=-1) for first, last in spans])
    sums = np.concatenate([sums, per_unit.sum(axis=-1)[None]])
    n_units = sums[..., -1].astype(int)
    scores = formula(sums[..., :-1])
    low, high = np.full((2, *scores.shape), np.nan)
    whole = np.zeros((len(voices), per_unit.shape[1] - 1, REPLICATES))
    for i in range(0, len(spans), BATCH):
        resampled = np.array([_resample(per_unit[:, :-1], *span) for span in spans[i : i + BATCH]])
        whole += resampled.sum(axis=0)
        here = slice(i, i + len(resampled))
        low[here], high[here] = _interval(resampled, formula, n_units[here])
    low[-1], high[-1] = _interval(whole, formula, n_units[-1])
    unknown = (high - low <= NO_WIDTH * np.abs(scores)) | (n_units < MIN_UNITS)[..., None]
    low[unknown] = high[unknown] = np.nan

    frame = pd.DataFrame(
        {
            "section": pd.array(np.repeat([*numbers, None], len(voices)), "Int64"),
            "voice": list(voices) * (len(numbers) + 1),
            "n_units": n_units.ravel(),
        }
    )
    return Estimates(
        frame, *(x.reshape(-1, x.shape[-1]) for x in (sums[..., :-1], scores, low, high))
    )


def _sections_in_units(
    document: Document, units: np.ndarray
) -> tuple[list[int], list[tuple[int, int]]]:
    """The sections' numbers, and the units of each as (first, after the last)."""
    numbers = [section.section for section in document.sections]
    utterances = np.searchsorted(document.utterance_section, [*numbers, numbers[-1] + 1])
    # No unit crosses sections, so a section's units are those from its first utterance's on.
    n_units = int(units[-1]) + 1 if len(units) else 0
    edges = np.append(units, n_units)[utterances].tolist()
    return numbers, list(pairwise(edges))


def _sum_by_unit(
    document: Document, counts: np.ndarray, units: np.ndarray, voices: Sequence[str]
) -> np.ndarray:
    """Voices × columns × units: what each voice contributes; last column: whether it does."""
    n_units = int(units[-1]) + 1 if len(units) else 0
    per_voice = np.broadcast_to(counts, (len(voices), *counts.shape[-2:]))
    table = np.empty((len(voices), counts.shape[-1] + 1, n_units))
    for i, voice in enumerate(voices):
        spoken = document.speaking(voice)
        for column in range(counts.shape[-1]):
            table[i, column] = np.bincount(
                units, weights=per_voice[i, :, column] * spoken, minlength=n_units
            )
        table[i, -1] = np.bincount(units[spoken], minlength=n_units) > 0
    return table


def _resample(per_unit: np.ndarray, first: int, last: int) -> np.ndarray:
    """Sums over the units drawn from ``first`` to ``last``: voices × columns × replicates."""
    resampled = np.zeros((*per_unit.shape[:2], REPLICATES))
    for start in range(first, last, BLOCK):
        end = min(start + BLOCK, last)
        resampled += per_unit[..., start:end] @ draw_weights(end - start, start).T.astype(float)
    return resampled


def _interval(
    resampled: np.ndarray, formula: Formula, n_units: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The interval of the formula of resampled sums: (…, columns, replicates) → (…, scores) twice."""
    replicates = np.moveaxis(formula(np.moveaxis(resampled, -2, -1)), -1, -2)
    return percentile_interval(replicates, expanded_tail(n_units)[..., None])
