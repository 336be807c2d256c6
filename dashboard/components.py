"""Small pieces of the page that Streamlit has no widget for: HTML one can click, the reader, a text
to be corrected, pictures to be saved, what the tour points at; and what listens to the page as a whole:
to keys, taps, the theme, and whoever leaves with unsaved work.

The HTML they show is made in this program and every word of a text in it is escaped: see
``dashboard/markup.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import streamlit as st

from dashboard import typefaces

_HERE = Path(__file__).parent


def _component(name: str, *scripts: str):
    return st.components.v2.component(
        name,
        html='<div class="px px-root"></div>\n',
        js="".join((_HERE / script).read_text(encoding="utf-8") for script in scripts),
        isolate_styles=False,  # the page's style sheet is theirs too
    )


_clickable = _component("parallax_clickable", "clickable.js")
_corrector = _component("parallax_corrector", "corrector.js")
_pictures = _component("parallax_pictures", "drawn.js", "export.js")
_reader = _component("parallax_reader", "reader.js")
_guard = _component("parallax_guard", "guard.js")
_keys = _component("parallax_keys", "keyboard.js")
_touch = _component("parallax_touch", "touch.js")
_tour = _component("parallax_tour", "tour.js")
_theme_watch = _component("parallax_theme", "theme_watch.js")


class ReaderAims(NamedTuple):
    """Where the reader is to move; empty for nowhere."""

    target: str
    """Number of a sentence; the page moves to it too, and the keyboard if it is nowhere else."""
    search: str
    """What is searched for: its first hit."""
    chosen: str
    """A pick: the first place that is marked for it."""


def clickable(html: str, *, key: str, on_pick: Callable[[str, str], None]) -> None:
    """Show HTML; a click on an element with ``data-pick`` calls ``on_pick`` with it and ``data-side``."""

    def picked() -> None:
        told = st.session_state[key].pick
        if isinstance(told, dict):
            on_pick(str(told.get("pick", "")), str(told.get("side", "")))

    _clickable(key=key, data={"html": html}, on_pick_change=picked)


def reader(html: str, *, key: str, on_sentence: Callable[[str], None], aims: ReaderAims) -> None:
    """Show a text in its own scrolling column.

    It moves to where ``aims`` are when they are new. A click on a sentence calls ``on_sentence`` with
    its number.
    """

    def clicked() -> None:
        number = st.session_state[key].sentence
        if isinstance(number, str):
            on_sentence(number)

    _reader(key=key, data={"html": html, **aims._asdict()}, on_sentence_change=clicked)


def corrector(
    html: str, *, key: str, chosen: tuple[int, int] | None, on_point: Callable[[str], None]
) -> None:
    """Show a text whose parts can be pointed at; ``chosen`` is marked.

    A click, Enter or a selection calls ``on_point`` with ``start:end``, offsets into the text; both
    are the same for a single place.
    """

    def pointed() -> None:
        told = st.session_state[key].pointed
        if isinstance(told, str):
            on_point(told)

    _corrector(
        key=key, data={"html": html, "chosen": list(chosen or ())}, on_pointed_change=pointed
    )


class Offered(NamedTuple):
    """A picture that the visitor may save."""

    label: Annotated[str, "what stands behind its formats: 'of this chart'"]
    file: Annotated[str, "name of its file, without ending"]
    figure: Annotated[str, "the picture as Plotly's JSON"]


def pictures(offered: Sequence[Offered], *, key: str) -> None:
    """Offer pictures as PNG and SVG. They are drawn in the visitor's browser."""
    data = {
        "pictures": [one._asdict() for one in offered],
        "faces": typefaces.face_rules(typefaces.IN_PICTURES),
    }
    _pictures(key=key, data=data)


def guard_unsaved(unsaved: bool) -> None:
    """Ask before the page is left or reloaded while there is work that is not saved."""
    _guard(key="guard", data={"unsaved": unsaved})


def point_at(target: str, stop: int) -> None:
    """Outline what a stop of the tour speaks of, and bring it into view; ``target`` is a CSS selector.

    It is for the container of the tour's card, which it keeps off the target.
    """
    _tour(key="pointing", data={"target": target, "stop": stop})


def let_taps_choose() -> None:
    """A tap with a finger chooses a row of a chart as a click does, and the row stays in sight."""
    _touch(key="touch", data={})


def keys() -> None:
    """Escape closes what is open, and the focus follows what was chosen by the keyboard."""
    _keys(key="keys", data={})


def watch_theme() -> None:
    """Rerun the page when the visitor switches between light and dark."""
    _theme_watch(
        key="theme_watch", data={"mode": st.context.theme.type}, on_mode_change=lambda: None
    )
