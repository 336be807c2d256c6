"""Where in the page is the visitor: view, voice, layer and the chosen item.

They stand in the URL, so that a link opens what its sender saw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from analysis.report import SIDES
from analysis.text import VOICES
from dashboard import theme
from dashboard.wording import VOICE_LABELS

VIEWS = ("Overview", "Sentiment", "Readability", "Actors", "Terms", "Texts")
READ, CORRECT = "Read", "Correct"
SHOW, EDIT = "Mentions", "Edit the list"
LAYERS = ("Tone", "Actors", "Quotations", "Nothing")
_LAYER_OF = {"actor": "Actors", "place": "Actors", "quotations": "Quotations"}


def choose_view() -> str:
    """The view picker."""
    return _choose("view", "View", VIEWS, on_change=_leave_view)


def choose_voice() -> str:
    """The voice switch: 'all', 'author' or 'quoted'."""
    return _choose("voice", "Voice", VOICES, labels=VOICE_LABELS)


def choose_reading_task() -> str:
    """Whether the texts are read, or how they were read is corrected."""
    return _choose("task", "Task", (READ, CORRECT))


def choose_actor_task() -> str:
    """Whether mentions are shown, or the list of actors is changed."""
    return _choose("task", "Task", (SHOW, EDIT))


def choose_layer() -> str:
    """What is marked in the reader."""
    return _choose("layer", "Mark", LAYERS)


def _choose(
    name: str,
    label: str,
    options: Sequence[str],
    *,
    labels: Mapping[str, str] | None = None,
    on_change: Callable[[], None] = lambda: None,
) -> str:
    """A picker whose choice stands in the URL; the URL decides, the first option goes without.

    Streamlit can bind a picker to the URL by itself, but would put the label there, curly
    apostrophe and all, and not the plain word.
    """
    asked = st.query_params.get(name, options[0])
    st.session_state[name] = asked if asked in options else options[0]

    def remember() -> None:
        _put_in_url(name, st.session_state[name], options[0])
        on_change()

    chosen = st.segmented_control(
        label,
        options,
        key=name,
        wrap=True,
        format_func=(labels or dict(zip(options, options, strict=True))).__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=remember,
    )
    return chosen or options[0]


def _leave_view() -> None:
    """Another view starts with its own first statement; only the texts keep what was chosen."""
    for name in ("at", "task"):
        st.query_params.pop(name, None)
    if st.session_state["view"] != "Texts":
        for name in ("pick", "layer"):
            st.query_params.pop(name, None)


def _put_in_url(name: str, value: str, default: str = "") -> None:
    if value == default:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def search_words() -> str:
    """What to look for in both texts."""
    return st.text_input(
        "Search both texts",
        key="search",
        placeholder="Search both texts: war, negotiat*",
        label_visibility="collapsed",
        persist_state="session",
    ).strip()


# --- the chosen item ------------------------------------------------------------------------------


def chosen_pick() -> str | None:
    """What the visitor chose to see the sentences of, from the URL; None at first."""
    return st.query_params.get("pick")


def choose(pick: str) -> None:
    """Remember a choice: a pick, or a way to another view (``read:a:12``, ``view:Actors``)."""
    kind, _, rest = pick.partition(":")
    if kind == "read":
        layer = _LAYER_OF.get((chosen_pick() or "").partition(":")[0], LAYERS[0])
        st.query_params.update({"view": "Texts", "at": rest})
        _put_in_url("layer", layer, LAYERS[0])
    elif kind == "view":
        forget_choice()
        _put_in_url("view", rest, VIEWS[0])
    else:
        st.query_params["pick"] = pick


def choose_from_chart(key: str) -> None:
    """Remember what was clicked in a chart; a click beside every row changes nothing."""
    points = st.session_state[key]["selection"]["points"]
    if points and points[0].get("customdata"):
        choose(str(points[0]["customdata"][0]))


def close_evidence() -> None:
    """Go back to what the view shows at first."""
    st.query_params.pop("pick", None)


def reading_place() -> tuple[str, str]:
    """(side, sentence number) the reader was sent to; empty if nowhere."""
    side, _, number = st.query_params.get("at", "").partition(":")
    return (side, number) if side in SIDES and number.isdecimal() else ("", "")


def choose_side(counts: dict[str, int], names: dict[str, str], key: str) -> str:
    """Which text's sentences to show; at first the one with more of them."""
    more = "b" if counts["b"] > counts["a"] else "a"
    with st.container(key="evswitch"):
        return st.segmented_control(
            "Text",
            SIDES,
            default=more,
            format_func=lambda side: theme.literal(f"{names[side]} · {counts[side]:,}"),
            required=True,
            key=f"side {key}",
            label_visibility="collapsed",
        )


def mirror_choice() -> None:
    """Let what is chosen stay chosen when the two texts change sides."""
    for name, side_at in (("pick", 1), ("at", 0)):
        parts = st.query_params.get(name, "").split(":")
        if len(parts) > side_at + 1 and parts[side_at] in SIDES:
            parts[side_at] = "b" if parts[side_at] == "a" else "a"
            st.query_params[name] = ":".join(parts)


def forget_choice() -> None:
    for name in ("pick", "at"):
        st.query_params.pop(name, None)
