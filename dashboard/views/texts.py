"""Texts: both texts side by side, with what is counted marked in them, or one to be corrected."""

from functools import partial

import streamlit as st

from analysis.report import Report
from dashboard import components, fragments, inputs, page, reader, selections
from dashboard.inputs.place import CORRECT
from dashboard.views import corrections


def show(report: Report, voice: str) -> None:
    """Both columns, each scrolling by itself; or how one text was read, to be corrected."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        task = inputs.choose_reading_task()
        side = inputs.choose_corrected(selections.names_of(report)) if task == CORRECT else ""
    if side:
        corrections.show(report, side)
    else:
        _read(report, voice)


def _read(report: Report, voice: str) -> None:
    layers, search = st.columns([75, 25], vertical_alignment="center")
    with layers:
        layer = inputs.choose_layer()
    with search:
        wanted = inputs.search_words()
    page.html(reader.LEGENDS[layer])
    at_side, at_sentence = inputs.reading_place()
    for side, column in zip("ab", st.columns(2, gap="large"), strict=True):
        with column:
            page.side_head(report, side)
            page.html(fragments.title_of(report, side))
            if layer == "Quotations":
                components.clickable(
                    fragments.speakers(selections.spoken_by(report, side)),
                    key=f"speakers {side}",
                    on_pick=inputs.choose,
                )
            shown = reader.column(
                report,
                side,
                reader.Marking(voice, layer, wanted, page.shaded(report)),
            )
            if wanted:
                page.caption(shown.found)
            components.reader(
                shown.html,
                key=f"reader {side}",
                aims=components.ReaderAims(
                    at_sentence if side == at_side else "", wanted, page.shaded(report) or ""
                ),
                on_sentence=partial(_stand_at, side),
            )
            _set_aside(report, side)


def _stand_at(side: str, number: str) -> None:
    inputs.stand_at(f"{side}:{number}")


def _set_aside(report: Report, side: str) -> None:
    """What the file holds that is not part of the text, and why."""
    rows = selections.set_aside(report, side)
    with st.expander(f"Set aside, not counted: {len(rows)}", key=f"aside {side}"):
        if rows.empty:
            st.text("Nothing in this file was set aside.")
        else:
            st.dataframe(rows, hide_index=True, key=f"aside table {side}")
