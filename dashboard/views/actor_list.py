"""Actors, the list: whom the texts are searched for, and by which names."""

import streamlit as st

from analysis.report import Report
from dashboard import components, fragments, inputs, page, selections

HOW = (
    "One list for both texts. Click into a cell to change it. A name is found as it is written; the "
    "longest name wins. An ignored actor is found but not counted."
)


def show(report: Report, voice: str) -> None:
    """The list on the left with what can be done to it; on the right the sentences of a name."""
    actors = report.request.actors
    main, margin = st.columns([64, 36], gap="large")
    doubtful = selections.doubtful_names(report)
    with main:
        page.title("The list of actors", HOW)
        inputs.choose_base()
        inputs.actor_grid(actors, selections.mentions_by_actor(report))
        inputs.undo_actors()
        inputs.actor_error()
        add, merge, split, keep = st.tabs(
            ["Add", "Merge", "Split", "Load and save"], key="list tabs"
        )
        with add:
            inputs.add_actor()
        with merge:
            inputs.merge_actors(actors)
        with split:
            inputs.split_actor(actors)
        with keep:
            inputs.load_and_save(actors)
    with margin:
        if doubtful:
            page.title(
                "Names that may mean somebody else",
                "Read their sentences before you trust the counts.",
                level=3,
            )
            components.clickable(
                fragments.doubtful(doubtful), key="doubtful", on_pick=inputs.choose
            )
        default = selections.first_named(report, voice)
        if default:
            page.margin(report, "Actors", voice, default=default)
