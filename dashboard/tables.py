"""How does a table look on the page: whose numbers, under which words, with how many digits?

The CSV beside it keeps every digit and the names that the data dictionary explains; here they are said
in words.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import streamlit as st

from analysis.data_dictionary import dictionary_rows
from analysis.report import SIDES
from dashboard import theme

_WHOSE = "side"
_WORDS = {
    "low": "lower end",
    "high": "upper end",
    "1000": "1,000",
}


def shown(frame: pd.DataFrame, labels: dict[str, str]) -> pd.DataFrame:
    """A table with the texts' names in place of a and b."""
    if _WHOSE not in frame.columns:
        return frame
    return frame.assign(**{_WHOSE: frame[_WHOSE].map(labels)})


def columns(frame: pd.DataFrame, labels: dict[str, str]) -> dict[str, Any]:
    """How each column is headed, explained and printed."""
    return {
        column: _column(column, pd.api.types.is_float_dtype(frame[column]), labels)
        for column in frame.columns
    }


def _column(column: str, is_measured: bool, labels: dict[str, str]) -> Any:
    heading, meaning = _heading(column, labels), _meanings().get(column)
    if is_measured:
        return st.column_config.NumberColumn(heading, help=meaning, format=theme.IN_TABLES)
    return st.column_config.Column(heading, help=meaning)


def _heading(column: str, labels: dict[str, str]) -> str:
    """``n_mentions`` → mentions; ``a_low`` → Arnow, lower end; ``smog_grade_low`` → SMOG, lower end."""
    if column == _WHOSE:
        return "text"
    measure, _, end = column.rpartition("_")
    if column in theme.MEASURES:
        return theme.MEASURES[column].label
    if measure in theme.MEASURES and end in _WORDS:
        return f"{theme.MEASURES[measure].label}, {_WORDS[end]}"
    words = column.removeprefix("n_").split("_")
    whose = [labels[words.pop(0)]] if words[0] in SIDES else []
    said = " ".join(_WORDS.get(word, word) for word in words)
    return ", ".join([*whose, *([said] if said else [])])


@cache
def _meanings() -> dict[str, str]:
    """What each column means, as the data dictionary has it; of one that several tables have, the first."""
    meanings: dict[str, str] = {}
    for row in dictionary_rows():
        said = f"{row.meaning} ({row.unit})" if row.unit else row.meaning
        meanings.setdefault(row.column, f"{said}. In the CSV: {row.column}")
    return meanings
