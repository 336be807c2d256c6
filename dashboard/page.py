"""The furniture of the page: how a title, a chart, a table and the margin are put on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

import pandas as pd
import streamlit as st

from analysis.output import csv_bytes
from analysis.report import SIDES, Report
from dashboard import components, export_panel, fragments, inputs, selections, tables, theme
from dashboard.evidence import Margin, gather, is_pick, opened_by, row_of
from dashboard.exhibits import Exhibit, file_name, numbers_name, rows_of, slug
from dashboard.picture import picture
from dashboard.selections import labels_of, names_of
from dashboard.wording import join_words

WIDTH = 1400
"""The page's greatest width in pixels; wider windows leave it in the middle."""


def masthead(report: Report, voice: str) -> None:
    """Name, both texts (the legend of every chart), and the way to other texts."""
    with st.container(
        key="mast", horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        html(fragments.masthead(report))
        with st.container(
            key="changes", horizontal=True, horizontal_alignment="right", width="content"
        ):
            inputs.change_texts()
            inputs.keep_comparison(report.request)
            export_panel.show(report, voice)


def title(text: str, subtitle: str, *, level: int = 2) -> None:
    """What was found, and below it what is measured."""
    css = {1: "t1", 2: "t2", 3: "t3"}[level]
    html(f'<h{level} class="{css}">{escape(text)}</h{level}><p class="sub">{escape(subtitle)}</p>')


def void(lead: str, rest: str = "") -> None:
    """What is said where there is nothing to show, and what to do about it."""
    html(f'<div class="void"><b>{escape(lead)}</b> {escape(rest)}</div>')


def english_only(report: Report) -> bool:
    """Say that a view's measures are made for English; True if a text is not."""
    foreign = selections.foreign(report)
    if foreign:
        texts = join_words([f"{name} is in {language}" for name, language in foreign.items()])
        title("Not measured", f"{texts}.")
        void(
            "This view’s measures are made for English.",
            "VADER’s word list, the CMU dictionary’s syllables and the Dale–Chall list know English "
            "only. Terms and quotations are counted all the same, and so are actors: but names are told "
            "from other words by English rules, so look the list of actors over.",
        )
    return bool(foreign)


def caption(text: str) -> None:
    """Method, source and limit of what stands above."""
    html(f'<p class="cap">{escape(text)}</p>')


def html(content: str) -> None:
    """HTML made by this program, every word of a text in it escaped."""
    st.html(f'<div class="px">{content}</div>')


def side_head(report: Report, side: str) -> None:
    """The name of a text over its column, with its glyph and rule."""
    name = escape(names_of(report)[side])
    html(f'<div class="head {side}"><span class="g{side} n{side}">{name}</span></div>')


def two_columns(report: Report, *, headed: bool = True) -> Iterator[str]:
    """The sides one after the other, each in its column, under its text's name if ``headed``."""
    for side, column in zip(SIDES, st.columns(2, gap="medium"), strict=True):
        with column:
            if headed:
                side_head(report, side)
            yield side


def shaded(report: Report, default: str | None = None) -> str | None:
    """The pick whose row is shaded: what was chosen, or else the view's first statement."""
    pick = _chosen(report)
    return row_of(pick) if pick else default


def _chosen(report: Report) -> str | None:
    """What the visitor chose, if these texts have it."""
    pick = inputs.chosen_pick()
    return pick if pick is not None and is_pick(report, pick) else None


def shaded_actor(report: Report) -> str | None:
    """The actor that was chosen, in whichever chart."""
    kind, _, rest = (shaded(report) or "").partition(":")
    if kind == "place":
        return rest.partition(":")[2]
    return rest if kind == "actor" else None


def exhibit(report: Report, shown: Exhibit, *, level: int = 2) -> None:
    """A chart under its title, and folded away below it what one can take along."""
    title(shown.title, shown.subtitle, level=level)
    chart(shown)
    files(report, (shown,))


def pair(report: Report, shown: Sequence[Exhibit], *, headed: bool = True) -> None:
    """Two charts side by side that share a table, under the names of the texts if ``headed``."""
    for one, _ in zip(shown, two_columns(report, headed=headed), strict=True):
        chart(one)
    files(report, shown)


def chart(shown: Exhibit) -> None:
    """A chart whose rows open their sentences."""
    # A chart on the page keeps its colours when the theme changes, unless its key does.
    key = f"{shown.key} {st.context.theme.type}"
    st.plotly_chart(
        shown.figure,
        key=key,
        alt=shown.alt,
        theme="streamlit",
        config=theme.chart_config(),
        selection_mode=("points",),
        on_select=lambda: inputs.choose_from_chart(key),
    )


def rows_by_keyboard(report: Report, shown: Sequence[Exhibit]) -> None:
    """The rows of a view's charts as buttons, which show themselves when the keyboard reaches them."""
    components.clickable(
        fragments.rows_by_keyboard([(one.title, rows_of(one, names_of(report))) for one in shown]),
        key=f"rows {shown[0].view}",
        on_pick=inputs.choose,
    )


def files(
    report: Report,
    shown: Sequence[Exhibit],
) -> None:
    """What one can take along of charts that share a table, folded away.

    The pictures are made and sent only while the fold is open.
    """
    first = shown[0]
    names = names_of(report)
    with _fold("Table, CSV, PNG, SVG", first.key) as is_open:
        if is_open:
            components.pictures(
                [_offered(one, names, alone=len(shown) == 1) for one in shown],
                key=f"pictures {first.key}",
            )
            _numbers(
                report,
                first.table,
                key=first.key,
                name=numbers_name(first, names),
            )


def _offered(shown: Exhibit, names: dict[str, str], *, alone: bool) -> components.Offered:
    """A picture as it is offered: what it is called, its file's name, and itself."""
    mode: theme.Mode = "dark" if st.context.theme.type == "dark" else "light"
    label = "of this chart" if alone else f"of “{shown.title}”"
    return components.Offered(
        label, file_name(shown, names, mode), picture(shown, names, mode).to_json()
    )


def table_name(report: Report, *words: str) -> str:
    """A telling name for a table's file, without ending: what it holds, of which texts."""
    return slug(*words, *names_of(report).values())


def table(report: Report, frame: pd.DataFrame, *, key: str, name: str) -> None:
    """A table folded away, with its CSV."""
    with _fold("Table and CSV", key) as is_open:
        if is_open:
            _numbers(report, frame, key=key, name=name)


@contextmanager
def _fold(label: str, key: str) -> Iterator[bool]:
    """A place that is closed at first; tells whether the visitor has opened it."""
    folded = st.expander(label, key=f"fold {key}", on_change="rerun")
    with folded:
        yield bool(folded.open)


def _numbers(report: Report, frame: pd.DataFrame, *, key: str, name: str) -> None:
    """A table and a way to take it along."""
    st.download_button(
        "CSV of this table",
        data=lambda: csv_bytes(frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"csv {key}",
        on_click="ignore",
        type="tertiary",
    )
    rows = frame.to_dict("records")
    st.dataframe(
        tables.shown(frame, labels_of(report)),
        hide_index=True,
        key=f"table {key}",
        column_config=tables.columns(frame, labels_of(report)),
        placeholder="–",
        selection_mode="single-cell",
        on_select=lambda: inputs.choose_from_table(
            f"table {key}", lambda row, column: opened_by(rows[row], column)
        ),
    )


def margin(report: Report, view: str, voice: str, default: str) -> None:
    """The sentences behind the number: of what was chosen, or of the view's first statement."""
    pick = _chosen(report)
    chosen = pick is not None
    pick = pick or default
    with st.container(key="margin_open" if chosen else "margin_idle"):
        if chosen:
            with st.container(key="closebar", horizontal=True, horizontal_alignment="right"):
                st.button("Close", key="close", type="tertiary", on_click=inputs.forget_choice)
        elif inputs.chosen_pick():
            void(
                "The link asks for something that these two texts do not have.",
                "Below is what this view shows at first.",
            )
        stands = Margin(view, voice, inputs.sentences_shown(pick), inputs.sentence_pointed_at())
        evidence = gather(report, stands, pick, "a")
        html(
            f'<p class="eye">Sentences behind the number</p><h3 class="t3">{escape(evidence.title)}</h3>'
        )
        side = evidence.first
        if len(evidence.sides) == 2:
            side = inputs.choose_side(evidence.counts, names_of(report), evidence.first)
            if side != "a":
                evidence = gather(report, stands, pick, side)
        html(f'<p class="cap"><span class="g{side}"></span>{escape(evidence.summary)}</p>')
        components.clickable(evidence.html, key="evidence", on_pick=inputs.choose)


def about() -> None:
    """What this program is."""
    st.subheader("About")
    st.caption(
        "Parallax describes how two texts are worded. It does not say which is right, and its "
        "numbers do not measure truth, bias or quality. Everything is computed where this page is "
        "served; nothing is sent elsewhere."
    )
