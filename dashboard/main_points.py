"""What is the main point of a chart of many numbers: by section, by formula, by place?

Each answer is a sentence without a capital and a full stop of its own, for a title or for those who
do not see the chart, and empty where there is too little to say. None claims more than what is drawn:
a section leans where its whole interval does, and formulas whose intervals overlap are said to.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard import theme
from dashboard.wording import actor_in_sentence

_FEWEST_MENTIONS = 6
"""An actor named less often gathers nowhere."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")


def leaning(by_section: pd.DataFrame, names: dict[str, str]) -> str:
    """How many sections lean: "in Arnow 2 of 13 sections lean negative; in Babich none of 10 leans".

    ``by_section`` has ``side``, ``low`` and ``high``; sections without an interval are not counted.
    """
    scored = by_section.dropna(subset=["low", "high"])
    if scored["side"].nunique() < len(names):
        return ""
    return "; ".join(
        f"in {name} {_leaning(scored[scored['side'] == side])}" for side, name in names.items()
    )


def _leaning(rows: pd.DataFrame) -> str:
    n = len(rows)
    counts = {"negative": int((rows["high"] < 0).sum()), "positive": int((rows["low"] > 0).sum())}
    found = [(count, way) for way, count in counts.items() if count]
    if not found:
        return "the one section leans neither way" if n == 1 else f"none of {n} sections leans"
    if n == 1:
        return f"the one section leans {found[0][1]}"
    count, way = found[0]
    said = f"{count} of {n} sections {'leans' if count == 1 else 'lean'} {way}"
    return f"{said}, {found[1][0]} {found[1][1]}" if len(found) > 1 else said


def extremes(rows: pd.DataFrame, measure: str, number: theme.Format) -> str:
    """The lowest and the highest section of one text: "lowest in §10 (−0.44), highest in §14 (−0.04)".

    ``rows`` has ``section`` and the measure; sections without a number, or without an interval where
    the table has one, are left out.
    """
    needed = [one for one in (measure, "low") if one in rows]
    scored = rows.dropna(subset=needed)
    if len(scored) < 2:
        return ""
    at = {"lowest": scored[measure].idxmin(), "highest": scored[measure].idxmax()}
    return ", ".join(
        f"{which} in §{scored['section'][place]:.0f} ({number(scored[measure][place])})"
        for which, place in at.items()
    )


def formulas(whole: pd.DataFrame, measures: Sequence[str], names: dict[str, str]) -> str:
    """On how many formulas one text stands higher, and whether the intervals keep apart.

    ``whole`` has one row per text, with ``side`` and for each measure its number, ``_low``, ``_high``.
    """
    a, b = (whole[whole["side"] == side].iloc[0] for side in names)
    if any(pd.isna(row[measure]) for row in (a, b) for measure in measures):
        return ""
    higher = {
        "a": sum(a[measure] > b[measure] for measure in measures),
        "b": sum(b[measure] > a[measure] for measure in measures),
    }
    side = "a" if higher["a"] >= higher["b"] else "b"
    if not higher[side]:
        return f"both texts stand alike on all {_NUMBERS[len(measures)]} formulas"
    n, k = _NUMBERS[len(measures)], _NUMBERS[higher[side]]
    which = f"all {n} formulas put" if n == k else f"{k} of the {n} formulas put"
    if higher[side] == 1:
        which += "s"
    apart = sum(_apart(a, b, measure) for measure in measures)
    if not apart:
        return f"{which} {names[side]} higher, but their intervals overlap"
    return f"{which} {names[side]} higher; the intervals keep apart on {_NUMBERS[apart]}"


def _apart(a: pd.Series, b: pd.Series, measure: str) -> bool:
    low, high = f"{measure}_low", f"{measure}_high"
    return bool(a[low] > b[high] or b[low] > a[high])


def gathered(mentions: pd.DataFrame, actors: Sequence[str], name: str) -> str:
    """Which actor a text names in one section most of all: "all 6 mentions of Kazakhstan in Babich stand
    in §7".

    ``mentions`` has ``actor`` and ``section``, a row per mention in one text. Of the ``actors`` with more
    than half of their mentions in one section it is the one with the most there.
    """
    if mentions["section"].nunique() < 2:
        return ""
    found = []
    for actor, rows in mentions[mentions["actor"].isin(actors)].groupby("actor", sort=True):
        counts = rows["section"].value_counts(sort=False)
        section, most, n = counts.idxmax(), int(counts.max()), len(rows)
        if n >= _FEWEST_MENTIONS and 2 * most > n:
            found.append((most, n, actor_in_sentence(str(actor)), section))
    if not found:
        return ""
    most, n, actor, section = max(found, key=lambda one: (one[0], -one[1]))
    which = f"all {n}" if most == n else f"{most} of {n}"
    return f"{which} mentions of {actor} in {name} stand in §{section:.0f}"
