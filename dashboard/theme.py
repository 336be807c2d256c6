"""How everything looks: colours, fonts, number formats and the layout all figures share.

Colours and number formats are written here and nowhere else. ``.streamlit/config.toml`` repeats
the colours Streamlit needs, and a test holds the two together.

Figures are drawn in placeholders (``colour("a")`` is ``#000001``). Streamlit replaces them in the
browser by the colours of the theme on show, so a figure has the same bytes in light and dark.
That is how Streamlit's own template works, but it promises nothing: only this module knows it,
and ``real_colours`` does the same for figures that leave the page as files.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

import plotly.graph_objects as go

Mode = Literal["light", "dark"]
Format = Callable[[float], str]


class Pair(NamedTuple):
    """One role's colour in both modes."""

    light: str
    dark: str


ROLES: dict[str, Pair] = {
    "page": Pair("#fcfbf8", "#171716"),
    "panel": Pair("#f3f1eb", "#22221f"),
    "ink": Pair("#1d1d1b", "#ecebe6"),
    "muted": Pair("#5f5d57", "#aaa79e"),  # the palest grey a letter may have
    "faint": Pair("#8b8880", "#7d7a73"),  # zero lines and icons, never letters
    "rule": Pair("#dcd8ce", "#3a3934"),
    "grid": Pair("#e4e1d9", "#33322e"),
    "a": Pair("#1f5f99", "#79b4e8"),
    "b": Pair("#a94e08", "#f0a35c"),
    "a_soft": Pair("#a9c6e0", "#2f526f"),
    "b_soft": Pair("#e8bf99", "#6b4a2a"),
    "negative": Pair("#6a2c70", "#c99ad6"),  # in the reader only: in charts tone is position
    "positive": Pair("#2f7d4f", "#7cc795"),
    "accent": Pair("#3d3b36", "#7a756b"),
    "mark": Pair("#fde68a", "#6b5a12"),
}
"""The roles a colour can have. Position carries the value; colour only says whose it is."""

BACKGROUNDS: dict[str, Pair] = {
    "a_back": Pair("#dce9f4", "#22384b"),
    "b_back": Pair("#f8e3cf", "#4a3420"),
    "negative_1": Pair("#f3ecf4", "#2f2731"),
    "negative_2": Pair("#e9dcec", "#463349"),
    "negative_3": Pair("#dcc3e0", "#5a3d62"),
    "positive_1": Pair("#eaf3ec", "#222b25"),
    "positive_2": Pair("#d5e9da", "#2b4334"),
    "positive_3": Pair("#b7d9c0", "#365a44"),
    "sidebar": Pair("#f3f1eb", "#1f1f1d"),
    "shadow": Pair("#00000029", "#00000066"),
}
"""Backgrounds of text, weak to strong; ink on them keeps a contrast of at least 6.5."""

ACTOR_COLOURS: dict[str, Pair] = {
    "red": Pair("#b3261e", "#f28b82"),
    "orange": Pair("#b35a00", "#f6a55a"),
    "yellow": Pair("#8a6d00", "#e0c14a"),
    "green": Pair("#2e7d32", "#81c784"),
    "teal": Pair("#00796b", "#4db6ac"),
    "blue": Pair("#1565c0", "#82b1ff"),
    "purple": Pair("#6a1b9a", "#ce93d8"),
    "pink": Pair("#ad1457", "#f48fb1"),
    "brown": Pair("#6d4c41", "#bcaaa4"),
    "grey": Pair("#616161", "#bdbdbd"),
}
"""What the colours of an actor look like: of a line under its names, at a contrast of 3 or more."""

CHART_ROLES = (
    "a",
    "b",
    "a_soft",
    "b_soft",
    "negative",
    "positive",
    "muted",
    "faint",
    "grid",
    "ink",
)
"""The roles of Streamlit's ten categorical chart colours, in their order."""

PLACEHOLDERS: dict[str, str] = {
    **{role: f"#{number:06d}" for number, role in enumerate(CHART_ROLES, start=1)},
    "page": "#000038",
}
"""What stands for a role in a figure until a theme is known."""

_ROLE_OF = {placeholder: role for role, placeholder in PLACEHOLDERS.items()}
_PLACEHOLDER = re.compile("|".join(_ROLE_OF))

TRANSPARENT = "rgba(0,0,0,0)"


def colour(role: str) -> str:
    """The placeholder of a role, for use in a figure."""
    return PLACEHOLDERS[role]


def real_colours(figure: go.Figure, mode: Mode) -> go.Figure:
    """A copy of a figure with the colours of one mode, for files made without the browser."""
    return go.Figure(_recoloured(figure.to_plotly_json(), mode))


