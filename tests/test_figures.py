"""Figures are pure functions of ready tables; these tests read what is drawn, not pixels."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.readability import TOO_LITTLE
from analysis.text import VOICES
from dashboard import theme
from dashboard.figures import actors, grammar, overview, readability, rows, sentiment, terms
from dashboard.wording import VOICE_LABELS

NAN = math.nan
NAMES = {"a": "Arnow 2024", "b": "Babich 2022"}
HEADINGS = {
    "a": [
        "",
        "The Collective West After Decades of Backstabbing, Now Wants to Talk",
        "1. World War II Promises and Post-War Betrayal",
        "10. 2019 Rand Corporation Report: Overextending and Unbalancing Russia",
        "Now, Kiev Changes Its Mind and Wants to Negotiate",
        "Conclusion",
    ],
    "b": ["", "Broadening the Base of the Conflict", "Blinken’s Speech", "To Get Something"],
}
WORDS = {"a": [80, 90, 400, 0, 300, 16], "b": [60, 500, 700, 300]}
ACTORS = ("Russia", "NATO", "United States", "Antony Blinken", "European Union")


class Tables(NamedTuple):
    """The tables of a report that figures read, made up."""

    sections: pd.DataFrame
    sentiment: pd.DataFrame
    readability: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame
    contrast: pd.DataFrame
    differences: pd.DataFrame


def make_tables(
    headings: dict[str, list[str]] = HEADINGS,
    words: dict[str, list[int]] = WORDS,
    names: tuple[str, ...] = ACTORS,
    quoted: float = 0.2,
) -> Tables:
    """Tables of two texts with these sections and actors; ``quoted`` is the quoted share."""
    dice = np.random.default_rng(1)
    readable = _readability(words, quoted, dice)
    named = _actors(words, names, quoted)
    tone = _sentiment(words, quoted, dice)
    return Tables(
        _sections(headings, words),
        tone,
        readable,
        _mentions(names, quoted, dice),
        named,
        _contrast(),
        _differences(names),
    )


def _sections(headings: dict[str, list[str]], words: dict[str, list[int]]) -> pd.DataFrame:
    found = []
    for side in "ab":
        ends = np.cumsum(words[side]) / max(sum(words[side]), 1)
        for i, (heading, n) in enumerate(zip(headings[side], words[side], strict=True)):
            start = 0.0 if i == 0 else ends[i - 1]
            found.append((side, i, heading, bool(i), n, n // 20, start, ends[i]))
    columns = ["side", "section", "heading", "level", "n_words", "n_sentences"]
    return pd.DataFrame(found, columns=[*columns, "start_share", "end_share"])


def _selections(words: dict[str, list[int]], quoted: float) -> Iterator[tuple]:
    """Side, section (None = whole text), voice and words of every selection."""
    share = {"all": 1.0, "author": 1 - quoted, "quoted": quoted}
    for side in "ab":
        for section, n in [*enumerate(words[side]), (None, sum(words[side]))]:
            for voice in VOICES:
                yield side, section, voice, round(n * share[voice])


def _table(found: list[tuple], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(found, columns=columns).astype({"section": "Int64"})


def _sentiment(words: dict[str, list[int]], quoted: float, dice: Any) -> pd.DataFrame:
    found = []
    for side, section, voice, n in _selections(words, quoted):
        units = n // 20 + (0 < n < 20)
        mean = round(float(dice.normal(-0.1, 0.2)), 3) if units else NAN
        half = 0.9 / math.sqrt(units) if units >= 3 else NAN
        shares = (0.2, 0.4) if units else (NAN, NAN)
        low, high = max(mean - half, -1), min(mean + half, 1)
        found.append((side, section, voice, mean, low, high, *shares, units, n))
    columns = ["side", "section", "voice", "mean", "low", "high"]
    return _table(found, [*columns, "positive_share", "negative_share", "n_utterances", "n_words"])


def _readability(words: dict[str, list[int]], quoted: float, dice: Any) -> pd.DataFrame:
    typical = dict.fromkeys(readability.GRADES, 14.0) | {
        "words_per_sentence": 22.0,
        "syllables_per_word": 1.74,
        "flesch_reading_ease": 37.0,
        "dale_chall": 10.0,
    }
    found = []
    for side, section, voice, n in _selections(words, quoted):
        row = {"side": side, "section": section, "voice": voice}
        row |= {"n_words": n, "n_sentences": n // 20, "note": ""}
        for name, value in typical.items():
            known = n >= 60
            score = value * float(dice.normal(1, 0.08)) if known else NAN
            half = value * 3 / math.sqrt(n) if known else NAN
            row |= {name: score, f"{name}_low": score - half, f"{name}_high": score + half}
        found.append(row)
    return pd.DataFrame(found).astype({"section": "Int64"})


def _actors(words: dict[str, list[int]], names: tuple[str, ...], quoted: float) -> pd.DataFrame:
    found = []
    for side, section, voice, n in _selections(words, quoted):
        for i, actor in enumerate(names):
            count = max(0, round(n * (0.03 / (i + 1))) - (40 if side == "a" and i == 3 else 0))
            rate = [1000 * x / n if n else NAN for x in (count, count * 0.6, count * 1.3 + 3.7)]
            found.append((side, section, voice, actor, count, n, *rate))
    columns = ["side", "section", "voice", "actor", "n_mentions", "n_words"]
    return _table(found, [*columns, "per_1000_words", "low", "high"])


def _mentions(names: tuple[str, ...], quoted: float, dice: Any) -> pd.DataFrame:
    found = []
    for side in "ab":
        for i, actor in enumerate(names):
            for position in sorted(dice.random(30 // (i + 1))):
                voice = "quoted" if dice.random() < quoted else "author"
                found.append((side, 0, 0, 0, actor, "name", actor, 0, 5, voice, position))
    columns = ["side", "section", "sentence", "utterance", "actor", "kind", "surface"]
    return pd.DataFrame(found, columns=[*columns, "start", "end", "voice", "position"])


def _contrast() -> pd.DataFrame:
    own = ["treaty", "West", "Soviet", "missile", "negotiate", "broken", "promises", "agreements"]
    other = ["Blinken", "negotiations", "Borrell", "ideology", "people", "talks", "European"]
    found = [(w, 12 - i, i // 2, 1.0, 0.1, 2.0, 2.8 - 0.2 * i) for i, w in enumerate(own)]
    found += [(w, i // 3, 15 - i, -1.0, -2.0, -0.1, -2.4 + 0.2 * i) for i, w in enumerate(other)]
    return pd.DataFrame(found, columns=["term", "n_a", "n_b", "log_odds", "low", "high", "z"])


def _differences(names: tuple[str, ...]) -> pd.DataFrame:
    found = [
        ("all", "mentions_per_1000", names[0], 0.0, 0.0, 2.7, 6.4, 3.4, 10.9, -6.4, -10.9, -2.7),
        ("all", "mentions_per_1000", names[1], 13.4, 7.9, 21.1, 3.4, 1.4, 7.0, 10.0, 3.8, 18.0),
        ("all", "tone", "", -0.23, -0.32, -0.14, -0.02, -0.1, 0.06, -0.21, -0.33, -0.09),
        ("quoted", "dale_chall", "", 10.9, 10.5, 11.3, 9.7, 9.3, 10.1, 1.2, 0.6, 1.8),
        ("all", "quoted_share", "", 0.09, 0.02, 0.2, 0.17, 0.08, 0.29, -0.08, -0.2, 0.05),
        ("all", "smog_grade", "", NAN, NAN, NAN, 14.6, 13.7, 15.4, NAN, NAN, NAN),
    ]
    columns = ["voice", "measure", "item", "a", "a_low", "a_high", "b", "b_low", "b_high"]
    table = pd.DataFrame(found, columns=[*columns, "difference", "low", "high"])
    return table.assign(z=2.0)


# --- All figures -----------------------------------------------------------------------------

FIGURES: dict[str, tuple[Callable[[Tables], go.Figure], list[str]]] = {
    "voices": (
        lambda t: sentiment.voices(t.sentiment, NAMES),
        ["voice:all", "voice:author", "voice:quoted"],
    ),
    "arc": (
        lambda t: sentiment.arc(t.sentiment, t.sections, NAMES),
        # the heading without words has no width, so nothing to click on
        [f"section:a:{i}" for i in (0, 1, 2, 4, 5)] + [f"section:b:{i}" for i in range(4)],
    ),
    "tone of sections": (
        lambda t: sentiment.sections(t.sentiment, t.sections, "a"),
        [f"section:a:{i}" for i in range(6)],
    ),
    "measure": (
        lambda t: readability.measure(t.readability, NAMES, "all", "dale_chall"),
        ["measure:dale_chall"],
    ),
    "grades": (
        lambda t: readability.grades(t.readability, NAMES, "all"),
        [f"measure:{name}" for name in readability.GRADES],
    ),
    "readability of sections": (
        lambda t: readability.sections(t.readability, t.sections, "b"),
        [f"section:b:{i}" for i in range(4)],
    ),
    "rates": (
        lambda t: actors.rates(t.actors, NAMES),
        [f"actor:{name}" for name in (*ACTORS[:3], "European Union", "Antony Blinken")],
    ),
    "places": (
        lambda t: actors.places(t.mentions, t.sections, ACTORS, actors.Shown("b", NAMES["b"])),
        [f"place:b:{name}" for name in ACTORS],
    ),
    "contrast": (
        lambda t: terms.contrast(t.contrast, NAMES, top=5),
        [
            *(f"term:{w}" for w in ("treaty", "West", "Soviet", "missile", "negotiate")),
            *(f"term:{w}" for w in ("Blinken", "negotiations", "Borrell", "ideology", "people")),
        ],
    ),
    "finding": (
        lambda t: overview.finding(t.differences.iloc[2], "voice:all", NAMES, t.differences),
        ["voice:all"],
    ),
}

every_figure = pytest.mark.parametrize("name", FIGURES)


def draw(name: str, tables: Tables | None = None) -> go.Figure:
    return FIGURES[name][0](tables or make_tables())


def click_traces(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.customdata is not None]


def scatters(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "scatter"]


def row_traces(figure: go.Figure) -> list[Any]:
    """The click targets that lie over whole rows."""
    return [trace for trace in click_traces(figure) if trace.type == "bar"]


def opened(figure: go.Figure) -> list[tuple[str, str, str]]:
    """What each row opens: pick, side, sentence."""
    return [tuple(told) for trace in row_traces(figure) for told in trace.customdata]


def picks(figure: go.Figure) -> list[str]:
    return list(dict.fromkeys(pick for pick, _, _ in opened(figure)))


def hovers(figure: go.Figure) -> dict[str, str]:
    """Hover text by pick."""
    texts = [text for trace in row_traces(figure) for text in trace.hovertext]
    return {pick: text for (pick, _, _), text in zip(opened(figure), texts, strict=True)}


def spacers(figure: go.Figure) -> list[Any]:
    """The shapes that nobody sees, one at either end of the values."""
    return [shape for shape in figure.layout.shapes if shape.xanchor and shape.xref == "x"]


def glyphs(figure: go.Figure) -> list[Any]:
    """The circle and the diamond before names."""
    return [shape for shape in figure.layout.shapes if shape.ysizemode == "pixel"]


def room(figure: go.Figure) -> tuple[float, float]:
    """Pixels that labels have at the left of the values and numbers at the right of them."""
    margin, ends = figure.layout.margin, [shape.x1 for shape in spacers(figure)]
    return margin.l - min(ends, default=0), margin.r + max(ends, default=0)


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def printed(figure: go.Figure) -> list[str]:
    """Everything a figure prints or shows in a hover."""
    ticks = [*(figure.layout.yaxis.ticktext or ()), *(figure.layout.xaxis.ticktext or ())]
    return [*notes(figure), *hovers(figure).values(), *ticks]


@every_figure
def test_every_row_can_be_clicked_once(name: str) -> None:
    """Each row carries the pick that opens its sentences, and no part of a row is there twice."""
    figure = draw(name)
    assert picks(figure) == FIGURES[name][1]
    begins = [base for trace in row_traces(figure) for base in trace.base]
    parts = list(zip(opened(figure), begins, strict=True))
    assert len(parts) == len(set(parts))


@pytest.mark.parametrize("name", ["voices", "measure", "grades", "rates", "finding"])
def test_each_half_of_a_row_opens_the_text_whose_mark_is_in_it(name: str) -> None:
    """Where both texts share a row, a click on a mark opens the sentences of its text."""
    figure = draw(name)
    [target] = row_traces(figure)
    marks = [trace for trace in scatters(figure) if trace.mode == "markers"]
    by_colour = {theme.colour(side): side for side in "ab"}
    for trace in marks:
        [side] = [by_colour[c] for c in {trace.error_x.color}]
        for y in trace.y:
            found = {
                told[1]
                for told, middle, width in zip(
                    target.customdata, target.y, target.width, strict=True
                )
                if abs(y - middle) < width / 2
            }
            assert found == {side}


@pytest.mark.parametrize("name", ["voices", "measure", "grades", "rates", "finding"])
def test_the_halves_of_a_row_leave_no_gap(name: str) -> None:
    """A chosen row is shaded from its upper to its lower edge, without a seam."""
    [target] = row_traces(draw(name))
    for pick in picks(draw(name)):
        edges = {
            (y - width / 2, y + width / 2)
            for told, y, width in zip(target.customdata, target.y, target.width, strict=True)
            if told[0] == pick
        }
        (_, end_of_a), (start_of_b, _) = sorted(edges)
        assert end_of_a == start_of_b


def test_a_term_opens_the_text_that_uses_it_more() -> None:
    """Terms at the left open their uses in a, those at the right their uses in b."""
    assert [side for _, side, _ in opened(draw("contrast"))] == ["a"] * 5 + ["b"] * 5


def test_a_mention_opens_its_sentence() -> None:
    """Each tick and each ring names its actor and its sentence, and says by which name."""
    t = make_tables()
    table = t.mentions.assign(sentence=range(len(t.mentions)), section=3)
    figure = actors.places(table, t.sections, ACTORS, actors.Shown("b", NAMES["b"]))
    marks = [trace for trace in click_traces(figure) if trace.type == "scatter"]
    told = {tuple(one) for trace in marks for one in trace.customdata}
    own = table[table["side"] == "b"]
    assert told == {(f"place:b:{one.actor}", "", f"b:{one.sentence}") for one in own.itertuples()}
    shown = {text for trace in marks for text in trace.hovertext}
    assert "<b>NATO</b><br>Babich 2022: §3, “NATO”" in shown
    assert "<b>NATO</b><br>Babich 2022: §3, “NATO”, quoted" in shown


@every_figure
def test_every_row_says_its_numbers_on_hover(name: str) -> None:
    """The click target shows its own text, begins with a bold name, and nothing else hovers."""
    figure = draw(name)
    assert all(text.startswith("<b>") and "<br>" in text for text in hovers(figure).values())
    for trace in figure.data:
        is_target = trace.customdata is not None
        assert trace.hovertemplate == "%{hovertext}<extra></extra>" if is_target else True
        assert is_target or trace.hoverinfo == "skip"


@every_figure
def test_choosing_a_row_shades_it_and_fades_nothing(name: str) -> None:
    """Clicked or not, every mark and every row keeps its opacity: Plotly's selection shows nothing."""
    for trace in draw(name).data:
        if trace.selected.marker.opacity is not None:
            assert trace.selected.marker.opacity == (trace.marker.opacity or 1)
        if trace.unselected.marker.opacity is not None:
            assert trace.unselected.marker.opacity == (trace.marker.opacity or 1)
        else:
            assert trace.unselected.textfont.color == theme.colour("muted")


