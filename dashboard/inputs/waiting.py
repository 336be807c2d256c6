"""How does the page wait for long work, so that the visitor can cancel it at any moment?

The work is done in a thread of its own, and a run of the page's script looks after it several times a
second. So it outlives the run: whatever else runs the script anew (the theme, Back) finds it where it
is. Cancel ends it, at its next step, and so does nobody's looking after it any more: Streamlit's own
Stop was pressed, or the visitor has gone.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from time import monotonic
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.report import Tell
from dashboard import theme
from dashboard.inputs.former import go_back

Made = TypeVar("Made")

LOOKS = 0.2
"""Seconds between two looks at the work."""
UNWATCHED = 10.0
"""Seconds after which work that nobody has looked at is over; a step may keep all else waiting."""


# What still stands on the page from the last run belongs to what was compared then: it can be read,
# but nothing is done with it. The panel that texts are brought in is out of the way. On the page only
# while there is work: the browser asks such questions (:has) anew at every change of a page.
_MEANWHILE = """<style>
div:has(> .st-key-working){position:sticky;top:3.75rem;z-index:100}
.st-key-working{background:var(--page);padding:.6rem 0 .4rem;border-bottom:1px solid var(--rule)}
body:has(.st-key-working) :is([data-stale=true],.st-key-mast,[data-testid=stSidebar]){pointer-events:none}
body:has(.st-key-working) [data-testid=stPopoverBody]{opacity:0;pointer-events:none}
</style>"""


class _CancelledError(Exception):
    """Ends work that nobody waits for any more."""


class _Work:
    """Something that is being made in a thread of its own, and how far it is."""

    def __init__(self, asked: object, make: Callable[[Tell], Any]) -> None:
        self.asked = asked
        self.done, self.what = 0.0, ""
        self.is_cancelled = False
        self.looked_at = monotonic()
        thread = ThreadPoolExecutor(1)
        self.result: Future = thread.submit(make, self._tell)
        thread.shutdown(wait=False)

    def look(self) -> bool:
        """Wait a moment, and tell whether it is made."""
        self.looked_at = monotonic()
        wait([self.result], timeout=LOOKS)
        return self.result.done()

    def is_watched(self) -> bool:
        """Whether somebody waits for it."""
        return monotonic() - self.looked_at < UNWATCHED

    def _tell(self, done: float, what: str) -> None:
        if self.is_cancelled or not self.is_watched():
            raise _CancelledError
        self.done, self.what = done, what


class Waiting:
    """A place on the page where work is waited for; it is empty while there is none."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._bar: DeltaGenerator | None = None

    def for_work(self, asked: object, make: Callable[[Tell], Made]) -> Made:
        """What ``make`` makes of what was asked; begun once, however often the script runs."""
        work = st.session_state.get("work")
        if work is None or work.asked != asked:
            _end_work()
            work = st.session_state["work"] = _Work(asked, make)
        while not work.look():  # a page of text is read before anybody looks
            self._bar = self._bar or self._draw()
            self._bar.progress(work.done, theme.literal(f"{work.what} …"))
        if work.is_cancelled:  # by a run of the script that has taken this one's place
            st.stop()
        st.session_state.pop("work", None)
        try:
            return work.result.result()
        except _CancelledError:  # it was left, and somebody has come back to it
            return self.for_work(asked, make)

    def is_over(self) -> None:
        """Leave the place empty."""
        if self._bar:
            self._place.empty()

    def _draw(self) -> DeltaGenerator:
        with self._place.container(
            key="working", horizontal=True, vertical_alignment="bottom", gap="medium"
        ):
            st.html(_MEANWHILE)
            bar = st.progress(0.0)
            st.button(
                "Cancel",
                key="cancel",
                on_click=_cancel,
                help="The comparison that was shown before comes back as it was.",
            )
        return bar


def was_stopped() -> bool:
    """Whether the last work was left before it was done; what stood before it then stands again."""
    work = st.session_state.get("work")
    if work is None or work.is_watched():
        return False
    _cancel()
    return True


def _cancel() -> None:
    _end_work()
    go_back()


def _end_work() -> None:
    work = st.session_state.pop("work", None)
    if work is not None:
        work.is_cancelled = True
