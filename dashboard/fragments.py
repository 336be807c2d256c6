"""Report → pieces of HTML. Every word of a text in them is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape

import pandas as pd

from analysis.name_doubts import Ambiguous
from analysis.report import SIDES, Report
from analysis.text import ALL, AUTHOR, QUOTED, UNKNOWN_SPEAKER
from dashboard import selections, theme
from dashboard.evidence import foreign_language
from dashboard.wording import Finding, section_name

VOICE_WORDS = {AUTHOR: "words of the author’s", QUOTED: "quoted words"}
WORTH_A_NAME = 0.01
"""Share of quoted words below which it does not matter whose they are."""
SECTION_TERMS_SHOWN = 4
MIN_WORDS_FOR_TERMS = 20


_WHAT_THIS_IS = (
    "Two texts, counted the same way and set side by side. "
    "Parallax describes how each one is worded; it does not say which is right."
)
INTRODUCTION = f'<p class="intro">{_WHAT_THIS_IS}</p>'
_TO_TRY = (
    ("Texts", "both texts side by side"),
    ("Sentiment", "tone, section by section"),
    ("Actors", "who is named, and where"),
)
WELCOME = (
    f'<p class="intro">{_WHAT_THIS_IS} '
    '<button class="read" data-pick="tour:1">Take the tour</button></p><p class="try">Or try: '
    + " · ".join(
        f'<button class="read" data-pick="view:{view}">{words}</button>' for view, words in _TO_TRY
    )
    + "</p>"
)
"""The same on the page, with the way to the tour and three things to do first."""


def masthead(report: Report) -> str:
    """The product's name, then both texts with glyph, name and size: the legend of every chart."""
    legend = []
    for side in SIDES:
        n_words = len(report.document(side).words)
        legend.append(
            f"<span>{name_of(report, side, f'g{side}')}"
            f'<i class="wide"> {theme.counted(n_words, "word")}</i></span>'
        )
    return f'<div class="wm" role="heading" aria-level="1">Parallax</div><div class="leg">{"".join(legend)}</div>'


def name_of(report: Report, side: str, css: str) -> str:
    """The short name of a text; the whole of it shows itself to who points at it."""
    name = selections.names_of(report)[side]
    whole = selections.source(report, side).name
    title = f' title="{escape(whole)}"' if whole != name else ""
    return f'<b class="{css}"{title}><bdi>{escape(name)}</bdi></b>'


def identity(report: Report, side: str, *, opens: bool = True) -> str:
    """Title, author, date, size and quoted share of one text. Size and share are buttons if it ``opens``."""
    row = report.documents.set_index("side").loc[side]
    known = (row["author"], row["origin"], _date(row["published"]))
    who = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in known if part)
    share = f"{theme.percent(row['quoted_share'])} of the words are quoted"
    quoted = escape(share)
    if opens:
        quoted = f'<button class="read" data-pick="quotations:speech" data-side="{side}">{quoted}</button>'
    if not row["n_words"]:
        quoted = "There is no text under any heading"
    elif not row["quoted_share"]:
        quoted = "Nobody is quoted"
    elif row["main_speaker"] and row["quoted_share"] >= WORTH_A_NAME:
        quoted += f", most by {escape(row['main_speaker'])}"
    facts = escape(
        f"{theme.counted(row['n_words'], 'word')}, {theme.counted(row['n_sentences'], 'sentence')}, "
        f"{theme.counted(row['n_sections'], 'section')} with text"
    )
    if opens and row["n_words"]:
        facts = f'<button class="read" data-pick="text:{side}">{facts}</button>'
    return (
        f'<div class="idn {side}">{name_of(report, side, f"g{side} n{side}")}'
        f"{title_of(report, side)}"
        f'<p class="cap">{who or "Author and date not stated in the text"}</p>'
        f'<p class="cap">{facts}. {quoted}.{escape(_reading(report, side))}</p></div>'
    )


def _reading(report: Report, side: str) -> str:
    """How the file was read, where that is not plain, and in what language it is, if not English."""
    source = selections.source(report, side)
    said = list(source.changes)
    language = foreign_language(report, side)
    if language:
        said.insert(0, f"in {language}")
    if source.corrections:
        said.append(f"{theme.counted(len(source.corrections), 'correction')} by a reader")
    return f" Reading it: {'; '.join(said)}." if said else ""


