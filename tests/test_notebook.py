"""The notebook that goes into every export: it draws the page's charts from the tables alone."""

from __future__ import annotations

import html
import math
import re
import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from conftest import toy_source
from visiting import STILL

from analysis.output import NOTEBOOK, export_files
from analysis.report import SIDES, Report, Request, build_report, load_actors
from analysis.text import ALL, VOICES
from dashboard import exhibits, fragments, selections, theme
from dashboard.exhibits import Exhibit
from dashboard.figures.grammar import NO_WORDS, SYMBOL

PAGE = "parallax_figures.html"
OF_ROWS = {
    "tone-by-voice": "tone_by_voice",
    "tone-by-section-a": "tone_by_section_a",
    "tone-by-section-b": "tone_by_section_b",
    "words-per-sentence": "words_per_sentence",
    "syllables-per-word": "syllables_per_word",
    "school-years": "school_years",
    "flesch-reading-ease": "flesch_reading_ease",
    "dale-chall": "dale_chall",
    "flesch-by-section-a": "flesch_by_section_a",
    "flesch-by-section-b": "flesch_by_section_b",
    "mentions": "mention_rates",
}
"""Exhibits that are rows of estimates → what the notebook calls them."""
OTHERS = ("tone-along-the-text", "where-named-a", "where-named-b", "distinctive-words")
REASONS = {*NO_WORDS.values(), "too little text", "heading only"}
HOSTILE = "</script><script>alert(1)</script> & <b>Bold</b>"

every_voice = pytest.mark.parametrize("voice", VOICES)
every_chart = pytest.mark.parametrize("key", OF_ROWS)


def export(report: Report, folder: Path) -> Path:
    """A folder with everything that is taken along of a report."""
    for place, data in export_files(report).items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(data)
    return folder


def run(folder: Path, voice: str = ALL, actor: str = "") -> dict[str, Any]:
    """What the notebook of an export holds after its last line, with voice and actor set in it."""
    written = (folder / NOTEBOOK).read_text(encoding="utf-8")
    written = written.replace(f'VOICE = "{ALL}"', f'VOICE = "{voice}"')
    changed = folder / f"figures_{voice}.py"
    changed.write_text(written.replace('ACTOR = ""', f'ACTOR = "{actor}"'), encoding="utf-8")
    drawn = runpy.run_path(str(changed))
    assert (drawn["VOICE"], drawn["ACTOR"]) == (voice, actor)
    return drawn


def run_on(a: str, b: str, folder: Path, names: tuple[str, str] = ("A", "B")) -> dict[str, Any]:
    """What the notebook holds after two texts were exported."""
    texts = (toy_source(name, text) for name, text in zip(names, (a, b), strict=True))
    return run(export(build_report(Request(*texts, load_actors())), folder))