@every_figure
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_placeholder_is_left_in_a_file(name: str, mode: theme.Mode) -> None:
    """A figure made for a file has the colours of its mode and no placeholder."""
    drawn = theme.real_colours(draw(name), mode).to_json()
    assert "#0000" not in drawn
    assert getattr(theme.ROLES["page"], mode) in drawn


@every_figure
def test_a_figure_has_placeholders_only(name: str) -> None:
    """On the page a figure carries no colour of its own, so that it is right in both modes."""
    drawn = draw(name).to_json()
    colours = {colour for pair in theme.ROLES.values() for colour in pair}
    assert not [colour for colour in colours if colour in drawn]


@every_figure
def test_same_tables_give_the_same_bytes(name: str) -> None:
    """A selection is lost whenever a figure changes, so drawing twice gives the same JSON."""
    assert draw(name).to_json() == draw(name).to_json()


@every_figure
def test_a_figure_is_strict_json(name: str) -> None:
    """Numbers are plain lists without NaN, readable by any program."""
    drawn = draw(name).to_json()
    assert "bdata" not in drawn
    json.loads(drawn, parse_constant=lambda constant: pytest.fail(f"{constant} in the figure"))


@every_figure
def test_margins_leave_room_on_a_phone(name: str) -> None:
    """Labels at the left take at most 112 pixels, values at the right at most 92."""
    left, right = room(draw(name))
    assert left <= 112
    assert right <= 92


