"""The report as one file: whole without a network, harmless, and without the texts if asked."""

import html
import re
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

import pytest
from conftest import toy_source
from pypdf import PdfReader
from visiting import STILL

from analysis.actors import Actor
from analysis.corrections import RENAME, Correction
from analysis.report import Report, Request, build_report
from analysis.text import VOICES
from dashboard.methods import METHODS, REFERENCES
from dashboard.report_file import VIEWS, report_html

SENTENCE = "This has left Russia highly skeptical of Western overtures for negotiation."
"""A sentence of text a; its end is a row's heading in no chart."""
MOST_WORDS = 12
"""What the edition without texts promises."""

SCRIPT = re.compile(r"<script([^>]*)>(.*?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def whole(samples) -> bytes:
    """The report of the samples, with their sentences."""
    return report_html(samples)


@pytest.fixture(scope="module")
def bare(samples) -> bytes:
    """The report of the samples, without the texts."""
    return report_html(samples, with_texts=False)


def without_scripts(report: bytes) -> str:
    """What a browser without JavaScript shows, as HTML."""
    return SCRIPT.sub("", report.decode("utf-8"))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs_kept(report: bytes, text: str) -> list[str]:
    """The runs of more than twelve words of a text that stand anywhere in a file.

    The file is read both as a reader sees it and as it is written, tags, scripts and all; only the
    chart library, which knows no text, is left out.
    """
    n = MOST_WORDS + 1
    words = words_of(text)
    runs = {" ".join(words[i : i + n]) for i in range(len(words) - n + 1)}
    written = SCRIPT.sub(_unless_it_is_plotly, report.decode("utf-8"))
    written = html.unescape(written.replace("\\u003c", "<"))
    found = []
    for shown in (written, re.sub(r"<[^<>]*>", " ", written)):
        seen = words_of(html.unescape(shown))
        found += [run for i in range(len(seen)) if (run := " ".join(seen[i : i + n])) in runs]
    return found


def _unless_it_is_plotly(script: re.Match) -> str:
    return "" if len(script[2]) > 4_000_000 else script[0]


# --- The file ----------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes(toy):
    """No time, no path and no random order goes into the file."""
    assert report_html(toy) == report_html(toy)
    assert report_html(toy, with_texts=False) == report_html(toy, with_texts=False)


def test_nothing_is_loaded_from_anywhere(whole):
    """No element of the file has a source but itself; the only addresses are those of publications."""
    shown = without_scripts(whole)
    assert not re.search(
        r"\b(?:src|srcset|poster|action|background)=|@import|url\((?!data:)", shown
    )
    addresses = set(re.findall(r'href="([^"#][^"]*)"', shown))
    assert addresses == {one.address for one in REFERENCES if one.doi}


def test_only_the_two_scripts_that_were_put_in_may_run(whole):
    """The policy names their fingerprints, and allows no connection."""
    policy = re.search(r'Policy" content="([^"]*)"', whole.decode("utf-8"))[1]
    scripts = [code for kind, code in SCRIPT.findall(whole.decode("utf-8")) if not kind]
    named = re.findall(r"'sha256-([^']*)'", policy)
    assert named == [b64encode(sha256(code.encode()).digest()).decode() for code in scripts]
    assert "default-src 'none'" in policy
    assert "connect-src" not in policy


def test_without_a_script_every_number_has_its_sentences_and_its_table(whole, samples):
    """What is folded is in the file: sentences, tables, methods, references, settings, columns."""
    shown = html.unescape(re.sub(r"<[^>]*>", "", without_scripts(whole)))
    assert SENTENCE in shown
    for view in VIEWS:
        assert METHODS[view] in shown
    for one in REFERENCES:
        assert one.title in shown
    assert samples.request.a.sha256 in shown
    assert "share of the words that are quoted speech" in shown


def test_what_is_the_same_in_several_voices_is_there_once(whole):
    """The sentences of the whole text are unfolded in one voice and folded in two: twice, not thrice."""
    view = without_scripts(whole).partition('id="sentiment"')[2].partition("<section")[0]
    assert view.count('data-pick="voice:all"') == 2
    assert '<div class="v author quoted"><details class="row" data-pick="voice:all">' in view


def test_what_a_reader_corrected_is_told(toy):
    """The first screen says how many corrections were made, and which."""
    start = toy.request.a.text.index("# Talks")
    corrected = toy.request.a._replace(corrections=(Correction(RENAME, start, start + 7, "Tea"),))
    report = build_report(toy.request._replace(a=corrected))
    shown = html.unescape(re.sub(r"<[^>]*>", "", without_scripts(report_html(report))))
    assert "1 correction by a reader" in shown
    assert "renamed to “Tea”" in shown


@pytest.mark.parametrize("text", ["Ja.", "— The — end —", "Eins zwei drei. " * 40])
def test_a_pair_with_little_to_measure_makes_a_report_too(text):
    """A few words, and a text in another language: a view says in words why it is empty."""
    request = Request(toy_source("Short", text), toy_source("Other", "So it is. " * 3), ())
    shown = without_scripts(report_html(build_report(request)))
    assert shown.count('class="void"') > 3


def test_what_is_said_of_all_differences_is_said_as_on_the_page(toy):
    """The same text twice, and two texts of which nothing differs clearly, are told as such."""
    same = build_report(toy.request._replace(b=toy.request.a._replace(name="Twin")))
    assert "Both sides hold the same text." in without_scripts(report_html(same))
    alike = [
        toy_source(name, f"It was a good day {place}. It was a bad day. We came. They left. " * 9)
        for name, place in (("One", "here"), ("Other", "there"))
    ]
    shown = without_scripts(report_html(build_report(Request(*alike, ()))))
    assert "Nothing differs clearly." in shown
    assert "where the texts are most alike" in shown


def test_what_is_known_of_a_text_is_told_wherever_it_stood(toy):
    """Title, author and date may stand in the file or in the text: both are told with what was brought."""
    inside = toy_source(
        "A", f"Peace Now\n\nBy Anna Bell\n\n24 September 2024\n\n{'It was good. ' * 9}"
    )
    beside = toy_source("B", "It was bad. " * 9)._replace(
        title="War Then", author="Jo Park", published="2022-01-10", origin="example.org"
    )
    texts = without_scripts(report_html(build_report(Request(inside, beside, ()))))
    told = texts.partition('<h3 class="t3">The texts</h3>')[2].partition("<h3")[0]
    rows = re.findall(r'<th scope="row">(\w+)</th><td>([^<]*)</td>', told)
    assert rows[:4] == [
        ("Title", "Peace Now"),
        ("Author", "Anna Bell"),
        ("Published", "2024-09-24"),
        ("Origin", "–"),
    ]
    assert ("Title", "War Then") in rows
    assert ("Author", "Jo Park") in rows
    assert ("Published", "2022-01-10") in rows
    assert ("Origin", "example.org") in rows


def test_without_a_list_of_actors_it_says_so(toy):
    """Nobody is looked for: no chart is there, and no count of nought."""
    shown = without_scripts(report_html(build_report(toy.request._replace(actors=()))))
    assert shown.count("No actors are looked for.") == len(VOICES) + 1
    assert "0 actors" not in shown


def beside(report: bytes, view: str) -> list[str]:
    """The voices in which sentences stand beside the charts of a view."""
    shown = without_scripts(report).partition(f'id="{view}"')[2].partition("<section")[0]
    found = re.search(r'<aside class="margin v ([^"]*)">', shown)
    return found[1].split() if found else []


def test_sentences_are_promised_only_where_a_row_has_some(toy):
    """Beside a view without charts stands nothing, nor in a voice in which nobody is named."""
    report = report_html(toy)
    assert beside(report, "overview") == []
    assert beside(report, "sentiment") == ["all", "author", "quoted"]
    assert beside(report, "actors") == ["all", "author"]


def test_charts_that_belong_together_have_the_headings_of_the_page(whole):
    """Above two charts stands what they share, and every sign in them is explained."""
    shown = html.unescape(without_scripts(whole))
    for heading in (
        "Section by section",
        "What the formulas are made of",
        "Two with a scale of their own",
        "Flesch Reading Ease, section by section",
        "9 of 16 mentions of Ukraine in Babich stand in §3",
    ):
        assert f'<h3 class="t3">{heading}</h3>' in shown
    assert "Dotted: fewer than three utterances" in shown


# --- Without the texts -------------------------------------------------------------------------

LONG_HEADING = " ".join(f"heading{n}" for n in range(30))
LONG_NAME = " ".join(f"Alias{n}" for n in range(15))
LONG_TITLE = " ".join(f"Title{n}" for n in range(20))
LONG_TERM = " ".join(f"<Term{n}>" for n in range(20))


@pytest.fixture(scope="module")
def nasty() -> Report:
    """A text whose title, heading and names are themselves passages."""
    text = (
        f"{LONG_TITLE}\n\n# {LONG_HEADING}\n\n{LONG_NAME} said a good thing about Bob. "
        f"A bad thing said {LONG_NAME} too. {'So it went on and on. ' * 12}\n\n"
        f"# {LONG_TERM}\n\n“Never again,” said {LONG_NAME}. {'Bob laughed at it. ' * 12}\n"
    )
    actors = (Actor(LONG_NAME, "person", (LONG_NAME,), ()), Actor("Bob", "person", ("Bob",), ()))
    a = toy_source(LONG_TITLE, text)._replace(title=LONG_TITLE, author=LONG_NAME)
    return build_report(Request(a, toy_source("Other", "Bob came. He was bad. " * 20), actors))


def test_no_passage_of_the_samples_is_in_the_edition_without_texts(bare, samples):
    """No run of more than twelve words of either text, in no hover, no table and no attribute."""
    for source in (samples.request.a, samples.request.b):
        assert runs_kept(bare, source.text) == []


def test_the_check_finds_passages_where_there_are_some(whole, samples):
    """The edition with texts holds them, and the same check says so."""
    assert len(runs_kept(whole, samples.request.a.text)) > 1000


def test_names_titles_and_headings_that_are_passages_are_cut(nasty):
    """A title of twenty words, a name of fifteen and a heading of thirty: only their beginnings."""
    with_texts, without = report_html(nasty), report_html(nasty, with_texts=False)
    for words in (LONG_TITLE, LONG_HEADING, LONG_NAME, LONG_TERM):
        assert runs_kept(with_texts, words)
        assert runs_kept(without, words) == []
    assert runs_kept(without, nasty.request.a.text) == []


def test_the_edition_without_texts_has_the_same_charts(whole, bare):
    """Only sentences and long words are missing: every chart is there."""
    charts = [without_scripts(one).count("data-chart=") for one in (whole, bare)]
    assert charts[0] == charts[1] > 40
    assert 'data-pick="' not in without_scripts(bare)
    assert SENTENCE not in html.unescape(without_scripts(bare))


def test_the_edition_without_texts_promises_no_sentences_on_paper(whole, bare):
    """What its first page says is on paper is what is there."""
    said = ["first sentences behind a row" in without_scripts(one) for one in (whole, bare)]
    assert said == [True, False]
    assert "On paper: the charts. In the file: the tables" in without_scripts(bare)


# --- In a browser ------------------------------------------------------------------------------


@pytest.fixture
def opened(browser, tmp_path):
    """Open a report from the disk with the network off; errors and requests fail the test."""
    contexts, errors, requests = [], [], []

    def start(report: bytes, *, scheme: str = "light", width: int = 1440, **options):
        file = tmp_path / "report.html"
        file.write_bytes(report)
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: (errors.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_selector(".chart.drawn")
            page.wait_for_function(STILL)
        return page

    yield start
    for context in contexts:
        context.close()
    assert errors == []
    assert [url for url in requests if not url.endswith("/report.html")] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_offline_with_every_chart_drawn(opened, whole, scheme, width):
    """Without a network, in light and dark, on a laptop and on a phone, without sideways scrolling."""
    page = opened(whole, scheme=scheme, width=width)
    shown = "[...document.querySelectorAll('.chart')].filter(one => one.offsetParent)"
    undrawn = f"{shown}.filter(one => !one.querySelector('.main-svg .plot, .annotation')).length"
    assert page.evaluate(f"[{shown}.length > 15, {undrawn}]") == [True, 0]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    loaded = (
        "[...document.fonts].every(face => face.status === 'loaded') && document.fonts.size > 0"
    )
    assert page.evaluate(loaded)
    mark = page.locator("#sentiment .scatterlayer path.point").first
    colour = mark.evaluate("mark => getComputedStyle(mark).fill")
    assert colour == {"light": "rgb(31, 95, 153)", "dark": "rgb(121, 180, 232)"}[scheme]


def click_row(page, row: int) -> None:
    """Click into a row of the sections of text a, away from its mark."""
    chart = page.locator("#sentiment .pair .chart.drawn:visible").first
    chart.scroll_into_view_if_needed()
    chart.locator(".bars path").nth(row).click(force=True, position={"x": 3, "y": 8})


@pytest.mark.browser
def test_a_click_on_a_mark_shows_the_sentences_of_its_text(opened, whole):
    """The lower half of a row is b's: its sentences are scrolled into sight, below the row's title."""
    page = opened(whole)
    chart = page.locator("#sentiment .chart.drawn:visible").first
    chart.scroll_into_view_if_needed()
    seen = []
    for half in (0, 3):  # the upper half of the first row, then the lower
        chart.locator(".bars path").nth(half).click(force=True, position={"x": 3, "y": 8})
        page.wait_for_function(STILL)
        row = page.locator("#sentiment .v:visible > .row[open]")
        below = row.locator("summary").bounding_box()
        part = row.locator('[data-side="b"]').bounding_box()
        seen.append(part["y"] - below["y"] - below["height"])
    assert seen[0] > 100
    assert abs(seen[1]) <= 2


def read_titles(page) -> list[str]:
    """What is open beside the charts of the view."""
    return page.locator(
        "#sentiment .v:visible > .row[open] > summary > :first-child"
    ).all_inner_texts()


@pytest.mark.browser
def test_a_click_on_a_row_opens_its_sentences_beside_the_chart(opened, whole):
    """The sentences of the section are shown, and its row is shaded."""
    page = opened(whole)
    click_row(page, 3)
    page.wait_for_function(STILL)
    assert read_titles(page) == ["A Pattern of Failed or Broken Agreements"]
    sentence = page.locator("#sentiment .row[open]").get_by_text(
        "Western overtures for negotiation"
    )
    assert sentence.is_visible()
    colours = page.locator("#sentiment .pair .chart.drawn:visible").first.evaluate(
        "chart => [...chart.querySelectorAll('.bars path')].map(bar => getComputedStyle(bar).fill)"
    )
    shaded = [number for number, colour in enumerate(colours) if colour == "rgb(29, 29, 27)"]
    assert shaded == [3]


@pytest.mark.browser
def test_a_row_can_be_opened_from_the_keyboard(opened, whole):
    """Everything a chart opens stands in a list beside it."""
    page = opened(whole)
    summary = page.locator("#actors .row:not([open]) > summary").first
    name = summary.locator("span").first.inner_text()
    summary.focus()
    page.keyboard.press("Enter")
    shown = page.locator("#actors .v:visible > .row[open] > summary > :first-child")
    assert shown.all_inner_texts() == [name]


@pytest.mark.browser
def test_on_a_phone_the_sentences_come_from_below_and_can_be_closed(opened, whole):
    """The chart stays where it is; Close takes the sheet away."""
    page = opened(whole, width=390)
    assert read_titles(page) == []
    for _ in range(2):  # the first tap shows the value, the second chooses
        click_row(page, 3)
        page.wait_for_function(STILL)
    sheet = page.locator("#sentiment .row[open]").first
    assert sheet.evaluate("sheet => sheet.getBoundingClientRect().bottom") == 900
    page.locator("#sentiment .close").click()
    assert read_titles(page) == []


@pytest.mark.browser
def test_the_voice_is_switched(opened, whole):
    """The numbers of the quoted words take the place of those of the whole text."""
    page = opened(whole)
    page.get_by_text("Quoted words", exact=True).first.click()
    page.wait_for_function(STILL)
    drawn = "[...document.querySelectorAll('.chart')].filter(one => one.offsetParent)"
    assert page.evaluate(f"{drawn}.every(one => one.classList.contains('drawn'))")
    assert page.locator(".v:visible").evaluate_all(
        "all => all.every(one => one.classList.contains('quoted'))"
    )


ROWS = """view => {
  const seen = one => one.offsetParent !== null;
  const open = [...view.querySelectorAll('.row[open]')].filter(row => seen(row.parentElement));
  const bars = [...view.querySelectorAll('.chart')].filter(seen).flatMap(one => one.data)
    .filter(trace => trace.type === 'bar' && trace.customdata);
  const isShaded = (bar, n) => bar.marker.color[n] !== 'rgba(0,0,0,0)';
  const shaded = bars.flatMap(bar => bar.customdata.filter((_, n) => isShaded(bar, n)));
  const rows = shaded.map(([pick]) => pick.replace(/^place:[ab]:/, 'actor:'));
  return [open.map(row => row.dataset.pick), [...new Set(rows)]];
}"""
"""In a view: the picks of the rows that are open, and of those that are shaded in a chart."""


def rows_in(page, view: str) -> tuple[list[str], list[str]]:
    return tuple(page.locator(f"#{view.lower()}").evaluate(ROWS))


def switch_to(page, voice: str) -> None:
    page.locator(f"label[for=voice-{voice}]").click()
    page.wait_for_function(STILL)


def choose_row(page, view: str, pick: str) -> None:
    """Open a row in the list beside the charts."""
    rows = page.locator(f"#{view.lower()} .row[data-pick='{pick}'] > summary")
    rows.filter(visible=True).click()
    page.wait_for_function(STILL)


@pytest.mark.browser
def test_the_row_that_is_open_is_the_row_that_is_shaded(opened, whole):
    """In every view, voice and mode, before anything is chosen: one row, or none where no chart is."""
    page = opened(whole)
    for voice in VOICES:
        switch_to(page, voice)
        for view in VIEWS:
            unfolded, shaded = rows_in(page, view)
            has_rows = (view, voice) != ("Overview", "quoted")
            assert (len(unfolded), shaded) == (int(has_rows), unfolded), (view, voice)


@pytest.mark.browser
def test_what_was_chosen_stays_chosen_in_the_other_voice(opened, whole):
    """The row is open and shaded in each voice that has it, and after a switch of the mode."""
    page = opened(whole)
    chosen = {
        "Sentiment": "section:a:3",
        "Readability": "measure:smog_grade",
        "Actors": "actor:NATO",
    }
    for view, pick in chosen.items():
        choose_row(page, view, pick)
    for voice in ("author", "quoted", "all"):
        switch_to(page, voice)
        page.emulate_media(color_scheme="dark" if voice == "quoted" else "light")
        page.wait_for_function(STILL)
        assert {view: rows_in(page, view) for view in chosen} == {
            view: ([pick], [pick]) for view, pick in chosen.items()
        }


@pytest.mark.browser
def test_a_voice_without_the_chosen_row_has_its_first_row_chosen(opened, whole):
    """Quoted words do not name the Soviet Union; the row is there again when its voice is."""
    page = opened(whole)
    choose_row(page, "Actors", "actor:Soviet Union")
    seen = []
    for voice in ("quoted", "author"):
        switch_to(page, voice)
        seen.append(rows_in(page, "Actors"))
    assert seen == [([pick], [pick]) for pick in ("actor:Russia", "actor:Soviet Union")]


@pytest.mark.browser
def test_what_was_closed_stays_closed(opened, whole):
    """A row that is chosen again is closed, in every voice, and none is shaded."""
    page = opened(whole)
    choose_row(page, "Sentiment", "voice:all")
    for voice in ("all", "author"):
        switch_to(page, voice)
        assert rows_in(page, "Sentiment") == ([], [])


@pytest.mark.browser
def test_on_a_phone_nothing_is_open_until_it_is_tapped(opened, whole):
    """No row is open or shaded in any voice; of two views the one that was tapped last has the sheet."""
    page = opened(whole, width=390)
    for voice in ("author", "all"):
        switch_to(page, voice)
        assert [rows_in(page, view) for view in VIEWS] == [([], [])] * len(VIEWS)
    choose_row(page, "Actors", "actor:NATO")
    page.locator("#actors .close").click()
    choose_row(page, "Sentiment", "section:a:3")
    switch_to(page, "author")
    assert rows_in(page, "Sentiment") == (["section:a:3"], ["section:a:3"])
    page.locator("#actors .chart.drawn:visible").first.evaluate(
        "chart => chart.emit('plotly_click', {points: [{customdata: ['quoted:actor:NATO', 'a', '']}]})"
    )
    page.wait_for_function(STILL)
    assert rows_in(page, "Actors") == (["actor:NATO"], ["actor:NATO"])
    assert rows_in(page, "Sentiment") == ([], [])


@pytest.mark.browser
def test_a_chart_beside_a_longer_one_keeps_its_height(opened, whole):
    """In a window whose size changes, the sections of b are not drawn out to the height of those of a."""
    page = opened(whole)
    page.set_viewport_size({"width": 1200, "height": 800})
    page.wait_for_function(STILL)
    drawn = page.locator("#sentiment .pair .chart.drawn:visible").evaluate_all(
        "all => all.map(one => [one.clientHeight, parseFloat(one.style.minHeight)])"
    )
    assert len(drawn) == 2
    assert all(height == wanted for height, wanted in drawn)


# Where the first letter and the full stop of some words stand, from the left.
ENDS = """one => {
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), nodes = [];
  while (texts.nextNode()) nodes.push(texts.currentNode);
  const left = (node, n) => {
    const range = document.createRange();
    range.setStart(node, n);
    range.setEnd(node, n + 1);
    return range.getBoundingClientRect().left;
  };
  const last = nodes[nodes.length - 1];
  return [left(nodes[0], 0), left(last, last.length - 1)];
}"""

ARABIC = "\n\n".join(
    f"# {heading}\n\n" + "وقعت روسيا اتفاقا جديدا يوم الأحد. قال الرئيس إن السلام ممكن. " * 8
    for heading in ("بداية العام.", "نهاية العام.")
)


@pytest.mark.browser
def test_a_text_from_right_to_left_ends_at_the_left(opened, toy):
    """Its sentences and headings end with their full stop at the left, those of the other at the right."""
    actors = (Actor("روسيا", "state", ("روسيا", "Russia"), ()),)
    arabic = toy_source("اتفاق", ARABIC)._replace(title="نهاية الطريق.")
    page = opened(report_html(build_report(Request(arabic, toy.request.b, actors))))
    row = page.locator("#actors .v:visible > .row[open]")
    for places, is_from_right in (
        (page.locator(".ttl").first, True),
        (row.locator('[data-side="a"] .w').first, True),
        (row.locator('[data-side="a"] .s').first, True),
        (row.locator('[data-side="b"] .s').first, False),
    ):
        first, stop = places.evaluate(ENDS)
        assert (stop < first) == is_from_right


@pytest.mark.browser
def test_charts_follow_a_switch_of_the_mode(opened, whole):
    """A file that is open takes the other mode's colours."""
    page = opened(whole)
    mark = page.locator("#sentiment .scatterlayer path.point").first
    fill = "mark => getComputedStyle(mark).fill"
    assert mark.evaluate(fill) == "rgb(31, 95, 153)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(STILL)
    assert mark.evaluate(fill) == "rgb(121, 180, 232)"


@pytest.mark.browser
def test_it_can_be_read_without_javascript(opened, whole):
    """Sentences and tables unfold, the voice is switched, and a line says what is missing."""
    page = opened(whole, java_script_enabled=False)
    assert "The charts need JavaScript" in page.locator("noscript").inner_text()
    row = page.locator('#sentiment .row[data-pick="section:a:3"]').first
    row.locator("summary").click()
    assert row.get_by_text("overtures for negotiation").is_visible()
    page.locator("#sentiment .tbl > summary").first.click()
    assert page.locator("#sentiment .tbl td").first.is_visible()
    assert page.locator("#overview .v.quoted").first.is_hidden()
    page.get_by_text("Quoted words", exact=True).first.click()
    assert page.locator("#overview .v.quoted").first.is_visible()


@pytest.mark.browser
def test_nothing_in_a_text_runs(opened):
    """Elements, handlers and ends of scripts in title, heading, name and text are plain words."""
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    text = (
        f"# {evil}\n\nMallory {evil} is good. Eve is bad. {'So it goes on, said Eve. ' * 10}\n\n"
        f"# <svg onload=alert(3)>\n\n“{evil}” said Eve. {'It was a war. ' * 12}\n"
    )
    actors = (
        Actor(f"Eve {evil}", "person", ("Eve",), ()),
        Actor("Mallory", "person", ("Mallory",), ()),
    )
    a = toy_source(evil, text)._replace(title=evil, author=evil, origin=evil)
    b = toy_source("</style><b>B</b>", "Eve met Mallory. " * 20)
    for with_texts in (True, False):
        report = report_html(build_report(Request(a, b, actors)), with_texts=with_texts)
        page = opened(report)
        assert page.locator("img").count() == 0
        assert page.locator("svg[onload]").count() == 0
        assert page.locator("script").count() == 3
        assert page.locator(".ttl").first.inner_text() == evil
        assert page.locator(".chart.drawn").count() > 5


# --- On paper ----------------------------------------------------------------------------------


@pytest.mark.browser
def test_it_prints_in_light_colours_with_no_chart_wider_than_the_sheet(opened, whole):
    """A file open in dark mode prints on white; every chart fits its column."""
    page = opened(whole, scheme="dark")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert 10 < len(printed.pages) < 25
    assert {round(float(sheet.mediabox.width)) for sheet in printed.pages} == {595}
    words = " ".join(sheet.extract_text() for sheet in printed.pages)
    assert "Whose words are counted: whole text" in words
    assert "actors looked for, and by which names" not in words  # a list that is closed
    assert "https://doi.org/10.1002/sim.3095" in words
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wider = page.locator(".chart:visible").evaluate_all(
        "all => all.filter(one => one.querySelector('.main-svg').clientWidth > 697).length"
    )
    assert wider == 0
    fill = page.locator("#sentiment .scatterlayer path.point").first.evaluate(
        "mark => getComputedStyle(mark).fill"
    )
    assert fill == "rgb(31, 95, 153)"


@pytest.mark.browser
def test_tables_that_are_open_do_not_widen_the_sheet(opened, whole):
    """A table of numbers has more columns than paper has room for: it stays in the file."""
    page = opened(whole)
    page.evaluate("document.querySelectorAll('.numbers').forEach(one => { one.open = true; })")
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join(sheet.extract_text() for sheet in printed.pages)
    assert "gunning_fog_grade" not in words
    assert "In the file: all rows, the tables and the list of actors." in " ".join(words.split())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 696, "height": 900})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= 696


@pytest.mark.browser
def test_a_chart_that_is_longer_than_a_sheet_gets_a_longer_sheet(opened):
    """Sixty sections stand on one sheet with their heading, not cut across three."""
    part = "A good day came to us all. A bad day came. We went on and on as before. " * 3
    parts = "\n\n".join(f"# Part {n}\n\n{part}" for n in range(60))
    name = "A name of sixty characters that is written above every chart"
    report = build_report(
        Request(toy_source(name, parts), toy_source("Other", "It was good. " * 20), ())
    )
    printed = PdfReader(BytesIO(opened(report_html(report)).pdf(prefer_css_page_size=True)))
    longer = [sheet.extract_text() for sheet in printed.pages if round(sheet.mediabox.height) > 842]
    assert len(longer) == 2
    for words, heading in zip(longer, ("Section by section", "Flesch Reading Ease"), strict=True):
        assert words.startswith(heading)
        assert "Part 1" in words
        assert "Part 59" in words
