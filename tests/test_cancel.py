"""Long work is cancelled, and the comparison that was shown before is there again, whole."""

from pathlib import Path

import pytest
from held_page import HELD
from serving import serve
from streamlit.testing.v1 import AppTest
from visiting import visits

from analysis.reading import source_from_text
from analysis.report import sample_request
from analysis.saving import saved_bytes
from dashboard.inputs.found import LONG
from dashboard.inputs.waiting import _Work

ROOT = Path(__file__).parent.parent
SENTENCE = "The harbour belongs to the town. "
LONG_TEXT = SENTENCE * (LONG // len(SENTENCE) + 1)
"""Long enough that its progress is shown."""


@pytest.fixture(scope="module")
def held_address():
    """A server of the page on which long work ends only when it is cancelled."""
    with serve("tests/held_page.py") as started:
        yield started


@pytest.fixture
def corrected(window, held_address):
    """The samples with a correction and an actor of a visitor's own, and a sentence chosen."""
    with visits(window, held_address) as start:
        opened = start("?view=Texts&task=Correct")
        opened.page.locator(".correct .sn").nth(3).click()
        opened.settle()
        opened.page.get_by_role("textbox", name="Name of a section that begins here").fill("Mine")
        opened.page.keyboard.press("Tab")
        opened.settle()
        press(opened, "Begin a section here")
        opened.settle()
        assert "section “Mine” begun" in opened.text(".st-key-corrections")
        yield opened


def press(opened, label: str) -> None:
    opened.page.get_by_role("button", name=label, exact=True).click()


def bring_long_text(opened, folder: Path) -> None:
    """Have the first text replaced by one that is read without end."""
    long = folder / "long.txt"
    long.write_text(f"{HELD} {LONG_TEXT}", encoding="utf-8")
    press(opened, "Change texts")
    opened.settle()
    opened.upload(opened.page.locator('.st-key-texts_form input[type="file"]').first, long)
    press(opened, "Compare")
    opened.page.get_by_text("Reading long …").wait_for()


def open_long_comparison(opened, folder: Path) -> None:
    """Open a saved comparison that is read without end."""
    request = sample_request()
    request = request._replace(a=source_from_text(f"{HELD} {LONG_TEXT}", "long"), actors=())
    saved = folder / "long.parallax.json"
    saved.write_bytes(saved_bytes(request))
    press(opened, "Save or open")
    opened.settle()
    opened.page.locator('.st-key-keep_form input[type="file"]').set_input_files(str(saved))
    opened.page.get_by_text("Reading long …").wait_for()


def shown(opened) -> tuple[str, str, str]:
    """The address, the texts' names and what was corrected."""
    return opened.page.url, opened.text(".leg"), opened.text(".st-key-corrections")


@pytest.mark.browser
@pytest.mark.parametrize("begin", [bring_long_text, open_long_comparison])
def test_cancel_brings_back_what_was_shown(corrected, tmp_path, begin):
    """Texts, corrections and address are as they were, and the page is in use again."""
    before = shown(corrected)
    begin(corrected, tmp_path)
    press(corrected, "Cancel")
    corrected.page.locator(".st-key-working").wait_for(state="detached")
    corrected.settle()
    assert shown(corrected) == before
    press(corrected, "Undo")
    corrected.settle()
    assert "Mine" not in corrected.text(".st-key-corrections")


@pytest.mark.browser
def test_after_streamlit_s_own_stop_the_page_can_be_brought_back(corrected, tmp_path):
    """Where no script runs any more, Cancel still stands and works."""
    before = shown(corrected)
    bring_long_text(corrected, tmp_path)
    press(corrected, "Stop")
    corrected.settle()
    press(corrected, "Cancel")
    corrected.page.locator(".leg").wait_for()
    corrected.settle()
    assert shown(corrected) == before


@pytest.mark.browser
def test_a_change_of_the_theme_does_not_end_the_work(corrected, tmp_path):
    """The page is drawn anew in other colours, and the work goes on until it is cancelled."""
    before = shown(corrected)
    bring_long_text(corrected, tmp_path)
    corrected.page.emulate_media(color_scheme="dark")
    corrected.page.wait_for_function(
        "getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
    )
    corrected.page.get_by_text("Reading long …").wait_for()
    press(corrected, "Cancel")
    corrected.page.locator(".st-key-working").wait_for(state="detached")
    corrected.settle()
    assert shown(corrected) == before


@pytest.mark.browser
def test_nothing_is_done_with_what_is_about_to_go(corrected, tmp_path):
    """While the work goes on, what is still seen of the last comparison cannot be clicked."""
    bring_long_text(corrected, tmp_path)
    still_there = corrected.page.get_by_role("button", name="Undo", exact=True)
    assert still_there.evaluate("button => getComputedStyle(button).pointerEvents") == "none"
    press(corrected, "Cancel")
    corrected.page.locator(".st-key-working").wait_for(state="detached")
    corrected.settle()
    assert still_there.evaluate("button => getComputedStyle(button).pointerEvents") == "auto"


def test_long_texts_are_compared_when_nobody_cancels():
    """The work is done beside the page, and the page shows what comes of it."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    page.session_state["sources"] = (
        source_from_text(LONG_TEXT, "Long"),
        source_from_text(SENTENCE, "Short"),
    )
    page.run()
    assert not page.exception
    assert "work" not in page.session_state
    [report] = page.session_state["reports"].values()
    assert report.documents["name"].tolist() == ["Long", "Short"]


def test_work_that_was_left_brings_back_what_was_shown():
    """After Streamlit’s own Stop, whatever runs the page anew shows what it showed, and says so."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    page.run()
    before = page.session_state["sources"]
    work = _Work("asked", lambda tell: None)
    work.looked_at = float("-inf")
    page.session_state["work"] = work
    page.session_state["sources"] = (source_from_text(LONG_TEXT, "Long"), before[1])
    page.run()
    assert page.session_state["sources"] == before
    assert "The comparison is as it was before" in page.info[0].value


@pytest.mark.parametrize(("name", "value"), [("is_cancelled", True), ("looked_at", float("-inf"))])
def test_cancelled_work_ends_at_its_next_step(name, value):
    """Nothing is computed for ever that nobody waits for."""

    def never_done(tell) -> None:
        while True:
            tell(0.5, "Reading")

    work = _Work("asked", never_done)
    setattr(work, name, value)
    assert work.result.exception(timeout=60) is not None