@pytest.fixture(scope="module")
def exported(samples, tmp_path_factory) -> Path:
    """Everything of the samples, unpacked into a folder."""
    return export(samples, tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def notebooks(exported) -> dict[str, dict[str, Any]]:
    """The notebook of the samples, run in each voice; the page it leaves is that of all words."""
    return {voice: run(exported, voice) for voice in reversed(VOICES)}


@pytest.fixture(scope="module")
def charts(samples) -> dict[str, dict[str, Exhibit]]:
    """The page's exhibits of the samples, in each voice, by their keys."""
    return {
        voice: {one.key: one for one in exhibits.all_exhibits(samples, voice)} for voice in VOICES
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> dict[str, Any]:
    """What the notebook makes of words that look like code, of other scripts and many headings."""
    headings = [
        HOSTILE,
        "=1+1",
        "#000001",
        "$x^2$",
        "俄罗斯与北约之间的长期谈判以及许多其他事情",
        "העתיד",
    ]
    headings += [f"A heading with a number, which is {n}" for n in range(40)]
    body = "Russia spoke well. “We hate <i>NATO</i>,” said Jane Doe. Nobody came. NA is no number."
    text = "".join(f"## {heading}\n\n{body}\n\n" for heading in headings)
    names, folder = (HOSTILE, "007"), tmp_path_factory.mktemp("hostile")
    return run_on(f"# Title\n\n{text}", "It rained. It was good. " * 9, folder, names)


def marks(figure: go.Figure, side: str) -> go.Scatter | None:
    """The estimates of one text in a figure of the page."""
    found = [t for t in figure.data if t.type == "scatter" and t.marker.symbol == SYMBOL[side]]
    assert len(found) < 2
    return found[0] if found else None


def ours(figure: go.Figure, side: str) -> go.Scatter:
    """The estimates of one text in a figure of the notebook, undefined ones included."""
    return next(trace for trace in figure.data if trace.marker.symbol == SYMBOL[side])


def defined(trace: go.Scatter, values) -> list:
    """What belongs to the values of a trace that are defined."""
    return [one for x, one in zip(trace.x, values, strict=True) if not math.isnan(x)]


def spoken(markup: str) -> str:
    """What is bold in a hover, without the breaks of its lines."""
    bold = "".join(re.findall(r"<b>(.*?)</b>", markup))
    return re.sub(r"\s", "", html.unescape(bold.replace("<br>", "")))


def numbers(values) -> list[float]:
    return [math.nan if value is None else float(value) for value in values]


# --- The same as the page ----------------------------------------------------------------------


@every_voice
def test_every_chart_of_the_page_is_drawn(charts, notebooks, voice):
    """No exhibit is missing, and none is made up; findings stand in one figure."""
    keys = [key for key in charts[voice] if not key.startswith("finding-")]
    assert sorted([*OF_ROWS, *OTHERS]) == sorted({*keys, "distinctive-words"})
    variables = [*OF_ROWS.values(), *(key.replace("-", "_") for key in OTHERS), "findings"]
    assert all(isinstance(notebooks[voice][name], go.Figure) for name in variables)


@every_chart
@every_voice
def test_values_and_hollow_marks_are_those_of_the_page(charts, notebooks, voice, key):
    """Each mark lies at the page's value, in the page's order, and is hollow where the page's is."""
    figure = notebooks[voice][OF_ROWS[key]]
    for side in charts[voice][key].sides:
        page, mine = marks(charts[voice][key].figure, side), ours(figure, side)
        hollow = [colour == theme.ROLES["page"].light for colour in mine.marker.color]
        assert defined(mine, mine.x) == (list(page.x) if page else [])
        if page:
            page_hollow = [colour == theme.colour("page") for colour in page.marker.color]
            assert defined(mine, hollow) == page_hollow


@every_chart
@every_voice
def test_intervals_are_those_of_the_page(charts, notebooks, voice, key):
    """They have the page's ends, but for those the page cuts at the end of its axis."""
    for side in charts[voice][key].sides:
        page, mine = (
            marks(charts[voice][key].figure, side),
            ours(notebooks[voice][OF_ROWS[key]], side),
        )
        for end in ("array", "arrayminus") if page else ():
            reach = numbers(page.error_x[end])
            found = defined(mine, numbers(mine.error_x[end]))
            if key.startswith("flesch-by-section"):
                longer = [b for a, b in zip(reach, found, strict=True) if b > a + 1e-9]
                assert len(longer) < len(reach) / 2
                found = [min(pair, default=0) for pair in zip(reach, found, strict=True)]
            assert found == pytest.approx(reach, nan_ok=True)


@every_chart
@every_voice
def test_rows_are_those_of_the_page(samples, charts, notebooks, voice, key):
    """Their names are the page's, in the page's order; also those of rows without a value."""
    page = exhibits.rows_of(charts[voice][key], selections.names_of(samples))
    expected = [spoken(f"<b>{label}</b>") for _, label in page]
    figure = notebooks[voice][OF_ROWS[key]]
    for side in charts[voice][key].sides:
        assert [spoken(hover).lower() for hover in ours(figure, side).hovertext] == [
            label.lower() for label in expected
        ]
        assert sorted(ours(figure, side).y) == list(ours(figure, side).y)
    assert len(figure.layout.yaxis.ticktext) == len(expected)


@every_chart
@every_voice
def test_what_has_no_value_says_so_in_the_pages_words(charts, notebooks, voice, key):
    """Rows without a value keep their place, with the reason that the page gives."""
    page = {note.text for note in charts[voice][key].figure.layout.annotations}
    figure = notebooks[voice][OF_ROWS[key]]
    mine = {note.text for note in figure.layout.annotations}
    n_undefined = sum(math.isnan(x) for trace in figure.data for x in trace.x)
    if key == "mentions":
        assert (
            sum("(too few words)" in note.text for note in figure.layout.annotations) == n_undefined
        )
    else:
        assert mine & REASONS == page & REASONS
        assert bool(n_undefined) == bool(mine & REASONS)


@pytest.mark.parametrize(
    "key",
    ["tone-by-voice", "words-per-sentence", "syllables-per-word", "school-years", "dale-chall"],
)
@every_voice
def test_printed_values_are_those_of_the_page(charts, notebooks, voice, key):
    """As many digits, a true minus, and no sign before a zero."""
    page = {note.text.split("  ")[0] for note in charts[voice][key].figure.layout.annotations}
    mine = {note.text for note in notebooks[voice][OF_ROWS[key]].layout.annotations}
    assert len(mine) > 1
    assert mine <= page


@every_voice
def test_mentions_come_with_their_counts(charts, notebooks, voice):
    """At the right of each row stand the mentions, and how many of them are in quoted words."""
    table = charts[voice]["mentions"].table.set_index(["actor", "side"])
    figure = notebooks[voice]["mention_rates"]
    told = {note.y: re.findall(r"\d+", note.text) for note in figure.layout.annotations}
    for row, actor in enumerate(notebooks[voice]["leading"]):
        for side, shift in zip(SIDES, (-0.18, 0.18), strict=True):
            counts = table.loc[(actor, side)]
            expected = [counts["n_mentions"], *([counts["n_quoted"]] if voice == ALL else [])]
            found = next(n for y, n in told.items() if y == pytest.approx(row + shift))
            assert [int(n) for n in found] == [expected[0], *(n for n in expected[1:] if n)]


@every_voice
def test_findings_are_those_of_the_overview(samples, notebooks, voice):
    """The same rows of the table of differences in the same order, each with its intervals."""
    expected = [row for row, _ in selections.findings(samples, voice)]
    traces = notebooks[voice]["findings"].data
    assert len(traces) == 3 * len(expected)
    assert bool(expected) == (voice != "quoted")
    for number, row in enumerate(expected):
        for trace, column in zip(traces[3 * number :], ("a", "b", "difference"), strict=False):
            low, high = (
                ("low", "high") if column == "difference" else (f"{column}_low", f"{column}_high")
            )
            assert trace.x[0] == row[column]
            assert trace.x[0] + trace.error_x.array[0] == pytest.approx(row[high])
            assert trace.x[0] - trace.error_x.arrayminus[0] == pytest.approx(row[low])


@every_voice
def test_the_tone_through_the_text_is_that_of_the_page(samples, charts, notebooks, voice):
    """A step for each section with words: as wide as its share, at its mean, shaded its interval."""
    table = charts[voice]["tone-along-the-text"].table.drop(columns="heading")
    steps = samples.sections.drop(columns="n_words").merge(table, on=["side", "section"])
    steps = steps[steps["end_share"] > steps["start_share"]]
    drawn = notebooks[voice]["tone_along_the_text"].data
    for side, band, mean in zip(SIDES, drawn[::2], drawn[1::2], strict=True):
        own = steps[steps["side"] == side]
        assert numbers(mean.y) == pytest.approx(own["mean"].tolist(), nan_ok=True, abs=0)
        starts, ends = mean.x - mean.error_x.arrayminus, mean.x + mean.error_x.array
        assert list(starts / 100) == pytest.approx(own["start_share"].tolist())
        assert list(ends / 100) == pytest.approx(own["end_share"].tolist())
        assert numbers(band.base) == pytest.approx(own["low"].tolist(), nan_ok=True, abs=0)
        assert numbers(band.base + band.y) == pytest.approx(own["high"].tolist(), nan_ok=True)


@pytest.mark.parametrize("side", SIDES)
@every_voice
def test_mentions_lie_where_the_page_has_them(samples, charts, notebooks, voice, side):
    """A tick or a ring for each mention, in the row of its actor."""
    page = charts[voice][f"where-named-{side}"]
    mine = notebooks[voice][f"where_named_{side}"]
    rows = [pick for pick, _ in exhibits.rows_of(page, selections.names_of(samples))]
    assert [f"place:{side}:{actor}" for actor in notebooks[voice]["leading"]] == rows
    assert len(mine.layout.yaxis.ticktext) == len(rows)
    for symbol in ("line-ns", "circle-open"):
        found = {(x, rows[y]) for trace in mine.data for x, y in mentioned(trace, symbol)}
        expected = {
            (x, pick)
            for trace in page.figure.data
            for (x, _), (pick, *_) in zip(
                mentioned(trace, symbol), trace.customdata or (), strict=False
            )
        }
        assert found == expected


def mentioned(trace: Any, symbol: str) -> list[tuple[float, float]]:
    """Where the mentions of one kind lie, to a thousandth."""
    if trace.type != "scatter" or trace.marker.symbol != symbol:
        return []
    return [(round(float(x), 3), y) for x, y in zip(trace.x, trace.y, strict=True)]


def test_distinctive_words_are_those_of_the_page(charts, notebooks):
    """The same words in the same order, ties included; pale is what may be chance, with its band."""
    page, mine = charts[ALL]["distinctive-words"], notebooks[ALL]["distinctive_words"]
    strength = page.table.set_index("term")["z"].abs()
    for side, own in zip(SIDES, mine.data, strict=True):
        picks = [
            pick
            for trace in page.figure.data
            for pick, whose, *_ in (trace.customdata if trace.customdata is not None else ())
            if whose == side
        ]
        assert [f"term:{term}" for term in own.hovertext] == picks
        assert list(own.x) == [strength[term] for term in own.hovertext]
        pale = [colour == theme.ROLES[f"{side}_soft"].light for colour in own.marker.color]
        assert pale == [z < 1.96 for z in own.x]
    assert [(band.x0, band.x1) for band in mine.layout.shapes] == [(0, 1.96)] * 2


@every_voice
def test_names_of_the_actor_named_most_are_listed_as_on_the_page(samples, notebooks, voice):
    """By what names each text calls it, and how often."""
    actor = exhibits.first_actor(samples, voice)
    expected = selections.name_forms(samples, actor, voice)
    assert notebooks[voice]["name_forms"].to_numpy().tolist() == expected.to_numpy().tolist()


def test_names_of_any_actor_can_be_listed(samples, exported):
    """The actor is set in the first lines, as the voice is."""
    expected = selections.name_forms(samples, "Ukraine", ALL)
    listed = run(exported, actor="Ukraine")["name_forms"]
    assert listed.to_numpy().tolist() == expected.to_numpy().tolist()


def test_the_texts_go_by_their_names(notebooks):
    """In legends, titles and tables, where nobody knows which is a and which is b."""
    drawn = notebooks[ALL]
    names = ["Arnow 2024", "Babich 2022"]
    assert [trace.name for trace in drawn["tone_by_voice"].data] == names
    assert list(drawn["name_forms"].columns) == ["name", *names]
    titles = [drawn[f"where_named_{side}"].layout.title.text for side in SIDES]
    assert all(name in title for name, title in zip(names, titles, strict=True))


@pytest.mark.parametrize("side", SIDES)
def test_terms_of_sections_are_those_of_the_page(samples, notebooks, side):
    """The same terms of the same sections in the same order, or why there are none."""
    page = fragments.section_terms(samples, side, ALL)
    said = re.findall(r'<p class="tl">(.*?)</p>', page)
    shown = [
        re.sub(r"<.*?>", "", one.replace("</button><button", "</button>, <button")) for one in said
    ]
    mine = notebooks[ALL][f"section_terms_{side}"]["terms"].tolist()
    assert mine == [re.sub(r" \(.*\)", "", html.unescape(one)) for one in shown]


@pytest.mark.parametrize("voice", ["author", "quoted"])
def test_terms_are_left_out_of_single_voices(exported, notebooks, voice):
    """Their tables do not tell voices apart: nothing is drawn, and the reason is told."""
    drawn = notebooks[voice]
    assert [*drawn["distinctive_words"].data] == []
    assert not [one for one in drawn["shown"] if one is drawn["distinctive_words"]]
    assert len(drawn["section_terms_a"]) == len(drawn["section_terms_b"]) == 0
    assert any("column “voice”" in one for one in drawn["shown"] if isinstance(one, str))


def test_its_colours_are_those_of_the_page(notebooks):
    """The two texts look the same in both."""
    drawn = notebooks[ALL]
    light = {role: pair.light for role, pair in theme.ROLES.items()}
    assert {side: light[side] for side in SIDES}.items() <= drawn["COLOURS"].items()
    assert drawn["SOFT"] == {side: light[f"{side}_soft"] for side in SIDES}
    assert (drawn["PAGE"], drawn["INK"], drawn["MUTED"], drawn["GRID"]) == (
        *(light["page"], light["ink"]),
        *(light["muted"], light["grid"]),
    )


# --- As it is written --------------------------------------------------------------------------


def test_it_runs_as_written_from_another_folder(exported, tmp_path):
    """Without Parallax, without a word on the screen; the page lies beside it."""
    (exported / PAGE).unlink(missing_ok=True)
    command = [sys.executable, "-I", "-W", "error", str(exported / NOTEBOOK)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (exported / PAGE).is_file()
    assert list(tmp_path.iterdir()) == []


def test_it_needs_pandas_and_plotly_only(exported):
    """What it imports is those two and what comes with Python."""
    written = (exported / NOTEBOOK).read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:from|import) (\w+)", written, re.MULTILINE))
    assert imported - sys.stdlib_module_names == {"pandas", "plotly"}


def test_words_stand_without_the_apostrophe_for_spreadsheets(hostile):
    """A heading that begins like a formula is drawn as it stands in the text, and one like a colour."""
    labels = [label.strip() for label in hostile["tone_by_section_a"].layout.yaxis.ticktext]
    assert {"§2 =1+1", "§3 #000001", "§4 $x^2$"} <= set(labels)
    assert len(labels) == 46


def test_words_that_look_like_numbers_stay_words(hostile):
    """A text may be called 007, and a term NA."""
    assert hostile["NAMES"]["b"] == "007"
    assert "NA" in set(hostile["contrast"]["term"])


def test_a_label_shows_markup_as_it_is_written(hostile):
    """Neither a name nor a heading becomes HTML."""
    assert "&lt;script&gt;" in hostile["tone_by_section_a"].layout.title.text
    assert "<script" not in hostile["tone_by_section_a"].to_json()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("NA sat. NA null.", "It rained."),
        ("...", "..."),
        (
            "# One\n\nWe met. It was good. We left.",
            "Ein Haus steht am Meer, und es regnet sehr. " * 9,
        ),
        ("“We hate war,” said Jane Doe. “We like peace.”", "俄罗斯很好。北约很大。"),
    ],
    ids=["few-words", "no-words", "other-language", "other-script"],
)
def test_it_draws_texts_with_little_in_them(tmp_path, a, b):
    """No actor, no heading, no words of a voice: every figure is there and says so."""
    for drawn in (run_on(a, b, tmp_path), run(tmp_path, "author"), run(tmp_path, "quoted")):
        assert all(drawn[name].layout.title.text for name in (*OF_ROWS.values(), "findings"))
        assert "nothing to show" in drawn["mention_rates"].to_json()


