"""Evidence: the sentences behind a number, as many marks as the number counts, every text escaped."""

import re
from functools import cache, partial
from typing import NamedTuple

import pandas as pd
import pytest
from conftest import toy_source

from analysis.report import SIDES, Report, Request, build_report, load_actors
from analysis.text import VOICES
from dashboard import fragments, selections, theme
from dashboard.evidence import OF_ONE_TEXT, Evidence, Margin, gather, is_pick, opened_by, row_of
from dashboard.exhibits import Exhibit, all_exhibits, exhibits_of, rows_of

NAMES = {"a": "Arnow 2024", "b": "Babich 2022"}

GERMAN = """Eine Rede

Die Regierung will den Frieden, und die Menschen wollen ihn auch. Die Verhandlungen haben begonnen.

# Die Lage

Die NATO und Russland reden wieder. „Wir hoffen auf die Zukunft“, sagte Anna Schmidt. Die Kinder lachen.
"""


@pytest.fixture(scope="module")
def german() -> Report:
    """A German text beside an English one."""
    english = "The war was terrible. Everybody hopes for a good peace and prosperity."
    return build_report(
        Request(toy_source("Rede", GERMAN), toy_source("Talk", english), load_actors())
    )


class Shown(NamedTuple):
    """What a reader can count in the margin."""

    n_sentences: int
    tones: list[float]
    n_words: int
    n_marks: int


def read(html: str) -> Shown:
    """The sentences, the scores, the words and the highlights that stand in some evidence."""
    tones = re.findall(r"<span>tone(?: of [^<]*)? ([+−]?\d\.\d\d)</span>", html)
    words = re.findall(r"<span>([\d,]+) words?, ", html)
    return Shown(
        n_sentences=html.count('<div class="it'),
        tones=[float(one.replace(theme.MINUS, "-")) for one in tones],
        n_words=sum(int(found.replace(",", "")) for found in words),
        n_marks=html.count('<mark class="') + html.count('<span class="quoted'),
    )


def only(table: pd.DataFrame, **where: object) -> pd.Series:
    """The one row of a table with these values; a section of None is the whole text."""
    for column, value in where.items():
        table = table[table[column].isna() if value is None else table[column].eq(value)]
    assert len(table) == 1
    return table.iloc[0]


def assert_tone(report: Report, shown: Shown, where: dict) -> None:
    """The scores that stand there are those the mean is of; every word with a valence is marked."""
    row = only(report.sentiment, **where)
    assert len(shown.tones) == row["n_utterances"]
    if shown.tones:
        assert sum(shown.tones) / len(shown.tones) == pytest.approx(row["mean"], abs=0.0051)
    words = report.tone_words.merge(report.utterances[["side", "utterance", "voice"]])
    words = words[words["side"].eq(where["side"])]
    if where["section"] is not None:
        words = words[words["section"].eq(where["section"])]
    if where["voice"] != "all":
        words = words[words["voice"].eq(where["voice"])]
    assert shown.n_marks == len(words)


MARKED = {
    "words_per_sentence": None,
    "ari_grade": None,
    "coleman_liau_grade": None,
    "dale_chall": "n_unfamiliar",
    "gunning_fog_grade": "n_difficult",
}
"""Measure → the column of the table that counts the words marked for it; long words for all others."""


def assert_readability(report: Report, shown: Shown, where: dict, measure: str) -> None:
    """The sentences and words that stand there are those the score is of."""
    row = only(report.readability, **where)
    assert shown.n_sentences == row["n_sentences"]
    assert shown.n_words == row["n_words"]
    column = MARKED.get(measure, "n_polysyllables")
    assert shown.n_marks == (row[column] if column else 0)


