"""Report → exhibits: what does each chart show, of what, and which numbers stand behind it?

An exhibit is everything that belongs to one chart wherever it is shown: on the page, in a file, in
a report. The views decide only where it stands.

``chosen`` is the pick whose row is shaded. Without one the first statement of a view is, as on the
page when it opens; ``NOTHING_CHOSEN`` shades no row. In a picture only a row that somebody chose is
shaded: without the page around it nobody would know why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from itertools import count
from typing import Annotated, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analysis.output import csv_bytes
from analysis.report import SIDES, Report
from analysis.text import ALL, QUOTED
from dashboard import main_points, selections, theme, wording
from dashboard.evidence import OF_ONE_TEXT
from dashboard.figures import actors as actor_figures
from dashboard.figures import overview as finding_figures
from dashboard.figures import readability as readability_figures
from dashboard.figures import sentiment as tone_figures
from dashboard.figures import terms as term_figures
from dashboard.figures.grammar import Look, plain
from dashboard.selections import labels_of, names_of

NOTHING_CHOSEN = ""
"""A pick that no row has."""

TONE_NOTE = (
    "VADER (Hutto and Gilbert 2014) on each utterance; 95 % intervals by resampling utterances."
)
READABILITY_NOTE = (
    "Syllables and difficult words by textstat 0.7 (CMU dictionary, then hyphenation), sentences and "
    "words by Parallax; 95 % intervals by resampling sentences."
)
MENTIONS_NOTE = (
    "Names from the list of actors, case kept, longest name first; 95 % intervals are exact for "
    "counts (Garwood 1936)."
)
PLACES_NOTE = "Names from the list of actors, case kept, longest name first."
TERMS_NOTE = (
    "Weighted log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008)."
)
FINDINGS_NOTE = "95 % intervals of differences after Zou and Donner (2008)."

INPUTS = ("words_per_sentence", "syllables_per_word")
"""What the formulas of readability are made of."""
OWN_SCALES = ("flesch_reading_ease", "dale_chall")
"""The formulas that do not answer in school years."""

_MEASURED = {
    "words_per_sentence": "Mean number of words in a sentence.",
    "syllables_per_word": "Mean number of syllables in a word.",
    "flesch_reading_ease": "From sentence length and word length; a higher score is easier to read.",
    "dale_chall": "From sentence length and uncommon words; a higher score is harder to read.",
}
_INTERVALS = "A line is a 95 % interval."
_LONGEST_KEY = 60
_LONGEST_FILE = 80
"""Signs of a file's name: in some scripts each takes three of the 255 bytes that a name may have."""
_DARK = "-dark"
_BOLD = re.compile(r"<b>(.*?)</b>")


class Exhibit(NamedTuple):
    """A chart with everything that belongs to it."""

    key: Annotated[str, "stable name, fit for a file: 'tone-by-section-a'"]
    view: Annotated[str, "the view it stands in"]
    title: Annotated[str, "what it shows, claiming no more than its intervals bear"]
    subtitle: Annotated[str, "what it measures, and how to read it"]
    figure: Annotated[go.Figure, "the chart as on the page, in placeholder colours"]
    draw: Annotated[Callable[[Look], go.Figure], "draws it in another width, or another row shaded"]
    table: Annotated[pd.DataFrame, "the numbers behind it, of both texts"]
    alt: Annotated[str, "what it shows, for those who do not see it"]
    note: Annotated[str, "method and source, in a sentence"] = ""
    voice: Annotated[str, "whose words it counts: 'all', 'author' or 'quoted'"] = ALL
    sides: Annotated[tuple[str, ...], "the texts whose marks are in it"] = SIDES
    chosen: Annotated[str, "the pick that somebody chose, if anybody did"] = NOTHING_CHOSEN
    holds: Annotated[str, "what its table holds, where that is not what its key says"] = ""


