"""Sentiment: how the wording of each text leans, by voice, along the text, section by section."""

import streamlit as st

from analysis.report import Report
from dashboard import page, selections, wording
from dashboard.figures import sentiment as figures

METHOD = (
    "VADER (Hutto and Gilbert 2014) on each utterance; 95 % intervals by resampling utterances. A "
    "word list scores words, not opinions: “war” or “threat” count as negative whatever the author "
    "thinks of them. A reporting clause (“she said”) is an utterance of the author, mostly of tone "
    "0. Two texts are two cases: nothing here speaks about authors or papers in general."
)


def show(report: Report, voice: str) -> None:
    """The view, with the sentences behind the chosen number beside it."""
    if page.english_only(report):
        return
    main, margin = st.columns([64, 36], gap="large")
    with main:
        _voices(report, voice)
        _arc(report, voice)
        _sections(report, voice)
        page.caption(METHOD)
    with margin:
        page.margin(report, "Sentiment", voice, default=f"voice:{voice}")


def _voices(report: Report, voice: str) -> None:
    title = selections.too_little(report, voice) or wording.tone_title(
        selections.difference(report, "tone", voice), selections.labels_of(report)
    )
    page.title(
        title,
        "Tone is the mean VADER score of a text’s utterances, from −1 (negative words) to +1 "
        "(positive words). It describes wording, not opinion. A line is a 95 % interval.",
    )
    page.chart(
        figures.voices(
            report.sentiment,
            selections.names_of(report),
            chosen=page.shaded(report, f"voice:{voice}"),
        ),
        key="tone voices",
        alt=f"Mean tone by voice, both texts. {title}.",
        filename=page.filename(report, "tone by voice"),
    )
    page.table(
        report,
        selections.whole_text(report.sentiment),
        key="tone voices",
        name="sentiment-whole-text",
    )


def _arc(report: Report, voice: str) -> None:
    page.title(
        "How the tone moves through each text",
        "One step per section, as wide as its share of the words. Shaded: 95 % interval.",
        level=3,
    )
    page.chart(
        figures.arc(
            report.sentiment,
            report.sections,
            selections.names_of(report),
            voice,
            chosen=page.shaded(report),
        ),
        key="tone arc",
        alt="Mean tone of each section along both texts, from their start to their end.",
        filename=page.filename(report, "tone along the text"),
    )


def _sections(report: Report, voice: str) -> None:
    page.title(
        "Section by section",
        "In the order of each text. Larger marks stand for more words; open marks for fewer than "
        "three utterances.",
        level=3,
    )
    for side in page.two_columns(report):
        page.chart(
            figures.sections(
                report.sentiment,
                report.sections,
                side,
                voice,
                chosen=page.shaded(report),
            ),
            key=f"tone sections {side}",
            alt=f"Mean tone of each section of {selections.names_of(report)[side]}.",
            filename=page.filename(report, "tone by section", side),
        )
    page.table(
        report,
        selections.by_section(report, report.sentiment, voice),
        key="tone sections",
        name=f"sentiment-sections-{voice}",
    )
