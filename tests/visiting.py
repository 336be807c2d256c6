"""The running page in a real browser, as fixtures: a visit fails on errors and on foreign hosts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
from serving import ARGUMENTS, CHROMIUM, serve


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


class Visit:
    """A page with what went wrong on it, and whom it talked to."""

    def __init__(self, page, address: str):
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._host(request.url))

    def _note(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _host(self, url: str) -> None:
        if not url.startswith(("data:", "blob:")):
            self.hosts.add(re.sub(r"^\w+://([^/]+).*", r"\1", url))

    def open(self, query: str = "") -> Visit:
        self.page.goto(f"{self.address}/{query}")
        self.page.wait_for_selector(".ev .it, .ev .none, .px-scroll, .void", timeout=30_000)
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the page is neither running nor about to."""
        self.page.wait_for_timeout(300)
        self.page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached")
        self.page.wait_for_timeout(150)

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def click_row(self, chart: str, row: int) -> None:
        """Click into a row of a chart, away from its mark."""
        rows = self.page.locator(f"{chart} .bars path")
        rows.nth(row).click(force=True, position={"x": 3, "y": 8})
        self.settle()


@pytest.fixture
def visit(browser, address):
    """Open the page in a window of its own; errors and foreign hosts fail the test."""
    opened = []

    def start(query: str = "", *, scheme: str = "light", width: int = 1440, height: int = 900):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": height}
        )
        made = Visit(context.new_page(), address)
        opened.append((context, made))
        return made.open(query)

    yield start
    for context, made in opened:
        context.close()
        assert made.errors == []
        assert made.hosts == {address.removeprefix("http://")}
