"""Which two texts are compared: bringing others in, for each side in one of five ways."""

from __future__ import annotations

import streamlit as st

from analysis.formats import EXTENSIONS
from analysis.reading import (
    ReadingError,
    Source,
    load_samples,
    source_from_bytes,
    source_from_text,
    told_apart,
)
from analysis.report import SIDES
from analysis.web_address import source_from_address
from dashboard import theme
from dashboard.inputs.hosting import may_fetch
from dashboard.inputs.place import stands_first, swap

SIDE_LABELS = {"a": "First text", "b": "Second text"}
LONGEST_NAME = 40
_WAYS = ("file", "paste", "address", "sample")


def current_texts() -> tuple[Source, Source]:
    """The two texts on their sides; the samples at first."""
    return _on_their_sides(*_brought())


def _brought() -> tuple[Source, Source]:
    """The two texts in the order they were brought in."""
    return st.session_state.setdefault("sources", load_samples())


def _on_their_sides(first: Source, second: Source) -> tuple[Source, Source]:
    """From the order they were brought in to the sides they stand on, and the other way round."""
    return (second, first) if stands_first(_brought()[1].sha256) else (first, second)


def replace_text(side: str, source: Source) -> None:
    """Put another text, or the same one corrected, on a side."""
    a, b = current_texts()
    a, b = (source, b) if side == "a" else (a, source)
    st.session_state["sources"] = _on_their_sides(a, b)


def replace_texts(a: Source, b: Source) -> None:
    """Put other texts on both sides."""
    st.session_state["sources"] = _on_their_sides(a, b)
    refuse("")
    _begin_anew()


def swap_texts() -> None:
    """Let the two texts change sides."""
    second = _brought()[1].sha256
    swap("" if stands_first(second) else second)
    _begin_anew()


def _begin_anew() -> None:
    # A popover under a new name is a closed one, with empty fields and uploaders in it.
    st.session_state["turn"] = turn() + 1
    st.session_state.pop("pointed", None)


def turn() -> int:
    """How often the texts have been replaced: part of the key of every field of the form."""
    return st.session_state.setdefault("turn", 0)


def change_texts() -> None:
    """The popover that takes other texts in. What cannot be read changes nothing."""
    with (
        st.popover("Change texts", key=f"change_texts {turn()}"),
        st.container(key="texts_form"),
    ):
        with st.form("texts", border=False, enter_to_submit=False):
            reading_errors("texts")
            for side, column in zip(SIDES, st.columns(2, gap="medium"), strict=True):
                with column:
                    _one_text(side)
            st.caption(
                "A side left empty keeps the text it has. Your texts stay on this server while the "
                "page is open; reloading it brings the samples back, so save the comparison first."
            )
            st.form_submit_button("Compare", type="primary", on_click=_bring)
        st.button("Swap the two texts", on_click=swap_texts, key="swap", type="tertiary")


def _one_text(side: str) -> None:
    texts = load_samples()
    st.text_input(
        f"Name of the {SIDE_LABELS[side].lower()}",
        key=_key("name", side),
        placeholder=current_texts()[SIDES.index(side)].name,
        help=f"A word or two, shown on every chart; up to {LONGEST_NAME} characters of it.",
    )
    st.text_area("Paste a text", key=_key("paste", side), height=100)
    st.file_uploader(
        "Choose a file", type=list(EXTENSIONS), key=_key("file", side), max_upload_size=5
    )
    fetch, sample = st.columns(2, gap="small") if may_fetch() else (None, st.container())
    if fetch:
        with fetch:
            st.text_input(
                "Fetch a web page",
                key=_key("address", side),
                placeholder="https://",
                help="The article at this address is read once, when you press Compare.",
            )
    with sample:
        st.selectbox(
            "Take a sample",
            range(len(texts)),
            index=None,
            key=_key("sample", side),
            format_func=lambda number: texts[number].name,
            placeholder="Choose",
        )


def _key(way: str, side: str) -> str:
    return f"{way} {side} {turn()}"


def _bring() -> None:
    """Remember what was asked; it is read when the page is drawn, where its progress can be seen."""
    st.session_state["brought"] = {
        side: {way: st.session_state.get(_key(way, side)) for way in ("name", *_WAYS)}
        for side in SIDES
    }


def read_brought() -> tuple[Source, Source] | None:
    """The two texts after what was brought is read; None if nothing was, or it cannot be read."""
    brought = st.session_state.pop("brought", None)
    if brought is None:
        return None
    messages, sources = [], []
    for side, label in SIDE_LABELS.items():
        try:
            with st.spinner(f"Reading the {label.lower()} …", show_time=True):
                sources.append(_read(brought[side], side))
        except ReadingError as error:
            messages.append(f"{label}: {error} The comparison shown is unchanged.")
    if messages:
        refuse("texts", *messages)
        return None
    return told_apart(*sources)


def _read(brought: dict, side: str) -> Source:
    """What was brought for a side, in whichever way; or else the text it has."""
    given = {way: value for way in _WAYS if (value := _given(brought[way])) is not None}
    if len(given) > 1:
        ways = {"file": "a file", "paste": "pasted text", "address": "an address"}
        named = [ways.get(way, "a sample") for way in given]
        raise ReadingError(f"there is both {named[0]} and {named[1]}. Remove one of them.")
    source = current_texts()[SIDES.index(side)]
    if "file" in given:
        source = source_from_bytes(given["file"].getvalue(), given["file"].name)
    elif "paste" in given:
        source = source_from_text(given["paste"], f"Text {side.upper()}")
    elif "address" in given and may_fetch():
        source = source_from_address(given["address"])
    elif "sample" in given:
        source = load_samples()[given["sample"]]
    name = (brought["name"] or "").strip() or source.name
    return source._replace(name=theme.short_heading(name, LONGEST_NAME - 1))


def _given(value):
    """A value that says something; None for an empty field. A paste of white space is one."""
    return None if value is None or value == "" else value


def refuse(where: str, *messages: str) -> None:
    """Remember why what was brought last is not taken, and in which panel; no message: that it is."""
    st.session_state["errors"] = (where, messages)


def reading_errors(where: str) -> None:
    """What could not be read of what was brought last, in the panel it was brought in."""
    panel, messages = st.session_state.get("errors", ("", ()))
    for message in messages if panel == where else ():
        st.error(theme.literal(message))
