"""A selection → the sentences behind it, with what counted marked.

A *pick* is what a reader chose, as a short string that fits into a link: ``section:a:6``,
``voice:quoted``, ``measure:smog_grade``, ``actor:Russia``, ``place:a:Russia``, ``term:treaty``.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import readability, terms
from analysis.report import SIDES, Report, term_settings
from analysis.text import ALL, QUOTED, Document
from dashboard import theme
from dashboard.markup import Mark, annotate
from dashboard.wording import VOICE_LABELS

SHOWN = 60
"""Sentences shown at once; the rest is counted below them and stands in the table."""


class Evidence(NamedTuple):
    """What stands in the margin for one pick."""

    title: str
    """Name of what was chosen."""
    sides: tuple[str, ...]
    """The texts that can have evidence for it."""
    counts: dict[str, int]
    """Per side, what the number counts: mentions, uses, utterances or sentences."""
    summary: str
    """One line with n, and the estimate where there is one."""
    html: str
    """The sentences of the side shown, in the text's order."""
    n_marks: int
    """Number of stretches marked."""


class _Found(NamedTuple):
    """The utterances a pick stands for in one text, and what in them counted."""

    utterances: np.ndarray
    marks: list[tuple[int, int]]
    count: int
    unit: str


def gather(report: Report, view: str, pick: str, *, side: str, voice: str) -> Evidence:
    """The evidence of a pick as it stands in a view, for one side and voice."""
    kind, *rest = pick.split(":")
    if kind in ("section", "place"):
        sides: tuple[str, ...] = (rest[0],)
        side, rest = rest[0], rest[1:]
    else:
        sides = SIDES
    item = ":".join(rest)
    found = {one: _find(report, view, kind, item, one, voice) for one in sides}
    shown = found[side]
    return Evidence(
        title=_title(report, kind, item, side),
        sides=sides,
        counts={one: found[one].count for one in sides},
        summary=_summary(report, kind, item, shown, side=side, voice=voice),
        html=_sentences_html(report, view, kind, shown, side, voice),
        n_marks=len(shown.marks),
    )


def is_pick(report: Report, pick: str) -> bool:
    """Whether a pick, which may come from a link, names something these two texts have."""
    kind, *rest = pick.split(":")
    item = ":".join(rest)
    if kind == "section":
        return (
            len(rest) == 2
            and rest[0] in SIDES
            and rest[1].isdecimal()
            and int(rest[1]) < len(report.document(rest[0]).sections)
        )
    if kind == "place":
        return (
            len(rest) >= 2 and rest[0] in SIDES and is_pick(report, "actor:" + ":".join(rest[1:]))
        )
    if kind == "actor":
        return item in {actor.name for actor in report.request.actors}
    if kind == "voice":
        return item in VOICE_LABELS
    if kind == "measure":
        return item in report.readability.columns
    return kind == "term" and bool(item.strip())


def _find(report: Report, view: str, kind: str, item: str, side: str, voice: str) -> _Found:
    document = report.document(side)
    if kind == "voice":
        voice = item
    spoken = document.speaking(voice)
    if kind in ("actor", "place"):
        rows = report.mentions[report.mentions["side"].eq(side) & report.mentions["actor"].eq(item)]
        rows = rows[spoken[rows["utterance"].to_numpy(int)]]
        spans = list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True))
        return _Found(np.unique(rows["utterance"].to_numpy(int)), spans, len(spans), "mention")
    if kind == "term":
        spans = terms.find_uses(
            document, item, voice, term_settings(report.request), report.request.actors
        )
        starts = np.array([start for start, _ in spans], int)
        return _Found(np.unique(document.utterance_at(starts)), spans, len(spans), "use")
    if kind == "section":
        spoken = spoken & (document.utterance_section == int(item))
    chosen = np.flatnonzero(spoken)
    if view == "Readability" or kind == "measure":
        marks = _words_of(document, chosen, item if kind == "measure" else "")
        n_sentences = len(np.unique(document.utterance_sentence[chosen]))
        return _Found(chosen, marks, n_sentences, "sentence")
    rows = report.tone_words[report.tone_words["side"].eq(side)]
    rows = rows[np.isin(rows["utterance"].to_numpy(int), chosen)]
    marks = list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True))
    return _Found(chosen, marks, len(chosen), "utterance")