def rows_of(exhibit: Exhibit, names: dict[str, str]) -> list[tuple[str, str]]:
    """What can be clicked in a chart: the pick of each row, once, and the row's name as HTML.

    Where a chart holds the sections of both texts, each is named with its text.
    """
    rows: dict[str, str] = {}
    for trace in exhibit.figure.data:
        if trace.type == "bar" and trace.customdata is not None:
            for (pick, *_), hover in zip(trace.customdata, trace.hovertext, strict=True):
                kind, side, *_ = f"{pick}:".split(":")
                whose = kind in OF_ONE_TEXT and len(exhibit.sides) > 1
                label = " ".join(_BOLD.findall(hover))
                rows.setdefault(str(pick), f"{plain(names[side])}: {label}" if whose else label)
    return list(rows.items())


def numbers_of(exhibits: Iterable[Exhibit], names: dict[str, str]) -> dict[str, bytes]:
    """The numbers behind the charts as CSV, by their files' names: the very bytes the page offers.

    Charts that share a table share a file.
    """
    made: dict[str, bytes] = {}
    for exhibit in exhibits:
        name, data = numbers_name(exhibit, names), csv_bytes(exhibit.table)
        # Names are cut: two long ones may begin alike.
        numbered = (f"{name}{f'-{n}' if n > 1 else ''}.csv" for n in count(1))
        made[next(one for one in numbered if made.get(one, data) == data)] = data
    return made


def file_name(exhibit: Exhibit, names: dict[str, str], mode: theme.Mode = "light") -> str:
    """A telling name for an exhibit's picture, without ending: what it shows, of which texts.

    No two pictures of a comparison share it. Where the names do not fit, the key tells the texts apart.
    """
    whose, longest = (
        [_whose(exhibit), *(names[s] for s in exhibit.sides)],
        _LONGEST_FILE - len(_DARK),
    )
    told = _hyphenated(_what(exhibit), *whose)
    if len(told) > longest:
        told = slug(exhibit.key, *whose, longest=longest)
    return f"{told}{_DARK}" if mode == "dark" else told


def numbers_name(exhibit: Exhibit, names: dict[str, str]) -> str:
    """A telling name for the file of an exhibit's numbers, which are always those of both texts."""
    what = exhibit.holds or _what(exhibit)
    return slug(" ".join([what, _whose(exhibit), *names.values()]))


def _what(exhibit: Exhibit) -> str:
    """What an exhibit shows, whichever text it shows it of."""
    if len(exhibit.sides) > 1:
        return exhibit.key
    return exhibit.key.removesuffix(f"-{exhibit.sides[0]}")


def _whose(exhibit: Exhibit) -> str:
    """Whose words an exhibit counts, if not all."""
    return "" if exhibit.voice == ALL else wording.VOICE_LABELS[exhibit.voice]


def slug(*words: str, longest: int = _LONGEST_FILE) -> str:
    """Words as a name for a file: small letters, digits and hyphens only, in any script.

    What is too long ends after a whole word, unless that would leave less than half.
    """
    whole = _hyphenated(*words)
    if len(whole) <= longest:
        return whole
    fitting = whole[: longest + 1].rpartition("-")[0]
    return fitting if len(fitting) > longest / 2 else whole[:longest]


def _hyphenated(*words: str) -> str:
    spoken = re.sub(r"['’]", "", " ".join(words))
    return re.sub(r"[\W_]+", "-", spoken).strip("-").lower()


# --- Overview ----------------------------------------------------------------------------------


