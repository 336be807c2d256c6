"""The main point of a chart of many numbers, on tables one can read off by eye."""

import math

import pandas as pd
import pytest

from dashboard import main_points, theme

NAMES = {"a": "Reed", "b": "Fox"}


def sections(*rows: tuple[str, float, float]) -> pd.DataFrame:
    """Side, lower and upper end of a section's interval."""
    return pd.DataFrame(rows, columns=["side", "low", "high"])


def test_a_section_leans_where_its_whole_interval_does():
    """Touching zero is not leaning; a section without an interval is not counted."""
    rows = sections(
        ("a", -0.5, -0.1), ("a", -0.5, 0.0), ("a", math.nan, math.nan), ("b", -0.2, 0.3)
    )
    said = main_points.leaning(rows, NAMES)
    assert (
        said == "in Reed 1 of 2 sections leans negative; in Fox the one section leans neither way"
    )


def test_sections_that_lean_both_ways_are_both_counted():
    """The negative ones first."""
    rows = sections(*[("a", -0.5, -0.1)] * 2, ("a", 0.1, 0.2), ("b", -1, 1), ("b", -1, 1))
    said = main_points.leaning(rows, NAMES)
    assert (
        said == "in Reed 2 of 3 sections lean negative, 1 positive; in Fox none of 2 sections leans"
    )


def test_a_text_without_an_interval_leaves_nothing_to_say():
    """One text alone makes no comparison."""
    assert main_points.leaning(sections(("a", -0.5, -0.1)), NAMES) == ""


def test_the_lowest_and_the_highest_section_are_named():
    """A section whose number has no interval is left out, however low it is."""
    rows = pd.DataFrame(
        {
            "section": [0, 1, 2],
            "mean": [-0.9, -0.2, 0.4],
            "low": [math.nan, -0.3, 0.1],
        }
    )
    said = main_points.extremes(rows, "mean", theme.tone)
    assert said == "lowest in §1 (−0.20), highest in §2 (+0.40)"
    assert main_points.extremes(rows[:2], "mean", theme.tone) == ""


def scores(*numbers: tuple[float, float, float]) -> pd.DataFrame:
    """One formula per pair of rows: a's and b's number, and how far their intervals reach."""
    table = {"side": ["a", "b"]}
    for place, (a, b, reach) in enumerate(numbers):
        table[f"f{place}"] = [a, b]
        table[f"f{place}_low"] = [a - reach, b - reach]
        table[f"f{place}_high"] = [a + reach, b + reach]
    return pd.DataFrame(table)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([(12, 10, 3), (9, 8, 3)], "all two formulas put Reed higher, but their intervals overlap"),
        (
            [(10, 12, 0.5), (8, 9, 3)],
            "all two formulas put Fox higher; the intervals keep apart on one",
        ),
        (
            [(9, 9, 1), (9, 8, 3)],
            "one of the two formulas puts Reed higher, but their intervals overlap",
        ),
        ([(9, 9, 1), (8, 8, 1)], "both texts stand alike on all two formulas"),
        ([(9, math.nan, 1), (8, 8, 1)], ""),
    ],
)
def test_formulas_say_which_text_stands_higher(numbers, said):
    """And never that the intervals keep apart where they overlap."""
    measures = [f"f{place}" for place in range(len(numbers))]
    assert main_points.formulas(scores(*numbers), measures, NAMES) == said


def mentions(**sections_of: list[int]) -> pd.DataFrame:
    """The sections in which each actor is mentioned."""
    rows = [(actor, section) for actor, where in sections_of.items() for section in where]
    return pd.DataFrame(rows, columns=["actor", "section"])


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"NATO": [3] * 6, "Kyiv": [1, 2]}, "all 6 mentions of NATO in Reed stand in §3"),
        ({"NATO": [*[3] * 5, 1], "Kyiv": [1, 2]}, "5 of 6 mentions of NATO in Reed stand in §3"),
        ({"NATO": [3, 3, 3, 1, 1, 1]}, ""),  # no more than half
        ({"NATO": [3] * 5, "Kyiv": [1]}, ""),  # too few
        ({"NATO": [3] * 6}, ""),  # a text of one section
        (
            {"NATO": [3] * 6, "Kyiv": [*[1] * 7, 2]},
            "7 of 8 mentions of Kyiv in Reed stand in §1",
        ),
    ],
)
def test_the_actor_that_gathers_in_a_section_is_named(where, said):
    """The one with the most mentions in one section, if these are more than half."""
    assert main_points.gathered(mentions(**where), ["NATO", "Kyiv"], "Reed") == said


def test_an_actor_that_is_not_drawn_is_not_spoken_of():
    """The title speaks of what the chart shows."""
    assert main_points.gathered(mentions(NATO=[3] * 6, Kyiv=[1]), ["Kyiv"], "Reed") == ""
