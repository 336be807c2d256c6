"""What a visitor chooses, in a real browser: it is what was pointed at, and the link carries it."""

import pytest

pytestmark = pytest.mark.browser

SIDE = ".st-key-evswitch [aria-checked=true]"


@pytest.mark.parametrize(("row", "name"), [(0, "Arnow 2024 · 45"), (1, "Babich 2022 · 43")])
def test_a_cell_of_a_table_opens_the_sentences_of_its_text(visit, row, name):
    """A count in a row of Babich’s opens what Babich writes."""
    opened = visit("?view=Actors")
    opened.page.locator('[class*="st-key-fold-mentions"] summary').click()
    opened.table().click(position={"x": 230, "y": 52 + 35 * row})
    opened.settle()
    assert opened.text(".st-key-margin_open h3") == "Russia"
    assert opened.text(SIDE) == name


@pytest.mark.parametrize(
    ("view", "table", "place", "told"),
    [
        # Babich's quoted mentions of Russia, the last column of the second row
        (
            "Actors",
            "mentions",
            (740, 87),
            ("Russia · quoted words", "Babich 2022 · 12", "12 mention"),
        ),
        # Flesch–Kincaid of Arnow's author, and its upper end of Babich's quoted words
        (
            "Readability",
            "school-years",
            (300, 87),
            ("Flesch–Kincaid · author’s words", "Arnow 2024 · 60", "Flesch–Kincaid 13.9"),
        ),
        (
            "Readability",
            "school-years",
            (600, 227),
            ("Flesch–Kincaid · quoted words", "Babich 2022 · 20", "9.1 to 14.4"),
        ),
    ],
)
def test_a_cell_opens_the_number_that_stands_in_it(visit, view, table, place, told):
    """A score opens that score, and a count what was counted, in the voice of its row."""
    opened = visit(f"?view={view}")
    opened.page.locator(f'[class*="st-key-fold-{table}"] summary').click()
    opened.table().click(position=dict(zip("xy", place, strict=True)))
    opened.settle()
    title, side, counted = told
    assert opened.text(".st-key-margin_open h3") == title
    assert opened.text(SIDE) == side
    assert counted in opened.text(".st-key-margin_open .cap")


@pytest.mark.parametrize(("half", "name"), [(0.2, "Arnow 2024 · 18"), (0.8, "Babich 2022 · 8")])
def test_a_mark_opens_the_sentences_of_its_text(visit, half, name):
    """The upper half of a row is the first text's, the lower half the second's."""
    opened = visit("?view=Actors")
    chart = opened.page.locator('[class*="st-key-mentions"] .js-plotly-plot').first
    label = chart.get_by_text("NATO", exact=True).first.bounding_box()
    place = chart.locator(".nsewdrag").first.bounding_box()
    middle = label["y"] + label["height"] / 2
    opened.page.mouse.click(place["x"] + 200, middle + 40 * (half - 0.5))
    opened.settle()
    assert opened.text(".st-key-margin_open h3") == "NATO"
    assert opened.text(SIDE) == name


def test_the_text_that_was_chosen_stands_in_the_link(visit):
    """Whoever opens the link sees the sentences its sender saw; Back undoes the choice."""
    opened = visit("?view=Actors&pick=actor:Russia")
    assert opened.text(SIDE) == "Arnow 2024 · 45"
    opened.page.get_by_role("radio", name="Babich 2022 · 43").click()
    opened.settle()
    link = opened.page.url.partition("/?")[2]
    assert visit(f"?{link}").text(SIDE) == "Babich 2022 · 43"
    opened.page.go_back()
    opened.settle()
    assert opened.text(SIDE) == "Arnow 2024 · 45"


@pytest.mark.parametrize("pick", ["section:a:99", "actor:Nobody", "term:zebra"])
def test_a_link_to_what_these_texts_do_not_have_says_so(visit, pick):
    """A link made on other texts is not silently something else."""
    opened = visit(f"?view=Actors&pick={pick}")
    assert "these two texts do not have" in opened.text(".st-key-margin_idle .void")


def test_back_undoes_a_swap_of_the_texts(visit):
    """The sides stand in the address, and what was chosen keeps its meaning."""
    opened = visit("?view=Sentiment&pick=section:b:5")
    title = opened.text(".st-key-margin_open h3")
    opened.page.get_by_role("button", name="Change texts").click()
    opened.page.get_by_role("button", name="Swap the two texts").click()
    opened.page.wait_for_function("document.querySelector('.leg').innerText.startsWith('Babich')")
    opened.settle()
    assert "pick=section%3Aa%3A5" in opened.page.url
    assert opened.text(".st-key-margin_open h3") == title
    opened.page.go_back()
    opened.page.wait_for_function("document.querySelector('.leg').innerText.startsWith('Arnow')")
    opened.settle()
    assert opened.text(".st-key-margin_open h3") == title


