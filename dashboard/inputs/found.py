"""What was found for a request, kept as long as the visit: views and voices do not compute again."""

from __future__ import annotations

import streamlit as st

from analysis.report import Report, Request, build_report

KEPT = 2
"""Reports kept: the one shown, and the one before, for whoever goes back and forth."""
LONG = 150_000
"""Characters of both texts together from which on the work takes long enough to show how far it is."""


def report_of(request: Request) -> Report:
    """The report of a request; for long texts the page shows how far the work is."""
    kept: dict[Request, Report] = st.session_state.setdefault("reports", {})
    if request not in kept:
        if len(request.a.text) + len(request.b.text) < LONG:
            kept[request] = build_report(request)
        else:
            bar = st.progress(0.0, "Reading both texts")
            kept[request] = build_report(
                request, lambda done, what: bar.progress(done, f"{what} …")
            )
            bar.empty()
    report = kept[request] = kept.pop(request)  # the newest stands last
    st.session_state["reports"] = dict(list(kept.items())[-KEPT:])
    return report
