"""Which two texts are compared, which stands on which side, and on which two was the URL made?

A text never stands in the URL, only the beginning of its fingerprint:

- ``swap`` names a text that was brought second and stands first. So Back undoes a swap.
- ``texts`` names both texts, the first one's six digits before the second one's. A link made on the
  samples goes without it, so that it stays short.

What a link asks for (``pick``, ``side``, ``at``) means something in the texts it was made on only.
While others are shown it waits in the URL and opens nothing, and the page says so. It is opened when
its texts are brought, on the sides on which they stood there; any other choice takes its place.
"""

from __future__ import annotations

from functools import cache

import streamlit as st

from analysis.reading import Source, load_samples

FINGERPRINT = 12
"""Digits of fingerprints that stand in the URL, for one text or half of them for each of two."""
OF_THE_TEXTS = ("pick", "side", "at")
"""What the URL asks for that means something in the two texts only that it was made on."""

Pair = tuple[Source, Source]


def current_texts() -> Pair:
    """The two texts on their sides; the samples at first."""
    return _on_their_sides(_brought(), st.query_params.get("swap", ""))


def _brought() -> Pair:
    """The two texts in the order they were brought in."""
    if "sources" not in st.session_state:
        st.session_state["sources"] = samples()
    return st.session_state["sources"]


def _on_their_sides(brought: Pair, swap: str) -> Pair:
    first, second = brought
    return (second, first) if named(second) == swap else (first, second)


def keep(first: Source, second: Source) -> None:
    """Keep two texts in the order they were brought in."""
    st.session_state["sources"] = (first, second)


def put(a: Source, b: Source) -> None:
    """Keep two texts so that they stand on the sides ``a`` and ``b``, as the URL is now."""
    keep(*((b, a) if named(a) == st.query_params.get("swap") else (a, b)))


def named(source: Source) -> str:
    """How the URL names a text."""
    return source.sha256[:FINGERPRINT]


def both_named(a: Source, b: Source) -> str:
    """How the URL names two texts on their sides."""
    half = FINGERPRINT // 2
    return a.sha256[:half] + b.sha256[:half]


@cache
def samples() -> Pair:
    """The two texts that come with the program, read once."""
    return load_samples()


def is_samples_swapped(a: Source, b: Source) -> bool:
    """Whether these are the two samples, each on the other's side."""
    return both_named(b, a) == both_named(*samples())


def other_swap() -> str:
    """What ``swap`` is to be when the texts shown change sides; empty for as they were brought."""
    second = _brought()[1]
    return "" if named(second) == st.query_params.get("swap") else named(second)


def said_of(swap: str) -> str:
    """What ``texts`` is to be of the texts shown, when ``swap`` is so; empty for the samples."""
    a, b = _on_their_sides(_brought(), swap)
    ours = both_named(*samples()) in (both_named(a, b), both_named(b, a))
    return "" if ours else both_named(a, b)


def asked_of() -> str:
    """The two texts that the URL was made on, as it names them."""
    said = st.query_params.get("texts", "")
    if said:
        return said
    swap = st.query_params.get("swap", "")
    return both_named(*_on_their_sides(samples(), swap))


def link_fits() -> bool:
    """Whether the URL asks for nothing in other texts than those shown."""
    asks = any(st.query_params.get(name) for name in ("texts", *OF_THE_TEXTS))
    return not asks or asked_of() == both_named(*current_texts())


def asked(name: str) -> str:
    """What the URL asks for in the texts shown; empty for nothing."""
    return st.query_params.get(name, "") if link_fits() else ""


def waiting_link() -> tuple[str, str] | None:
    """What to say while the URL asks for something in two other texts, and what to do about it."""
    if link_fits():
        return None
    if "texts" not in st.query_params:
        return (
            "This link was made on the two samples.",
            "Open it in a new tab to see what it shows.",
        )
    return (
        "This link was made on two other texts.",
        "To see what it shows, open the comparison it was sent with under “Save or open”.",
    )
