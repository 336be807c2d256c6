"""The settings few change: the sidebar, closed at first."""

from __future__ import annotations

import streamlit as st

from analysis.name_doubts import ambiguous
from analysis.report import Settings
from dashboard import theme
from dashboard.inputs.actor_list import FOUND, LISTED, added_actors, current_actors


def current_settings() -> Settings:
    """How to count."""
    return Settings(
        demonyms=st.session_state.get("demonyms", True),
        actor_names_in_terms=st.session_state.get("actor_names", True),
        extra_stop_words=tuple(
            sorted(set(st.session_state.get("stop_words", "").lower().replace(",", " ").split()))
        ),
    )


def settings_panel() -> None:
    """The sidebar, closed at first: actors, words left out."""
    st.subheader("Actors")
    st.radio(
        "Look for",
        (LISTED, FOUND),
        key="actor_source",
        persist_state="session",
        help="The list is made for the two samples and their field. Names are found by their "
        "capitals, titles and endings, without a model; look them over below.",
    )
    st.toggle(
        "Count “Russian” as a mention of Russia",
        value=True,
        key="demonyms",
        persist_state="session",
        help="Adjectives and names of peoples are a separate kind of mention.",
    )
    st.text_area(
        "Further actors, one per line",
        key="actor_lines",
        persist_state="session",
        placeholder="World Bank = IBRD\nJane Doe = Doe",
        help="Name, then after = any other names, separated by commas. Case matters.",
    )
    for message in added_actors()[1]:
        st.warning(theme.literal(message))
    with st.expander("Actors looked for", key="actor list"):
        st.dataframe(
            [
                {"actor": one.name, "kind": one.kind, "names": ", ".join(one.aliases)}
                for one in current_actors()
            ],
            hide_index=True,
            key="actor list table",
        )
    doubtful = ambiguous(current_actors())
    if doubtful:
        with st.expander("Names that may mean somebody else", key="doubtful names"):
            st.dataframe(
                [{"name": d.name, "counted as": d.actor, "may mean": d.why} for d in doubtful],
                hide_index=True,
                key="doubtful names table",
            )
    st.subheader("Terms")
    st.toggle(
        "Keep actors’ names among the terms", value=True, key="actor_names", persist_state="session"
    )
    st.text_input(
        "Further words to leave out",
        key="stop_words",
        persist_state="session",
        placeholder="said, also",
    )