def findings(report: Report, voice: str, chosen: str | None = None) -> tuple[Exhibit, ...]:
    """What differs most, clearest first: an exhibit for each finding."""
    found = selections.findings(report, voice)
    differences = selections.differences(report, voice)
    peers = pd.DataFrame([row for row, _ in found])
    exhibits: list[Exhibit] = []
    for row, finding in found:
        shaded = found[0][1].pick if chosen is None else chosen
        draw = partial(finding_figures.finding, row, finding.pick, names_of(report), peers)
        key = slug("finding", finding.measure, finding.item, longest=_LONGEST_KEY)
        exhibits.append(
            Exhibit(
                unlike(key, [one.key for one in exhibits]),
                "Overview",
                title_of(report, finding.title).rstrip("."),
                f"{wording.as_sentence(finding.subtitle)}. Left: each text. Right: the difference. "
                "Lines are 95 % intervals.",
                draw(Look(shaded)),
                draw,
                differences,
                f"{finding.title} {finding.subtitle}",
                FINDINGS_NOTE,
                voice,
                chosen=chosen or NOTHING_CHOSEN,
                holds="differences",
            )
        )
    return tuple(exhibits)


def title_of(report: Report, title: str) -> str:
    """A title with a capital at its start, unless it begins with a text's name as it is written."""
    names = (*names_of(report).values(), *labels_of(report).values())
    return title if title.startswith(names) else wording.as_sentence(title)


def _alt(shown: str, point: str) -> str:
    """What a chart shows, and its main point, for those who do not see it."""
    return f"{shown}. {wording.as_sentence(point)}." if point else f"{shown}."


def unlike(key: str, taken: Collection[str]) -> str:
    """A key with a number behind it if it is taken: two may differ in what a name leaves out."""
    tried = [key, *(f"{key}-{number}" for number in range(2, len(taken) + 2))]
    return next(one for one in tried if one not in taken)


# --- Sentiment ---------------------------------------------------------------------------------


