"""A selection → the sentences behind it, with what counted marked.

A *pick* is what a reader chose, as a short string that fits into a link: ``section:a:6``,
``voice:quoted``, ``measure:smog_grade``, ``actor:Russia``, ``place:a:Russia``, ``name:Kremlin``,
``term:treaty``, ``speaker:Antony Blinken``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import readability, terms
from analysis.report import SIDES, Report, term_settings
from analysis.text import ALL, QUOTED, UNKNOWN_SPEAKER, Document
from dashboard import theme
from dashboard.markup import Mark, annotate
from dashboard.wording import VOICE_LABELS, section_name

FEWEST_FOR_A_RATE = 100
"""Words below which the upper end of a rate of 0 tells nothing."""

LONGEST_NUMBER = 6
LONGEST_TERM_WRITTEN = 120
"""What a link may ask for, in characters."""

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


class _Asked(NamedTuple):
    """A pick taken apart, and where it was made."""

    report: Report
    view: str
    kind: str
    item: str
    side: str
    voice: str

    @property
    def document(self) -> Document:
        return self.report.document(self.side)

    @property
    def name(self) -> str:
        """The short name of the text."""
        return (self.report.request.a if self.side == "a" else self.report.request.b).name


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
    sides: tuple[str, ...] = SIDES
    if kind in ("section", "place"):
        side, *rest = rest
        sides = (side,)
    asked = _Asked(report, view, kind, ":".join(rest), side, voice)
    found = {one: _find(asked._replace(side=one)) for one in sides}
    return Evidence(
        title=_title(asked),
        sides=sides,
        counts={one: found[one].n for one in sides},
        summary=_summary(asked, found[side]),
        html=_sentences_html(asked, found[side]),
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
            and len(rest[1]) <= LONGEST_NUMBER
            and int(rest[1]) < len(report.document(rest[0]).sections)
        )
    if kind == "place":
        return (
            len(rest) >= 2 and rest[0] in SIDES and is_pick(report, "actor:" + ":".join(rest[1:]))
        )
    if kind == "actor":
        return item in {actor.name for actor in report.request.actors}
    if kind == "name":
        return bool(report.mentions["surface"].eq(item).any())
    if kind == "speaker":
        return bool(item) and any(report.utterances["speaker"].eq(item))
    if kind == "voice":
        return item in VOICE_LABELS
    if kind == "measure":
        return item in theme.MEASURES and item in report.readability.columns
    if kind == "quotations":
        return item == "speech"
    return kind == "term" and any(_uses(report, item, side, ALL) for side in SIDES)


def pick_of(row: Mapping[str, Any]) -> str:
    """What a row of a table opens when it is chosen; empty for one that counts nothing by itself."""
    known = {name: value for name, value in row.items() if not pd.isna(value)}
    if known.get("measure") == "mentions_per_1000":
        return f"actor:{known['item']}"
    if "measure" in known:
        same = {"tone": f"voice:{known.get('voice', ALL)}", "quoted_share": "quotations:speech"}
        return same.get(known["measure"], f"measure:{known['measure']}")
    for name in ("term", "actor"):
        if name in known:
            return f"{name}:{known[name]}"
    if "form" in known:
        return f"name:{known['form']}"
    if "section" in known and "side" in known:
        return f"section:{known['side']}:{known['section']}"
    return f"voice:{known['voice']}" if "voice" in known else ""


def _find(asked: _Asked) -> _Found:
    document = asked.document
    spoken = document.speaking(asked.item if asked.kind == "voice" else asked.voice)
    if asked.kind in ("actor", "place", "name", "term", "quotations", "speaker"):
        spans, unit = _spans(asked)
        holding = np.unique(document.utterance_at(np.array([start for start, _ in spans], int)))
        return _Found(spoken, holding, spans, len(spans), unit)
    chosen = spoken
    if asked.kind == "section":
        chosen = spoken & (document.utterance_section == int(asked.item))
    numbers = np.flatnonzero(chosen)
    if asked.view == "Readability" or asked.kind == "measure":
        marks = _hard_words(document, numbers, asked.item if asked.kind == "measure" else "")
        n_sentences = len(np.unique(document.utterance_sentence[numbers]))
        return _Found(spoken, numbers, marks, n_sentences, "sentence")
    rows = _of_side(asked.report.tone_words, asked.side)
    rows = rows[chosen[rows["utterance"].to_numpy(int)]]
    return _Found(spoken, numbers, _pairs(rows), len(numbers), "utterance")


def _spans(asked: _Asked) -> tuple[list[tuple[int, int]], str]:
    """The stretches that are themselves what is counted, and what one of them is called."""
    document = asked.document
    if asked.kind == "term":
        return _uses(asked.report, asked.item, asked.side, asked.voice), "use"
    if asked.kind in ("quotations", "speaker"):
        quoted = [
            one
            for one in document.utterances
            if one.speaker and (asked.kind == "quotations" or one.speaker == asked.item)
        ]
        return [(one.start, one.end) for one in quoted], "quoted utterance"
    rows = _of_side(asked.report.mentions, asked.side)
    rows = rows[rows["surface" if asked.kind == "name" else "actor"].eq(asked.item)]
    rows = rows[document.speaking(asked.voice)[rows["utterance"].to_numpy(int)]]
    return _pairs(rows), "mention"


def _uses(report: Report, term: str, side: str, voice: str) -> list[tuple[int, int]]:
    """Where a text uses a term; a link may hold anything, so what is no term is not looked for."""
    if len(term.split()) > terms.LONGEST_TERM or len(term) > LONGEST_TERM_WRITTEN:
        return []
    settings = term_settings(report.request)
    return terms.find_uses(report.document(side), term, voice, settings, report.request.actors)


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


def _title(asked: _Asked) -> str:
    kind, item = asked.kind, asked.item
    if kind == "section":
        return section_name(asked.document.sections[int(item)].heading)
    if kind == "voice":
        return VOICE_LABELS[item]
    if kind == "measure":
        return theme.MEASURES[item].label
    if kind in ("term", "name"):
        return f"“{item}”"
    if kind == "speaker" and item == UNKNOWN_SPEAKER:
        return "Speakers not named"
    return "What is quoted" if kind == "quotations" else item


def _summary(asked: _Asked, found: _Found) -> str:
    """One line: how many, in how many sentences, and the estimate where there is one."""
    if found.n == 0:
        return _nothing(asked)
    n_sentences = len(np.unique(asked.document.utterance_sentence[found.utterances]))
    sentences = theme.counted(n_sentences, "sentence")
    if found.unit == "sentence":
        row = _row_of(asked.report.readability, asked)
        return (
            f"{asked.name} · {_score(row, asked)}{sentences}, {theme.counted(row['n_words'], 'word')}; "
            f"{theme.rate(row['words_per_sentence'])} words per sentence, "
            f"{theme.syllables(row['syllables_per_word'])} syllables per word.{_marked_words(asked)}"
        )
    counted = f"{asked.name} · {theme.counted(found.n, found.unit)} in {sentences}"
    if asked.kind == "quotations":
        documents = asked.report.documents.set_index("side")
        return (
            f"{counted}; {theme.percent(documents.loc[asked.side, 'quoted_share'])} of the words."
        )
    if found.unit != "utterance":
        return counted
    row = _row_of(asked.report.sentiment, asked)
    interval = theme.interval_text(row["low"], row["high"], theme.tone)
    return (
        f"{counted}; mean tone {theme.tone(row['mean'])} ({interval})."
        " Marked: the words that carry tone."
    )


def _score(row: pd.Series, asked: _Asked) -> str:
    """The score that was chosen, with its interval; nothing where it stands in the line anyway."""
    measure = asked.item if asked.kind == "measure" else "flesch_reading_ease"
    if measure in ("words_per_sentence", "syllables_per_word") or pd.isna(row[measure]):
        return ""
    shown = theme.MEASURES[measure]
    interval = theme.interval_text(row[f"{measure}_low"], row[f"{measure}_high"], shown.number)
    return f"{shown.label} {shown.number(row[measure])} ({interval}); "


def _marked_words(asked: _Asked) -> str:
    measure = asked.item if asked.kind == "measure" else ""
    if measure == "words_per_sentence":
        return ""
    if measure == "dale_chall":
        return " Marked: words that are not on textstat’s list of familiar words, names included."
    if measure == "gunning_fog_grade":
        return (
            " Marked: words of three syllables or more that are not on the list of familiar words."
        )
    return " Marked: words of three syllables or more."


def _nothing(asked: _Asked) -> str:
    """Zero is answered in words, with what it may still be."""
    name, item = asked.name, asked.item
    where = "" if asked.voice == ALL else f" in {VOICE_LABELS[asked.voice].lower()}"
    if asked.kind in ("actor", "place"):
        return f"{name} does not mention {item}{where}.{_upper_bound(asked)}"
    if asked.kind in ("term", "name"):
        return f"{name} does not use “{item}”{where}."
    if asked.kind == "section":
        section = asked.document.sections[int(item)]
        if section.start == section.end:
            return f"{name} · this heading has no text of its own."
    if asked.kind == "speaker":
        return f"{name} does not quote {item}."
    if asked.kind == "quotations" or QUOTED in (asked.voice, item):
        return f"{name} · nobody is quoted here."
    return f"{name} · the author has no words here."


def _upper_bound(asked: _Asked) -> str:
    """What a rate of 0 may still be, where there are enough words for that to tell something."""
    table = asked.report.actors
    rows = table[
        table["side"].eq(asked.side)
        & table["section"].isna()
        & table["voice"].eq(asked.voice)
        & table["actor"].eq(asked.item)
    ]
    if rows.empty or rows["n_words"].iloc[0] < FEWEST_FOR_A_RATE:
        return ""
    bound = theme.rate(rows["high"].iloc[0])
    return f" A rate of 0 still has an interval: up to {bound} per 1,000 words."


def _row_of(table: pd.DataFrame, asked: _Asked) -> pd.Series:
    """The row of a feature's table that speaks of what was chosen."""
    voice = asked.item if asked.kind == "voice" else asked.voice
    if asked.kind == "section":
        section = table["section"].eq(int(asked.item)).fillna(False)
    else:
        section = table["section"].isna()
    return table[table["side"].eq(asked.side) & table["voice"].eq(voice) & section].iloc[0]


