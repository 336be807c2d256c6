"""Evidence: the sentences behind a number, as many marks as the number counts, every text escaped."""

import re

import pytest
from conftest import toy_source

from analysis.report import Request, build_report, load_actors
from analysis.text import VOICES
from dashboard import fragments
from dashboard.evidence import gather, is_pick, pick_of
from dashboard.exhibits import all_exhibits, rows_of


def marks(html: str) -> int:
    return html.count('<mark class="')


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("side", ["a", "b"])
def test_every_actor_opens_as_many_mentions_as_the_chart_counts(samples, side, voice):
    """The count in the chart, the count in the margin and the highlights are one number."""
    table = samples.actors
    rows = table[table["side"].eq(side) & table["section"].isna() & table["voice"].eq(voice)]
    for row in rows.itertuples():
        found = gather(samples, "Actors", f"actor:{row.actor}", side=side, voice=voice)
        assert found.counts[side] == row.n_mentions == marks(found.html)


@pytest.mark.parametrize("side", ["a", "b"])
def test_every_term_opens_as_many_uses_as_the_chart_counts(samples, side):
    """What the contrast counts is what is highlighted."""
    for row in samples.contrast.head(40).itertuples():
        found = gather(samples, "Terms", f"term:{row.term}", side=side, voice="all")
        assert found.counts[side] == getattr(row, f"n_{side}") == marks(found.html)


def test_every_section_opens_as_many_utterances_as_the_chart_counts(samples):
    """n at the right of a section's row is the number of utterances shown for it."""
    rows = samples.sentiment[samples.sentiment["section"].notna()]
    for row in rows[rows["voice"] == "all"].itertuples():
        found = gather(
            samples, "Sentiment", f"section:{row.side}:{row.section}", side=row.side, voice="all"
        )
        assert found.counts[row.side] == row.n_utterances


def test_tone_marks_are_the_words_that_fired(samples):
    """Every word that carries tone in a section is marked, and no other."""
    words = samples.tone_words
    expected = words[words["side"].eq("a") & words["section"].eq(6)]["word"].tolist()
    found = gather(samples, "Sentiment", "section:a:6", side="a", voice="all")
    assert re.findall(r'<mark class="hit">(.*?)</mark>', found.html) == expected


def test_sentences_come_in_the_order_of_the_text(samples):
    """Evidence reads as the text does."""
    found = gather(samples, "Actors", "actor:Russia", side="b", voice="all")
    numbers = [int(n) for n in re.findall(r'data-pick="read:b:(\d+)"', found.html)]
    assert numbers == sorted(numbers)


def test_words_of_the_other_voice_are_muted(samples):
    """In the author's voice a quoted run of a sentence is there, but set back."""
    found = gather(samples, "Sentiment", "section:b:5", side="b", voice="author")
    assert '<span class="dim">“Russia has humiliated' in found.html


def test_zero_is_answered_in_words(samples):
    """A text that does not name an actor says so, and up to what rate that may still be."""
    found = gather(samples, "Actors", "actor:European Union", side="a", voice="all")
    assert "does not mention European Union" in found.summary
    assert "up to 2.7 per 1,000 words" in found.summary


def test_a_speaker_is_named(samples):
    """A quoted sentence says whose it is."""
    found = gather(samples, "Sentiment", "voice:quoted", side="b", voice="all")
    assert "quoted, Antony Blinken" in found.html


def test_markup_in_a_text_is_shown_not_run():
    """A text may hold HTML; the page shows its characters."""
    hostile = toy_source("A", '<img src=x onerror=alert(1)> NATO is "here". <b>NATO</b> & co.')
    report = build_report(Request(hostile, hostile._replace(name="B"), load_actors()))
    found = gather(report, "Actors", "actor:NATO", side="a", voice="all")
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
    ],
)
def test_a_pick_that_names_nothing_is_refused(samples, pick):
    """Links come from anywhere: what these texts do not have is no pick."""
    assert not is_pick(samples, pick)


def test_every_row_of_every_table_opens_its_sentences(samples):
    """What a chart's table counts can be opened from its rows, in every view and voice."""
    for voice in VOICES:
        for exhibit in all_exhibits(samples, voice):
            for row in exhibit.table.to_dict("records"):
                assert is_pick(samples, pick_of(row)), (exhibit.key, row)


def test_every_row_of_every_chart_can_be_reached_without_a_mouse(samples):
    """The buttons for the keyboard are the chart's rows, and each opens something."""
    for exhibit in all_exhibits(samples, "all"):
        picks = [pick for pick, _ in rows_of(exhibit)]
        assert picks
        assert all(is_pick(samples, pick) for pick in picks)
        shown = fragments.rows_by_keyboard([(exhibit.title, rows_of(exhibit))])
        assert shown.count("data-pick=") == len(picks)
