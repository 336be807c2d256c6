"""What was found in two texts, kept as long as the visit: views and voices do not compute again."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

from analysis import name_model
from analysis.actors import Actor
from analysis.parsing import parse
from analysis.reading import Source
from analysis.report import Report, Request, Tell, actors_found, build_report
from dashboard.inputs.waiting import Made, Waiting

KEPT = 2
"""Results kept: what is shown, and what was before, for whoever goes back and forth."""
LONG = 150_000
"""Characters of both texts together from which on the work takes long enough to show how far it is."""


def report_of(request: Request, waiting: Waiting) -> Report:
    """The report of a request; for long texts the page shows how far the work is."""
    is_long = _are_long(request.a, request.b)
    return _kept(
        "reports", request, lambda tell: build_report(request, tell), waiting if is_long else None
    )


def names_found(
    a: Source, b: Source, model: str | None, waiting: Waiting | None
) -> tuple[Actor, ...]:
    """The actors that two texts name, found by rules or by a model of the language."""

    def find(tell: Tell) -> tuple[Actor, ...]:
        tell(0.0, "Looking for names")
        if model is None:
            return actors_found(a, b)
        documents = [parse(one.text, one.corrections) for one in (a, b)]
        return name_model.find_actors_with_model(documents, model)

    is_long = model is not None or _are_long(a, b)
    return _kept("names", (a, b, model), find, waiting if is_long else None)


def _are_long(a: Source, b: Source) -> bool:
    return len(a.text) + len(b.text) >= LONG


def _kept(
    where: str, asked: Hashable, make: Callable[[Tell], Made], waiting: Waiting | None
) -> Made:
    """What is kept under ``where`` of what was asked, or else is made now; the newest stands last."""
    kept: dict[Hashable, Made] = st.session_state.get(where, {})
    if asked in kept:
        made = kept[asked]
    elif waiting is None:
        made = make(lambda done, what: None)
    else:
        made = waiting.for_work((where, asked), make)
    others = {one: found for one, found in kept.items() if one != asked}
    st.session_state[where] = dict([*others.items(), (asked, made)][-KEPT:])
    return made