def _date(published: str) -> str:
    """``2024-09-24`` → ``24 September 2024``; anything else stays as it is."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return published
    return f"{day.day} {day:%B %Y}" if re.fullmatch(r"\d{4}-\d\d-\d\d", published) else published


def finding(found: Finding) -> str:
    """A finding as a button that opens its sentences, and its unit below."""
    return (
        f'<button class="finding" data-pick="{escape(found.pick)}">'
        f"{escape(found.title)}</button>"
        f'<p class="cap">{escape(found.subtitle)}</p>'
    )


def name_forms(forms: pd.DataFrame, labels: dict[str, str]) -> str:
    """The names each text uses for an actor, as a small table."""
    rows = "".join(
        f'<tr><td><button class="term" data-pick="name:{escape(row.form)}">{escape(row.form)}'
        "</button></td>"
        f"{_form_count(row.form, 'a', row.a)}{_form_count(row.form, 'b', row.b)}</tr>"
        for row in forms.itertuples()
    )
    return (
        '<table class="tb"><thead><tr><th scope="col">form</th>'
        f'<th scope="col" class="r na">{escape(labels["a"])}</th>'
        f'<th scope="col" class="r nb">{escape(labels["b"])}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _form_count(form: str, side: str, n: int) -> str:
    """How often a text uses a form, which opens these uses."""
    if not n:
        return '<td class="r">–</td>'
    pick = f'data-pick="name:{escape(form)}" data-side="{side}"'
    return f'<td class="r"><button class="term" {pick}>{theme.count(n)}</button></td>'


def rows_by_keyboard(charts: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """The rows of charts as buttons: title of the chart, then pick and (safe) name of each row."""
    groups = "".join(
        f'<p class="eye">{escape(title)}</p><div class="terms">'
        + "".join(
            f'<button class="term" data-pick="{escape(pick)}">{name}</button>'
            for pick, name in rows
        )
        + "</div>"
        for title, rows in charts
        if rows
    )
    return f'<div class="kb" role="group" aria-label="Rows of the charts">{groups}</div>'


def doubtful(names: Sequence[Ambiguous]) -> str:
    """Names that may mean somebody else, each opening its sentences."""
    rows = "".join(
        f'<tr><td><button class="term" data-pick="name:{escape(one.name)}">{escape(one.name)}'
        f"</button></td><td>{escape(one.actor)}</td><td>{escape(one.why)}</td></tr>"
        for one in names
    )
    return (
        '<div class="few" tabindex="0"><table class="tb"><thead><tr><th scope="col">name</th>'
        '<th scope="col">counted as</th><th scope="col">may mean</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def speakers(spoken: pd.Series) -> str:
    """Who speaks in a text, each opening what he or she says."""
    words = "".join(
        f'<button class="term" data-pick="speaker:{escape(name)}">'
        f"{escape('not named' if name == UNKNOWN_SPEAKER else name)} "
        f'<i class="num">{theme.counted(n, "word")}</i></button>'
        for name, n in spoken.items()
    )
    return f'<div class="terms few">{words or "Nobody is quoted."}</div>'


def shared_terms(rows: pd.DataFrame) -> str:
    """Words both texts use often, each opening its sentences."""
    words = "".join(
        f'<button class="term" data-pick="term:{escape(row.term)}">{escape(row.term)} '
        f'<i class="num">{row.n_a} : {row.n_b}</i></button>'
        for row in rows.itertuples()
    )
    return f'<div class="terms">{words}</div>'


def section_terms(report: Report, side: str, voice: str) -> str:
    """What each section of a text is about: its heading, then its terms, strongest first."""
    table = report.terms_in(voice)
    table = table[table["side"] == side]
    terms = {section: rows["term"].tolist() for section, rows in table.groupby("section")}
    sections = report.sections[report.sections["side"] == side]
    words = dict(
        report.sentiment.loc[
            report.sentiment["side"].eq(side)
            & report.sentiment["voice"].eq(voice)
            & report.sentiment["section"].notna(),
            ["section", "n_words"],
        ].itertuples(index=False)
    )
    rows = []
    for row in sections.itertuples():
        if row.section == 0 and row.n_words == 0:
            continue
        found = terms.get(row.section, [])[:SECTION_TERMS_SHOWN]
        n_words = int(words.get(row.section, 0))
        if row.n_words == 0:
            said = "heading only"
        elif n_words < MIN_WORDS_FOR_TERMS:
            said = (
                f"too little text ({theme.counted(n_words, 'word')})" if n_words else "nothing here"
            )
            said = said if voice == ALL or n_words else f"no {VOICE_WORDS[voice]}"
        else:
            said = _terms(found, side) or "no term stands out"
        heading = theme.short_heading(section_name(row.heading))
        rows.append(
            f'<div class="st"><p class="cap">§{row.section}&ensp;<bdi>{escape(heading)}</bdi></p>'
            f'<p class="tl">{said}</p></div>'
        )
    return "".join(rows)


def _terms(found: Sequence[str], side: str) -> str:
    return "".join(
        f'<button class="term{" first" if number == 0 else ""}" data-side="{side}" '
        f'data-pick="term:{escape(term)}">{escape(term)}</button>'
        for number, term in enumerate(found)
    )


def title_of(report: Report, side: str) -> str:
    """The title of a text over its column in the reader."""
    row = report.documents.set_index("side").loc[side]
    return f'<h2 class="ttl" dir="auto">{escape(row["title"] or "Untitled")}</h2>'
