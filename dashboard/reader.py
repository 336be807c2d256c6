"""One text as the reader shows it: sections, paragraphs and sentences with a layer of marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from analysis.report import SIDES, Report, term_settings
from analysis.sentences import find_paragraphs
from analysis.terms import find_uses_of_all
from analysis.text import UNKNOWN_SPEAKER, Document, Section, Sentence, find_bodies
from dashboard import fragments, selections, theme
from dashboard.evidence import foreign_language
from dashboard.markup import Mark, annotate
from dashboard.wording import join_words, section_name

TERMS_MARKED = 20
"""Words of a text that are marked; more would mark it all."""

MOST_STARS = 2
"""In a word searched for. Each more of them would take far longer, and a link may hold anything."""
_AS_ONE = re.compile(r"\*+")
_ANY_LETTERS = r"\w{0,60}"

LEGENDS = {
    "Tone": '<p class="cap rd">Words that carry tone: <span class="wn">negative</span>, '
    '<span class="wp">positive</span>, turned round after negation (“didn’t hesitate”). The figure '
    "after a sentence is its score, from −1 to +1; none means 0.</p>",
    "Actors": '<p class="cap rd">Underlined: <span class="ac">names of actors</span>, in the colour '
    "the list gives them; the one chosen under Actors is marked.</p>",
    "Terms": '<p class="cap rd">Underlined: <span class="tm">words that set this text apart from the '
    "other</span> (z over 1.96), at most "
    f"{TERMS_MARKED}; the one chosen under Terms is marked.</p>",
    "Quotations": '<p class="cap rd">Shaded with a bar: <span class="qu">somebody else’s words</span>, '
    "with the speaker where the text names one. Choose a speaker below to mark what that speaker says.</p>",
    "Nothing": '<p class="cap rd">The texts as they are.</p>',
}
"""What the marks of each layer mean."""

ASTRAY = (
    '<div class="void" role="status">'
    "<b>The link leads to a sentence that these texts do not have.</b></div>"
)
"""What is said to whoever follows a link that was made for other texts."""


class Marking(NamedTuple):
    """What the reader wants marked."""

    voice: str
    """The voice that is not muted."""
    layer: str
    """One of the layers of LEGENDS."""
    search: str
    """Words to look for; empty for none."""
    chosen: str | None
    """The pick that stands out: an actor, a term or a speaker."""


class Place(NamedTuple):
    """A place where the words searched for stand: in a heading, or in the text."""

    section: int
    start: int
    """Offset into the heading or into the text."""
    end: int
    in_heading: bool


def has_sentence(report: Report, side: str, number: str) -> bool:
    """Whether a text has a sentence of this number; the number is as it came in a link."""
    return any(str(one.sentence) == number for one in report.document(side).sentences)


def legend(report: Report, layer: str) -> str:
    """What the marks of a layer mean, and in which text there are none."""
    names = selections.names_of(report)
    foreign = [
        f"<bdi>{escape(names[side])}</bdi>" for side in SIDES if foreign_language(report, side)
    ]
    if layer != "Tone" or not foreign:
        return LEGENDS[layer]
    note = f"Tone is measured in English texts only: not in {join_words(foreign)}."
    if len(foreign) == len(SIDES):
        return f'<p class="cap rd">{note}</p>'
    return LEGENDS[layer].replace("</p>", f" {note}</p>")


def head(report: Report, side: str) -> str:
    """The name and the title of a text, over its column."""
    title = fragments.title_of(report, side)
    name = fragments.name_of(report, side, f"g{side} n{side}")
    return f'<div class="head {side}">{name} {title}</div>'


def column(report: Report, side: str, marking: Marking) -> str:
    """The reader's column of one side."""
    document = report.document(side)
    found = _find(document, marking.search)
    spoken = document.speaking(marking.voice)
    # A place may come out in pieces, where other marks begin or end in it: its number unites them.
    hits = [(one, Mark(one.start, one.end, f"hit hit-{n}")) for n, one in enumerate(found)]
    marks = [
        *_layer_marks(report, side, marking, spoken),
        *_other_voice(document, spoken),
        *(mark for one, mark in hits if not one.in_heading),
    ]
    in_headings = [(one.section, mark) for one, mark in hits if one.in_heading]
    marks_of = _by_sentence(document, marks)
    is_measured = not foreign_language(report, side)
    tone = report.utterances.loc[report.utterances["side"] == side, "tone"].to_numpy()
    scores = np.where(spoken, tone, 0.0) if marking.layer == "Tone" and is_measured else None
    speakers = _speakers(document) if marking.layer == "Quotations" else {}
    means = _section_means(report, side, marking.voice) if is_measured else {}
    parts = [
        f'<section data-section="{section.section}">'
        f"{_heading(section, means.get(section.section, ''), in_headings)}"
        f"{_body(document, section, marks_of, scores, speakers)}</section>"
        for section in document.sections
        if section.section > 0 or section.end > section.start
    ]
    name = escape(selections.names_of(report)[side])
    n_of = Counter(one.section for one in found)
    return (
        f"{_strip(report, side, n_of)}{_outline(document.sections, n_of)}"
        f"{_found(found, marking.search, name)}"
        f'<div class="px-scroll rd" tabindex="0" role="region" aria-label="Text of {name}">'
        f"{''.join(parts)}</div>"
    )


