"""How a text sounds: VADER's own numbers, the words they come from, and their means."""

from __future__ import annotations

import gc
import math
import random
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from analysis import readability
from analysis.parsing import parse
from analysis.sentiment import SentimentRow, ToneWord, summarise, tabulate
from analysis.text import Document, Section, Sentence, Utterance, Words
from analysis.words import STRAIGHTEN, find_words, number_forms

ROOT = Path(__file__).parent.parent
CASES = tomllib.loads((ROOT / "tests/cases/sentiment.toml").read_text(encoding="utf-8"))["case"]
SAMPLES = ("arnow-2024.txt", "babich-2022.txt")
VADER = SentimentIntensityAnalyzer()

by_reason = pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])


def document(*sections: list[str], quoted: str = "") -> Document:
    """A text of sections of utterances; those that begin with ``quoted`` are somebody else's."""
    pieces = [(number, piece) for number, pieces in enumerate(sections) for piece in pieces]
    text = "\n".join(piece for _, piece in pieces)
    utterances, at = [], 0
    for i, (number, piece) in enumerate(pieces):
        speaker = "somebody" if quoted and piece.startswith(quoted) else ""
        utterances.append(Utterance(i, i, number, speaker, at, at + len(piece)))
        at += len(piece) + 1
    return assemble(text, len(sections), utterances)


def assemble(text: str, n_sections: int, utterances: list[Utterance]) -> Document:
    starts, ends = find_words(text)
    firsts = [u.start for u in utterances]
    form, forms = number_forms([text[s:e] for s, e in zip(starts, ends, strict=True)])
    utterance = np.searchsorted(firsts, starts, side="right") - 1
    return Document(
        text=text,
        title="",
        author="",
        published="",
        sections=tuple(Section(number, "", 1, 0, 0, len(text)) for number in range(n_sections)),
        sentences=tuple(Sentence(u.sentence, u.section, u.start, u.end) for u in utterances),
        quotations=(),
        utterances=tuple(utterances),
        set_aside=(),
        words=Words(np.array(starts), np.array(ends), form, utterance.astype(np.int32), forms),
    )


def by_the_library(text: Document) -> list[float]:
    """What plain VADER says of each utterance."""
    straight = text.text.translate(STRAIGHTEN)
    return [VADER.polarity_scores(straight[u.start : u.end])["compound"] for u in text.utterances]


def strings_with(word: str) -> int:
    """How many strings in memory have this word in them, whatever keeps them."""
    gc.collect()
    waiting, seen, found = gc.get_objects(), set(), 0
    while waiting:
        thing = waiting.pop()
        if id(thing) not in seen:
            seen.add(id(thing))
            if isinstance(thing, str):
                found += word in thing.lower()
            else:
                waiting += gc.get_referents(thing)
                waiting += thing if type(thing) is dict else ()  # its keys go unmentioned
    return found


def overall(table: pd.DataFrame, voice: str = "all") -> pd.Series:
    return table[table["section"].isna() & (table["voice"] == voice)].iloc[0]


# Utterances and their words


@by_reason
def test_tone_of_a_sentence(case: dict) -> None:
    """A sentence has the tone that its rated words, and what stands around them, give it."""
    assert tabulate(document([case["text"]])).scores.tolist() == [case["tone"]]


@by_reason
def test_words_of_a_sentence(case: dict) -> None:
    """Every word that counts is listed as printed, with what it adds to the tone."""
    expected = [word.rsplit(": ", 1) for word in case["words"]]
    words = tabulate(document([case["text"]])).words
    assert words["word"].tolist() == [word for word, _ in expected]
    assert words["valence"].tolist() == pytest.approx([float(value) for _, value in expected])


@by_reason
def test_labelled_tones_are_vaders(case: dict) -> None:
    """The labelled tones are what the library says, not what we wish it said."""
    assert by_the_library(document([case["text"]])) == [case["tone"]]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_scored_as_by_the_library(name: str) -> None:
    """Every utterance of the samples has exactly VADER's score."""
    text = parse((ROOT / "data" / name).read_text(encoding="utf-8"))
    assert tabulate(text).scores.tolist() == by_the_library(text)


