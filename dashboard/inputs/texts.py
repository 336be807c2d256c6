"""Which two texts are compared: bringing others in, and going back to the samples."""

from __future__ import annotations

import streamlit as st

from analysis.formats import EXTENSIONS
from analysis.reading import ReadingError, Source, load_samples, source_from_bytes, source_from_text
from analysis.report import SIDES
from dashboard import theme
from dashboard.inputs.actor_list import FOUND, LISTED
from dashboard.inputs.place import forget_choice

SIDE_LABELS = {"a": "First text", "b": "Second text"}


def current_texts() -> tuple[Source, Source]:
    """The two texts; the samples at first."""
    return st.session_state.setdefault("sources", load_samples())


def replace_text(side: str, source: Source) -> None:
    """Put another text, or the same one corrected, on a side."""
    a, b = current_texts()
    st.session_state["sources"] = (source, b) if side == "a" else (a, source)


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
    forget_choice()