def _words_of(document: Document, utterances: np.ndarray, measure: str) -> list[tuple[int, int]]:
    """The words a measure of readability counts: long ones, or for Dale–Chall uncommon ones."""
    if measure == "words_per_sentence":
        return []
    counted = readability.counted_words(document, measure)
    counted = counted & np.isin(document.words.utterance, utterances)
    return list(
        zip(
            document.words.start[counted].tolist(),
            document.words.end[counted].tolist(),
            strict=True,
        )
    )


def _title(report: Report, kind: str, item: str, side: str) -> str:
    if kind == "section":
        return section_name(report.document(side).sections[int(item)].heading)
    if kind == "voice":
        return VOICE_LABELS[item]
    if kind == "measure":
        return theme.MEASURES[item].label
    if kind == "term":
        return f"“{item}”"
    return item


def section_name(heading: str) -> str:
    """A section's heading, or what to call the lead."""
    return heading or "Lead (untitled)"


def _summary(report: Report, kind: str, item: str, found: _Found, *, side: str, voice: str) -> str:
    name = report.request.a.name if side == "a" else report.request.b.name
    document = report.document(side)
    n_sentences = len(np.unique(document.utterance_sentence[found.utterances]))
    if found.count == 0:
        return _nothing(report, kind, item, side, voice, name)
    if found.unit == "sentence":
        row = _whole_or_section(report.readability, kind, item, side, voice)
        return (
            f"{name} · {theme.counted(n_sentences, 'sentence')}, {theme.counted(row['n_words'], 'word')}; "
            f"{theme.rate(row['words_per_sentence'])} words per sentence, "
            f"{theme.syllables(row['syllables_per_word'])} syllables per word."
            f"{_marked_words(kind, item)}"
        )
    counted = f"{name} · {theme.counted(found.count, found.unit)} in {theme.counted(n_sentences, 'sentence')}"
    if found.unit != "utterance":
        return counted
    row = _whole_or_section(report.sentiment, kind, item, side, voice)
    interval = theme.interval_text(row["low"], row["high"], theme.tone)
    return (
        f"{counted}; mean tone {theme.tone(row['mean'])} ({interval})."
        " Marked: the words that carry tone."
    )


def _marked_words(kind: str, item: str) -> str:
    if kind == "measure" and item == "words_per_sentence":
        return ""
    if kind == "measure" and item == "dale_chall":
        return " Marked: words outside the list of familiar words."
    return " Marked: words of three syllables or more."


def _nothing(report: Report, kind: str, item: str, side: str, voice: str, name: str) -> str:
    """Zero is answered in words, with what it may still be."""
    where = "" if voice == ALL else f" in {VOICE_LABELS[voice].lower()}"
    if kind in ("actor", "place"):
        table = report.actors
        rows = table[
            table["side"].eq(side)
            & table["section"].isna()
            & table["voice"].eq(voice)
            & table["actor"].eq(item)
        ]
        bound = rows["high"].iloc[0] if len(rows) else float("nan")
        upper = (
            ""
            if pd.isna(bound)
            else f" A rate of 0 still has an interval: up to {theme.rate(bound)} per 1,000 words."
        )
        return f"{name} does not mention {item}{where}.{upper}"
    if kind == "term":
        return f"{name} does not use “{item}”{where}."
    if kind == "section" and report.document(side).sections[int(item)].start == (
        report.document(side).sections[int(item)].end
    ):
        return f"{name} · this heading has no text of its own."
    if voice == QUOTED or (kind == "voice" and item == QUOTED):
        return f"{name} · nobody is quoted here."
    return f"{name} · the author has no words here."


