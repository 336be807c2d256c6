"""What of a comparison can be taken along as a whole, and how is it offered?

Each file is made when its button is pressed, not before.
"""

from __future__ import annotations

import threading

import streamlit as st

from analysis.output import zip_bytes
from analysis.report import Report
from analysis.text import ALL
from analysis.workbook import workbook_bytes
from dashboard import enclosed, selections
from dashboard.exhibits import all_exhibits, numbers_of, slug
from dashboard.rendering import FORMATS, BrowserError, missing, pictures
from dashboard.report_file import report_html
from dashboard.wording import VOICE_LABELS

_ONE_AT_A_TIME = threading.Lock()
"""A browser that draws takes 500 MB: one of them is enough for all visitors."""


def show(report: Report, voice: str) -> None:
    """The panel in the masthead."""
    names = slug(*selections.names_of(report).values())
    with st.popover("Export", key="export"), st.container(key="export_form"):
        st.download_button(
            "Report to read and send (HTML)",
            data=lambda: report_html(report),
            file_name=f"{names}-report.html",
            mime="text/html",
            type="primary",
            on_click="ignore",
        )
        st.caption(
            "One file that opens without a network: findings, charts to click, the sentences behind them, "
            "methods, settings. For a PDF, print it from the browser."
        )
        st.download_button(
            "Report without the texts (HTML)",
            data=lambda: report_html(report, with_texts=False),
            file_name=f"{names}-report-without-texts.html",
            mime="text/html",
            on_click="ignore",
        )
        st.caption(
            "For texts that may not be passed on: the same without their sentences. No run of more than "
            "twelve words of either is in it."
        )
        st.download_button(
            "All tables as a workbook (XLSX)",
            data=lambda: workbook_bytes(report),
            file_name=f"{names}-tables.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            on_click="ignore",
        )
        st.caption("A sheet for each table, and what each column means; with the texts’ sentences.")
        st.download_button(
            "Everything (ZIP)",
            data=lambda: everything(report, voice),
            file_name=archive_name(report, voice),
            mime="application/zip",
            on_click="ignore",
        )
        st.caption(_in_the_archive(voice))


def archive_name(report: Report, voice: str) -> str:
    """What the archive is called: the texts, and whose words its charts count if not all."""
    whose = "" if voice == ALL else f"-{slug(VOICE_LABELS[voice])}"
    return f"{slug(*selections.names_of(report).values())}{whose}.zip"


def _in_the_archive(voice: str) -> str:
    """What the archive holds; first of all if it holds no pictures, and in the end why."""
    rest = (
        "report, all tables (XLSX and CSV), a Python notebook that draws from them, and a manifest to "
        "verify them by."
    )
    if lacking := missing(FORMATS):
        return f"Without pictures: the {rest} {lacking}"
    formats = ", ".join(FORMATS).upper()
    whose = VOICE_LABELS[voice].lower()
    return f"The {rest} All charts as {formats}, of the {whose}, in light colours: that takes a few seconds."


def everything(report: Report, voice: str) -> bytes:
    """The whole archive, with pictures where a browser is found on the machine."""
    names = selections.names_of(report)
    exhibits = all_exhibits(report, voice)
    made = numbers_of(exhibits, names)
    lacking = missing(FORMATS)
    if not lacking:
        # Without a browser that works the archive is worth having all the same.
        try:
            with _ONE_AT_A_TIME:
                made |= dict(pictures(exhibits, names))
        except BrowserError as error:
            lacking = str(error)
    return zip_bytes(
        report, [enclosed.report(report_html(report)), enclosed.figures(made, voice, lacking)]
    )
