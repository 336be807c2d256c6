"""The views: what the reader sees, in order. Each is one function of a report and a voice."""

from collections.abc import Callable

from analysis.report import Report
from dashboard.views import actors, overview, readability, sentiment, terms, texts

VIEWS: dict[str, Callable[[Report, str], None]] = {
    "Overview": overview.show,
    "Sentiment": sentiment.show,
    "Readability": readability.show,
    "Actors": actors.show,
    "Terms": terms.show,
    "Texts": texts.show,
}
