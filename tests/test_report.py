"""The report: a toy pair one can count by hand, properties that must hold, and the samples' tables."""

from pathlib import Path
from typing import get_type_hints

import numpy as np
import pandas as pd
import pytest
from conftest import TOY_A, TOY_B, toy_source

from analysis.report import ROW_TYPES, Request, build_report, load_actors
from analysis.text import ALL, AUTHOR, QUOTED

GOLDEN = Path(__file__).parent / "golden"


def row(table: pd.DataFrame, **where) -> pd.Series:
    """The one row where columns have these values; section=None is the whole text."""
    for column, value in where.items():
        table = table[table[column].isna() if value is None else table[column].eq(value)]
    assert len(table) == 1
    return table.iloc[0]


# --- the toy pair, counted by hand ---------------------------------------------------------------


def test_toy_sections(toy):
    """A has a lead of three sentences, and one headed section of two; B has a lead of two."""
    found = toy.sections[["side", "heading", "n_words", "n_sentences"]].values.tolist()
    assert found == [["a", "", 13, 3], ["a", "Talks", 6, 2], ["b", "", 10, 2]]


def test_toy_title(toy):
    """A's title stands above its text; B has none."""
    assert toy.documents["title"].tolist() == ["Peace Now", ""]


def test_toy_voices(toy):
    """Of A's 19 words Jane Doe says four ("We want peace too"), and B quotes nobody."""
    assert toy.documents["quoted_share"].tolist() == [4 / 19, 0.0]
    speech = toy.utterances[toy.utterances["voice"] == QUOTED]
    assert speech[["speaker", "n_words"]].values.tolist() == [["Jane Doe", 4]]


def test_toy_actors(toy):
    """A names Russia twice and NATO once in 19 words: 105.3 and 52.6 per 1,000."""
    whole = {"side": "a", "section": None, "voice": ALL}
    russia = row(toy.actors, **whole, actor="Russia")
    nato = row(toy.actors, **whole, actor="NATO")
    assert (russia["n_mentions"], nato["n_mentions"]) == (2, 1)
    assert russia["per_1000_words"] == pytest.approx(1000 * 2 / 19)
    assert nato["per_1000_words"] == pytest.approx(1000 / 19)


def test_an_actor_of_one_text_has_a_zero_with_an_interval_in_the_other(toy):
    """B never names NATO; in its 10 words that leaves room for up to 369 per 1,000."""
    nato = row(toy.actors, side="b", section=None, voice=ALL, actor="NATO")
    assert (nato["n_mentions"], nato["low"]) == (0, 0)
    assert nato["high"] == pytest.approx(1000 * 3.6889 / 10, abs=0.01)


def test_toy_readability_inputs(toy):
    """A has 19 words in 5 sentences: 3.8 words per sentence, and too few for a score."""
    whole = row(toy.readability, side="a", section=None, voice=ALL)
    assert whole["words_per_sentence"] == pytest.approx(19 / 5)
    assert whole["note"] == "too little text"
    assert np.isnan(whole["flesch_reading_ease"])


def test_toy_sentiment(toy):
    """A's tone is the mean of its six utterances, one of which is quoted."""
    tones = toy.utterances[toy.utterances["side"] == "a"]["tone"]
    whole = row(toy.sentiment, side="a", section=None, voice=ALL)
    assert whole["n_utterances"] == len(tones) == 6
    assert whole["mean"] == pytest.approx(tones.mean())


def test_nothing_quoted_is_undefined_not_zero(toy):
    """B quotes nobody: its quoted tone has no value, and n is 0."""
    quoted = row(toy.sentiment, side="b", section=None, voice=QUOTED)
    assert quoted["n_utterances"] == 0
    assert np.isnan(quoted["mean"])


# --- properties ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def swapped(samples):
    request = samples.request
    return build_report(request._replace(a=request.b, b=request.a))


@pytest.mark.parametrize("name", ["sections", "sentiment", "readability", "mentions", "terms"])
def test_swapping_the_sides_swaps_the_rows(samples, swapped, name):
    """Which text is called a changes no number of either."""
    own = samples.tables[name]
    other = swapped.tables[name]
    for side, mirrored in (("a", "b"), ("b", "a")):
        left = own[own["side"] == side].drop(columns="side").reset_index(drop=True)
        right = other[other["side"] == mirrored].drop(columns="side").reset_index(drop=True)
        pd.testing.assert_frame_equal(left, right)


def test_swapping_the_sides_flips_differences(samples, swapped):
    """Every difference and its interval change sign, and nothing else."""
    keys = ["voice", "measure", "item"]
    own = samples.differences.set_index(keys).sort_index()
    other = swapped.differences.set_index(keys).sort_index()
    np.testing.assert_allclose(own["difference"], -other["difference"])
    np.testing.assert_allclose(own["low"], -other["high"])
    np.testing.assert_allclose(own["z"], -other["z"])


def test_swapping_the_sides_flips_the_contrast(samples, swapped):
    """A word that sets a apart sets b apart after the swap, as clearly."""
    own = samples.contrast.set_index("term")["z"].sort_index()
    other = swapped.contrast.set_index("term")["z"].sort_index()
    np.testing.assert_allclose(own, -other)


