"""How hard a text is to read: textstat's judgement of words, formulas one can check by hand."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import textstat
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parsing import parse
from analysis.readability import (
    COUNTS,
    FORMULAS,
    INPUTS,
    ReadabilityRow,
    counted_words,
    summarise,
    tabulate,
)

ROOT = Path(__file__).parent.parent
WORDS = tomllib.loads((ROOT / "tests/cases/readability.toml").read_text(encoding="utf-8"))["word"]
SAMPLES = ("arnow-2024.txt", "babich-2022.txt")

SIMPLE = "The cat sat on the mat. The dog ran to the cat. A bird sang."
"""15 words of one syllable in 3 sentences, all of them familiar."""

PLAIN = (
    "The old man didn't want to leave his house in the village. His daughter asked him again and "
    "again to come with her. They won't shoot at people who're only old, he said to her. She left "
    "that night with both of the children and a small bag of bread."
)
OFFICIAL = (
    "Negotiations concerning the implementation of the agreement collapsed after representatives "
    "of anti-Russian organisations unexpectedly withdrew. Responsibility for subsequent escalation "
    "remains extraordinarily controversial among international commentators! Did governments "
    "systematically underestimate humanitarian consequences of unilateral sanctions? Approximately "
    "5500 inhabitants, including O'Brien's relatives, abandoned their municipality immediately."
)
MIXED = f"{PLAIN} {OFFICIAL} {SIMPLE}"

BY_TEXTSTAT = {
    "words_per_sentence": textstat.words_per_sentence,
    "syllables_per_word": textstat.avg_syllables_per_word,
    "flesch_reading_ease": textstat.flesch_reading_ease,
    "flesch_kincaid_grade": textstat.flesch_kincaid_grade,
    "gunning_fog_grade": textstat.gunning_fog,
    "smog_grade": textstat.smog_index,
    "ari_grade": textstat.automated_readability_index,
    "coleman_liau_grade": textstat.coleman_liau_index,
    "dale_chall": textstat.dale_chall_readability_score,
}

by_reason = pytest.mark.parametrize("case", WORDS, ids=lambda case: case["why"])


def measure(text: str, voice: str = "all") -> pd.Series:
    """The row of the whole text."""
    document = parse(text)
    table = summarise(document, tabulate(document))
    return table[table["section"].isna() & (table["voice"] == voice)].iloc[0]


def sample(name: str) -> str:
    return (ROOT / "data" / name).read_text(encoding="utf-8")


# Words


@by_reason
def test_a_word_is_judged(case: dict) -> None:
    """Each word has the syllables, the letters and the familiarity that textstat gives it."""
    counts = tabulate(parse(f"He said {case['word']} again.")).sum()
    around = tabulate(parse("He said again.")).sum()
    assert counts["n_syllables"] - around["n_syllables"] == case["syllables"]
    assert counts["n_letters"] - around["n_letters"] == case["letters"]
    assert counts["n_unfamiliar"] - around["n_unfamiliar"] == (not case["familiar"])
    hard = case["syllables"] >= 3
    assert counts["n_polysyllables"] - around["n_polysyllables"] == hard
    assert counts["n_difficult"] - around["n_difficult"] == (hard and not case["familiar"])


@by_reason
def test_labelled_words_are_textstats(case: dict) -> None:
    """The labels are what textstat says of the words, not what we wish it said."""
    [looked_up] = textstat.backend.selections.list_words(case["word"], lowercase=True)
    assert looked_up == case["looked_up"]
    assert textstat.syllable_count(case["word"]) == case["syllables"]
    assert textstat.letter_count(case["word"]) == case["letters"]
    assert textstat.is_difficult_word(looked_up, syllable_threshold=0) == (not case["familiar"])


def test_dictionary_is_read_as_textstat_reads_it() -> None:
    """Of every fiftieth word of the pronouncing dictionary, the syllables are textstat's."""
    dictionary = textstat.backend.utils.get_cmudict("en_US")
    words = [word for word in dictionary if word.isalpha()][::50]
    text = parse("\n\n".join(f"They say the word {word} now and then." for word in words))
    expected = [textstat.syllable_count(word) + 7 for word in words]
    assert tabulate(text)["n_syllables"].tolist() == expected


