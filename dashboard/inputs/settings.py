"""The settings few change: the sidebar, closed at first."""

from __future__ import annotations

import streamlit as st

from analysis.report import Settings


def current_settings() -> Settings:
    """How to count."""
    return Settings(
        demonyms=st.session_state.setdefault("demonyms", True),
        actor_names_in_terms=st.session_state.setdefault("actor_names", True),
        extra_stop_words=tuple(
            sorted(set(st.session_state.get("stop_words", "").lower().replace(",", " ").split()))
        ),
    )


def take_settings(settings: Settings) -> None:
    """Put the widgets as a saved comparison says."""
    st.session_state["demonyms"] = settings.demonyms
    st.session_state["actor_names"] = settings.actor_names_in_terms
    st.session_state["stop_words"] = ", ".join(settings.extra_stop_words)


def settings_panel() -> None:
    """The sidebar, closed at first: what counts as a mention, which words are left out."""
    st.subheader("Actors")
    st.caption("Whom to look for stands in the list of actors: Actors, Edit the list.")
    st.toggle(
        "Count adjectives and peoples as mentions",
        key="demonyms",
        persist_state="session",
        help="“Russian” and “Russians” then count as mentions of Russia, as a kind of their own.",
    )
    st.subheader("Terms")
    st.toggle("Keep actors’ names among the terms", key="actor_names", persist_state="session")
    st.text_input(
        "Further words to leave out",
        key="stop_words",
        persist_state="session",
        placeholder="said, also",
    )
