"""Overview: what the two texts are, and where they differ most."""

import streamlit as st

from analysis.report import Report
from dashboard import components, exhibits, fragments, inputs, page, selections
from dashboard.exhibits import Exhibit
from dashboard.methods import METHODS
from dashboard.wording import Finding

_HOW_TO_READ = (
    "Left: each text. Right: the difference. Lines are 95 % intervals. Ordered by how clearly the "
    "difference exceeds the variation inside the texts."
)


def show(report: Report, voice: str) -> None:
    """The view, with the sentences behind the first finding beside it."""
    main, margin = st.columns([64, 36], gap="large")
    found = selections.findings(report, voice)
    default = found[0][1].pick if found else f"voice:{voice}"
    with main:
        components.clickable(fragments.WELCOME, key="introduction", on_pick=inputs.choose)
        for side in page.two_columns(report, headed=False):
            components.clickable(
                fragments.identity(report, side), key=f"identity {side}", on_pick=inputs.choose
            )
        page.title("What differs most", _HOW_TO_READ if found else "")
        if selections.same_text(report):
            page.void("Both sides hold the same text.", "Every difference is 0.")
        elif selections.nothing_clear(found):
            page.void(
                "Nothing differs clearly.",
                "The interval of every difference includes zero. Below, where the texts are most alike.",
            )
        shown = exhibits.findings(report, voice, page.shaded(report))
        for (_, finding), exhibit in zip(found, shown, strict=True):
            _finding(finding, exhibit)
        if not found:
            page.void(
                f"{selections.too_little(report, voice) or 'Too little text to state a difference'}.",
                "An interval takes three sentences at least in each text.",
            )
        if found:
            page.caption(METHODS["Overview"])
        if shown:
            page.files(report, shown)
        else:
            differences = selections.differences(report, voice)
            name = page.table_name(report, "differences")
            page.table(report, differences, key="differences", name=name)
    with margin:
        page.margin(report, "Overview", voice, default=default)


def _finding(finding: Finding, exhibit: Exhibit) -> None:
    page.html('<hr class="hr">')
    sentence, chart = st.columns([40, 60], vertical_alignment="center")
    with sentence:
        components.clickable(
            fragments.finding(finding), key=f"fb_{finding.pick}", on_pick=inputs.choose
        )
    with chart, st.container(key=f"ov_{finding.pick}"):
        page.chart(exhibit)
