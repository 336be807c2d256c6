"""What stands in a view of the report, in which voice, beside what?

Everything here is HTML with every word from outside escaped. Charts stand in it by number; their data
are collected in a ``Shelf`` and written once at the end of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import pandas as pd

from analysis.report import Report
from analysis.text import VOICES
from dashboard import fragments, selections
from dashboard.exhibits import NOTHING_CHOSEN, Exhibit, exhibits_of, places_title, title_of
from dashboard.figures.grammar import SHADE
from dashboard.methods import METHODS
from dashboard.report_sentences import behind
from dashboard.report_tables import folded, head_of
from dashboard.withholding import Withhold
from dashboard.wording import VOICE_LABELS

BESIDE = (
    "tone-by-section-b",
    "syllables-per-word",
    "dale-chall",
    "flesch-by-section-b",
    "where-named-b",
)
"""Exhibits that stand beside the one before them where there is room."""

HEADINGS = {
    "tone-by-section-a": "Section by section",
    "words-per-sentence": "What the formulas are made of",
    "flesch-reading-ease": "Two with a scale of their own",
    "flesch-by-section-a": "Flesch Reading Ease, section by section",
}
"""What stands above two exhibits, as on the page, where it is not counted."""

_AROUND = 320
"""Room for the margins of a sheet and for what stands above a chart, in pixels."""
HIGHEST_ON_A_SHEET = 1122 - _AROUND
"""Pixels that a chart may be high to go on an A4 sheet with its title; a higher one gets its own."""

_ONE_VOICE = re.compile(f"^(?:{'|'.join(VOICES)}):")
_ONE_PLACE = re.compile("^place:[ab]:")
_ANY_BUTTON = re.compile(r'<(/?)button\b( class="[^"]*")?[^>]*>')


class Shelf:
    """The data of all charts of a file, each once: the same chart in two voices is one."""

    def __init__(self, withhold: Withhold, with_picks: bool) -> None:
        self.withhold = withhold
        self.with_picks = with_picks
        self._charts: dict[str, str] = {}
        self._sheets: set[int] = set()

    def put(self, exhibit: Exhibit) -> str:
        """Keep the data of a chart; returns its number."""
        drawn = self._cleaned(json.loads(exhibit.figure.to_json()))
        entry = {"data": drawn["data"], "layout": drawn["layout"]}
        written = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        return self._charts.setdefault(written, f"c{len(self._charts)}")

    def sheet(self, height: int) -> str:
        """The class of what is printed on a sheet of its own, so long that nothing is cut."""
        self._sheets.add(height)
        return f"sheet{height}"

    def sheets(self) -> str:
        """The style of these sheets."""
        return "".join(
            f"@page sheet{height}{{size:210mm {height + _AROUND}px}}"
            f"@media print{{.sheet{height}{{page:sheet{height}}}}}"
            for height in sorted(self._sheets)
        )

    def written(self) -> str:
        """All charts as JSON: number → chart."""
        entries = ",".join(f'"{key}":{chart}' for chart, key in self._charts.items())
        return f"{{{entries}}}"

    def _cleaned(self, part: Any) -> Any:
        if isinstance(part, dict):
            kept = part if self.with_picks else {k: v for k, v in part.items() if k != "customdata"}
            return {k: v if k == "customdata" else self._cleaned(v) for k, v in kept.items()}
        if isinstance(part, list):
            return [self._cleaned(item) for item in part]
        return self.withhold(part) if isinstance(part, str) else part


class Telling(NamedTuple):
    """What all parts of one report need."""

    report: Report
    shelf: Shelf
    withhold: Withhold
    with_texts: bool

    def kept(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table, without its passages where no text may be in the file."""
        return table if self.with_texts else table.drop(columns="text", errors="ignore")


class Piece(NamedTuple):
    """Something that stands in a view in one voice."""

    key: str
    html: str


