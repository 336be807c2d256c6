"""Take the pictures of the README, and of every view in light, dark and at phone width.

    python tests/screenshots.py [FOLDER]

Starts the dashboard, opens it in the distribution's Chromium, and writes VIEW-MODE.png. Without a
folder only the README's picture is taken, into ``.readme/``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from serving import ARGUMENTS, CHROMIUM, serve  # noqa: E402
from visiting import STILL  # noqa: E402

from dashboard.inputs import VIEWS  # noqa: E402

MODES = {
    "light": {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
TALLEST = 5000


def take(browser: Browser, url: str, mode: str, path: Path, *, whole: bool) -> None:
    """One picture of one address; ``whole`` makes the window as tall as the page."""
    context = browser.new_context(**MODES[mode])
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".ev .it, .px-scroll, .void", timeout=30_000)
    page.wait_for_function(STILL)
    if whole:
        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        width = MODES[mode]["viewport"]["width"]
        page.set_viewport_size({"width": width, "height": min(height, TALLEST)})
        page.wait_for_function(STILL)
    page.screenshot(path=path)
    context.close()


def main(folder: Path | None) -> None:
    """Start a server, take the pictures, stop the server."""
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        if folder is None:
            (ROOT / ".readme").mkdir(exist_ok=True)
            path = ROOT / ".readme" / "overview-light.png"
            take(browser, address, "light", path, whole=False)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for view in VIEWS:
            for mode in MODES:
                path = folder / f"{view.lower()}-{mode}.png"
                take(browser, f"{address}/?view={view}", mode, path, whole=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