class _Scene(NamedTuple):
    """What the sentences of one gathering have in common."""

    document: Document
    side: str
    found: _Found
    marks_of: dict[int, list[Mark]]
    """Sentence → what is marked in it."""
    tone: np.ndarray
    """Tone of each utterance."""
    counts: np.ndarray | None
    """Words and syllables of each utterance, where they are what counts."""
    with_headings: bool


def _sentences_html(asked: _Asked, found: _Found) -> str:
    document = asked.document
    scene = _Scene(
        document,
        asked.side,
        found,
        # Whole utterances in the colour of a marker would be a wall that tells nothing.
        _group_by_sentence(
            document,
            found.marks,
            "quoted" if asked.kind in ("quotations", "speaker") else "hit",
        ),
        _of_side(asked.report.utterances, asked.side)["tone"].to_numpy(),
        _counts(document) if found.unit == "sentence" else None,
        with_headings=asked.kind != "section",
    )
    numbers = np.unique(document.utterance_sentence[found.utterances]).tolist()
    items = [_item(scene, number) for number in numbers[:SHOWN]]
    left = len(numbers) - SHOWN
    more = (
        f'<p class="cap">The first {SHOWN} of {theme.counted(len(numbers), "sentence")}; choose a '
        "section to see the others.</p>"
        if left > 0
        else ""
    )
    return f'<div class="ev">{"".join(items) or NOTHING_HERE}{more}</div>'


def _group_by_sentence(
    document: Document, spans: Sequence[tuple[int, int]], css: str
) -> dict[int, list[Mark]]:
    grouped: dict[int, list[Mark]] = {}
    starts = np.array([start for start, _ in spans], int)
    sentences = document.utterance_sentence[document.utterance_at(starts)] if spans else []
    for (start, end), sentence in zip(spans, list(sentences), strict=True):
        grouped.setdefault(int(sentence), []).append(Mark(start, end, css))
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
    n_words, n_syllables = scene.counts[utterances].sum(axis=0)
    per_word = theme.syllables(n_syllables / n_words)
    return f"{theme.counted(n_words, 'word')}, {per_word} syllables per word"


def _counts(document: Document) -> np.ndarray:
    """Words and syllables of each utterance, a row for each."""
    return readability.tabulate(document)[["n_words", "n_syllables"]].to_numpy()


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
