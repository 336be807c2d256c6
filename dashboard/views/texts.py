"""Texts: both texts side by side, with what is counted marked in them, or one to be corrected."""

from functools import partial

import streamlit as st

from analysis.report import SIDES, Report
from dashboard import components, fragments, inputs, page, reader, selections
from dashboard.inputs.place import CORRECT
from dashboard.views import corrections

SEARCH_WIDTH = 272


def show(report: Report, voice: str) -> None:
    """Both columns, each scrolling by itself; or how one text was read, to be corrected."""
    bar = st.container(
        key="reading", horizontal=True, horizontal_alignment="distribute", gap="xsmall"
    )
    with bar, st.container(horizontal=True, width="content", gap="xsmall"):
        task = inputs.choose_reading_task()
        layer = "" if task == CORRECT else inputs.choose_layer()
    if task == CORRECT:
        with bar:
            side = inputs.choose_corrected(selections.names_of(report))
        corrections.show(report, side)
        return
    with bar, st.container(key="seek", width=SEARCH_WIDTH):
        search = inputs.search_words()
    _read(report, reader.Marking(voice, layer, search, page.shaded(report)))


def _read(report: Report, marking: reader.Marking) -> None:
    at_side, at_sentence = inputs.reading_place()
    astray = at_side and not reader.has_sentence(report, at_side, at_sentence)
    # In one piece: another element above them would make the browser draw the columns anew.
    page.html(f"{reader.legend(report, marking.layer)}{reader.ASTRAY if astray else ''}")
    for side, column in zip(SIDES, st.columns(2, gap="large"), strict=True):
        with column, st.container(gap="xsmall"):
            page.html(reader.head(report, side))
            if marking.layer == "Quotations":
                components.clickable(
                    fragments.speakers(selections.spoken_by(report, side)),
                    key=f"speakers {side}",
                    on_pick=inputs.choose,
                )
            components.reader(
                reader.column(report, side, marking),
                key=f"reader {side}",
                aims=components.ReaderAims(
                    at_sentence if side == at_side else "", marking.search, marking.chosen or ""
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
