"""The tour in a real browser: what each stop points at, where its card stands, and how it is left."""

import pytest
from visiting import visits

from dashboard.tour import STOPS

pytestmark = pytest.mark.browser

CARD = ".st-key-tour"
POINTED = ".pointed-at"
BAR = 60
"""Height of Streamlit's own bar, in pixels."""
HEIGHT = 820
"""Of a window in which a stop is looked at."""


def at_stop(visit, number: int, **window):
    """The page at a stop of the tour, when its target is outlined and nothing moves any more."""
    view = STOPS[number - 1].view
    opened = visit(f"?view={view}&tour={number}", **window)
    opened.page.wait_for_selector(POINTED)
    opened.settle()
    return opened


def covered(opened) -> float:
    """How much of the outlined place the card covers, in square pixels."""
    card = opened.page.locator(CARD).bounding_box()
    place = opened.page.locator(POINTED).bounding_box()
    width, height = (
        min(card[edge] + card[size], place[edge] + place[size]) - max(card[edge], place[edge])
        for edge, size in (("x", "width"), ("y", "height"))
    )
    return max(0, width) * max(0, height)


@pytest.fixture(scope="module", params=[1280, 390], ids=["laptop", "phone"])
def width(request):
    """Of a laptop's window, and of a phone's."""
    return request.param


@pytest.fixture(scope="module", params=range(1, len(STOPS) + 1))
def stop(request, width, window, address):
    """Each stop of the tour, opened once for all that is asked of it."""
    with visits(window, address) as start:
        yield at_stop(start, request.param, width=width, height=HEIGHT)


def test_a_stop_brings_what_it_speaks_of_into_view(stop):
    """One place is outlined, and it begins within the window, below Streamlit's bar."""
    assert stop.page.locator(POINTED).count() == 1
    place = stop.page.locator(POINTED).bounding_box()
    assert BAR <= place["y"] < HEIGHT / 2 or place["y"] + place["height"] < HEIGHT


def test_the_card_covers_nothing_of_what_it_explains(stop, width):
    """On a laptop it stands in a corner that is free, on a phone below all but what is too long."""
    place = stop.page.locator(POINTED).bounding_box()
    card = stop.page.locator(CARD).bounding_box()
    has_room = width == 1280 or place["height"] + card["height"] < HEIGHT - BAR
    assert covered(stop) == 0 or not has_room


def test_on_a_phone_the_card_leaves_the_sheet_with_the_sentences_free(visit):
    """Sentences that rise from the bottom send the card to the top."""
    opened = visit("?pick=voice:all&tour=2", width=390, height=844)
    opened.page.wait_for_selector(f".st-key-margin_open{POINTED}")
    opened.settle()
    assert covered(opened) == 0


def test_the_outline_can_be_seen_in_dark(visit):
    """It is drawn in the ink of the mode."""
    opened = at_stop(visit, 3, scheme="dark")
    outline = "e => getComputedStyle(e).outlineColor"
    ink = "() => getComputedStyle(document.querySelector('.px')).color"
    assert opened.page.locator(POINTED).evaluate(outline) == opened.page.evaluate(ink)


def test_next_points_at_the_next_place_only(visit):
    """The outline of a stop goes when the next one begins."""
    opened = at_stop(visit, 3, width=1280, height=800)
    opened.page.get_by_role("button", name="Next").click()
    opened.page.wait_for_selector(f'[class*="st-key-mentions-"]{POINTED}')
    opened.settle()
    assert opened.page.locator(POINTED).count() == 1


def test_nothing_is_outlined_after_the_tour(visit):
    """Done takes card and outline away."""
    opened = at_stop(visit, len(STOPS))
    opened.page.get_by_role("button", name="Done").click()
    opened.page.wait_for_selector(CARD, state="detached")
    opened.page.wait_for_selector(POINTED, state="detached")
    assert "tour" not in opened.page.url


def test_the_visitor_may_scroll_away(visit):
    """Once the visitor scrolls, the page stays where it is put."""
    opened = at_stop(visit, 4, width=1280, height=800)
    opened.page.mouse.move(400, 400)
    opened.page.mouse.wheel(0, 700)
    opened.settle()
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    assert opened.page.evaluate(scrolled) > 600


def test_a_click_at_a_stop_leaves_the_page_where_it_is(visit):
    """Choosing a finding, as the second stop asks, moves the outline to its sentences and nothing else."""
    opened = at_stop(visit, 2, width=1280, height=800)
    scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
    before = opened.page.evaluate(scrolled)
    opened.page.locator(".finding").nth(1).evaluate("e => e.click()")
    opened.page.wait_for_selector(f".st-key-margin_open{POINTED}")
    opened.settle()
    assert opened.page.evaluate(scrolled) == pytest.approx(before, abs=40)


def test_the_card_is_a_landmark_of_its_own(visit):
    """Who does not see the card finds it by its name, and the focus is not taken there."""
    opened = at_stop(visit, 1)
    assert opened.page.get_by_role("complementary", name="Tour").count() == 1
    assert opened.page.evaluate("document.activeElement === document.body")
