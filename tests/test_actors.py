"""Who is named, how often, and by whom."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import Actor, ActorRow, Mention, load_actors, summarise, tabulate
from analysis.parsing import parse
from analysis.text import Document, Section, Sentence, Utterance, Words
from analysis.uncertainty import poisson_interval
from analysis.words import find_words, number_forms

ROOT = Path(__file__).parent.parent
ACTORS = load_actors((ROOT / "data/actors.toml").read_text(encoding="utf-8"))
CASES = tomllib.loads((ROOT / "tests/cases/actors.toml").read_text(encoding="utf-8"))["case"]
RUSSIA = Actor("Russia", "state", ("Russia",), ("Russian",), ("Moscow",))
NATO = Actor("NATO", "organisation", ("NATO",), ())


def document(*sections: list[tuple[str, str]]) -> Document:
    """A text made of sections of sentences, each (speaker, words), with headings between them."""
    text, parts, utterances = "", [], []
    for number, sentences in enumerate(sections):
        heading_start = len(text)
        text += "Russia heading\n" if number else ""
        start = len(text)
        for speaker, words in sentences:
            n = len(utterances)
            utterances.append(Utterance(n, n, number, speaker, len(text), len(text) + len(words)))
            text += f"{words}\n\n"
        parts.append(
            Section(number, "Russia heading", min(number, 1), heading_start, start, len(text))
        )
    words = [
        (start, end, u.utterance)
        for u in utterances
        for start, end in ((s + u.start, e + u.start) for s, e in _words(text[u.start : u.end]))
    ]
    start, end, utterance = np.array(words, np.int32).reshape(-1, 3).T
    form, forms = number_forms([text[s:e] for s, e, _ in words])
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


def _words(text: str) -> list[tuple[int, int]]:
    return list(zip(*find_words(text), strict=True))


def sample(name: str) -> Document:
    """One of the two texts that come with the program."""
    return parse((ROOT / f"data/{name}.txt").read_text(encoding="utf-8"))


# --- names in a text ------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_careful_reader_would_name_the_same(case):
    """Every labelled sentence names exactly those a careful reader would name."""
    text = document([("", case["text"])])
    mentions = tabulate(text, ACTORS, demonyms=case.get("demonyms", True))
    found = [f"{m.surface} = {m.actor}" for m in mentions.itertuples()]
    assert found == case["named"]


def test_a_mention_says_where_it_stands_and_who_speaks():
    """A mention carries its section, sentence, utterance, offsets, kind and voice."""
    text = document([("", "Nothing here.")], [("Putin", "The Russian side."), ("", "Russia.")])
    mentions = tabulate(text, [RUSSIA])
    start = text.text.index("Russian")
    assert list(mentions.columns) == list(Mention._fields)
    assert tuple(mentions.iloc[0]) == (
        *(1, 1, 1, "Russia", "demonym", "Russian", start, start + 7),
        *("quoted", 2 / 4),
    )
    assert tuple(mentions.loc[1, ["utterance", "kind", "voice"]]) == (2, "name", "author")


def test_headings_are_not_searched():
    """A name in a heading is no mention, for headings are not counted as text."""
    text = document([("", "No name.")], [("", "No name either.")])
    assert "Russia heading" in text.text
    assert tabulate(text, [RUSSIA]).empty


def test_a_name_does_not_cross_from_one_voice_to_another():
    """Two words of a name in two utterances are no name, and a shorter name may stand there."""
    union = Actor("Soviet Union", "state", ("Soviet Union",), ("Soviet",))
    text = document([("", "He said Soviet"), ("Lenin", "Union or not")])
    one_line = text.text.replace("\n\n", "\n", 1)
    shifted = text.utterances[1]._replace(
        start=text.utterances[1].start - 1, end=text.utterances[1].end - 1
    )
    joined = Document(
        **{**vars(text), "text": one_line, "utterances": (text.utterances[0], shifted)}
    )
    assert tabulate(joined, [union])["surface"].tolist() == ["Soviet"]


def test_an_ignored_actor_is_not_counted_and_hides_shorter_names():
    """An ignored actor has no mentions, and no shorter name is found inside its names."""
    council = Actor("NATO-Russia Council", "organisation", ("NATO-Russia Council",), ())
    text = document([("", "The NATO-Russia Council met, and NATO spoke.")])
    for ignored, surfaces in ((False, ["NATO-Russia Council", "NATO"]), (True, ["NATO"])):
        mentions = tabulate(text, [RUSSIA, NATO, council._replace(ignored=ignored)])
        assert mentions["surface"].tolist() == surfaces


def test_an_ignored_person_still_has_the_surname():
    """An ignored person's name before a surname is no forename, as if the person counted."""
    brandt = Actor("Brandt", "person", ("Brandt",), ())
    egon = Actor("Egon", "person", ("Egon",), (), ignored=True)
    text = document([("", "They saw Egon Brandt.")])
    assert tabulate(text, [brandt, egon])["surface"].tolist() == ["Brandt"]


