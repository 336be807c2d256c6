"""Pictures made by a browser on the machine: right, the same each time, private, and never a hang."""

import html
import json
import os
import re
import stat
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard import browser as browsers
from dashboard import rendering, selections, theme
from dashboard.browser import Browser, BrowserError, find_browser
from dashboard.exhibits import all_exhibits, file_name
from dashboard.picture import picture
from dashboard.rendering import Picture, missing, pictures, render
from dashboard.typefaces import IN_PICTURES, face_rules

NEEDS_A_BROWSER = pytest.mark.skipif(
    find_browser() is None and not os.environ.get("CI"),
    reason="no Chromium on this machine (Debian: apt install chromium)",
)


@pytest.fixture(scope="module")
def made(samples) -> dict[str, bytes]:
    """Every picture of the samples in every format."""
    names = selections.names_of(samples)
    return dict(pictures(all_exhibits(samples, "all"), names))


@pytest.fixture
def no_profiles_left(monkeypatch, tmp_path_factory):
    """No folder of a browser stays behind."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


def program(folder: Path, script: str) -> Path:
    """A program that is taken for a browser."""
    path = folder / "chromium"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return path


# --- What is made ------------------------------------------------------------------------------


@NEEDS_A_BROWSER
def test_every_exhibit_comes_in_every_format(made, samples):
    """One file for each exhibit and format, each under a telling name of its own."""
    n = len(all_exhibits(samples, "all"))
    endings = [Path(name).suffix for name in made]
    assert [endings.count(ending) for ending in (".svg", ".png", ".pdf")] == [n, n, n]
    assert "tone-by-section-arnow-2024.svg" in made


@NEEDS_A_BROWSER
def test_an_svg_keeps_its_text_as_text(made):
    """Titles, labels and values can be searched and edited."""
    root = ElementTree.fromstring(made["tone-by-section-arnow-2024.svg"])
    words = " ".join(
        "".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")
    )
    assert "3. Broken NATO Promises" in words
    assert "mean tone of utterances" in words


SVG = "{http://www.w3.org/2000/svg}"
TAG = re.compile(r"<[^>]*>")


def words_in(figure: go.Figure) -> list[str]:
    """Everything a figure says, line by line: its annotations and what stands at its axes."""
    axes = [*figure.select_xaxes(), *figure.select_yaxes()]
    said = [note.text for note in figure.layout.annotations]
    said += [
        text for axis in axes for text in (axis.ticktext or ()) if axis.showticklabels is not False
    ]
    said += [axis.title.text for axis in axes if axis.title.text]
    lines = [line for text in said for line in text.split("<br>")]
    return [" ".join(html.unescape(TAG.sub("", line)).split()) for line in lines]


@NEEDS_A_BROWSER
def test_every_svg_shows_what_its_figure_holds(made, samples):
    """Each word, each mark, each bar and each interval of a figure is in its picture, and no other mark."""
    names = selections.names_of(samples)
    for exhibit in all_exhibits(samples, "all"):
        figure = picture(exhibit, names, "light")
        root = ElementTree.fromstring(made[f"{file_name(exhibit, names)}.svg"])
        said = " ".join(
            " ".join("".join(one.itertext()).split()) for one in root.iter(f"{SVG}text")
        )
        assert [line for line in words_in(figure) if line not in said] == [], exhibit.key
        marked = [one for one in figure.data if one.type == "scatter" and one.mode == "markers"]
        n_marks = sum(len(trace.x) for trace in marked)
        assert len(root.findall(f".//{SVG}path[@class='point']")) == n_marks, exhibit.key
        n_bars = sum(len(trace.x) for trace in figure.data if trace.type == "bar")
        assert len(root.findall(f".//{SVG}g[@class='point']")) == n_bars, exhibit.key
        intervals = [
            reach
            for trace in marked
            for reach in zip(trace.error_x.array or (), trace.error_x.arrayminus or (), strict=True)
            if reach != (None, None)
        ]
        lines = [one.get("d") for one in root.findall(f".//{SVG}path[@class='xerror']")]
        ends = [re.match(r"M([\d.-]+),.*H([\d.-]+)", line).groups() for line in lines]
        assert sum(left != right for left, right in ends) == len(intervals), exhibit.key


@NEEDS_A_BROWSER
def test_every_png_and_pdf_shows_the_same(made, samples):
    """The PNG has the size and the colours of the figure, the PDF its size and its words."""
    names = selections.names_of(samples)
    for exhibit in all_exhibits(samples, "all"):
        figure = picture(exhibit, names, "light")
        image = Image.open(BytesIO(made[f"{file_name(exhibit, names)}.png"])).convert("RGB")
        size = figure.layout.width, figure.layout.height
        assert image.size == (2 * size[0], 2 * size[1])
        colours = {colour for _, colour in image.getcolors(1 << 20)}
        for role in ("page", "ink", "muted", *exhibit.sides):
            assert tuple(bytes.fromhex(theme.ROLES[role].light[1:])) in colours, exhibit.key
        (page,) = PdfReader(BytesIO(made[f"{file_name(exhibit, names)}.pdf"])).pages
        printed = [4 / 3 * float(end) for end in (page.mediabox.width, page.mediabox.height)]
        assert printed == pytest.approx(size, abs=1.5)
        said = "".join(page.extract_text().split())
        assert "".join(exhibit.title.split()) in said, exhibit.key


@NEEDS_A_BROWSER
def test_pictures_bring_their_typefaces_along(made):
    """The SVG holds them, and in the PDF its words are set in them: no machine needs to have them."""
    assert face_rules(IN_PICTURES) in made["tone-by-voice-arnow-2024-babich-2022.svg"].decode(
        "utf-8"
    )
    (page,) = PdfReader(BytesIO(made["tone-by-voice-arnow-2024-babich-2022.pdf"])).pages
    fonts = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all("Parallax" in name for name in fonts)


@NEEDS_A_BROWSER
def test_a_png_has_two_pixels_for_each_of_the_figure(made):
    """Sharp on a good screen and on paper; on painted paper, in the colours of the texts."""
    image = Image.open(BytesIO(made["tone-by-voice-arnow-2024-babich-2022.png"])).convert("RGB")
    assert image.width == 2 * 900
    colours = {colour for _, colour in image.getcolors(1 << 20)}
    for role in ("page", "a", "b", "ink"):
        assert tuple(bytes.fromhex(theme.ROLES[role].light[1:])) in colours


@NEEDS_A_BROWSER
def test_a_pdf_is_one_page_as_large_as_the_figure(made):
    """Nothing is cut, and its words are words."""
    root = ElementTree.fromstring(made["mentions-arnow-2024-babich-2022.svg"])
    (page,) = PdfReader(BytesIO(made["mentions-arnow-2024-babich-2022.pdf"])).pages
    size = [float(root.get(side)) * 0.75 for side in ("width", "height")]
    assert [float(page.mediabox.width), float(page.mediabox.height)] == pytest.approx(size, abs=1)
    assert "Antony Blinken" in page.extract_text().replace("\n", " ")


@NEEDS_A_BROWSER
def test_a_pdf_is_titled_as_its_file_is_named(made):
    """Several of them open in one reader can be told apart."""
    for name in ("mentions-arnow-2024-babich-2022", "tone-by-section-arnow-2024"):
        assert PdfReader(BytesIO(made[f"{name}.pdf"])).metadata.title == name


@NEEDS_A_BROWSER
def test_the_same_figure_gives_the_same_bytes(made, samples):
    """In another browser, after other figures: no time and no lot is in a picture."""
    names = selections.names_of(samples)
    again = dict(pictures(all_exhibits(samples, "all")[5:7], names))
    assert len(again) == 6
    assert all(made[name] == data for name, data in again.items())


@NEEDS_A_BROWSER
def test_pictures_can_be_dark(samples):
    """The other mode's colours are painted."""
    exhibits = all_exhibits(samples, "all")[5:6]
    ((_, data),) = pictures(exhibits, selections.names_of(samples), ["png"], "dark")
    colours = {c for _, c in Image.open(BytesIO(data)).convert("RGB").getcolors(1 << 20)}
    assert tuple(bytes.fromhex(theme.ROLES["page"].dark[1:])) in colours


