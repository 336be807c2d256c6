"""How do the numbers behind a chart stand in the report?"""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape

import pandas as pd

from dashboard import theme

ROWS_SHOWN = 200
"""Rows of a table; the tables as files have all of them."""


def folded(frame: pd.DataFrame, title: str) -> str:
    """The numbers behind a chart, folded away."""
    frame = frame.loc[:, frame.notna().any()]
    shown = frame.head(ROWS_SHOWN)
    head = "".join(f'<th scope="col">{escape(str(column))}</th>' for column in shown.columns)
    rows = "".join(
        f"<tr>{''.join(_cell(value) for value in row)}</tr>"
        for row in shown.itertuples(index=False, name=None)
    )
    left = len(frame) - len(shown)
    more = f'<p class="cap">{theme.counted(left, "further row")} in the table as a file.</p>'
    return (
        f'<details class="tbl numbers"><summary>{escape(title)}</summary><div class="wide" tabindex="0">'
        f'<table class="tb"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"{more if left else ''}</details>"
    )


def _cell(value: object) -> str:
    """A cell: numbers at the right with four significant digits, nothing undefined as 0."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return '<td class="r">–</td>'
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"<td>{escape(str(value))}</td>"
    shown = theme.count(value) if float(value).is_integer() else f"{value:.4g}"
    return f'<td class="r">{shown.replace("-", theme.MINUS)}</td>'


def rows_of(entries: Iterable[tuple[str, str]]) -> str:
    """Two columns: what, and what it is. The second may be HTML."""
    rows = "".join(f'<tr><th scope="row">{escape(k)}</th><td>{v}</td></tr>' for k, v in entries)
    return f'<table class="tb kv"><tbody>{rows}</tbody></table>'


def head_of(side: str, name: str) -> str:
    """What stands above a column about one text: its sign and its name, whichever way it is written."""
    return (
        f'<p class="head {side}"><span class="g{side} n{side}"><bdi>{escape(name)}</bdi></span></p>'
    )
