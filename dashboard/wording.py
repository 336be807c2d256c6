"""Findings as sentences: what a chart shows, in words that claim no more than its intervals bear.

A title says "more" or "longer" only where the 95 % interval of the difference leaves out zero,
and says so plainly where it does not. Nothing here judges; it describes wording.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from analysis import corrections
from analysis.corrections import Correction
from analysis.text import ALL, AUTHOR, QUOTED
from dashboard import theme

VOICE_LABELS = {ALL: "Whole text", AUTHOR: "Author’s words", QUOTED: "Quoted words"}
CLEAR_Z = 1.96
MIN_WORDS_TO_COMPARE = 30
"""With fewer words on a side no title compares; readability gives no score either."""

# Names that English puts "the" before: those that end in a common noun.
_TAKES_ARTICLE = frozenset(
    (
        *("Union", "States", "Kingdom", "Federation", "Republic", "Emirates", "Empire", "Nations"),
        *("Council", "Parliament", "Commission", "Senate", "House", "Court", "Pact", "Alliance"),
        *("Organization", "Organisation", "Service", "Agency", "Ministry", "Department"),
        *("Times", "Post", "Bank", "Fund", "Party", "Government", "Army", "Corporation"),
        *("West", "East", "Balts", "Poles"),
    )
)

_ARTICLES = frozenset(("a", "an", "the", "my", "our", "on", "in", "text", "speech", "article"))

_COUNT_WORDS = {0: "never", 1: "once", 2: "twice"}


class Finding(NamedTuple):
    """A difference as the overview states it."""

    title: str
    subtitle: str
    view: str
    pick: str
    measure: str
    item: str


def short_names(names: dict[str, str]) -> dict[str, str]:
    """The texts' names as short as tells them apart: the first word, or else the whole name.

    A first word that is an article, a number or a possessive says too little to stand alone.
    """
    full = {side: " ".join(name.split()) or f"Text {side.upper()}" for side, name in names.items()}
    first = {side: name.split()[0] for side, name in full.items()}
    telling = all(
        word[:1].isalpha()
        and word.lower() not in _ARTICLES
        and not word.endswith(("’s", "'s", "s’", "s'"))
        for word in first.values()
    )
    if telling and first["a"] != first["b"]:
        return first
    if full["a"] != full["b"]:
        return full
    return {"a": f"{full['a']} (1)", "b": f"{full['b']} (2)"}


LONGEST_SAID = 60
"""Characters of a passage that a correction is told with."""

_DONE = {
    corrections.RENAME: "“{text}” renamed to “{words}”",
    corrections.MERGE: "“{text}” merged with the section before",
    corrections.SPLIT: "section “{words}” begun at “{text}”",
    corrections.ADD_HEADING: "“{text}” made a heading",
    corrections.DROP_HEADING: "“{text}” made text, no heading",
    corrections.SET_ASIDE: "set aside: “{text}”",
    corrections.PUT_BACK: "counted as text: “{text}”",
    corrections.DIVIDE_EVENLY: "divided into {words} sections of equal length",
    corrections.DIVIDE_BY_TOPIC: "divided by topic into up to {words} sections",
    corrections.QUOTE: "marked as said by {words}: “{text}”",
    corrections.UNQUOTE: "the author’s own words: “{text}”",
    corrections.NAME_SPEAKER: "said by {words}: “{text}”",
}


def correction_done(one: Correction, text: str) -> str:
    """A correction in words, with the beginning of the passage it concerns."""
    end = one.end if one.end > one.start else one.start + 2 * LONGEST_SAID
    passage = " ".join(text[one.start : end].split()).strip('“”"#> ')
    if len(passage) > LONGEST_SAID:
        passage = f"{passage[:LONGEST_SAID].rpartition(' ')[0] or passage[:LONGEST_SAID]} …"
    words = one.words or ("somebody not named" if "said by" in _DONE[one.action] else "untitled")
    return _DONE[one.action].format(text=passage, words=words)


def section_name(heading: str) -> str:
    """A section's heading, or what to call the lead, which has none."""
    return heading or "Lead (untitled)"


def as_sentence(text: str) -> str:
    """A title with a capital at its start, also where it begins with a small-lettered name."""
    return text[:1].upper() + text[1:]


def possessive(name: str) -> str:
    """``Arnow`` → ``Arnow’s``; ``Texts`` → ``Texts’``."""
    return name + ("’" if name.endswith("s") else "’s")


