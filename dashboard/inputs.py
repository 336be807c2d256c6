"""What the visitor asked: widgets, the URL and the session → plain values and a Request.

The only file that touches session state and the URL. View, voice and the chosen item stand in
the URL, so that a link opens what its sender saw; a visitor's text never does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from analysis.actors import Actor
from analysis.formats import EXTENSIONS
from analysis.name_doubts import ambiguous
from analysis.reading import ReadingError, Source, load_samples, source_from_bytes, source_from_text
from analysis.report import SIDES, Request, Settings, actors_found, load_actors
from analysis.text import VOICES
from dashboard import theme
from dashboard.wording import VOICE_LABELS

VIEWS = ("Overview", "Sentiment", "Readability", "Actors", "Terms", "Texts")
SIDE_LABELS = {"a": "First text", "b": "Second text"}
_LAYER_OF = {"actor": "Actors", "place": "Actors", "quotations": "Quotations"}
MOST_ADDED, LONGEST_LINE = 200, 300
"""Lines of the sidebar's list of actors that are read, and characters of each."""
LISTED, FOUND = "the list of the samples", "the names found in the texts"
LAYERS = ("Tone", "Actors", "Quotations", "Nothing")


def choose_view() -> str:
    """The view picker."""
    return _choose("view", "View", VIEWS, on_change=_leave_view)


def choose_voice() -> str:
    """The voice switch: 'all', 'author' or 'quoted'."""
    return _choose("voice", "Voice", VOICES, labels=VOICE_LABELS)


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
    st.query_params.pop("at", None)
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


# --- the chosen item ---------------------------------------------------------------------------


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
        _forget_choice()
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


def _forget_choice() -> None:
    for name in ("pick", "at"):
        st.query_params.pop(name, None)


# --- the two texts -----------------------------------------------------------------------------


def current_request() -> Request:
    """The two texts, the actors and the settings as they stand."""
    a, b = st.session_state.setdefault("sources", load_samples())
    settings = Settings(
        demonyms=st.session_state.get("demonyms", True),
        actor_names_in_terms=st.session_state.get("actor_names", True),
        extra_stop_words=tuple(
            sorted(set(st.session_state.get("stop_words", "").lower().replace(",", " ").split()))
        ),
    )
    added, _ = _added_actors()
    known = {actor.name for actor in added}
    others = tuple(actor for actor in _actors_looked_for() if actor.name not in known)
    return Request(a, b, (*others, *added), settings)


def _actors_looked_for() -> tuple[Actor, ...]:
    """The list that comes with the samples, or the names found in the visitor's own texts."""
    if st.session_state.get("actor_source", LISTED) == LISTED:
        return load_actors()
    return _found_in(*st.session_state["sources"])


@st.cache_data(max_entries=2, scope="session", show_spinner=False)
def _found_in(a: Source, b: Source) -> tuple[Actor, ...]:
    return actors_found(a, b)


def change_texts() -> None:
    """The popover that takes other texts in. What cannot be read changes nothing."""
    # A popover under a new name is a closed one, with empty uploaders in it.
    turn = st.session_state.setdefault("turn", 0)
    with st.popover("Change texts", key=f"change_texts {turn}"), st.container(key="texts_form"):
        with st.form("texts", border=False, enter_to_submit=False):
            for side, column in zip(SIDES, st.columns(2, gap="medium"), strict=True):
                with column:
                    _one_text(side)
            st.caption(
                "A side left empty keeps the text it has. Your texts stay on this server while the "
                "page is open; reloading it brings the samples back."
            )
            st.form_submit_button("Compare", type="primary", on_click=_take_texts)
        st.button("Back to the two samples", on_click=_back_to_samples, type="tertiary")


def _one_text(side: str) -> None:
    st.text_input(
        SIDE_LABELS[side],
        key=f"name_{side}",
        placeholder=_source(side).name,
        help="A short name for it: a word or two, shown on every chart.",
    )
    st.text_area("Paste a text", key=f"paste_{side}", height=150)
    st.file_uploader("Choose a file", type=list(EXTENSIONS), key=_uploader(side), max_upload_size=5)


def reading_errors() -> None:
    """What could not be read of the texts brought last."""
    for message in st.session_state.get("reading_errors", []):
        st.error(theme.literal(message))


def _source(side: str) -> Source:
    return st.session_state["sources"][SIDES.index(side)]


def _take_texts() -> None:
    messages, sources = [], []
    for side, label in SIDE_LABELS.items():
        try:
            sources.append(_brought(side))
        except ReadingError as error:
            messages.append(f"{label}: {error} The comparison shown is unchanged.")
    st.session_state["reading_errors"] = messages
    if not messages:
        st.session_state["sources"] = _distinct(*sources)
        # A text about football must not be searched for NATO.
        st.session_state["actor_source"] = FOUND
        _start_afresh()