def tone_by_voice(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Mean tone of both whole texts, and of the author's and the quoted words in them."""
    title = selections.too_little(report, voice) or wording.tone_title(
        selections.difference(report, "tone", voice), labels_of(report)
    )
    shaded = f"voice:{voice}" if chosen is None else chosen
    draw = partial(tone_figures.voices, report.sentiment, names_of(report))
    subtitle = (
        "Tone is the mean VADER score of a text’s utterances (sentences, or the parts of one that each "
        "voice speaks), from −1 (negative words) to +1 (positive words). It describes wording, not "
        f"opinion. {_INTERVALS}"
    )
    if voice != ALL:
        subtitle += f" The title speaks of the row “{wording.VOICE_LABELS[voice]}”."
    return Exhibit(
        "tone-by-voice",
        "Sentiment",
        title_of(report, title),
        subtitle,
        draw(Look(shaded)),
        draw,
        selections.whole_text(report.sentiment),
        _alt("Mean tone by voice, both texts", title),
        TONE_NOTE,
        chosen=chosen or NOTHING_CHOSEN,
    )


def tone_along_the_text(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Tone from the start to the end of both texts, a step per section."""
    draw = partial(tone_figures.arc, report.sentiment, report.sections, names_of(report), voice)
    rows = selections.by_section(report, report.sentiment, voice)
    point = main_points.leaning(rows, labels_of(report))
    return Exhibit(
        "tone-along-the-text",
        "Sentiment",
        title_of(report, point or "How the tone moves through each text"),
        "How the tone moves: one step per section, as wide as its share of the words. Shaded: 95 % "
        "interval; a section leans where all of it lies on one side of 0. Dotted: fewer than three "
        "utterances, which have no interval.",
        draw(Look(chosen)),
        draw,
        rows,
        _alt("Mean tone of each section along both texts, from their start to their end", point),
        TONE_NOTE,
        voice,
        chosen=chosen or NOTHING_CHOSEN,
        holds="tone-by-section",
    )


def tone_by_section_a(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Mean tone of the sections of text a."""
    return _tone_by_section(report, "a", voice, chosen)


def tone_by_section_b(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Mean tone of the sections of text b."""
    return _tone_by_section(report, "b", voice, chosen)


def _tone_by_section(report: Report, side: str, voice: str, chosen: str | None) -> Exhibit:
    name = names_of(report)[side]
    rows = selections.by_section(report, report.sentiment, voice)
    own = rows[rows["side"] == side]
    draw = partial(tone_figures.sections, report.sentiment, report.sections, side, voice)
    return Exhibit(
        f"tone-by-section-{side}",
        "Sentiment",
        f"{name}: tone, section by section",
        "Mean VADER score of the utterances, in the order of the text. Larger marks stand for more "
        f"words; open marks for fewer than three utterances. {_INTERVALS}",
        draw(Look(chosen)),
        draw,
        rows,
        _alt(f"Mean tone of each section of {name}", main_points.extremes(own, "mean", theme.tone)),
        TONE_NOTE,
        voice,
        (side,),
        chosen or NOTHING_CHOSEN,
    )


# --- Readability -------------------------------------------------------------------------------


def words_per_sentence(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """How long the sentences of both texts are."""
    return _measure(report, voice, "words_per_sentence", chosen)


def syllables_per_word(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """How long the words of both texts are."""
    return _measure(report, voice, "syllables_per_word", chosen)


def flesch_reading_ease(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Flesch Reading Ease of both texts."""
    return _measure(report, voice, "flesch_reading_ease", chosen)


def dale_chall(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """The Dale–Chall score of both texts."""
    return _measure(report, voice, "dale_chall", chosen)


def _measure(report: Report, voice: str, measure: str, chosen: str | None) -> Exhibit:
    label = theme.MEASURES[measure].label
    together = INPUTS if measure in INPUTS else OWN_SCALES
    shaded = "measure:words_per_sentence" if chosen is None else chosen
    draw = partial(
        readability_figures.measure, report.readability, names_of(report), voice, measure
    )
    return Exhibit(
        slug(label),
        "Readability",
        _length_title(report, voice, measure) or f"{label} of both texts",
        f"{_MEASURED[measure]} {_INTERVALS}",
        draw(Look(shaded)),
        draw,
        _readability_of(report, together),
        _alt(f"{label} of both texts, with 95 % intervals", _values(report, voice, measure)),
        READABILITY_NOTE,
        voice,
        chosen=chosen or NOTHING_CHOSEN,
        holds=" and ".join(theme.MEASURES[one].label for one in together),
    )


def _length_title(report: Report, voice: str, measure: str) -> str:
    """Whose sentences or words are longer, if there is enough text; formulas make no title."""
    row = selections.difference(report, measure, voice)
    if measure not in INPUTS or selections.too_little(report, voice) or pd.isna(row["low"]):
        return ""
    return title_of(report, wording.finding(row, labels_of(report), {}).title.rstrip("."))


def _values(report: Report, voice: str, measure: str) -> str:
    """Both texts' numbers in words: "Arnow 22.4, Babich 21.8"."""
    table = selections.whole_text(report.readability)
    rows = table[table["voice"] == voice].set_index("side")
    number = theme.MEASURES[measure].number
    return ", ".join(
        f"{name} {number(rows.loc[side, measure])}" for side, name in labels_of(report).items()
    )


def _readability_of(report: Report, measures: Sequence[str]) -> pd.DataFrame:
    """Some measures of both whole texts in every voice, with what they rest on."""
    table = selections.whole_text(report.readability)
    return table[["side", "voice", *_columns(measures)]]


def _columns(measures: Sequence[str]) -> list[str]:
    """The columns of some measures in the table of readability."""
    numbers = [f"{measure}{end}" for measure in measures for end in ("", "_low", "_high")]
    return ["n_sentences", "n_words", *numbers, "note"]


def school_years(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """The five formulas that answer in US school years."""
    draw = partial(readability_figures.grades, report.readability, names_of(report), voice)
    whole = selections.whole_text(report.readability)
    point = main_points.formulas(
        whole[whole["voice"] == voice], readability_figures.GRADES, labels_of(report)
    )
    return Exhibit(
        "school-years",
        "Readability",
        title_of(report, point or "Five formulas that answer in US school years"),
        "Five formulas that answer in US school years; higher is harder. They differ by years on the "
        "same text: compare the texts, not the number.",
        draw(Look(chosen)),
        draw,
        _readability_of(report, readability_figures.GRADES),
        _alt("Five readability formulas in US school years, both texts", point),
        READABILITY_NOTE,
        voice,
        chosen=chosen or NOTHING_CHOSEN,
    )


def flesch_by_section_a(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Flesch Reading Ease of the sections of text a."""
    return _flesch_by_section(report, "a", voice, chosen)


def flesch_by_section_b(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Flesch Reading Ease of the sections of text b."""
    return _flesch_by_section(report, "b", voice, chosen)


def _flesch_by_section(report: Report, side: str, voice: str, chosen: str | None) -> Exhibit:
    name = names_of(report)[side]
    table = selections.by_section(report, report.readability, voice)
    draw = partial(readability_figures.sections, report.readability, report.sections, side, voice)
    return Exhibit(
        f"flesch-by-section-{side}",
        "Readability",
        f"{name}: Flesch Reading Ease, section by section",
        "Open marks: under 100 words, indicative only. No score under 3 sentences or 30 words. "
        "Arrowheads: the interval goes on. Dotted line: the whole text.",
        draw(Look(chosen)),
        draw,
        table[["side", "section", "heading", *_columns([readability_figures.FLESCH])]],
        _alt(
            f"Flesch Reading Ease of each section of {name}",
            main_points.extremes(
                table[table["side"] == side],
                readability_figures.FLESCH,
                theme.MEASURES[readability_figures.FLESCH].number,
            ),
        ),
        READABILITY_NOTE,
        voice,
        (side,),
        chosen or NOTHING_CHOSEN,
    )


# --- Actors ------------------------------------------------------------------------------------


def first_actor(report: Report, voice: str) -> str:
    """The actor that both texts together name most; empty if they name nobody."""
    return next(iter(actor_figures.leading(report.actors, voice)), "")


def mentions(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """How often both texts name the actors they name most."""
    rows = selections.mention_differences(report, voice)
    title = selections.too_little(report, voice) or wording.actors_title(
        rows, labels_of(report), selections.persons(report)
    )
    included = "are included" if report.request.settings.demonyms else "are not counted"
    looked_for = theme.counted(len(report.request.actors), "actor")
    first = f"actor:{first_actor(report, voice)}"
    draw = partial(actor_figures.rates, report.actors, names_of(report), voice)
    return Exhibit(
        "mentions",
        "Actors",
        title_of(report, title),
        f"Mentions per 1,000 words of the {looked_for} looked for; names only, no "
        f"pronouns. Adjectives and names of peoples {included}.",
        draw(Look(first if chosen is None else chosen)),
        draw,
        _mention_counts(report, voice),
        _alt("Mentions per 1,000 words of the actors named most, both texts", title),
        MENTIONS_NOTE,
        voice,
        chosen=chosen or NOTHING_CHOSEN,
    )


def _mention_counts(report: Report, voice: str) -> pd.DataFrame:
    """Counts and rates of every actor named; of the whole text also the quoted counts."""
    table = selections.actor_table(report, voice)
    if voice != ALL:
        return table
    quoted = selections.actor_table(report, QUOTED)[["side", "actor", "n_mentions"]]
    quoted = quoted.rename(columns={"n_mentions": "n_quoted"})
    merged = table.merge(quoted, on=["side", "actor"], how="left")
    return merged.assign(n_quoted=merged["n_quoted"].fillna(0).astype(int))


def where_named_a(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Where text a names its actors."""
    return _where_named(report, "a", voice, chosen)


def where_named_b(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """Where text b names its actors."""
    return _where_named(report, "b", voice, chosen)


def _where_named(report: Report, side: str, voice: str, chosen: str | None) -> Exhibit:
    name = names_of(report)[side]
    actors = actor_figures.leading(report.actors, voice)

    def draw(look: Look) -> go.Figure:
        shown = actor_figures.Shown(side, name, voice, look)
        return actor_figures.places(report.mentions, report.sections, actors, shown)

    return Exhibit(
        f"where-named-{side}",
        "Actors",
        f"{name}: where in the text each actor is named",
        "A tick is a mention in the author’s words, a ring one in quoted words. Bands are sections.",
        draw(Look(chosen)),
        draw,
        selections.mention_table(report, voice),
        _alt(f"Where {name} names each actor, start to end", _gathered(report, side, voice)),
        PLACES_NOTE,
        voice,
        (side,),
        chosen or NOTHING_CHOSEN,
    )


def places_title(report: Report, voice: str) -> str:
    """Whom each text names in one section most of all; what is shown, if there is nobody."""
    points = [_gathered(report, side, voice) for side in SIDES]
    return title_of(report, "; ".join(filter(None, points)) or "Where in the text")


def _gathered(report: Report, side: str, voice: str) -> str:
    table = selections.mention_table(report, voice)
    return main_points.gathered(
        table[table["side"] == side],
        actor_figures.leading(report.actors, voice),
        labels_of(report)[side],
    )


# --- Terms -------------------------------------------------------------------------------------


def distinctive_words(report: Report, voice: str, chosen: str | None = None) -> Exhibit:
    """The words that most clearly set the two texts apart."""
    contrast = report.contrast_in(voice)
    labels = labels_of(report)
    title = selections.too_little(report, voice) or wording.terms_title(contrast, labels)
    shaded = f"term:{selections.first_term(contrast)}" if chosen is None else chosen
    draw = partial(term_figures.contrast, contrast, names_of(report))
    words = " : ".join(theme.count(n) for n in selections.words_of(report, voice).values())
    return Exhibit(
        "distinctive-words",
        "Terms",
        title_of(report, title),
        f"Figures beside a word: uses in {labels['a']} : in {labels['b']}, of {words} words. Bars inside "
        "the grey band (z under 1.96) may be chance. Stop words are left out.",
        draw(Look(shaded)),
        draw,
        contrast,
        _alt("The words that most clearly set the two texts apart", title),
        TERMS_NOTE,
        voice,
        chosen=chosen or NOTHING_CHOSEN,
    )


# --- All of them -------------------------------------------------------------------------------

_EXHIBITS: dict[str, tuple[Callable[[Report, str, str | None], Exhibit], ...]] = {
    "Sentiment": (tone_by_voice, tone_along_the_text, tone_by_section_a, tone_by_section_b),
    "Readability": (
        words_per_sentence,
        syllables_per_word,
        school_years,
        flesch_reading_ease,
        dale_chall,
        flesch_by_section_a,
        flesch_by_section_b,
    ),
    "Actors": (mentions, where_named_a, where_named_b),
    "Terms": (distinctive_words,),
}


def exhibits_of(
    report: Report, view: str, voice: str, chosen: str | None = None
) -> tuple[Exhibit, ...]:
    """The exhibits of one view in the order of the page; none where there is nothing to show."""
    if view == "Overview":
        return findings(report, voice, chosen)
    if not _has_something_to_show(report, view, voice):
        return ()
    return tuple(make(report, voice, chosen) for make in _EXHIBITS.get(view, ()))


def _has_something_to_show(report: Report, view: str, voice: str) -> bool:
    if view in ("Sentiment", "Readability"):
        return not selections.foreign(report)
    if view == "Actors":
        return bool(first_actor(report, voice))
    return view != "Terms" or bool(selections.first_term(report.contrast_in(voice)))


def all_exhibits(report: Report, voice: str) -> tuple[Exhibit, ...]:
    """Every exhibit in the order of the views, no row shaded: for files, where nothing is chosen."""
    views = ("Overview", *_EXHIBITS)
    return tuple(
        exhibit for view in views for exhibit in exhibits_of(report, view, voice, NOTHING_CHOSEN)
    )
