"""Actors: whom each text names, how often, where, and by what name."""

import streamlit as st

from analysis.report import Report
from dashboard import fragments, inputs, page, selections, wording
from dashboard.figures import actors as figures
from dashboard.inputs.place import EDIT
from dashboard.views import actor_list

METHOD = (
    "Names from the list of actors, case kept, longest name first; 95 % intervals are exact for "
    "counts (Garwood 1936). Names only: pronouns and descriptions are not counted, so a text that "
    "says “he” or “the alliance” names less than it speaks of. Headings are not counted."
)


def show(report: Report, voice: str) -> None:
    """The mentions, or the list of whom is looked for."""
    if inputs.choose_actor_task() == EDIT:
        actor_list.show(report, voice)
    else:
        _mentions(report, voice)


def _mentions(report: Report, voice: str) -> None:
    """The view, with the mentions behind the chosen number beside it."""
    shown = figures.leading(report.actors, voice)
    if not shown:
        _none_found(report, voice)
        return
    main, margin = st.columns([64, 36], gap="large")
    with main:
        _rates(report, voice, shown[0])
        _places(report, voice, shown)
        _forms(report, voice, shown[0])
        page.caption(METHOD)
    with margin:
        page.margin(report, "Actors", voice, default=f"actor:{shown[0]}")


def _rates(report: Report, voice: str, first: str) -> None:
    rows = selections.mention_differences(report, voice)
    title = selections.too_little(report, voice) or wording.actors_title(
        rows, selections.labels_of(report), selections.persons(report)
    )
    included = "are included" if report.request.settings.demonyms else "are not counted"
    page.title(
        title,
        f"Mentions per 1,000 words of the {len(report.request.actors)} actors looked for; "
        f"names only, no pronouns. Adjectives such as “Russian” {included}.",
    )
    page.chart(
        figures.rates(
            report.actors,
            selections.names_of(report),
            voice,
            chosen=page.shaded(report, f"actor:{first}"),
        ),
        key="actor rates",
        alt=f"Mentions per 1,000 words of the actors named most, both texts. {title}.",
        filename=page.filename(report, "mentions per 1000 words"),
    )
    page.table(
        report,
        selections.actor_table(report, voice),
        key="actor rates",
        name=f"actors-whole-text-{voice}",
    )


def _places(report: Report, voice: str, shown: list[str]) -> None:
    page.title(
        "Where in the text",
        "A tick is a mention in the author’s words, a ring one in quoted words. Bands are sections.",
        level=3,
    )
    for side in page.two_columns(report, headed=False):
        page.chart(
            figures.places(
                report.mentions,
                report.sections,
                shown,
                figures.Shown(side, selections.names_of(report)[side], voice, page.shaded(report)),
            ),
            key=f"actor places {side}",
            alt=f"Where {selections.names_of(report)[side]} names each actor, start to end.",
            filename=page.filename(report, "where named", side),
        )
    page.table(
        report, selections.mention_table(report, voice), key="mentions", name=f"mentions-{voice}"
    )


def _forms(report: Report, voice: str, first: str) -> None:
    """What each text calls the chosen actor."""
    actor = page.shaded_actor(report) or first
    forms = selections.name_forms(report, actor, voice)
    page.title(
        f"What each text calls {wording.actor_in_sentence(actor)}",
        "Names as they stand in the texts, possessive endings left off. Choose an actor above.",
        level=3,
    )
    page.html(fragments.name_forms(forms, selections.labels_of(report)))
    page.table(report, forms, key="forms", name="name-forms")


def _none_found(report: Report, voice: str) -> None:
    page.title("No actors found", wording.VOICE_LABELS[voice])
    page.void(
        f"None of the {len(report.request.actors)} actors looked for is named here.",
        "Choose under “Edit the list” whether to look for the names found in the texts or for the "
        "list of the samples, and add the names that matter.",
    )