@pytest.mark.parametrize("name", SAMPLES)
def test_words_of_the_samples_are_judged_as_by_textstat(name: str) -> None:
    """Every spelling in the samples has textstat's syllables and letters, long and hard or not."""
    text = parse(sample(name))
    forms = text.words.forms
    cleaned = [textstat.backend.selections.list_words(form)[0] for form in forms]
    expected = {
        "n_syllables": [textstat.syllable_count(form) for form in forms],
        "n_letters": [textstat.letter_count(form) for form in forms],
        "n_polysyllables": [textstat.polysyllabcount(form) for form in forms],
        "n_difficult": [textstat.is_difficult_word(word, 3) for word in cleaned],
        "n_unfamiliar": [textstat.is_difficult_word(word, 0) for word in cleaned],
    }
    counts = tabulate(text)
    for column, of_forms in expected.items():
        of_words = np.array(of_forms, int)[text.words.form]
        assert counts[column].sum() == of_words.sum()
        assert counts[column].tolist() == np.bincount(text.words.utterance, of_words).tolist()


def test_hard_words_are_those_counted() -> None:
    """The words shown as hard for a formula are exactly the ones it counts."""
    text = parse(OFFICIAL)
    counts = tabulate(text).sum()
    assert counted_words(text, "dale_chall").sum() == counts["n_unfamiliar"]
    assert counted_words(text, "gunning_fog_grade").sum() == counts["n_difficult"]
    assert counted_words(text, "smog_grade").sum() == counts["n_polysyllables"]


def test_full_stop_after_a_quotation_is_a_character() -> None:
    """Punctuation between voices belongs to nobody, but is counted: 4 + 9 + 1 characters."""
    counts = tabulate(parse("She said “Come here”."))
    assert counts["n_characters"].sum() == len("Shesaid“Comehere”.")


# Formulas


def test_counts_by_hand() -> None:
    """Three times the simple text: 45 words, 9 sentences, 45 syllables, letters as they stand."""
    row = measure(" ".join([SIMPLE] * 3))
    letters = 3 * sum(map(str.isalpha, SIMPLE))
    assert (row["n_words"], row["n_sentences"], row["n_syllables"]) == (45, 9, 45)
    assert (row["n_letters"], row["n_characters"]) == (letters, letters + 9)
    assert (row["n_polysyllables"], row["n_difficult"], row["n_unfamiliar"]) == (0, 0, 0)


@pytest.mark.parametrize(
    ("name", "by_hand"),
    [
        ("words_per_sentence", 5),
        ("syllables_per_word", 1),
        ("flesch_reading_ease", 206.835 - 1.015 * 5 - 84.6 * 1),
        ("flesch_kincaid_grade", 0.39 * 5 + 11.8 * 1 - 15.59),
        ("gunning_fog_grade", 0.4 * (5 + 0)),
        ("smog_grade", 3.1291),
        ("ari_grade", 4.71 * 46 / 15 + 0.5 * 5 - 21.43),
        ("coleman_liau_grade", 0.058 * 100 * 43 / 15 - 0.296 * 100 / 5 - 15.8),
        ("dale_chall", 0.0496 * 5),
    ],
)
def test_scores_by_hand(name: str, by_hand: float) -> None:
    """5 words a sentence of 1 syllable; 43 letters and 3 full stops in 15 words; nothing hard."""
    assert measure(" ".join([SIMPLE] * 3))[name] == pytest.approx(by_hand, abs=1e-9)


@pytest.mark.parametrize("name", BY_TEXTSTAT)
@pytest.mark.parametrize(
    "text",
    [PLAIN, OFFICIAL, MIXED, f"{OFFICIAL}\n\n{PLAIN}", " ".join([SIMPLE] * 3)],
    ids=["plain", "official", "mixed", "two paragraphs", "simple"],
)
def test_scores_are_textstats_where_both_see_the_same_words(text: str, name: str) -> None:
    """Where words and sentences agree with textstat's, so do the scores, to nine digits."""
    row = measure(text)
    assert row["n_words"] == textstat.lexicon_count(text)
    assert row["n_sentences"] == textstat.sentence_count(text)
    assert row[name] == pytest.approx(BY_TEXTSTAT[name](text), abs=1e-9)


def test_dale_chall_jumps_above_five_percent() -> None:
    """5 unfamiliar words in 100 are 5 %: no jump; 6 are above: 3.6365 more, as textstat has it."""
    rows = [
        measure(
            " ".join([SIMPLE] * 4 + ["The cat sat."] * 10 + [f"The {'Nato ' * n}{'cat ' * m}."])
        )
        for n, m in ((5, 4), (6, 3))
    ]
    assert [row["n_words"] for row in rows] == [100, 100]
    assert rows[0]["n_unfamiliar"] == 5
    jump = rows[1]["dale_chall"] - rows[0]["dale_chall"]
    assert jump == pytest.approx(0.1579 + 3.6365)


# Voices, sections and too little text

CONVERSATION = (
    "The minister spoke for an hour in the old town hall. “We want peace with our neighbours,” she "
    "said, “and we will pay for it.” Nobody believed her. “Nobody has to believe me.” Her party "
    "lost the next election by a wide margin, and the war went on for three more years."
)


