"""Where in the page is the visitor: view, voice, layer and the chosen item.

They stand in the URL, so that a link opens what its sender saw. What is chosen in two texts is read
from it only while these are the texts shown (``pair.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from analysis.reading import Source
from analysis.report import SIDES
from analysis.text import VOICES
from dashboard import theme
from dashboard.evidence import MORE, OF_ONE_TEXT, SHOWN, row_of
from dashboard.inputs import pair
from dashboard.wording import VOICE_LABELS

VIEWS = ("Overview", "Sentiment", "Readability", "Actors", "Terms", "Texts")
READ, CORRECT = "Read", "Correct"
SHOW, EDIT = "Mentions", "Edit the list"
LONGEST_SEARCH = 200
LAYERS = ("Tone", "Actors", "Terms", "Quotations", "Nothing")
_LAYER_OF = {
    **dict.fromkeys(("actor", "place", "name"), "Actors"),
    "term": "Terms",
    **dict.fromkeys(("quotations", "speaker"), "Quotations"),
}


def choose_view() -> str:
    """The view picker."""
    return _choose("view", "View", VIEWS, leave=_leave_view)


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
    leave: Callable[[str], dict[str, str]] = lambda chosen: {},
) -> str:
    """A picker whose choice stands in the URL; the URL decides, the first option goes without.

    ``leave`` says what else a new choice changes in the URL. Streamlit can bind a picker to the URL by
    itself, but would put the label there, curly apostrophe and all, and not the plain word.
    """
    asked = st.query_params.get(name, options[0])
    st.session_state[name] = asked if asked in options else options[0]

    def remember() -> None:
        chosen = st.session_state[name]
        _go({name: "" if chosen == options[0] else chosen, **leave(chosen)})

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


def _leave_view(view: str) -> dict[str, str]:
    """Another view starts with its own first statement; only the texts keep what was chosen."""
    gone = ["at", "task"]
    if view != "Texts":
        gone += ["pick", "side", "layer", "search"]
    return dict.fromkeys(gone, "")


def _go(changes: Mapping[str, str]) -> None:
    """Change the URL in one step, so that the browser's Back undoes it in one; empty is not there.

    A choice takes the place of what waits for other texts; the tour is none.
    """
    asked = st.query_params.to_dict()
    if changes.keys() != {"tour"}:
        if not pair.link_fits():
            asked |= dict.fromkeys(pair.OF_THE_TEXTS, "")
        asked["texts"] = pair.said_of(changes.get("swap", asked.get("swap", "")))
    asked = {name: value for name, value in {**asked, **changes}.items() if value}
    if asked != st.query_params.to_dict():
        st.query_params.from_dict(asked)


def tour_stop(n_stops: int) -> int:
    """Which stop of the tour the visitor is at, from 1; 0 for none."""
    said = st.query_params.get("tour", "")
    on_tour = said.isascii() and said.isdecimal() and len(said) < 3
    return int(said) if on_tour and int(said) <= n_stops else 0


def tour_button(label: str, stop: int, view: str) -> None:
    """A way to a stop of the tour in its view; stop 0 leaves the tour where the visitor is."""
    changes = {"tour": str(stop) if stop else ""}
    if stop:
        changes |= {"view": "" if view == VIEWS[0] else view, **_leave_view(view)}
    st.button(
        label,
        key=f"tour {label}",
        type="primary" if label in ("Next", "Done") else "tertiary",
        on_click=_go,
        args=(changes,),
    )


def search_words() -> str:
    """What to look for in both texts; it stands in the URL."""
    st.session_state["search"] = st.query_params.get("search", "")[:LONGEST_SEARCH]
    return st.text_input(
        "Search both texts",
        key="search",
        placeholder="Search both texts: war, negotiat*",
        label_visibility="collapsed",
        on_change=lambda: _go({"search": st.session_state["search"].strip()}),
    ).strip()


# --- the chosen item ------------------------------------------------------------------------------


def chosen_pick() -> str | None:
    """What the visitor chose to see the sentences of, from the URL; None at first."""
    return pair.asked("pick") or None


def choose(pick: str, side: str = "", at: str = "") -> None:
    """Remember a choice: a pick, or a way to another view (``read:a:12``, ``view:Actors``).

    ``side`` is the text whose sentences are wanted, ``at`` the sentence that was pointed at
    (``a:57``); empty for none in particular.
    """
    kind, _, rest = pick.partition(":")
    if kind == "read":
        layer = _LAYER_OF.get(row_of(chosen_pick() or "").partition(":")[0], "")
        _go({"view": "Texts", "at": rest, "layer": layer, "task": ""})
    elif kind == "tour":
        _go({"tour": rest, "view": "", **_leave_view("")})
    elif kind == MORE:
        what, shown = st.session_state.get("sentences_shown", ((), SHOWN))
        st.session_state["sentences_shown"] = (what, shown + SHOWN)
    elif kind == "view":
        _go({"view": "" if rest == VIEWS[0] else rest, **_leave_view(rest)})
    else:
        _go({"pick": pick, "side": side if side in SIDES else "", "at": at})


def choose_from_chart(key: str) -> None:
    """Remember what was clicked in a chart; a click beside every row changes nothing."""
    points = st.session_state[key]["selection"]["points"]
    if points and points[0].get("customdata"):
        choose(*map(str, points[0]["customdata"]))


def choose_from_table(key: str, opens: Callable[[int, str], tuple[str, str, str]]) -> None:
    """Remember what a cell of a table ``opens``, by its row and column: pick, text and sentence."""
    for row, column in st.session_state[key]["selection"]["cells"]:
        pick, side, at = opens(row, column)
        if pick:
            choose(pick, side, at)


def sentences_shown(pick: str) -> int:
    """How many sentences are shown at most: a few at first, more of those that more were asked of."""
    what = (pick, *(st.query_params.get(name, "") for name in ("view", "voice", "side", "texts")))
    asked, shown = st.session_state.get("sentences_shown", ((), SHOWN))
    st.session_state["sentences_shown"] = (what, shown if asked == what else SHOWN)
    return st.session_state["sentences_shown"][1]


def reading_place() -> tuple[str, str]:
    """(side, sentence number) the reader was sent to; empty if nowhere."""
    side, _, number = pair.asked("at").partition(":")
    return (side, number) if side in SIDES and number.isdecimal() else ("", "")


def sentence_pointed_at() -> str:
    """The sentence that was pointed at, as ``a:57``; empty for none."""
    side, number = reading_place()
    return f"{side}:{number}" if side else ""


def stand_at(place: str) -> None:
    """Remember a sentence that was clicked in the reader, so that the link leads to it."""
    side, _, number = place.partition(":")
    if side in SIDES and number.isdecimal() and len(number) < 9:
        _go({"at": place})


def choose_side(counts: dict[str, int], names: dict[str, str], first: str) -> str:
    """Which text's sentences to show: as the URL says, or else those of ``first``."""
    asked = pair.asked("side")
    st.session_state["side"] = asked if asked in SIDES else first
    with st.container(key="evswitch"):
        chosen = st.segmented_control(
            "Text",
            SIDES,
            format_func=lambda side: theme.literal(f"{names[side]} · {counts[side]:,}"),
            required=True,
            key="side",
            label_visibility="collapsed",
            on_change=lambda: _go({"side": st.session_state["side"]}),
        )
    return chosen or first


