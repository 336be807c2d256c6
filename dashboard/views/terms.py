"""Terms: which words set the two texts apart, and what each section is about."""

import streamlit as st

from analysis.report import Report
from dashboard import components, exhibits, fragments, inputs, page, selections, wording
from dashboard.exhibits import Exhibit
from dashboard.methods import METHODS


def show(report: Report, voice: str) -> None:
    """The view, with the uses of the chosen term beside it."""
    contrast = report.contrast_in(voice)
    shown = exhibits.exhibits_of(report, "Terms", voice, page.shaded(report))
    if not shown:
        page.title("No words to compare", wording.VOICE_LABELS[voice])
        page.void(
            f"{selections.too_little(report, voice) or 'No word is used twice'}.",
            "A word is compared when both texts together use it at least twice.",
        )
        return
    main, margin = st.columns([64, 36], gap="large")
    with main:
        _contrast(report, shown[0])
        _sections(report, voice)
        page.caption(METHODS["Terms"])
        page.rows_by_keyboard(report, shown)
    with margin:
        page.margin(report, "Terms", voice, default=f"term:{selections.first_term(contrast)}")


def _contrast(report: Report, shown: Exhibit) -> None:
    page.title(shown.title, shown.subtitle)
    page.chart(shown)
    shared = selections.shared_terms(
        shown.table, dict(exhibits.rows_of(shown, selections.names_of(report)))
    )
    if len(shared):
        page.html('<p class="eye">Shared: used often in both, no clear difference</p>')
        components.clickable(
            fragments.shared_terms(shared), key="shared terms", on_pick=inputs.choose
        )
    page.files(report, (shown,))
    with st.expander("Words left out", key="stop list"):
        st.text(selections.stop_words(report))


def _sections(report: Report, voice: str) -> None:
    page.title(
        "What each section is about",
        "The terms that mark a section off from all other sections of both texts (TF-IDF), strongest "
        "first.",
        level=3,
    )
    for side in page.two_columns(report):
        components.clickable(
            fragments.section_terms(report, side, voice),
            key=f"section terms {side}",
            on_pick=inputs.choose,
        )
    page.table(
        report,
        report.terms_in(voice),
        key="section terms",
        name=page.table_name(report, "terms", voice),
    )
