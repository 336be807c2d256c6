"""What do two texts show of each name: how often, where in a sentence, beside which words?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from analysis.name_foreign import Sure, language_of, sure_names
from analysis.name_parts import Part, Seen, name_parts
from analysis.name_runs import Run, find_runs, works
from analysis.name_sorts import CALENDAR, ROLES
from analysis.name_words import capitals, demonyms, name_words
from analysis.text import Document
from analysis.word_lists import reporting_verbs

PLACE_BEFORE, DATE_BEFORE = name_words("place_before"), name_words("date_before")
LANGUAGE_BEFORE, ACTS_AFTER = name_words("language_before"), name_words("acts_after")
NEXT_WORD = re.compile(r"(?:'s)?,? ?([\w']*)")
BRACKETED = re.compile(r"(?:'s)?\s\((?:the )?([A-Z][\w.&-]{1,9})\)")
NO_NOUN_BEHIND = re.compile(
    r"\s*(?:$|[.,;:!?)\x02\x03\n\"”]|(?:and|or|but|to|for|by|with|from|as|at|on)\b)"
)
DATE_BEHIND = re.compile(r",? (\d{1,4})\b")


@dataclass
class Evidence:
    """What the texts show of one name."""

    n: int = 0
    within: int = 0
    """Of these, within a sentence, where a capital means something."""
    the: int = 0
    """Behind "the", "a" or the like."""
    place: int = 0
    """Behind "in" or "near"."""
    acts: int = 0
    """Before a verb of saying or an auxiliary."""
    role: int = 0
    """Behind a word such as "striker"."""
    language: int = 0
    """As a language: "in English"."""
    titles: Counter[str] = field(default_factory=Counter)
    kind: str = ""
    """What a model of the language takes it for; '' where none was asked."""


@dataclass
class Findings:
    """All names of the texts, and what else was read on the way."""

    names: dict[str, Evidence] = field(default_factory=lambda: defaultdict(Evidence))
    abbreviations: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """From an abbreviation in brackets to the name before it; '' if that is a term."""
    phrases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """From a month, a language or a work to phrases in which it is no actor."""
    small: Counter[str] = field(default_factory=Counter)
    """Words without a capital, by number."""
    capitals: set[str] = field(default_factory=set)
    """Words with a capital that no sentence's beginning explains."""


def gather(documents: Sequence[Document]) -> Findings:
    """Everything the texts show of the names in them."""
    found = Findings()
    english, foreign = _by_language(documents)
    runs = [run for document in english for run in find_runs(document)]
    found.capitals.update(word for run in runs for word in run.words.split()[run.opens :])
    seen = Seen({run.words for run in runs if not run.opens}, found.capitals)
    splits: dict[tuple[str, bool], list[Part]] = {}
    languages: dict[str, set[bool]] = defaultdict(set)
    for run in runs:
        key = run[:2]
        if key not in splits:
            splits[key] = name_parts(*key, seen)
        for part in splits[key]:
            _note(found, run, part, languages)
        if "(" in run.after and splits[key]:
            _note_abbreviation(found, run, splits[key][-1])
    _note_translations(found, english)
    for phrase, is_language in languages.items():
        if is_language == {True}:
            found.phrases[phrase.split(" ", 1)[1]].add(phrase)
    for document in english:
        found.small.update(dict(_small_words(document)))
    for document in documents:
        found.phrases[""].update(works(document))
    _note_sure(found, sure_names(foreign))
    return found


def _by_language(documents: Sequence[Document]) -> tuple[list[Document], list[Document]]:
    """The texts that are in English, and the others."""
    english: list[Document] = []
    foreign: list[Document] = []
    for document in documents:
        (english if language_of(document) == "en" else foreign).append(document)
    return english, foreign


def _note_sure(found: Findings, names: Iterable[Sure]) -> None:
    """Names that need no evidence beside them; their kind stands unless English text shows it."""
    for name, kind in names:
        is_new = name not in found.names
        evidence = found.names[name]
        evidence.n += 1
        evidence.within += 1
        if is_new:
            evidence.kind = kind
        found.capitals.update(name.split())