def swap() -> None:
    """Let the two texts change sides; what is chosen stays chosen."""
    other = dict(zip(SIDES, reversed(SIDES), strict=True))
    changes = {"swap": pair.other_swap()}
    kind, *rest = (chosen_pick() or "").split(":")
    if kind in OF_ONE_TEXT and rest and rest[0] in SIDES:
        changes["pick"] = ":".join([kind, other[rest[0]], *rest[1:]])
    side, number = reading_place()
    if side:
        changes["at"] = f"{other[side]}:{number}"
    chosen = pair.asked("side")
    if chosen in SIDES:
        changes["side"] = other[chosen]
    _go(changes)


def forget_choice() -> None:
    """Nothing is chosen."""
    _go(dict.fromkeys(pair.OF_THE_TEXTS, ""))


def bring(a: Source, b: Source) -> None:
    """Put two texts on the sides ``a`` and ``b``.

    What the URL asks for is kept if it was asked of these two; if it has waited for them, they stand on
    the sides on which they stood there. Otherwise nothing is chosen.
    """
    asked_of = pair.asked_of()
    if not pair.link_fits() and asked_of == pair.both_named(b, a):
        a, b = b, a
    if asked_of == pair.both_named(a, b):
        pair.put(a, b)
        return
    # The samples have an order of their own, which links to them go by.
    swapped = pair.is_samples_swapped(a, b)
    pair.keep(*((b, a) if swapped else (a, b)))
    nothing = dict.fromkeys(pair.OF_THE_TEXTS, "")
    _go({**nothing, "swap": pair.named(a) if swapped else ""})