def _recoloured(part: Any, mode: Mode) -> Any:
    """A part of a figure with placeholders replaced; what rows stand for is left alone."""
    if isinstance(part, dict):
        return {k: v if k == "customdata" else _recoloured(v, mode) for k, v in part.items()}
    if isinstance(part, list | tuple):
        return [_recoloured(item, mode) for item in part]
    if isinstance(part, str):
        return _PLACEHOLDER.sub(lambda found: getattr(ROLES[_ROLE_OF[found[0]]], mode), part)
    return part


# --- Fonts and the layout of figures ---------------------------------------------------------

SANS = '"Source Sans", "Source Sans 3", "Helvetica Neue", Arial, sans-serif'
SERIF = '"Source Serif", "Source Serif 4", Georgia, serif'

LABEL, TICK, SMALL = 13, 12, 11
"""Sizes of letters in figures, in pixels: labels and values; ticks and titles; § under the arc."""


def layout() -> dict[str, Any]:
    """What all figures share.

    Set on the figure itself and not in a template, because Streamlit merges its own values into
    the template; for the same reason every property it would touch is given here.
    """
    return {
        "template": go.layout.Template(),
        "font": {"family": SANS, "size": LABEL, "color": colour("ink")},
        # Painted, so that files are not transparent and a chart stays legible on a theme switch.
        "paper_bgcolor": colour("page"),
        "plot_bgcolor": TRANSPARENT,
        "barmode": "overlay",
        "bargap": 0,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event+select",
        "hoverlabel": {
            "bgcolor": colour("page"),
            "bordercolor": colour("faint"),
            "align": "left",
            "namelength": -1,
            "font": {"family": SANS, "size": TICK, "color": colour("ink")},
        },
        "modebar": {
            "bgcolor": TRANSPARENT,
            "color": colour("faint"),
            "activecolor": colour("ink"),
        },
    }


def axis(**properties: Any) -> dict[str, Any]:
    """An axis without lines or ticks, and with the given properties."""
    title = {"font": {"size": TICK, "color": colour("muted")}, "standoff": 4}
    title["text"] = properties.pop("title", "")
    return {
        "fixedrange": True,
        "automargin": False,
        "showline": False,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "gridcolor": colour("grid"),
        "gridwidth": 1,
        "zerolinecolor": colour("faint"),
        "zerolinewidth": 1.5,
        "tickfont": {"size": TICK, "color": colour("muted")},
        "title": title,
        **properties,
    }


def chart_config() -> dict[str, Any]:
    """Plotly's configuration of a chart on the page: full screen, nothing else.

    Plotly's own camera would save the bare chart, without title, legend and source: pictures are
    made by ``picture.py`` alone.
    """
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "plotlyServerURL": "",
        "showTips": False,
        "typesetMath": False,
        "doubleClick": False,
        "modeBarButtonsToRemove": [
            "toImage",
            "sendChartToCloud",
            "zoom2d",
            "pan2d",
            "select2d",
            "lasso2d",
            "zoomIn2d",
            "zoomOut2d",
            "autoScale2d",
            "resetScale2d",
        ],
    }


def css() -> str:
    """The page's style sheet: the roles as custom properties, then ``style.css``.

    ``light-dark()`` follows the ``color-scheme`` that Streamlit sets on its root, so HTML changes
    with the theme at once, without a rerun.
    """
    colours = "".join(
        f"--{role.replace('_', '-')}:light-dark({pair.light},{pair.dark});"
        for role, pair in {**ROLES, **BACKGROUNDS, **_actor_roles()}.items()
    )
    rules = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    return f":root{{{colours}--serif:{SERIF};--sans:{SANS}}}\n{rules}"


def _actor_roles() -> dict[str, Pair]:
    return {f"actor_{name}": pair for name, pair in ACTOR_COLOURS.items()}


# --- Numbers ---------------------------------------------------------------------------------

MINUS = "−"
IN_TABLES = "%.3f"
"""A measured number in a table on the page, as Streamlit is told."""
UNDEFINED = "no value"
"""Nothing undefined is 0; it is a word."""


def _fixed(value: float, places: int, *, plus: bool = False) -> str:
    """A number with so many decimals, a true minus, and a plus if wanted; never "−0.00"."""
    if value is None or not math.isfinite(value):
        return UNDEFINED
    rounded = round(float(value), places)
    sign = MINUS if rounded < 0 else "+" if plus and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}"


