"""The comparison as a whole: saving it, opening a saved one, starting over."""

from __future__ import annotations

import streamlit as st

from analysis.reading import ReadingError
from analysis.report import Request, Settings
from analysis.saving import ENDING, open_saved, saved_bytes
from dashboard.inputs.actor_list import follow_texts, take_actors
from dashboard.inputs.pair import current_texts, samples
from dashboard.inputs.settings import take_settings
from dashboard.inputs.texts import read_brought, reading_errors, refuse, replace_texts, turn
from dashboard.inputs.waiting import Waiting

SAY_NO, SAY_YES = "Keep everything", "Yes, start over"


def take_texts(waiting: Waiting) -> None:
    """Put the texts that were brought in place of those shown, with the actors they name."""
    brought = read_brought(waiting)
    if brought is None:
        return
    are_others = [one.text for one in brought] != [one.text for one in current_texts()]
    replace_texts(*brought)
    if are_others:
        follow_texts()


def keep_comparison(request: Request) -> None:
    """The popover that saves the comparison and opens a saved one."""
    with (
        st.popover("Save or open", key=f"keep {turn()}"),
        st.container(key="keep_form"),
    ):
        reading_errors("kept")
        st.download_button(
            "Save comparison",
            data=lambda: saved_bytes(request),
            file_name=f"{_file_name(request)}{ENDING}",
            mime="application/json",
            type="primary",
            on_click=_remember_saved,
            args=(request,),
        )
        st.caption(
            "One file with both texts, your corrections, the actors and the settings. Opened again, "
            "here or elsewhere, it gives the same numbers to the last digit."
        )
        st.file_uploader(
            "Open a saved comparison",
            type=["json"],
            key=_opened_key(),
            max_upload_size=20,
            on_change=_open,
        )
        _start_over()


def is_unsaved(request: Request) -> bool:
    """Whether there is work of the visitor's that reloading the page would lose."""
    kept = st.session_state.setdefault("kept", request)
    # On which sides they stand is in the URL, which a reload keeps.
    return ({request.a, request.b}, request.actors) != ({kept.a, kept.b}, kept.actors)


def _start_over() -> None:
    if not st.session_state.get("asked_to_start_over"):
        st.button("Start over …", on_click=_ask, key="ask start over", type="tertiary")
        return
    st.write(
        "Start over with the two samples? Both texts, your corrections, the list of actors and the "
        "settings are dropped. Save the comparison first if you need it."
    )
    with st.container(horizontal=True):
        st.button(SAY_YES, on_click=_drop_all, key="start over", type="primary")
        st.button(SAY_NO, on_click=_do_not_ask, key="keep all")


def _ask() -> None:
    st.session_state["asked_to_start_over"] = True


def _do_not_ask() -> None:
    st.session_state["asked_to_start_over"] = False


def _drop_all() -> None:
    _do_not_ask()
    take_settings(Settings())
    replace_texts(*samples())
    follow_texts()
    st.session_state.pop("kept", None)


def _remember_saved(request: Request) -> None:
    st.session_state["kept"] = request


def _opened_key() -> str:
    return f"open {turn()}"


def _open() -> None:
    uploaded = st.session_state[_opened_key()]
    if uploaded is None:
        return
    try:
        request = open_saved(uploaded.getvalue(), uploaded.name)
    except ReadingError as error:
        refuse("kept", f"{error} The comparison shown is unchanged.")
        return
    take_settings(request.settings)
    replace_texts(request.a, request.b)
    take_actors(request.actors)
    st.session_state["kept"] = request


def _file_name(request: Request) -> str:
    words = f"{request.a.name} {request.b.name}"
    plain = "".join(character if character.isalnum() else " " for character in words)
    return "-".join(plain.lower().split())[:60] or "comparison"
