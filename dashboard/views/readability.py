"""Readability: what the formulas are made of, the formulas, and Flesch section by section."""

import streamlit as st

from analysis.report import Report
from dashboard import exhibits, page, selections, wording

METHOD = (
    "Syllables and difficult words by textstat 0.7 (CMU dictionary, then hyphenation), sentences and "
    "words by Parallax. Flesch 1948; Kincaid et al. 1975; Gunning 1952; McLaughlin 1969 (SMOG, made "
    "for 30 sentences); Smith and Senter 1967 (ARI); Coleman and Liau 1975; Dale and Chall 1948. "
    "95 % intervals by resampling sentences. The formulas were made for school books and manuals: "
    "compare the two texts, not a text with a school year. They do not measure clarity or quality. "
    "Dale–Chall is textstat’s reading of it: names, numbers and inflected forms count as uncommon "
    "words, so it is high for a text full of names."
)


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
        page.caption(METHOD)
    with margin:
        page.margin(report, "Readability", voice, default="measure:words_per_sentence")
