"""Which words set the texts apart, and what their sections are about."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import load_actors
from analysis.parsing import parse
from analysis.terms import (
    STOP_WORDS,
    ContrastRow,
    TermRow,
    TermSettings,
    contrast,
    find_uses,
    fold,
    tabulate,
)
from analysis.text import AUTHOR, QUOTED, VOICES, Document, Section, Sentence, Utterance, Words
from analysis.words import find_words, number_forms

ROOT = Path(__file__).parent.parent
ACTORS = load_actors((ROOT / "data/actors.toml").read_text(encoding="utf-8"))
CASES = tomllib.loads((ROOT / "tests/cases/terms.toml").read_text(encoding="utf-8"))["case"]
WITHOUT_ACTORS = TermSettings(actor_names=False)


def document(*sections: list[tuple[str, str]]) -> Document:
    """A text made of sections of sentences, each (speaker, words)."""
    text, parts, utterances = "", [], []
    for number, sentences in enumerate(sections):
        start = len(text)
        for speaker, words in sentences:
            n = len(utterances)
            utterances.append(Utterance(n, n, number, speaker, len(text), len(text) + len(words)))
            text += f"{words} "
        parts.append(Section(number, "", min(number, 1), start, start, len(text)))
    words = [
        (start + u.start, end + u.start, u.utterance)
        for u in utterances
        for start, end in zip(*find_words(text[u.start : u.end]), strict=True)
    ]
    start, end, utterance = np.array(words, np.int32).reshape(-1, 3).T
    form, forms = number_forms([text[s:e].replace("’", "'") for s, e, _ in words])
    return Document(
        text=text,
        title="",
        author="",
        published="",
        sections=tuple(parts),
        sentences=tuple(Sentence(u.sentence, u.section, u.start, u.end) for u in utterances),
        quotations=(),
        utterances=tuple(utterances),
        set_aside=(),
        words=Words(start, end, form, utterance, forms),
    )


def written(words: str) -> Document:
    """A text of one section, one sentence and one voice."""
    return document([("", words)])


@pytest.fixture(scope="module")
def samples() -> tuple[Document, Document]:
    """The two texts that come with the program."""
    a, b = (ROOT / f"data/{name}.txt" for name in ("arnow-2024", "babich-2022"))
    return parse(a.read_text(encoding="utf-8")), parse(b.read_text(encoding="utf-8"))


# --- what a term is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("Treaty", "treaty"),
        ("Nato’s", "nato"),
        ("NATO'S", "nato"),
        ("Soviets", "soviets"),
        ("US", "US"),
        ("US’s", "US"),
        ("us", "us"),
        ("Us", "us"),
        ("IT", "IT"),
        ("it’s", "it"),
        ("A", "a"),
        ("U.S.", "u.s."),
        ("Ukraine's's", "ukraine"),
        ("didn’t", "didn't"),
    ],
)
def test_spellings_of_one_term_fold_together(word, term):
    """Capitals and possessives do not make a new term; an abbreviation is no stop word."""
    assert fold(word) == term


def test_stop_words_are_a_visible_sorted_list():
    """The list is sorted, without repeats, and says what it has from scikit-learn."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    assert list(STOP_WORDS) == sorted(set(STOP_WORDS))
    assert set(STOP_WORDS) >= {"the", "us", "did", "didn't", "said", "ago"}
    carry_a_subject_or_are_no_words = """
        amount amoungst back bill bottom call cant co con couldnt cry de describe detail empty fill
        find fire found front full hasnt inc interest ltd mill mine move name part serious show side
        sincere system thick thin top un
    """
    left_out = set(ENGLISH_STOP_WORDS) - set(STOP_WORDS)
    assert left_out == set(carry_a_subject_or_are_no_words.split())


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_uses_are_found_where_a_reader_sees_them(case):
    """Every labelled text uses the term exactly where a reader would mark it."""
    text = written(case["text"])
    assert [text.text[s:e] for s, e in find_uses(text, case["term"])] == case["uses"]


def test_a_term_stays_within_one_voice():
    """Two words spoken by two voices are no term."""
    text = document([("", "the Soviet"), ("Lenin", "Union the Soviet Union")])
    assert len(find_uses(text, "Soviet Union")) == 1
    assert find_uses(text, "Soviet Union", AUTHOR) == []
    assert len(find_uses(text, "Soviet", QUOTED)) == 1


# --- what sets the texts apart --------------------------------------------------------------------


