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
from dashboard.wording import VOICE_LABELS, section_name

SHOWN = 150
"""Sentences shown at once; the rest is counted below them and stands in the table."""

NOTHING_HERE = '<div class="none"></div>'


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

    spoken: np.ndarray
    """Mask over utterances: those of the voice asked about; the others are muted."""
    utterances: np.ndarray
    marks: list[tuple[int, int]]
    n: int
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
        counts={one: found[one].n for one in sides},
        summary=_summary(report, kind, item, shown, side=side, voice=voice),
        html=_sentences_html(report, kind, shown, side),
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
            and rest[1].isascii()
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
        return item in theme.MEASURES and item in report.readability.columns
    return kind == "quotations" or (kind == "term" and bool(item.strip()))


def _find(report: Report, view: str, kind: str, item: str, side: str, voice: str) -> _Found:
    document = report.document(side)
    spoken = document.speaking(item if kind == "voice" else voice)
    if kind in ("actor", "place", "term", "quotations"):
        spans, unit = _spans(report, kind, item, side, voice)
        holding = np.unique(document.utterance_at(np.array([start for start, _ in spans], int)))
        return _Found(spoken, holding, spans, len(spans), unit)
    chosen = spoken
    if kind == "section":
        chosen = spoken & (document.utterance_section == int(item))
    numbers = np.flatnonzero(chosen)
    if view == "Readability" or kind == "measure":
        marks = _hard_words(document, numbers, item if kind == "measure" else "")
        n_sentences = len(np.unique(document.utterance_sentence[numbers]))
        return _Found(spoken, numbers, marks, n_sentences, "sentence")
    rows = _of_side(report.tone_words, side)
    rows = rows[chosen[rows["utterance"].to_numpy(int)]]
    return _Found(spoken, numbers, _pairs(rows), len(numbers), "utterance")


def _spans(
    report: Report, kind: str, item: str, side: str, voice: str
) -> tuple[list[tuple[int, int]], str]:
    """The stretches that are themselves what is counted, and what one of them is called."""
    document = report.document(side)
    if kind == "term":
        settings = term_settings(report.request)
        uses = terms.find_uses(document, item, voice, settings, report.request.actors)
        return uses, "use"
    if kind == "quotations":
        quoted = [document.utterances[i] for i in np.flatnonzero(document.utterance_quoted)]
        return [(one.start, one.end) for one in quoted], "quoted passage"
    rows = _of_side(report.mentions, side)
    rows = rows[rows["actor"].eq(item)]
    rows = rows[document.speaking(voice)[rows["utterance"].to_numpy(int)]]
    return _pairs(rows), "mention"


def _of_side(table: pd.DataFrame, side: str) -> pd.DataFrame:
    return table[table["side"].eq(side)]


def _pairs(rows: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True))


def _hard_words(document: Document, utterances: np.ndarray, measure: str) -> list[tuple[int, int]]:
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
    return "What is quoted" if kind == "quotations" else item


def _summary(report: Report, kind: str, item: str, found: _Found, *, side: str, voice: str) -> str:
    name = report.request.a.name if side == "a" else report.request.b.name
    document = report.document(side)
    n_sentences = len(np.unique(document.utterance_sentence[found.utterances]))
    if found.n == 0:
        return _nothing(report, kind, item, side, voice, name)
    if found.unit == "sentence":
        row = _whole_or_section(report.readability, kind, item, side, voice)
        return (
            f"{name} · {theme.counted(n_sentences, 'sentence')}, {theme.counted(row['n_words'], 'word')}; "
            f"{theme.rate(row['words_per_sentence'])} words per sentence, "
            f"{theme.syllables(row['syllables_per_word'])} syllables per word."
            f"{_marked_words(kind, item)}"
        )
    counted = (
        f"{name} · {theme.counted(found.n, found.unit)} in {theme.counted(n_sentences, 'sentence')}"
    )
    if kind == "quotations":
        share = report.documents.set_index("side").loc[side, "quoted_share"]
        return f"{counted}; {theme.percent(share)} of the words."
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
    if kind == "quotations" or QUOTED in (voice, item):
        return f"{name} · nobody is quoted here."
    return f"{name} · the author has no words here."


