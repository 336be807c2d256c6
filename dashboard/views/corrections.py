"""Texts, to be corrected: how one text was read, and beside it what can be put right."""

import streamlit as st

from analysis.division import sensible_number
from analysis.report import Report
from dashboard import components, correcting, fragments, inputs, page, selections

HOW = (
    "Click a heading, a sentence, a quotation or a muted line, or select any words. Shaded: "
    "somebody else’s words; dotted: quotation marks that are no speech; muted: not counted. With the "
    "keyboard: arrow keys, then Enter."
)


def show(report: Report, side: str) -> None:
    """One text as it was read on the left; what can be done, and what was done, on the right."""
    document = report.document(side)
    place = inputs.place_pointed_at(side)
    at = correcting.pointed_at(document, *place) if place else None
    text, panel = st.columns([54, 46], gap="large")
    with text:
        page.side_head(report, side)
        page.html(fragments.title_of(report, side))
        page.caption(HOW)
        components.corrector(
            correcting.shown(document),
            key=f"corrector {side}",
            chosen=(at.start, at.end) if at else None,
            on_point=lambda told: inputs.point(side, told),
        )
    with panel, st.container(key="corrections"):
        inputs.correction_error()
        if at:
            page.title(correcting.title(at), correcting.excerpt(document, at), level=3)
            inputs.actions(side, at, correcting.speakers(document))
            if at.kind == correcting.HEADING:
                inputs.drop_section(side, at.start, document.sections[at.number].end)
        else:
            page.title("Nothing chosen", "Point at something in the text to correct it.", level=3)
        if selections.has_no_sections(report, side):
            page.title("Sections", "This text has no headings. Give it sections:", level=3)
            paragraphs = correcting.paragraphs(document)
            number = sensible_number(len(document.words), len(paragraphs))
            inputs.division(side, number, len(document.text))
        page.title("Corrections", selections.corrections_counted(report, side), level=3)
        inputs.list_of_corrections(side, selections.corrections_made(report, side))