@pytest.mark.parametrize("actors", [[], [RUSSIA]], ids=["no actors", "no text"])
def test_nothing_to_find_gives_an_empty_table(actors):
    """Without actors, or without text, the table is empty and has its columns."""
    mentions = tabulate(document([]) if actors else document([("", "Russia.")]), actors)
    assert mentions.empty
    assert list(mentions.columns) == list(Mention._fields)


# --- counts ---------------------------------------------------------------------------------------


def test_a_rate_that_can_be_counted_by_hand():
    """Two mentions in ten words are 200 per 1,000, in their exact Poisson interval."""
    text = document([("", "Russia met Russia in the rain and in the snow")])
    row = summarise(text, tabulate(text, [RUSSIA]), ["Russia"]).iloc[0]
    low, high = poisson_interval(np.array([2]))
    assert (row.n_mentions, row.n_words, row.per_1000_words) == (2, 10, 200)
    assert (row.low, row.high) == pytest.approx((low[0] * 100, high[0] * 100))
    assert (low[0], high[0]) == pytest.approx((0.2422, 7.2247), abs=1e-4)


def test_every_section_voice_and_actor_has_a_row():
    """Sections and the whole text, in three voices, have a row for each name given, zero or not."""
    text = document([("", "Russia met NATO.")], [("Putin", "Russia.")])
    rows = summarise(text, tabulate(text, [RUSSIA, NATO]), ["Russia", "NATO", "Atlantis"])
    assert list(rows.columns) == list(ActorRow._fields)
    assert str(rows["section"].dtype) == "Int64"
    counts = [tuple(row) for row in rows[["section", "voice", "actor", "n_mentions"]].to_numpy()]
    assert counts[:9] == [
        (0, "all", "Russia", 1),
        (0, "all", "NATO", 1),
        (0, "all", "Atlantis", 0),
        (0, "author", "Russia", 1),
        (0, "author", "NATO", 1),
        (0, "author", "Atlantis", 0),
        (0, "quoted", "Russia", 0),
        (0, "quoted", "NATO", 0),
        (0, "quoted", "Atlantis", 0),
    ]
    assert (1, "author", "Russia", 0) in counts
    assert (1, "quoted", "Russia", 1) in counts
    assert len(counts) == 3 * 3 * 3
    whole = rows[rows["section"].isna() & (rows["actor"] == "Russia")]
    assert dict(zip(whole["voice"], whole["n_mentions"], strict=True)) == {
        "all": 2,
        "author": 1,
        "quoted": 1,
    }


def test_no_words_have_no_rate():
    """Where a voice says nothing the rate is undefined, not zero."""
    text = document([("", "Russia again.")])
    rows = summarise(text, tabulate(text, [RUSSIA]), ["Russia"]).set_index(["section", "voice"])
    silent = rows.loc[(0, "quoted")]
    assert (silent.n_mentions, silent.n_words) == (0, 0)
    assert silent[["per_1000_words", "low", "high"]].isna().all()


