"""A selection → the sentences behind it, with what counted marked.

A *pick* is what a reader chose, as a short string that fits into a link: ``section:a:6``,
``text:a``, ``voice:quoted``, ``measure:smog_grade``, ``actor:Russia``, ``place:a:Russia``,
``name:Kremlin``, ``term:treaty``, ``quotations:speech``, ``speaker:Antony Blinken``.

It counts in the voice of the page, unless it begins with one: ``quoted:actor:Russia`` is where quoted
words name Russia, ``author:measure:smog_grade`` the author's SMOG. A term may be looked for in one
section only: ``section:a:6:term:treaty``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, NamedTuple
from unicodedata import bidirectional

import numpy as np
import pandas as pd

from analysis import readability, terms
from analysis.report import SIDES, Report, term_settings
from analysis.text import ALL, QUOTED, UNKNOWN_SPEAKER, VOICES, Document, Section
from dashboard import theme
from dashboard.markup import Mark, annotate
from dashboard.selections import names_of
from dashboard.wording import VOICE_LABELS, actor_in_sentence, section_name

FEWEST_FOR_A_RATE = 100
"""Words below which the upper end of a rate of 0 tells nothing."""

LONGEST_NUMBER = 6
LONGEST_TERM_WRITTEN = 120
"""What a link may ask for, in characters."""

SHOWN = 150
"""Sentences shown at first; a button below them shows as many more."""

MORE = "more"
"""The pick of that button."""

OF_ONE_TEXT = ("text", "section", "place")
"""Kinds of picks that name the text they belong to."""

_OF_ONE_VOICE = ("voice", "quotations", "speaker")
"""Kinds of picks that say by themselves whose words they count."""

_ISOLATE, _END_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

NOTHING_HERE = '<div class="none"></div>'


class _Length(NamedTuple):
    """What a measure of readability takes for the length of words."""

    column: str
    """The sum of it, in the tables of readability."""
    unit: str


_IN_SYLLABLES = _Length("n_syllables", "syllables")
_LENGTHS = {
    "ari_grade": _Length("n_characters", "characters"),
    "coleman_liau_grade": _Length("n_letters", "letters and digits"),
}
"""Measures that count the length of words in something else than syllables."""


class Evidence(NamedTuple):
    """What stands in the margin for one pick."""

    title: str
    """Name of what was chosen."""
    sides: tuple[str, ...]
    """The texts that can have evidence for it."""
    counts: dict[str, int]
    """Per side, what the number counts: mentions, uses, utterances or sentences."""
    first: str
    """The side to begin with where nobody asks for one."""
    summary: str
    """One line with n, and the estimate where there is one."""
    html: str
    """The sentences of the side shown, in the text's order."""


class _Pick(NamedTuple):
    """A pick taken apart; what it does not say is empty."""

    voice: str
    side: str
    section: str
    kind: str
    item: str


class _Asked(NamedTuple):
    """A pick of one text, and where it was made."""

    report: Report
    pick: _Pick
    side: str
    margin: Margin

    @property
    def kind(self) -> str:
        return self.pick.kind

    @property
    def item(self) -> str:
        return self.pick.item

    @property
    def voice(self) -> str:
        return self.pick.voice or self.margin.voice

    @property
    def document(self) -> Document:
        return self.report.document(self.side)

    @property
    def name(self) -> str:
        """The short name of the text, kept from turning the words around it if it runs leftwards."""
        name = names_of(self.report)[self.side]
        is_leftward = any(bidirectional(sign) in ("R", "AL") for sign in name)
        return f"{_ISOLATE}{name}{_END_ISOLATE}" if is_leftward else name


class _Found(NamedTuple):
    """The utterances a pick stands for in one text, and what in them counted."""

    spoken: np.ndarray
    """Mask over utterances: those of the voice asked about; the others are muted."""
    utterances: np.ndarray
    marks: list[Mark]
    n: int
    unit: str


class Margin(NamedTuple):
    """Where evidence stands."""

    view: str
    """The view whose chart was clicked: a section means its tone in one, its words in another."""
    voice: str
    """Whose words are counted there."""
    shown: int = SHOWN
    """How many sentences at most."""
    at: str = ""
    """The sentence that was pointed at, as ``a:57``: it stands out, and is shown whatever its place."""


def gather(report: Report, margin: Margin, pick: str, side: str) -> Evidence:
    """The evidence of a pick, for the side whose sentences are shown; some picks name their own."""
    asked, found = _look(report, margin, pick)
    return _told(asked[side] if side in asked else next(iter(asked.values())), found)


