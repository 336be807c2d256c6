"""The tour: six short stops for whoever is here for the first time. It can be left at any of them."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import streamlit as st

from dashboard import components, inputs, page


class Stop(NamedTuple):
    """One stop: where it is, and what to look at there."""

    view: str
    title: str
    text: str


STOPS = (
    Stop(
        "Overview",
        "What differs most",
        "Each line is one finding. Left, both texts; right, the difference with its 95 % interval. "
        "Only what stands clear of zero is called a difference.",
    ),
    Stop(
        "Overview",
        "The sentences behind the number",
        "Click a finding. At the right stand the sentences it was counted from, with what counted "
        "marked. Every row of every chart does this.",
    ),
    Stop(
        "Sentiment",
        "Whose words?",
        "At the top, choose the author’s words or the quoted words: all numbers follow. Angry words "
        "that a writer only quotes are not the writer’s own.",
    ),
    Stop(
        "Actors",
        "Who is named",
        "Whom each text names, how often, and where. “Edit the list” lets you merge, split, rename "
        "and add.",
    ),
    Stop(
        "Texts",
        "Back to the texts",
        "Both texts side by side, with tone, actors, terms or quotations marked. Where the program "
        "read something wrongly, “Correct” lets you put it right.",
    ),
    Stop(
        "Overview",
        "Your own two texts",
        "“Change texts” takes yours: pasted, as files, or from the web. “Save or open” keeps a "
        "comparison with all you changed. That is all.",
    ),
)


def show() -> None:
    """The stop the visitor is at, if on the tour, at the foot of the window."""
    number = inputs.tour_stop(len(STOPS))
    if not number:
        return
    with st.container(key="tour"):
        components.scroll_to_top(number)
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
