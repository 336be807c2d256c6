"""How fast the page is in a real browser, beside a bare Streamlit page with two Plotly charts.

    python tests/benchmarks/page_speed.py [rounds]

Both servers run at once on this machine, and each thing is measured in turn on both, in fresh windows of
one browser: opening until the first chart is drawn, and a click on a row until what it changes is
there. Only the page has voices and views; their times stand beside the bare page's click. The middle
of the rounds counts. Times are this machine's; the ratio is what to look at.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from serving import ARGUMENTS, CHROMIUM, serve  # noqa: E402

BARE = """
import plotly.graph_objects as go
import streamlit as st

st.title("Bare")
rows = [f"row {n}" for n in range(12)]
for key in ("one", "two"):
    figure = go.Figure(go.Bar(y=rows, x=list(range(1, 13)), orientation="h"))
    event = st.plotly_chart(figure, key=key, on_select="rerun", selection_mode=("points",))
    for point in event["selection"]["points"]:
        st.write(f"chosen {point['y']}")
"""
CHART = ".js-plotly-plot .bars path"
VIEWS = (
    ("Terms", "What each section is about"),
    ("Sentiment", "Section by section"),
    ("Readability", "What the formulas are made of"),
    ("Overview", "What differs most"),
)
"""Each view, and words that only it has."""
WINDOW = {"width": 1440, "height": 900}

# Resolves with the milliseconds from now until something is in the page.
UNTIL = """
([find, expected]) => new Promise((done) => {
  const begun = performance.now();
  const look = () => {
    const found = [...document.querySelectorAll(find)].some((e) => e.innerText.includes(expected));
    const waited = performance.now() - begun;
    if (found || waited > 10000) done(found ? waited : NaN); else requestAnimationFrame(look);
  };
  look();
})
"""


def open_page(browser: Browser, url: str) -> tuple[Page, float]:
    """A fresh window with the page, and the milliseconds until its first chart was drawn."""
    page = browser.new_context(viewport=WINDOW).new_page()
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(CHART, state="attached", timeout=60_000)
    return page, (time.perf_counter() - begun) * 1000


def settle(page: Page) -> None:
    page.wait_for_timeout(1200)


def until(page: Page, do: Callable[[], None], find: str, expected: str) -> float:
    """Milliseconds from a click to what it brings; the looking begins before the click."""
    page.evaluate(f"void (window.waited = ({UNTIL})({[find, expected]!r}))")
    do()
    return page.evaluate("window.waited")


def click_row(page: Page, row: int) -> None:
    page.locator(CHART).nth(row).click(force=True, position={"x": 3, "y": 8})


def measure_bare(browser: Browser, url: str) -> dict[str, float]:
    page, opening = open_page(browser, url)
    settle(page)
    clicking = until(page, lambda: click_row(page, 3), "p", "chosen row")
    page.context.close()
    return {"opening": opening, "click": clicking}


def measure_page(browser: Browser, url: str) -> dict[str, float]:
    page, opening = open_page(browser, url)
    page.context.close()
    page, _ = open_page(browser, f"{url}/?view=Actors")
    settle(page)
    found = {"opening": opening}
    found["click"] = until(page, lambda: click_row(page, 2), ".st-key-margin_open h3", "NATO")
    settle(page)

    def choose(name: str) -> Callable[[], None]:
        return lambda: page.get_by_role("radio", name=name, exact=True).click()

    summary = ".st-key-margin_open .cap"
    found["voice"] = until(page, choose("Quoted words"), summary, "does not mention NATO in")
    settle(page)
    choose("Whole text")()
    settle(page)
    for view, expected in VIEWS:
        found[view] = until(page, choose(view), ".px h2, .px h3", expected)
        settle(page)
    page.context.close()
    return found


def main(rounds: int) -> None:
    """Measure both in turn and print the middle of the rounds."""
    bare_times: list[dict[str, float]] = []
    page_times: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder, "bare.py")
        script.write_text(BARE, encoding="utf-8")
        with serve(str(script)) as bare_url, serve() as page_url:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for _ in range(rounds + 1):
                bare_times.append(measure_bare(browser, bare_url))
                page_times.append(measure_page(browser, page_url))
            browser.close()
    # The first round warms both servers up.
    bare, ours = (
        {name: statistics.median(one[name] for one in times[1:]) for name in times[0]}
        for times in (bare_times, page_times)
    )
    print(f"{'':34}{'bare':>9}{'page':>9}{'ratio':>8}")
    print(
        f"{'opening to the first chart':34}{bare['opening']:6.0f} ms{ours['opening']:6.0f} ms"
        f"{ours['opening'] / bare['opening']:8.2f}"
    )
    print(
        f"{'a click on a row to its answer':34}{bare['click']:6.0f} ms{ours['click']:6.0f} ms"
        f"{ours['click'] / bare['click']:8.2f}"
    )
    for name in list(ours)[2:]:
        label = "another voice" if name == "voice" else f"to the view {name}"
        print(f"{label:34}{'':9}{ours[name]:6.0f} ms{ours[name] / bare['click']:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
