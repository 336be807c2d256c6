"""Sentiment: how the wording of each text leans, by voice, along the text, section by section."""

import streamlit as st

from analysis.report import Report
from dashboard import exhibits, page
from dashboard.methods import METHODS


def show(report: Report, voice: str) -> None:
    """The view, with the sentences behind the chosen number beside it."""
    if page.english_only(report):
        return
    by_voice, along, *by_section = exhibits.exhibits_of(
        report, "Sentiment", voice, page.shaded(report)
    )
    main, margin = st.columns([64, 36], gap="large")
    with main:
        page.exhibit(report, by_voice)
        page.exhibit(report, along, level=3)
        page.title(
            "Section by section",
            "In the order of each text. Larger marks stand for more words; open marks for fewer than "
            "three utterances.",
            level=3,
        )
        page.pair(report, by_section)
        page.caption(METHODS["Sentiment"])
        page.rows_by_keyboard(report, [by_voice, along])
    with margin:
        page.margin(report, "Sentiment", voice, default=f"voice:{voice}")
