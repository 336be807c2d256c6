"""The page by keyboard: Escape closes what is open, and the focus follows what a key chose."""

import pytest

pytestmark = pytest.mark.browser

EVIDENCE = ".st-key-margin_open .st-key-evidence .px-root"
FOCUSED = f"document.activeElement === document.querySelector('{EVIDENCE}')"


def choose_by_key(opened, row) -> None:
    """Press Enter on a row and wait until the focus stands at its sentences."""
    row.focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_function(FOCUSED)
    opened.settle()


def test_enter_on_a_row_leads_to_its_sentences(visit):
    """The focus moves to the sentences of the row, when these stand in the margin."""
    opened = visit("?view=Actors")
    choose_by_key(opened, opened.page.locator(".kb button").nth(2))
    assert opened.text(".st-key-margin_open h3") == "NATO"


def test_the_heading_of_the_sentences_is_in_sight(visit):
    """Also from the last row at the end of the page, where the margin has the least room."""
    opened = visit("?view=Actors", width=1280, height=800)
    choose_by_key(opened, opened.page.locator(".kb button").last)
    assert opened.page.locator(".st-key-margin_open .eye").bounding_box()["y"] > 60


def test_one_tab_leads_on_to_the_first_sentence(visit):
    """From there the next stop of the keyboard is the first sentence’s own button."""
    opened = visit("?view=Actors")
    choose_by_key(opened, opened.page.locator(".kb button").nth(2))
    opened.page.keyboard.press("Tab")
    first = f"document.activeElement === document.querySelector('{EVIDENCE} button')"
    assert opened.page.evaluate(first)


@pytest.mark.parametrize(("view", "row"), [("Actors", ".kb button"), ("Overview", ".finding")])
def test_escape_leads_back_to_the_row(visit, view, row):
    """Escape closes the margin, and the focus is where it came from."""
    opened = visit(f"?view={view}")
    came_from = opened.page.locator(row).nth(1)
    choose_by_key(opened, came_from)
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector(".st-key-margin_idle")
    opened.settle()
    assert came_from.evaluate("e => e === document.activeElement")


def test_close_by_keyboard_leads_back_to_the_row(visit):
    """The button Close, pressed by a key, does what Escape does."""
    opened = visit("?view=Actors")
    came_from = opened.page.locator(".kb button").nth(1)
    choose_by_key(opened, came_from)
    opened.page.locator(".st-key-close button").focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_selector(".st-key-margin_idle")
    opened.settle()
    assert came_from.evaluate("e => e === document.activeElement")


def test_a_second_row_leads_to_its_own_sentences(visit):
    """With the margin open already, the focus waits for the new sentences."""
    opened = visit("?view=Actors&pick=actor:NATO")
    choose_by_key(opened, opened.page.locator(".kb button").nth(0))
    assert opened.text(".st-key-margin_open h3") == "Russia"


def test_a_mouse_leaves_the_focus_alone(visit):
    """A row chosen by a click does not send the focus to the margin."""
    opened = visit()
    opened.page.locator(".finding").first.click()
    opened.page.wait_for_selector(EVIDENCE)
    opened.settle()
    assert not opened.page.evaluate(FOCUSED)


def test_escape_closes_what_a_mouse_has_opened(visit):
    """Escape closes the margin however it came."""
    opened = visit("?view=Actors&pick=actor:NATO")
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector(".st-key-margin_idle")
    opened.settle()
    assert "pick" not in opened.page.url


def test_escape_closes_the_margin_first_and_then_leaves_the_tour(visit):
    """One Escape closes one thing."""
    opened = visit("?view=Actors&pick=actor:NATO&tour=4")
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector(".st-key-margin_idle")
    opened.settle()
    assert opened.page.locator(".st-key-tour").count() == 1
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector(".st-key-tour", state="detached")
    assert "tour" not in opened.page.url


def test_escape_in_a_field_closes_nothing_else(visit):
    """Who writes into a field may press Escape there."""
    opened = visit("?view=Texts&tour=5")
    opened.page.get_by_role("textbox", name="Search both texts").press("Escape")
    opened.settle()
    assert opened.page.locator(".st-key-tour").count() == 1


@pytest.mark.parametrize("overlay", ["Export", "Main menu"])
def test_escape_closes_an_overlay_and_not_what_is_below(visit, overlay):
    """What lies over the page is closed first, by itself."""
    opened = visit("?view=Actors&pick=actor:NATO")
    opened.page.get_by_role("button", name=overlay).click()
    lies_over = '[role="dialog"], [role="menu"]'
    opened.page.wait_for_selector(lies_over)
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector(lies_over, state="detached")
    opened.settle()
    assert opened.page.locator(".st-key-margin_open").count() == 1


def test_the_tour_begun_by_keyboard_leads_to_its_card(visit):
    """The way on is one Tab away."""
    opened = visit()
    opened.page.locator('[data-pick="tour:1"]').focus()
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_function("document.activeElement.classList.contains('st-key-tour')")
    opened.settle()
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.innerText") == "Next"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_closed_sidebar_is_not_on_the_keyboards_way(visit, width):
    """No Tab from the top of the page stops at a control that nobody sees."""
    opened = visit(width=width)
    for _ in range(12):
        opened.page.keyboard.press("Tab")
        inside = "document.activeElement.closest('[data-testid=\"stSidebar\"]') === null"
        assert opened.page.evaluate(inside)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_sidebar_opens_and_closes(visit, width):
    """Its button still opens it, its settings are there, and it goes again."""
    opened = visit(width=width)
    page = opened.page
    page.get_by_test_id("stExpandSidebarButton").click()
    about = page.get_by_role("heading", name="About")
    about.wait_for()
    page.wait_for_function(
        "document.querySelector('[data-testid=stSidebar]').getBoundingClientRect().x === 0"
    )
    page.get_by_test_id("stSidebar").hover()
    page.get_by_test_id("stSidebarCollapseButton").locator("button").click()
    about.wait_for(state="hidden")
    assert not about.is_visible()
