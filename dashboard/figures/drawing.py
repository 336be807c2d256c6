"""A figure while it is drawn: plain data, which Plotly checks once when all of it is there.

Building a ``go.Figure`` piece by piece costs Plotly ten times as long, for it looks at every piece
anew each time; a page with seven charts took a sixth of a second for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go


class Drawing:
    """Traces and layout of one figure, as Plotly's JSON has them."""

    def __init__(self, height: float, layout: dict[str, Any]) -> None:
        self.height = height
        """Height of the plot without its margins, in pixels."""
        self.left = self.right = 0
        """What labels and printed numbers take of the plot's width: pixels beside the values."""
        self.traces: list[dict[str, Any]] = []
        self.layout = {**layout, "annotations": [], "shapes": []}

    def add_bar(self, **trace: Any) -> None:
        self.traces.append({"type": "bar", **trace})

    def add_scatter(self, **trace: Any) -> None:
        self.traces.append({"type": "scatter", **trace})

    def add_shape(self, **shape: Any) -> None:
        self.layout["shapes"].append(shape)

    def add_annotations(self, annotations: Iterable[dict[str, Any]]) -> None:
        self.layout["annotations"].extend(annotations)

    def update_layout(self, **properties: Any) -> None:
        self.layout.update(properties)

    def update_yaxis(self, **properties: Any) -> None:
        self.layout["yaxis"] = {**self.layout["yaxis"], **properties}

    def figure(self) -> go.Figure:
        """The finished figure. Raises ValueError if Plotly does not know a property."""
        return go.Figure({"data": self.traces, "layout": self.layout})
