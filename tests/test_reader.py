"""The reader and the other pieces of HTML: what they mark, and that no text becomes markup."""

import re

import pandas as pd
import pytest
from conftest import toy_source

from analysis.actors import Actor
from analysis.report import Request, build_report
from dashboard import fragments, reader, selections
from dashboard.evidence import Margin, gather
from dashboard.reader import LEGENDS, Marking

EVIL = "<img src=x onerror=alert(1)>"
HOSTILE = f"""{EVIL} Title Of It

{EVIL} Smith said: "We will not accept this treaty in any form," and left.

# {EVIL} First Heading

The treaty is bad. The {EVIL} treaty failed. Jane {EVIL} Doe said, "The treaty is dead for good."

# Second Heading

Nothing more about the treaty.
"""


@pytest.fixture(scope="module")
def hostile():
    """A report in which title, headings, speakers, an actor and both names hold markup."""
    actor = Actor(f"{EVIL} Actor", "other", ("treaty", EVIL), ())
    first = toy_source(f"{EVIL} A", HOSTILE)
    return build_report(Request(first, first._replace(name=f"{EVIL} B"), (actor,)))


def marking(**given) -> Marking:
    return Marking(**({"voice": "all", "layer": "Nothing", "search": "", "chosen": None} | given))


@pytest.mark.parametrize("layer", LEGENDS)
def test_no_text_becomes_markup_in_the_reader(hostile, layer):
    """Headings, speakers, actors and sentences are shown as written."""
    shown = reader.column(hostile, "a", marking(layer=layer, search="img"))
    assert "<img" not in shown.html
    assert "&lt;img" in shown.html


def test_no_text_becomes_markup_in_the_fragments(hostile):
    """Names, titles, terms and name forms are shown as written."""
    actor = hostile.request.actors[0].name
    pieces = [
        fragments.masthead(hostile),
        fragments.identity(hostile, "a"),
        fragments.title_of(hostile, "a"),
        fragments.section_terms(hostile, "a", "all"),
        fragments.name_forms(
            selections.name_forms(hostile, actor, "all"), selections.labels_of(hostile)
        ),
        fragments.shared_terms(pd.DataFrame([{"term": EVIL, "n_a": 3, "n_b": 3}])),
        *(fragments.finding(found) for _, found in selections.findings(hostile, "all")),
    ]
    assert not [piece for piece in pieces if "<img" in piece]


@pytest.mark.parametrize(
    "pick", ["section:a:1", "voice:quoted", "term:treaty", "quotations:speech"]
)
def test_no_text_becomes_markup_in_the_margin(hostile, pick):
    """Evidence is shown as written, speakers and headings included."""
    assert "<img" not in gather(hostile, Margin("Sentiment", "all"), pick, "a").html


def test_tone_layer_marks_every_word_that_fired(samples):
    """As many words are marked as the table of tone words has."""
    shown = reader.column(samples, "a", marking(layer="Tone"))
    counted = (samples.tone_words["side"] == "a").sum()
    assert len(re.findall(r'class="w[np]"', shown.html)) == counted


def test_tone_layer_marks_the_voice_asked_about(samples):
    """With quoted words on show, the author's words are muted and not marked."""
    shown = reader.column(samples, "b", marking(layer="Tone", voice="quoted"))
    rows = samples.tone_words.merge(
        samples.utterances[["side", "utterance", "voice"]], on=["side", "utterance"]
    )
    counted = ((rows["side"] == "b") & (rows["voice"] == "quoted")).sum()
    assert len(re.findall(r'class="w[np]"', shown.html)) == counted


def test_actors_layer_marks_every_mention_and_the_chosen_actor_apart(samples):
    """Underlined: all mentions; marked: those of the chosen one."""
    shown = reader.column(samples, "a", marking(layer="Actors", chosen="actor:NATO"))
    mentions = samples.mentions[samples.mentions["side"] == "a"]
    assert len(re.findall(r'class="ac(?: on)?"', shown.html)) == len(mentions)
    assert shown.html.count('class="ac on"') == (mentions["actor"] == "NATO").sum()


