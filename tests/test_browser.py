"""The running page in a real browser: each view in light and dark, clicks, no errors, no other host."""

from pathlib import Path

import pytest

from dashboard.inputs import VIEWS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_opens_without_error_and_without_sideways_scrolling(visit, view, scheme, width):
    """Each view is whole in light and dark, on a laptop and on a phone."""
    opened = visit(f"?view={view}", scheme=scheme, width=width)
    assert opened.page.locator('[data-testid="stException"]').count() == 0
    assert opened.page.locator('[data-testid="stAlert"]').count() == 0
    overflow = opened.page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth; }"
    )
    assert overflow <= 0


def test_a_click_on_a_chart_opens_its_sentences(visit):
    """A section chosen in the chart shows its sentences; Close goes back."""
    opened = visit("?view=Sentiment")
    before = opened.text(".st-key-margin_idle h3")
    opened.click_row('[class*="st-key-tone-sections-a"]', 6)
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
    colour = "() => getComputedStyle(document.querySelector('.scatterlayer path.point')).fill"
    light = opened.page.evaluate(colour)
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_timeout(2500)
    assert (light, opened.page.evaluate(colour)) == ("rgb(31, 95, 153)", "rgb(121, 180, 232)")


def test_a_chart_downloads_as_svg_under_a_telling_name(visit):
    """The toolbar's camera saves an SVG whose name says what is in it."""
    opened = visit("?view=Actors")
    chart = opened.page.locator('[class*="st-key-actor-rates"]').first
    chart.hover()
    with opened.page.expect_download() as download:
        chart.locator('.modebar-btn[data-title*="ownload"]').click(force=True)
    assert download.value.suggested_filename == (
        "mentions-per-1000-words-arnow-2024-babich-2022.svg"
    )
    assert "<svg" in Path(download.value.path()).read_text(encoding="utf-8")[:2000]


def test_another_pair_of_texts_is_compared(visit):
    """Two pasted texts replace the samples, under the names given to them."""
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Change texts").click()
    page.get_by_role("textbox", name="First text").fill("Cats")
    page.get_by_role("textbox", name="Paste a text").nth(0).fill(
        "Cats sleep. They love warm places. A cat is a good friend."
    )
    page.get_by_role("textbox", name="Second text").fill("Dogs")
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
    page.locator('input[type="file"]').first.set_input_files(str(bad))
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_selector('[data-testid="stAlert"]')
    assert "not a text file" in opened.text('[data-testid="stAlert"]')
    assert "Arnow 2024" in opened.text(".leg")


def test_names_that_look_like_markdown_are_shown_as_written(visit):
    """A short name that would be a remote image is plain words: no request, no picture."""
    opened = visit()
    page = opened.page
    page.get_by_role("button", name="Change texts").click()
    page.get_by_role("textbox", name="First text").fill("![x](http://127.0.0.1:9/e.png)")
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
    page.locator('input[type="file"]').first.set_input_files(str(bad))
    page.wait_for_timeout(800)
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
    page.wait_for_selector(".stPlotlyChart .bars path")
    page.wait_for_timeout(700)
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
