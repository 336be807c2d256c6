"""How a text sounds: the tone of every utterance by VADER, and its mean over any selection.

VADER (Hutto and Gilbert 2014, vaderSentiment 3.3.2) looks words up in a list of rated words,
bends the ratings by what stands around them (negation, boosters, "but", capitals) and squeezes
their sum into −1 … 1. It was made for single sentences: over whole sections the sum saturates.
So it is asked about each utterance by itself, and a section's tone is the mean of its utterances.

The numbers are the library's own, to the last digit. Only the work is shared out differently: a
word is looked up once per spelling, and the library's rules are consulted only where something
near a rated word could change its rating. Nothing of a text is kept once it is measured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from heapq import heappop, heappush
from itertools import pairwise
from types import SimpleNamespace
from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
    SentiText,
)

from analysis.text import Document
from analysis.uncertainty import estimate, share_interval
from analysis.words import number_forms, straighten

POSITIVE, NEGATIVE = 0.05, -0.05
"""From here on, and down to here, an utterance counts as positive or negative (VADER's choice)."""

_BEFORE, _AFTER = 3, 2
"""How many words before and after a rated word VADER looks at."""

_PHRASES = [phrase for phrase in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in phrase]
_MODIFIERS = frozenset(
    {"no", "this", "least", *NEGATE, *BOOSTER_DICT}
    # A phrase is there only if its longest word is; "the" and "of" alone would suspect everything.
    | {max(phrase.split(), key=len) for phrase in _PHRASES}
)
"""Lower-case words without one of which near it, a rated word keeps its rating.

Besides these, only words with "n't" in them and capitals make a difference.
"""


class ToneWord(NamedTuple):
    """A word that makes its utterance's tone better or worse."""

    section: Annotated[int, "number of the section"]
    sentence: Annotated[int, "number of the sentence"]
    utterance: Annotated[int, "number of the utterance"]
    word: Annotated[str, "the word as printed"]
    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]
    valence: Annotated[
        float,
        "what it adds to the utterance's tone, about −4 to 4, after negation, boosters and 'but', "
        "before the sum is squeezed into −1 … 1",
    ]


class Tone(NamedTuple):
    """What VADER says of a document."""

    scores: np.ndarray
    """VADER's compound score of each utterance, −1 (negative) to 1 (positive); 0 is neutral."""
    words: pd.DataFrame
    """The words it comes from, row type ToneWord, in the text's order."""


class SentimentRow(NamedTuple):
    """The tone of a section, or of the whole text, in one voice."""

    section: Annotated[int | None, "number of the section; empty for the whole text"]
    voice: Annotated[str, "'all', 'author' or 'quoted'"]
    mean: Annotated[float, "mean tone of its utterances, −1 (negative) to 1 (positive)"]
    low: Annotated[float, "lower end of the mean's 95 % interval"]
    high: Annotated[float, "upper end of the mean's 95 % interval"]
    positive_share: Annotated[float, "share of its utterances with a tone of 0.05 or more, 0 to 1"]
    positive_share_low: Annotated[float, "lower end of that share's 95 % interval"]
    positive_share_high: Annotated[float, "upper end of that share's 95 % interval"]
    negative_share: Annotated[float, "share of its utterances with a tone of −0.05 or less, 0 to 1"]
    negative_share_low: Annotated[float, "lower end of that share's 95 % interval"]
    negative_share_high: Annotated[float, "upper end of that share's 95 % interval"]
    n_utterances: Annotated[int, "number of utterances"]
    n_words: Annotated[int, "number of words"]


def tabulate(document: Document) -> Tone:
    """VADER's compound score of every utterance (−1 … 1, higher is more positive), and its words.

    The score is what ``polarity_scores`` gives for the utterance with its typographic quotation
    marks and apostrophes made straight; VADER knows "don't" but not "don’t".
    """
    tokens = _find_tokens(document)
    hits = np.flatnonzero(tokens.each("rated"))
    valences = _rate(tokens, hits).tolist()
    scores = np.zeros(len(document.utterances))
    weigh_but = _but_positions(tokens)
    spoken_by, firsts = np.unique(tokens.utterance[hits], return_index=True)
    bounds = pairwise([*firsts.tolist(), len(hits)])
    for utterance, (first, last) in zip(spoken_by.tolist(), bounds, strict=True):
        if utterance in weigh_but:
            n_before = int(np.searchsorted(hits[first:last], weigh_but[utterance]))
            valences[first:last] = _weigh_but(valences[first:last], n_before)
        scored = _analyzer().score_valence(valences[first:last], tokens.pieces[utterance])
        scores[utterance] = scored["compound"]
    return Tone(scores, _tone_words(document, tokens, hits, np.array(valences, float)))


