"""Tapping on a phone: what was tapped stays in sight when its sentences rise over the page."""

import pytest
from visiting import Visit

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 390, 844
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture
def on_a_phone(browser, address):
    """A way to open a page on a phone with a finger."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True
    )
    opened = Visit(context.new_page(), address)
    yield opened.open
    context.close()
    assert opened.errors == []


@pytest.fixture
def phone(on_a_phone):
    """The Actors view on a phone."""
    return on_a_phone("?view=Actors")


def scroll_to(opened, top: int) -> None:
    opened.page.evaluate(f"document.querySelector('[data-testid=stMain]').scrollTo(0, {top})")
    opened.settle()


def tap_a_row_near(opened, y: int):
    """Tap the row of a chart that stands nearest to a height of the window; returns the row."""
    rows = opened.page.locator(".js-plotly-plot .bars path").all()
    row = min(rows, key=lambda one: abs(one.bounding_box()["y"] - y))
    box = row.bounding_box()
    opened.page.touchscreen.tap(box["x"] + 20, box["y"] + box["height"] / 2)
    opened.page.wait_for_selector(".st-key-margin_open")
    opened.settle()
    return row


def test_a_row_in_the_lower_half_moves_above_the_sheet(phone):
    """The sheet would rise over it: the page is scrolled until the row stands in the upper half."""
    row = tap_a_row_near(phone, 720)
    box = row.bounding_box()
    sheet = phone.page.locator(".st-key-margin_open").bounding_box()
    assert box["y"] > 60
    assert box["y"] + box["height"] < sheet["y"]


def test_the_last_row_of_the_page_moves_above_the_sheet(phone):
    """There is room below the page's end to scroll it up."""
    last = phone.page.locator(".js-plotly-plot .bars path").last
    last.scroll_into_view_if_needed()
    phone.settle()
    row = tap_a_row_near(phone, 800)
    sheet = phone.page.locator(".st-key-margin_open").bounding_box()
    assert row.bounding_box()["y"] < sheet["y"] - 10


def test_a_row_in_the_upper_half_stays_where_it_is(phone):
    """Nothing is scrolled that is in sight already."""
    scroll_to(phone, 200)
    before = phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    tap_a_row_near(phone, 250)
    after = phone.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert after == before


@pytest.mark.parametrize(
    ("pick", "name"),
    [("actor:Germany", "Germany"), ("quoted:actor:European Union", "European Union")],
)
def test_a_link_to_a_row_shows_it_above_the_sheet(on_a_phone, pick, name):
    """Whoever opens the link sees what was chosen, and not only its sentences."""
    opened = on_a_phone(f"?view=Actors&pick={pick}")
    opened.page.wait_for_function(f"{SCROLLED} > 0")
    opened.settle()
    label = opened.page.locator(".js-plotly-plot").first.get_by_text(name, exact=True).first
    assert 60 < label.bounding_box()["y"] < HEIGHT / 2


def test_a_link_to_a_row_that_is_in_sight_scrolls_nothing(on_a_phone):
    """The first row of the page stands in the upper half already."""
    opened = on_a_phone("?view=Overview&pick=text:a")
    assert opened.page.evaluate(SCROLLED) == 0


def test_a_visitor_who_scrolls_is_not_held_back(on_a_phone):
    """Who does anything while the page opens stays where that leads."""
    opened = on_a_phone("?view=Actors")
    turned = "new MutationObserver(() => window.dispatchEvent(new WheelEvent('wheel')))"
    opened.page.add_init_script(f"{turned}.observe(document, {{subtree: true, childList: true}})")
    opened.open("?view=Actors&pick=actor:Germany")
    assert opened.page.evaluate(SCROLLED) == 0