def assert_counted(report: Report, exhibit: Exhibit, pick: str, side: str) -> None:
    """What stands in the margin for a row of a chart is what the chart's number counts."""
    found = gather(report, Margin(exhibit.view, exhibit.voice), pick, side)
    shown = read(found.html)
    where = {"side": side, "section": None, "voice": exhibit.voice}
    if pick.partition(":")[0] in VOICES:
        where["voice"], _, pick = pick.partition(":")
    kind, _, item = pick.partition(":")
    if kind == "section":
        where["section"] = int(item.partition(":")[2])
    if kind == "actor":
        rows = report.actors[report.actors["actor"].eq(item)]
        n = only(rows, **where)["n_mentions"] if len(rows) else 0
        assert found.counts[side] == shown.n_marks == n
    elif kind == "place":
        rows = exhibit.table
        rows = rows[rows["side"].eq(side) & rows["actor"].eq(item.partition(":")[2])]
        assert found.counts[side] == shown.n_marks == len(rows)
    elif kind == "term":
        n = only(exhibit.table, term=item)[f"n_{side}"]
        assert found.counts[side] == shown.n_marks == n
    elif kind == "quotations":
        rows = report.utterances
        rows = rows[rows["side"].eq(side) & rows["voice"].eq("quoted")]
        assert found.counts[side] == shown.n_marks == len(rows)
    elif kind == "measure" or exhibit.view == "Readability":
        assert found.counts[side] == shown.n_sentences
        assert_readability(report, shown, where, item if kind == "measure" else "")
    else:
        assert found.counts[side] == len(shown.tones)
        assert_tone(report, shown, where | ({"voice": item} if kind == "voice" else {}))


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("view", ["Overview", "Sentiment", "Readability", "Actors", "Terms"])
def test_every_row_of_every_chart_opens_what_its_number_counts(samples, view, voice):
    """Count, list and highlights are one number, whatever is clicked, in every view and voice."""
    exhibits = exhibits_of(samples, view, voice)
    assert exhibits or view == "Overview"  # too few quoted words for a finding
    for exhibit in exhibits:
        for pick, _ in rows_of(exhibit, NAMES):
            kind, _, item = pick.partition(":")
            for side in item[:1] if kind in OF_ONE_TEXT else SIDES:
                assert_counted(samples, exhibit, pick, side)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("side", SIDES)
def test_every_actor_opens_as_many_mentions_as_the_table_counts(samples, side, voice):
    """Also those that the chart has no room for."""
    table = samples.actors
    rows = table[table["side"].eq(side) & table["section"].isna() & table["voice"].eq(voice)]
    for row in rows.itertuples():
        found = gather(samples, Margin("Actors", voice), f"actor:{row.actor}", side)
        assert found.counts[side] == row.n_mentions == read(found.html).n_marks


@pytest.mark.parametrize("side", SIDES)
def test_the_number_of_words_of_a_text_opens_all_its_sentences(samples, side):
    """What the overview says of a text's size opens the text, sentence by sentence."""
    found = gather(samples, Margin("Overview", "all"), f"text:{side}", side)
    row = only(samples.documents, side=side)
    assert read(found.html).n_sentences == row["n_sentences"]
    assert f'data-pick="text:{side}"' in fragments.identity(samples, side)


def test_a_long_list_shows_more_when_asked():
    """No sentence behind a number is out of reach, however many there are."""
    long = toy_source("Long", "NATO is here. " * 400)
    report = build_report(Request(long, long._replace(name="Other"), load_actors()))
    first = gather(report, Margin("Actors", "all"), "actor:NATO", "a").html
    assert "The first 150 of 400 sentences." in first
    assert "Show 150 more" in first
    further = gather(report, Margin("Actors", "all", 300), "actor:NATO", "a").html
    assert read(further).n_marks == 300
    assert "Show 100 more" in further
    assert read(gather(report, Margin("Actors", "all", 450), "actor:NATO", "a").html).n_marks == 400


def test_quoted_words_are_not_muted_where_they_are_what_counts(samples):
    """Whoever reads the author's voice and asks what is quoted sees it as clearly."""
    html = gather(samples, Margin("Texts", "author"), "quotations:speech", "b").html
    assert 'class="quoted"' in html
    assert "dim" not in html


def test_tone_marks_are_the_words_that_fired(samples):
    """Every word that carries tone in a section is marked, and no other."""
    words = samples.tone_words
    expected = words[words["side"].eq("a") & words["section"].eq(6)]["word"].tolist()
    found = gather(samples, Margin("Sentiment", "all"), "section:a:6", "a")
    assert re.findall(r"<mark [^>]*>(.*?)</mark>", found.html) == expected


def test_sentences_come_in_the_order_of_the_text(samples):
    """Evidence reads as the text does."""
    found = gather(samples, Margin("Actors", "all"), "actor:Russia", "b")
    numbers = [int(n) for n in re.findall(r'data-pick="read:b:(\d+)"', found.html)]
    assert numbers == sorted(numbers)


def test_words_of_the_other_voice_are_muted(samples):
    """In the author's voice a quoted run of a sentence is there, but set back."""
    found = gather(samples, Margin("Sentiment", "author"), "section:b:5", "b")
    assert '<span class="dim">“Russia has humiliated' in found.html


