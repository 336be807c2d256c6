"""Which actors are looked for in the two texts? One list for both, which the reader can change.

It begins as a list found in the texts, or as the one that comes with the samples. What the reader
changes is done by ``analysis/actor_table.py``; from the first change on the list is the reader's own
and stays as it is until other texts come.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analysis import actor_table, name_model
from analysis.actors import COLOURS, KINDS, Actor
from analysis.actors import load_actors as read_actors
from analysis.brought import ReadingError
from analysis.encodings import decode
from analysis.report import load_actors
from dashboard import theme
from dashboard.inputs.found import names_found
from dashboard.inputs.pair import current_texts, samples
from dashboard.inputs.waiting import Waiting

FOUND, LISTED = "Names found in the texts", "The list made for the two samples"
_BY_MODEL = "Names that the model {} finds"
FURTHEST_BACK = 50
"""Changes that can be undone."""


def current_actors(waiting: Waiting | None = None) -> tuple[Actor, ...]:
    """The actors looked for; names in long texts are waited for."""
    own = st.session_state.get("actor_table")
    return own if own is not None else _from_base(_base(), waiting)


def follow_texts() -> None:
    """Begin with the list that suits the texts: a text about football is not searched for NATO."""
    for name in ("actor_table", "actor_base"):
        st.session_state.pop(name, None)
    st.session_state["actor_history"] = []
    _redraw()


def take_actors(actors: tuple[Actor, ...]) -> None:
    """Put a saved list in place."""
    follow_texts()
    st.session_state["actor_table"] = actors


def _base() -> str:
    """What the list begins as: chosen by the reader, or else by the texts."""
    ours = {source.sha256 for source in samples()}
    are_ours = {source.sha256 for source in current_texts()} <= ours
    return st.session_state.get("actor_base", LISTED if are_ours else FOUND)


def _from_base(base: str, waiting: Waiting | None) -> tuple[Actor, ...]:
    if base == LISTED:
        return load_actors()
    return names_found(*current_texts(), _models().get(base), waiting)


@st.cache_resource(max_entries=1, show_spinner=False)
def _models() -> dict[str, str]:
    """Models that happen to be installed: what the choice is called → the model."""
    return {_BY_MODEL.format(name): name for name in name_model.models()}


# --- the widgets -------------------------------------------------------------------------------


def choose_base() -> None:
    """What to begin with again; what was changed by hand is dropped by it and can be undone."""
    options = (FOUND, LISTED, *_models())
    base = _base()
    key = f"choose base {_turn()}"

    def begin_again() -> None:
        _remember()
        st.session_state["actor_base"] = st.session_state[key]
        st.session_state["actor_table"] = None
        _redraw()

    st.selectbox(
        "Begin with",
        options,
        index=options.index(base) if base in options else 0,
        key=key,
        on_change=begin_again,
        help="Names are found by their capitals, titles and endings, without a model of the "
        "language; look them over. The other list is made for the two samples and their field.",
    )


def actor_grid(actors: tuple[Actor, ...], counts: pd.DataFrame) -> None:
    """The list as a table whose cells can be changed; ``counts`` has a column per text."""
    key = f"actor grid {_turn()} {_grid_turn()}"
    rows = actor_table.to_rows(actors)
    shown = pd.DataFrame(rows, columns=list(actor_table.COLUMNS)).drop(columns="exceptions")
    shown = pd.concat(
        [shown[["actor", "kind"]], counts, shown.drop(columns=["actor", "kind"])], axis=1
    )

    def edited() -> None:
        for number, cells in st.session_state[key]["edited_rows"].items():
            rows[int(number)].update(cells)
        _change(lambda _: actor_table.from_rows(rows))

    names = st.column_config.MultiselectColumn(
        accept_new_options=True,
        options=[],
        help="Searched for as written, case kept.",
        width="large",
    )
    st.data_editor(
        shown,
        key=key,
        hide_index=True,
        disabled=list(counts.columns),
        on_change=edited,
        height=440,
        column_config={
            "actor": st.column_config.TextColumn(help="What it is called here.", pinned=True),
            "kind": st.column_config.SelectboxColumn(options=list(KINDS), required=True),
            "names": names,
            "demonyms": st.column_config.MultiselectColumn(
                accept_new_options=True,
                options=[],
                help="Adjectives and peoples: Russian, Russians.",
            ),
            "places": st.column_config.MultiselectColumn(
                accept_new_options=True,
                options=[],
                help="Cities that stand for it, but not in “in Moscow”.",
            ),
            "exceptions": st.column_config.MultiselectColumn(
                "not in",
                accept_new_options=True,
                options=[],
                help="Phrases that hold one of its names and do not mean it: not counted.",
            ),
            "colour": st.column_config.SelectboxColumn(
                options=["", *COLOURS], help="Of its underline in the texts."
            ),
            "ignored": st.column_config.CheckboxColumn("ignore", help="Found, but not counted."),
        },
    )


def add_actor() -> None:
    """One more actor."""
    with st.form(f"add actor {_turn()}", border=False):
        name = st.text_input("Name", placeholder="World Bank")
        kind = st.selectbox("Kind", KINDS, index=1)
        others = st.text_input("Other names, separated by commas", placeholder="IBRD")
        if st.form_submit_button("Add", type="primary"):
            aliases = [alias for alias in others.split(",") if alias.strip()]
            _change(lambda actors: actor_table.add(actors, name, kind, aliases))
            st.rerun()


def merge_actors(actors: tuple[Actor, ...]) -> None:
    """Several actors that are one."""
    with st.form(f"merge actors {_turn()}", border=False):
        names = [actor.name for actor in actors]
        chosen = st.multiselect("These are one actor", names, placeholder="Choose two or more")
        into = st.text_input("Called", placeholder="Empty: like the first chosen")
        if st.form_submit_button("Merge", type="primary"):
            _change(
                lambda actors: actor_table.merge(
                    actors, chosen, into.strip() or "".join(chosen[:1])
                )
            )
            st.rerun()


def split_actor(actors: tuple[Actor, ...]) -> None:
    """An actor that is two."""
    several = {
        actor.name: [*actor.aliases, *actor.demonyms, *actor.places]
        for actor in actors
        if len(actor.aliases) + len(actor.demonyms) + len(actor.places) > 1
    }
    if not several:
        st.caption("No actor has more than one name.")
        return
    name = st.selectbox("Actor", list(several), key=f"split whom {_turn()}")
    with st.form(f"split actor {_turn()} {name}", border=False):
        moved = st.multiselect("These names are somebody else’s", several[name])
        new = st.text_input("Who is called")
        if st.form_submit_button("Split off", type="primary"):
            _change(
                lambda actors: actor_table.split(actors, name, moved, new or "".join(moved[:1]))
            )
            st.rerun()


def load_and_save(actors: tuple[Actor, ...]) -> None:
    """The list as a file of its own, to be used with other texts."""
    st.download_button(
        "Save this list (TOML)",
        data=lambda: actor_table.toml_bytes(actors),
        file_name="actors.toml",
        mime="application/toml",
        on_click="ignore",
        key="save actors",
    )
    key = f"load actors {_turn()}"

    def load() -> None:
        uploaded = st.session_state[key]
        if uploaded is not None:
            _change(lambda _: _read_list(uploaded.getvalue(), uploaded.name))

    st.file_uploader(
        "Load a list (TOML)", type=["toml"], key=key, max_upload_size=1, on_change=load
    )


def undo_actors() -> None:
    """Take the last change of the list back, or all of them."""
    history = st.session_state.get("actor_history", [])
    if not history:
        return
    with st.container(horizontal=True):
        st.button("Undo last change", on_click=_undo, key="undo actors", type="tertiary")
        if len(history) > 1:
            st.button("Undo all", on_click=_undo_all, key="undo all actors", type="tertiary")


def actor_error() -> None:
    """Why the last change could not be made."""
    message = st.session_state.pop("actor_error", "")
    if message:
        st.error(theme.literal(f"This was not done: {message}"))


def _change(make: Callable[[tuple[Actor, ...]], tuple[Actor, ...]]) -> None:
    """Change the list; what cannot be done leaves it as it was and says why."""
    try:
        changed = make(current_actors())
    except ValueError as error:
        # A refused cell goes back to what it was; a form keeps what was typed into it.
        st.session_state["actor_error"] = str(error)
        st.session_state["grid_turn"] = _grid_turn() + 1
    else:
        _remember()
        st.session_state["actor_table"] = changed
        _redraw()


def _read_list(data: bytes, name: str) -> tuple[Actor, ...]:
    try:
        return read_actors(decode(data, name)[0])
    except ReadingError as error:
        raise ValueError(str(error)) from None


def _remember() -> None:
    state = (st.session_state.get("actor_table"), _base())
    history = st.session_state.setdefault("actor_history", [])
    st.session_state["actor_history"] = [*history, state][-FURTHEST_BACK:]


def _undo() -> None:
    *earlier, (table, base) = st.session_state["actor_history"]
    _go_back(table, base, earlier)


def _undo_all() -> None:
    (table, base), *_ = st.session_state["actor_history"]
    _go_back(table, base, [])


def _go_back(table: tuple[Actor, ...] | None, base: str, earlier: list) -> None:
    st.session_state.update(actor_table=table, actor_base=base, actor_history=earlier)
    _redraw()


def _turn() -> int:
    """Part of the key of each widget here: after a change all begin anew."""
    return st.session_state.setdefault("actor_turn", 0)


def _grid_turn() -> int:
    return st.session_state.setdefault("grid_turn", 0)


def _redraw() -> None:
    st.session_state["actor_turn"] = _turn() + 1