def gather_all(report: Report, margin: Margin, pick: str) -> dict[str, Evidence]:
    """The evidence of a pick for each text that can have some: side → evidence."""
    asked, found = _look(report, margin, pick)
    return {side: _told(one, found) for side, one in asked.items()}


def _look(report: Report, margin: Margin, pick: str) -> tuple[dict[str, _Asked], dict[str, _Found]]:
    """A pick taken apart for each text that it can mean, and what it stands for there."""
    read = _read(pick)
    sides = (read.side,) if read.side else SIDES
    asked = {side: _Asked(report, read, side, margin) for side in sides}
    return asked, {side: _find(one) for side, one in asked.items()}


def _read(pick: str) -> _Pick:
    """A pick taken apart, whether or not it names something."""
    voice, _, rest = pick.partition(":")
    if voice not in VOICES or not rest:
        voice, rest = "", pick
    kind, _, rest = rest.partition(":")
    side = section = ""
    if kind in OF_ONE_TEXT:
        side, _, rest = rest.partition(":")
    if kind == "section":
        section, _, rest = rest.partition(":")
        if rest:
            kind, _, rest = rest.partition(":")
    return _Pick(voice, side, section, kind, rest)


def row_of(pick: str) -> str:
    """The pick of the row that a pick belongs to: ``quoted:actor:Russia`` → ``actor:Russia``."""
    read = _read(pick)
    if read.kind == "term":
        return f"term:{read.item}"
    return pick.removeprefix(f"{read.voice}:") if read.voice else pick


def _told(asked: _Asked, found: dict[str, _Found]) -> Evidence:
    """What stands in the margin for one text."""
    return Evidence(
        title=_title(asked),
        sides=tuple(found),
        counts={side: one.n for side, one in found.items()},
        first=_first(found),
        summary=_summary(asked, found[asked.side]),
        html=_sentences_html(asked, found[asked.side]),
    )


def _first(found: Mapping[str, _Found]) -> str:
    """The text that has more of what is counted; of a mean, which counts nothing, the first text."""
    sides = list(found)
    is_mean = found[sides[0]].unit in ("utterance", "sentence")
    return max(sides, key=lambda side: bool(found[side].n) if is_mean else found[side].n)


def is_pick(report: Report, pick: str) -> bool:
    """Whether a pick, which may come from a link, names something these two texts have."""
    voice, side, section, kind, item = _read(pick)
    if voice and kind in _OF_ONE_VOICE:
        return False
    if section or kind == "section":
        there = _has_section(report, side, section)
        return there and (
            item == "" if kind == "section" else kind == "term" and _is_used(report, item)
        )
    if kind == "text":
        return side in SIDES and not item
    if kind == "place":
        return side in SIDES and is_pick(report, f"actor:{item}")
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
    return kind == "term" and _is_used(report, item)


def _has_section(report: Report, side: str, number: str) -> bool:
    return (
        side in SIDES
        and number.isascii()
        and number.isdecimal()
        and len(number) <= LONGEST_NUMBER
        and int(number) < len(report.document(side).sections)
    )


def _is_used(report: Report, term: str) -> bool:
    return any(_uses(report, term, side, ALL) for side in SIDES)


def opened_by(row: Mapping[str, Any], column: str) -> tuple[str, str, str]:
    """What a cell of a table opens: a pick, the text, and the sentence; empty for none in particular.

    The text is its row's, or else its column's: ``n_a`` counts in a, ``b_low`` is of b.
    """
    of_column = column.removeprefix("n_").removesuffix("_low").removesuffix("_high")
    side = row.get("side") or (of_column if of_column in SIDES else "")
    at = f"{side}:{row['sentence']}" if side and "sentence" in row else ""
    return _pick_of_cell(row, column), side, at


def _pick_of_cell(row: Mapping[str, Any], column: str) -> str:
    """What a cell counts, where that is not what its row stands for."""
    measure = column.removesuffix("_low").removesuffix("_high")
    if measure in theme.MEASURES and "voice" in row:
        return f"{row['voice']}:measure:{measure}"
    if column == "n_quoted":
        return f"{QUOTED}:{pick_of(row)}"
    if column == "n_words" and "actor" in row:
        return f"text:{row['side']}"
    return pick_of(row)