IN_ROWS = ["voices", "measure", "grades", "rates", "places"]
"""Figures whose rows have something printed beside the values."""


@pytest.mark.parametrize("name", IN_ROWS)
def test_a_row_is_one_target_from_its_label_to_its_last_number(name: str) -> None:
    """Click targets lie on an axis over the whole width of the figure, below the one of the values."""
    figure = draw(name)
    [target] = row_traces(figure)
    axis = figure.layout.xaxis2
    assert target.xaxis == figure.layout.xaxis.overlaying == "x2"
    assert (axis.range, axis.domain, axis.fixedrange) == ((0, 1), None, True)
    pieces = zip(target.customdata, target.base, target.x, strict=True)
    reached: dict[tuple[str, ...], list[float]] = {}
    for told, base, long in pieces:
        reached.setdefault(tuple(told), []).extend(sorted((base, base + long)))
    assert {tuple(ends) for ends in reached.values()} <= {(0, 1), (0, 0.78, 0.78, 1)}
    assert (figure.layout.margin.l, figure.layout.margin.r) == (0, 0)


@pytest.mark.parametrize("name", IN_ROWS)
def test_the_values_have_what_labels_and_numbers_leave(name: str) -> None:
    """Plotly keeps the room of a shape free at either end: every label and every number lies in it."""
    figure = draw(name)
    left, right = room(figure)
    labels = [line for label in figure.layout.yaxis.ticktext or () for line in label.split("<br>")]
    assert all(grammar.text_width(label, theme.LABEL) <= left for label in labels)
    assert left + (figure.layout.yaxis.ticklabelstandoff or 8 - left) == 8
    beside = [note for note in figure.layout.annotations if note.x == 1]
    assert all(-right <= note.xshift <= 0 for note in beside)
    low, high = (shape.xanchor for shape in spacers(figure))
    drawn = [x for trace in scatters(figure) for x in trace.x if x is not None]
    assert all(low <= x <= high for x in drawn)


