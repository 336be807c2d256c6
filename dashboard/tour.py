"""The tour: six short stops for whoever is here for the first time. It can be left at any of them."""

from __future__ import annotations

from html import escape
from typing import Annotated, NamedTuple

import streamlit as st

from dashboard import components, inputs, page


class Stop(NamedTuple):
    """One stop: where it is, what to look at there, and where exactly."""

    view: str
    title: str
    text: str
    target: Annotated[str, "CSS selector of what it speaks of: the first such element is outlined"]


_COLUMN = '[data-testid="stColumn"] > [data-testid="stVerticalBlock"]'
_FIRST_FINDING = f'[data-testid="stHorizontalBlock"]:has(> {_COLUMN} > [class*="st-key-fb_"])'
_READING = '[data-testid="stHorizontalBlock"]:has(> .st-key-task):has(> .st-key-layer)'

STOPS = (
    Stop(
        "Overview",
        "What differs most",
        "Each line is one finding. Left, both texts; right, the difference with its 95 % interval. "
        "Only what stands clear of zero is called a difference.",
        _FIRST_FINDING,
    ),
    Stop(
        "Overview",
        "The sentences behind the number",
        "Click a finding. In the outlined place stand the sentences it was counted from, with what "
        "counted marked. Every row of every chart does this.",
        ".st-key-margin_idle, .st-key-margin_open",
    ),
    Stop(
        "Sentiment",
        "Whose words?",
        "At the top, choose the author’s words or the quoted words: all numbers follow. Angry words "
        "that a writer only quotes are not the writer’s own.",
        ".st-key-voice",
    ),
    Stop(
        "Actors",
        "Who is named",
        "Whom each text names, how often, and where. “Edit the list” lets you merge, split, rename "
        "and add.",
        '[class*="st-key-mentions-"]',
    ),
    Stop(
        "Texts",
        "Back to the texts",
        "Both texts side by side, with tone, actors, terms or quotations marked. Where the program "
        "read something wrongly, “Correct” lets you put it right.",
        f"{_READING}, .st-key-task",
    ),
    Stop(
        "Overview",
        "Your own two texts",
        "“Change texts” takes yours: pasted, as files, or from the web. “Save or open” keeps a "
        "comparison with all you changed. That is all.",
        ".st-key-changes",
    ),
)


def show() -> None:
    """The stop the visitor is at, if on the tour, in a corner of the window."""
    number = inputs.tour_stop(len(STOPS))
    if not number:
        return
    with st.container(key="tour"):
        components.point_at(STOPS[number - 1].target, number)
        page.html(_stop(number))
        with st.container(horizontal=True):
            if number < len(STOPS):
                inputs.tour_button("Next", number + 1, STOPS[number].view)
            if number > 1:
                inputs.tour_button("Back", number - 1, STOPS[number - 2].view)
            inputs.tour_button("Leave the tour" if number < len(STOPS) else "Done", 0, "")


def _stop(number: int) -> str:
    stop = STOPS[number - 1]
    return (
        f'<p class="eye num">{number} of {len(STOPS)}</p><h2 class="t3">{escape(stop.title)}</h2>'
        f'<p class="tl">{escape(stop.text)}</p>'
    )
