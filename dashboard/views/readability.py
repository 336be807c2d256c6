"""Readability: what the formulas are made of, the formulas, and Flesch section by section."""

import streamlit as st

from analysis.report import Report
from dashboard import exhibits, page, selections, wording
from dashboard.methods import METHODS


def show(report: Report, voice: str) -> None:
    """The view, with the sentences behind the chosen number beside it."""
    if page.english_only(report):
        return
    sentences, words, grades, flesch, dale_chall, *by_section = exhibits.exhibits_of(
        report, "Readability", voice, page.shaded(report)
    )
    main, margin = st.columns([64, 36], gap="large")
    with main:
        rows = selections.differences(report, voice)
        page.title(
            selections.too_little(report, voice)
            or wording.readability_title(rows, selections.labels_of(report)),
            "Readability formulas count sentence length and word length or rarity. They say nothing "
            "about how clear a text is.",
        )
        page.title("What the formulas are made of", "Lines are 95 % intervals.", level=3)
        page.pair(report, [sentences, words], headed=False)
        page.exhibit(report, grades, level=3)
        page.title(
            "Two with a scale of their own",
            "On the Flesch scale a higher score is easier to read; on Dale–Chall it is harder.",
            level=3,
        )
        page.pair(report, [flesch, dale_chall], headed=False)
        page.title("Flesch Reading Ease, section by section", by_section[0].subtitle, level=3)
        page.pair(report, by_section)
        page.caption(METHODS["Readability"])
        page.rows_by_keyboard(report, [sentences, words, grades, flesch, dale_chall, *by_section])
    with margin:
        page.margin(report, "Readability", voice, default="measure:words_per_sentence")