@every_figure
def test_nothing_can_be_dragged_or_zoomed(name: str) -> None:
    """Both axes are fixed and a click selects."""
    layout = draw(name).layout
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.clickmode == "event+select"
    assert layout.dragmode is False


NASTY = '<b>bold</b> <a href="https://example.org">x</a> & #000001'


@every_figure
def test_texts_from_outside_are_shown_literally(name: str) -> None:
    """Markup in a heading, an actor, a term or a short name is printed, never obeyed."""
    headings = {side: ["", *[NASTY] * (len(HEADINGS[side]) - 1)] for side in "ab"}
    tables = make_tables(headings, names=(NASTY, *ACTORS[1:]))
    tables = tables._replace(contrast=tables.contrast.assign(term=NASTY))
    nasty = {"a": NASTY, "b": f"{NASTY} too"}
    figures = [
        draw(name, tables),
        sentiment.voices(tables.sentiment, nasty),
        overview.finding(tables.differences.iloc[0], "actor:Russia", nasty),
        terms.contrast(tables.contrast, nasty),
        actors.places(tables.mentions, tables.sections, [NASTY], actors.Shown("a", NASTY)),
    ]
    for figure in figures:
        for text in printed(figure):
            assert "<a" not in text
            assert "<b>bold" not in text.removeprefix("<b>")
            assert "#000001" not in text


@every_figure
def test_an_undefined_number_is_a_word(name: str) -> None:
    """Where everything is undefined, words say so: no "nan" and no mark is drawn."""
    tables = make_tables()
    empty = Tables(
        tables.sections,
        tables.sentiment.assign(mean=NAN, low=NAN, high=NAN),
        tables.readability.assign(
            **{c: NAN for c in tables.readability if c.startswith(("dale", "flesch"))}
        ),
        tables.mentions,
        tables.actors.assign(per_1000_words=NAN, low=NAN, high=NAN),
        tables.contrast.assign(z=NAN),
        tables.differences.assign(**dict.fromkeys(["a", "b", "difference", "low", "high"], NAN)),
    )
    figure = draw(name, empty)
    assert not any("nan" in text.lower() for text in printed(figure))


# --- Single figures --------------------------------------------------------------------------


def test_a_voice_nobody_speaks_is_said_in_words() -> None:
    """Without quotations the row "Quoted words" has no mark and says why."""
    tables = make_tables(quoted=0)
    figure = sentiment.voices(tables.sentiment, NAMES)
    assert "no quoted words" in notes(figure)
    assert "no quoted words" in hovers(figure)["voice:quoted"]


def test_hover_of_a_voice_names_both_texts_with_interval_and_size() -> None:
    """Two lines: value, 95 % interval and number of utterances of each text."""
    tables = make_tables()
    row = grammar.one(grammar.whole(tables.sentiment), side="a", voice="all")
    assert row is not None
    expected = (
        f"Arnow: {theme.tone(row['mean'])}, "
        f"{theme.interval_text(row['low'], row['high'], theme.tone)}; 44 utterances"
    )
    assert expected in hovers(sentiment.voices(tables.sentiment, NAMES))["voice:all"]


