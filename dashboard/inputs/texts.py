"""Which two texts are compared: bringing others in, for each side in one of five ways."""

from __future__ import annotations

import streamlit as st

from analysis.formats import EXTENSIONS
from analysis.reading import (
    ReadingError,
    Source,
    source_from_bytes,
    source_from_text,
    told_apart,
)
from analysis.report import SIDES, Tell
from analysis.web_address import source_from_address
from dashboard import selections, theme
from dashboard.inputs.hosting import may_fetch
from dashboard.inputs.pair import current_texts, put, samples
from dashboard.inputs.place import bring, swap
from dashboard.inputs.waiting import Waiting

SIDE_LABELS = {"a": "First text", "b": "Second text"}
LONGEST_NAME = 120
"""Characters of a text's name that are kept; where less room is, it is shortened when it is shown."""
_WAYS = ("file", "paste", "address", "sample")


def replace_text(side: str, source: Source) -> None:
    """Put the same text on a side with other corrections."""
    a, b = current_texts()
    put(*((source, b) if side == "a" else (a, source)))


def replace_texts(a: Source, b: Source) -> None:
    """Put other texts on both sides."""
    bring(a, b)
    refuse("")
    _begin_anew()


def swap_texts() -> None:
    """Let the two texts change sides."""
    swap()
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
    texts = samples()
    st.text_input(
        f"Name of the {SIDE_LABELS[side].lower()}",
        key=_key("name", side),
        placeholder=current_texts()[SIDES.index(side)].name,
        max_chars=LONGEST_NAME,
        help=f"A word or two are best: charts show up to {selections.LONGEST_NAME} characters. Up to "
        f"{LONGEST_NAME} are kept.",
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


def read_brought(waiting: Waiting) -> tuple[Source, Source] | None:
    """The two texts after what was brought is read; None if nothing was, or it cannot be read."""
    brought = st.session_state.get("brought")
    if brought is None:
        return None
    former, fetches = dict(zip(SIDES, current_texts(), strict=True)), may_fetch()

    def read(tell: Tell) -> tuple[list[Source], list[str]]:
        sources, messages = [], []
        for done, (side, label) in zip((0.0, 0.5), SIDE_LABELS.items(), strict=True):
            tell(done, f"Reading the {label.lower()}")
            try:
                sources.append(_read(brought[side], side, former[side], fetches=fetches))
            except ReadingError as error:
                messages.append(f"{label}: {error} The comparison shown is unchanged.")
        return sources, messages

    sources, messages = waiting.for_work(("brought", brought), read)
    del st.session_state["brought"]
    if messages:
        refuse("texts", *messages)
        return None
    a, b = sources
    return told_apart(a, b)


def _read(brought: dict, side: str, former: Source, *, fetches: bool) -> Source:
    """What was brought for a side, in whichever way; or else the text it has."""
    given = {way: value for way in _WAYS if (value := _given(brought[way])) is not None}
    if len(given) > 1:
        ways = {"file": "a file", "paste": "pasted text", "address": "an address"}
        named = [ways.get(way, "a sample") for way in given]
        raise ReadingError(f"there is both {named[0]} and {named[1]}. Remove one of them.")
    source = former
    if "file" in given:
        source = source_from_bytes(given["file"].getvalue(), given["file"].name)
    elif "paste" in given:
        source = source_from_text(given["paste"], f"Text {side.upper()}")
    elif "address" in given and fetches:
        source = source_from_address(given["address"])
    elif "sample" in given:
        source = samples()[given["sample"]]
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
