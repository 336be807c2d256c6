"""What goes with the tables of an export, and what does its README.txt say of it?

The same for the page's archive and for the command line.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.output import Enclosure
from analysis.text import ALL, AUTHOR, QUOTED
from dashboard.report_file import NAME as REPORT
from dashboard.withholding import LONGEST

__all__ = ["FIGURES", "REPORT", "REPORT_WITHOUT_TEXTS", "figures", "report", "report_without_texts"]

REPORT_WITHOUT_TEXTS = "report-without-texts.html"
FIGURES = "figures/"

_COUNTED = {
    ALL: "the whole text",
    AUTHOR: "the author's own words",
    QUOTED: "the words the author quotes",
}


def report(html: bytes) -> Enclosure:
    """The report to read."""
    return Enclosure(
        REPORT,
        {REPORT: html},
        "the comparison to read: open it in a browser, it needs no network; findings, charts, the "
        "sentences behind them, methods and settings",
        "sentences and headings",
    )


def report_without_texts(html: bytes) -> Enclosure:
    """The report to pass on."""
    return Enclosure(
        REPORT_WITHOUT_TEXTS,
        {REPORT_WITHOUT_TEXTS: html},
        "the same report for texts that may not be passed on: no run of more than "
        f"{LONGEST} words of either is in it",
    )


def figures(made: Mapping[str, bytes], voice: str, lacking: str = "") -> Enclosure:
    """The charts of the words of one voice: pictures and numbers, and why pictures are missing."""
    endings = dict.fromkeys(name.rpartition(".")[2].upper() for name in made)
    pictures = [ending for ending in endings if ending != "CSV"]
    what = f"each chart as a picture ({', '.join(pictures)}) and" if pictures else "of each chart"
    return Enclosure(
        FIGURES,
        {f"{FIGURES}{name}": data for name, data in made.items()},
        f"{what} its numbers (CSV). figures/ counts {_COUNTED[voice]}; charts by voice have all three "
        f"voices. {f'Pictures are missing: {lacking}' if lacking else ''}".strip(),
        "headings, in the charts by section and along the text",
    )