def join_words(words: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def times(count: int) -> str:
    """``never``, ``once``, ``twice``, ``15 times``."""
    return _COUNT_WORDS.get(count, f"{count:,} times")


def actor_in_sentence(actor: str) -> str:
    """An actor's name with the article English gives it: ``the Soviet Union``, ``Russia``."""
    if actor.startswith("The "):
        return "the " + actor[4:]
    words = actor.split()
    if len(words) > 1 and (words[-1] in _TAKES_ARTICLE or words[0] == "European"):
        return "the " + actor
    return actor


def too_little(names: dict[str, str], n_words: dict[str, int], voice: str) -> str:
    """What to say instead of a comparison where a text has hardly any words; empty if both have."""
    kind = {ALL: "words", AUTHOR: "words of the author’s", QUOTED: "quoted words"}[voice]
    few = [side for side in "ab" if n_words[side] < MIN_WORDS_TO_COMPARE]
    if not few:
        return ""
    counts = [f"{names[side]} ({theme.count(n_words[side])})" for side in few]
    return f"Too few {kind} to compare: {join_words(counts)}"


def tone_title(row: pd.Series, names: dict[str, str]) -> str:
    """What the tones of the two texts are, from a row of ``differences``."""
    a, b = names["a"], names["b"]
    unsure = [side for side in "ab" if pd.isna(row[f"{side}_low"])]
    if unsure:
        return _too_few_utterances(row, names, unsure)
    leaning = {side: _leaning(row[f"{side}_low"], row[f"{side}_high"]) for side in "ab"}
    clear = _is_clear(row)
    if leaning["a"] == leaning["b"] == "":
        if clear:
            return f"{a if row['difference'] < 0 else b} is the less positively worded of the two"
        return "No clear tone in either text"
    if leaning["a"] == leaning["b"]:
        if not clear:
            return f"Both texts lean {leaning['a']}; no clear difference between them"
        further = a if (row["difference"] < 0) == (leaning["a"] == "negative") else b
        return f"Both texts lean {leaning['a']}, {further} more so"
    if not clear:
        side, other = ("a", "b") if leaning["a"] else ("b", "a")
        return (
            f"No clear difference in tone; {possessive(names[side])} wording leans {leaning[side]}, "
            f"{possessive(names[other])} may be even"
        )
    return f"{possessive(a)} wording {_verb(leaning['a'])}; {possessive(b)} {_verb(leaning['b'])}"


def _too_few_utterances(row: pd.Series, names: dict[str, str], unsure: list[str]) -> str:
    """With fewer than three utterances there is no interval, and so no claim."""
    if len(unsure) == 2:
        return "Too few utterances in either text to tell a tone"
    other = "b" if unsure == ["a"] else "a"
    leaning = _leaning(row[f"{other}_low"], row[f"{other}_high"])
    return (
        f"Too few utterances in {names[unsure[0]]} to tell a tone; "
        f"{possessive(names[other])} wording {_verb(leaning)}"
    )


def _leaning(low: float, high: float) -> str:
    if high < 0:
        return "negative"
    return "positive" if low > 0 else ""


def _verb(leaning: str) -> str:
    return f"leans {leaning}" if leaning else "is close to even"


def _is_clear(row: pd.Series) -> bool:
    return bool(row["low"] > 0 or row["high"] < 0)


# The inputs of the formulas only. Dale–Chall as textstat counts it takes names and numbers for
# uncommon words: a text that is full of names would be said to use hard words.
_READABILITY_CLAIMS = {
    "words_per_sentence": ("longer sentences", "sentences are about equally long"),
    "syllables_per_word": ("longer words", "words are about equally long"),
}


def readability_title(rows: pd.DataFrame, names: dict[str, str]) -> str:
    """What differs in the inputs of the formulas, from the rows of ``differences`` by measure."""
    by_measure = rows.set_index("measure")
    claims: dict[str, list[str]] = {"a": [], "b": []}
    even = []
    for measure, (more, same) in _READABILITY_CLAIMS.items():
        row = by_measure.loc[measure]
        if pd.isna(row["difference"]):
            continue
        if _is_clear(row):
            claims["a" if row["difference"] > 0 else "b"].append(more)
        else:
            even.append(same)
    parts = [f"{names[s]} uses {join_words(claims[s])}" for s in "ab" if claims[s]]
    if not parts:
        if not even:
            return "Too little text to compare how hard the texts are to read"
        return "No clear difference in how long sentences and words are"
    if len(parts) == 1 and even:
        parts.append(even[0])
    return "; ".join(parts)


def actors_title(rows: pd.DataFrame, names: dict[str, str], persons: set[str]) -> str:
    """Whom each text names clearly more often, from the actors' rows of ``differences``.

    In a title a person goes by the surname; every other actor by the full name.
    """

    def label(actor: str) -> str:
        return actor.split()[-1] if actor in persons else actor_in_sentence(actor)

    clear = rows[(rows["low"] > 0) | (rows["high"] < 0)]
    clear = clear.loc[clear["z"].abs().sort_values(ascending=False, kind="stable").index]
    parts = {
        side: _names_more(clear[(clear["difference"] > 0) == (side == "a")], side, names, label)
        for side in "ab"
    }
    if parts["a"] and parts["b"]:
        sentence = f"{parts['a'][0]}; {parts['b'][0]}"
    else:
        sentence = "; ".join(parts["a"] or parts["b"])
    if not sentence:
        return "No clear difference in whom the two texts name"
    return sentence


def _names_more(
    rows: pd.DataFrame, side: str, names: dict[str, str], label: Callable[[str], str]
) -> list[str]:
    """Whom one text names more and whom it alone names, the more telling of the two first."""
    other = rows["b" if side == "a" else "a"]
    more = [label(actor) for actor in rows["item"][other > 0]][:3]
    only = [label(actor) for actor in rows["item"][other == 0]][:3]
    parts = [
        f"{names[side]} names {join_words(more)} more" if more else "",
        f"only {names[side]} names {join_words(only)}" if only else "",
    ]
    if len(rows) and other.iloc[0] == 0:
        parts.reverse()
    return [part for part in parts if part]


def terms_title(contrast: pd.DataFrame, names: dict[str, str]) -> str:
    """The words that most clearly set the texts apart, from the ``contrast`` table."""
    top_a = contrast[contrast["z"] >= CLEAR_Z].nlargest(3, "z")["term"].tolist()
    top_b = contrast[contrast["z"] <= -CLEAR_Z].nsmallest(3, "z")["term"].tolist()
    if top_a and top_b:
        return f"{_set_apart(top_a, names['a'])}; {_set_apart(top_b, names['b'])}"
    if top_a or top_b:
        side = "a" if top_a else "b"
        return f"Clearly more often in {names[side]}: {join_words(top_a or top_b)}"
    return "No single word clearly sets the two texts apart"


def _set_apart(terms: list[str], name: str) -> str:
    return f"{join_words(terms)} {'sets' if len(terms) == 1 else 'set'} {name} apart"


def finding(row: pd.Series, names: dict[str, str], counts: dict[str, int]) -> Finding:
    """A row of ``differences`` as the overview states it. ``counts`` are mentions, for an actor."""
    measure, item = row["measure"], row["item"]
    if measure == "mentions_per_1000":
        return Finding(
            _mention_title(row, names, counts),
            _mention_subtitle(row, names, counts),
            "Actors",
            f"actor:{item}",
            measure,
            item,
        )
    if measure == "tone":
        return Finding(
            tone_title(row, names) + ".",
            "mean tone of the utterances, from −1 to +1",
            "Sentiment",
            f"voice:{row['voice']}",
            measure,
            item,
        )
    more = names["a"] if row["difference"] > 0 else names["b"]
    less = names["b"] if row["difference"] > 0 else names["a"]
    if measure == "quoted_share":
        title = f"{more} quotes others more than {less} does."
        if not _is_clear(row):
            title = "No clear difference in how much is quoted."
        return Finding(title, "share of the words", "Overview", "quotations:speech", measure, item)
    more_words, even_words = {
        "words_per_sentence": ("writes longer sentences", "how long sentences are"),
        "syllables_per_word": ("uses longer words", "how long words are"),
    }[measure]
    title = f"{more} {more_words}." if _is_clear(row) else f"No clear difference in {even_words}."
    unit = {
        "words_per_sentence": "words per sentence",
        "syllables_per_word": "syllables per word",
    }[measure]
    return Finding(title, unit, "Readability", f"measure:{measure}", measure, item)


def _mention_title(row: pd.Series, names: dict[str, str], counts: dict[str, int]) -> str:
    actor = actor_in_sentence(row["item"])
    for side, other in (("a", "b"), ("b", "a")):
        if counts[side] and not counts[other]:
            return f"Only {names[side]} names {actor}."
    if not _is_clear(row):
        return f"No clear difference in how often {actor} is named."
    more, less = ("a", "b") if row["difference"] > 0 else ("b", "a")
    return (
        f"{names[more]} names {actor} {times(counts[more])}, {names[less]} {times(counts[less])}."
    )


def _mention_subtitle(row: pd.Series, names: dict[str, str], counts: dict[str, int]) -> str:
    for side, other in (("a", "b"), ("b", "a")):
        if not counts[other]:
            word = "mention" if counts[side] == 1 else "mentions"
            return f"{counts[side]} {word}, none in {names[other]}"
    more, less = ("a", "b") if row["difference"] > 0 else ("b", "a")
    return f"{theme.rate(row[more])} against {theme.rate(row[less])} per 1,000 words"