ORDINARY = ["the", "treaty", "was", "signed", "in", "Paris", "NATO", "a", "I", "U.S.", "2014", "—"]
TURNS = [
    *("but", "But", "BUT", "no", "No", "or", "nor", "least", "at least", "very least", "so"),
    *("this", "never", "never so", "never this", "without doubt", "without a doubt", "doubt"),
    *("kind of", "kind", "of", "sort of", "just enough", "enough", "isn’t", "can't", "N'T"),
]
RATED = ["good", "bad", "war", "peace", "GREAT", "Kill", "hope", "death", "die", "beating", "yeah"]
MARKS = [":)", ":(", ":D", "😁", "good😁", "❤️", "😁😁", "!", "?", "!!!", "???", "“", "«no»", "'"]
VOCABULARY = [
    *(ORDINARY + TURNS + RATED + MARKS) * 3,
    *SPECIAL_CASES,
    *NEGATE,
    *BOOSTER_DICT,
    *map(str.upper, BOOSTER_DICT),
]


def test_thousands_of_random_sentences_are_scored_as_by_the_library() -> None:
    """Negations, boosters, idioms, capitals, emoji and buts in any order: exactly VADER's score."""
    chance = random.Random(1)
    rated = [word for word in VADER.lexicon if " " not in word]
    sentences = [
        " ".join(
            chance.choice(chance.choice((VOCABULARY, RATED, rated)))
            + chance.choice(("", "", "", ",", ".", "!", "”"))
            for _ in range(chance.randint(1, 18))
        )
        for _ in range(3000)
    ]
    text = document(sentences)
    assert tabulate(text).scores.tolist() == by_the_library(text)


def test_equal_ratings_around_but_are_weighed_as_by_the_library() -> None:
    """Where ratings come again before and after "but", the library's own slips are kept."""
    chance = random.Random(2)
    few = ["good", "bad", "nice", "war", "peace", "plan", "great"]
    sentences = [
        " ".join(chance.choices(few, k=chance.randint(0, 12)))
        + chance.choice((" but ", " But ", ", but "))
        + " ".join(chance.choices([*few, "but"], k=chance.randint(0, 12)))
        for _ in range(3000)
    ]
    text = document(sentences)
    assert tabulate(text).scores.tolist() == by_the_library(text)


def test_but_in_an_endless_sentence_takes_no_endless_time() -> None:
    """200,000 words around one "but"; ten times the usual time still passes on a busy machine."""
    words = random.Random(3).choices(["good", "bad", "war", "plan", "hope"], k=200_000)
    text = document([" ".join([*words[:100_000], "but", *words[100_000:]])])
    begun = time.process_time()
    tone = tabulate(text)
    assert time.process_time() - begun < 4
    assert len(tone.words) == sum(word != "plan" for word in words)


@pytest.mark.parametrize("measure", [tabulate, readability.tabulate])
def test_nothing_of_a_text_is_kept(measure: Callable[[Document], object]) -> None:
    """Once tone and readability are measured, no word of the text is left in memory."""
    before = strings_with("zyxconfidential")
    measure(parse("Zyxconfidential’s very good plan-zyxconfidential is not so ZYXCONFIDENTIAL."))
    assert strings_with("zyxconfidential") == before


space = st.sampled_from([" ", " ", " ", "  ", "\t", "\u00a0", "\u2028"])
word = st.one_of(st.sampled_from(VOCABULARY), st.text(st.characters(exclude_characters="\n\r")))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.tuples(word, space), min_size=1), min_size=1, max_size=4))
def test_any_text_is_scored_as_by_the_library(drawn: list[list[tuple[str, str]]]) -> None:
    """Whatever stands in an utterance, its score is VADER's, and its words stand where it says."""
    text = document(["x" + "".join(a + b for a, b in pairs) + "x" for pairs in drawn])
    tone = tabulate(text)
    assert tone.scores.tolist() == by_the_library(text)
    for row in tone.words.itertuples():
        utterance = text.utterances[row.utterance]
        assert utterance.start <= row.start < row.end <= utterance.end
        assert text.text[row.start : row.end] == row.word


def test_voices_that_touch_are_told_apart() -> None:
    """Where a quotation ends in the middle of a run of characters, each side keeps its word."""
    text = "“Good.”bad"
    pieces = [Utterance(0, 0, 0, "somebody", 0, 7), Utterance(1, 0, 0, "", 7, 10)]
    words = tabulate(assemble(text, 1, pieces)).words
    assert words["word"].tolist() == ["Good", "bad"]
    assert words["utterance"].tolist() == [0, 1]
    assert words["start"].tolist() == [1, 7]