def _note(found: Findings, run: Run, part: Part, languages: dict[str, set[bool]]) -> None:
    before = run.before if part.before is None else part.before
    after = run.after if part.last else ""
    if part.name in CALENDAR and _is_date(found, part.name, before, after):
        return
    evidence = found.names[part.name]
    evidence.n += 1
    if part.title:
        evidence.titles[part.title] += 1
    evidence.within += not (run.opens and part.before is None)
    if before:
        low = before.lower()
        if low.endswith("(") and before == low and part.name[-1:].lower() == low[:1]:
            found.abbreviations[part.name][""] += 1  # gross domestic product (GDP)
        evidence.the += low in ("the", "a", "an", "this", "our", "its", "their", "his", "every")
        evidence.place += low in PLACE_BEFORE and not after.startswith("'s")
        evidence.role += not ROLES.isdisjoint((low.rstrip(","), low.rstrip(",").rpartition("-")[2]))
        if low in LANGUAGE_BEFORE and part.name in demonyms():
            is_language = bool(NO_NOUN_BEHIND.match(after))
            languages[f"{before} {part.name}"].add(is_language)
            evidence.language += is_language
    if part.last and after[:1] in (" ", ",", "'"):
        match = NEXT_WORD.match(after)
        word = match.group(1) if match else ""
        evidence.acts += word in ACTS_AFTER or word in reporting_verbs().finite


def _note_translations(found: Findings, documents: Sequence[Document]) -> None:
    """Languages that something is translated from: ``from the Russian``."""
    spoken = sorted(name for name in found.names if name in demonyms() and name[-1] != "s")
    source = re.compile(rf"\bfrom (?:the )?({'|'.join(map(re.escape, spoken))})\b")
    for document in documents:
        if not spoken or "translat" not in document.text:
            continue
        for match in source.finditer(document.text):
            if NO_NOUN_BEHIND.match(document.text, match.end()):
                found.phrases[match.group(1)].add(" ".join(match.group().split()))


def _is_date(found: Findings, name: str, before: str, after: str) -> bool:
    """Whether a month's name is a date here; if so, the words that show it are kept."""
    behind = DATE_BEHIND.match(after)
    if behind:
        found.phrases[name].add(f"{name}{behind.group()}")
        return True
    if before.lower() in DATE_BEFORE or before.rstrip("stndrh").isdigit():
        found.phrases[name].add(f"{before} {name}")
        return True
    return False


def _note_abbreviation(found: Findings, run: Run, part: Part) -> None:
    """What a bracketed abbreviation stands for: the last words whose initials it has."""
    match = BRACKETED.match(run.after)
    if not match:
        return
    short = match.group(1)
    if shortens(short, part.name):
        found.abbreviations[short][part.name] += 1


def shortens(short: str, name: str) -> bool:
    """Whether a name's initials are an abbreviation's letters, or begin with the same one."""
    return letters(short) in initials(name) or short[0] == name[0]


def letters(short: str) -> str:
    """An abbreviation's letters, in capitals."""
    return "".join(c for c in short if c.isalnum()).upper()


def initials(name: str) -> set[str]:
    """The abbreviations a name of several words may have."""
    words = [word for word in name.split() if word[0].isupper()]
    if len(words) < 2:
        return set()
    split = [piece for word in words for piece in word.split("-") if piece[0:1].isupper()]
    every = [word for word in name.split() if word[0].isalpha()]
    return {"".join(word[0] for word in series).upper() for series in (words, split, every)}


def _small_words(document: Document) -> Iterator[tuple[str, int]]:
    counts = np.bincount(document.words.form, minlength=len(document.words.forms))
    for form, n in zip(document.words.forms, counts.tolist(), strict=True):
        if form.islower():
            yield form, n


def acting_capitals(found: Findings) -> frozenset[str]:
    """Capitals that do something in the texts, as governments do."""
    return frozenset(name for name in capitals() if name in found.names and found.names[name].acts)