def test_a_log_odds_ratio_that_can_be_worked_out_by_hand():
    """The example of the docstring: ln 3, in an interval of ±1.96 standard errors."""
    result = contrast(written("treaty treaty peace"), written("peace"))
    assert (result.n_words_a, result.n_words_b) == (3, 1)
    treaty = result.rows.iloc[0]
    deviation = math.sqrt(1 / 3 + 1 / 1)
    assert list(result.rows.columns) == list(ContrastRow._fields)
    assert (treaty.term, treaty.n_a, treaty.n_b) == ("treaty", 2, 0)
    assert treaty.log_odds == pytest.approx(math.log(3))
    assert treaty.low == pytest.approx(math.log(3) - 1.96 * deviation)
    assert treaty.high == pytest.approx(math.log(3) + 1.96 * deviation)
    assert treaty.z == pytest.approx(math.log(3) / deviation)


def straightforward_contrast(a: Document, b: Document) -> dict[str, tuple[int, int, float, float]]:
    """The same measure in plain loops: n_a, n_b, log-odds ratio and z of each term."""
    stop_words = set(STOP_WORDS)
    counts = []
    for text in (a, b):
        words = [
            fold(text.text[s:e]) for s, e in zip(text.words.start, text.words.end, strict=True)
        ]
        kept = [
            word
            for word in words
            if word not in stop_words and len(word) > 1 and any(c.isalpha() for c in word)
        ]
        counts.append(Counter(kept))
    y_a, y_b = counts
    n_a, n_b = sum(y_a.values()), sum(y_b.values())
    alpha = {word: (y_a[word] + y_b[word]) * 0.5 for word in y_a | y_b}
    alpha_0 = sum(alpha.values())
    result = {}
    for word, weight in alpha.items():
        a_w, b_w = y_a[word] + weight, y_b[word] + weight
        delta = math.log(a_w / (n_a + alpha_0 - a_w)) - math.log(b_w / (n_b + alpha_0 - b_w))
        result[word] = (y_a[word], y_b[word], delta, delta / math.sqrt(1 / a_w + 1 / b_w))
    return result


def test_the_contrast_agrees_with_plain_loops(samples):
    """On both samples every number equals that of a straightforward implementation."""
    rows = contrast(*samples).rows
    expected = straightforward_contrast(*samples)
    assert {fold(term) for term in rows["term"]} == {
        term for term, (n_a, n_b, *_) in expected.items() if n_a + n_b >= 2
    }
    for row in rows.itertuples():
        n_a, n_b, log_odds, z = expected[fold(row.term)]
        assert (row.n_a, row.n_b) == (n_a, n_b)
        assert (row.log_odds, row.z) == pytest.approx((log_odds, z), rel=1e-9, abs=1e-12)


def test_swapping_the_texts_flips_every_sign(samples):
    """The same table with a and b exchanged, to the last digit."""
    a, b = samples
    one, other = contrast(a, b), contrast(b, a)
    assert (one.n_words_a, one.n_words_b) == (other.n_words_b, other.n_words_a)
    left = one.rows.set_index("term").sort_index()
    right = other.rows.set_index("term").sort_index()
    flipped = pd.DataFrame(
        {
            "n_a": right["n_b"],
            "n_b": right["n_a"],
            "log_odds": -right["log_odds"],
            "low": -right["high"],
            "high": -right["low"],
            "z": -right["z"],
        }
    )
    pd.testing.assert_frame_equal(left, flipped, check_exact=True)


def test_rows_stand_in_order_of_z_then_of_the_alphabet(samples):
    """What is most clearly a's comes first; equal words stand alphabetically."""
    rows = contrast(*samples).rows
    keys = [(-row.z, fold(row.term)) for row in rows.itertuples()]
    assert keys == sorted(keys)


def test_a_word_used_once_has_no_row_but_counts_in_the_totals():
    """Chance words are not contrasted, yet they are words of their text."""
    result = contrast(written("treaty treaty chance"), written("peace treaty"))
    assert result.rows["term"].tolist() == ["treaty"]
    assert (result.n_words_a, result.n_words_b) == (3, 2)


def test_a_voice_restricts_which_words_count():
    """Only the words of the voice are contrasted, and only they make the totals."""
    a = document([("", "treaty treaty"), ("Lenin", "bread peace bread")])
    b = document([("", "peace"), ("Lenin", "peace")])
    quoted = contrast(a, b, QUOTED)
    assert (quoted.n_words_a, quoted.n_words_b) == (3, 1)
    assert sorted(quoted.rows["term"]) == ["bread", "peace"]