def test_voices_add_up() -> None:
    """What is counted for the author and for the quoted makes up the whole, in every section."""
    for name in SAMPLES:
        text = parse(sample(name))
        table = summarise(text, tabulate(text)).set_index("voice")[list(COUNTS)]
        author, quoted = table.loc["author"].to_numpy(), table.loc["quoted"].to_numpy()
        assert (author + quoted == table.loc["all"].to_numpy()).all()


def test_a_shared_sentence_counts_once_for_each_voice() -> None:
    """Of five sentences, one is shared and one is all quoted: four have author, two have quotes."""
    n_sentences = {
        voice: measure(CONVERSATION, voice)["n_sentences"] for voice in ("all", "author")
    }
    assert n_sentences == {"all": 5, "author": 4}
    quoted = measure(CONVERSATION, "quoted")
    assert quoted["n_sentences"] == 2
    assert quoted["words_per_sentence"] == quoted["n_words"] / 2 == (6 + 6 + 5) / 2


def test_sections_add_up() -> None:
    """The whole text's counts are the sum of its sections'."""
    text = parse(sample(SAMPLES[0]))
    table = summarise(text, tabulate(text))
    everything = table[table["voice"] == "all"]
    columns = [*COUNTS, "n_sentences"]
    sections = everything[everything["section"].notna()][columns].sum()
    assert sections.tolist() == everything[everything["section"].isna()][columns].iloc[0].tolist()


@pytest.mark.parametrize("text", [PLAIN, OFFICIAL, CONVERSATION])
def test_pasting_a_text_twice_changes_no_score(text: str) -> None:
    """As two paragraphs, a text has the same scores, and twice the counts."""
    once, twice = measure(text), measure(f"{text}\n\n{text}")
    for name in (*INPUTS, *FORMULAS):
        assert twice[name] == pytest.approx(once[name], abs=1e-9)
    assert twice[list(COUNTS)].tolist() == (2 * once[list(COUNTS)]).tolist()


def test_harder_words_and_longer_sentences_are_harder() -> None:
    """The official text is harder than the plain one by every formula."""
    plain, official = measure(PLAIN), measure(OFFICIAL)
    assert official["flesch_reading_ease"] < plain["flesch_reading_ease"]
    for name in FORMULAS[1:]:
        assert official[name] > plain[name]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("A bird sang. A dog ran. A cat sat.", "too little text"),  # 9 words
        (PLAIN.replace(". ", " and "), "too little text"),  # one sentence
        (PLAIN, "indicative"),  # 53 words
        (f"{PLAIN} {PLAIN}", ""),  # 106 words
    ],
)
def test_too_little_text_is_said_in_words(text: str, note: str) -> None:
    """Scores need 30 words and 3 sentences, and deserve 100 words; what they are made of does not."""
    row = measure(text)
    assert row["note"] == note
    scores = row[[f"{name}{end}" for name in FORMULAS for end in ("", "_low", "_high")]]
    assert scores.isna().all() == (note == "too little text")
    assert row[list(INPUTS)].notna().all()


def test_a_voice_that_never_speaks_has_no_scores() -> None:
    """Nobody is quoted in the plain text: counts of 0, everything else undefined."""
    row = measure(PLAIN, "quoted")
    assert row[[*COUNTS, "n_sentences"]].eq(0).all()
    assert row[[*INPUTS, *FORMULAS]].isna().all()


def test_scores_lie_in_their_intervals() -> None:
    """Every score of a sample's whole text lies within an interval of some width."""
    row = measure(sample(SAMPLES[0]))
    for name in (*INPUTS, *FORMULAS):
        assert row[f"{name}_low"] < row[name] < row[f"{name}_high"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*PLAIN.split(), *OFFICIAL.split(), "“I", "said.”"]), max_size=60))
def test_any_words_in_any_order(words: list[str]) -> None:
    """Whatever is pasted, counts are whole, consistent and add up, and nothing warns."""
    text = parse(" ".join(words))
    table = summarise(text, tabulate(text))
    assert tuple(table.columns) == ReadabilityRow._fields
    assert (table["n_syllables"] >= table["n_words"]).all()
    assert (table["n_characters"] >= table["n_letters"]).all()
    assert (table["n_difficult"] <= table[["n_polysyllables", "n_unfamiliar"]].min(axis=1)).all()


def test_an_empty_text_is_measured() -> None:
    """No words: three rows, no scores, and said so."""
    text = parse("")
    table = summarise(text, tabulate(text))
    assert set(table["note"]) == {"too little text"}
    assert table[list(FORMULAS)].isna().all(axis=None)


def test_importing_loads_no_dictionary() -> None:
    """textstat and its dictionaries are loaded when a text is measured, not when the page starts."""
    program = "import sys, analysis.readability; print({'textstat', 'cmudict'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