def test_zero_is_answered_in_words(samples):
    """A text that does not name an actor says so, and up to what rate that may still be."""
    found = gather(samples, Margin("Actors", "all"), "actor:European Union", "a")
    assert "does not mention the European Union" in found.summary
    assert "up to 2.7 per 1,000 words" in found.summary


def test_a_speaker_is_named(samples):
    """A quoted sentence says whose it is."""
    found = gather(samples, Margin("Sentiment", "all"), "voice:quoted", "b")
    assert "quoted, Antony Blinken" in found.html


def test_markup_in_a_text_is_shown_not_run():
    """A text may hold HTML; the page shows its characters."""
    hostile = toy_source("A", '<img src=x onerror=alert(1)> NATO is "here". <b>NATO</b> & co.')
    report = build_report(Request(hostile, hostile._replace(name="B"), load_actors()))
    found = gather(report, Margin("Actors", "all"), "actor:NATO", "a")
    assert "<img" not in found.html
    assert "<b>" not in found.html
    assert "&lt;img" in found.html


@pytest.mark.parametrize(
    "pick",
    [
        "",
        "x",
        "actor:",
        "actor:Nobody",
        "section:a",
        "section:c:1",
        "section:a:-1",
        "section:a:999",
        "section:a:²",
        "measure:side",
        "measure:n_words",
        "voice:",
        "place:a",
        "place:z:Russia",
        "text:a:6",
        "quoted",
        "quoted:",
        "quoted:voice:author",
        "quoted:quoted:actor:Russia",
        "nobody:actor:Russia",
        "section:b:3:actor:Russia",
        "section:b:99:term:Russia",
        "section:b:3:term:zebra",
    ],
)
def test_a_pick_that_names_nothing_is_refused(samples, pick):
    """Links come from anywhere: what these texts do not have is no pick."""
    assert not is_pick(samples, pick)


def tables_of(report: Report, view: str, voice: str) -> list[pd.DataFrame]:
    """The tables that a view shows, each once."""
    tables = [exhibit.table for exhibit in exhibits_of(report, view, voice)]
    if view == "Overview":
        tables = [selections.differences(report, voice)]
    if view == "Terms":
        tables.append(report.terms_in(voice))
    if view == "Actors":
        tables.append(selections.name_forms(report, "Russia", voice))
    return [table for i, table in enumerate(tables) if not any(map(table.equals, tables[:i]))]


def assert_says(found: Evidence, row: dict, column: str) -> None:
    """What a cell opens is what it says: as many sentences, words or marks, or the score itself."""
    shown, value = read(found.html), row[column]
    measure = column.removesuffix("_low").removesuffix("_high")
    if column in MARKS_COUNTED or ("form" in row and column in SIDES):
        assert shown.n_marks == value, (found.title, column)
    elif column == "n_utterances":
        assert len(shown.tones) == value
    elif column == "n_sentences":
        assert shown.n_sentences == value
    elif column == "n_words" and "n_utterances" not in row and value:
        assert theme.counted(value, "word") in found.summary
    elif measure in theme.MEASURES and not pd.isna(value):
        assert theme.MEASURES[measure].number(value) in found.summary