def test_a_silent_side_has_no_contrast():
    """Where one text has no words in a voice the ratio is undefined, not zero."""
    a = document([("Lenin", "bread bread")])
    result = contrast(a, written("peace"), QUOTED)
    assert (result.rows["n_a"].tolist(), result.n_words_b) == ([2], 0)
    assert result.rows[["log_odds", "low", "high", "z"]].isna().all(axis=None)


@pytest.mark.parametrize("text", ["", "the of and 2014", "treaty treaty"])
def test_texts_without_a_contrast_give_no_number(text):
    """Empty texts, texts of stop words and texts of one word are no error."""
    result = contrast(written(text), written(text))
    assert result.rows["z"].isna().all()


def test_words_of_actors_can_be_left_out():
    """Without names of actors, their words are neither contrasted nor counted, others are."""
    text = written("the Soviet Union and a trade union, a Foreign Ministry, anti-Russian talk")
    with_names = contrast(text, text)
    without = contrast(text, text, settings=WITHOUT_ACTORS, actors=ACTORS)
    assert dict(zip(with_names.rows["term"], with_names.rows["n_a"], strict=True))["union"] == 2
    assert dict(zip(without.rows["term"], without.rows["n_a"], strict=True)) == {
        "Foreign": 1,
        "Ministry": 1,
        "talk": 1,
        "trade": 1,
        "union": 1,
    }


def test_words_of_an_ignored_actor_are_words_like_any():
    """Where names of actors are left out, those of ignored ones are contrasted like other words."""
    text = written("the NATO-Russia Council and NATO")
    names = load_actors(
        '[[actor]]\nname = "NATO"\nkind = "organisation"\n'
        '[[actor]]\nname = "NATO-Russia Council"\nkind = "organisation"\nignore = true'
    )
    rows = contrast(text, text, settings=WITHOUT_ACTORS, actors=names).rows
    assert dict(zip(rows["term"], rows["n_a"], strict=True)) == {
        "Council": 1,
        "NATO-Russia": 1,
    }


def test_the_reader_can_add_stop_words():
    """Further stop words count nowhere, however they are written."""
    text = written("NATO’s treaty and the US treaty")
    rows = contrast(text, text, settings=TermSettings(("Nato", "US"))).rows
    assert rows["term"].tolist() == ["treaty"]


# --- what the sections are about ------------------------------------------------------------------


def test_a_tfidf_that_can_be_worked_out_by_hand():
    """Two sections: "treaty" in one, "peace" in both, scaled to length 1."""
    a = document([("", "treaty, peace")])
    b = document([("", "peace")])
    rows = tabulate(a, b).a
    treaty, peace = math.log((1 + 2) / (1 + 1)) + 1, math.log((1 + 2) / (1 + 2)) + 1
    length = math.hypot(treaty, peace)
    assert list(rows.columns) == list(TermRow._fields)
    assert str(rows["section"].dtype) == "Int64"
    assert rows[["section", "term", "n"]].to_numpy().tolist() == [[0, "treaty", 1], [0, "peace", 1]]
    assert rows["tfidf"].tolist() == pytest.approx([treaty / length, peace / length])


def straightforward_terms(sides: tuple[Document, Document]) -> list[dict[str, float]]:
    """TF-IDF of every section with text, in plain loops, before any term is left out."""
    stop_words = set(STOP_WORDS)
    sections = [
        _terms_of_section(text, section.section, stop_words)
        for text in sides
        for section in text.sections
    ]
    sections = [terms for terms in sections if terms]
    everywhere = sum(sections, Counter())
    kept = [
        {t: n for t, n in s.items() if len(t.split()) == 1 or everywhere[t] >= 2} for s in sections
    ]
    result = []
    for terms in kept:
        weight = {
            t: n * (math.log((1 + len(kept)) / (1 + sum(t in s for s in kept))) + 1)
            for t, n in terms.items()
        }
        length = math.sqrt(sum(w * w for w in weight.values()))
        result.append({t: w / length for t, w in weight.items()})
    return result


def _terms_of_section(text: Document, section: int, stop_words: set[str]) -> Counter:
    words = text.words
    terms: Counter = Counter()
    for i in range(len(words)):
        if text.utterances[words.utterance[i]].section != section:
            continue
        for n in (1, 2, 3):
            run = range(i, min(i + n, len(words)))
            gaps = [text.text[words.end[j] : words.start[j + 1]] for j in run[:-1]]
            folded = [fold(text.text[words.start[j] : words.end[j]]) for j in run]
            ends = [folded[0], folded[-1]]
            if (
                len(run) == n
                and len({words.utterance[j] for j in run}) == 1
                and all(not gap.strip("’' \n") for gap in gaps)
                and not any(end in stop_words or len(end) < 2 for end in ends)
                and all(any(c.isalpha() for c in end) for end in ends)
            ):
                terms[" ".join(folded)] += 1
    return terms