def test_a_text_pasted_twice_keeps_its_rates():
    """Twice the text: twice the counts, the same mean tone, rates and words per sentence."""
    body = "Russia met NATO. The talks failed badly. Nobody won a thing.\n\n"
    once, twice = toy_source("Once", body * 4), toy_source("Twice", body * 8)
    report = build_report(Request(once, twice, load_actors()))
    words = report.documents["n_words"].tolist()
    assert words[1] == 2 * words[0]
    whole = report.differences[report.differences["voice"] == ALL]
    compared = whole[whole["measure"] != "quoted_share"]
    np.testing.assert_allclose(compared["a"], compared["b"])


@pytest.mark.parametrize("column", ["n_utterances", "n_words"])
def test_author_and_quoted_make_up_the_whole(samples, column):
    """In every section the author's words and the quoted ones add up to all."""
    table = samples.sentiment.pivot_table(
        index=["side", samples.sentiment["section"].fillna(-1)], columns="voice", values=column
    )
    assert (table[AUTHOR] + table[QUOTED] == table[ALL]).all()


def test_mentions_of_author_and_quoted_make_up_the_whole(samples):
    """Each actor's mentions by the author and in quotations add up to all mentions."""
    table = samples.actors.assign(section=samples.actors["section"].fillna(-1)).pivot_table(
        index=["side", "section", "actor"], columns="voice", values="n_mentions"
    )
    assert (table[AUTHOR] + table[QUOTED] == table[ALL]).all()


def test_sections_add_up_to_the_text(samples):
    """The words of the sections are the words of the text."""
    sums = samples.sections.groupby("side")["n_words"].sum()
    assert sums.tolist() == samples.documents["n_words"].tolist()


@pytest.mark.parametrize("side", ["a", "b"])
def test_sentences_are_substrings_in_order(samples, side):
    """A sentence's offsets cut out a stretch without outer space; sentences do not overlap."""
    document = samples.document(side)
    pieces = [document.text[s.start : s.end] for s in document.sentences]
    assert all(piece == piece.strip() and piece for piece in pieces)
    ends = [0, *(s.end for s in document.sentences)]
    assert all(s.start >= end for s, end in zip(document.sentences, ends, strict=False))


def test_every_word_belongs_to_the_utterance_it_stands_in(samples):
    """No word is counted for a sentence it is not in."""
    for side in "ab":
        document = samples.document(side)
        for start, end, number in zip(
            document.words.start, document.words.end, document.words.utterance, strict=True
        ):
            utterance = document.utterances[number]
            assert utterance.start <= start < end <= utterance.end


# --- the two samples ---------------------------------------------------------------------------------


def test_the_samples_are_read_as_a_careful_editor_reads_them(samples):
    """1,346 and 2,045 words in 60 and 94 sentences; 15 and 9 headings."""
    documents = samples.documents.set_index("side")
    assert documents["n_words"].tolist() == [1346, 2045]
    assert documents["n_sentences"].tolist() == [60, 94]
    headed = samples.sections[samples.sections["section"] > 0].groupby("side").size()
    assert headed.tolist() == [15, 9]
    empty = samples.sections[samples.sections["n_words"] == 0]
    assert empty["heading"].str[:3].tolist() == ["9. ", "10."]


def test_a_sixth_of_b_is_somebody_elses(samples):
    """About 17 % of b's words are quoted, most of them Antony Blinken's."""
    b = samples.documents.set_index("side").loc["b"]
    assert b["quoted_share"] == pytest.approx(0.17, abs=0.01)
    assert b["main_speaker"] == "Antony Blinken"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.csv")), ids=lambda path: path.stem)
def test_golden_tables(samples, path):
    """The samples' tables are what they were when somebody last looked at every number.

    After a change that is meant, write them anew: ``python tests/golden/write.py``, and read the diff.
    """
    expected = pd.read_csv(path)
    found = pd.read_csv(pd.io.common.StringIO(golden_table(samples, path.stem)))
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-12)


def golden_table(report, name: str) -> str:
    """The part of a table that is kept: whole texts only, where a table has sections."""
    table = report.tables[name]
    if name in ("actors", "sentiment", "readability"):
        table = table[table["section"].isna()]
    if name == "contrast":
        table = table[table["z"].abs() > 1]
    return table.to_csv(index=False)


# --- what the tables promise ---------------------------------------------------------------------------


def test_every_column_is_explained(samples):
    """Each table has a row type, and each column its meaning: the data dictionary."""
    for name, table in samples.tables.items():
        hints = get_type_hints(ROW_TYPES[name], include_extras=True)
        assert set(table.columns) - {"side"} == set(hints) - {"side"}, name
        assert all(hints[column].__metadata__[0] for column in hints), name


def test_texts_without_anything_to_find_have_a_report():
    """No quotation, no actor, no heading: every table is there, and nothing fails."""
    empty = build_report(
        Request(toy_source("A", "The cat sat."), toy_source("B", "It rained."), load_actors())
    )
    assert empty.mentions.empty
    assert empty.quotations.empty
    assert empty.actors.empty
    assert len(empty.sentiment) == 2 * 2 * 3


def test_the_same_text_on_both_sides_shows_no_difference(samples):
    """Identical texts: every difference is 0 and within its interval."""
    request = samples.request._replace(b=samples.request.a._replace(name="Copy"))
    table = build_report(request).differences.dropna(subset=["difference", "low"])
    assert (table["difference"] == 0).all()
    assert ((table["low"] <= 0) & (table["high"] >= 0)).all()


def test_toy_texts_are_what_the_tests_say():
    """The counts above were made on these very texts."""
    assert len(TOY_A.split()) == 2 + 13 + 2 + 6
    assert len(TOY_B.split()) == 10