MARKS_COUNTED = ("n_mentions", "n_quoted", "n_a", "n_b", "n")
"""Columns whose numbers are those of the highlights."""


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("view", ["Overview", "Sentiment", "Readability", "Actors", "Terms"])
def test_every_cell_of_every_table_opens_what_it_counts(samples, view, voice):
    """Whichever cell is clicked, in every view and voice, its number is the number of highlights."""
    opened = cache(partial(gather, samples, Margin(view, voice)))
    known = cache(partial(is_pick, samples))
    for table in tables_of(samples, view, voice):
        # Of long tables, whose rows are all of one kind, some rows stand for all.
        for row in table.iloc[:: 1 + len(table) // 60].to_dict("records"):
            for column in row:
                pick, side, _ = opened_by(row, column)
                assert known(pick), (pick, row)
                assert_says(opened(pick, side or "a"), row, column)


@pytest.mark.parametrize(
    ("pick", "title", "n"),
    [
        ("quoted:actor:Russia", "Russia · quoted words", 12),
        ("all:actor:Russia", "Russia", 43),
        ("author:measure:smog_grade", "SMOG · author’s words", 77),
        ("author:place:b:Russia", "Russia · author’s words", 31),
        ("section:b:3:term:Russia", "“Russia” in §3", 7),
        ("quoted:section:b:3", "Blinken’s Speech · quoted words", 17),
    ],
)
def test_a_pick_may_say_whose_words_or_which_section(samples, pick, title, n):
    """It counts there, whatever the page's voice, and its title says so."""
    assert is_pick(samples, pick)
    found = gather(samples, Margin("Actors", "all"), pick, "b")
    assert (found.title, found.counts["b"]) == (title, n)


@pytest.mark.parametrize(
    ("pick", "row"),
    [
        ("quoted:actor:Russia", "actor:Russia"),
        ("all:measure:smog_grade", "measure:smog_grade"),
        ("section:b:3:term:treaty", "term:treaty"),
        ("section:b:3", "section:b:3"),
        ("voice:quoted", "voice:quoted"),
        ("quoted", "quoted"),
    ],
)
def test_the_row_of_a_pick_is_the_one_that_can_be_shaded(pick, row):
    """A chart has no row for one voice of a row, or for one section of a term."""
    assert row_of(pick) == row


@pytest.mark.parametrize(
    ("row", "column", "opened"),
    [
        (
            {"side": "b", "actor": "Russia", "n_mentions": 43},
            "n_mentions",
            ("actor:Russia", "b", ""),
        ),
        ({"term": "treaty", "n_a": 12, "n_b": 0}, "n_b", ("term:treaty", "b", "")),
        ({"term": "treaty", "n_a": 12, "n_b": 0}, "z", ("term:treaty", "", "")),
        (
            {"side": "a", "sentence": 4, "actor": "NATO", "surface": "Nato"},
            "surface",
            ("actor:NATO", "a", "a:4"),
        ),
    ],
)
def test_a_cell_opens_the_text_and_the_sentence_it_speaks_of(row, column, opened):
    """By its row, or else by its column."""
    assert opened_by(row, column) == opened


def test_the_sentence_that_was_pointed_at_stands_out(samples):
    """What a mention's tick leads to is marked in the list."""
    stands = Margin("Actors", "all", at="b:57")
    html = gather(samples, stands, "actor:Russia", "b").html
    (target,) = re.findall(r'<div class="it target">.*?data-pick="(read:[^"]*)"', html)
    assert target == "read:b:57"


def test_more_are_shown_below_a_sentence_that_was_pointed_at():
    """The button keeps its promise however far down that sentence stands."""
    long = toy_source("Long", "NATO is here. " * 700)
    report = build_report(Request(long, long._replace(name="Other"), load_actors()))
    shown = [
        read(
            gather(report, Margin("Actors", "all", n, "a:399"), "actor:NATO", "a").html
        ).n_sentences
        for n in (150, 300)
    ]
    assert shown == [400, 550]


def test_every_row_of_every_chart_can_be_reached_without_a_mouse(samples):
    """The buttons for the keyboard are the chart's rows, and each opens something."""
    for exhibit in all_exhibits(samples, "all"):
        picks = [pick for pick, _ in rows_of(exhibit, NAMES)]
        assert picks
        assert all(is_pick(samples, pick) for pick in picks)
        shown = fragments.rows_by_keyboard([(exhibit.title, rows_of(exhibit, NAMES))])
        assert shown.count("data-pick=") == len(picks)


@pytest.mark.parametrize(
    ("view", "pick"),
    [("Overview", "text:a"), ("Sentiment", "voice:all"), ("Actors", "measure:smog_grade")],
)
def test_nothing_is_said_of_tone_or_readability_in_another_language(german, view, pick):
    """The word lists are English: “die” is no negative word in German."""
    found = gather(german, Margin(view, "all"), pick, "a")
    assert read(found.html).n_sentences > 3
    assert not read(found.html).tones
    assert not read(found.html).n_marks
    assert "syllables" not in found.html + found.summary
    assert found.summary.endswith(
        "Tone and readability are measured in English texts only; this one is in German."
    )
    other = gather(german, Margin(view, "all"), pick.replace("text:a", "text:b"), "b")
    assert "English texts only" not in other.summary
    assert read(other.html).n_marks


def test_a_name_that_runs_leftwards_does_not_turn_the_words_after_it():
    """A number after a Hebrew name would be shown before it: the name is kept apart."""
    hebrew = toy_source("נאום על שלום", "NATO is here. NATO stays.")
    report = build_report(Request(hebrew, hebrew._replace(name="Talk"), load_actors()))
    margin = Margin("Actors", "all")
    assert gather(report, margin, "actor:NATO", "a").summary.startswith(
        "\u2068נאום על שלום\u2069 · 2"
    )
    assert gather(report, margin, "actor:NATO", "b").summary.startswith("Talk · 2")
