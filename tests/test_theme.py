"""Colours, number formats and the configuration that repeats some of them."""

from __future__ import annotations

import math
import re
import tomllib
from pathlib import Path

import plotly.graph_objects as go
import pytest

from analysis.actors import COLOURS
from dashboard import theme

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
NBSP = "\N{NO-BREAK SPACE}"
both_modes = pytest.mark.parametrize("mode", ["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour, as WCAG 2 defines it."""
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG 2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# --- Colours ---------------------------------------------------------------------------------


def test_contrast_of_black_on_white_is_21() -> None:
    """The measure of these tests is WCAG's."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@both_modes
@pytest.mark.parametrize("role", ["ink", "muted", "a", "b"])
@pytest.mark.parametrize("ground", ["page", "panel"])
def test_letters_can_be_read(role: str, ground: str, mode: theme.Mode) -> None:
    """Every role that letters have reaches 4.5 on page and panel (WCAG AA)."""
    letters, paper = (getattr(theme.ROLES[name], mode) for name in (role, ground))
    assert contrast(letters, paper) >= 4.5


@both_modes
@pytest.mark.parametrize("role", ["negative", "positive"])
def test_tone_can_be_seen_under_words(role: str, mode: theme.Mode) -> None:
    """The lines under words that carry tone reach 4.5 on the page."""
    assert contrast(*(getattr(theme.ROLES[name], mode) for name in (role, "page"))) >= 4.5


@both_modes
@pytest.mark.parametrize("name", COLOURS)
def test_each_colour_of_an_actor_can_be_seen(name: str, mode: theme.Mode) -> None:
    """The line under an actor's names reaches 3 on the page, and every colour name has one."""
    line, paper = theme.ACTOR_COLOURS[name], theme.ROLES["page"]
    assert contrast(getattr(line, mode), getattr(paper, mode)) >= 3


@both_modes
def test_lines_and_icons_can_be_seen(mode: theme.Mode) -> None:
    """The faint role, never used for letters, reaches 3 on the page."""
    assert contrast(*(getattr(theme.ROLES[name], mode) for name in ("faint", "page"))) >= 3


@both_modes
@pytest.mark.parametrize("side", ["a", "b"])
def test_a_mark_shows_on_its_own_band(side: str, mode: theme.Mode) -> None:
    """A step on its interval band keeps a contrast of 3."""
    mark, band = (getattr(theme.ROLES[name], mode) for name in (side, f"{side}_soft"))
    assert contrast(mark, band) >= 3


@both_modes
@pytest.mark.parametrize("ground", ["mark", *sorted(theme.BACKGROUNDS.keys() - {"shadow"})])
def test_text_on_a_shade_can_be_read(ground: str, mode: theme.Mode) -> None:
    """Ink on every background of text reaches 4.5."""
    shades = theme.ROLES | theme.BACKGROUNDS
    assert contrast(theme.ROLES["ink"]._asdict()[mode], getattr(shades[ground], mode)) >= 4.5


@both_modes
def test_streamlits_chart_colours_are_the_roles_in_order(mode: theme.Mode) -> None:
    """Ten colours, or Plotly ignores them all, in the order of the placeholders."""
    expected = [getattr(theme.ROLES[role], mode) for role in theme.CHART_ROLES]
    assert CONFIG["theme"][mode]["chartCategoricalColors"] == expected
    assert len(expected) == 10


@both_modes
def test_streamlits_theme_repeats_the_table(mode: theme.Mode) -> None:
    """Every other colour of the configuration is a role's."""
    roles = {
        "primaryColor": "accent",
        "backgroundColor": "page",
        "secondaryBackgroundColor": "panel",
        "textColor": "ink",
        "linkColor": "ink",
        "borderColor": "rule",
    }
    found = {key: CONFIG["theme"][mode][key] for key in roles}
    assert found == {key: getattr(theme.ROLES[role], mode) for key, role in roles.items()}
    sidebar = CONFIG["theme"][mode]["sidebar"]
    assert sidebar["backgroundColor"] == getattr(theme.BACKGROUNDS["sidebar"], mode)
    assert sidebar["secondaryBackgroundColor"] == getattr(theme.ROLES["page"], mode)


def test_style_sheet_has_no_colour_of_its_own() -> None:
    """Colours reach the page as custom properties made from the table."""
    rules = (ROOT / "dashboard/style.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rules)


def test_style_sheet_uses_known_properties_only() -> None:
    """Every custom property that a rule uses is defined."""
    sheet = theme.css()
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", sheet))
    assert used <= set(re.findall(r"(--[a-z0-9-]+):", sheet))


@pytest.mark.parametrize("path", sorted((ROOT / "dashboard").rglob("*.py")), ids=lambda p: p.name)
def test_colours_are_written_in_the_theme_only(path: Path) -> None:
    """No other module of the dashboard has a hex colour in it."""
    if path.name != "theme.py":
        source = re.sub(r"#000001", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"[\"'(:]#[0-9a-fA-F]{6}\b", source)


@both_modes
def test_real_colours_replace_placeholders_in_marks_and_words(mode: theme.Mode) -> None:
    """Colours of marks, and colours inside the markup of a note, become those of the mode."""
    figure = go.Figure(go.Bar(x=[1], marker={"color": [theme.colour("a")]}))
    figure.add_annotation(text=f'<span style="color:{theme.colour("muted")}">x</span>')
    drawn = theme.real_colours(figure, mode)
    assert list(drawn.data[0].marker.color) == [getattr(theme.ROLES["a"], mode)]
    assert getattr(theme.ROLES["muted"], mode) in drawn.layout.annotations[0].text


def test_real_colours_leave_the_figure_and_its_picks_alone() -> None:
    """The figure on the page is not changed, and neither is what a row stands for."""
    figure = go.Figure(go.Bar(x=[1], marker={"color": theme.colour("a")}, customdata=[["#000001"]]))
    drawn = theme.real_colours(figure, "dark")
    assert figure.data[0].marker.color == theme.colour("a")
    assert drawn.data[0].customdata[0][0] == "#000001"


# --- Configuration ---------------------------------------------------------------------------


def test_configuration_is_safe_for_strangers() -> None:
    """No usage statistics, no error details, small uploads, no prompt, no magic."""
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["server"]["maxUploadSize"] == 5
    assert CONFIG["server"]["showEmailPrompt"] is False
    assert CONFIG["runner"]["magicEnabled"] is False


def test_the_browser_opens_on_a_desk() -> None:
    """``headless`` is not set: Streamlit finds out by itself."""
    assert "headless" not in CONFIG["server"]


def test_charts_offer_no_cloud_and_no_bare_picture() -> None:
    """The toolbar uploads nothing, and leaves pictures to what puts a title and a source in them."""
    config = theme.chart_config()
    assert config["showSendToCloud"] is False
    assert config["displaylogo"] is False
    assert "toImage" in config["modeBarButtonsToRemove"]


# --- Numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "value", "text"),
    [
        (theme.tone, -0.444, "−0.44"),
        (theme.tone, 0.05, "+0.05"),
        (theme.tone, 0.0, "0.00"),
        (theme.tone, -0.001, "0.00"),
        (theme.syllables, 1.756, "1.76"),
        (theme.rate, 11.14, "11.1"),
        (theme.rate, 1234.5, "1,234.5"),
        (theme.grade, 13.94, "13.9"),
        (theme.flesch, 35.3, "35"),
        (theme.flesch, -3.2, "−3"),
        (theme.zscore, -2.84, "−2.8"),
        (theme.count, 2046, "2,046"),
        (theme.percent, 0.174, f"17{NBSP}%"),
        (theme.percent, 0.0022, f"0.2{NBSP}%"),
        (theme.percent, 0.0, f"0{NBSP}%"),
    ],
)
def test_numbers_are_printed_as_agreed(number: theme.Format, value: float, text: str) -> None:
    """Decimals by kind, a true minus, a plus for positive tone, thousands with a comma."""
    assert number(value) == text


@pytest.mark.parametrize(
    "number",
    [
        theme.tone,
        theme.syllables,
        theme.rate,
        theme.grade,
        theme.flesch,
        theme.count,
        theme.percent,
    ],
)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_an_undefined_number_is_a_word(number: theme.Format, value: float) -> None:
    """Nothing undefined is printed as 0 or nan."""
    assert number(value) == theme.UNDEFINED


def test_an_interval_is_a_phrase() -> None:
    """Both ends in the format of the number, after "95 %:"."""
    assert theme.interval_text(-0.44, 0.05, theme.tone) == f"95{NBSP}%: −0.44 to +0.05"


def test_an_interval_that_is_undefined_is_said_in_words() -> None:
    """With fewer than three utterances there is none."""
    assert theme.interval_text(math.nan, math.nan, theme.tone) == "no interval"


@pytest.mark.parametrize(
    ("value", "number", "text"),
    [(10.04, theme.rate, "+10.0"), (-6.4, theme.rate, "−6.4"), (0.01, theme.rate, "0.0")],
)
def test_a_difference_carries_its_sign(value: float, number: theme.Format, text: str) -> None:
    """Plus or minus, unless it is 0 as printed."""
    assert theme.signed(value, number) == text


def test_a_signed_tone_has_one_plus() -> None:
    """Tone carries a plus already."""
    assert theme.signed(0.21, theme.tone) == "+0.21"


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [(0.5, 0.5, "+0.5"), (-1, 0.5, "−1.0"), (0, 0.5, "0"), (20, 10, "+20")],
)
def test_ticks_have_the_decimals_of_their_step(value: float, step: float, text: str) -> None:
    """All ticks of an axis have the same decimals, and 0 is plain."""
    assert theme.tick(value, step, plus=True) == text


def test_counted_things_agree_with_their_number() -> None:
    """One utterance, two utterances."""
    assert theme.counted(1, "utterance") == "1 utterance"
    assert theme.counted(2046, "word") == "2,046 words"


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Blinken’s Speech", "Blinken’s Speech"),
        (
            "The Deliberate Failure to Implement the Minsk Agreements",
            "The Deliberate Failure to Implement the…",
        ),
        ("x" * 50, "x" * 42 + "…"),
        ("two\\n lines", "two lines"),
        ("", ""),
    ],
)
def test_a_long_heading_is_cut_at_a_word(heading: str, text: str) -> None:
    """At most 42 characters and "…", never inside a word unless there is only one."""
    assert theme.short_heading(heading.replace("\\n", "\n")) == text


def test_every_measure_of_the_differences_has_a_name_and_a_format() -> None:
    """A finding of any measure can be drawn."""
    assert all(m.label and m.axis and m.number(1.0) for m in theme.MEASURES.values())