def test_quotations_layer_names_the_speaker(samples):
    """Above the first words of a quotation stands who says them."""
    shown = reader.column(samples, "b", marking(layer="Quotations"))
    assert '<span class="spk">Antony Blinken</span>' in shown.html
    assert shown.html.count('class="spk"') == 7


@pytest.mark.parametrize("search", ["war", "WAR", "negotiat*", "cold war"])
def test_search_finds_whole_words(samples, search):
    """Capitals do not matter, ``*`` stands for any ending, and part of a word is no hit."""
    shown = reader.column(samples, "a", marking(search=search))
    body = " ".join(row.text for row in samples.sentences.itertuples() if row.side == "a")
    words = search.replace("*", r"\w*")
    expected = len(re.findall(rf"(?<!\w){words}(?!\w)", body, re.IGNORECASE))
    assert shown.html.count('<mark class="hit">') == expected > 0


def test_a_star_alone_finds_nothing(samples):
    """Everything is no answer to a search."""
    assert "<mark" not in reader.column(samples, "a", marking(search="*")).html


def test_a_section_without_text_says_so(samples):
    """A heading with nothing below it is no gap in the page."""
    shown = reader.column(samples, "a", marking())
    assert shown.html.count("No text under this heading.") == 2


def test_paragraphs_are_kept(samples):
    """Every paragraph of the file is one in the reader."""
    shown = reader.column(samples, "b", marking())
    blocks = samples.b.text[: samples.b.sections[-1].end].count("\n\n") + 1
    assert shown.html.count("<p>") == blocks - len(["title"]) - len(samples.b.sections[1:])


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("2024-09-24", "24 September 2024"),
        ("April 2024", "April 2024"),
        ("03/04/2024", "03/04/2024"),
    ],
)
def test_only_a_certain_date_is_spelt_out(published, shown):
    """What may be April or March stays as it stands in the text."""
    source = toy_source("A", "One two three. Four five six.")
    first = source._replace(published=published)
    report = build_report(Request(first, source._replace(name="B"), ()))
    assert shown in fragments.identity(report, "a")


def test_a_text_of_headings_only_is_described_in_words():
    """Without a word under any heading there is no share of quoted words to state."""
    source = toy_source("A", "# One\n\n# Two\n")
    report = build_report(Request(source, toy_source("B", "One two."), ()))
    assert "There is no text under any heading" in fragments.identity(report, "a")


def test_the_layer_of_terms_marks_what_sets_a_text_apart(samples):
    """Each use of the clearest words is marked, as often as the table counts them."""
    rows = selections.distinctive_terms(samples, "b", "all", reader.TERMS_MARKED)
    shown = reader.column(samples, "b", marking(layer="Terms")).html
    for row in rows.itertuples():
        assert shown.count(f'title="{row.term}: {row.n_b} use') == row.n_b or " " in row.term


def test_the_words_of_a_chosen_speaker_stand_out(samples):
    """Only the quotations of that speaker are marked, the others stay shaded."""
    shown = reader.column(
        samples, "b", marking(layer="Quotations", chosen="speaker:Antony Blinken")
    ).html
    assert 'class="qu on"' in shown
    assert 'class="qu"' in shown
    assert 'class="qu on"' not in reader.column(samples, "b", marking(layer="Quotations")).html


def test_a_speaker_opens_what_he_says(samples):
    """The evidence of a speaker is every utterance of his, and as many as the table has."""
    spoken = samples.utterances.query("side == 'b' and speaker == 'Antony Blinken'")
    evidence = gather(samples, Margin("Texts", "all"), "speaker:Antony Blinken", "b")
    assert evidence.counts["b"] == len(spoken) > 10
    assert evidence.title == "Antony Blinken"