def tone(value: float) -> str:
    """Tone: −0.44, 0.00, +0.05."""
    return _fixed(value, 2, plus=True)


def tone_class(value: float) -> str:
    """How strong a tone is, as a class of the style sheet: n3 … n1, p1 … p3; empty near zero."""
    strength = sum(abs(value) >= bound for bound in (0.05, 0.3, 0.6))
    return f"{'n' if value < 0 else 'p'}{strength}" if strength else ""


def syllables(value: float) -> str:
    """Syllables per word: 1.76."""
    return _fixed(value, 2)


def rate(value: float) -> str:
    """A rate per 1,000 words, or words per sentence: 11.1."""
    return _fixed(value, 1)


def grade(value: float) -> str:
    """A score in school years, or Dale–Chall: 13.9."""
    return _fixed(value, 1)


def flesch(value: float) -> str:
    """Flesch Reading Ease: 35."""
    return _fixed(value, 0)


def zscore(value: float) -> str:
    """A difference in standard errors: 2.8."""
    return _fixed(value, 1)


def count(value: float) -> str:
    """A number of things: 2,046."""
    return _fixed(value, 0)


def percent(share: float) -> str:
    """A share between 0 and 1 as 17 %; less than one per cent, but not nothing, as 0.2 %."""
    shown = _fixed(share * 100, 1 if 0 < share < 0.01 else 0)
    return shown if shown == UNDEFINED else f"{shown}\N{NO-BREAK SPACE}%"


def signed(value: float, number: Format) -> str:
    """A difference in the format of what differs, with plus or minus."""
    shown = number(value)
    is_positive = shown != UNDEFINED and value > 0 and any(digit in shown for digit in "123456789")
    return f"+{shown}" if is_positive and not shown.startswith("+") else shown


def interval_text(low: float, high: float, number: Format) -> str:
    """An interval in words: "95 %: −0.44 to +0.05"; the space before % does not break."""
    ends = number(low), number(high)
    if UNDEFINED in ends:
        return "no interval"
    return f"95\N{NO-BREAK SPACE}%: {ends[0]} to {ends[1]}"


def counted(number: float, one: str, many: str = "") -> str:
    """A count with its noun: "1 utterance", "2,046 words"."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def tick(value: float, step: float, *, plus: bool = False, percentage: bool = False) -> str:
    """A number at an axis, with as many decimals as the step needs, and 0 as plain 0."""
    if percentage:
        value, step = value * 100, step * 100
    places = next((p for p in range(4) if abs(round(step, p) - step) < 1e-9), 3)
    if abs(value) <= step / 1000:
        return "0"
    return _fixed(value, places, plus=plus) + ("\N{NO-BREAK SPACE}%" if percentage else "")


def literal(text: str) -> str:
    """A text from outside for a label that Streamlit reads as Markdown: shown as it is written."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!$|~:&^])", r"\\\1", " ".join(text.split()))


def short_heading(heading: str, length: int = 42) -> str:
    """A heading cut at a word, with "…", if it is longer than so many characters."""
    heading = " ".join(heading.split())
    if len(heading) <= length:
        return heading
    cut = heading[:length]
    if not heading[length].isspace() and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.–—-(") + "…"


class Measure(NamedTuple):
    """How a measure is named and printed."""

    label: str
    axis: str
    number: Format
    is_rate: bool = False
    """Rates start at 0."""
    has_sign: bool = False
    """The zero line matters, and values above it carry a plus."""


MEASURES: dict[str, Measure] = {
    "tone": Measure("Tone", "mean tone of utterances", tone, has_sign=True),
    "quoted_share": Measure("Quoted words", "share of words in quotation", percent, is_rate=True),
    "mentions_per_1000": Measure("Mentions", "mentions per 1,000 words", rate, is_rate=True),
    "words_per_sentence": Measure("Words per sentence", "words per sentence", rate),
    "syllables_per_word": Measure("Syllables per word", "syllables per word", syllables),
    "flesch_reading_ease": Measure(
        "Flesch Reading Ease", "Flesch Reading Ease (higher is easier)", flesch
    ),
    "flesch_kincaid_grade": Measure("Flesch–Kincaid", "US school years", grade),
    "gunning_fog_grade": Measure("Gunning Fog", "US school years", grade),
    "smog_grade": Measure("SMOG", "US school years", grade),
    "ari_grade": Measure("ARI", "US school years", grade),
    "coleman_liau_grade": Measure("Coleman–Liau", "US school years", grade),
    "dale_chall": Measure("Dale–Chall", "Dale–Chall (higher is harder)", grade),
}
"""Every measure that the table of differences has."""