def test_another_language_has_no_tone_and_no_readability(tmp_path):
    """As on the page: the methods know English only."""
    drawn = run_on(
        "We met. It was good. " * 9, "Es regnet sehr am Meer, und das Haus. " * 9, tmp_path
    )
    assert any("English only" in one for one in drawn["shown"] if isinstance(one, str))
    assert not [one for one in drawn["shown"] if one is drawn["tone_by_voice"]]
    assert [one for one in drawn["shown"] if one is drawn["mention_rates"]]


# --- In a browser ------------------------------------------------------------------------------


def opened(browser, folder: Path, width: int) -> tuple[Any, Mapping[str, list[str]]]:
    """The notebook's page without a network, and what went wrong on it."""
    context = browser.new_context(offline=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    wrong: dict[str, list[str]] = {"errors": [], "asked": [], "dialogs": []}
    page.on("console", lambda told: told.type == "error" and wrong["errors"].append(told.text))
    page.on("pageerror", lambda error: wrong["errors"].append(str(error)))
    page.on("dialog", lambda dialog: (wrong["dialogs"].append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: wrong["asked"].append(request.url))
    page.goto((folder / PAGE).as_uri())
    page.wait_for_function(STILL, timeout=60_000)
    return page, wrong


@pytest.mark.browser
@pytest.mark.parametrize("width", [1000, 390])
@pytest.mark.parametrize("which", ["samples", "hostile"])
def test_its_page_opens_offline(browser, notebooks, hostile, which, width):
    """Every figure is drawn, nothing is asked of any host, and nothing runs over the window's edge."""
    folder = (notebooks[ALL] if which == "samples" else hostile)["HERE"]
    page, wrong = opened(browser, folder, width)
    own = (folder / PAGE).as_uri()
    assert [url for url in wrong["asked"] if not url.startswith(("data:", "blob:", own))] == []
    assert wrong["errors"] == wrong["dialogs"] == []
    drawn = page.locator(".plotly-graph-div .main-svg:first-child").count()
    assert drawn == page.locator(".plotly-graph-div").count() == 16
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.browser
def test_its_page_has_no_button_that_shares(browser, notebooks):
    """Plotly's would upload the figure, and with it the texts' words; its picture is made here."""
    page, _ = opened(browser, notebooks[ALL]["HERE"], 1000)
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title)")
    assert any("PNG" in title for title in titles)
    assert not [title for title in titles if re.search("share|cloud|edit|studio", title, re.I)]
    page.context.close()
