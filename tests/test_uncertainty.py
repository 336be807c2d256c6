"""How sure a number is: intervals against known values, other programs and simulation."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.parsing import parse
from analysis.reading import source_from_text
from analysis.report import Request, build_report
from analysis.text import Document, Section, Utterance, Words
from analysis.uncertainty import (
    BLOCK,
    REPLICATES,
    Estimates,
    difference,
    draw_weights,
    estimate,
    expanded_tail,
    percentile_interval,
    poisson_interval,
    share_interval,
)

NOBODY = np.empty(0, np.int32)
finite = st.floats(-1e6, 1e6, allow_nan=False)


def document(*sections: str, per_sentence: int = 1) -> Document:
    """A text without words: a letter per utterance, "a" for the author's and "q" for a quoted one."""
    voices = [(number, voice) for number, voices in enumerate(sections) for voice in voices]
    return Document(
        text="",
        title="",
        author="",
        published="",
        sections=tuple(Section(number, "", 1, 0, 0, 0) for number in range(len(sections))),
        sentences=(),
        quotations=(),
        utterances=tuple(
            Utterance(i, i // per_sentence, number, "somebody" if voice == "q" else "", i, i + 1)
            for i, (number, voice) in enumerate(voices)
        ),
        set_aside=(),
        words=Words(NOBODY, NOBODY, NOBODY, NOBODY, ()),
    )


def mean(sums: np.ndarray) -> np.ndarray:
    """Of the columns (value, 1)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums[..., :1] / sums[..., 1:2]


def estimate_mean(text: Document, values: np.ndarray, **settings: str) -> Estimates:
    return estimate(text, np.column_stack([values, np.ones(len(values))]), mean, **settings)


# Rates: the exact Poisson interval


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.6889), (1, 0.0253, 5.5716), (7, 2.8144, 14.4227), (30, 20.2409, 42.8269)],
)
def test_poisson_interval_is_the_tabulated_one(count: int, low: float, high: float) -> None:
    """The interval of a count is the one in the tables of Garwood (1936)."""
    assert poisson_interval(np.array(count)) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 10_000))
def test_poisson_interval_leaves_a_fortieth_on_either_side(count: int) -> None:
    """At either end of the interval, the count observed is just at the edge of the plausible."""
    low, high = poisson_interval(np.array([count]))
    assert stats.poisson.sf(count - 1, low[0]) == pytest.approx(0.025, rel=1e-6)
    assert stats.poisson.cdf(count, high[0]) == pytest.approx(0.025, rel=1e-6)


def test_poisson_interval_keeps_the_shape_of_the_counts() -> None:
    """A table of counts gives two tables of the same shape."""
    low, high = poisson_interval(np.array([[0, 7, 7], [30, 0, 1]]))
    assert low.shape == high.shape == (2, 3)
    assert low[0, 1] == low[0, 2]
    assert high[0, 0] == high[1, 1]


# Differences: the method of variance estimates recovery


def test_difference_by_hand() -> None:
    """10 (7 to 14) minus 4 (0 to 5): 6, less √(3² + 1²), plus √(4² + 4²)."""
    expected = (6, 6 - math.sqrt(10), 6 + math.sqrt(32))
    assert difference((10, 7, 14), (4, 0, 5)) == pytest.approx(expected)


@given(finite, finite, st.floats(0, 1e6), st.floats(0, 1e6))
def test_difference_of_symmetric_intervals_is_the_root_of_the_squares(
    a: float, b: float, reach_a: float, reach_b: float
) -> None:
    """Intervals symmetric about their values combine as independent standard errors do."""
    gap, low, high = difference((a, a - reach_a, a + reach_a), (b, b - reach_b, b + reach_b))
    reach = math.hypot(reach_a, reach_b)
    assert (gap, low, high) == pytest.approx((a - b, a - b - reach, a - b + reach), abs=1e-6)


@given(st.tuples(finite, finite, finite), st.tuples(finite, finite, finite))
def test_swapping_the_sides_flips_the_sign_and_nothing_else(
    a: tuple[float, float, float], b: tuple[float, float, float]
) -> None:
    """b − a is exactly minus a − b, and its interval exactly the mirror image."""
    gap, low, high = difference(a, b)
    assert difference(b, a) == (-gap, -high, -low)


def test_difference_is_undefined_where_a_side_is() -> None:
    """Without an interval on one side there is none of the difference, but the difference stays."""
    gap, low, high = difference((3, math.nan, math.nan), (1, 0, 2))
    assert gap == 2
    assert np.isnan([low, high]).all()


# The bootstrap's parts


def test_weights_are_the_same_each_time() -> None:
    """The same text gets the same interval, to the last digit, in every run and on every machine."""
    assert draw_weights(8)[0].tolist() == [1, 1, 3, 1, 1, 0, 3, 1]


@pytest.mark.parametrize("n_units", [0, 1, 7, BLOCK, BLOCK + 1, 2 * BLOCK + 5])
def test_a_unit_keeps_its_weights_when_others_follow(n_units: int) -> None:
    """A unit's weights depend on its number alone, not on how many there are."""
    longer = draw_weights(3 * BLOCK)
    assert draw_weights(n_units).shape == (REPLICATES, n_units)
    assert np.array_equal(draw_weights(n_units), longer[:, :n_units])
    assert np.array_equal(draw_weights(n_units, 9), longer[:, 9 : 9 + n_units])


def test_weights_are_poisson_with_mean_1() -> None:
    """Over two million draws, mean, variance and the share of each number are Poisson's."""
    weights = draw_weights(2000)
    assert weights.mean() == pytest.approx(1, abs=0.003)
    assert weights.var() == pytest.approx(1, abs=0.005)
    shares = np.bincount(weights.ravel(), minlength=10)[:6] / weights.size
    assert shares == pytest.approx(stats.poisson.pmf(range(6), 1), abs=0.001)


def test_weights_of_neighbours_are_independent() -> None:
    """Neither units next to each other nor replicates next to each other are alike."""
    weights = draw_weights(2000).astype(float) - 1
    assert np.mean(weights[:, 1:] * weights[:, :-1]) == pytest.approx(0, abs=0.005)
    assert np.mean(weights[1:] * weights[:-1]) == pytest.approx(0, abs=0.005)


@given(st.lists(st.one_of(finite, st.just(math.nan)), min_size=1, max_size=60))
def test_percentile_interval_is_numpys(row: list[float]) -> None:
    """The ends are the 2.5th and 97.5th percentiles of what is defined; NaN if nothing is."""
    low, high = percentile_interval(np.array([row]))
    if np.isnan(row).all():
        assert np.isnan([low[0], high[0]]).all()
    else:
        expected = np.nanquantile(row, [0.025, 0.975])
        assert [low[0], high[0]] == pytest.approx(expected, rel=1e-12, abs=1e-9)


def test_percentile_interval_of_many_rows() -> None:
    """Rows with gaps and rows without are each treated by themselves, in any number of axes."""
    replicates = np.random.default_rng(1).normal(size=(2, 3, 500))
    replicates[0, 1, :100] = np.nan
    expected = np.nanquantile(replicates, [0.025, 0.975], axis=-1)
    assert np.array(percentile_interval(replicates)) == pytest.approx(expected, rel=1e-12)


# Estimates


def test_selections_are_each_section_then_the_whole_in_each_voice() -> None:
    """Two sections and three voices make nine selections; the whole text has no section."""
    keys = estimate_mean(document("aaq", "q"), np.arange(4.0)).keys
    assert keys["section"].tolist() == [0, 0, 0, 1, 1, 1, pd.NA, pd.NA, pd.NA]
    assert keys["voice"].tolist() == ["all", "author", "quoted"] * 3
    assert keys["n_units"].tolist() == [3, 2, 1, 1, 0, 1, 4, 2, 2]
    assert str(keys["section"].dtype) == "Int64"


def test_scores_come_from_sums_by_hand() -> None:
    """Utterances 1, 2, 6 and 7, of which 6 and 7 quoted: means 3, 1.5 and 6, then 7, then all."""
    found = estimate_mean(document("aaq", "q"), np.array([1.0, 2, 6, 7]))
    scores = [3, 1.5, 6, 7, math.nan, 7, 4, 1.5, 6.5]
    assert found.scores[:, 0] == pytest.approx(scores, nan_ok=True)
    assert found.sums[:, 0].tolist() == [9, 3, 6, 7, 0, 7, 16, 3, 13]


def test_no_interval_below_three_units() -> None:
    """Two utterances say nothing about how uneven a text is."""
    found = estimate_mean(document("aa", "aaa", ""), np.arange(5.0))
    everybody = (found.keys["voice"] == "all").to_numpy()
    assert np.isnan(found.low[everybody, 0]).tolist() == [True, False, True, False]
    assert np.isnan(found.high[everybody, 0]).tolist() == [True, False, True, False]


@pytest.mark.parametrize("value", [0.0, 1.0, 0.4404, -1e6])
@pytest.mark.parametrize("n_units", [3, 5, 2000])
def test_no_interval_where_nothing_varies(value: float, n_units: int) -> None:
    """Utterances that are all alike leave the score, but no certainty about it."""
    found = estimate_mean(document("a" * n_units), np.full(n_units, value))
    assert found.scores[-3, 0] == pytest.approx(value)
    assert np.isnan([found.low[-3, 0], found.high[-3, 0]]).all()


def test_one_unit_that_differs_gives_an_interval() -> None:
    """As soon as anything varies, however little, there is an interval around the score."""
    found = estimate_mean(document("a" * 20), np.array([1.0] * 19 + [1.001]))
    assert found.low[-3, 0] < found.scores[-3, 0] < found.high[-3, 0]


def test_a_share_of_nothing_or_everything_has_the_binomial_interval() -> None:
    """After none of 10, or all of them, it is scipy's exact one; others and few units stay."""
    share, n_units = np.array([0, 1, 0.5, 0, math.nan]), np.array([10, 10, 10, 2, 0])
    unknown = np.array([math.nan, math.nan, 0.3, math.nan, math.nan])
    low, high = share_interval(share, unknown, unknown + 0.4, n_units)
    none, every = (stats.binomtest(k, 10).proportion_ci(method="exact") for k in (0, 10))
    assert low == pytest.approx([none.low, every.low, 0.3, math.nan, math.nan], nan_ok=True)
    assert high == pytest.approx([none.high, every.high, 0.7, math.nan, math.nan], nan_ok=True)


def compared(a: str, b: str) -> pd.DataFrame:
    """The differences of two texts, by measure, in the voice 'all'."""
    report = build_report(Request(source_from_text(a, "A"), source_from_text(b, "B"), ()))
    rows = report.differences
    return rows[rows["voice"] == "all"].set_index("measure")


def test_three_equal_sentences_a_side_prove_nothing() -> None:
    """Three words in each of three sentences, and four: a difference, but no claim about it."""
    rows = compared(
        "The cat sat. The dog ran. A bird sang.",
        "The cat sat down. The dog ran off. A bird sang once.",
    )
    length = rows.loc["words_per_sentence"]
    assert length["difference"] == -1
    assert length[["low", "high", "z"]].isna().all()
    assert not np.isinf(rows["z"]).any()


def test_who_quotes_nobody_can_be_told_from_who_quotes_much() -> None:
    """No quotation in forty sentences is less than one in every other, and the claim has an end."""
    plain, talk = "They walked on slowly. ", "“We walk on slowly,” he said. "
    row = compared(plain * 40, (plain + talk) * 20).loc["quoted_share"]
    assert (row["a"], row["a_low"]) == (0, 0)
    assert row["a_high"] == pytest.approx(1 - 0.025 ** (1 / 40))
    assert row["high"] < 0
    assert np.isfinite(row["z"])


def test_an_empty_text_has_no_numbers() -> None:
    """Nothing said: sums of 0, scores and intervals undefined, no warning."""
    found = estimate_mean(document(""), np.empty(0))
    assert found.sums.tolist() == [[0, 0]] * 6
    assert np.isnan([found.scores, found.low, found.high]).all()


def test_utterances_of_a_sentence_are_drawn_together() -> None:
    """Pairs of opposite utterances make the same mean in every draw, if sentences are drawn."""
    values = np.tile([1.0, -1.0], 10)
    text = document("aq" * 10, per_sentence=2)
    together = estimate_mean(text, values, unit="sentence")
    apart = estimate_mean(text, values, unit="utterance")
    assert together.scores[-3] == 0
    assert np.isnan(together.low[-3])
    assert apart.low[-3] < -0.2 < 0.2 < apart.high[-3]
    assert together.keys["n_units"].tolist()[-3:] == [10, 10, 10]


def test_counts_may_differ_between_voices() -> None:
    """A sentence shared by two voices can count once for each of them, and once for all."""
    counts = np.array([[[1.0], [0.0]], [[1.0], [1.0]], [[1.0], [1.0]]])
    found = estimate(document("aq", per_sentence=2), counts, lambda sums: sums, unit="sentence")
    assert found.sums[:, 0].tolist() == [1, 1, 1] * 2


def test_sections_do_not_depend_on_what_follows() -> None:
    """A paragraph added at the end leaves every interval before it as it was."""
    values = np.random.default_rng(2).normal(size=50)
    short, long = document("a" * 30), document("a" * 30, "a" * 20)
    before, after = estimate_mean(short, values[:30]), estimate_mean(long, values)
    assert before.low[0] == after.low[0]
    assert before.high[0] == after.high[0]


def test_a_long_text_is_drawn_in_blocks() -> None:
    """Over more units than are drawn at a time, the interval is that of the plain calculation."""
    n = 2 * BLOCK + 100
    values = np.random.default_rng(3).normal(size=n)
    weights = draw_weights(n).astype(float)
    tail = float(expanded_tail(np.array(n)))
    expected = np.quantile(weights @ values / weights.sum(axis=1), [tail, 1 - tail])
    found = estimate_mean(document("a" * n), values)
    assert [found.low[-3, 0], found.high[-3, 0]] == pytest.approx(expected, abs=1e-9)


def test_few_units_cut_less_off() -> None:
    """With ten units 0.9 % are cut off at each end, with a thousand the plain 2.5 %.

    Ten units: Student's t with 9 degrees of freedom is 2.262 for 95 %, times the root of 10/9 is
    2.384, and a normal curve leaves 0.86 % beyond that.
    """
    assert expanded_tail(np.array([10, 100_000])) == pytest.approx([0.0086, 0.025], abs=1e-4)


@pytest.mark.parametrize(("n", "least"), [(5, 0.90), (10, 0.92), (30, 0.92)])
def test_small_samples_are_covered_nearly_as_promised(n: int, least: float) -> None:
    """Of 400 samples from a normal curve, the interval of the mean holds the truth often enough."""
    draws = np.random.default_rng(11).normal(size=(400, n))
    weights = draw_weights(n).astype(float)
    with np.errstate(invalid="ignore"):
        means = (weights @ draws.T) / weights.sum(axis=1)[:, None]
    low, high = percentile_interval(means.T, expanded_tail(np.full(400, n)))
    assert np.mean((low <= 0) & (high >= 0)) >= least


@pytest.mark.parametrize("skew", ["even", "uneven"])
def test_interval_is_that_of_the_ordinary_bootstrap(skew: str) -> None:
    """On the mean of 60 values, the ends agree with scipy's to a tenth of the interval's width."""
    generator = np.random.default_rng(4)
    values = generator.normal(size=60) if skew == "even" else generator.exponential(size=60)
    ordinary = stats.bootstrap(
        (values,), np.mean, method="percentile", n_resamples=10_000, rng=generator
    ).confidence_interval
    found = estimate_mean(document("a" * 60), values)
    tolerance = 0.1 * (ordinary.high - ordinary.low)
    assert [found.low[-3, 0], found.high[-3, 0]] == pytest.approx(list(ordinary), abs=tolerance)


def test_intervals_hold_what_they_promise() -> None:
    """Of 400 samples of 30 normal values, about 95 % have an interval that holds the true mean."""
    n_samples = 400
    values = np.random.default_rng(5).normal(loc=3, size=30 * n_samples)
    found = estimate_mean(document(*["a" * 30] * n_samples), values)
    rows = (found.keys["voice"] == "all") & found.keys["section"].notna()
    holds = (found.low[rows, 0] <= 3) & (found.high[rows, 0] >= 3)
    assert 0.91 <= holds.mean() <= 0.98


@settings(max_examples=25)
@given(st.lists(st.sampled_from("aq"), min_size=3, max_size=40), st.integers(0, 2**32 - 1))
def test_voices_add_up(voices: list[str], seed: int) -> None:
    """What the author says and what is quoted make up everything, in every section."""
    text = document("".join(voices[:2]), "".join(voices[2:]))
    sums = estimate_mean(text, np.random.default_rng(seed).normal(size=len(voices))).sums
    everything, author, quoted = sums[0::3], sums[1::3], sums[2::3]
    assert author + quoted == pytest.approx(everything)


def test_a_parsed_text_has_intervals() -> None:
    """The parts of a real document fit: the share of words quoted, sentence by sentence."""
    text = parse("She came. He said: “Good day to you.” They sat down. Nobody spoke a word.")
    words = text.utterance_words
    counts = np.column_stack([words * text.utterance_quoted, words])
    found = estimate(text, counts, mean, unit="sentence", voices=("all",))
    share = words[text.utterance_quoted].sum() / words.sum()
    assert found.scores[-1, 0] == pytest.approx(share)
    assert found.low[-1, 0] <= share <= found.high[-1, 0]
