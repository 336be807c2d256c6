"""Actors: whom each text names, how often, where, and by what name."""

import streamlit as st

from analysis.report import Report
from dashboard import components, exhibits, fragments, inputs, page, selections, wording
from dashboard.inputs.place import EDIT
from dashboard.methods import METHODS
from dashboard.views import actor_list


def show(report: Report, voice: str) -> None:
    """The mentions, or the list of whom is looked for."""
    if inputs.choose_actor_task() == EDIT:
        actor_list.show(report, voice)
    else:
        _mentions(report, voice)


def _mentions(report: Report, voice: str) -> None:
    """The view, with the mentions behind the chosen number beside it."""
    shown = exhibits.exhibits_of(report, "Actors", voice, page.shaded(report))
    if not shown:
        _none_found(report, voice)
        return
    rates, *places = shown
    first = exhibits.first_actor(report, voice)
    main, margin = st.columns([64, 36], gap="large")
    with main:
        page.exhibit(report, rates)
        page.title(exhibits.places_title(report, voice), places[0].subtitle, level=3)
        page.pair(report, places, headed=False)
        _forms(report, voice, first)
        page.caption(METHODS["Actors"])
        page.rows_by_keyboard(report, shown)
    with margin:
        page.margin(report, "Actors", voice, default=f"actor:{first}")


def _forms(report: Report, voice: str, first: str) -> None:
    """What each text calls the chosen actor."""
    actor = page.shaded_actor(report) or first
    forms = selections.name_forms(report, actor, voice)
    page.title(
        f"What each text calls {wording.actor_in_sentence(actor)}",
        "Names as they stand in the texts, possessive endings left off. Choose an actor above.",
        level=3,
    )
    components.clickable(
        fragments.name_forms(forms, selections.labels_of(report)),
        key="name forms",
        on_pick=inputs.choose,
    )
    page.table(report, forms, key="forms", name=page.table_name(report, "name forms", actor))


def _none_found(report: Report, voice: str) -> None:
    page.title("No actors found", wording.VOICE_LABELS[voice])
    n = len(report.request.actors)
    page.void(
        f"None of the {n} actors looked for is named here." if n else "No actor is looked for.",
        "Choose under “Edit the list” whether to look for the names found in the texts or for the "
        "list of the samples, and add the names that matter.",
    )
