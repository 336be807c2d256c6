"""What does a reader correct in how a text was read?

A place or some words are pointed at in the text; what can be done with them is offered beside it.
Each thing done is a `Correction` of that text's `Source`.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis import corrections as does
from analysis.corrections import LONGEST, MOST_SECTIONS, Correction, check
from analysis.reading import Source
from analysis.report import SIDES
from dashboard import theme
from dashboard.correcting import HEADING, MENTION, NOT_COUNTED, QUOTED_SPEECH, Pointed
from dashboard.inputs.pair import current_texts
from dashboard.inputs.place import forget_choice
from dashboard.inputs.texts import replace_text

NONE, EVENLY, BY_TOPIC = "No sections", "Sections of equal length", "Sections by topic"
_DIVISIONS = {EVENLY: does.DIVIDE_EVENLY, BY_TOPIC: does.DIVIDE_BY_TOPIC}


def choose_corrected(names: dict[str, str]) -> str:
    """Which text is corrected."""
    return st.segmented_control(
        "Text to correct",
        SIDES,
        default="a",
        format_func=lambda side: theme.literal(names[side]),
        required=True,
        key="corrected",
        label_visibility="collapsed",
        persist_state="session",
    )


def point(side: str, told: str) -> None:
    """Remember what was pointed at, as the page tells it: ``start:end``."""
    start, _, end = told.partition(":")
    if start.isdecimal() and end.isdecimal() and len(told) < 30:
        st.session_state["pointed"] = (side, int(start), int(end))
        st.session_state["pointed_in"] = _source(side).sha256


def place_pointed_at(side: str) -> tuple[int, int] | None:
    """Where was pointed at in a text; None if nowhere."""
    at, start, end = st.session_state.get("pointed", ("", 0, 0))
    text = _source(side).sha256  # Back may have brought another text to this side since
    is_here = at == side and st.session_state.get("pointed_in", text) == text
    return (start, end) if is_here else None


def actions(side: str, at: Pointed, speakers: Sequence[str]) -> None:
    """What can be done with what was pointed at."""
    offer = _Offer(side, at)
    if at.kind == HEADING:
        heading = offer.words("Heading", at.told)
        offer.button("Rename", does.RENAME, heading, primary=True)
        offer.button("Merge with the section before", does.MERGE)
        if at.start < at.end:
            offer.button("It is no heading but text", does.DROP_HEADING)
    elif at.kind == NOT_COUNTED:
        offer.button("Count it as text", does.PUT_BACK, primary=True)
    else:
        speaker = offer.speaker(speakers, at.told)
        if at.kind == QUOTED_SPEECH:
            offer.button("Set the speaker", does.NAME_SPEAKER, speaker, primary=True)
            offer.button("These are the author’s own words", does.UNQUOTE)
        else:
            offer.button("Mark as quotation", does.QUOTE, speaker, primary=True)
        if at.kind not in (QUOTED_SPEECH, MENTION):
            name = offer.words("Name of a section that begins here", "")
            offer.button("Begin a section here", does.SPLIT, name)
            offer.button("It is a heading", does.ADD_HEADING)
        offer.button("Set aside, do not count", does.SET_ASIDE)


def drop_section(side: str, start: int, end: int) -> None:
    """Set a heading and all below it aside."""
    st.button(
        "Set the whole section aside",
        key=f"drop {side} {start}",
        on_click=_correct,
        args=(side, Correction(does.SET_ASIDE, start, end)),
    )


class _Offer:
    """The widgets for one thing pointed at; another one gets fresh ones."""

    def __init__(self, side: str, at: Pointed) -> None:
        self.side, self.at = side, at
        self.key = f"{side} {at.start} {at.end} {at.kind}"

    def words(self, label: str, value: str) -> str:
        key = f"{label} {self.key}"
        st.text_input(label, value=value[:LONGEST], max_chars=LONGEST, key=key)
        return key

    def speaker(self, speakers: Sequence[str], value: str) -> str:
        """A field for the speaker; whoever speaks in the text already is a click away."""
        key = f"speaker {self.key}"
        st.session_state.setdefault(key, value if value in speakers else "")
        st.text_input("Speaker", max_chars=LONGEST, key=key, placeholder="A name; empty: not named")
        if speakers:
            chosen = f"chosen {self.key}"

            def take() -> None:
                st.session_state[key] = st.session_state[chosen] or ""

            st.pills(
                "Speakers in this text",
                speakers,
                key=chosen,
                format_func=theme.literal,
                on_change=take,
                label_visibility="collapsed",
            )
        return key

    def button(self, label: str, action: str, words: str = "", *, primary: bool = False) -> None:
        """A button that makes a correction; ``words`` is the key of the widget that holds its words."""

        def made() -> None:
            said = " ".join((st.session_state.get(words) or "").split()) if words else ""
            _correct(self.side, Correction(action, self.at.start, self.at.end, said))

        st.button(
            label,
            key=f"{action} {self.key}",
            on_click=made,
            type="primary" if primary else "secondary",
        )


def division(side: str, n_sections: int, length: int) -> None:
    """Sections for a text that has no headings."""
    kind = st.radio(
        "Sections",
        (NONE, EVENLY, BY_TOPIC),
        key=f"division {side}",
        help="By topic: a section begins where the words change (TextTiling, Hearst 1997); there may "
        "be fewer than you ask for. Sections begin at paragraphs and are called by their first words; "
        "rename them as you like.",
        label_visibility="collapsed",
    )
    if kind == NONE:
        return
    key = f"number {side}"
    st.number_input(
        "How many",
        min_value=2,
        max_value=MOST_SECTIONS,
        value=max(2, min(n_sections, MOST_SECTIONS)),
        key=key,
    )

    def divide() -> None:
        # Read now: the number may have been typed just before the click.
        number = str(st.session_state[key])
        _correct(side, Correction(_DIVISIONS[kind], 0, length, number))

    st.button("Make sections", key=f"divide {side}", on_click=divide)


def list_of_corrections(side: str, done: Sequence[str]) -> None:
    """What was corrected so far in words, the newest first, each with its undo."""
    for number, said in reversed(list(enumerate(done))):
        with st.container(horizontal=True, vertical_alignment="top", key=f"done {side} {number}"):
            st.button(
                "Undo",
                key=f"undo {side} {number}",
                type="tertiary",
                on_click=_undo,
                args=(side, number),
            )
            st.markdown(theme.literal(said))
    if len(done) > 1:
        st.button("Undo all", key=f"undo all {side}", on_click=_undo_all, args=(side,))


def correction_error() -> None:
    """Why the last correction could not be made."""
    message = st.session_state.pop("correction_error", "")
    if message:
        st.error(theme.literal(f"This was not done: {message}."))


def _correct(side: str, made: Correction) -> None:
    source = _source(side)
    try:
        check(source.text, [*source.corrections, made])
    except ValueError as error:
        st.session_state["correction_error"] = str(error)
        return
    _replace(side, (*source.corrections, made))


def _undo(side: str, number: int) -> None:
    made = _source(side).corrections
    _replace(side, (*made[:number], *made[number + 1 :]))


def _undo_all(side: str) -> None:
    _replace(side, ())


def _replace(side: str, made: tuple[Correction, ...]) -> None:
    replace_text(side, _source(side)._replace(corrections=made))
    st.session_state.pop("pointed", None)
    forget_choice()


def _source(side: str) -> Source:
    return current_texts()[SIDES.index(side)]
