"""What stood on the page before, so that whoever cancels long work has it again, as it was?

Kept are the two texts with their corrections, the list of actors, the settings and the URL. The
reports themselves are kept in ``found.py``, so that going back computes nothing.
"""

from __future__ import annotations

import streamlit as st

_KEPT = (
    *("sources", "brought", "errors", "kept", "pointed", "pointed_in"),
    *("actor_table", "actor_base", "actor_history"),
    *("demonyms", "actor_names", "stop_words"),
)
"""What of the session says which comparison is shown."""

_TURNS = ("turn", "actor_turn", "grid_turn")
"""Parts of widgets' keys: the widgets begin anew, so that none says what was cancelled."""


def remember() -> None:
    """Remember what is shown now."""
    session = {name: st.session_state[name] for name in _KEPT if name in st.session_state}
    st.session_state["former"] = (session, st.query_params.to_dict())


def go_back() -> None:
    """Put in place what was remembered last; at first there are the samples."""
    session, link = st.session_state.get("former", ({}, {}))
    for name in _KEPT:
        st.session_state.pop(name, None)
    st.session_state.update(session)
    for name in _TURNS:
        st.session_state[name] = st.session_state.get(name, 0) + 1
    if link != st.query_params.to_dict():
        st.query_params.from_dict(link)