def test_mentions_of_others_are_not_asked_for():
    """Actors that are not in the list of names given do not disturb the counts."""
    text = document([("", "NATO met Russia and NATO.")])
    rows = summarise(text, tabulate(text, [RUSSIA, NATO]), ["Russia"])
    assert rows[rows["section"].isna() & (rows["voice"] == "all")]["n_mentions"].tolist() == [1]


def test_an_empty_text_and_an_empty_list_can_be_summarised():
    """Nothing to count gives no rows for actors and undefined rates for texts, not an error."""
    text = document([("", "Russia.")])
    assert summarise(text, tabulate(text, [RUSSIA]), []).empty
    empty = document([])
    assert summarise(empty, tabulate(empty, [RUSSIA]), ["Russia"])["per_1000_words"].isna().all()


# --- the two samples ------------------------------------------------------------------------------

# Counted by hand in the body of each text: titles, bylines and headings are not part of it.
BY_HAND = {
    "arnow-2024": {
        "Russia": 45,
        "NATO": 18,
        "Soviet Union": 15,
        "The West": 14,
        "United States": 13,
        "Ukraine": 9,
        "United Kingdom": 5,
        "Germany": 4,
        "Winston Churchill": 4,
        "Antony Blinken": 0,
        "European Union": 0,
        "Europe": 1,
    },
    "babich-2022": {
        "Russia": 43,
        "Ukraine": 16,
        "United States": 14,
        "Antony Blinken": 13,
        "Josep Borrell": 11,
        "European Union": 9,
        "NATO": 8,
        "Kazakhstan": 5,
        "The West": 4,
        "Poland": 3,
        "European Parliament": 3,
        "OSCE": 3,
        "Soviet Union": 2,
        "Europe": 2,
        "Germany": 1,
        "NATO-Russia Council": 1,
        "United Kingdom": 0,
    },
}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_sample_texts_name_their_actors_as_often_as_counted_by_hand(name):
    """The main actors of both samples are found as often as a reader finds them."""
    text = sample(name)
    found = Counter(tabulate(text, ACTORS)["actor"])
    assert {actor: found[actor] for actor in BY_HAND[name]} == BY_HAND[name]


def test_quoted_speakers_of_the_samples_name_actors_too():
    """Blinken and a television channel name Russia twelve times in Babich's text."""
    mentions = tabulate(sample("babich-2022"), ACTORS)
    quoted = Counter(mentions["actor"][mentions["voice"] == "quoted"])
    assert (quoted["Russia"], quoted["Ukraine"], quoted["The West"]) == (12, 9, 0)


def test_what_the_samples_call_russia():
    """The forms of one name, as the page's table of forms shows them."""
    forms = {}
    for name in BY_HAND:
        mentions = tabulate(sample(name), ACTORS)
        forms[name] = dict(Counter(mentions["surface"][mentions["actor"] == "Russia"]))
    assert forms["arnow-2024"] == {
        "Russia": 35,
        "Russian": 5,
        "Russian Federation": 3,
        "Russians": 1,
        "Moscow": 1,
    }
    assert forms["babich-2022"] == {
        "Russia": 31,
        "Russian": 6,
        "Moscow": 5,
        "Russian Foreign Ministry": 1,
    }


# --- properties -----------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("Russia", "Russian", "Russians", "Moscow", "NATO", "NATO’s", "Nato", "US", "us", "U.S."),
        *("U.S.-Russia", "US/UK/Nato", "Soviet", "Union", "European", "Parliament", "Eastern"),
        *("Europe", "West", "Western", "Warsaw", "Pact", "NATO-Russia", "Council", "Antony"),
        *("Blinken", "the", "and", "in", "to", "visit", "speaking", "2014", "İ", "ß", "🇷🇺"),
        *(",", ".", "“", "”", "’", "\n", "\u00a0"),
    ]
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=12).map(" ".join)
SPOKEN = st.tuples(st.sampled_from(["", "", "Putin"]), SENTENCES)
DOCUMENTS = st.lists(st.lists(SPOKEN, max_size=4), min_size=1, max_size=3)


