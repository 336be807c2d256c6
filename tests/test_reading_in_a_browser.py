"""Reading both texts in a real browser: a link leads to its sentence, a search to its places."""

import pytest

pytestmark = pytest.mark.browser

SIZES = [(1280, 800), (1366, 768), (1024, 768), (390, 844), (640, 400)]
HEADER = 60  # of Streamlit, over the upper edge of the page

# Where something stands: its upper edge in the window, in parts of the window's height.
STANDS_AT = "(one) => one.getBoundingClientRect().top / innerHeight"
SCROLLED = "document.querySelector('[data-testid=stMain]').scrollTop"
# How far both columns and the page are scrolled.
ALL_SCROLLED = (
    f"[...document.querySelectorAll('.px-scroll')].map((c) => c.scrollTop).concat({SCROLLED})"
)
FOCUSED = "document.activeElement.getAttribute('aria-label') || document.activeElement.tagName"
# Does something as soon as a sentence is marked, before anything else can happen.
WHEN_MARKED = """new MutationObserver((_, observer) => {
  if (!document.querySelector('.target')) return;
  observer.disconnect();
  %s
}).observe(document, {subtree: true, childList: true, attributes: true});"""
# Not every browser keeps what one reads in its place by itself, and none does at the page's top.
GROW = """document.querySelector('[data-testid=stMain]').style.overflowAnchor = 'none';
  const more = document.createElement('div');
  more.style.height = '350px';
  document.querySelector('.st-key-mast').before(more);"""


def is_in_sight(opened, selector: str) -> bool:
    """Whether something's first line can be seen: in the window, and in its column."""
    return opened.page.locator(selector).first.evaluate(
        "(one, header) => { const box = one.getClientRects()[0];"
        " const column = one.closest('.px-scroll').getBoundingClientRect();"
        " return box.top >= Math.max(column.top, header) - 1"
        " && box.bottom <= Math.min(column.bottom, innerHeight) + 1; }",
        HEADER,
    )


def column_of(name: str) -> str:
    """The column of the text whose name begins so, as a selector."""
    return f'.px-scroll[aria-label^="Text of {name}"]'


def search(opened, words: str) -> None:
    field = opened.page.get_by_role("textbox", name="Search both texts")
    field.fill(words)
    field.press("Enter")
    opened.settle()


def found(opened) -> list[str]:
    """What is said about the search over both columns."""
    return opened.page.locator(".found p").all_inner_texts()


def step(opened, label: str) -> None:
    """Press a button of the second column with the keyboard."""
    button = opened.page.get_by_role("button", name=f"{label} place in Babich 2022")
    button.focus()
    button.press("Enter")


# --- a link to a sentence -------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_link_shows_its_sentence_in_the_window(visit, width, height):
    """On every size the sentence stands in the upper half, also where the columns are stacked."""
    opened = visit("?view=Texts&at=b:57", width=width, height=height)
    assert 0.15 < opened.page.locator(".sn.target").evaluate(STANDS_AT) < 0.5
    assert is_in_sight(opened, ".sn.target")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_read_in_the_text_shows_the_sentence_in_the_window(visit, width, height):
    """The way from the margin of a view leads to the sentence itself."""
    opened = visit("?view=Actors&pick=actor:NATO", width=width, height=height)
    opened.page.get_by_role("button", name="read in the text").nth(2).press("Enter")
    opened.page.wait_for_selector(".sn.target")
    opened.settle()
    assert 0.15 < opened.page.locator(".sn.target").evaluate(STANDS_AT) < 0.5
    assert is_in_sight(opened, ".sn.target")


def test_a_page_that_grows_after_it_was_drawn_still_shows_the_sentence(visit):
    """What comes late above the column does not push the sentence away."""
    opened = visit("?view=Texts")
    opened.page.add_init_script(WHEN_MARKED % GROW)
    opened.open("?view=Texts&at=b:57")
    opened.page.wait_for_function(
        "document.querySelector('.target').getBoundingClientRect().top < innerHeight / 2"
    )
    assert is_in_sight(opened, ".sn.target")


def test_a_visitor_who_scrolls_is_not_held_back(visit):
    """Turning the wheel ends the leading, even if the page grows afterwards."""
    opened = visit("?view=Texts")
    turned = f"window.dispatchEvent(new WheelEvent('wheel')); {SCROLLED} = 0; {GROW}"
    opened.page.add_init_script(WHEN_MARKED % turned)
    opened.open("?view=Texts&at=b:57")
    opened.page.wait_for_timeout(1200)
    assert opened.page.evaluate(SCROLLED) == 0


