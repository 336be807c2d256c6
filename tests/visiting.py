"""The running page in a real browser, as fixtures: a visit fails on errors and on foreign hosts."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from serving import ARGUMENTS, CHROMIUM, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Asked of the page again in each of its frames: whether ten of them in a row have changed and
# scrolled nothing, while no script runs and every chart is drawn. Frames and not seconds, so that a
# busy machine, which draws fewer of them, is waited for longer. The first call of a series begins
# to count. The tour's card tries its corners for ever, and attributes are set to what they were.
STILL = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!window.stillness) {
    const moved = () => { if (window.stillness) stillness.frames = 0; };
    const changes = (one) => one.type !== 'attributes' || (one.attributeName !== 'data-corner'
      && one.oldValue !== one.target.getAttribute(one.attributeName));
    const watch = new MutationObserver((all) => { if (all.some(changes)) moved(); });
    watch.observe(document, {subtree: true, childList: true, characterData: true,
                             attributes: true, attributeOldValue: true});
    document.addEventListener('scroll', moved, {capture: true, passive: true});
    window.stillness = {frames: 0, end: () => {
      watch.disconnect();
      document.removeEventListener('scroll', moved, {capture: true});
    }};
  }
  const drawn = [...document.querySelectorAll('.stPlotlyChart')]
    .every((chart) => !chart.offsetParent || chart.querySelector('.main-svg'));
  const idle = (!app || app.dataset.testScriptState === 'notRunning') && drawn
    && !document.querySelector('[data-testid="stSkeleton"]');
  if (!idle) stillness.frames = 0;
  if (stillness.frames++ < 10) return false;
  stillness.end();
  window.stillness = null;
  return true;
}"""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """A server of the page."""
    with serve() as started:
        yield started


@pytest.fixture(scope="session")
def browser():
    """The distribution's Chromium. Missing, it is a failure in CI and a skip elsewhere."""
    if CHROMIUM is None:
        reason = "no Chromium on this machine (Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


# The same of a table's cells, which are painted: whether five looks in a row see the same.
PAINTED = """(table) => {
  const seen = [...table.querySelectorAll('canvas')].map((one) => one.toDataURL()).join();
  table.alike = seen && seen === table.seen ? table.alike + 1 : 0;
  table.seen = seen;
  return table.alike >= 5;
}"""


class Visit:
    """A page with what went wrong on it, and whom it talked to."""

    def __init__(self, page, address: str):
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.asked = False
        """Whether the page has asked the server for something that has not been answered yet."""
        page.on("websocket", self._listen)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._host(request.url))

    def _note(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _host(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            self.hosts.add(re.sub(r"^\w+://([^/]+).*", r"\1", url))

    def _listen(self, socket) -> None:
        socket.on("framesent", self._question)
        socket.on("framereceived", self._answer)

    def _question(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).HasField("rerun_script"):
            self.asked = True

    def _answer(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            message = ForwardMsg.FromString(frame)
            again = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
            if message.HasField("script_finished") and message.script_finished != again:
                self.asked = False

    def open(self, query: str = "") -> Visit:
        self.page.goto(f"{self.address}/{query}")
        self.page.wait_for_selector(".ev .it, .ev .none, .px-scroll, .void", timeout=30_000)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the server has answered, everything is drawn and nothing moves any more."""
        until = time.monotonic() + 60
        while True:
            self.page.wait_for_function(STILL, timeout=60_000)
            if not self.asked:
                return
            assert time.monotonic() < until, "the server has not answered for a minute"

    def upload(self, field, file) -> None:
        """Give a file to a field and wait until the server has it."""
        with self.page.expect_response(lambda response: "/upload_file/" in response.url):
            field.set_input_files(str(file))
        self.settle()

    def table(self, place: str = ""):
        """The table that was unfolded at a place, when its cells stand still."""
        table = self.page.locator(f'{place} [data-testid="stDataFrame"]').first
        table.scroll_into_view_if_needed()
        self.settle()
        self.page.wait_for_function(PAINTED, arg=table.element_handle())
        return table

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def click_row(self, chart: str, row: int) -> None:
        """Click into a row of a chart, away from its mark."""
        rows = self.page.locator(f"{chart} .bars path")
        rows.nth(row).click(force=True, position={"x": 3, "y": 8})
        self.settle()


@pytest.fixture(scope="session")
def window(browser):
    """Where pages are opened one after the other, so that each finds Streamlit's own files kept."""
    context = browser.new_context()
    yield context
    context.close()


@contextmanager
def visits(window, address: str) -> Iterator[Callable[..., Visit]]:
    """A way to open pages; errors and foreign hosts fail whoever opened them."""
    opened: list[Visit] = []

    def start(query: str = "", *, scheme: str = "light", width: int = 1440, height: int = 900):
        page = window.new_page()
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": height})
        opened.append(Visit(page, address))
        return opened[-1].open(query)

    yield start
    for made in opened:
        made.page.evaluate("localStorage.clear()")
        made.page.close()
        assert made.errors == []
        assert made.hosts == {address.removeprefix("http://")}


@pytest.fixture
def visit(window, address):
    """Open the page as a visitor who was never here."""
    with visits(window, address) as start:
        yield start
