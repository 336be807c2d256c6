"""Which language is a text in? Decided offline by py3langid, whose model comes with it.

The model takes 80 MB, more than all else a text needs, and a third of a second to load; it is let go
after each text. The last answers are kept by the texts' fingerprints, never the texts.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, NamedTuple

from analysis.terms import STOP_WORDS

_MOST_CHARACTERS = 20_000
_FEWEST_LETTERS = 20
"""Below this a guess is worth nothing: "NATO" is a word in every language."""
_LEAST_CONFIDENCE = 0.5


_ANSWERS_KEPT = 256
_PLAINLY_ENGLISH = 0.3
_FUNCTION_WORDS = frozenset(STOP_WORDS)


class Language(NamedTuple):
    """The language of a text."""

    code: Annotated[str, "ISO 639 code, such as 'en'; 'und' if it cannot be told"]
    name: Annotated[str, "its English name"]
    confidence: Annotated[float, "how likely it is that and no other, 0 to 1"]


UNDETERMINED = Language("und", "undetermined", 0.0)

_answers: dict[str, Language] = {}


def detect(text: str) -> Language:
    """The language of the first 20,000 characters of a text."""
    beginning = text[:_MOST_CHARACTERS]
    if len(re.findall(r"[^\W\d_]", beginning)) < _FEWEST_LETTERS:
        return UNDETERMINED
    if _is_plainly_english(beginning):
        return Language("en", "English", 1.0)
    fingerprint = hashlib.sha256(beginning.encode("utf-8", "replace")).hexdigest()
    if fingerprint not in _answers:
        if len(_answers) >= _ANSWERS_KEPT:
            _answers.clear()
        _answers[fingerprint] = _classify(beginning)
    return _answers[fingerprint]


def _is_plainly_english(text: str) -> bool:
    """True if so many words are English function words that no model need be asked.

    Two words in five of an English text are among them; of another language's hardly one in six.
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    known = sum(map(_FUNCTION_WORDS.__contains__, words))
    return known >= _PLAINLY_ENGLISH * len(words) > 0


def _classify(beginning: str) -> Language:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    code, confidence = identifier.classify(beginning)
    if confidence < _LEAST_CONFIDENCE:
        return UNDETERMINED._replace(confidence=float(confidence))
    return Language(code, _english_name(code), float(confidence))


def _english_name(code: str) -> str:
    from babel import Locale

    return Locale.parse("en").languages.get(code, code)