def summarise(document: Document, scores: np.ndarray) -> pd.DataFrame:
    """Mean tone and shares of positive and negative utterances, row type SentimentRow.

    A row per section and one for the whole text, in every voice. Each utterance counts once,
    however long. Higher is more positive. Intervals resample utterances.
    """
    counts = np.column_stack(
        [
            scores,
            scores >= POSITIVE,
            scores <= NEGATIVE,
            np.ones(len(scores)),
            document.utterance_words,
        ]
    )
    found = estimate(document, counts, _means, unit="utterance")
    table = found.keys[["section", "voice"]].copy()
    for i, name in enumerate(("mean", "positive_share", "negative_share")):
        prefix = "" if name == "mean" else f"{name}_"
        table[name] = found.scores[:, i]
        low, high = found.low[:, i], found.high[:, i]
        if name != "mean":
            low, high = share_interval(found.scores[:, i], low, high, found.sums[:, 3])
        table[f"{prefix}low"], table[f"{prefix}high"] = low, high
    table["n_utterances"] = found.sums[:, 3].astype(int)
    table["n_words"] = found.sums[:, 4].astype(int)
    return table[list(SentimentRow._fields)]


def _means(sums: np.ndarray) -> np.ndarray:
    """(tone, positive, negative, utterances, words) → mean tone, positive and negative share."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums[..., :3] / sums[..., 3:4]


class _Look(NamedTuple):
    """What is to be known of a token by itself."""

    item: str
    """The token as VADER looks it up: punctuation stripped, unless next to nothing remains."""
    lead: int
    """How many characters were stripped before it."""
    length: int
    rating: float
    """VADER's rating, 0 if it has none."""
    rated: bool
    modifies: bool
    """Whether it can change the rating of a word near it."""
    capital: bool
    but: bool


_LOOKS = np.dtype(
    list(zip(_Look._fields, ("O", "i4", "i4", "f8", "?", "?", "?", "?"), strict=True))
)


class _Tokens(NamedTuple):
    """What VADER takes for words: runs of anything but white space."""

    pieces: list[str]
    """The text of each utterance as VADER reads it: quotation marks straight, emoji spelled out."""
    utterance: np.ndarray
    """The utterance of each token."""
    start: np.ndarray
    """Offset of each token in the document's text, after the punctuation stripped."""
    end: np.ndarray
    form: np.ndarray
    """Index of each token's spelling in ``looks``."""
    looks: np.ndarray
    """A _Look per distinct spelling."""

    def each(self, field: str) -> np.ndarray:
        """A field of the looks, for each token."""
        return self.looks[field][self.form]


def _find_tokens(document: Document) -> _Tokens:
    text, origin = _spell_out_emoji(straighten(document.text))
    n = len(document.utterances)
    first = np.searchsorted(origin, document.utterance_start)
    last = np.searchsorted(origin, np.fromiter((u.end for u in document.utterances), np.int32, n))
    pieces = [text[s:e] for s, e in zip(first.tolist(), last.tolist(), strict=True)]
    n_tokens: list[int] = []

    def each_token() -> Iterator[str]:
        for piece in pieces:
            tokens = piece.split()
            n_tokens.append(len(tokens))
            yield from tokens

    form, forms = number_forms(each_token())
    looks = np.array([_look_up(token) for token in forms], _LOOKS)
    start = _token_starts(text, first, last) + looks["lead"][form]
    return _Tokens(
        pieces=pieces,
        utterance=np.repeat(np.arange(n), np.array(n_tokens, int)),
        start=origin[start],
        end=origin[start + looks["length"][form] - 1] + 1,
        form=form,
        looks=looks,
    )


def _look_up(token: str) -> _Look:
    item = SentiText._strip_punc_if_word(token)
    lower = item.lower()
    rating = None if lower in BOOSTER_DICT else _analyzer().lexicon.get(lower)
    return _Look(
        item=item,
        lead=token.index(item),
        length=len(item),
        rating=rating or 0.0,
        rated=rating is not None,
        modifies=lower in _MODIFIERS or "n't" in lower,
        capital=item.isupper(),
        but=lower == "but",
    )


_SPACE = np.array([chr(code).isspace() for code in range(0x3002)])
"""Which characters ``str.split`` splits at; none lies beyond U+3000."""


