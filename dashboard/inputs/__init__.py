"""What the visitor asked: widgets, the session and the URL → plain values and a Request.

The only folder that touches session state and the URL. View, voice and the chosen item stand in the
URL (``place.py``); a visitor's text never does.
"""

from analysis.report import Request
from dashboard.inputs.actor_list import current_actors
from dashboard.inputs.corrections import (
    actions,
    choose_corrected,
    correction_error,
    division,
    drop_section,
    list_of_corrections,
    place_pointed_at,
    point,
)
from dashboard.inputs.place import (
    VIEWS,
    choose,
    choose_from_chart,
    choose_layer,
    choose_side,
    choose_task,
    choose_view,
    choose_voice,
    chosen_pick,
    close_evidence,
    reading_place,
    search_words,
)
from dashboard.inputs.settings import current_settings, settings_panel
from dashboard.inputs.texts import change_texts, current_texts, reading_errors

__all__ = [
    "VIEWS",
    "actions",
    "change_texts",
    "choose",
    "choose_corrected",
    "choose_from_chart",
    "choose_layer",
    "choose_side",
    "choose_task",
    "choose_view",
    "choose_voice",
    "chosen_pick",
    "close_evidence",
    "correction_error",
    "current_request",
    "division",
    "drop_section",
    "list_of_corrections",
    "place_pointed_at",
    "point",
    "reading_errors",
    "reading_place",
    "search_words",
    "settings_panel",
]


def current_request() -> Request:
    """The two texts, the actors and the settings as they stand."""
    a, b = current_texts()
    return Request(a, b, current_actors(), current_settings())