def pick_of(row: Mapping[str, Any]) -> str:
    """What a row of a table opens when it is chosen; empty for one that counts nothing by itself."""
    known = {name: value for name, value in row.items() if not pd.isna(value)}
    if known.get("measure") == "mentions_per_1000":
        return f"actor:{known['item']}"
    if "measure" in known:
        same = {"tone": f"voice:{known.get('voice', ALL)}", "quoted_share": "quotations:speech"}
        return same.get(known["measure"], f"measure:{known['measure']}")
    section = (
        f"section:{known['side']}:{known['section']}" if {"side", "section"} <= set(known) else ""
    )
    if "term" in known:
        # Of two texts it counts the uses in both; of a section those in it.
        return ":".join([*([section] if section else []), "term", known["term"]])
    if "actor" in known:
        return f"actor:{known['actor']}"
    if "form" in known:
        return f"name:{known['form']}"
    if section:
        return section
    return f"voice:{known['voice']}" if "voice" in known else ""


def _find(asked: _Asked) -> _Found:
    document = asked.document
    spoken = document.speaking(_voice(asked))
    if asked.kind in ("actor", "place", "name", "term", "quotations", "speaker"):
        spans, unit = _spans(asked)
        holding = np.unique(document.utterance_at(np.array([start for start, _ in spans], int)))
        # Whole utterances in the colour of a marker would be a wall that tells nothing.
        css = "quoted" if asked.kind in ("quotations", "speaker") else "hit"
        marks = [Mark(start, end, css) for start, end in spans]
        return _Found(spoken, holding, marks, len(spans), unit)
    numbers = np.flatnonzero(spoken & _in_section(asked))
    is_measured = not foreign_language(asked.report, asked.side)
    if asked.margin.view == "Readability" or asked.kind == "measure":
        marks = _hard_words(document, numbers, _measure(asked)) if is_measured else []
        n_sentences = len(np.unique(document.utterance_sentence[numbers]))
        return _Found(spoken, numbers, marks, n_sentences, "sentence")
    rows = _of_side(asked.report.tone_words, asked.side)
    rows = rows[np.isin(rows["utterance"].to_numpy(int), numbers)]
    marks = _tone_marks(rows) if is_measured else []
    return _Found(spoken, numbers, marks, len(numbers), "utterance")


def _in_section(asked: _Asked) -> np.ndarray:
    """Mask over utterances: those of the section that a pick names, or all."""
    sections = asked.document.utterance_section
    if not asked.pick.section:
        return np.ones(len(sections), bool)
    return sections == int(asked.pick.section)


def foreign_language(report: Report, side: str) -> str:
    """The language of a text that tone and readability are not measured in; empty for English."""
    language = report.documents.set_index("side").loc[side, "language"]
    return "" if language == "English" else language


def _voice(asked: _Asked) -> str:
    """Whose words count: what is quoted is so in every voice."""
    if asked.kind in ("quotations", "speaker"):
        return ALL
    return asked.item if asked.kind == "voice" else asked.voice


def _spans(asked: _Asked) -> tuple[list[tuple[int, int]], str]:
    """The stretches that are themselves what is counted, and what one of them is called."""
    document = asked.document
    if asked.kind == "term":
        uses = _uses(asked.report, asked.item, asked.side, asked.voice)
        within = _in_section(asked)[document.utterance_at(np.array([s for s, _ in uses], int))]
        return [use for use, is_in in zip(uses, within, strict=True) if is_in], "use"
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


def _tone_marks(rows: pd.DataFrame) -> list[Mark]:
    """The words that carry tone, in the colours that the reader gives them, with what each adds."""
    return [
        Mark(
            row.start,
            row.end,
            "hit wn" if row.valence < 0 else "hit wp",
            theme.signed(row.valence, theme.rate),
        )
        for row in rows.itertuples()
    ]


def _hard_words(document: Document, utterances: np.ndarray, measure: str) -> list[Mark]:
    """The words a measure of readability counts: long ones, or for Dale–Chall uncommon ones."""
    if not _marked_words(measure):
        return []
    counted = readability.counted_words(document, measure)
    counted = counted & np.isin(document.words.utterance, utterances)
    starts, ends = document.words.start[counted].tolist(), document.words.end[counted].tolist()
    return [Mark(start, end, "hit") for start, end in zip(starts, ends, strict=True)]


def _title(asked: _Asked) -> str:
    """The name of what was chosen, and whose words it is counted in if not those of the page."""
    title = _name(asked)
    if asked.kind != "section" and asked.pick.section:
        title += f" in §{int(asked.pick.section)}"
    if asked.voice == asked.margin.voice:
        return title
    return f"{title} · {VOICE_LABELS[asked.voice].lower()}"


def _name(asked: _Asked) -> str:
    kind, item = asked.kind, asked.item
    if kind == "text":
        return VOICE_LABELS[asked.voice]
    if kind == "section":
        return section_name(_section(asked).heading)
    if kind == "voice":
        return VOICE_LABELS[item]
    if kind == "measure":
        return theme.MEASURES[item].label
    if kind in ("term", "name"):
        return f"“{item}”"
    if kind == "speaker" and item == UNKNOWN_SPEAKER:
        return "Speakers not named"
    return "What is quoted" if kind == "quotations" else item


