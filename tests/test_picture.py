"""A picture stands alone: title, names, method and real colours inside, and nothing cut off."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pytest

from analysis.report import Report
from dashboard import exhibits, theme
from dashboard.exhibits import Exhibit
from dashboard.figures.grammar import text_width
from dashboard.picture import MOST_LINES, PAD, look_of, picture

NAMES = {"a": "Arnow 2024", "b": "Babich 2022"}
HOSTILE = {"a": "<b>#000001</b> & $x$", "b": "W" * 5000}

every_mode = pytest.mark.parametrize("mode", ["light", "dark"])
every_width = pytest.mark.parametrize("width", [900, 600])


@pytest.fixture(scope="module")
def every(samples: Report) -> tuple[Exhibit, ...]:
    """All exhibits of the samples, and those of the voice that one of them hardly has."""
    quoted = exhibits.all_exhibits(samples, "quoted")
    return (*exhibits.all_exhibits(samples, "all"), *quoted)


def inside(shown: Exhibit, drawn: go.Figure) -> go.Figure:
    """The chart itself, as it is drawn for a picture of this width."""
    return shown.draw(look_of(shown, drawn.layout.width))


def around(shown: Exhibit, drawn: go.Figure) -> tuple[go.layout.Annotation, ...]:
    """What the picture prints beyond the chart."""
    return drawn.layout.annotations[len(inside(shown, drawn).layout.annotations) :]


def added(shown: Exhibit, drawn: go.Figure) -> list[str]:
    """The same in words, each as one line."""
    return [re.sub(r"</?b>", "", note.text.replace("<br>", " ")) for note in around(shown, drawn)]


@every_mode
def test_title_names_and_method_are_inside(every: tuple[Exhibit, ...], mode: theme.Mode) -> None:
    """What the page says around a chart stands in its picture, as words."""
    for shown in every:
        title, subtitle, footer, *legend = added(shown, picture(shown, NAMES, mode))
        assert title == shown.title
        assert subtitle == shown.subtitle
        assert footer == f"Parallax. Texts: Arnow 2024 and Babich 2022. {shown.note}"
        assert legend[: len(shown.sides)] == [NAMES[side] for side in shown.sides]


def test_the_voice_is_named_where_it_is_not_the_whole_text(samples: Report) -> None:
    """A picture of the quoted words says so; one of all words has nothing to say."""
    quoted = exhibits.tone_along_the_text(samples, "quoted")
    assert added(quoted, picture(quoted, NAMES, "light"))[-1] == "Quoted words"
    both = exhibits.tone_along_the_text(samples, "all")
    assert added(both, picture(both, NAMES, "light"))[-1] == NAMES["b"]


@every_mode
def test_colours_are_those_of_the_mode(every: tuple[Exhibit, ...], mode: theme.Mode) -> None:
    """No placeholder is left, the paper is painted, and each glyph has its text's colour."""
    for shown in every:
        drawn = picture(shown, NAMES, mode)
        assert not re.search(r"#0000\d\d\b", drawn.to_json())
        assert drawn.layout.paper_bgcolor == getattr(theme.ROLES["page"], mode)
        glyphs = drawn.layout.shapes[len(inside(shown, drawn).layout.shapes) :]
        colours = [getattr(theme.ROLES[side], mode) for side in shown.sides]
        assert [glyph.fillcolor for glyph in glyphs] == colours


def test_a_circle_stands_for_a_and_a_diamond_for_b(samples: Report) -> None:
    """The glyphs are drawn as shapes, since not every font has them."""
    drawn = picture(exhibits.tone_by_voice(samples, "all"), NAMES, "light")
    *_, circle, diamond = drawn.layout.shapes  # behind those that keep room for the labels
    assert (circle.type, diamond.type) == ("circle", "path")


@every_width
def test_the_chart_itself_is_the_one_on_the_page(every: tuple[Exhibit, ...], width: int) -> None:
    """Its plot is as high as on the page, all its marks are there, and paper is added around."""
    for shown in every:
        drawn = picture(shown, NAMES, "light", width)
        before, after = inside(shown, drawn).layout, drawn.layout
        on_page = shown.figure.layout
        assert after.width == width
        assert (
            after.height - after.margin.t - after.margin.b
            == on_page.height - on_page.margin.t - on_page.margin.b
        )
        assert after.margin.l - before.margin.l == PAD
        assert [trace.x for trace in drawn.data] == [trace.x for trace in shown.figure.data]
        assert after.xaxis.range == before.xaxis.range


def test_the_legend_tells_names_apart_that_begin_alike(samples: Report) -> None:
    """Two names too long for the line are shortened to where they differ, not to the same words."""
    report = "Report of the Committee on Foreign Relations"
    names = {"a": f"{report}, first edition", "b": f"{report}, second edition"}
    shown = exhibits.tone_by_voice(samples, "all")
    *_, a, b = added(shown, picture(shown, names, "light"))
    assert (a, b) == ("first edition", "second edition")


def test_what_nobody_chose_is_not_shaded(samples: Report) -> None:
    """The first row, shaded on the page before anything is chosen, is a row like others in a file."""
    for shown in exhibits.exhibits_of(samples, "Actors", "all"):
        drawn = picture(shown, NAMES, "light").data[0]
        assert set(drawn.marker.color) == {theme.TRANSPARENT}


def test_a_text_is_named_once_beside_the_title(samples: Report) -> None:
    """Above the strips of one text its name stands in the legend and not again in the chart."""
    shown = exhibits.where_named_b(samples, "all")
    drawn = picture(shown, NAMES, "light")
    named = [note.text for note in drawn.layout.annotations if note.text == "<b>Babich 2022</b>"]
    assert len(named) == 1