@NEEDS_A_BROWSER
def test_exhibits_of_one_name_do_not_overwrite_each_other(samples):
    """The second gets a number."""
    twice = all_exhibits(samples, "all")[:1] * 2
    names = [name for name, _ in pictures(twice, selections.names_of(samples), ["svg"])]
    assert len(set(names)) == 2


@NEEDS_A_BROWSER
def test_words_in_a_figure_are_only_words(samples):
    """A title made to break out of the script that draws it does not."""
    (exhibit,) = all_exhibits(samples, "all")[5:6]
    evil = '"}); document.title = "broken"; //</script>\u2028'
    hostile = exhibit._replace(title=evil, subtitle="<img src=x onerror=alert(1)>")
    ((_, data),) = pictures([hostile], {"a": "${1}", "b": "`"}, ["svg"])
    words = "".join(ElementTree.fromstring(data).itertext())
    assert 'document.title = "broken"' in words
    assert "onerror=alert(1)" in words


def test_an_unknown_format_is_refused(samples):
    """The message names those there are."""
    with pytest.raises(ValueError, match="svg, png, pdf"):
        list(pictures(all_exhibits(samples, "all")[:1], selections.names_of(samples), ["gif"]))


def test_nothing_wanted_starts_no_browser(monkeypatch):
    """No picture, or no format: nothing to do."""
    monkeypatch.setattr(rendering, "Browser", None)
    assert list(render([])) == []
    assert list(render([Picture("x", None)], [])) == []


# --- The browser -------------------------------------------------------------------------------