def view(telling: Telling, name: str) -> str:
    """A view in all voices: its charts, and beside them the sentences behind their rows."""
    charts = {voice: _charts(telling, name, voice) for voice in VOICES}
    main = _in_voices({voice: pieces for voice, (pieces, _) in charts.items()})
    margin = ""
    having = [voice for voice, (_, picks) in charts.items() if picks]
    if telling.with_texts and having:
        rows = {
            voice: [
                Piece(pick, behind(telling.report, name, pick, voice, is_open=number == 0))
                for number, pick in enumerate(picks)
            ]
            for voice, (_, picks) in charts.items()
        }
        margin = (
            f'<aside class="margin v {" ".join(having)}">'
            '<h3 class="eye">Sentences behind the numbers</h3>'
            '<p class="cap hint">Choose a row of a chart, or open one here.</p>'
            f"{_in_voices(rows)}</aside>"
        )
    method = f'<p class="cap method">{escape(METHODS[name])}</p>'
    return (
        f'<section class="view{"" if margin else " alone"}" id="{name.lower()}">'
        f'<h2 class="t2">{name}</h2><div class="cols"><div class="main">{main}{method}</div>'
        f"{margin}</div></section>"
    )


def _in_voices(pieces: dict[str, list[Piece]]) -> str:
    """Pieces of all voices in order; one that is the same in several voices stands there once."""
    order: dict[str, dict[str, list[str]]] = {}
    for voice, own in pieces.items():
        for piece in own:
            order.setdefault(piece.key, {}).setdefault(piece.html, []).append(voice)
    return "".join(
        f'<div class="v {" ".join(voices)}">{html}</div>'
        for variants in order.values()
        for html, voices in variants.items()
    )


def _charts(telling: Telling, name: str, voice: str) -> tuple[list[Piece], list[str]]:
    """The charts of a view in one voice, and what can be picked in them, the first statement first."""
    report = telling.report
    chosen = None if telling.with_texts else NOTHING_CHOSEN
    shown = exhibits_of(report, name, voice, chosen)
    if name == "Overview":
        made = [Piece("findings", _findings(telling, shown, voice))]
    elif not shown:
        return [Piece("nothing", _nothing(report, name, voice))], []
    else:
        made = _groups(telling, shown)
        if name == "Terms":
            made.append(Piece("sections", _terms(report, voice, shown)))
    picks = dict.fromkeys(pick for exhibit in shown for pick in _picks(exhibit))
    first = next((pick for exhibit in shown for pick in _picks(exhibit, shaded=True)), None)
    ordered = [first, *(pick for pick in picks if pick != first)] if first else list(picks)
    return made, ordered


def _nothing(report: Report, name: str, voice: str) -> str:
    """Why a view has no chart in one voice."""
    if name in ("Sentiment", "Readability") and selections.foreign(report):
        said = "This view’s measures are made for English, and not both texts are in English."
    elif name == "Actors":
        n = len(report.request.actors)
        said = (
            f"None of the {n} actors looked for is named here."
            if n
            else "No actors are looked for."
        )
    else:
        said = f"{selections.too_little(report, voice) or 'There is nothing to compare here'}."
    return f'<p class="void"><b>{VOICE_LABELS[voice]}.</b> {escape(said)}</p>'


def _picks(exhibit: Exhibit, *, shaded: bool = False) -> list[str]:
    """What the rows of a chart stand for, each once, or only the rows that are shaded."""
    found: list[str] = []
    for trace in exhibit.figure.data:
        if trace.type == "bar" and trace.customdata is not None:
            rows = [_whole(pick) for pick, *_ in trace.customdata]
            colours = trace.marker.color
            found += [
                row
                for row, colour in zip(rows, colours, strict=True)
                if colour == SHADE or not shaded
            ]
    return list(dict.fromkeys(found))


def _whole(pick: str) -> str:
    """What one voice or one text has of a row shows what the row has: ``quoted:actor:Russia`` as
    ``place:a:Russia`` all sentences with the actor (so does report.js).
    """
    return _ONE_PLACE.sub("actor:", _ONE_VOICE.sub("", pick))


# --- Charts ----------------------------------------------------------------------------------


def _chart(telling: Telling, exhibit: Exhibit) -> str:
    """The place of a chart, and what is drawn there."""
    number = telling.shelf.put(exhibit)
    height = exhibit.figure.layout.height
    alt = telling.withhold(escape(exhibit.alt))
    return (
        f'<div class="chart" data-chart="{number}" role="figure" aria-label="{alt}" '
        f'style="min-height:{height:.0f}px"></div>'
    )