def test_the_terms_agree_with_plain_loops(samples):
    """On both samples every TF-IDF equals that of a straightforward implementation."""
    expected = straightforward_terms(samples)
    found = [rows for side in tabulate(*samples) for _, rows in side.groupby("section")]
    assert len(found) == len(expected)
    for rows, scores in zip(found, expected, strict=True):
        for row in rows.itertuples():
            key = " ".join(map(fold, row.term.split()))
            assert row.tfidf == pytest.approx(scores[key], rel=1e-9)
        left_out = set(scores) - {" ".join(map(fold, term.split())) for term in rows["term"]}
        stronger = [t for t in left_out if scores[t] > rows["tfidf"].min() + 1e-12]
        longer = [" ".join(map(fold, term.split())) for term in rows["term"]]
        assert all(any(t in term and t != term for term in longer) for t in stronger)


def test_each_section_keeps_its_twenty_strongest_terms(samples):
    """At most twenty terms per section, strongest first, ties alphabetically."""
    for side in tabulate(*samples):
        for _, rows in side.groupby("section"):
            assert 0 < len(rows) <= 20
            keys = [
                (-row.tfidf, " ".join(map(fold, row.term.split()))) for row in rows.itertuples()
            ]
            assert keys == sorted(keys)


def test_a_term_stands_for_its_parts():
    """What a section uses only inside a longer term is left out; what it uses beside it is not."""
    a = document([("", "the Open Skies Treaty, the Open Skies Treaty and a treaty")])
    rows = tabulate(a, written("peace")).a
    assert dict(zip(rows["term"], rows["n"], strict=True)) == {"Open Skies Treaty": 2, "Treaty": 3}


def test_words_that_met_once_are_no_term():
    """Two words are a term from two uses in both texts together."""
    once = tabulate(written("grey treaty"), written("peace")).a
    twice = tabulate(written("grey treaty"), written("grey treaty")).a
    assert sorted(once["term"]) == ["grey", "treaty"]
    assert twice["term"].tolist() == ["grey treaty"]


def test_numbers_and_stop_words_neither_begin_nor_end_a_term():
    """Stop words may stand inside a term, numbers and single letters are no terms."""
    words = "the end of history in 2014, 5,500 M"
    rows = tabulate(written(words), written(words)).a
    assert rows["term"].tolist() == ["end of history"]


def test_a_term_is_spelt_as_most_often_in_both_texts():
    """The most frequent spelling is shown, without a final possessive; ties: small letters."""
    a = document([("", "Treaty, treaty, Nato’s, Cold war")])
    b = document([("", "treaty, NATO’s, NATO, Cold War, Cold War")])
    assert set(tabulate(a, b).a["term"]) == {"treaty", "NATO", "Cold War"}
    assert contrast(written("Peace, peace"), written("war")).rows["term"].tolist() == ["peace"]


def test_a_heading_without_text_is_no_document():
    """Empty sections have no rows and do not change the scores of others."""
    a, b = [("", "treaty, peace")], written("peace")
    with_empty = tabulate(document(a, [], []), b).a
    pd.testing.assert_frame_equal(with_empty, tabulate(document(a), b).a)


def test_a_voice_restricts_which_sections_are_documents():
    """In the author's voice a section of quoted words only is no document."""
    spoken = [("Lenin", "bread")]
    a, b = [("", "treaty, peace")], written("peace")
    pd.testing.assert_frame_equal(
        tabulate(document(a, spoken), b, AUTHOR).a, tabulate(document(a), b).a
    )
    assert tabulate(document(a, spoken), b, QUOTED).a["term"].tolist() == ["bread"]


def test_texts_without_terms_give_empty_tables():
    """Texts of stop words, and empty ones, have no terms and cause no error."""
    for text in ("", "the of and 2014"):
        for side in tabulate(written(text), written(text)):
            assert side.empty
            assert list(side.columns) == list(TermRow._fields)


# --- every number can be opened -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("voice", "term_settings"),
    [*((voice, TermSettings()) for voice in VOICES), (AUTHOR, WITHOUT_ACTORS)],
    ids=[*VOICES, "author without names of actors"],
)
def test_every_count_of_a_section_can_be_opened(samples, voice, term_settings):
    """In both samples the uses found in a section are as many as its table says."""
    for text, rows in zip(samples, tabulate(*samples, voice, term_settings, ACTORS), strict=True):
        for term, of_term in rows.groupby("term"):
            uses = find_uses(text, term, voice, term_settings, ACTORS)
            utterance = text.utterance_at(np.array([start for start, _ in uses]))
            found = Counter(text.utterance_section[utterance].tolist())
            assert {row.section: found[row.section] for row in of_term.itertuples()} == dict(
                zip(of_term["section"], of_term["n"], strict=True)
            )