@pytest.mark.parametrize("name", SAMPLES)
def test_words_explain_the_tone(name: str) -> None:
    """Without exclamation and question marks, the words' sum s gives the tone s / √(s² + 15)."""
    text = parse((ROOT / "data" / name).read_text(encoding="utf-8"))
    tone = tabulate(text)
    sums = tone.words.groupby("utterance")["valence"].sum().reindex(range(len(tone.scores)))
    sums = sums.fillna(0).to_numpy()
    calm = [not set(text.text[u.start : u.end]) & set("!?") for u in text.utterances]
    expected = sums / np.sqrt(sums**2 + 15)
    assert np.count_nonzero(calm) > 40
    assert tone.scores[calm] == pytest.approx(expected[calm], abs=5.1e-5)


def test_words_have_the_columns_of_their_row_type() -> None:
    """The table of words is described by its row type, also when there are none."""
    for sentence in ("A good plan.", "A plan."):
        assert tuple(tabulate(document([sentence])).words.columns) == ToneWord._fields


def test_words_say_where_they_stand() -> None:
    """Section, sentence and utterance of a word are those it stands in."""
    words = tabulate(document(["A plan.", "A bad plan."], ["Good."])).words
    assert words[["section", "sentence", "utterance"]].to_numpy().tolist() == [[0, 1, 1], [1, 2, 2]]


# Sections and voices

TOY = (["It is good.", "It is bad.", "It is."], ["- It is good.", "It is good."])


def test_means_by_hand() -> None:
    """Tones 0.4404, −0.5423, 0, 0.4404 (quoted), 0.4404: mean 0.15578, three of five positive."""
    text = document(*TOY, quoted="-")
    row = overall(summarise(text, tabulate(text).scores))
    assert row["mean"] == pytest.approx((3 * 0.4404 - 0.5423) / 5)
    assert row["positive_share"] == 3 / 5
    assert row["negative_share"] == 1 / 5
    assert row["n_utterances"] == 5
    assert row["n_words"] == 3 + 3 + 2 + 3 + 3


def test_neutral_is_neither_positive_nor_negative() -> None:
    """VADER's thresholds belong to the positive and the negative: 0.05 and −0.05 are in."""
    text = document(["One.", "Two.", "Three.", "Four."])
    row = overall(summarise(text, np.array([0.05, -0.05, 0.0499, -0.0499])))
    assert (row["positive_share"], row["negative_share"]) == (0.25, 0.25)


def test_a_voice_that_never_speaks_has_no_tone() -> None:
    """Nobody is quoted in the first section: no number, rather than 0."""
    text = document(*TOY, quoted="-")
    table = summarise(text, tabulate(text).scores)
    row = table[(table["section"] == 0) & (table["voice"] == "quoted")].iloc[0]
    assert (row["n_utterances"], row["n_words"]) == (0, 0)
    assert row[["mean", "low", "high", "positive_share", "negative_share"]].isna().all()


def test_voices_add_up() -> None:
    """Utterances and words of the author and of the quoted are all there are."""
    text = document(*TOY, quoted="-")
    table = summarise(text, tabulate(text).scores)
    counts = table.pivot_table(index="voice", values=["n_utterances", "n_words"], aggfunc="sum")
    assert (counts.loc["author"] + counts.loc["quoted"]).equals(counts.loc["all"])


def test_interval_encloses_the_mean() -> None:
    """The mean and the shares lie within their intervals, which are wider for fewer utterances."""
    many, few = document(["It is good.", "It is bad.", "It is."] * 20), document(TOY[0])
    row, wide = (overall(summarise(text, tabulate(text).scores)) for text in (many, few))
    assert row["low"] < row["mean"] < row["high"]
    for name in ("positive_share", "negative_share"):
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]
    assert wide["high"] - wide["low"] > row["high"] - row["low"]


def test_pasting_a_text_twice_changes_no_mean() -> None:
    """Twice the same utterances: the same mean and shares, twice the counts."""
    once, twice = (document(TOY[0] * times) for times in (1, 2))
    row, double = (overall(summarise(text, tabulate(text).scores)) for text in (once, twice))
    for name in ("mean", "positive_share", "negative_share"):
        assert double[name] == pytest.approx(row[name])
    assert double["n_words"] == 2 * row["n_words"]


def test_an_empty_text_has_no_tone() -> None:
    """Three rows for the whole text's voices, all of them undefined."""
    text = parse("")
    tone = tabulate(text)
    table = summarise(text, tone.scores)
    assert len(tone.scores) == len(tone.words) == 0
    assert tuple(table.columns) == SentimentRow._fields
    assert table["mean"].isna().all()
    assert math.isnan(overall(table)["low"])