def _brought(side: str) -> Source:
    """What was brought for a side: a file, pasted text, or else what it has."""
    uploaded = st.session_state[_uploader(side)]
    pasted = st.session_state[f"paste_{side}"]
    name = st.session_state[f"name_{side}"].strip()
    if uploaded is not None and pasted.strip():
        raise ReadingError("there is both a file and pasted text. Remove one of them.")
    if uploaded is not None:
        source = source_from_bytes(uploaded.getvalue(), uploaded.name)
    elif pasted:
        source = source_from_text(pasted, f"Text {side.upper()}")
    else:
        source = _source(side)
    return source._replace(name=name[:40] or source.name[:40])


def _distinct(a: Source, b: Source) -> tuple[Source, Source]:
    """Two texts of one name are told apart, or no chart could say whose mark is whose."""
    if a.name == b.name:
        return a._replace(name=f"{a.name} (1)"), b._replace(name=f"{b.name} (2)")
    return a, b


def _back_to_samples() -> None:
    st.session_state["sources"] = load_samples()
    st.session_state["actor_source"] = LISTED
    st.session_state["reading_errors"] = []
    _start_afresh()


def _uploader(side: str) -> str:
    """The key of a side's uploader; it cannot be emptied but by taking another."""
    return f"file_{side}_{st.session_state['turn']}"


def _start_afresh() -> None:
    """Empty the form and forget what was chosen in the texts before."""
    st.session_state["turn"] += 1
    for side in SIDES:
        st.session_state[f"name_{side}"] = st.session_state[f"paste_{side}"] = ""
    _forget_choice()


# --- settings few change -----------------------------------------------------------------------


def settings_panel() -> None:
    """The sidebar, closed at first: actors, words left out."""
    st.subheader("Actors")
    st.radio(
        "Look for",
        (LISTED, FOUND),
        key="actor_source",
        persist_state="session",
        help="The list is made for the two samples and their field. Names are found by their "
        "capitals, titles and endings, without a model; look them over below.",
    )
    st.toggle(
        "Count “Russian” as a mention of Russia",
        value=True,
        key="demonyms",
        persist_state="session",
        help="Adjectives and names of peoples are a separate kind of mention.",
    )
    st.text_area(
        "Further actors, one per line",
        key="actor_lines",
        persist_state="session",
        placeholder="World Bank = IBRD\nJane Doe = Doe",
        help="Name, then after = any other names, separated by commas. Case matters.",
    )
    for message in _added_actors()[1]:
        st.warning(theme.literal(message))
    with st.expander("Actors looked for", key="actor list"):
        st.dataframe(
            [
                {"actor": one.name, "kind": one.kind, "names": ", ".join(one.aliases)}
                for one in current_request().actors
            ],
            hide_index=True,
            key="actor list table",
        )
    doubtful = ambiguous(current_request().actors)
    if doubtful:
        with st.expander("Names that may mean somebody else", key="doubtful names"):
            st.dataframe(
                [{"name": d.name, "counted as": d.actor, "may mean": d.why} for d in doubtful],
                hide_index=True,
                key="doubtful names table",
            )
    st.subheader("Terms")
    st.toggle(
        "Keep actors’ names among the terms", value=True, key="actor_names", persist_state="session"
    )
    st.text_input(
        "Further words to leave out",
        key="stop_words",
        persist_state="session",
        placeholder="said, also",
    )


def _added_actors() -> tuple[tuple[Actor, ...], list[str]]:
    """Actors typed into the sidebar, and what could not be used of them.

    A name that is listed already gets the further names besides its own; a name that belongs to
    another actor is refused with its whole line.
    """
    listed = {actor.name: actor for actor in _actors_looked_for()}
    taken = {
        name: actor.name
        for actor in listed.values()
        for name in (actor.name, *actor.aliases, *actor.demonyms, *actor.places)
    }
    added: dict[str, Actor] = {}
    messages = []
    for line in st.session_state.get("actor_lines", "").splitlines()[:MOST_ADDED]:
        name, _, others = line[:LONGEST_LINE].partition("=")
        name = name.strip()
        if not line.strip():
            continue
        if not any(map(str.isalnum, name)):
            messages.append(f"“{line.strip()}” has no name before the =; the line is not used.")
            continue
        further = [x.strip() for x in others.split(",") if any(map(str.isalnum, x))]
        claimed = [one for one in (name, *further) if taken.get(one, name) != name]
        if claimed:
            messages.append(
                f"“{claimed[0]}” already counts as {taken[claimed[0]]}; the line is not used."
            )
            continue
        known = added.get(name) or listed.get(name) or Actor(name, "other", (name,), ())
        added[name] = known._replace(aliases=tuple(dict.fromkeys([*known.aliases, *further])))
        taken.update(dict.fromkeys((name, *further), name))
    return tuple(added.values()), messages
