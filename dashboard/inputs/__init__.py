"""What the visitor asked: widgets, the session and the URL → plain values and a Request.

The only folder that touches session state and the URL. View, voice and the chosen item stand in the
URL (``place.py``), and by their fingerprints the texts it was made on (``pair.py``); a visitor's text
never does.
"""

import streamlit as st

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
from dashboard.inputs.former import remember
from dashboard.inputs.found import report_of
from dashboard.inputs.pair import current_texts, waiting_link
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
from dashboard.inputs.texts import change_texts
from dashboard.inputs.waiting import Waiting, was_stopped

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
    "tour_button",
    "tour_stop",
    "undo_actors",
    "waiting_link",
]


def current_report() -> Report:
    """What is found for the two texts, the actors and the settings as they stand.

    Whatever takes long can be cancelled; then all stands as it stood before.
    """
    if was_stopped():
        st.info("That was stopped before it was done. The comparison is as it was before.")
    waiting = Waiting()
    take_texts(waiting)
    a, b = current_texts()
    report = report_of(Request(a, b, current_actors(waiting), current_settings()), waiting)
    waiting.is_over()
    remember()
    return report