def _section(asked: _Asked) -> Section:
    return asked.document.sections[int(asked.pick.section)]


def _summary(asked: _Asked, found: _Found) -> str:
    """One line: how many, in how many sentences, and the estimate where there is one."""
    if found.n == 0:
        return _nothing(asked)
    n_sentences = len(np.unique(asked.document.utterance_sentence[found.utterances]))
    sentences = theme.counted(n_sentences, "sentence")
    if found.unit == "sentence":
        return f"{asked.name} · {_read_with(asked, sentences)}"
    counted = f"{asked.name} · {theme.counted(found.n, found.unit)} in {sentences}"
    if asked.kind == "text":
        n_words = _row_of(asked.report.sentiment, asked)["n_words"]
        counted = (
            f"{asked.name} · {theme.counted(n_words, 'word')}, {sentences}, "
            f"{theme.counted(found.n, found.unit)}"
        )
    if asked.kind == "quotations":
        documents = asked.report.documents.set_index("side")
        return (
            f"{counted}; {theme.percent(documents.loc[asked.side, 'quoted_share'])} of the words."
        )
    if found.unit != "utterance":
        return counted
    language = foreign_language(asked.report, asked.side)
    if language:
        return f"{counted}. {_not_measured(language)}"
    row = _row_of(asked.report.sentiment, asked)
    interval = theme.interval_text(row["low"], row["high"], theme.tone)
    return (
        f"{counted}; mean tone {theme.tone(row['mean'])} ({interval})."
        " Marked: the words that carry tone, after negation: negative underlined, positive dotted."
    )


def _not_measured(language: str) -> str:
    return f"Tone and readability are measured in English texts only; this one is in {language}."


def _read_with(asked: _Asked, sentences: str) -> str:
    """The score of readability that was chosen, and what it is made of, each of them once."""
    row = _row_of(asked.report.readability, asked)
    counted = f"{sentences}, {theme.counted(row['n_words'], 'word')}"
    language = foreign_language(asked.report, asked.side)
    if language:
        return f"{counted}. {_not_measured(language)}"
    measure = asked.item if asked.kind == "measure" else "flesch_reading_ease"
    lengths = {
        "words_per_sentence": f"{theme.rate(row['words_per_sentence'])} words per sentence",
        "syllables_per_word": _length(row, asked),
    }
    score = ""
    if not pd.isna(row[measure]):
        shown = theme.MEASURES[measure]
        interval = theme.interval_text(row[f"{measure}_low"], row[f"{measure}_high"], shown.number)
        score = f"{shown.label} {shown.number(row[measure])} ({interval}); "
        lengths.pop(measure, None)
    return f"{score}{counted}; {', '.join(lengths.values())}.{_marked_words(_measure(asked))}"


def _measure(asked: _Asked) -> str:
    """The measure of readability that was chosen; empty where a section was."""
    return asked.item if asked.kind == "measure" else ""


def _length(counts: pd.Series, asked: _Asked) -> str:
    """How long the words are, in what the chosen measure counts: 1.76 syllables per word."""
    length = _LENGTHS.get(_measure(asked), _IN_SYLLABLES)
    return f"{theme.syllables(counts[length.column] / counts['n_words'])} {length.unit} per word"


def _marked_words(measure: str) -> str:
    """Which words are marked for a measure of readability; empty where none are."""
    if measure == "words_per_sentence" or measure in _LENGTHS:
        return ""
    if measure == "dale_chall":
        return " Marked: words that are not on textstat’s list of familiar words, names included."
    if measure == "gunning_fog_grade":
        return (
            " Marked: words of three syllables or more that are not on the list of familiar words."
        )
    if measure == "smog_grade":
        return " Marked: words of three syllables or more."
    return " Marked: words of three syllables or more, which weigh most."


def _nothing(asked: _Asked) -> str:
    """Zero is answered in words, with what it may still be."""
    name, item = asked.name, asked.item
    where = "" if asked.voice == ALL else f" in {VOICE_LABELS[asked.voice].lower()}"
    if asked.kind in ("actor", "place"):
        actor = actor_in_sentence(item)
        return f"{name} does not mention {actor}{where}.{_upper_bound(asked)}"
    if asked.kind in ("term", "name"):
        return f"{name} does not use “{item}”{where}."
    if asked.kind == "section":
        section = _section(asked)
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
    if asked.kind == "section":
        section = table["section"].eq(int(asked.pick.section)).fillna(False)
    else:
        section = table["section"].isna()
    return table[table["side"].eq(asked.side) & table["voice"].eq(_voice(asked)) & section].iloc[0]