@settings(deadline=None)
@given(DOCUMENTS)
def test_mentions_lie_in_the_text_and_do_not_overlap(sections):
    """Offsets are valid and in order, surfaces are the text there, utterances are theirs."""
    text = document(*sections)
    mentions = tabulate(text, ACTORS)
    before = 0
    for m in mentions.itertuples():
        utterance = text.utterances[m.utterance]
        assert before <= m.start < m.end <= len(text.text)
        assert text.text[m.start : m.end] == m.surface
        assert utterance.start <= m.start
        assert m.end <= utterance.end
        assert (m.sentence, m.section) == (utterance.sentence, utterance.section)
        assert m.voice == ("quoted" if utterance.speaker else "author")
        before = m.end


@settings(deadline=None)
@given(DOCUMENTS)
def test_a_text_pasted_twice_names_everybody_twice_as_often(sections):
    """Twice the same text doubles all counts and leaves all rates as they are."""
    once, twice = document(*sections), document(*sections, *sections)
    names = [actor.name for actor in ACTORS]
    first, second = (
        rows[rows["section"].isna()].reset_index(drop=True)
        for rows in (summarise(text, tabulate(text, ACTORS), names) for text in (once, twice))
    )
    assert (second["n_mentions"] == 2 * first["n_mentions"]).all()
    assert (second["n_words"] == 2 * first["n_words"]).all()
    np.testing.assert_allclose(second["per_1000_words"], first["per_1000_words"])


@settings(deadline=None)
@given(DOCUMENTS)
def test_author_and_quoted_make_all_and_sections_make_the_whole(sections):
    """Counts add up: over voices to all words, over sections to the whole text."""
    text = document(*sections)
    names = ["Russia", "NATO", "Soviet Union"]
    rows = summarise(text, tabulate(text, ACTORS), names)
    counts = rows.fillna({"section": -1}).set_index(["voice", "section", "actor"])
    counts = counts[["n_mentions", "n_words"]]
    pd.testing.assert_frame_equal(
        counts.loc["author"] + counts.loc["quoted"], counts.loc["all"], check_like=True
    )
    parts = rows[rows["section"].notna()].groupby(["voice", "actor"])[["n_mentions", "n_words"]]
    whole = rows[rows["section"].isna()].set_index(["voice", "actor"])[["n_mentions", "n_words"]]
    pd.testing.assert_frame_equal(parts.sum(), whole, check_like=True, check_dtype=False)


@settings(deadline=None)
@given(DOCUMENTS)
def test_leaving_demonyms_out_only_takes_demonyms_away(sections):
    """Without demonyms the mentions are those with demonyms, less the demonyms."""
    text = document(*sections)
    every, names = tabulate(text, ACTORS), tabulate(text, ACTORS, demonyms=False)
    pd.testing.assert_frame_equal(every[every["kind"] == "name"].reset_index(drop=True), names)


# --- the list of actors ---------------------------------------------------------------------------


def test_an_actor_is_found_by_its_own_name():
    """The name itself is searched for, a leading article only shown."""
    actor, other = load_actors(
        '[[actor]]\nname = "The West"\nkind = "bloc"\naliases = ["Collective  West"]\n'
        '[[actor]]\nname = "Europe"\nkind = "bloc"\nplaces = ["Europe"]'
    )
    assert actor == Actor("The West", "bloc", ("West", "Collective West"), ())
    assert other == Actor("Europe", "bloc", (), (), ("Europe",))


def test_an_actor_may_have_a_colour_and_be_ignored():
    """A colour and being ignored are read; without them an actor has no colour and counts."""
    plain, ignored = load_actors(
        '[[actor]]\nname = "A"\nkind = "bloc"\n'
        '[[actor]]\nname = "B"\nkind = "bloc"\ncolour = "teal"\nignore = true'
    )
    assert (plain.colour, plain.ignored) == ("", False)
    assert (ignored.colour, ignored.ignored) == ("teal", True)