def _found(found: Sequence[Place], search: str, name: str) -> str:
    """How often the words searched for occur, in words, and the steps from one place to another.

    The line is there without a search too: a screen reader tells what changes in a line, not what a
    new one says. The name of the text is already escaped.
    """
    said = steps = ""
    if found:
        said = f'<span class="now">1</span> of {theme.counted(len(found), "place")} with “{escape(search)}”'
        steps = "".join(
            f'<button data-step="{by}" aria-label="{label} place in {name}">{label}</button>'
            for by, label in ((-1, "previous"), (1, "next"))
        )
    elif search:
        said = f"Nothing found for “{escape(search)}”"
    return (
        f'<div class="found" data-places="{len(found)}">'
        f'<p class="cap" aria-live="polite" aria-atomic="true">{said}</p>'
        f'<div class="steps">{steps}</div></div>'
    )


def _find(document: Document, search: str) -> list[Place]:
    """Where the words searched for stand in headings and text, from the start, capitals ignored.

    Whole words only; ``*`` stands for any letters: ``negotiat*`` finds negotiations. A word with more
    than two of them finds nothing.
    """
    asked = [_AS_ONE.sub("*", word) for word in search.split()]
    if not search.strip("* ") or any(word.count("*") > MOST_STARS for word in asked):
        return []
    words = r"\s+".join(re.escape(word).replace(r"\*", _ANY_LETTERS) for word in asked)
    pattern = re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
    in_headings = [
        Place(one.section, *match.span(), in_heading=True)
        for one in document.sections
        for match in pattern.finditer(one.heading)
    ]
    in_text = [
        Place(section, *match.span(), in_heading=False)
        for section, start, end in document.bodies
        for match in pattern.finditer(document.text, start, end)
    ]
    # A heading stands above the text of its section.
    return sorted([*in_headings, *in_text], key=lambda one: (one.section, not one.in_heading))


def _layer_marks(report: Report, side: str, marking: Marking, spoken: np.ndarray) -> Iterable[Mark]:
    """What the layer marks, in the words of the voice asked about."""
    if marking.layer == "Tone" and foreign_language(report, side):
        return
    if marking.layer == "Quotations":
        for quotation in report.document(side).quotations:
            if quotation.kind == "speech":
                css = "qu on" if marking.chosen == f"speaker:{quotation.speaker}" else "qu"
                yield Mark(quotation.start, quotation.end, css)
        return
    if marking.layer == "Nothing":
        return
    if marking.layer == "Terms":
        yield from _term_marks(report, side, marking)
        return
    kind, _, actor = (marking.chosen or "").partition(":")
    actor = actor.partition(":")[2] if kind == "place" else actor
    table = report.tone_words if marking.layer == "Tone" else report.mentions
    colours = {actor.name: actor.colour for actor in report.request.actors}
    rows = table[table["side"] == side]
    for row in rows[spoken[rows["utterance"].to_numpy(int)]].itertuples():
        if marking.layer == "Tone":
            css, title = "wn" if row.valence < 0 else "wp", theme.signed(row.valence, theme.rate)
        else:
            css, title = "ac on" if row.actor == actor else "ac", row.actor
            css += f" c-{colours[row.actor]}" if colours[row.actor] else ""
        yield Mark(row.start, row.end, css, title)


def _term_marks(report: Report, side: str, marking: Marking) -> Iterable[Mark]:
    """The uses of the words that set the text apart, and of the term that was chosen."""
    chosen = (marking.chosen or "").removeprefix("term:") if marking.chosen else ""
    rows = selections.distinctive_terms(report, side, marking.voice, TERMS_MARKED)
    z = dict(zip(rows["term"], rows["z"].abs(), strict=True))
    uses = find_uses_of_all(
        report.document(side),
        dict.fromkeys([*z, chosen]),
        marking.voice,
        term_settings(report.request),
        report.request.actors,
    )
    for term, spans in uses.items():
        title = f"{term}: {theme.counted(len(spans), 'use')}"
        title += f", z {theme.zscore(z[term])}" if term in z else ""
        css = "tm on" if term == chosen else "tm"
        yield from (Mark(start, end, css, title) for start, end in spans)


def _other_voice(document: Document, spoken: np.ndarray) -> Iterable[Mark]:
    """Words of the voice that is not asked for are muted."""
    for number in np.flatnonzero(~spoken).tolist():
        one = document.utterances[number]
        yield Mark(one.start, one.end, "dim")