def test_the_first_row_names_both_texts() -> None:
    """Values carry the short names once, at the first row, as there is no legend."""
    shown = " ".join(notes(sentiment.voices(make_tables().sentiment, NAMES)))
    assert shown.count("Arnow") == 1
    assert shown.count("Babich") == 1


def test_a_section_with_few_utterances_is_an_open_mark_without_interval() -> None:
    """Under three utterances the mark is page-coloured inside and the row says "no interval"."""
    figure = draw("tone of sections")
    marks = next(trace for trace in scatters(figure) if trace.mode == "markers")
    assert marks.marker.color[-1] == theme.colour("page")
    assert marks.error_x.array[-1] is None
    assert "1, no interval" in notes(figure)


def test_a_heading_without_text_is_a_low_row() -> None:
    """A heading only takes 28 pixels instead of 46 and says "heading only"."""
    figure = draw("tone of sections")
    assert figure.layout.yaxis.range[0] == 5 * rows.SECTION_PITCH + grammar.EMPTY_PITCH
    assert "heading only" in notes(figure)


def test_both_texts_share_one_scale_in_every_voice() -> None:
    """Section rows of a and b, whole or quoted, can be compared by eye."""
    t = make_tables()
    drawn = [
        sentiment.sections(t.sentiment, t.sections, side, voice).layout.xaxis.range
        for side, voice in (("a", "all"), ("b", "all"), ("a", "quoted"))
    ]
    assert len(set(drawn)) == 1


def test_the_area_of_a_section_mark_stands_for_its_words() -> None:
    """Four times the words make twice the diameter."""
    assert rows.mark_size(1000, 1000) == pytest.approx(2 * rows.mark_size(250, 1000))


def test_a_section_of_a_text_without_sections_is_said_in_words() -> None:
    """No sections at all make a small figure that says so."""
    t = make_tables()
    figure = sentiment.sections(t.sentiment, t.sections[:0], "a")
    assert notes(figure) == ["no sections"]


def test_the_arc_draws_no_band_where_there_is_no_interval() -> None:
    """The last section of a has one utterance: a dotted line instead of a band."""
    figure = draw("arc")
    dotted = [trace for trace in scatters(figure) if trace.line.dash == "2px,2px"]
    assert len(dotted) == 1
    assert len(dotted[0].x) == 3  # one line: two ends and a gap


def test_steps_of_the_arc_are_as_wide_as_their_sections() -> None:
    """Click targets start and end where the section does, in per cent of the words."""
    t = make_tables()
    target = click_traces(draw("arc", t))[0]
    third = t.sections.iloc[2]
    assert target.base[2] == pytest.approx(100 * third["start_share"])
    assert target.base[2] + target.x[2] == pytest.approx(100 * third["end_share"])


def test_too_little_text_is_said_in_words() -> None:
    """A section without a score says so, and one under 100 words has an open mark."""
    t = make_tables()
    figure = readability.sections(t.readability, t.sections, "a")
    assert TOO_LITTLE in notes(figure)
    assert "indicative only" in hovers(figure)["section:a:0"]


def test_an_interval_that_runs_off_the_axis_ends_in_an_arrowhead() -> None:
    """One far end among many does not stretch the axis: a tip at its edge says it goes on."""
    headings = {"a": [f"Heading {i}" for i in range(30)], "b": ["Only one"]}
    t = make_tables(headings, {"a": [100] * 30, "b": [900]})
    far = t.readability["section"].eq(7) & (t.readability["side"] == "a")
    low = t.readability["flesch_reading_ease_low"].mask(far, -90.0)
    table = t.readability.assign(flesch_reading_ease_low=low)
    figure = readability.sections(table, t.sections, "a")
    heads = [trace for trace in scatters(figure) if trace.marker.symbol == "arrow"]
    ends = figure.layout.xaxis.range
    assert ends[0] > -90
    assert [trace.marker.color for trace in heads] == [theme.colour("a")]
    at = heads[0].x.index(ends[0])
    assert heads[0].marker.angle[at] == -90
    whole_text = readability.measure(t.readability, NAMES, "all", "flesch_reading_ease")
    assert not [trace for trace in scatters(whole_text) if trace.marker.symbol == "arrow"]


def test_the_axis_of_a_single_section_is_no_microscope() -> None:
    """One score without a spread still has an axis of 20 points, with the score on it."""
    t = make_tables({"a": [""], "b": [""]}, {"a": [900], "b": [900]})
    scores = dict.fromkeys(("", "_low", "_high"), 93.8)
    table = t.readability.assign(**{f"flesch_reading_ease{end}": v for end, v in scores.items()})
    low, high = readability.sections(table, t.sections, "a").layout.xaxis.range
    assert high - low >= 20
    assert low < 93.8 < high


def test_a_lead_without_words_is_no_section() -> None:
    """A text that begins with a heading has no lead: no row, and no step in the arc."""
    t = make_tables(words={**WORDS, "a": [0, 90, 400, 0, 300, 16]})
    rest = [f"section:a:{i}" for i in range(1, 6)]
    assert picks(sentiment.sections(t.sentiment, t.sections, "a")) == rest
    assert picks(readability.sections(t.readability, t.sections, "a")) == rest
    assert "section:a:0" not in picks(sentiment.arc(t.sentiment, t.sections, NAMES))