class _Scene(NamedTuple):
    """What the sentences of one gathering have in common."""

    asked: _Asked
    found: _Found
    marks_of: dict[int, list[Mark]]
    """Sentence → what is marked in it."""
    tone: np.ndarray
    """Tone of each utterance."""
    counts: pd.DataFrame | None
    """What the formulas of readability count in each utterance, where they are what was asked for."""
    is_measured: bool
    """Whether its tone and its readability mean anything."""


def _sentences_html(asked: _Asked, found: _Found) -> str:
    document = asked.document
    scene = _Scene(
        asked,
        found,
        _group_by_sentence(document, found.marks),
        _of_side(asked.report.utterances, asked.side)["tone"].to_numpy(),
        readability.tabulate(document) if found.unit == "sentence" else None,
        not foreign_language(asked.report, asked.side),
    )
    numbers = np.unique(document.utterance_sentence[found.utterances]).tolist()
    shown = max(SHOWN, _reach(asked, numbers)) + asked.margin.shown - SHOWN
    items = [_item(scene, number) for number in numbers[:shown]]
    more = _more(shown, len(numbers)) if len(numbers) > shown else ""
    return f'<div class="ev">{"".join(items) or NOTHING_HERE}{more}</div>'


def _reach(asked: _Asked, numbers: Sequence[int]) -> int:
    """How many sentences have to be shown for the one that was pointed at to be among them."""
    side, _, number = asked.margin.at.partition(":")
    reached = [n for n, one in enumerate(numbers, 1) if side == asked.side and str(one) == number]
    return max(reached, default=0)


def _more(shown: int, n: int) -> str:
    """How many sentences are not shown yet, and the button that shows some of them."""
    return (
        f'<p class="cap">The first {theme.count(shown)} of {theme.counted(n, "sentence")}. '
        f'<button class="read" data-pick="{MORE}">Show {theme.count(min(SHOWN, n - shown))} more'
        "</button></p>"
    )


def _group_by_sentence(document: Document, marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    grouped: dict[int, list[Mark]] = {}
    starts = np.array([mark.start for mark in marks], int)
    sentences = document.utterance_sentence[document.utterance_at(starts)] if marks else []
    for mark, sentence in zip(marks, list(sentences), strict=True):
        grouped.setdefault(int(sentence), []).append(mark)
    return grouped


def _item(scene: _Scene, number: int) -> str:
    """A sentence with its section, what counted marked, its facts, and a step into the text."""
    asked, found = scene.asked, scene.found
    document = asked.document
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
    meta = "".join(f"<span>{escape(fact)}</span>" for fact in _facts(scene, counted))
    heading = ""
    if asked.kind != "section":
        name = section_name(document.sections[sentence.section].heading)
        shown = theme.short_heading(name)
        whole = f' title="{escape(name)}"' if shown != name else ""
        heading = f'<div class="w" dir="auto"{whole}>{escape(shown)}</div>'
    place = f"{asked.side}:{number}"
    pick = f"read:{place}"
    css = "it target" if place == asked.margin.at else "it"
    return (
        f'<div class="{css}">{heading}<div class="s" dir="auto">{words}</div><div class="m num">{meta}'
        f'<button class="read" data-pick="{pick}">read in the text</button></div></div>'
    )


def _facts(scene: _Scene, utterances: np.ndarray) -> list[str]:
    """The tone of each utterance, or how long the sentence and its words are; and whose words."""
    document = scene.asked.document
    voices = [_voice_of(document.utterances[i].speaker) for i in utterances]
    said = " / ".join(dict.fromkeys(voices))
    if scene.counts is not None:
        counts = scene.counts.iloc[utterances].sum()
        length = f", {_length(counts, scene.asked)}" if scene.is_measured else ""
        return [f"{theme.counted(counts['n_words'], 'word')}{length}", said]
    if not scene.is_measured:
        return [said]
    tones = [theme.tone(scene.tone[i]) for i in utterances]
    if len(tones) == 1:
        return [f"tone {tones[0]}", *voices]
    # Several scores in one sentence: each stands with whose words it is of, in their order.
    return [f"tone of {voice} {tone}" for voice, tone in zip(voices, tones, strict=True)]


def _voice_of(speaker: str) -> str:
    """``author``, ``quoted, Antony Blinken``, ``quoted, speaker not named``."""
    if not speaker:
        return "author"
    return "quoted, speaker not named" if speaker == UNKNOWN_SPEAKER else f"quoted, {speaker}"
