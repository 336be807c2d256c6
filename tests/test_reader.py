"""The reader and the other pieces of HTML: what they mark, and that no text becomes markup."""

import re

import pandas as pd
import pytest
from conftest import toy_source
from test_evidence import GERMAN

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


@pytest.fixture(scope="module")
def german():
    """A German text beside an English one."""
    english = "The war was terrible. Everybody hopes for a good peace and prosperity."
    return build_report(Request(toy_source("Rede", GERMAN), toy_source("Talk", english), ()))


def marking(**given) -> Marking:
    return Marking(**({"voice": "all", "layer": "Nothing", "search": "", "chosen": None} | given))


def places_in(shown: str) -> set[int]:
    """The places searched for that are marked; one may come out in pieces."""
    return {int(number) for number in re.findall(r'<mark class="[^"]*\bhit-(\d+)', shown)}


def line_of(shown: str) -> str:
    """What is said about the search, without its markup."""
    line = re.search(r'<p class="cap" aria-live="polite" aria-atomic="true">(.*?)</p>', shown)
    assert line
    return re.sub("<[^>]+>", "", line[1])


@pytest.mark.parametrize("layer", LEGENDS)
def test_no_text_becomes_markup_in_the_reader(hostile, layer):
    """Headings, speakers, actors and sentences are shown as written."""
    shown = reader.column(hostile, "a", marking(layer=layer, search="img"))
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_no_text_becomes_markup_in_the_fragments(hostile):
    """Names, titles, terms and name forms are shown as written."""
    actor = hostile.request.actors[0].name
    pieces = [
        fragments.masthead(hostile),
        fragments.identity(hostile, "a"),
        fragments.title_of(hostile, "a"),
        reader.head(hostile, "a"),
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
    assert len(re.findall(r'class="w[np]"', shown)) == counted


def test_tone_layer_marks_the_voice_asked_about(samples):
    """With quoted words on show, the author's words are muted and not marked."""
    shown = reader.column(samples, "b", marking(layer="Tone", voice="quoted"))
    rows = samples.tone_words.merge(
        samples.utterances[["side", "utterance", "voice"]], on=["side", "utterance"]
    )
    counted = ((rows["side"] == "b") & (rows["voice"] == "quoted")).sum()
    assert len(re.findall(r'class="w[np]"', shown)) == counted


def test_actors_layer_marks_every_mention_and_the_chosen_actor_apart(samples):
    """Underlined: all mentions; marked: those of the chosen one."""
    shown = reader.column(samples, "a", marking(layer="Actors", chosen="actor:NATO"))
    mentions = samples.mentions[samples.mentions["side"] == "a"]
    assert len(re.findall(r'class="ac(?: on)?"', shown)) == len(mentions)
    assert shown.count('class="ac on"') == (mentions["actor"] == "NATO").sum()


def test_quotations_layer_names_the_speaker(samples):
    """Above the first words of a quotation stands who says them."""
    shown = reader.column(samples, "b", marking(layer="Quotations"))
    assert '<span class="spk">Antony Blinken</span>' in shown
    assert shown.count('class="spk"') == 7


@pytest.mark.parametrize("search", ["war", "WAR", "negotiat*", "cold war"])
def test_search_finds_whole_words(samples, search):
    """Capitals do not matter, ``*`` stands for any ending, and part of a word is no hit."""
    shown = reader.column(samples, "a", marking(search=search))
    rows = samples.sentences
    passages = [
        *rows.loc[rows["side"] == "a", "text"],
        *(one.heading for one in samples.a.sections),
    ]
    words = re.compile(rf"(?<!\w){search.replace('*', '[a-z]*')}(?!\w)", re.IGNORECASE)
    expected = sum(len(words.findall(passage)) for passage in passages)
    assert len(places_in(shown)) == expected > 0


def test_search_finds_the_words_of_a_heading(samples):
    """What stands in a heading is a place like any other, before those of its section's text."""
    shown = reader.column(samples, "b", marking(search="Kazakhstan Is Already"))
    assert line_of(shown) == "1 of 1 place with “Kazakhstan Is Already”"
    heading = re.search(r'<h3 [^>]*>(?:(?!</h3>).)*class="hit hit-0".*?</h3>', shown)
    assert "Kazakhstan" in heading[0]


def test_places_are_numbered_from_the_start_of_a_text(samples):
    """Steps lead downwards, whether the next place is in a heading or in the text."""
    for search in ("war", "negotiat*", "the", "russia"):
        shown = reader.column(samples, "a", marking(search=search))
        numbers = [int(number) for number in re.findall(r"\bhit-(\d+)", shown)]
        assert numbers == sorted(numbers)
        assert re.search(r'<h3 [^>]*>(?:(?!</h3>).)*class="hit', shown)


def test_a_star_alone_finds_nothing(samples):
    """Everything is no answer to a search."""
    assert "<mark" not in reader.column(samples, "a", marking(search="*"))


@pytest.mark.parametrize(
    ("search", "line"),
    [
        ("", ""),
        ("negotiat*", "1 of 15 places with “negotiat*”"),
        ("paw", "1 of 1 place with “paw”"),
        ("zebra", "Nothing found for “zebra”"),
        ("*", "Nothing found for “*”"),
        ("<b>&", "Nothing found for “&lt;b&gt;&amp;”"),
    ],
)
def test_the_column_says_what_a_search_found(samples, search, line):
    """How many places there are, or that there is none; nothing without a search."""
    assert line_of(reader.column(samples, "a", marking(search=search))) == line


@pytest.mark.parametrize("layer", LEGENDS)
@pytest.mark.parametrize("search", ["negotiat*", "cold war", "the", "broken promises", "."])
def test_every_place_that_is_counted_is_marked(samples, search, layer):
    """Whatever else is marked in it, a place can be stepped to."""
    for side in "ab":
        shown = reader.column(samples, side, marking(search=search, layer=layer))
        counted = int(re.search(r'data-places="(\d+)"', shown)[1])
        assert places_in(shown) == set(range(counted))


def test_steps_are_offered_where_something_is_found(samples):
    """One button back and one forth, each saying in which text; none without a place."""
    shown = reader.column(samples, "a", marking(search="war"))
    assert 'aria-label="previous place in Arnow 2024">previous</button>' in shown
    assert 'aria-label="next place in Arnow 2024">next</button>' in shown
    assert "data-step" not in reader.column(samples, "a", marking(search="zebra"))


def test_the_strip_and_the_list_of_sections_tell_where_places_are(samples):
    """A dot in the strip and a number in the list, for the same sections, adding up to the whole."""
    shown = reader.column(samples, "a", marking(search="negotiat*"))
    dotted = re.findall(r'<button data-section="(\d+)"[^>]*class="has"', shown)
    listed = re.findall(r'<option value="(\d+)"[^>]*>[^<]* · (\d+) places?</option>', shown)
    assert dotted == [section for section, _ in listed]
    assert sum(int(number) for _, number in listed) == 15


@pytest.mark.parametrize(
    ("number", "there"),
    [("0", True), ("57", True), ("9999", False), ("9" * 5000, False), ("٣", False), ("", False)],
)
def test_a_link_may_name_a_sentence_that_is_not_there(samples, number, there):
    """Numbers of a link are looked for as they are written, however long they are."""
    assert reader.has_sentence(samples, "b", number) == there


def test_the_layer_of_tone_says_why_a_negative_word_can_be_positive(samples):
    """“hesitate” in “did not hesitate” counts as positive, and the legend names the reason."""
    shown = reader.column(samples, "b", marking(layer="Tone"))
    assert re.search(r'<span class="wp"[^>]*>hesitate</span>', shown)
    assert "turned round after negation" in LEGENDS["Tone"]


def test_a_section_without_text_says_so(samples):
    """A heading with nothing below it is no gap in the page."""
    shown = reader.column(samples, "a", marking())
    assert shown.count("No text under this heading.") == 2


def test_paragraphs_are_kept(samples):
    """Every paragraph of the file is one in the reader."""
    shown = reader.column(samples, "b", marking())
    blocks = samples.b.text[: samples.b.sections[-1].end].count("\n\n") + 1
    assert shown.count("<p ") - shown.count("<p class") == blocks - len(["title"]) - len(
        samples.b.sections[1:]
    )


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
    shown = reader.column(samples, "b", marking(layer="Terms"))
    for row in rows.itertuples():
        assert shown.count(f'title="{row.term}: {row.n_b} use') == row.n_b or " " in row.term


def test_the_words_of_a_chosen_speaker_stand_out(samples):
    """Only the quotations of that speaker are marked, the others stay shaded."""
    shown = reader.column(
        samples, "b", marking(layer="Quotations", chosen="speaker:Antony Blinken")
    )
    assert 'class="qu on"' in shown
    assert 'class="qu"' in shown
    assert 'class="qu on"' not in reader.column(samples, "b", marking(layer="Quotations"))


def test_a_speaker_opens_what_he_says(samples):
    """The evidence of a speaker is every utterance of his, and as many as the table has."""
    spoken = samples.utterances.query("side == 'b' and speaker == 'Antony Blinken'")
    evidence = gather(samples, Margin("Texts", "all"), "speaker:Antony Blinken", "b")
    assert evidence.counts["b"] == len(spoken) > 10
    assert evidence.title == "Antony Blinken"


@pytest.mark.parametrize("search", ["*" * 40 + "%", "*a" * 60, "a*b*c*d*", "** " * 50])
def test_a_search_of_many_stars_is_answered_at_once(samples, search):
    """A link may ask for anything: what would take for ever finds nothing."""
    shown = reader.column(samples, "a", Marking("all", "Nothing", search, None))
    assert "hit-0" not in shown


def test_several_stars_in_a_row_are_one(samples):
    """``negotiat**`` is ``negotiat*``."""
    shown = [
        reader.column(samples, "a", Marking("all", "Nothing", search, None)).count("hit-")
        for search in ("negotiat*", "negotiat***")
    ]
    assert shown[0] == shown[1] > 0


def test_tone_is_left_away_in_another_language(german):
    """No marks, no scores and no means in a German text; the English one has them, and it is said."""
    shown = {side: reader.column(german, side, marking(layer="Tone")) for side in "ab"}
    for sign in ('class="wn"', 'class="wp"', "<sup", "tone "):
        assert sign not in shown["a"]
    assert 'class="wn"' in shown["b"]
    assert "tone " in shown["b"]
    note = "Tone is measured in English texts only: not in <bdi>Rede</bdi>."
    assert note in reader.legend(german, "Tone")
    assert note not in reader.legend(german, "Actors")


def test_the_legend_of_tone_is_short_where_no_text_is_english(german):
    """What would be marked is not explained where nothing can be."""
    both = build_report(german.request._replace(b=german.request.a._replace(name="Nochmals")))
    legend = reader.legend(both, "Tone")
    assert "not in <bdi>Rede</bdi> and <bdi>Nochmals</bdi>." in legend
    assert "negative" not in legend


def test_an_english_pair_has_no_note_about_languages(samples):
    """Nothing is said where nothing is missing."""
    for layer in LEGENDS:
        assert reader.legend(samples, layer) == LEGENDS[layer]


def test_words_of_a_text_run_in_their_own_direction(samples):
    """Headings, titles, paragraphs and sentences of a Hebrew text begin at the right."""
    column = reader.column(samples, "a", marking())
    assert re.findall(r"<p(?! class)[^>]*>", column)
    assert all(
        'dir="auto"' in tag for tag in re.findall(r"<(?:p(?! class)|h3|option)[^>]*>", column)
    )
    assert '<h2 class="ttl" dir="auto">' in reader.head(samples, "a")
    evidence = gather(samples, Margin("Actors", "all"), "actor:NATO", "a").html
    assert '<div class="s" dir="auto">' in evidence


def test_the_whole_name_of_a_text_shows_itself_to_who_points_at_it(samples):
    """What is shown is short; a name that is short anyway is not told twice."""
    whole = "A name that is a good deal longer than the forty characters that are shown, “&” all"
    long = samples.request.a._replace(name=whole)
    report = build_report(samples.request._replace(a=long))
    for piece in (
        fragments.masthead(report),
        fragments.identity(report, "a"),
        reader.head(report, "a"),
    ):
        assert 'title="A name that is a good deal longer than the forty' in piece
        assert "“&amp;” all" in piece
        assert f">{whole[:60]}" not in piece
    assert "title=" not in fragments.masthead(samples)