def test_more_sections_than_a_chart_holds_are_said_in_words() -> None:
    """Of 1,000 sections 199 have a row, and the 200th row says where the others are."""
    headings = {"a": [f"Heading {i}" for i in range(1000)], "b": ["Only one"]}
    t = make_tables(headings, {"a": [100] * 1000, "b": [900]})
    for figure in (
        sentiment.sections(t.sentiment, t.sections, "a"),
        readability.sections(t.readability, t.sections, "a"),
    ):
        assert len(picks(figure)) == rows.MOST_ROWS - 1
        assert notes(figure)[-1] == "801 more sections in the table"


LONG_NAMES = {"a": "speech_reed", "b": "speech_hostile"}


def test_names_too_long_for_the_values_stand_above_them() -> None:
    """Both stand whole over the column of values, a's above b's as the values are, with its glyph."""
    tone = make_tables().sentiment
    figure = sentiment.voices(tone, LONG_NAMES)
    above = {note.text: note for note in figure.layout.annotations if note.y > 1}
    assert list(above) == ["speech_reed", "speech_hostile"]
    first, second = above.values()
    assert first.y > second.y
    assert (first.x, first.xshift) == (second.x, second.xshift)
    assert [note.font.color for note in above.values()] == [theme.colour("a"), theme.colour("b")]
    assert [shape.type for shape in glyphs(figure)] == ["circle", "path"]
    beside = sentiment.voices(tone, NAMES)
    assert figure.layout.height > beside.layout.height
    assert not glyphs(beside)


def test_names_above_the_values_end_where_the_figure_ends() -> None:
    """A name of any length takes no more than a phone is wide, and begins in the figure."""
    names = {
        side: f"{side} report of the committee of the whole house {'on it ' * 9}" for side in "ab"
    }
    figure = sentiment.voices(make_tables().sentiment, names)
    left = next(note for note in figure.layout.annotations if note.y > 1)
    plot = grammar.NARROWEST - figure.layout.margin.l - figure.layout.margin.r
    begin = figure.layout.margin.l + plot + left.xshift
    assert begin > 0
    assert begin + grammar.text_width(left.text, theme.LABEL) <= grammar.NARROWEST


def test_a_picture_that_names_both_texts_names_them_once() -> None:
    """Where the names stand over the chart already they are not said again at its side."""
    look = grammar.Look(width=700, is_named=True)
    figure = sentiment.voices(make_tables().sentiment, LONG_NAMES, look)
    assert not [text for text in notes(figure) if "speech" in text]


def test_the_difference_is_named_by_what_tells_the_names_apart() -> None:
    """ "reed − hostile", for "speec… − speec…" would say nothing."""
    figure = overview.finding(make_tables().differences.iloc[2], "voice:all", LONG_NAMES)
    assert "reed − hostile" in notes(figure)


def test_more_in_a_text_with_a_long_name_is_said_in_two_lines() -> None:
    """Over each half the name stands whole where it has a line to itself, on the narrowest phone."""
    names = {"a": "The Committee Report", "b": "speech_hostile"}
    figure = terms.contrast(make_tables().contrast, names)
    assert {"<b>More in</b><br><b>The Committee Report</b>"} <= set(notes(figure))
    one_line = terms.contrast(make_tables().contrast, NAMES)
    assert "<b>More in Arnow 2024</b>" in notes(one_line)
    assert figure.layout.height > one_line.layout.height


@pytest.mark.parametrize("n", [21, 40, 100, 400])
@pytest.mark.parametrize("width", [grammar.NARROWEST, 722])
def test_many_sections_are_numbered_to_the_end(n: int, width: int) -> None:
    """Every fifth or tenth § at the start of its step, none over another, none off the paper."""
    headings = {"a": [f"Heading {i}" for i in range(n)], "b": ["Only one"]}
    t = make_tables(headings, {"a": [100] * n, "b": [900]})
    figure = sentiment.arc(t.sentiment, t.sections, NAMES, look=grammar.Look(width=width))
    marked = [note for note in figure.layout.annotations if note.text.startswith("§")]
    margin = figure.layout.margin
    plot = width - margin.l - margin.r
    begins = [note.x * plot + (note.xshift or 0) for note in marked]
    ends = [
        begin + grammar.text_width(note.text, theme.SMALL)
        for begin, note in zip(begins, marked, strict=True)
    ]
    assert all(end < begin for end, begin in zip(ends, begins[1:], strict=False))
    assert ends[-1] <= plot + margin.r
    last = int(marked[-1].text[1:])
    assert n - last <= n / 4
    for note in marked[:-1]:
        start = t.sections[t.sections["side"] == "a"]["start_share"].iloc[int(note.text[1:])]
        assert (note.x, note.xshift) == (pytest.approx(start), 0)


def test_a_voice_has_one_name_on_the_page() -> None:
    """The rows of the voices are called what the choice of a voice calls them."""
    figure = sentiment.voices(make_tables().sentiment, NAMES)
    assert list(figure.layout.yaxis.ticktext) == list(VOICE_LABELS.values())


def test_actors_are_ordered_by_count_and_then_by_name() -> None:
    """The most frequent actor stands on top; the alphabet decides ties."""
    rows_ = [
        ("a", pd.NA, "all", actor, n, 1000, n, n / 2, n * 2)
        for actor, n in (("Beta", 3), ("Alpha", 3), ("Gamma", 9), ("Nobody", 0))
    ]
    columns = ["side", "section", "voice", "actor", "n_mentions", "n_words"]
    table = _table(rows_, [*columns, "per_1000_words", "low", "high"])
    assert actors.leading(table, "all") == ["Gamma", "Alpha", "Beta"]


