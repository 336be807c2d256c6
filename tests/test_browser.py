"""The running page in a real browser: clicks, texts of one's own, back and forward, charts to take along."""

import base64
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from visiting import Visit

from analysis.output import csv_bytes
from dashboard import exhibits, selections, theme
from dashboard.picture import picture

pytestmark = pytest.mark.browser

DOTS = "() => getComputedStyle(document.querySelector('.scatterlayer path.point')).fill"
"""The colour of the first text's marks in the first chart."""


def test_a_click_on_a_chart_opens_its_sentences(visit):
    """A section chosen in the chart shows its sentences; Close goes back."""
    opened = visit("?view=Sentiment")
    before = opened.text(".st-key-margin_idle h3")
    opened.click_row('[class*="st-key-tone-by-section-a"]', 6)
    assert opened.text(".st-key-margin_open h3") == "3. Broken NATO Promises on Expansion (1990s)"
    assert "pick=section" in opened.page.url
    opened.page.get_by_role("button", name="Close").click()
    opened.settle()
    assert opened.text(".st-key-margin_idle h3") == before


def test_the_number_of_highlights_is_the_count_in_the_chart(visit):
    """As many stretches are marked as the chart counts mentions."""
    opened = visit("?view=Actors&pick=actor:NATO")
    counted = int(opened.text(".st-key-evswitch [aria-checked=true]").split("·")[1])
    assert opened.page.locator(".st-key-margin_open mark").count() == counted


def test_read_in_the_text_leads_to_the_sentence(visit):
    """From a sentence in the margin one step leads to its place in the whole text."""
    opened = visit("?view=Actors&pick=actor:NATO")
    opened.page.get_by_role("button", name="read in the text").nth(2).click()
    opened.page.wait_for_selector(".px-scroll")
    opened.settle()
    target = opened.page.locator(".px-scroll .sn.target").first
    assert target.is_visible()
    assert "view=Texts" in opened.page.url


def test_charts_follow_a_switch_of_the_theme(visit):
    """A chart on the page takes the other theme's colours when the visitor switches."""
    opened = visit("?view=Sentiment")
    assert opened.page.evaluate(DOTS) == "rgb(31, 95, 153)"
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_function(f"({DOTS})() === 'rgb(121, 180, 232)'")


def test_another_pair_of_texts_is_compared(visit):
    """Two pasted texts replace the samples, under the names given to them."""
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Change texts").click()
    page.get_by_role("textbox", name="Name of the first text").fill("Cats")
    page.get_by_role("textbox", name="Paste a text").nth(0).fill(
        "Cats sleep. They love warm places. A cat is a good friend."
    )
    page.get_by_role("textbox", name="Name of the second text").fill("Dogs")
    page.get_by_role("textbox", name="Paste a text").nth(1).fill(
        "Dogs bark. They hate bad weather. A dog is a loud enemy of the cat."
    )
    page.get_by_role("button", name="Compare", exact=True).click()
    opened.settle()
    page.wait_for_function("document.querySelector('.leg').innerText.includes('Dogs')")
    assert "Cats" in opened.text(".leg")
    assert "Arnow" not in opened.text(".leg")


def test_a_text_that_cannot_be_read_changes_nothing(visit, tmp_path):
    """A binary file is refused with a sentence, and the comparison stays."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"MZ\x00\x01")
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Change texts").click()
    opened.upload(page.locator('input[type="file"]').first, bad)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_selector('[data-testid="stAlert"]')
    assert "not a text file" in opened.text('[data-testid="stAlert"]')
    assert "Arnow 2024" in opened.text(".leg")


def test_names_that_look_like_markdown_are_shown_as_written(visit):
    """A short name that would be a remote image is plain words: no request, no picture."""
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Change texts").click()
    page.get_by_role("textbox", name="Name of the first text").fill(
        "![x](http://127.0.0.1:9/e.png)"
    )
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_function("document.querySelector('.leg').innerText.includes('![x]')")
    opened.settle()
    assert "![x](http://127.0.0.1:9/e.png)" in opened.text(".st-key-evswitch")


def test_a_file_name_that_looks_like_markdown_is_shown_as_written(visit, tmp_path):
    """The same in the message about a file that cannot be read."""
    bad = tmp_path / "![x](http:&#47;&#47;127.0.0.1:9&#47;f.png).txt"
    bad.write_bytes(b"MZ\x00\x01")
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Change texts").click()
    opened.upload(page.locator('input[type="file"]').first, bad)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_selector('[data-testid="stAlert"]')
    assert "![x]" in opened.text('[data-testid="stAlert"]')


def test_back_and_forward_go_where_the_visitor_was(visit):
    """Each choice is one step of the browser's history, the chosen sentence included."""
    opened = visit("?view=Texts")
    page = opened.page
    page.locator(".px-scroll .sn").nth(3).click()
    opened.settle()
    assert page.url.endswith("?view=Texts&at=a%3A3")
    page.get_by_role("radio", name="Sentiment", exact=True).click()
    opened.settle()
    opened.click_row(".stPlotlyChart", 1)
    chosen = page.url
    assert "pick=voice" in chosen
    page.go_back()
    opened.settle()
    assert page.url.endswith("?view=Sentiment")
    page.go_back()
    opened.settle()
    assert page.url.endswith("?view=Texts&at=a%3A3")
    assert page.locator(".sn.target").count() == 1
    for _ in range(2):
        page.go_forward()
        opened.settle()
    assert page.url == chosen
    assert opened.text('.st-key-view [aria-checked="true"]') == "Sentiment"