def test_back_leads_to_the_sentence_that_was_chosen_before(visit):
    """Only one sentence is marked at a time, and it is in sight."""
    opened = visit("?view=Texts&at=b:57")
    opened.page.locator(".px-scroll").first.locator(".sn").nth(3).click()
    opened.settle()
    assert opened.page.locator(".sn.target").count() == 1
    opened.page.evaluate(f"{SCROLLED} = 0")
    opened.page.go_back()
    opened.settle()
    assert opened.page.locator(".sn.target").get_attribute("data-sentence") == "57"
    assert is_in_sight(opened, ".sn.target")


def test_a_click_on_a_sentence_moves_nothing(visit):
    """Whoever points at a sentence sees it already."""
    opened = visit("?view=Texts&at=b:57")
    opened.page.mouse.wheel(0, 40)
    opened.settle()
    before = opened.page.evaluate(ALL_SCROLLED)
    pointed = opened.page.locator('.px-scroll .sn[data-sentence="58"]').last
    line = pointed.evaluate("(one) => one.getClientRects()[0].toJSON()")
    opened.page.mouse.click(line["x"] + line["width"] / 2, line["y"] + line["height"] / 2)
    opened.settle()
    opened.page.wait_for_timeout(1000)
    assert opened.page.evaluate(ALL_SCROLLED) == before
    assert "at=b%3A58" in opened.page.url


def test_a_sentence_stays_marked_in_another_layer(visit):
    """What is marked besides changes, the place does not."""
    opened = visit("?view=Texts&at=b:57")
    opened.page.get_by_role("radio", name="Nothing", exact=True).click()
    opened.settle()
    assert opened.page.locator(".sn.target").get_attribute("data-sentence") == "57"


def test_a_link_to_a_sentence_that_is_not_there_says_so(visit):
    """The texts are shown all the same, with nothing marked."""
    opened = visit("?view=Texts&at=b:9999")
    assert opened.text(".void") == "The link leads to a sentence that these texts do not have."
    assert opened.page.locator(".sn.target").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("layer", ["Tone", "Actors", "Terms", "Quotations"])
def test_what_counted_can_be_seen_in_the_sentence_one_is_led_to(visit, layer, scheme):
    """The sentence has a ground and a line of its own, not the colour of what is marked in it."""
    opened = visit(f"?view=Texts&layer={layer}&at=b:57&search=russia", scheme=scheme)
    sentence = opened.page.locator(".sn.target")
    ground = "(one) => getComputedStyle(one).backgroundColor"
    hit = sentence.locator("mark.hit").first
    grounds = {sentence.evaluate(ground), hit.evaluate(ground)}
    assert len(grounds - {"rgba(0, 0, 0, 0)"}) == 2
    # At the left only: nothing is laid over the lines above and below.
    assert "-3px 0px 0px 0px" in sentence.evaluate("(one) => getComputedStyle(one).boxShadow")
    column = opened.page.locator(column_of("Babich")).bounding_box()
    assert sentence.bounding_box()["x"] - 3 >= column["x"]


# --- the keyboard ---------------------------------------------------------------------------------


def test_the_keyboard_goes_on_from_the_sentence(visit):
    """After “read in the text” the arrow keys scroll the column that holds it."""
    opened = visit("?view=Actors&pick=actor:NATO")
    opened.page.get_by_role("button", name="read in the text").nth(2).press("Enter")
    opened.page.wait_for_selector(".sn.target")
    opened.settle()
    assert opened.page.evaluate(FOCUSED) == "Text of Arnow 2024"
    before = opened.page.evaluate(ALL_SCROLLED)
    opened.page.keyboard.press("ArrowDown")
    opened.settle()
    after = opened.page.evaluate(ALL_SCROLLED)
    assert after[0] > before[0]
    assert after[1:] == before[1:]


def test_the_focus_is_not_taken_from_anything(visit):
    """Who is elsewhere on the page when the reader moves stays there."""
    opened = visit("?view=Texts&at=b:57")
    opened.page.locator(".px-scroll").first.locator(".sn").nth(3).click()
    opened.settle()
    opened.page.get_by_role("textbox", name="Search both texts").focus()
    opened.page.go_back()
    opened.settle()
    assert opened.page.locator(".sn.target").get_attribute("data-sentence") == "57"
    assert opened.page.evaluate(FOCUSED) == "Search both texts"


