"""Report → the rows that a view shows. Chooses and orders rows; computes nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from analysis.comparison import choose_findings
from analysis.corrections import without_effect
from analysis.name_doubts import Ambiguous, ambiguous
from analysis.reading import Source
from analysis.report import SIDES, Report
from analysis.terms import STOP_WORDS
from analysis.text import ALL, QUOTED
from dashboard import theme
from dashboard.wording import CLEAR_Z, Finding, correction_done, finding, short_names
from dashboard.wording import too_little as too_little_to_compare

LANGUAGE_FREE = ("mentions_per_1000", "quoted_share")
"""Measures that do not depend on an English word list."""

LONGEST_NAME = 40
"""Characters of a text's name that are shown where it stands beside numbers."""

SHARED_MIN = 3
SHARED_SHOWN = 10


def names_of(report: Report) -> dict[str, str]:
    """The names of the two texts as they are shown: cut where they are long, and told apart."""
    whole = {side: source(report, side).name for side in SIDES}
    cut = {side: theme.short_heading(name, LONGEST_NAME - 1) for side, name in whole.items()}
    if cut["a"] != cut["b"]:
        return cut
    numbers = {"a": " (1)", "b": " (2)"}
    room = LONGEST_NAME - 1 - len(" (1)")
    return {side: theme.short_heading(whole[side], room) + numbers[side] for side in SIDES}


def source(report: Report, side: str) -> Source:
    """One of the two texts as it was brought."""
    return report.request.a if side == "a" else report.request.b


def has_no_sections(report: Report, side: str) -> bool:
    """Whether a text is one long lead, without a heading that anybody made."""
    return len(report.document(side).sections) == 1


def corrections_counted(report: Report, side: str) -> str:
    """How much a reader has corrected in a text."""
    n = len(source(report, side).corrections)
    return f"{theme.counted(n, 'correction')} of this text." if n else "None so far."


def corrections_made(report: Report, side: str) -> list[str]:
    """What a reader has corrected in a text, in words and in order."""
    text, made = source(report, side).text, source(report, side).corrections
    idle = without_effect(text, made)
    return [
        correction_done(one, text) + (" (changes nothing now)" if number in idle else "")
        for number, one in enumerate(made)
    ]


def labels_of(report: Report) -> dict[str, str]:
    """The names as they stand in titles: as short as tells them apart."""
    return short_names(names_of(report))


