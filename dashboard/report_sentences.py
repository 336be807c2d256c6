"""Which sentences stand behind a row of a chart, as they are unfolded in the report?"""

from __future__ import annotations

import re
from html import escape

from analysis.report import Report
from dashboard import theme
from dashboard.evidence import Evidence, Margin, gather_all

SENTENCES_SHOWN = 40
"""Sentences of one text under one row; the others stand under the rows of their sections."""
SENTENCES_PRINTED = 3
"""Sentences of one text that go on paper (report.css keeps to it)."""

_BUTTON = re.compile(r'<button class="read"[^>]*>[^<]*</button>')
_SENTENCE = '<div class="it">'


def behind(report: Report, view: str, pick: str, voice: str, *, is_open: bool) -> str:
    """The sentences behind one row, of one text or of both, to be unfolded."""
    # One more than is shown: whether there are others has to be told.
    of_side = gather_all(report, Margin(view, voice, SENTENCES_SHOWN + 1), pick)
    title = next(iter(of_side.values())).title
    body = "".join(_side(side, found) for side, found in of_side.items())
    counts = " · ".join(
        f'<span class="g{side}">{theme.count(found.counts[side])}</span>'
        for side, found in of_side.items()
    )
    return (
        f'<details class="row" data-pick="{escape(pick)}"{" open" if is_open else ""}>'
        f"<summary><span>{escape(title)}</span> "
        f'<span class="n num">{counts}</span></summary>{body}</details>'
    )


def _side(side: str, found: Evidence) -> str:
    """The sentences of one text, as many as are shown here."""
    html = _BUTTON.sub("", found.html)
    pieces = html.split(_SENTENCE)
    n = len(pieces) - 1
    notes = ""
    if n > SENTENCES_SHOWN:
        html = f"{_SENTENCE.join(pieces[: SENTENCES_SHOWN + 1])}</div>"
        notes = (
            f'<p class="cap onscreen">The first {SENTENCES_SHOWN} sentences; the others stand under '
            "the rows of their sections.</p>"
        )
    if n > SENTENCES_PRINTED:
        notes += f'<p class="cap printed">The first {SENTENCES_PRINTED}; the file has more.</p>'
    return (
        f'<div data-side="{side}"><p class="cap sum"><span class="g{side}"></span>'
        f"{escape(found.summary)}</p>{html}{notes}</div>"
    )