@pytest.mark.parametrize(
    ("voice", "term_settings"),
    [*((voice, TermSettings()) for voice in VOICES), (AUTHOR, WITHOUT_ACTORS)],
    ids=[*VOICES, "author without names of actors"],
)
def test_every_count_of_the_contrast_can_be_opened(samples, voice, term_settings):
    """In both samples the uses found in a text are as many as the contrast says."""
    rows = contrast(*samples, voice, term_settings, ACTORS).rows
    for row in rows.itertuples():
        for text, n in zip(samples, (row.n_a, row.n_b), strict=True):
            assert len(find_uses(text, row.term, voice, term_settings, ACTORS)) == n


def test_the_samples_differ_as_a_reader_would_say(samples):
    """Arnow's words are treaty and West; Babich's are Blinken, negotiations and ideology."""
    rows = contrast(*samples).rows
    clear = {row.term: (row.n_a, row.n_b) for row in rows.itertuples() if abs(row.z) > 1.96}
    assert clear == {
        "treaty": (12, 0),
        "West": (11, 2),
        "Blinken": (0, 13),
        "negotiations": (1, 15),
        "Borrell": (0, 11),
        "ideology": (0, 11),
    }


# --- properties -----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("treaty", "Treaty", "treaty’s", "open", "Skies", "peace", "US", "us", "IT", "it’s"),
        *("NATO", "Nato", "NATO’s", "Soviet", "Union", "the", "of", "and", "M", "2014", "5,500"),
        *("U.S.-Russia", "İ", "ß", "ﬁne", "didn’t", ",", "’", "“", "\n", "\u00a0", "🇷🇺"),
    ]
)
SPOKEN = st.tuples(st.sampled_from(["", "", "Lenin"]), st.lists(PIECES, max_size=9).map(" ".join))
DOCUMENTS = st.lists(st.lists(SPOKEN, max_size=4), min_size=1, max_size=3)


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_counts_of_any_text_can_be_opened(a, b):
    """Whatever the texts, uses lie in their text, are in order, and are as many as counted."""
    texts = document(*a), document(*b)
    for text, rows in zip(texts, tabulate(*texts), strict=True):
        for row in rows.itertuples():
            uses = find_uses(text, row.term)
            assert uses == sorted(uses)
            assert all(0 <= start < end <= len(text.text) for start, end in uses)
            utterance = text.utterance_at(np.array([start for start, _ in uses]))
            assert (text.utterance_section[utterance] == row.section).sum() == row.n


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_swapping_any_texts_flips_every_sign(a, b):
    """Whatever the texts, exchanging them changes signs and sides and nothing else."""
    one = contrast(document(*a), document(*b)).rows.set_index("term")
    other = contrast(document(*b), document(*a)).rows.set_index("term")
    one.index, other.index = one.index.map(fold), other.index.map(fold)
    assert set(one.index) == set(other.index)
    np.testing.assert_array_equal(one["z"], -other["z"].reindex(one.index))
    np.testing.assert_array_equal(one["low"], -other["high"].reindex(one.index))


@settings(deadline=None)
@given(DOCUMENTS)
def test_a_text_does_not_differ_from_itself(sections):
    """Two equal texts have log-odds ratios of exactly zero."""
    rows = contrast(document(*sections), document(*sections)).rows
    assert rows["log_odds"].dropna().eq(0).all()


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_texts_pasted_twice_differ_in_the_same_direction(a, b):
    """Doubling both texts doubles every count and leaves every log-odds ratio as it is."""
    once = contrast(document(*a), document(*b)).rows.set_index("term")
    twice = contrast(document(*a, *a), document(*b, *b)).rows.set_index("term")
    twice = twice.reindex(once.index)
    assert (twice["n_a"] == 2 * once["n_a"]).all()
    np.testing.assert_allclose(twice["log_odds"], once["log_odds"], atol=1e-12)


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_author_and_quoted_words_make_all_words(a, b):
    """The words compared in the two voices add up to those of the whole texts."""
    texts = document(*a), document(*b)
    author, quoted, every = (contrast(*texts, voice) for voice in (AUTHOR, QUOTED, "all"))
    assert author.n_words_a + quoted.n_words_a == every.n_words_a
    assert author.n_words_b + quoted.n_words_b == every.n_words_b