def to_a_sentence(opened) -> None:
    """With Tab from the first column to a sentence in it."""
    opened.page.locator(".px-scroll").first.focus()
    opened.page.keyboard.press("Tab")


HERE = "document.activeElement.dataset.sentence"


def test_arrow_keys_walk_from_sentence_to_sentence(visit):
    """From the column with Tab, and each one is in sight."""
    opened = visit("?view=Texts")
    to_a_sentence(opened)
    walked = [opened.page.evaluate(HERE)]
    for key in ["ArrowDown"] * 12 + ["ArrowUp"] * 2 + ["ArrowRight", "ArrowLeft"]:
        opened.page.keyboard.press(key)
        walked.append(opened.page.evaluate(HERE))
        assert is_in_sight(opened, ".sn:focus")
    assert walked == [str(n) for n in [*range(13), 11, 10, 11, 10]]
    assert opened.page.locator(".px-scroll .sn[tabindex]").count() == 2


def test_enter_points_at_a_sentence(visit):
    """A link to any sentence can be had without a mouse; the focus stays where it is."""
    opened = visit("?view=Texts")
    to_a_sentence(opened)
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert "at=a%3A1" in opened.page.url
    assert opened.page.evaluate(HERE) == "1"
    assert opened.page.locator(".sn.target").get_attribute("aria-current") == "true"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert opened.page.evaluate(outline) == "solid"


def test_tab_goes_on_from_where_the_column_stands(visit):
    """Not from its first sentence: the column would jump back to its top."""
    opened = visit("?view=Texts")
    column = opened.page.locator(".px-scroll").first
    column.evaluate("(one) => { one.scrollTop = 2500; }")
    opened.settle()
    to_a_sentence(opened)
    assert int(opened.page.evaluate(HERE)) > 10
    assert abs(column.evaluate("(one) => one.scrollTop") - 2500) < 60
    opened.page.keyboard.press("Tab")
    assert not opened.page.evaluate("document.activeElement.matches('.sn')")


def test_after_a_click_the_arrow_keys_scroll(visit):
    """Whoever reads with a mouse does not walk from sentence to sentence."""
    opened = visit("?view=Texts")
    opened.page.locator(".px-scroll").first.locator(".sn").first.click(position={"x": 40, "y": 8})
    opened.settle()
    assert opened.page.evaluate(FOCUSED) == "Text of Arnow 2024"
    before = opened.page.evaluate(ALL_SCROLLED)
    opened.page.keyboard.press("ArrowDown")
    opened.settle()
    assert opened.page.evaluate(ALL_SCROLLED)[0] > before[0]


# --- search ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768)])
def test_a_new_search_shows_its_first_place_in_each_text(visit, width, height):
    """Both columns move to their first place and mark it; the page stays where it is."""
    opened = visit("?view=Texts&layer=Nothing", width=width, height=height)
    search(opened, "peace*")
    assert [line.split(" of ")[0] for line in found(opened)] == ["1", "1"]
    for name in ("Arnow", "Babich"):
        assert opened.page.locator(f"{column_of(name)} .now").count() == 1
        assert is_in_sight(opened, f"{column_of(name)} .hit-0.now")
    assert opened.page.evaluate(SCROLLED) == 0


def test_a_place_in_a_heading_is_shown(visit):
    """Also from below, where the heading of another section stays in view."""
    opened = visit("?view=Texts&search=Kazakhstan", width=1280, height=800)
    places = int(found(opened)[1].split(" ")[2])
    in_headings = 0
    for _ in range(places):
        step(opened, "previous")
        opened.settle()
        now = opened.page.locator(f"{column_of('Babich')} .hit.now").first
        in_headings += now.evaluate("(one) => one.closest('.sh') !== null")
        assert is_in_sight(opened, f"{column_of('Babich')} .hit.now")
    assert 0 < in_headings < places


def test_each_step_shows_the_next_place(visit):
    """From the first to the last place of a text and round to the first, each one is in sight."""
    opened = visit("?view=Texts&search=negotiat*", width=1280, height=800)
    for place in [*range(1, 22), 0]:
        step(opened, "next")
        assert found(opened)[1] == f"{place + 1} of 22 places with “negotiat*”"
        assert is_in_sight(opened, f"{column_of('Babich')} .hit-{place}.now")


def test_a_step_back_from_the_first_place_leads_to_the_last(visit):
    """Places follow each other in a ring, as in every other search in a page."""
    opened = visit("?view=Texts&search=negotiat*")
    step(opened, "previous")
    assert found(opened)[1] == "22 of 22 places with “negotiat*”"
    assert is_in_sight(opened, f"{column_of('Babich')} .hit-21.now")


