"""May this instance fetch web pages for its visitors?

On a desk it may; an instance that others visit would fetch for strangers, so it is off there. Who
knows better says so: ``PARALLAX_WEB_ADDRESSES=on`` or ``off`` in the environment of the server.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import streamlit as st

SWITCH = "PARALLAX_WEB_ADDRESSES"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


def may_fetch() -> bool:
    """As the switch says; without it, only where the page is visited on the machine that serves it."""
    said = os.environ.get(SWITCH, "").strip().lower()
    if said in ("on", "off"):
        return said == "on"
    return urlsplit(st.context.url or "").hostname in _THIS_MACHINE and st.context.ip_address in (
        None,
        *_THIS_MACHINE,
    )