def whole_text(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a feature's table that speak of the whole texts, in every voice."""
    return table[table["section"].isna()].drop(columns="section")


def by_section(report: Report, table: pd.DataFrame, voice: str) -> pd.DataFrame:
    """The rows that speak of single sections in one voice, with the sections' headings."""
    rows = table[table["section"].notna() & table["voice"].eq(voice)]
    headings = report.sections[["side", "section", "heading"]]
    merged = headings.merge(rows, on=["side", "section"], how="right")
    return merged.drop(columns="voice")


def same_text(report: Report) -> bool:
    """Whether both sides hold the very same text."""
    return report.request.a.text == report.request.b.text


def foreign(report: Report) -> dict[str, str]:
    """The texts that are in another language than English: name → language."""
    rows = report.documents
    rows = rows[~rows["language"].isin(["English", ""])]
    names = names_of(report)
    return {names[row["side"]]: row["language"] for row in rows.to_dict("records")}


def too_little(report: Report, voice: str) -> str:
    """What to say where a text has hardly any words in a voice; empty if both have enough."""
    return too_little_to_compare(labels_of(report), words_of(report, voice), voice)


def words_of(report: Report, voice: str) -> dict[str, int]:
    """How many words each text has in a voice."""
    rows = whole_text(report.sentiment)
    return rows[rows["voice"] == voice].set_index("side")["n_words"].to_dict()


def differences(report: Report, voice: str) -> pd.DataFrame:
    """Every measure of both whole texts side by side, in one voice."""
    table = report.differences
    return table[table["voice"] == voice]


def difference(report: Report, measure: str, voice: str) -> pd.Series:
    """One measure of both whole texts, in one voice."""
    rows = differences(report, voice)
    return rows[rows["measure"] == measure].iloc[0]


def mention_differences(report: Report, voice: str) -> pd.DataFrame:
    """How often each text names each actor, with the difference, in one voice."""
    rows = differences(report, voice)
    return rows[rows["measure"] == "mentions_per_1000"]


def persons(report: Report) -> set[str]:
    """The actors that are people."""
    return {actor.name for actor in report.request.actors if actor.kind == "person"}


def findings(report: Report, voice: str) -> list[tuple[pd.Series, Finding]]:
    """What the overview states, clearest first: the row, and the row in words."""
    if too_little(report, voice):
        return []
    rows = report.differences
    if foreign(report):
        rows = rows[rows["measure"].isin(LANGUAGE_FREE)]
    chosen = choose_findings(rows, voice)
    labels = labels_of(report)
    return [
        (row, finding(row, labels, mention_counts(report, row["item"], voice)))
        for _, row in chosen.iterrows()
    ]


def nothing_clear(found: Sequence[tuple[pd.Series, Finding]]) -> bool:
    """Whether there are findings, but none of a difference that leaves out zero."""
    return bool(found) and all(row["low"] <= 0 <= row["high"] for row, _ in found)


def mention_counts(report: Report, actor: str, voice: str) -> dict[str, int]:
    """How often each text names an actor."""
    rows = whole_text(report.actors)
    rows = rows[rows["voice"].eq(voice) & rows["actor"].eq(actor)]
    counted = rows.set_index("side")["n_mentions"]
    return {side: int(counted.get(side, 0)) for side in "ab"}


def mentions_by_actor(report: Report) -> pd.DataFrame:
    """How often each text names each actor of the list, in the list's order; a column per text."""
    rows = whole_text(report.actors)
    rows = rows[rows["voice"] == ALL]
    counts = rows.pivot_table(index="actor", columns="side", values="n_mentions", aggfunc="sum")
    order = [actor.name for actor in report.request.actors]
    counts = counts.reindex(index=order, columns=["a", "b"], fill_value=0).fillna(0).astype(int)
    return counts.rename(columns=labels_of(report)).reset_index(drop=True)


def doubtful_names(report: Report) -> tuple[Ambiguous, ...]:
    """Names that occur in the texts and may mean somebody else."""
    used = set(report.mentions["surface"])
    return tuple(one for one in ambiguous(report.request.actors) if one.name in used)


def first_named(report: Report, voice: str) -> str:
    """A pick to begin with: the first doubtful name, or else the actor named most."""
    doubtful = doubtful_names(report)
    if doubtful:
        return f"name:{doubtful[0].name}"
    named = actor_table(report, voice)
    return f"actor:{named['actor'].iloc[0]}" if len(named) else ""


def actor_table(report: Report, voice: str) -> pd.DataFrame:
    """Counts and rates of every actor in both whole texts, in one voice."""
    rows = whole_text(report.actors)
    rows = rows[rows["voice"] == voice].drop(columns="voice")
    totals = rows.groupby("actor")["n_mentions"].transform("sum")
    order = totals.sort_values(ascending=False, kind="stable").index
    return rows.loc[order][totals.loc[order] > 0]


def mention_table(report: Report, voice: str) -> pd.DataFrame:
    """Every single mention, in one voice."""
    return report.mentions if voice == ALL else report.mentions[report.mentions["voice"] == voice]


def name_forms(report: Report, actor: str, voice: str) -> pd.DataFrame:
    """By what names each text mentions an actor: a row per form, a column per text."""
    rows = mention_table(report, voice)
    rows = rows[rows["actor"] == actor]
    counted = pd.crosstab(rows["surface"], rows["side"]).reindex(columns=["a", "b"], fill_value=0)
    order = counted.sum(axis=1).sort_index().sort_values(ascending=False, kind="stable").index
    return counted.loc[order].reset_index(names="form").rename_axis(columns=None)


def first_term(table: pd.DataFrame) -> str:
    """The term that sets the texts apart most clearly; empty if none can be compared."""
    known = table.dropna(subset=["z"])
    return known.loc[known["z"].abs().idxmax(), "term"] if len(known) else ""


def distinctive_terms(report: Report, side: str, voice: str, most: int) -> pd.DataFrame:
    """The terms that clearly set one text apart from the other, clearest first."""
    table = report.contrast_in(voice)
    own = table[table["z"] > CLEAR_Z if side == "a" else table["z"] < -CLEAR_Z]
    return own.loc[own["z"].abs().sort_values(ascending=False, kind="stable").index].head(most)


def spoken_by(report: Report, side: str) -> pd.Series:
    """How many words of a text each speaker says, most first."""
    rows = report.utterances
    rows = rows[rows["side"].eq(side) & rows["voice"].eq(QUOTED)]
    return rows.groupby("speaker")["n_words"].sum().sort_values(ascending=False, kind="stable")


def shared_terms(table: pd.DataFrame, drawn: Collection[str] = ()) -> pd.DataFrame:
    """Terms used often in both texts without a clear difference, most used first.

    Those that are ``drawn`` in the chart beside them, as picks, are not told twice.
    """
    often = table[["n_a", "n_b"]].min(axis=1) >= SHARED_MIN
    rows = table[often & (table["z"].abs() < CLEAR_Z)]
    rows = rows[~("term:" + rows["term"]).isin(list(drawn))]
    total = (rows["n_a"] + rows["n_b"]).sort_values(ascending=False, kind="stable")
    return rows.loc[total.index].head(SHARED_SHOWN)


def stop_words(report: Report) -> str:
    """The words left out of the terms, in one line."""
    return ", ".join([*report.request.settings.extra_stop_words, *STOP_WORDS])


def set_aside(report: Report, side: str) -> pd.DataFrame:
    """What a file holds that is not part of the text: the passage and the reason."""
    rows = report.set_aside[report.set_aside["side"] == side]
    return rows[["text", "reason"]].rename(columns={"reason": "why it is not counted"})