def _whole_or_section(
    table: pd.DataFrame, kind: str, item: str, side: str, voice: str
) -> pd.Series:
    wanted_voice = item if kind == "voice" else voice
    section = table["section"].eq(int(item)) if kind == "section" else table["section"].isna()
    rows = table[table["side"].eq(side) & table["voice"].eq(wanted_voice) & section.fillna(False)]
    return rows.iloc[0]


class _Scene(NamedTuple):
    """What the sentences of one gathering have in common."""

    document: Document
    side: str
    found: _Found
    marks_of: dict[int, list[Mark]]
    """Sentence → what is marked in it."""
    tone: np.ndarray
    """Tone of each utterance."""
    counts: pd.DataFrame | None
    """Words and syllables of each utterance, where they are what counts."""
    with_headings: bool


def _sentences_html(report: Report, kind: str, found: _Found, side: str) -> str:
    document = report.document(side)
    scene = _Scene(
        document,
        side,
        found,
        _group_by_sentence(document, found.marks),
        _of_side(report.utterances, side)["tone"].to_numpy(),
        readability.tabulate(document) if found.unit == "sentence" else None,
        with_headings=kind != "section",
    )
    numbers = np.unique(document.utterance_sentence[found.utterances]).tolist()
    items = [_item(scene, number) for number in numbers[:SHOWN]]
    left = len(numbers) - SHOWN
    more = f'<p class="cap">{theme.counted(left, "more sentence")} below</p>' if left > 0 else ""
    return f'<div class="ev">{"".join(items) or NOTHING_HERE}{more}</div>'


def _group_by_sentence(
    document: Document, spans: Sequence[tuple[int, int]]
) -> dict[int, list[Mark]]:
    grouped: dict[int, list[Mark]] = {}
    starts = np.array([start for start, _ in spans], int)
    sentences = document.utterance_sentence[document.utterance_at(starts)] if spans else []
    for (start, end), sentence in zip(spans, list(sentences), strict=True):
        grouped.setdefault(int(sentence), []).append(Mark(start, end, "hit"))
    return grouped


def _item(scene: _Scene, number: int) -> str:
    """A sentence with its section, what counted marked, its facts, and a step into the text."""
    document, found = scene.document, scene.found
    sentence = document.sentences[number]
    first, last = np.searchsorted(document.utterance_sentence, [number, number + 1])
    muted = [
        Mark(one.start, one.end, "dim")
        for one in document.utterances[first:last]
        if not found.spoken[one.utterance]
    ]
    words = annotate(
        document.text, sentence.start, sentence.end, [*scene.marks_of.get(number, []), *muted]
    )
    counted = found.utterances[(found.utterances >= first) & (found.utterances < last)]
    facts = [_facts(scene, counted), _voices([document.utterances[i].speaker for i in counted])]
    meta = "".join(f"<span>{escape(fact)}</span>" for fact in facts)
    heading = ""
    if scene.with_headings:
        name = section_name(document.sections[sentence.section].heading)
        heading = f'<div class="w">{escape(theme.short_heading(name))}</div>'
    pick = f"read:{scene.side}:{number}"
    return (
        f'<div class="it">{heading}<div class="s">{words}</div><div class="m num">{meta}'
        f'<button class="read" data-pick="{pick}">read in the text</button></div></div>'
    )


def _facts(scene: _Scene, utterances: np.ndarray) -> str:
    """The score of each utterance, or how long the sentence and its words are."""
    if scene.counts is None:
        return f"tone {' / '.join(theme.tone(scene.tone[i]) for i in utterances)}"
    sums = scene.counts.iloc[utterances][["n_words", "n_syllables"]].sum()
    per_word = theme.syllables(sums["n_syllables"] / sums["n_words"])
    return f"{theme.counted(sums['n_words'], 'word')}, {per_word} syllables per word"


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
