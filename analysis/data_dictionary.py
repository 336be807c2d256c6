"""What does each column of each table mean, and in which unit is it?

Meanings stand in the row types (`analysis.report.ROW_TYPES`). The numbers behind a chart are rows of
these tables; what stands only there is explained as of a table "figures". Units follow the names of
columns: ``_low`` and ``_high`` are in the unit of the column they belong to.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple, get_args, get_type_hints

from analysis.report import ROW_TYPES

INTEGER, NUMBER, TEXT = "integer", "number", "text"

ORDINAL = "number of a part"
OFFSET = "characters (Unicode code points)"
SHARE = "share, 0 to 1"
RATE = "per 1,000 words"
COMPOUND = "VADER compound score, −1 to +1"
GRADE = "US school years"
SCORE = "score"
STANDARD_ERRORS = "standard errors"
OF_THE_MEASURE = "that of the measure in the row"

_COUNTS = {
    "n_words": "words",
    "n_sentences": "sentences",
    "n_utterances": "utterances",
    "n_sections": "sections",
    "n_syllables": "syllables",
    "n_letters": "characters",
    "n_characters": "characters",
    "n_polysyllables": "words",
    "n_difficult": "words",
    "n_unfamiliar": "words",
    "n_mentions": "mentions",
    "n_quoted": "mentions",
    "n_a": "uses",
    "n_b": "uses",
    "n": "uses",
}

_UNITS = {
    **_COUNTS,
    "section": ORDINAL,
    "sentence": ORDINAL,
    "utterance": ORDINAL,
    "level": "depth, 1 is highest",
    "start": OFFSET,
    "end": OFFSET,
    "quoted_share": SHARE,
    "start_share": SHARE,
    "end_share": SHARE,
    "positive_share": SHARE,
    "negative_share": SHARE,
    "position": SHARE,
    "tone": COMPOUND,
    "mean": COMPOUND,
    "valence": "VADER valence, about −4 to 4",
    "per_1000_words": RATE,
    "mentions_per_1000": RATE,
    "words_per_sentence": "words per sentence",
    "syllables_per_word": "syllables per word",
    "flesch_reading_ease": "score, about 0 to 100",
    "flesch_kincaid_grade": GRADE,
    "gunning_fog_grade": GRADE,
    "smog_grade": GRADE,
    "ari_grade": GRADE,
    "coleman_liau_grade": GRADE,
    "dale_chall": SCORE,
    "tfidf": "weight, 0 to 1",
    "log_odds": "natural logarithm",
    "z": STANDARD_ERRORS,
    "a": OF_THE_MEASURE,
    "b": OF_THE_MEASURE,
    "difference": OF_THE_MEASURE,
}
"""Column, or measure of the table ``differences`` → unit."""

_BELONGS_TO = {
    "sentiment": "mean",
    "actors": "per_1000_words",
    "contrast": "log_odds",
    "differences": "difference",
}
"""Table → the column that its ``low`` and ``high`` belong to."""

_SIDE_BY_SIDE = ("contrast", "differences")
"""Tables that have both texts in one row and so no column ``side``."""


FIGURES = "figures"
"""What the dictionary calls the files of numbers behind the charts."""


class FigureRow(NamedTuple):
    """A column that only the numbers behind a chart have."""

    n_quoted: Annotated[
        int, "times the actor is named in quoted words; in the chart “mentions” of the whole text"
    ]


class DictionaryRow(NamedTuple):
    """What a column of a table means."""

    table: Annotated[str, "name of the table; 'figures' for what only figures/*.csv have"]
    column: Annotated[str, "name of the column"]
    type: Annotated[str, "'integer', 'number' (undefined where the cell is empty) or 'text'"]
    meaning: Annotated[str, "what stands in it"]
    unit: Annotated[str, "what a number in it counts or measures; empty for text"]


def dictionary_rows() -> list[DictionaryRow]:
    """A row for each column of each table, in the order in which they stand; then those of figures."""
    rows = []
    for table, row_type in ROW_TYPES.items():
        hints = get_type_hints(row_type, include_extras=True)
        if "side" not in hints and table not in _SIDE_BY_SIDE:
            rows.append(DictionaryRow(table, "side", TEXT, "'a' or 'b'", ""))
        rows += _rows(table, row_type)
    return rows + _rows(FIGURES, FigureRow)


def _rows(table: str, row_type: type) -> list[DictionaryRow]:
    """A row for each field of a row type."""
    return [
        DictionaryRow(
            table, column, _type(hint.__origin__), hint.__metadata__[0], unit_of(table, column)
        )
        for column, hint in get_type_hints(row_type, include_extras=True).items()
    ]


def unit_of(table: str, column: str) -> str:
    """The unit of a column; empty for text."""
    if column in ("low", "high"):
        return unit_of(table, _BELONGS_TO[table])
    return _UNITS.get(column.removesuffix("_low").removesuffix("_high"), "")


def is_count(unit: str) -> bool:
    """True if a unit is of things counted or numbered, which are whole."""
    return unit in (ORDINAL, OFFSET, _UNITS["level"], *_COUNTS.values())


def unit_of_measure(measure: str) -> str:
    """The unit of a measure of the table ``differences``."""
    return _UNITS.get(measure, "")


def _type(annotated: type) -> str:
    """What a type is called by people who do not program."""
    kinds = get_args(annotated) or (annotated,)
    return INTEGER if int in kinds else NUMBER if float in kinds else TEXT