def _token_starts(text: str, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Offset of each run of non-space characters in the stretches from ``first`` to ``last``."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    solid = ~_SPACE[np.minimum(codes, len(_SPACE) - 1)]
    begins = solid.copy()
    begins[1:] &= ~solid[:-1]
    begins[first] = solid[first]  # also where an utterance starts inside a run
    found = np.flatnonzero(begins)
    stretch = np.searchsorted(first, found, side="right") - 1
    return found[(stretch >= 0) & (found < last[stretch])] if len(last) else found[:0]


def _rate(tokens: _Tokens, hits: np.ndarray) -> np.ndarray:
    """What each rated token adds to its utterance, before "but" is considered."""
    valences = tokens.each("rating")[hits]
    utterance = tokens.utterance[hits]
    edges = np.searchsorted(tokens.utterance, np.arange(len(tokens.pieces) + 1))
    first = np.maximum(hits - _BEFORE, edges[utterance])
    last = np.minimum(hits + _AFTER + 1, edges[utterance + 1])

    capital = tokens.each("capital")
    capitals = np.bincount(tokens.utterance[capital], minlength=len(tokens.pieces))
    mixed = (capitals > 0) & (capitals < np.diff(edges))
    modifiers_before = np.concatenate([[0], np.cumsum(tokens.each("modifies"))])
    suspect = modifiers_before[last] > modifiers_before[first]
    suspect |= capital[hits] & mixed[utterance]
    known: dict[tuple[bytes, int, bool], float] = {}  # many windows come twice
    for i in np.flatnonzero(suspect).tolist():
        forms, position = tokens.form[first[i] : last[i]], int(hits[i] - first[i])
        key = forms.tobytes(), position, bool(mixed[utterance[i]])
        if key not in known:
            known[key] = _rate_in_context(tokens.looks["item"][forms].tolist(), *key[1:])
        valences[i] = known[key]
    return valences


def _rate_in_context(window: list[str], position: int, mixed_case: bool) -> float:
    """VADER's valence of the word at a position, by the library's own rules.

    The window holds all the words the rules look at; three before are as good as a hundred.
    """
    if [word.lower() for word in window[position : position + 2]] == ["kind", "of"]:
        return 0.0  # "kind of" weakens what follows and is no praise itself
    text = SimpleNamespace(words_and_emoticons=window, is_cap_diff=mixed_case)
    return float(_analyzer().sentiment_valence(0, text, window[position], position, [])[0])


def _but_positions(tokens: _Tokens) -> dict[int, int]:
    """The first "but" of each utterance that has one: {utterance: number of the token}."""
    buts = np.flatnonzero(tokens.each("but"))
    utterances, firsts = np.unique(tokens.utterance[buts], return_index=True)
    return dict(zip(utterances.tolist(), buts[firsts].tolist(), strict=True))


def _weigh_but(valences: list[float], n_before: int) -> list[float]:
    """Halve what comes before "but" and raise what follows by half, as the library does it.

    The library goes through the valences but changes the first that equals the one at hand, which
    may be another one, and one that it has changed already. Here the places of each value are kept
    in order, so that the first is found without searching. A valence of 0 stays 0 wherever it is,
    so "but" itself and unrated words may be left out.
    """
    weighed = valences.copy()
    places: defaultdict[float, list[int]] = defaultdict(list)
    for place, valence in enumerate(valences):
        places[valence].append(place)  # in order, so each list is a heap
    for at in range(len(weighed)):
        valence = weighed[at]
        first = heappop(places[valence])
        weighed[first] = valence * (0.5 if first < n_before else 1.5)
        heappush(places[weighed[first]], first)
    return weighed


def _tone_words(
    document: Document, tokens: _Tokens, hits: np.ndarray, valences: np.ndarray
) -> pd.DataFrame:
    hits, valences = hits[valences != 0], valences[valences != 0]
    utterance, start, end = tokens.utterance[hits], tokens.start[hits], tokens.end[hits]
    spans = zip(start.tolist(), end.tolist(), strict=True)
    return pd.DataFrame(
        {
            "section": document.utterance_section[utterance],
            "sentence": document.utterance_sentence[utterance],
            "utterance": utterance,
            "word": pd.Series([document.text[s:e] for s, e in spans], dtype="str"),
            "start": start,
            "end": end,
            "valence": valences,
        },
        columns=list(ToneWord._fields),
    )


def _spell_out_emoji(text: str) -> tuple[str, np.ndarray]:
    """Put words for emoji, as VADER does, and say for each character which offset it comes from."""
    names = _analyzer().emojis  # those of one character: VADER reads character by character
    emoji = [m.start() for m in re.finditer("[^\\x00-\\x7f]", text) if m.group() in names]
    pieces, lengths, cursor = [], np.ones(len(text), int), 0
    for at in emoji:
        words = ("" if text[at - 1 : at] == " " else " ") + names[text[at]]
        pieces += [text[cursor:at], words]
        lengths[at], cursor = len(words), at + 1
    return "".join([*pieces, text[cursor:]]), np.repeat(np.arange(len(text)), lengths)


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()
