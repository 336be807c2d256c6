"""The page, on which the work on long texts never ends by itself: for tests of cancelling it."""

import runpy
import threading
from pathlib import Path

from analysis.report import Report, Request, Tell, build_report
from dashboard.inputs import found

HELD = "Hold this text."
"""A long text that begins so is worked on until somebody cancels it."""


def _build_slowly(request: Request, tell: Tell) -> Report:
    while any(one.text.startswith(HELD) for one in (request.a, request.b)):
        tell(0.5, f"Reading {request.a.name}")  # ends this when it is cancelled
        threading.Event().wait(0.05)
    return build_report(request, tell)


found.build_report = _build_slowly
runpy.run_path(str(Path(__file__).parent.parent / "streamlit_app.py"), run_name="__main__")
