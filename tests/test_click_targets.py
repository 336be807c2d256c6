"""Charts in a real browser: whatever is printed in a row opens the sentences behind that row."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

WITH_BOTH_TEXTS = [
    ("Sentiment", "tone-by-voice", "voice:author"),
    ("Readability", "school-years", "measure:smog_grade"),
    ("Readability", "dale-chall", "measure:dale_chall"),
    ("Readability", "words-per-sentence", "measure:words_per_sentence"),
    ("Actors", "mentions", "actor:NATO"),
]
WITH_ONE_TEXT = [
    ("Sentiment", "tone-by-section-a", "section:a:2"),
    ("Readability", "flesch-by-section-b", "section:b:1"),
]
WITH_LABELS = [
    ("Sentiment", "tone-by-voice", "voice:author", "Author’s words"),
    ("Readability", "school-years", "measure:smog_grade", "SMOG"),
    ("Actors", "mentions", "actor:Antony Blinken", "Antony Blinken"),
    ("Actors", "where-named-a", "place:a:NATO", "NATO"),
    ("Actors", "where-named-b", "place:b:Ukraine", "Ukraine"),
]

# The middles of all that is printed in the part of a row that opens one text.
PRINTED = """(chart, [pick, side]) => {
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const targets = chart.data.find((trace) => trace.type === 'bar' && trace.customdata).customdata;
  const at = targets.findIndex((one) => one[0] === pick && one[1] === side);
  const row = chart.querySelectorAll('.bars path')[at].getBoundingClientRect();
  return [...chart.querySelectorAll('.annotation-text')].map(middle)
    .filter(([, y]) => row.top < y && y < row.bottom);
}"""
# How much room the labels and the numbers have beside the values, and how much they were given.
ROOM = """(chart) => {
  const {xaxis} = chart._fullLayout;
  const [low, high] = chart.layout.shapes;
  return [[xaxis.l2p(low.xanchor), xaxis._length - xaxis.l2p(high.xanchor)], [-low.x1, high.x1]];
}"""


def chart_of(opened, key: str):
    """A chart by the name of its exhibit, in sight."""
    chart = opened.page.locator(f'[class*="st-key-{key}"] .js-plotly-plot').first
    chart.scroll_into_view_if_needed()
    opened.settle()
    return chart


def opens(opened, x: float, y: float) -> tuple[str, str, str]:
    """What a click at a place of the window opens, as the address says it: pick, text, sentence."""
    opened.page.mouse.move(x, y)
    opened.page.mouse.click(x, y)
    opened.settle()
    said = {name: one for name, [one] in parse_qs(urlsplit(opened.page.url).query).items()}
    return said.get("pick", ""), said.get("side", ""), said.get("at", "")


@pytest.mark.parametrize(("view", "key", "pick"), WITH_BOTH_TEXTS)
@pytest.mark.parametrize("side", ["a", "b"])
def test_a_printed_number_opens_the_sentences_of_its_text(visit, view, key, pick, side):
    """Every number at the right of a row is a way to the sentences of the text it is of."""
    opened = visit(f"?view={view}")
    numbers = chart_of(opened, key).evaluate(PRINTED, [pick, side])
    assert numbers
    for number in numbers:
        opened.page.mouse.move(0, 0)
        assert opens(opened, *number) == (pick, side, "")
        opened.page.get_by_role("button", name="Close").click()
        opened.settle()


@pytest.mark.parametrize(("view", "key", "pick"), WITH_ONE_TEXT)
def test_heading_and_count_of_a_section_open_its_sentences(visit, view, key, pick):
    """They stand among the values, and the row is theirs."""
    opened = visit(f"?view={view}")
    heading, count = chart_of(opened, key).evaluate(PRINTED, [pick, ""])
    assert opens(opened, *heading)[0] == pick
    opened.page.get_by_role("button", name="Close").click()
    opened.settle()
    assert opens(opened, *count)[0] == pick


@pytest.mark.parametrize(("view", "key", "pick", "label"), WITH_LABELS)
@pytest.mark.parametrize("width", [1440, 390])
def test_a_label_opens_the_sentences_of_its_row(visit, view, key, pick, label, width):
    """The name of a row is part of it, on a desk and on a phone."""
    opened = visit(f"?view={view}", width=width)
    words = chart_of(opened, key).locator(".ytick text").filter(has_text=label)
    box = words.bounding_box()
    assert opens(opened, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)[0] == pick


def test_the_half_of_a_row_says_whose_sentences_a_label_opens(visit):
    """Left of a's mark a's sentences open, left of b's mark b's."""
    opened = visit("?view=Actors")
    label = chart_of(opened, "mentions").locator(".ytick text").filter(has_text="NATO")
    box = label.bounding_box()
    x, y = box["x"] + 5, box["y"] + box["height"] / 2
    assert opens(opened, x, y - 10) == ("actor:NATO", "a", "")
    assert opens(opened, x, y + 10) == ("actor:NATO", "b", "")


def test_a_tick_in_a_strip_still_opens_its_own_sentence(visit):
    """The strip around it opens all mentions, the tick the sentence that it stands for."""
    opened = visit("?view=Actors")
    chart = chart_of(opened, "where-named-a")
    places = chart.evaluate("chart => chart.data.at(-1).customdata")
    n = next(n for n, (pick, *_) in enumerate(places) if pick == "place:a:Germany")
    tick = chart.locator(".scatterlayer .point").nth(n).bounding_box()
    middle = tick["x"] + tick["width"] / 2, tick["y"] + tick["height"] / 2
    assert opens(opened, *middle) == tuple(places[n])


@pytest.mark.parametrize("view", ["Sentiment", "Readability", "Actors"])
def test_labels_and_numbers_keep_their_room_at_every_width(visit, view):
    """However wide the window is made, the values have exactly what is left between them."""
    opened = visit(f"?view={view}")
    for width in (1440, 1000, 700, 390):
        opened.page.set_viewport_size({"width": width, "height": 900})
        opened.settle()
        charts = opened.page.locator(".js-plotly-plot:has(.x2y)").all()
        assert charts
        for chart in charts:
            has, given = chart.evaluate(ROOM)
            assert has == pytest.approx(given, abs=0.01)