def test_a_long_name_is_shortened_and_not_dropped(visit):
    """Forty characters of a text's name are kept."""
    opened = visit()
    opened.page.get_by_role("button", name="Change texts").click()
    name = "A name of a good deal more than forty characters"
    opened.page.get_by_role("textbox", name="Name of the first text").fill(name)
    opened.page.get_by_role("button", name="Compare", exact=True).click()
    opened.page.wait_for_function("document.querySelector('.leg').innerText.includes('A name of')")
    assert "A name of a good deal more than forty…" in opened.text(".leg")


def test_what_is_searched_for_stands_in_the_link(visit):
    """A search can be passed on, and Back undoes it."""
    opened = visit("?view=Texts")
    field = opened.page.get_by_role("textbox", name="Search both texts")
    field.fill("negotiat*")
    field.press("Enter")
    opened.page.wait_for_selector("mark.hit")
    opened.settle()
    link = opened.page.url.partition("/?")[2]
    n = opened.page.locator("mark.hit").count()
    assert visit(f"?{link}").page.locator("mark.hit").count() == n > 10


def test_a_new_choice_is_read_from_its_first_sentence(visit):
    """The margin begins at its top, however far the last list was read."""
    opened = visit("?view=Actors&pick=actor:Russia")
    margin = opened.page.locator(".st-key-margin_open")
    margin.evaluate("margin => margin.scrollTop = 900")
    opened.page.get_by_role("radio", name="Babich 2022 · 43").click()
    opened.settle()
    assert opened.page.locator(".st-key-margin_open").evaluate("margin => margin.scrollTop") < 5


@pytest.mark.parametrize("width", [1280, 390])
def test_a_mention_that_was_pointed_at_is_in_sight(visit, width):
    """The margin begins at that sentence, and can be closed there."""
    opened = visit("?view=Actors&pick=place:b:Russia&at=b:57", width=width)
    margin = opened.page.locator(".st-key-margin_open").bounding_box()
    target = opened.page.locator(".it.target").bounding_box()
    assert margin["y"] <= target["y"] < margin["y"] + margin["height"] / 2
    close = opened.page.get_by_role("button", name="Close").bounding_box()
    assert margin["y"] - 1 <= close["y"] < margin["y"] + 60


def test_the_counts_of_two_long_names_are_not_cut_off(visit):
    """In the margin's narrow switch a name goes on in a second line."""
    opened = visit("?view=Actors", width=1024)
    opened.page.get_by_role("button", name="Change texts").click()
    for which in ("first", "second"):
        field = opened.page.get_by_role("textbox", name=f"Name of the {which} text")
        field.fill(f"The {which} of two NAMES WITH CAPITALS")
    opened.page.get_by_role("button", name="Compare", exact=True).click()
    opened.page.wait_for_function("document.querySelector('.leg').innerText.includes('of two')")
    opened.settle()
    labels = opened.page.locator(".st-key-evswitch button p")
    assert [one[-4:] for one in labels.all_inner_texts()] == ["· 45", "· 43"]
    whole = "(all) => all.every((one) => one.scrollWidth <= one.clientWidth)"
    assert labels.evaluate_all(whole)
    box = opened.page.locator(".st-key-evswitch").bounding_box()
    for label in labels.all():
        inside = label.bounding_box()
        assert inside["x"] + inside["width"] <= box["x"] + box["width"] + 1
        assert inside["height"] > 30  # in two lines


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pickers_do_not_jump_while_the_page_loads(visit, width):
    """Before they are drawn they have the height that they have afterwards."""
    opened = visit(width=width)
    opened.page.add_init_script(
        "window.heights = {view: new Set(), voice: new Set()};"
        "new MutationObserver(() => { for (const name in heights) {"
        " const one = document.querySelector(`.st-key-${name}`);"
        " if (one && one.offsetHeight) heights[name].add(one.offsetHeight); } })"
        ".observe(document, {subtree: true, childList: true, attributes: true});"
    )
    opened.open()
    seen = opened.page.evaluate("[heights.view, heights.voice].map((one) => [...one])")
    assert [len(one) for one in seen] == [1, 1], seen
