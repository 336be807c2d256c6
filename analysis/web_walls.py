"""Is what came from a web address the article, or a wall that stands before it?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from analysis.brought import ReadingError
from analysis.public_address import Place

PASTE = "Open it in your browser, copy the text and paste it."
WALLED = "{site} shows this page only after a login, a payment, a consent or a check. " + PASTE
_IN_THE_BROWSER = "{site} puts the text of this page together in the browser only. " + PASTE

_HARDLY_ANY, _SHORT = 60, 200  # words of an article
_LARGE = 20_000  # bytes of a page
_ASKS = (
    "subscribe to continue",
    "subscribe to read",
    "subscribe to keep reading",
    "subscribe now to continue",
    "to continue reading",
    "to keep reading this",
    "to read the full article",
    "to read the full story",
    "this article is for subscribers",
    "this content is for subscribers",
    "this story is for subscribers",
    "subscriber-only content",
    "you have reached your limit of free",
    "you've reached your limit of free",
    "no free articles left",
    "log in to continue",
    "sign in to continue",
    "create a free account to",
    "before you continue to",
    "accept cookies to continue",
    "verify you are human",
    "verifying you are human",
    "are you a robot?",
    "you are not a robot",
    "unusual traffic from your",
    "checking your browser",
)
_NEEDS_SCRIPT = (
    "enable javascript",
    "javascript is disabled",
    "javascript is required",
    "requires javascript",
    "need javascript",
    "turn on javascript",
)
_GATE = re.compile(
    r"(?:^|[./])(?:consent|log-?in|sign-?in|auth|sso|accounts?|captcha|paywall)(?![^./])"
)
"""A whole part of an address, to which whoever may not read yet is sent."""
_LAST_LINES, _LONGEST_REQUEST = 6, 40  # lines of an article, words of a line
_LARGEST_FACTS = 200_000  # bytes; JSON takes many times its length in memory


def refuse_wall(data: bytes, asked_for: Place, found_at: Place) -> None:
    """Refuse a gate one was sent to, and a page whose publisher says that it is not open to all."""
    locked = b'"article:content_tier" content="locked"' in data.lower()
    asked, found = (
        (place.host + place.path.partition("?")[0]).lower() for place in (asked_for, found_at)
    )
    is_gate = _GATE.search(found) and not _GATE.search(asked)
    if is_gate or locked or any(_is_closed(facts) for facts in _stated_facts(data)):
        raise ReadingError(WALLED.format(site=found_at.site))


def _stated_facts(data: bytes) -> Iterator[Any]:
    """What a page says of itself in JSON-LD. Found without a pattern: each byte is passed once."""
    lower = data.lower()
    end = 0
    while (start := lower.find(b"<script", end)) >= 0:
        body = lower.find(b">", start) + 1
        end = lower.find(b"</script", body)
        if not body or end < 0:
            return
        if b"ld+json" in lower[start:body] and end - body <= _LARGEST_FACTS:
            with suppress(ValueError, RecursionError):
                yield json.loads(data[body:end].decode("utf-8", "replace"), strict=False)


def _is_closed(facts: Any) -> bool:
    """True if a page itself, not one that it lists, is said to cost something."""
    nodes = []
    for node in facts if isinstance(facts, list) else [facts]:
        if isinstance(node, dict):
            graph = node.get("@graph")
            nodes += [node, *(graph if isinstance(graph, list) else [])]
    stated = [node.get("isAccessibleForFree") for node in nodes if isinstance(node, dict)]
    return any(
        word is False or (isinstance(word, str) and word.lower().endswith("false"))
        for word in stated
    )


def refuse_remnant(data: bytes, text: str, site: str) -> None:
    """Refuse the few words, or the beginning of an article, that a wall leaves."""
    n_words = len(text.split())
    lines = [line for line in text.splitlines() if line.strip()][-_LAST_LINES:]
    ending = [line for line in lines if len(line.split()) <= _LONGEST_REQUEST]
    if any(_says(line, _ASKS) for line in ending):
        raise ReadingError(WALLED.format(site=site))
    if n_words >= _SHORT:
        return
    whole = data.decode("utf-8", "replace")
    if _says(whole, _ASKS):
        raise ReadingError(WALLED.format(site=site))
    if n_words < _HARDLY_ANY and (len(data) > _LARGE or _says(whole, _NEEDS_SCRIPT)):
        raise ReadingError(_IN_THE_BROWSER.format(site=site))


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    plain = " ".join(text.lower().replace("’", "'").split())
    return any(phrase in plain for phrase in phrases)