@NEEDS_A_BROWSER
def test_the_page_reaches_nobody(no_profiles_left):
    """No host can be asked for anything, not even this machine; no file can be read."""
    with Browser(find_browser()) as opened:
        for address in ("https://example.org", "http://127.0.0.1:1", "file:///etc/hosts"):
            asked = f"fetch({json.dumps(address)}).then(() => 'got it', () => 'refused')"
            assert opened.evaluate(asked) == "refused"


@NEEDS_A_BROWSER
def test_an_order_that_takes_too_long_ends_the_browser(no_profiles_left):
    """A message says so; nothing waits for ever."""
    with Browser(find_browser()) as opened:
        opened.seconds = 0.5
        with pytest.raises(BrowserError, match=r"did not answer within 0\.5 seconds"):
            opened.evaluate("new Promise(() => {})")
        with pytest.raises(BrowserError, match="ended before"):
            opened.evaluate("1")


@NEEDS_A_BROWSER
def test_a_script_that_fails_is_told_in_one_line(no_profiles_left):
    """And the browser can go on."""
    with Browser(find_browser()) as opened:
        with pytest.raises(BrowserError, match="Error: no such thing") as caught:
            opened.evaluate("throw new Error('no such thing')")
        assert "\n" not in str(caught.value)
        assert opened.evaluate("6 * 7") == 42


@NEEDS_A_BROWSER
def test_a_browser_is_gone_with_all_its_processes(no_profiles_left):
    """None of its helpers runs on."""
    with Browser(find_browser()) as opened:
        group = opened._process.pid
        assert len(running(group)) > 1
    assert running(group) == []


def running(group: int) -> list[str]:
    """The processes of a group that are alive, by what the system says of them."""
    told = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True)
    rows = [row.split() for row in told.stdout.splitlines()]
    return [state for leader, state in rows if leader == str(group) and state[0] != "Z"]


@NEEDS_A_BROWSER
def test_who_stops_asking_leaves_no_browser_behind(samples, no_profiles_left):
    """A job that is broken off takes its browser with it."""
    job = pictures(all_exhibits(samples, "all")[:3], selections.names_of(samples), ["svg"])
    name, _ = next(job)
    job.close()
    assert name.endswith(".svg")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 1", "ended before it had answered"),
        ("sleep 60", "did not answer within"),
        ("while :; do echo noise >&4; done", "ended before|did not answer"),
        (r"printf 'no JSON\0' >&4; sleep 60", "ended before"),
    ],
    ids=["dies", "says nothing", "makes noise", "talks nonsense"],
)
def test_a_browser_that_does_not_work_is_given_up(
    monkeypatch, tmp_path, no_profiles_left, script, said
):
    """It is told in a sentence, and nothing of it runs on."""
    monkeypatch.setattr(browsers, "START_SECONDS", 0.5)
    monkeypatch.setattr(browsers, "GOODBYE_SECONDS", 0.5)
    with pytest.raises(BrowserError, match=said):
        Browser(program(tmp_path, script), seconds=0.5)


def test_a_browser_that_cannot_be_run_is_given_up(tmp_path, no_profiles_left):
    """A file that is no program."""
    with pytest.raises(BrowserError):
        Browser(tmp_path / "nothing-here")


def test_the_browser_named_in_the_surroundings_is_used(monkeypatch, tmp_path):
    """BROWSER_PATH wins over what would be found."""
    named = program(tmp_path, "exit 0")
    monkeypatch.setenv(browsers.VARIABLE, str(named))
    assert find_browser() == named


def test_without_a_browser_a_sentence_says_what_is_missing_and_what_to_do(monkeypatch, samples):
    """For the page and for the command line, before anything is tried."""
    monkeypatch.delenv(browsers.VARIABLE, raising=False)
    monkeypatch.setattr(browsers, "NAMES", ())
    monkeypatch.setattr(browsers, "MAC_APPLICATIONS", ())
    assert find_browser() is None
    assert "SVG and PDF" in missing(["svg", "pdf"])
    assert "apt install chromium" in missing()
    with pytest.raises(BrowserError, match="Install Chromium"):
        next(pictures(all_exhibits(samples, "all")[:1], selections.names_of(samples)))


def test_a_browser_that_is_named_in_vain_is_told(monkeypatch, tmp_path):
    """What the variable names, and whether it is missing or no program."""
    monkeypatch.setenv(browsers.VARIABLE, "/nowhere/chromium")
    assert "BROWSER_PATH names /nowhere/chromium, which is not there" in missing()
    (tmp_path / "chromium").write_text("no program")
    monkeypatch.setenv(browsers.VARIABLE, str(tmp_path / "chromium"))
    assert f"BROWSER_PATH names {tmp_path / 'chromium'}, which cannot be run" in missing()


@NEEDS_A_BROWSER
def test_with_a_browser_nothing_is_missing():
    """Then there is nothing to say."""
    assert missing() == ""
