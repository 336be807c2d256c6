"""Every view in every voice, through Streamlit's own test runner (no browser)."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.reading import source_from_bytes, source_from_text
from analysis.text import VOICES
from dashboard.inputs.pair import both_named
from dashboard.views import VIEWS

APP = str(Path(__file__).parent.parent / "streamlit_app.py")


def open_page(**query: str) -> AppTest:
    page = AppTest.from_file(APP, default_timeout=60)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def html_of(page: AppTest) -> str:
    shown = [element.proto.body for element in page.get("html")]
    return "\n".join([*shown, *(str(one.proto) for one in page.get("bidi_component"))])


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_in_every_voice(view, voice):
    """No view fails in any voice, and each says something."""
    page = open_page(view=view, voice=voice)
    assert not page.exception
    assert not page.error
    assert len(html_of(page)) > 200


def test_the_link_decides_view_and_voice():
    """A link with view and voice opens just that."""
    page = open_page(view="Actors", voice="quoted")
    assert page.session_state["view"] == "Actors"
    assert page.session_state["voice"] == "quoted"


ODD_TEXTS = {
    "one sentence": "Peace is good.",
    "one word": "Peace",
    "no quotations, no actors": "The cat sat on the mat. The dog ran away. It rained all day long.",
    "only a quotation": "“We want peace and we want it now,” she said.",
    "heading without a body": "# One\n\n# Two\n\nA cat sat on a mat.",
    "markup": "<script>alert(1)</script> <b>bold</b> & *stars* ![x](http://example.org/x.png) [a](b).",
    "another script": "שלום עולם. זה טקסט קצר.",
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", ODD_TEXTS)
def test_an_odd_text_has_a_designed_answer(view, kind):
    """Very short, quotation-free, actor-free and hostile texts open in every view."""
    page = AppTest.from_file(APP, default_timeout=60)
    odd = source_from_text(ODD_TEXTS[kind], "Odd")
    usual = source_from_text("NATO met Russia in Geneva. The talks failed. War is bad.", "Usual")
    page.session_state["sources"] = (odd, usual)
    page.query_params["view"] = view
    page.run()
    assert not page.exception
    assert "<script>" not in html_of(page)


def test_a_pick_from_a_link_opens_its_sentences():
    """A link to an actor shows that actor's sentences in the margin."""
    page = open_page(view="Actors", pick="actor:NATO")
    assert ">NATO</h3>" in html_of(page)


@pytest.mark.parametrize(
    "pick",
    ["actor:Nobody at all", "section:a:99", "section:z:1", "measure:nope", "x", "", "voice:loud"],
)
def test_a_broken_link_falls_back_to_the_view(pick):
    """A pick that these texts do not have is ignored, not an error."""
    page = open_page(view="Sentiment", pick=pick)
    assert not page.exception
    assert "Sentences behind the number" in html_of(page)


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("swap", [False, True])
def test_terms_of_a_voice_that_one_text_lacks(voice, swap):
    """Where one text quotes nobody, the view says so, whichever side it is on."""
    quoting = source_from_text(
        'One thing. "Peace talks are good. Peace talks work well," said Jane Doe. Peace talks.', "Q"
    )
    plain = source_from_text("The cat sat. The dog ran. A bird sang.", "P")
    page = AppTest.from_file(APP, default_timeout=60)
    page.session_state["sources"] = (plain, quoting) if swap else (quoting, plain)
    page.query_params["view"] = "Terms"
    page.query_params["voice"] = voice
    page.run()
    assert not page.exception


GERMAN = (
    "Die Gespräche sind am Montag gescheitert, und niemand weiß, was als Nächstes kommt. Russland und "
    "die NATO schweigen. Wir wollen keinen neuen Krieg in Europa, sagte die Ministerin."
)


@pytest.mark.parametrize("view", ["Sentiment", "Readability"])
def test_measures_made_for_english_are_not_shown_for_another_language(view):
    """A German text gets no VADER tone and no CMU syllables, and the page says why."""
    page = AppTest.from_file(APP, default_timeout=60)
    english = source_from_text(
        "NATO met Russia in Geneva. The talks failed. War is bad.", "English"
    )
    page.session_state["sources"] = (english, source_from_text(GERMAN, "Deutsch"))
    page.query_params["view"] = view
    page.run()
    assert not page.exception
    assert "Deutsch is in German" in html_of(page)
    assert not page.get("plotly_chart")


def test_how_a_file_was_read_is_told():
    """The encoding, where it is not UTF-8, and what reading changed stand with the text."""
    page = AppTest.from_file(APP, default_timeout=60)
    western = "Caf\xe9s reopened in Gen\xe8ve. The talks went on \x96 and on.".encode("latin-1")
    usual = source_from_text("NATO met Russia in Geneva. The talks failed.", "Usual")
    page.session_state["sources"] = (source_from_bytes(western, "cafe.txt"), usual)
    page.run()
    assert "read as Windows-1252" in html_of(page)


def test_names_are_found_in_texts_of_ones_own():
    """With the names found in the texts, a football report is searched for its own people."""
    page = AppTest.from_file(APP, default_timeout=60)
    report = (
        "Arsenal beat Chelsea 2-1 on Saturday. Bukayo Saka scored twice for Arsenal. Chelsea had the "
        "ball, but Saka had the goals. Coach Mikel Arteta praised Saka."
    )
    texts = (source_from_text(report, "One"), source_from_text(report + " Arteta smiled.", "Two"))
    page.session_state["sources"] = texts
    page.query_params["view"] = "Actors"
    page.query_params["pick"] = "actor:Bukayo Saka"
    page.query_params["texts"] = both_named(*texts)
    page.run()
    assert not page.exception
    assert ">Bukayo Saka</h3>" in html_of(page)
    assert "3 mentions" in html_of(page)


def test_texts_that_do_not_differ_clearly_are_told_so():
    """Where no interval leaves out zero, the overview says it in a sentence."""
    page = AppTest.from_file(APP, default_timeout=60)
    one = "The harbour is old. The boats are small. People like the view. It rains a lot. " * 4
    other = "The market is old. The stalls are small. People like the noise. It rains a lot. " * 4
    page.session_state["sources"] = (source_from_text(one, "One"), source_from_text(other, "Two"))
    page.run()
    assert not page.exception
    assert "Nothing differs clearly." in html_of(page)