def test_a_step_in_one_text_moves_neither_the_other_nor_the_page(visit):
    """What can be shown without moving anything else is."""
    opened = visit("?view=Texts&search=negotiat*", width=1280, height=800)
    before = opened.page.evaluate(ALL_SCROLLED)
    for _ in range(5):
        step(opened, "next")
    after = opened.page.evaluate(ALL_SCROLLED)
    assert after[1] > before[1]
    assert (after[0], after[2]) == (before[0], before[2])
    assert found(opened)[0] == "1 of 15 places with “negotiat*”"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (640, 400)])
def test_the_page_comes_to_a_column_that_is_out_of_the_window(visit, width, height):
    """On a small window a step shows its place, and the buttons stay in reach."""
    opened = visit("?view=Texts&search=negotiat*", width=width, height=height)
    step(opened, "next")
    opened.settle()
    assert is_in_sight(opened, f"{column_of('Babich')} .hit-1.now")
    button = opened.page.get_by_role("button", name="next place in Babich 2022")
    assert HEADER <= button.bounding_box()["y"] < height - 24


def test_the_current_place_is_marked_by_more_than_colour(visit):
    """It has lines above and below, which no other place has; also where it comes in two pieces."""
    opened = visit("?view=Texts&search=cold war")
    lines = "(all) => all.map((one) => getComputedStyle(one).boxShadow !== 'none')"
    pieces = opened.page.locator(f"{column_of('Arnow')} .hit-0")
    assert pieces.all_inner_texts() == ["Cold ", "War"]
    assert pieces.evaluate_all(lines) == [True, True]
    assert not any(opened.page.locator(".px-scroll .hit:not(.hit-0)").evaluate_all(lines))


def test_another_layer_keeps_the_current_place(visit):
    """Where the reader stands in a search does not depend on what is marked besides."""
    opened = visit("?view=Texts&search=negotiat*")
    step(opened, "next")
    opened.page.get_by_role("radio", name="Nothing", exact=True).click()
    opened.settle()
    assert found(opened)[1] == "2 of 22 places with “negotiat*”"
    assert opened.page.locator(".hit-1.now").count() == 1


def test_the_steps_are_large_enough_for_a_finger(visit):
    """Each button is at least 24 pixels wide and high."""
    opened = visit("?view=Texts&search=negotiat*", width=390, height=844)
    boxes = [one.bounding_box() for one in opened.page.locator(".steps button").all()]
    assert len(boxes) == 4
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


def test_the_strip_has_a_dot_over_each_section_with_a_place(visit):
    """As many dots as the list of sections names sections with places."""
    opened = visit("?view=Texts&search=negotiat*")
    dots = "(all) => all.filter((one) => getComputedStyle(one, '::after').height === '4px').length"
    listed = "(all) => all.filter((one) => /· \\d+ places?$/.test(one.textContent)).length"
    assert opened.page.locator(".strip button").evaluate_all(dots) == opened.page.locator(
        ".outline option"
    ).evaluate_all(listed)
    assert opened.page.locator(".strip .has").count() == 14


def test_the_line_of_what_was_found_stays_for_a_screen_reader(visit):
    """Its words change, the line itself is the same: only then are they told."""
    opened = visit("?view=Texts")
    line = opened.page.locator(".found p").first
    line.evaluate("(one) => { one.isTheSame = true; }")
    search(opened, "zebra")
    assert line.inner_text() == "Nothing found for “zebra”"
    search(opened, "war")
    assert line.inner_text().endswith("places with “war”")
    assert line.evaluate("(one) => one.isTheSame && one.ariaLive === 'polite'")


# --- sections -------------------------------------------------------------------------------------


def test_the_strip_leads_forth_and_back(visit):
    """Whichever section was shown before, the one that was chosen begins at the column's top."""
    opened = visit("?view=Texts")
    strip = opened.page.locator(".strip.a button")
    for number in (8, 2, 5):
        strip.nth(number).click()
        opened.settle()
        section = strip.nth(number).get_attribute("data-section")
        below = opened.page.locator(f'.px-scroll [data-section="{section}"]').first.evaluate(
            "(one) => one.getBoundingClientRect().top"
            " - one.parentElement.getBoundingClientRect().top"
        )
        assert abs(below) < 2
        assert "here" in strip.nth(number).get_attribute("class")