def test_a_name_may_be_shown_and_not_searched_for():
    """``shown_only`` keeps an actor's own name from being searched for."""
    (actor,) = load_actors(
        '[[actor]]\nname = "Great Britain"\nkind = "state"\nshown_only = true\naliases = ["UK"]'
    )
    assert actor == Actor("Great Britain", "state", ("UK",), ())


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('[[actor]]\nkind = "state"', "Actor no. 1 has no name."),
        ('[[actor]]\nname = " "\nkind = "state"', "Actor no. 1 has no name."),
        ('[[actor]]\nname = "Ural"', "Actor “Ural” has the kind “”; it must be one of"),
        ('[[actor]]\nname = "Ural"\nkind = "river"', "Actor “Ural” has the kind “river”"),
        (
            '[[actor]]\nname = "Ural"\nkind = "other"\naliases = ["U", ""]',
            "Actor “Ural” has an empty name among its aliases.",
        ),
        (
            '[[actor]]\nname = "Ural"\nkind = "other"\naliases = "U"',
            "Actor “Ural”: “aliases” must be a list",
        ),
        (
            '[[actor]]\nname = "Ural"\nkind = "other"\nalias = ["U"]',
            "Actor “Ural” has an entry “alias”, which is not known.",
        ),
        (
            '[[actor]]\nname = "A"\nkind = "other"\naliases = ["O’Neill"]\n'
            '[[actor]]\nname = "B"\nkind = "other"\ndemonyms = ["O\'Neill"]',
            "“O'Neill” is claimed by two actors, “A” and “B”.",
        ),
        (
            '[[actor]]\nname = "A"\nkind = "other"\naliases = ["X"]\ndemonyms = ["X"]',
            "“X” is listed twice for actor “A”.",
        ),
        (
            '[[actor]]\nname = "A"\nkind = "other"\n[[actor]]\nname = "A"\nkind = "state"',
            "Actor “A” is listed twice.",
        ),
        ('[actor]\nname = "A"', "The list of actors must hold [[actor]] entries"),
        (
            '[[actor]]\nname = "Ural"\nkind = "other"\ncolour = "#00ff00"',
            "Actor “Ural” has the colour “#00ff00”; it must be one of red, orange,",
        ),
        (
            '[[actor]]\nname = "Ural"\nkind = "other"\nignore = "yes"',
            "Actor “Ural”: “ignore” must be true or false.",
        ),
        (
            '[[actor]]\nname = "Ural"\nkind = "other"\nshown_only = true',
            "Actor “Ural” has no name to search for; give it one, or remove it.",
        ),
        (
            '[[actor]]\nname = "Ural"\nkind = "other"\naliases = ["…"]',
            "Actor “Ural” has “…” among its aliases; a name must have a letter or a digit.",
        ),
        (
            f'[[actor]]\nname = "Ural"\nkind = "other"\nplaces = ["{"U" * 101}"]',
            f"Actor “Ural” has the name “{'U' * 59}…” of 101 characters; 100 are the most.",
        ),
        (
            "".join(f'[[actor]]\nname = "A{n}"\nkind = "other"\n' for n in range(2001)),
            "The list holds 2,001 actors; 2,000 are the most that can be looked for.",
        ),
        ("actor = " + "[" * 100_000, "The list of actors is not valid TOML: too many brackets."),
        ("actor = " + "1" * 10_000, "The list of actors is not valid TOML: Exceeds the limit"),
        ('[[actors]]\nname = "A"', "The list of actors holds “actors”"),
        ('name = "A', "The list of actors is not valid TOML"),
    ],
)
def test_a_mistake_in_the_list_is_named(toml, sentence):
    """A list that cannot be used is refused with a sentence that names the entry."""
    with pytest.raises(ValueError, match=re.escape(sentence)):
        load_actors(toml)


def test_every_actor_of_the_shipped_list_can_be_found():
    """Each name, demonym and place of the shipped list finds its actor when it stands alone."""
    for actor in ACTORS:
        for name in (*actor.aliases, *actor.demonyms, *actor.places):
            found = tabulate(document([("", name)]), ACTORS)
            assert found[["actor", "surface"]].to_numpy().tolist() == [[actor.name, name]]