def _findings(telling: Telling, shown: Sequence[Exhibit], voice: str) -> str:
    """What differs most: each finding as a sentence beside its chart."""
    report = telling.report
    told = [finding for _, finding in selections.findings(report, voice)]
    rows = "".join(
        f'<div class="finding"><div><h4 class="t3">{escape(title_of(report, finding.title))}</h4>'
        f'<p class="cap">{escape(finding.subtitle)}</p></div>{_chart(telling, exhibit)}</div>'
        for finding, exhibit in zip(told, shown, strict=True)
    )
    return (
        '<h3 class="t3">What differs most</h3><p class="sub">Left: each text. Right: the difference. '
        "Lines are 95 % intervals. Ordered by how clearly the difference exceeds the variation inside "
        f"the texts.</p>{_in_general(report, voice)}{rows}"
        f"{folded(selections.differences(report, voice), 'All measures as a table')}"
    )


def _in_general(report: Report, voice: str) -> str:
    """What is to be said of all differences before the first, if anything."""
    found = selections.findings(report, voice)
    said = ""
    if selections.same_text(report):
        said = "<b>Both sides hold the same text.</b> Every difference is 0."
    elif not found:
        lacking = selections.too_little(report, voice) or "Too little text to state a difference"
        said = f"<b>{escape(lacking)}.</b> An interval takes three sentences at least in each text."
    elif selections.nothing_clear(found):
        said = (
            "<b>Nothing differs clearly.</b> The interval of every difference includes zero. Below, "
            "where the texts are most alike."
        )
    return f'<p class="void">{said}</p>' if said else ""


def _groups(telling: Telling, shown: Sequence[Exhibit]) -> list[Piece]:
    """Charts in order, two beside each other where they belong together; each table once."""
    groups: list[list[Exhibit]] = []
    for exhibit in shown:
        if exhibit.key in BESIDE and groups:
            groups[-1].append(exhibit)
        else:
            groups.append([exhibit])
    made = []
    for number, group in enumerate(groups):
        numbers = group[-1].table
        following = groups[number + 1][0].table if number + 1 < len(groups) else None
        table = "" if numbers.equals(following) else folded(telling.kept(numbers), "Table")
        # What is said of both alike is said once, above them.
        is_shared = len(group) > 1 and len({exhibit.subtitle for exhibit in group}) == 1
        heading = _heading(telling.report, group[0])
        said = f'<h3 class="t3">{escape(heading)}</h3>' if heading else ""
        said += f'<p class="sub">{escape(group[0].subtitle)}</p>' if is_shared else ""
        level = 3 if len(group) == 1 else 4
        charts = "".join(_exhibit(telling, exhibit, level, not is_shared) for exhibit in group)
        css = "pair" if len(group) > 1 else "one"
        height = max(round(exhibit.figure.layout.height) for exhibit in group)
        sheet = f" {telling.shelf.sheet(height)}" if height > HIGHEST_ON_A_SHEET else ""
        html = f'<div class="group{sheet}">{said}<div class="{css}">{charts}</div>{table}</div>'
        made.append(Piece(group[0].key, html))
    return made


def _heading(report: Report, first: Exhibit) -> str:
    """What stands above exhibits that belong together."""
    if first.key == "where-named-a":
        return places_title(report, first.voice)
    return HEADINGS.get(first.key, "")


def _exhibit(telling: Telling, exhibit: Exhibit, level: int, with_subtitle: bool) -> str:
    said = f'<p class="sub">{escape(exhibit.subtitle)}</p>' if with_subtitle else "<span></span>"
    return (
        f'<figure><h{level} class="t3">{escape(exhibit.title)}</h{level}>{said}'
        f"{_chart(telling, exhibit)}</figure>"
    )


def _terms(report: Report, voice: str, shown: Sequence[Exhibit]) -> str:
    """The words both texts share, and what each section is about."""
    drawn = [pick for exhibit in shown for pick in _picks(exhibit)]
    shared = selections.shared_terms(report.contrast_in(voice), drawn)
    both = ""
    if len(shared):
        words = _inert(fragments.shared_terms(shared))
        both = f'<p class="eye">Shared: used often in both, no clear difference</p>{words}'
    sides = "".join(
        f"<div>{head_of(side, name)}{_inert(fragments.section_terms(report, side, voice))}</div>"
        for side, name in selections.names_of(report).items()
    )
    return (
        f'{both}<h3 class="t3">What each section is about</h3><p class="sub">The terms that mark a '
        "section off from all other sections of both texts (TF-IDF), strongest first.</p>"
        f'<div class="pair">{sides}</div>'
    )


def _inert(html: str) -> str:
    """What is a button on the page is plain words on paper."""
    return _ANY_BUTTON.sub(r"<\1span\2>", html)