def _whole_or_section(
    table: pd.DataFrame, kind: str, item: str, side: str, voice: str
) -> pd.Series:
    wanted_voice = item if kind == "voice" else voice
    section = table["section"].eq(int(item)) if kind == "section" else table["section"].isna()
    rows = table[table["side"].eq(side) & table["voice"].eq(wanted_voice) & section.fillna(False)]
    return rows.iloc[0]


def _sentences_html(
    report: Report, view: str, kind: str, found: _Found, side: str, voice: str
) -> str:
    document = report.document(side)
    numbers = np.unique(document.utterance_sentence[found.utterances]).tolist()
    marks_of = _group_by_sentence(document, found.marks)
    items = [
        _item(report, view, kind, side, number, found.utterances, marks_of.get(number, []))
        for number in numbers[:SHOWN]
    ]
    left = len(numbers) - SHOWN
    more = f'<p class="cap">{theme.counted(left, "more sentence")} below</p>' if left > 0 else ""
    return f'<div class="ev">{"".join(items)}{more}</div>'


def _group_by_sentence(
    document: Document, marks: Sequence[tuple[int, int]]
) -> dict[int, list[Mark]]:
    if not marks:
        return {}
    starts = np.array([start for start, _ in marks])
    sentences = document.utterance_sentence[document.utterance_at(starts)].tolist()
    grouped: dict[int, list[Mark]] = {}
    for (start, end), sentence in zip(marks, sentences, strict=True):
        grouped.setdefault(sentence, []).append(Mark(start, end, "hit"))
    return grouped


def _item(
    report: Report,
    view: str,
    kind: str,
    side: str,
    number: int,
    chosen: np.ndarray,
    marks: list[Mark],
) -> str:
    document = report.document(side)
    sentence = document.sentences[number]
    first, last = np.searchsorted(document.utterance_sentence, [number, number + 1])
    utterances = document.utterances[first:last]
    counted = set(chosen.tolist())
    dim = [Mark(one.start, one.end, "dim") for one in utterances if one.utterance not in counted]
    heading = ""
    if kind != "section":
        name = section_name(document.sections[sentence.section].heading)
        heading = f'<div class="w">{escape(theme.short_heading(name))}</div>'
    words = annotate(document.text, sentence.start, sentence.end, [*marks, *dim])
    speakers = [one.speaker for one in utterances if one.utterance in counted]
    if view == "Readability" or kind == "measure":
        facts = [_reading_facts(document, chosen, first, last)]
    else:
        tone = report.utterances[report.utterances["side"].eq(side)]["tone"].to_numpy()
        scores = [theme.tone(tone[one.utterance]) for one in utterances if one.utterance in counted]
        facts = [f"tone {' / '.join(scores)}"]
    facts.append(_voices(speakers))
    meta = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    read = f'<button class="read" data-pick="read:{side}:{number}">read in the text</button>'
    return (
        f'<div class="it" data-sentence="{number}">{heading}<div class="s">{words}</div>'
        f'<div class="m num">{meta}{read}</div></div>'
    )


def _voices(speakers: list[str]) -> str:
    """``author``, ``quoted, Antony Blinken``, ``author / quoted, speaker not named``."""
    named = []
    for speaker in dict.fromkeys(speakers):
        if not speaker:
            named.append("author")
        elif speaker == "unknown":
            named.append("quoted, speaker not named")
        else:
            named.append(f"quoted, {speaker}")
    return " / ".join(named)


def _reading_facts(document: Document, chosen: np.ndarray, first: int, last: int) -> str:
    inside = chosen[(chosen >= first) & (chosen < last)]
    n_words, n_syllables = readability.size_of(document, inside)
    per_word = theme.syllables(n_syllables / n_words)
    return f"{theme.counted(n_words, 'word')}, {per_word} syllables per word"
