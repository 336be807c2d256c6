"""A link opens what its sender saw, or says that it was made on two other texts: never something else."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.actors import Actor
from analysis.reading import load_samples, source_from_text
from analysis.report import Request, sample_request
from analysis.saving import saved_bytes
from dashboard.inputs.pair import both_named

ROOT = Path(__file__).parent.parent
TRAM = source_from_text(
    "# The tram\n\nMaria Lindqvist wants it. It is good.\n\n# The cost\n\nNobody likes the cost.",
    "Tram",
)
SHIPS = source_from_text(
    "# Ships\n\nMaria Lindqvist sells ships. They rust.\n\n# Prices\n\nPrices are bad and high.",
    "Ships",
)
OWN = Request(
    TRAM, SHIPS, (Actor("Maria Lindqvist", "person", ("Maria Lindqvist", "Lindqvist"), ()),)
)
LINK = {"view": "Sentiment", "pick": "section:b:2", "texts": both_named(TRAM, SHIPS)}
NOTICE = "This link was made on two other texts."


def open_page(sources=None, **query: str) -> AppTest:
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    if sources:
        page.session_state["sources"] = sources
    page.query_params.update(query)
    return page.run()


def html_of(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html"))


def asked(page: AppTest) -> dict[str, str]:
    """What stands in the URL."""
    said = page.query_params  # a list where the test put it, a string where the page did
    return {name: "".join(said[name]) for name in said}


def press(page: AppTest, label: str) -> AppTest:
    [button] = [one for one in page.button if one.label == label]
    return button.click().run()


def open_saved(page: AppTest, request: Request) -> AppTest:
    [field] = [one for one in page.file_uploader if one.label == "Open a saved comparison"]
    return field.set_value(("x.json", saved_bytes(request), "application/json")).run()


def names(page: AppTest) -> list[str]:
    report = list(page.session_state["reports"].values())[-1]
    return report.documents["name"].tolist()


def test_a_link_made_on_other_texts_says_so_and_opens_nothing():
    """The samples’ section of that number is not shown, and the link is kept as it was."""
    page = open_page(**LINK)
    assert NOTICE in html_of(page)
    assert ">Whole text</h3>" in html_of(page)
    assert asked(page) == LINK


@pytest.mark.parametrize("saved", [OWN, OWN._replace(a=SHIPS, b=TRAM)], ids=["as sent", "swapped"])
def test_the_comparison_it_was_sent_with_opens_it(saved):
    """Its sentences stand in the margin, of the text that stood there, on whichever side it is saved."""
    page = open_saved(open_page(**LINK), saved)
    assert NOTICE not in html_of(page)
    assert ">Prices</h3>" in html_of(page)
    assert names(page) == ["Tram", "Ships"]
    assert asked(page) == LINK


def test_the_same_texts_open_it_too():
    """Whoever has the two texts pastes them."""
    page = open_page(**LINK)
    for area, source in zip(page.text_area, (TRAM, SHIPS), strict=True):
        area.set_value(source.text)
    press(page, "Compare")
    assert ">Prices</h3>" in html_of(page)
    assert asked(page) == LINK


def test_a_link_to_swapped_texts_opens_with_the_sides_swapped():
    """The URL says both: which texts, and which of them stands first."""
    page = press(open_page((TRAM, SHIPS), **LINK), "Swap the two texts")
    link = asked(page)
    assert link["pick"] == "section:a:2"
    assert link["texts"] == both_named(SHIPS, TRAM)
    opened = open_saved(open_page(**link), OWN)
    assert names(opened) == ["Ships", "Tram"]
    assert ">Prices</h3>" in html_of(opened)


def test_other_texts_than_the_link_s_drop_what_it_asked_for():
    """A comparison that does not fit the link takes its place."""
    other = source_from_text("Something else. It is good.", "Other")
    page = open_saved(open_page(**LINK), OWN._replace(a=other))
    assert NOTICE not in html_of(page)
    assert asked(page) == {"view": "Sentiment", "texts": both_named(other, SHIPS)}


def test_another_choice_drops_it():
    """Whoever goes on with the texts shown is not reminded for ever."""
    page = press(open_page(**LINK), "Swap the two texts")
    assert NOTICE not in html_of(page)
    assert "pick" not in asked(page)
    assert "texts" not in asked(page)


def test_leaving_the_tour_does_not_drop_it():
    """A visitor who is here for the first time still gets what the link shows."""
    page = press(open_page(**LINK, tour="1"), "Leave the tour")
    assert asked(page) == LINK


def test_a_link_to_the_samples_says_nothing_of_texts():
    """It stays short, also with the sides swapped and corrections made."""
    page = press(open_page(view="Sentiment", pick="section:b:2"), "Swap the two texts")
    b = load_samples()[1]
    assert asked(page) == {"view": "Sentiment", "pick": "section:a:2", "swap": b.sha256[:12]}


def test_samples_saved_swapped_are_opened_as_swapped():
    """A link made then means the same sides wherever it is opened."""
    request = sample_request()
    page = open_saved(open_page(), request._replace(a=request.b, b=request.a))
    assert names(page) == ["Babich 2022", "Arnow 2024"]
    link = asked(page)
    assert names(open_page(**link)) == ["Babich 2022", "Arnow 2024"]


def test_back_to_an_address_of_the_samples_says_so():
    """What was chosen in the samples is not looked for in one’s own texts."""
    page = open_page((TRAM, SHIPS), view="Sentiment", pick="section:b:2")
    assert "This link was made on the two samples." in html_of(page)
    assert ">Whole text</h3>" in html_of(page)


def test_a_comparison_of_the_texts_shown_keeps_what_is_chosen():
    """Opening the same two texts with other actors leaves the visitor where they are."""
    page = open_saved(open_page((TRAM, SHIPS), **LINK), OWN)
    assert asked(page) == LINK


def test_texts_of_one_s_own_stand_in_the_address_by_their_fingerprints():
    """No word of a text is in it."""
    page = open_saved(open_page(), OWN)
    assert asked(page) == {"texts": both_named(TRAM, SHIPS)}
    assert asked(page)["texts"] == TRAM.sha256[:6] + SHIPS.sha256[:6]


@pytest.mark.browser
def test_a_link_is_sent_with_its_comparison(visit, tmp_path):
    """In another visitor’s browser it waits, is opened with the file, and Back and Forward lead by it."""
    saved = tmp_path / "own.parallax.json"
    saved.write_bytes(saved_bytes(OWN))

    def open_file(opened) -> None:
        opened.page.get_by_role("button", name="Save or open", exact=True).click()
        opened.settle()
        opened.upload(opened.page.locator('.st-key-keep_form input[type="file"]'), saved)

    sender = visit("?view=Actors")
    open_file(sender)
    sender.click_row('[class*="st-key-mentions"] .js-plotly-plot', 0)
    link = sender.page.url.partition("/?")[2]
    title, counted = (sender.text(f".st-key-margin_open {tag}") for tag in ("h3", ".cap"))
    assert title == "Maria Lindqvist"

    recipient = visit(f"?{link}")
    assert NOTICE in recipient.text(".void")
    open_file(recipient)
    assert recipient.page.get_by_text(NOTICE).count() == 0
    assert recipient.page.url.partition("/?")[2] == link
    assert recipient.text(".st-key-margin_open h3") == title
    assert recipient.text(".st-key-margin_open .cap") == counted

    recipient.page.get_by_role("radio", name="Sentiment", exact=True).click()
    recipient.settle()
    recipient.page.go_back()
    recipient.page.locator(".st-key-margin_open").wait_for()
    recipient.settle()
    assert recipient.text(".st-key-margin_open h3") == title
    recipient.page.go_forward()
    recipient.page.locator(".st-key-margin_idle").wait_for()
    recipient.settle()
    assert "view=Sentiment" in recipient.page.url
