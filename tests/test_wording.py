"""Titles: they claim what the intervals bear, and no more."""

import pandas as pd
import pytest

from dashboard import wording

NAMES = {"a": "Arnow", "b": "Babich"}


def difference(a: tuple, b: tuple, gap: tuple, **more) -> pd.Series:
    """A row of ``differences``: value and interval of a, of b, and of a − b."""
    keys = ("a", "a_low", "a_high", "b", "b_low", "b_high", "difference", "low", "high")
    return pd.Series(dict(zip(keys, (*a, *b, *gap), strict=True)) | {"voice": "all", **more})


NEGATIVE, NONE, POSITIVE = (-0.3, -0.4, -0.2), (0.0, -0.1, 0.1), (0.3, 0.2, 0.4)
NAN = (float("nan"),) * 3

TONE = {
    "both across zero": (NONE, NONE, (0.0, -0.1, 0.1), "No clear tone in either text"),
    "one negative, clearly different": (
        NEGATIVE,
        NONE,
        (-0.3, -0.4, -0.2),
        "Arnow’s wording leans negative; Babich’s is close to even",
    ),
    "one negative, but no clear difference": (
        NEGATIVE,
        NONE,
        (-0.3, -0.7, 0.1),
        "No clear difference in tone; Arnow’s wording leans negative, Babich’s may be even",
    ),
    "both negative alike": (
        NEGATIVE,
        NEGATIVE,
        (0.0, -0.1, 0.1),
        "Both texts lean negative; no clear difference between them",
    ),
    "both positive, b more": (
        (0.2, 0.1, 0.3),
        (0.6, 0.5, 0.7),
        (-0.4, -0.5, -0.3),
        "Both texts lean positive, Babich more so",
    ),
    "opposite": (
        NEGATIVE,
        POSITIVE,
        (-0.6, -0.7, -0.5),
        "Arnow’s wording leans negative; Babich’s leans positive",
    ),
    "a has too few to tell": (
        (0.0, float("nan"), float("nan")),
        NONE,
        NAN,
        "Too few utterances in Arnow to tell a tone; Babich’s wording is close to even",
    ),
    "a has no such words": (
        NAN,
        NONE,
        NAN,
        "Too few utterances in Arnow to tell a tone; Babich’s wording is close to even",
    ),
    "neither has": (NAN, NAN, NAN, "Too few utterances in either text to tell a tone"),
}


@pytest.mark.parametrize("case", TONE)
def test_the_title_of_a_tone_says_what_its_intervals_bear(case):
    """An interval across zero gives "no clear tone", a difference across zero no comparison."""
    a, b, gap, title = TONE[case]
    assert wording.tone_title(difference(a, b, gap), NAMES) == title


def readability(**gaps: tuple) -> pd.DataFrame:
    rows = [
        difference((1, 1, 1), (1, 1, 1), gaps.get(measure, (0, -1, 1)), measure=measure)
        for measure in ("words_per_sentence", "syllables_per_word", "dale_chall")
    ]
    return pd.DataFrame(rows)


def test_readability_names_who_has_the_longer_sentences():
    """A clear difference is named with its owner, the next likeness beside it."""
    title = wording.readability_title(readability(words_per_sentence=(-5, -9, -1)), NAMES)
    assert title == "Babich uses longer sentences; words are about equally long"


def test_readability_without_a_clear_difference_says_so():
    """A null result is stated, not left out."""
    title = wording.readability_title(readability(), NAMES)
    assert title == "No clear difference in how long sentences and words are"


def mention(item: str, a: float, b: float, gap: tuple, z: float) -> pd.Series:
    row = difference((a, a, a), (b, b, b), gap, item=item, measure="mentions_per_1000")
    return pd.concat([row, pd.Series({"z": z})])


def test_actors_title_tells_more_from_only():
    """Who names somebody more, and who alone does; people by surname, states with their article."""
    rows = pd.DataFrame(
        [
            mention("Soviet Union", 11, 1, (10, 4, 16), 3.1),
            mention("NATO", 13, 4, (9, 2, 17), 2.5),
            mention("Antony Blinken", 0, 6, (-6, -11, -2), -2.9),
            mention("Ukraine", 7, 8, (-1, -7, 6), -0.3),
        ]
    )
    assert wording.actors_title(rows, NAMES, {"Antony Blinken"}) == (
        "Arnow names the Soviet Union and NATO more; only Babich names Blinken"
    )


def test_actors_title_without_a_clear_difference():
    """Nobody clearly named more is a finding too."""
    rows = pd.DataFrame([mention("Ukraine", 7, 8, (-1, -7, 6), -0.3)])
    assert wording.actors_title(rows, NAMES, set()) == (
        "No clear difference in whom the two texts name"
    )


CONTRAST = pd.DataFrame({"term": ["treaty", "West", "war", "ideology"], "z": [2.8, 2.1, 0.4, -2.2]})


def test_terms_title_names_clear_words_only():
    """Only words beyond z = 1.96 are called a text's own."""
    title = wording.terms_title(CONTRAST, NAMES)
    assert title == "treaty and West set Arnow apart; ideology sets Babich apart"


def test_terms_title_without_clear_words():
    """If no word is clear, no word is named."""
    title = wording.terms_title(CONTRAST[CONTRAST["term"] == "war"], NAMES)
    assert title == "No single word clearly sets the two texts apart"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "never"), (1, "once"), (2, "twice"), (15, "15 times")]
)
def test_times(count, words):
    """Small counts are words."""
    assert wording.times(count) == words


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (("Arnow 2024", "Babich 2022"), ("Arnow", "Babich")),
        (("Text A", "Text B"), ("Text A", "Text B")),
        (("The Sun", "A Moon"), ("The Sun", "A Moon")),
        (("2024 speech", "2022 speech"), ("2024 speech", "2022 speech")),
        (("Reed’s speech", "Fox's speech"), ("Reed’s speech", "Fox's speech")),
        (("x", "x"), ("x (1)", "x (2)")),
        (("", "Moon"), ("Text A", "Moon")),
    ],
)
def test_short_names_tell_the_texts_apart(names, short):
    """The first word where it is telling and different, the whole name otherwise."""
    found = wording.short_names(dict(zip("ab", names, strict=True)))
    assert tuple(found.values()) in (short, ("Text", "Moon"))
    assert found["a"] != found["b"]


@pytest.mark.parametrize(
    ("actor", "phrase"),
    [
        ("Russia", "Russia"),
        ("The West", "the West"),
        ("Soviet Union", "the Soviet Union"),
        ("European Parliament", "the European Parliament"),
        ("Antony Blinken", "Antony Blinken"),
    ],
)
def test_names_take_the_article_english_gives_them(actor, phrase):
    """States and bodies that end in a common noun are "the"."""
    assert wording.actor_in_sentence(actor) == phrase


def test_possessive():
    """Arnow’s, but Texts’."""
    assert (wording.possessive("Arnow"), wording.possessive("Texts")) == ("Arnow’s", "Texts’")


def test_no_title_judges(samples):
    """No title or caption of the samples holds a word that judges or over-claims."""
    from dashboard import selections

    said = " ".join(
        finding.title
        for v in ("all", "author", "quoted")
        for _, finding in selections.findings(samples, v)
    )
    assert said
    for word in ("significant", "biased", "propaganda", "obsessed", "throughout", "left-wing"):
        assert word not in said.lower()
