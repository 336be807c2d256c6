"""How did the numbers of the report come about? Methods, sources, settings, actors, versions, columns."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import Any

from analysis.data_dictionary import dictionary_rows
from analysis.manifest import PROGRAM, describe
from analysis.report import Report
from analysis.text import VOICES
from dashboard import selections, theme
from dashboard.methods import INTERVALS, REFERENCES
from dashboard.report_tables import head_of, rows_of
from dashboard.wording import VOICE_LABELS

VOICES_EXPLAINED = (
    "A sentence that is half quotation and half comment is cut into two utterances, so each number can "
    "be read for the whole text, for the author’s own words or for the words the author quotes. Words "
    "in scare quotes and titles stay the author’s."
)


def annex(report: Report) -> str:
    """The last part of the report."""
    told = describe(report)
    return (
        '<section class="view alone" id="about"><h2 class="t2">How this was made</h2>'
        f'<div class="cols"><div class="main">{_methods()}{_texts(report, told)}{_settings(told)}'
        f"{_actors(report)}{_versions(told)}{_dictionary()}</div></div></section>"
    )


def _methods() -> str:
    references = "".join(
        f"<li>{escape(one.authors)} ({one.year}). {escape(one.title)}. {escape(one.place)}."
        f"{_link(one.address)}</li>"
        for one in REFERENCES
    )
    voices = ", ".join(VOICE_LABELS[voice].lower() for voice in VOICES)
    return (
        '<h3 class="t3">Methods</h3><p class="cap">What is measured, and what it cannot say, stands '
        f'below the charts of each view.</p><p class="cap"><b>Voices</b> ({escape(voices)}). '
        f'{VOICES_EXPLAINED}</p><p class="cap"><b>Intervals.</b> {escape(INTERVALS)}</p>'
        f'<h3 class="t3">References</h3><ul class="refs">{references}</ul>'
    )


def _link(address: str) -> str:
    """The address written out, so that it can be read on paper too."""
    return f' <a href="{escape(address)}" rel="noreferrer">{escape(address)}</a>' if address else ""


def _texts(report: Report, told: dict[str, Any]) -> str:
    """What is known of the two texts, and what they were read from.

    The fingerprint tells whether somebody else has the same.
    """
    known = {row["side"]: row for row in report.documents.to_dict("records")}
    tables = []
    for side, name in selections.names_of(report).items():
        document, brought = known[side], told["inputs"][side]
        entries = [
            ("Title", escape(document["title"] or "–")),
            ("Author", escape(document["author"] or "–")),
            ("Published", escape(document["published"] or "–")),
            ("Origin", escape(brought["origin"] or "–")),
            ("Characters", theme.count(brought["n_characters"])),
            ("Corrections", theme.count(len(brought["corrections"]))),
            ("SHA-256 of the file", f"<code>{escape(brought['sha256'])}</code>"),
            ("SHA-256 of the text", f"<code>{escape(brought['sha256_of_text'])}</code>"),
        ]
        tables.append(f"<div>{head_of(side, name)}{rows_of(entries)}</div>")
    return f'<h3 class="t3">The texts</h3><div class="pair">{"".join(tables)}</div>'


def _settings(told: dict[str, Any]) -> str:
    settings, uncertainty = told["settings"], told["uncertainty"]
    left_out = ", ".join(settings["extra_stop_words"]) or "none but the usual ones"
    return '<h3 class="t3">Settings</h3>' + rows_of(
        [
            (
                "Adjectives and names of peoples",
                "count as mentions" if settings["demonyms"] else "do not count as mentions",
            ),
            (
                "Actors’ names among the terms",
                "kept" if settings["actor_names_in_terms"] else "left out",
            ),
            ("Words left out of the terms", escape(left_out)),
            (
                "Intervals",
                f"{theme.percent(uncertainty['level'])}, {theme.count(uncertainty['replicates'])} "
                f"draws, seed {uncertainty['seed']}",
            ),
        ]
    )


def _actors(report: Report) -> str:
    actors = report.request.actors
    if not actors:
        return '<h3 class="t3">Actors</h3><p class="cap">No actors are looked for.</p>'
    rows = "".join(
        f"<li><b>{escape(one.name)}</b> ({escape(one.kind)}): "
        + ", ".join(f"<bdi>{escape(form)}</bdi>" for form in [*one.aliases, *one.demonyms])
        + "</li>"
        for one in actors
    )
    return (
        f'<details class="annex"><summary>The {theme.counted(len(actors), "actor")} looked for, and by '
        f'which names</summary><ul class="names">{rows}</ul></details>'
    )


def _versions(told: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {escape(number)}" for name, number in told["versions"].items())
    return f'<h3 class="t3">Versions</h3><p class="cap">{versions}.</p>'


def _dictionary() -> str:
    """What the columns of the tables mean."""
    tables = []
    for name, rows in groupby(dictionary_rows(), key=lambda row: row.table):
        entries = [
            (row.column, escape(row.meaning) + (f" ({escape(row.unit)})" if row.unit else ""))
            for row in rows
        ]
        tables.append(f"<h4>{escape(name)}</h4>{rows_of(entries)}")
    return (
        '<details class="tbl"><summary>What the columns of the tables mean</summary>'
        f"{''.join(tables)}</details>"
    )


def made_by(report: Report) -> str:
    """Which program, in which version."""
    return f"{PROGRAM} {describe(report)['versions'][PROGRAM]}"