# --- Charts to take along ---------------------------------------------------------------------

SVG = "{http://www.w3.org/2000/svg}"


def saved(opened, chart: str, button: str) -> tuple[str, bytes]:
    """Open the fold of a chart if need be, click a button in it: the file's name and its bytes."""
    fold = opened.page.locator(f'[class*="st-key-fold-{chart}"]').first
    if not fold.locator("details[open]").count():
        fold.locator("summary").click()
        opened.settle()
    wanted = fold.get_by_role("button", name=button)
    wanted.wait_for()
    with opened.page.expect_download() as download:
        wanted.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def words_of(svg: ElementTree.Element) -> list[str]:
    """Every piece of text in a picture, a line of several lines each by itself."""
    return [
        "".join(line.itertext())
        for text in svg.iter(f"{SVG}text")
        for line in (text.findall(f"{SVG}tspan[@class='line']") or [text])
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_svg_says_in_words_what_the_chart_shows(visit, samples, scheme):
    """Title, both names, every row, every count and the method are text, in the mode's colours."""
    shown = exhibits.mentions(samples, "all", "actor:NATO")
    opened = visit("?view=Actors&pick=actor:NATO", scheme=scheme)
    name, data = saved(opened, "mentions", "SVG of this chart")
    assert name == f"mentions-arnow-2024-babich-2022{'-dark' if scheme == 'dark' else ''}.svg"
    words = words_of(ElementTree.fromstring(data))
    said = " ".join(words)
    labels = [label.replace("<br>", " ") for label in shown.figure.layout.yaxis.ticktext]
    for expected in (shown.title, shown.subtitle, shown.note, "Arnow 2024", "Babich 2022", *labels):
        assert expected in said
    counts = shown.table[shown.table["actor"].isin(labels)]["n_mentions"]
    printed = Counter(words)
    for count, times in Counter(f"{n:,}" for n in counts).items():
        assert printed[count] >= times
    as_drawn = data.decode()
    for role in ("page", "ink", "muted", "a", "b"):
        colour = tuple(bytes.fromhex(getattr(theme.ROLES[role], scheme)[1:]))
        assert f"rgb{colour}" in as_drawn
    ink = tuple(bytes.fromhex(getattr(theme.ROLES["ink"], scheme)[1:]))
    assert re.search(
        rf"opacity: 0\.06[^\"]*fill: rgb{re.escape(str(ink))}", as_drawn
    )  # the chosen row
    assert "rgb(0, 0, 1)" not in as_drawn


# How many colours a picture has, and which one its corner has.
LOOK_AT = """async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  const corner = [...canvas.getImageData(0, 0, 1, 1).data];
  return {width: image.width, height: image.height, corner, colours: new Set(pixels).size};
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_png_is_twice_as_sharp_and_not_blank(visit, samples, scheme):
    """A PNG has two pixels for each of the picture's, painted paper, and something on it."""
    shown = exhibits.tone_by_voice(samples, "all")
    drawn = picture(shown, selections.names_of(samples), scheme)
    opened = visit("?view=Sentiment", scheme=scheme)
    name, data = saved(opened, "tone-by-voice", "PNG of this chart")
    assert name == f"{exhibits.file_name(shown, selections.names_of(samples), scheme)}.png"
    found = opened.page.evaluate(LOOK_AT, base64.b64encode(data).decode())
    assert (found["width"], found["height"]) == (2 * drawn.layout.width, 2 * drawn.layout.height)
    assert bytes(found["corner"]) == bytes.fromhex(drawn.layout.paper_bgcolor[1:]) + b"\xff"
    assert found["colours"] > 50


def test_a_phone_saves_the_same_picture(visit, samples):
    """What is saved does not depend on the window: at 390 pixels it is as wide as on a desk."""
    opened = visit("?view=Terms", width=390, height=844)
    _, data = saved(opened, "distinctive-words", "SVG of this chart")
    svg = ElementTree.fromstring(data)
    assert svg.get("width") == "900"
    assert exhibits.distinctive_words(samples, "all").title in " ".join(words_of(svg))


def test_two_charts_that_share_a_table_are_saved_one_by_one(visit):
    """Below the sections of both texts each picture has its title and its own file."""
    opened = visit("?view=Sentiment")
    for name in ("Arnow 2024", "Babich 2022"):
        title = f"{name}: tone, section by section"
        file, data = saved(opened, "tone-by-section-a", f"SVG of “{title}”")
        assert file == f"tone-by-section-{name.lower().replace(' ', '-')}.svg"
        words = words_of(ElementTree.fromstring(data))
        assert title in words
        assert name in words


def test_the_csv_of_a_chart_is_its_exhibits_table(visit, samples):
    """The bytes are those that every other way of taking the numbers along gives."""
    opened = visit("?view=Actors")
    name, data = saved(opened, "mentions", "CSV of this table")
    assert name == "mentions-arnow-2024-babich-2022.csv"
    assert data == csv_bytes(exhibits.mentions(samples, "all").table)


def test_a_picture_follows_the_theme(visit):
    """After a switch to dark, a fold that was open saves a dark picture."""
    opened = visit("?view=Sentiment")
    _, light = saved(opened, "tone-by-voice", "SVG of this chart")
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_function(f"({DOTS})() === 'rgb(121, 180, 232)'")
    opened.settle()
    _, dark = saved(opened, "tone-by-voice", "SVG of this chart")
    paper = {"light": b"rgb(252, 251, 248)", "dark": b"rgb(23, 23, 22)"}
    assert [paper["light"] in light, paper["dark"] in light] == [True, False]
    assert [paper["light"] in dark, paper["dark"] in dark] == [False, True]


def test_no_picture_is_sent_before_it_is_asked_for(visit):
    """A closed fold holds no picture, and the toolbar offers none without a title."""
    opened = visit("?view=Sentiment")
    assert opened.page.locator(".px.files").count() == 0
    assert opened.page.locator('.modebar-btn[data-title*="ownload"]').count() == 0


def test_the_whole_comparison_is_taken_along(visit):
    """Reports, workbook and archive are made when asked for, under names that say of which texts."""
    opened = visit()
    opened.page.get_by_role("button", name="Export").click()
    opened.settle()
    for label, name, begins in (
        ("Report to read", "arnow-2024-babich-2022-report.html", b"<!doctype html>"),
        ("Report without", "arnow-2024-babich-2022-report-without-texts.html", b"<!doctype html>"),
        ("All tables", "arnow-2024-babich-2022-tables.xlsx", b"PK"),
        ("Everything", "arnow-2024-babich-2022.zip", b"PK"),
    ):
        with opened.page.expect_download(timeout=90_000) as download:
            opened.page.get_by_role("button", name=label).click()
        assert download.value.suggested_filename == name
        assert Path(download.value.path()).read_bytes()[:15].lower().startswith(begins.lower())


def test_a_row_is_chosen_without_a_mouse(visit):
    """Tab reaches the rows of the charts as buttons; Enter opens the sentences."""
    opened = visit("?view=Actors")
    rows = opened.page.locator(".kb button")
    assert rows.count() > 20
    rows.nth(2).focus()
    assert rows.nth(2).is_visible()
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert opened.text(".st-key-margin_open h3") == "NATO"


def test_a_row_of_a_table_opens_its_sentences(visit):
    """Choosing a row of the table below a chart does what a click in the chart does."""
    opened = visit("?view=Terms")
    opened.page.get_by_text("Table, CSV, PNG, SVG").first.click()
    opened.table().click(position={"x": 14, "y": 54})
    opened.settle()
    assert "pick=term" in opened.page.url


def test_one_tap_with_a_finger_opens_the_sentences(browser, address):
    """On a phone a row is chosen by the first tap, not by a second one."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    opened = Visit(context.new_page(), address).open("?view=Actors")
    row = opened.page.locator(".js-plotly-plot .bars path").nth(2)
    row.scroll_into_view_if_needed()
    opened.settle()
    box = row.bounding_box()
    opened.page.touchscreen.tap(box["x"] + 20, box["y"] + box["height"] / 2)
    opened.settle()
    assert opened.text(".st-key-margin_open h3") == "NATO"
    context.close()
