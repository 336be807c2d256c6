"""How does a comparison become one file that can be sent: charts, sentences, methods, all inside?

The file asks nobody for anything: Plotly is in it (5 MB, of about 7 for the two samples), its typefaces
are, and a Content-Security-Policy forbids every connection and every script but the two that were put
in. Without scripts, sentences and tables are there and only the charts are missing. The same report
gives the same bytes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from analysis.report import Report
from analysis.text import VOICES
from dashboard import fragments, selections, theme
from dashboard.figures.grammar import SHADE
from dashboard.rendering import plotly_script
from dashboard.report_annex import annex, made_by
from dashboard.report_parts import Shelf, Telling, view
from dashboard.typefaces import face_rules
from dashboard.withholding import keep_all, withholder
from dashboard.wording import VOICE_LABELS, correction_done

NAME = "report.html"
VIEWS = ("Overview", "Sentiment", "Readability", "Actors", "Terms")

_HERE = Path(__file__).parent
_ON_HOVER = re.compile(r' title="[^"]*"')
"""What is shown of a text when somebody points at it: a name or heading in full."""


def report_html(report: Report, *, with_texts: bool = True) -> bytes:
    """A report as one HTML file.

    Without the texts it holds numbers, names, terms and the beginnings of headings, and of no text a
    run of more than twelve words: for texts that one may not pass on.
    """
    request = report.request
    withhold = keep_all if with_texts else withholder([request.a.text, request.b.text])
    telling = Telling(report, Shelf(withhold, with_texts), withhold, with_texts)
    views = "".join(view(telling, name) for name in VIEWS)
    body = _switch() + _masthead(telling) + _introduction(telling) + views + annex(report)
    body = withhold(body if with_texts else _ON_HOVER.sub("", body))
    names = " and ".join(selections.names_of(report).values())
    return _page(withhold(escape(f"{names} – Parallax")), body, telling.shelf).encode("utf-8")


def _page(title: str, body: str, shelf: Shelf) -> str:
    script = _file("report.js")
    hashes = " ".join(f"'sha256-{_fingerprint(one)}'" for one in (plotly_script(), script))
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n"
        f"<style>{face_rules()}\n{_colours()}\n{_file('report.css')}{shelf.sheets()}</style>\n"
        f"</head>\n<body>\n{body}\n"
        f'<script type="application/json" id="parallax">{_data(shelf)}</script>\n'
        f"<script>{plotly_script()}</script>\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _data(shelf: Shelf) -> str:
    """What the script draws. No text can end the element it stands in."""
    shown = {
        "colours": {
            placeholder: theme.ROLES[role] for role, placeholder in theme.PLACEHOLDERS.items()
        },
        "ground": theme.colour("page"),
        "shade": SHADE,
        "transparent": theme.TRANSPARENT,
        "config": {**theme.chart_config(), "displayModeBar": False},
    }
    written = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    return f'{written[:-1]},"charts":{shelf.written()}}}'.replace("<", "\\u003c")


def _colours() -> str:
    roles = {**theme.ROLES, **theme.BACKGROUNDS}
    written = "".join(
        f"--{role.replace('_', '-')}:light-dark({pair.light},{pair.dark});"
        for role, pair in roles.items()
    )
    return f":root{{{written}--serif:{theme.SERIF};--sans:{theme.SANS}}}"


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _fingerprint(script: str) -> str:
    return b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")


# --- The first screen ------------------------------------------------------------------------


def _masthead(telling: Telling) -> str:
    """The name, both texts, the way to each view, and the switch of voices."""
    ways = "".join(f'<a href="#{name.lower()}">{name}</a>' for name in VIEWS)
    labels = "".join(
        f'<label for="voice-{voice}">{escape(VOICE_LABELS[voice])}</label>' for voice in VOICES
    )
    said = "".join(
        f'<span class="v {voice}">{escape(VOICE_LABELS[voice].lower())}</span>' for voice in VOICES
    )
    printed = (
        "the charts and the first sentences behind a row that was open. In the file: all rows, the "
        "tables and the list of actors."
        if telling.with_texts
        else "the charts. In the file: the tables and the list of actors."
    )
    return (
        f'<header class="mast"><div class="top">{fragments.masthead(telling.report)}</div>'
        f'<div class="bar"><nav>{ways}<a href="#about">How this was made</a></nav>'
        f'<div class="voices">{labels}</div></div>'
        f'<p class="cap printed">Whose words are counted: {said}. On paper: {printed}</p></header>'
    )


def _switch() -> str:
    """Whose words are counted; first in the file, for the style sheet to switch by, without a script."""
    return "".join(
        f'<input type="radio" class="voice" name="voice" id="voice-{voice}" '
        f'aria-label="{escape(VOICE_LABELS[voice])}"{" checked" if voice == VOICES[0] else ""}>'
        for voice in VOICES
    )


def _introduction(telling: Telling) -> str:
    report = telling.report
    identities = "".join(
        f"<div>{fragments.identity(report, side, opens=False)}{_corrections(telling, side)}</div>"
        for side in selections.names_of(report)
    )
    said = (
        '<span class="onscreen">Choose a row of a chart: its sentences unfold beside it.</span>'
        if telling.with_texts
        else "This edition holds the numbers without the texts: no sentence of them is in it."
    )
    return (
        f'<div class="start">{fragments.INTRODUCTION}<p class="cap">{said} <span class="onscreen">This '
        "file opens without a network and asks nobody for anything.</span> Made by "
        f"{escape(made_by(report))}.</p>"
        '<noscript><p class="void"><b>The charts need JavaScript.</b> All numbers stand in the tables '
        f'below them.</p></noscript><div class="pair">{identities}</div></div>'
    )


def _corrections(telling: Telling, side: str) -> str:
    """What a reader corrected in how a text was read."""
    source = selections.source(telling.report, side)
    if not source.corrections:
        return ""
    counted = theme.counted(len(source.corrections), "correction")
    if not telling.with_texts:
        return f'<p class="cap">{counted} by a reader.</p>'
    done = "".join(
        f"<li>{escape(correction_done(one, source.text))}</li>" for one in source.corrections
    )
    return (
        f'<details class="tbl"><summary>{counted} by a reader</summary>'
        f'<ul class="refs">{done}</ul></details>'
    )
