"""Readability: what the formulas are made of, the formulas, and Flesch section by section."""

import streamlit as st

from analysis.report import Report
from dashboard import page, selections, theme, wording
from dashboard.figures import readability as figures

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
        _pair(report, voice, "words_per_sentence", "syllables_per_word")
        _grades(report, voice)
        page.title(
            "Two with a scale of their own",
            "On the Flesch scale a higher score is easier to read; on Dale–Chall it is harder.",
            level=3,
        )
        _pair(report, voice, "flesch_reading_ease", "dale_chall")
        page.table(
            report,
            selections.whole_text(report.readability),
            key="readability whole",
            name="readability-whole-text",
        )
        _sections(report, voice)
        page.caption(METHOD)
    with margin:
        page.margin(report, "Readability", voice, default="measure:words_per_sentence")


def _pair(report: Report, voice: str, *measures: str) -> None:
    """Two small charts side by side, each with its own scale."""
    for measure, column in zip(measures, st.columns(2, gap="medium"), strict=True):
        with column:
            page.chart(
                figures.measure(
                    report.readability,
                    selections.names_of(report),
                    voice,
                    measure,
                    chosen=page.shaded(report, "measure:words_per_sentence"),
                ),
                key=f"readability {measure}",
                alt=f"{theme.MEASURES[measure].label} of both texts, with 95 % intervals.",
                filename=page.filename(report, theme.MEASURES[measure].label),
            )


def _grades(report: Report, voice: str) -> None:
    page.title(
        "Five formulas that answer in US school years",
        "Higher is harder. They differ by years on the same text: compare the texts, not the number.",
        level=3,
    )
    page.chart(
        figures.grades(
            report.readability, selections.names_of(report), voice, chosen=page.shaded(report)
        ),
        key="readability grades",
        alt="Five readability formulas in US school years, both texts, with 95 % intervals.",
        filename=page.filename(report, "school years"),
    )


def _sections(report: Report, voice: str) -> None:
    page.title(
        "Flesch Reading Ease, section by section",
        "Open marks: under 100 words, indicative only. No score under 3 sentences or 30 words. "
        "Arrowheads: the interval goes on. Dotted line: the whole text.",
        level=3,
    )
    for side in page.two_columns(report):
        page.chart(
            figures.sections(
                report.readability, report.sections, side, voice, chosen=page.shaded(report)
            ),
            key=f"readability sections {side}",
            alt=f"Flesch Reading Ease of each section of {selections.names_of(report)[side]}.",
            filename=page.filename(report, "Flesch by section", side),
        )
    page.table(
        report,
        selections.by_section(report, report.readability, voice),
        key="readability sections",
        name=f"readability-sections-{voice}",
    )