def test_what_is_chosen_stays_shaded(samples: Report) -> None:
    """The row shaded on the page is shaded in the picture, at the same strength."""
    shown = exhibits.mentions(samples, "all", "actor:NATO")
    rows = picture(shown, NAMES, "light").data[0]
    picks = [told[0] for told in shown.figure.data[0].customdata]
    ink = theme.ROLES["ink"].light
    shaded = [pick for pick, c in zip(picks, rows.marker.color, strict=True) if c == ink]
    assert shaded == ["actor:NATO"] * 4  # its two halves, each in two pieces
    assert rows.marker.opacity == 0.06


def test_nobody_can_point_at_a_picture(every: tuple[Exhibit, ...]) -> None:
    """Hovers and picks stay on the page: they would only make a file larger."""
    for shown in every:
        for trace in picture(shown, NAMES, "light").data:
            assert trace.hoverinfo == "skip"
            assert (trace.customdata, trace.hovertext) == (None, None)


def test_the_exhibit_is_left_alone_and_the_bytes_are_the_same(samples: Report) -> None:
    """Making a picture changes nothing, and making it again makes the same."""
    shown = exhibits.mentions(samples, "all")
    before = shown.figure.to_json()
    first = picture(shown, NAMES, "dark").to_json()
    assert shown.figure.to_json() == before
    assert picture(shown, NAMES, "dark").to_json() == first


@every_width
def test_words_of_a_visitor_stay_words_and_take_no_more_than_their_room(
    samples: Report, width: int
) -> None:
    """Markup in a name is shown as written, and a name without end is cut."""
    shown = exhibits.tone_by_section_b(samples, "all")
    endless = shown._replace(title=f"{HOSTILE['a']}: {HOSTILE['b']}", subtitle="word " * 9000)
    drawn = picture(endless, HOSTILE, "light", width)
    title, subtitle, footer, *_ = around(shown, drawn)
    assert title.text.startswith("<b>&lt;b&gt;&#35;000001&lt;/b&gt; &amp; $x$:")
    for lines in (title, subtitle, footer):
        assert lines.text.count("<br>") < MOST_LINES
        assert lines.text.removesuffix("</b>").endswith("…")
    assert drawn.layout.height < 1200


@every_width
def test_lines_leave_room_for_wider_fonts(every: tuple[Exhibit, ...], width: int) -> None:
    """No line of title, subtitle or footer runs off the paper, even in the widest fonts."""
    for shown in every:
        drawn = picture(shown, NAMES, "light", width)
        for printed in around(shown, drawn)[:3]:
            lines = re.sub(r"</?b>", "", printed.text).split("<br>")
            widest = max(text_width(line, printed.font.size) for line in lines)
            assert PAD + widest * 1.18 <= width


def test_lines_are_filled(every: tuple[Exhibit, ...]) -> None:
    """A subtitle or a footer is broken only where the next word would have no room."""
    for shown in every:
        drawn = picture(shown, NAMES, "light")
        for printed in around(shown, drawn)[1:3]:
            for line, following in pairwise(printed.text.split("<br>")):
                longer = f"{line} {following.split()[0]}"
                assert PAD + text_width(longer, printed.font.size) * 1.18 > 900


def test_headings_have_the_room_of_the_paper(samples: Report) -> None:
    """A heading that is cut on a phone stands whole in a picture."""
    heading = (
        "The Collective West After Decades of Backstabbing, Now Wants Negotiations with Russia"
    )
    shown = exhibits.tone_by_section_a(samples, "all")
    drawn = picture(shown, NAMES, "light")
    on_page, in_file = (
        " ".join(note.text for note in one.layout.annotations) for one in (shown.figure, drawn)
    )
    assert heading not in on_page
    assert heading in in_file


# --- Drawn in a browser ----------------------------------------------------------------------

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

# Words that lie off the paper, and pairs of words that lie over each other, by a pixel or more.
FLAWS = """async ([figure, width, height]) => {
  const image = await Plotly.toImage(figure, {format: "svg", width, height, imageDataOnly: true});
  document.body.innerHTML = image;
  const words = [...document.querySelectorAll("svg text")]
    .filter((one) => one.textContent.trim() && getComputedStyle(one).visibility !== "hidden"
      && getComputedStyle(one).opacity !== "0")
    .map((one) => [one.textContent, one.getBoundingClientRect()])
    .filter(([, box]) => box.width);
  const paper = document.querySelector("svg").getBoundingClientRect();
  const off = words.filter(([, box]) => box.left < paper.left || box.right > paper.right
    || box.top < paper.top || box.bottom > paper.bottom).map(([said]) => said);
  const over = words.flatMap(([said, one], at) => words.slice(at + 1).filter(([, two]) =>
    Math.min(one.right, two.right) - Math.max(one.left, two.left) > 1 &&
    Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top) > 3)
    .map(([other]) => `${said} / ${other}`));
  return {n: words.length, off, over};
}"""


@pytest.mark.browser
@every_width
def test_nothing_is_cut_off_and_no_words_lie_over_each_other(
    browser, every: tuple[Exhibit, ...], width: int
) -> None:
    """Every picture, drawn with whatever fonts the machine has, is legible as a whole."""
    page = browser.new_page()
    page.set_content("<body style='margin:0'></body>")
    page.add_script_tag(path=PLOTLY)
    for shown in every:
        drawn = picture(shown, NAMES, "light", width)
        size = drawn.layout.width, drawn.layout.height
        found = page.evaluate(FLAWS, [drawn.to_plotly_json(), *size])
        assert found["n"] > 5
        assert (shown.key, found["off"], found["over"]) == (shown.key, [], [])
    page.close()
