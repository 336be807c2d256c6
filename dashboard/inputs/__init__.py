"""What the visitor asked: widgets, the session and the URL → plain values and a Request.

The only folder that touches session state and the URL. View, voice and the chosen item stand in the
URL (``place.py``); a visitor's text never does.
"""

from analysis.report import Report, Request
from dashboard.inputs.actor_list import (
    actor_error,
    actor_grid,
    add_actor,
    choose_base,
    current_actors,
    load_and_save,
    merge_actors,
    split_actor,
    undo_actors,
)
from dashboard.inputs.comparison import is_unsaved, keep_comparison, take_texts
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
from dashboard.inputs.found import report_of
from dashboard.inputs.place import (
    VIEWS,
    choose,
    choose_actor_task,
    choose_from_chart,
    choose_from_table,
    choose_layer,
    choose_reading_task,
    choose_side,
    choose_view,
    choose_voice,
    chosen_pick,
    forget_choice,
    reading_place,
    search_words,
    sentence_pointed_at,
    sentences_shown,
    stand_at,
    tour_button,
    tour_stop,
)
from dashboard.inputs.settings import current_settings, settings_panel
from dashboard.inputs.texts import change_texts, current_texts

__all__ = [
    "VIEWS",
    "actions",
    "actor_error",
    "actor_grid",
    "add_actor",
    "change_texts",
    "choose",
    "choose_actor_task",
    "choose_base",
    "choose_corrected",
    "choose_from_chart",
    "choose_from_table",
    "choose_layer",
    "choose_reading_task",
    "choose_side",
    "choose_view",
    "choose_voice",
    "chosen_pick",
    "correction_error",
    "current_report",
    "division",
    "drop_section",
    "forget_choice",
    "is_unsaved",
    "keep_comparison",
    "list_of_corrections",
    "load_and_save",
    "merge_actors",
    "place_pointed_at",
    "point",
    "reading_place",
    "search_words",
    "sentence_pointed_at",
    "sentences_shown",
    "settings_panel",
    "split_actor",
    "stand_at",
    "take_texts",
    "tour_button",
    "tour_stop",
    "undo_actors",
]


def current_report() -> Report:
    """What is found for the two texts, the actors and the settings as they stand."""
    a, b = current_texts()
    return report_of(Request(a, b, current_actors(), current_settings()))