def _by_sentence(document: Document, marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    """The marks of each sentence; one that runs over several sentences stands with each."""
    starts = [sentence.start for sentence in document.sentences]
    grouped: dict[int, list[Mark]] = {}
    for mark in marks:
        number = max(bisect_left(starts, mark.start + 1) - 1, 0)
        while number < len(starts) and starts[number] < mark.end:
            grouped.setdefault(number, []).append(mark)
            number += 1
    return grouped


def _section_means(report: Report, side: str, voice: str) -> dict[int, str]:
    table = report.sentiment
    rows = table[table["side"].eq(side) & table["voice"].eq(voice) & table["section"].notna()]
    return {
        int(row.section): f"tone {theme.tone(row.mean)}"
        for row in rows.itertuples()
        if row.n_utterances
    }


def _heading(section: Section, mean: str, hits: Iterable[tuple[int, Mark]]) -> str:
    """The heading of a section with what is searched for marked, its number and its tone."""
    note = " · ".join(part for part in (f"§{section.section}", mean) if part)
    shown = section_name(section.heading)
    marks = [mark for number, mark in hits if number == section.section]
    words = annotate(shown, 0, len(shown), marks) if marks else escape(shown)
    return f'<h3 class="sh" dir="auto"><span>{words}</span><small dir="ltr">{note}</small></h3>'


def _body(
    document: Document,
    section: Section,
    marks_of: dict[int, list[Mark]],
    scores: np.ndarray | None,
    speakers: dict[int, str],
) -> str:
    first, last = (
        bisect_left(document.sentences, number, key=lambda sentence: sentence.section)
        for number in (section.section, section.section + 1)
    )
    sentences = document.sentences[first:last]
    if not sentences:
        return '<p class="none">No text under this heading.</p>'
    starts = {
        paragraph
        for _, start, end in find_bodies([section], document.set_aside)
        for paragraph, _ in find_paragraphs(document.text, start, end)
    }
    pieces: list[str] = []
    for sentence in sentences:
        if sentence.start in starts or not pieces:
            pieces.append(f'{"</p>" if pieces else ""}<p dir="auto">')
        else:
            pieces.append(" ")
        pieces.append(speakers.get(sentence.sentence, ""))
        pieces.append(_sentence(document, sentence, marks_of.get(sentence.sentence, []), scores))
    return "".join(pieces) + "</p>"


def _speakers(document: Document) -> dict[int, str]:
    """The speaker's name to be set above each sentence in which somebody else's words begin."""
    named: dict[int, str] = {}
    starts = [sentence.start for sentence in document.sentences]
    for quotation in document.quotations:
        if quotation.kind == "speech":
            known = quotation.speaker != UNKNOWN_SPEAKER
            label = escape(quotation.speaker) if known else "speaker not named"
            number = bisect_right(starts, quotation.start) - 1
            named.setdefault(number, f'<span class="spk">{label}</span>')
    return named


def _sentence(
    document: Document, sentence: Sentence, marks: list[Mark], scores: np.ndarray | None
) -> str:
    if scores is None:
        body = annotate(document.text, sentence.start, sentence.end, marks)
    else:
        first, last = np.searchsorted(
            document.utterance_sentence, [sentence.sentence, sentence.sentence + 1]
        )
        cursor, pieces = sentence.start, []
        for one in document.utterances[first:last]:
            pieces.append(annotate(document.text, cursor, one.end, marks))
            pieces.append(_score(scores[one.utterance]))
            cursor = one.end
        pieces.append(annotate(document.text, cursor, sentence.end, marks))
        body = "".join(pieces)
    return f'<span class="sn" data-sentence="{sentence.sentence}">{body}</span>'


def _score(score: float) -> str:
    """The tone of an utterance, set small after it; nothing for 0."""
    strength = theme.tone_class(score)
    return f'<sup class="{strength}">{theme.signed(score, theme.rate)}</sup>' if strength else ""


def _strip(report: Report, side: str, hits: Counter[int]) -> str:
    """The sections as a strip, each as wide as its share of the words: outline and position.

    A section that holds something searched for has a dot.
    """
    rows = report.sections[report.sections["side"] == side]
    buttons = "".join(
        f'<button data-section="{row.section}" tabindex="-1" style="flex:{row.n_words} 0 0" '
        f'class="{"has" if hits[row.section] else ""}" '
        f'title="{escape(section_name(row.heading))}{_places(hits[row.section])}"></button>'
        for row in rows.itertuples()
        if row.n_words
    )
    # Too narrow for a finger, and the list of sections below it says the same in words.
    return f'<div class="strip {side}" aria-hidden="true">{buttons}</div>'


def _outline(sections: Iterable[Section], hits: Counter[int]) -> str:
    options = "".join(
        f'<option value="{one.section}" dir="auto">§{one.section}&ensp;{escape(section_name(one.heading))}'
        f"{_places(hits[one.section])}</option>"
        for one in sections
        if one.section > 0 or one.end > one.start
    )
    return f'<select class="outline" aria-label="Go to a section">{options}</select>'


def _places(number: int) -> str:
    return f" · {theme.counted(number, 'place')}" if number else ""