def test_a_count_of_zero_is_an_open_mark_at_zero_with_an_interval() -> None:
    """Zero is data: it has an upper bound, and the column shows 0."""
    t = make_tables()
    shown = actors.leading(t.actors, "all")
    marks = next(m for m in scatters(actors.rates(t.actors, NAMES)) if m.mode == "markers")
    i = shown.index("Antony Blinken")
    assert (marks.x[i], marks.marker.color[i]) == (0, theme.colour("page"))
    assert marks.error_x.array[i] > 0


def test_a_voice_of_few_words_has_no_rate() -> None:
    """Three quoted words allow no rate; they are said in words and leave the scale alone."""
    t = make_tables()
    is_few = (t.actors["voice"] == "quoted") & (t.actors["side"] == "a")
    few = t.actors.assign(
        n_words=t.actors["n_words"].mask(is_few, 3), high=t.actors["high"].mask(is_few, 1230.0)
    )
    figure = actors.rates(few, NAMES, "quoted")
    assert "too few words" in hovers(figure)["actor:Russia"]
    assert max(shape.xanchor for shape in spacers(figure)) < 200


def test_nobody_named_is_said_in_words() -> None:
    """Without any mention the figure says so."""
    t = make_tables(quoted=0)
    assert notes(actors.rates(t.actors, NAMES, "quoted")) == ["no actors named"]


def test_ticks_are_the_author_and_rings_the_quoted() -> None:
    """Every mention is drawn once, in the shape of its voice."""
    t = make_tables()
    figure = actors.places(t.mentions, t.sections, ACTORS, actors.Shown("a", NAMES["a"]))
    drawn = {m.marker.symbol: len(m.x) for m in scatters(figure) if m.mode == "markers"}
    own = t.mentions[t.mentions["side"] == "a"]
    n_quoted = int((own["voice"] == "quoted").sum())
    assert drawn == {"line-ns": len(own) - n_quoted, "circle-open": n_quoted}


def test_bars_that_may_be_chance_are_soft() -> None:
    """z under 1.96 takes the soft colour, from 1.96 on the full one."""
    table = pd.DataFrame(
        [("sure", 9, 0, 1.0, 0.1, 2.0, 1.97), ("unsure", 5, 1, 1.0, -0.1, 2.0, 1.95)],
        columns=["term", "n_a", "n_b", "log_odds", "low", "high", "z"],
    )
    bars = terms.contrast(table, NAMES).data[2]
    assert list(bars.marker.color) == [theme.colour("a"), theme.colour("a_soft")]


def test_findings_of_one_measure_share_a_scale() -> None:
    """A rate of 10 lies at the same place in both findings about mentions."""
    t = make_tables()
    first, second = (
        overview.finding(t.differences.iloc[i], f"actor:{ACTORS[i]}", NAMES, t.differences)
        for i in (0, 1)
    )
    assert first.layout.xaxis.tickvals == second.layout.xaxis.tickvals
    assert first.layout.xaxis.ticktext == second.layout.xaxis.ticktext


@pytest.mark.parametrize("ends", [(-0.32, -0.14), (-0.3, -0.02), (-0.5, -0.1), (0.01, 0.3)])
@pytest.mark.parametrize("width", [grammar.NARROWEST, 447, 620, 852, grammar.WIDEST])
def test_no_line_runs_through_a_printed_value(ends: tuple[float, float], width: int) -> None:
    """The line at zero and the grid make room for the numbers, whatever the window's width."""
    row = make_tables().differences.iloc[2].copy()
    row["a_low"], row["a_high"] = ends
    figure = overview.finding(row, "voice:all", NAMES)
    margin, height = figure.layout.margin, figure.layout.yaxis.range[0]
    plot = width - margin.l - margin.r
    values = [note for note in figure.layout.annotations if 0 < note.y < 1]
    assert len(values) == 2
    for trace in scatters(figure):
        if trace.mode == "lines" and trace.line.color != theme.colour("ink"):
            for x, top, bottom in zip(trace.x[::3], trace.y[::3], trace.y[1::3], strict=True):
                for value in values:
                    begin = value.x * plot + value.xshift
                    words = re.sub("<[^>]*>", "", value.text)
                    end = begin + grammar.text_width(words, theme.LABEL, bold=True)
                    y = (1 - value.y) * height
                    assert not (begin < x * plot < end and top < y < bottom)


@pytest.mark.parametrize("reach", [0.0123, 0.21, 1, 1.02, 1.4, 2.7, 3.4, 5.8, 7.2, 9.99, 11, 84])
def test_ticks_of_a_difference_keep_their_distance(reach: float) -> None:
    """Three ticks, 34 pixels apart at least and clear of the edge, on the narrowest phone."""
    row = make_tables().differences.iloc[2].copy()
    row["low"], row["high"], row["difference"] = -reach, reach / 2, -reach / 4
    figure = overview.finding(row, "voice:all", NAMES)
    plot = grammar.NARROWEST - figure.layout.margin.l - figure.layout.margin.r
    places = [plot * place for place in figure.layout.xaxis.tickvals[-3:]]
    assert figure.layout.xaxis.ticktext[-2] == "0"
    assert all(b - a >= 34 for a, b in pairwise(places))
    label = grammar.text_width(figure.layout.xaxis.ticktext[-1], theme.TICK)
    assert places[-1] + label / 2 <= plot + figure.layout.margin.r


def test_the_chosen_row_is_shaded_from_the_start() -> None:
    """``chosen`` shades its row, all parts of it, in 6 % ink; an unknown pick shades none."""
    t = make_tables()
    [rows_] = row_traces(sentiment.voices(t.sentiment, NAMES, grammar.Look("voice:author")))
    clear, shade = theme.TRANSPARENT, theme.colour("ink")
    expected = [shade if told[0] == "voice:author" else clear for told in rows_.customdata]
    assert list(rows_.marker.color) == expected
    assert expected.count(shade) == 4
    assert rows_.marker.opacity == 0.06
    [rows_] = row_traces(sentiment.voices(t.sentiment, NAMES, grammar.Look("voice:nobody")))
    assert set(rows_.marker.color) == {clear}


# --- Words that fit --------------------------------------------------------------------------


def test_where_room_is_short_names_lose_what_they_share() -> None:
    """ "Arnow 2022" and "Arnow 2024" become the years, not "Arnow…" twice."""
    alike = {"a": "Arnow 2022", "b": "Arnow 2024"}
    assert grammar.narrow_names(alike, 46, theme.LABEL) == {"a": "2022", "b": "2024"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("speech_reed", "speech_hostile", ["reed", "hostile"]),
        ("Speechreed", "Speechhostile", ["…reed", "…hos…"]),
        ("A" * 50, "A" * 50 + "b", ["first", "second"]),
        ("Arnow", "Babich", ["Arnow", "Babich"]),
        ("Antony_Blinken", "Arnold", ["Anton…", "Arnold"]),
    ],
)
def test_names_are_never_cut_to_the_same_beginning(a: str, b: str, expected: list[str]) -> None:
    """Two names are shortened from where they differ, or told apart as first and second."""
    shown = grammar.narrow_names({"a": a, "b": b}, 43, theme.TICK)
    assert [shown["a"], shown["b"]] == expected


@pytest.mark.parametrize("text", ["W" * 60, "a long name of many words indeed", "漢字" * 30, "x"])
def test_a_text_that_is_cut_fits(text: str) -> None:
    """Whatever the letters, what is left takes no more than the room there is."""
    shown = grammar.fit(text, 80)
    assert grammar.text_width(shown, theme.LABEL) <= 80
    assert shown == text or shown.endswith("…")


def test_heading_and_count_fit_on_a_phone() -> None:
    """At 340 pixels no heading runs into what stands at the right of its row."""
    long = "A VERY LONG HEADING WITH SHOUTING IN IT THAT GOES ON AND ON"
    headings = {side: [long] * len(HEADINGS[side]) for side in "ab"}
    t = make_tables(headings)
    shown = notes(sentiment.sections(t.sentiment, t.sections, "a"))
    for heading, right in zip(shown[::2], shown[1::2], strict=True):
        words = re.sub("<[^>]*>", "", heading)
        taken = grammar.text_width(words, theme.LABEL) + grammar.text_width(right, theme.TICK)
        assert taken <= grammar.NARROWEST


@pytest.mark.parametrize("name", ["x" * 100_000, "i " * 50_000, f"short {'W' * 100_000}"])
def test_a_text_of_any_length_is_fitted_in_few_steps(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name of 100,000 characters is measured a few hundred times at most, not once per letter."""
    measured: list[str] = []
    width = grammar.text_width

    def counting(text: str, size: float, *, bold: bool = False) -> float:
        measured.append(text)
        return width(text, size, bold=bold)

    monkeypatch.setattr(grammar, "text_width", counting)
    shown = [grammar.fit(name, 160, bold=True), *grammar.fit_lines(name, 98)]
    shown += grammar.narrow_names({"a": name, "b": "b"}, 110, theme.TICK).values()
    assert len(measured) <= 300
    assert all(len(text) < 80 for text in shown)


def test_a_long_actor_takes_two_lines() -> None:
    """A name wider than the gutter is broken once, and cut if that is not enough."""
    lines = grammar.fit_lines("Organization for Security and Co-operation in Europe", 98)
    assert len(lines) == 2
    assert all(grammar.text_width(line, theme.LABEL) <= 98 for line in lines)


@pytest.mark.parametrize("space", [" ", "\N{NO-BREAK SPACE}"])
def test_a_line_never_ends_between_a_number_and_its_percent_sign(space: str) -> None:
    """ "95" and "%" stay together, in footers and in hovers, whatever space is between them."""
    text = f"A line is a 95{space}% interval"
    for pixels in range(60, 200):
        lines = grammar.fit_lines(text, pixels, most=9)
        assert not [line for line in lines if line.startswith("%")]
    assert "<b>%" not in grammar.hover_lines(text, length=14, most=9)


@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 1), (-0.63, 0.24), (11.2, 18.9), (0, 44), (-1, 1), (0.001, 0.0042), (0, 7)],
)
def test_an_axis_has_three_to_five_round_ticks(low: float, high: float) -> None:
    """Few ticks, all on the axis."""
    ticks, _ = grammar.ticks_between(low, high)
    assert 3 <= len(ticks) <= 5
    assert low <= ticks[0]
    assert ticks[-1] <= high


def test_forty_sections_and_one_section_are_drawn() -> None:
    """Every section has its row, however many or few there are."""
    headings = {"a": [f"Heading {i}" for i in range(40)], "b": ["Only one"]}
    t = make_tables(headings, {"a": [100] * 40, "b": [900]})
    assert len(picks(sentiment.sections(t.sentiment, t.sections, "a"))) == 40
    assert len(picks(readability.sections(t.readability, t.sections, "b"))) == 1
    assert len(picks(sentiment.arc(t.sentiment, t.sections, NAMES))) == 41
