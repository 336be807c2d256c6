"""Whom do texts name, by a model of the language?

spaCy is optional: nothing needs it, and without it `models` is empty. The model says where names
stand and whether a person or an organisation bears them. Everything else is as in `name_finding`:
states come from the table of the world's, names that mean the same are joined, and an actor is kept
if it is named twice or is a state or a person with full name or title.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from analysis.actor_table import fit
from analysis.actors import Actor, tidy_name
from analysis.name_evidence import Evidence, Findings, gather
from analysis.name_finding import actors_in
from analysis.name_sorts import ORGANISATION, OTHER, PERSON, TITLES, bare, names_event
from analysis.name_words import owners
from analysis.text import Document

KIND_OF = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": OTHER, "NORP": OTHER}
"""From a model's labels to kinds of actors; a state is one by its name, whatever its label."""

NOT_NEEDED = ("parser", "senter", "tagger", "morphologizer", "attribute_ruler", "lemmatizer")
"""Parts of a model that say nothing about names, and take most of its time."""

RECOGNISERS = frozenset(("ner", "beam_ner", "entity_ruler", "span_ruler"))

LONGEST_PIECE = 20_000
"""Characters that the model reads at once; its memory grows with them."""

INSTALL = "“pip install spacy”, then “python -m spacy download en_core_web_sm”"
_AROUND = " \"'“”‘’«»()[]*_,;:"


class Entity(Protocol):
    """A name as a model marks it."""

    text: str
    label_: str
    start_char: int
    end_char: int


class Read(Protocol):
    """What a model makes of some words."""

    @property
    def ents(self) -> Sequence[Entity]: ...


Model = Callable[[str], Any]
"""What reads words and gives a `Read`: a spaCy pipeline, or anything like it."""


class _Named(NamedTuple):
    """A name that a model found, as it is searched for."""

    name: str
    label: str


def models() -> tuple[str, ...]:
    """The English models with an entity recogniser that are installed, in alphabetical order.

    Found by what the packages say of themselves; neither spaCy nor a model is imported.
    """
    if not _has_spacy():
        return ()
    packages = {entry.value.partition(":")[0] for entry in entry_points(group="spacy_models")}
    return tuple(sorted(package for package in packages if _names_in_english(package)))


def find_actors_with_model(documents: Sequence[Document], model: str) -> tuple[Actor, ...]:
    """Whom the texts name, found with one of the `models`; most named first.

    Raises ``ValueError`` with a sentence that says what to install if the model is not there. The
    model is loaded each time and dropped again: it keeps every word it has read.
    """
    return find_actors_by(documents, _load(model))


def find_actors_by(documents: Sequence[Document], model: Model) -> tuple[Actor, ...]:
    """Whom the texts name, as actors that `analysis.actors.tabulate` can count; most named first.

    The rules are those of `analysis.name_finding.find_actors`; the model only says what is a name.
    """
    return fit(actors_in(_gather(documents, model)))


# --- which models there are -----------------------------------------------------------------------


def _has_spacy() -> bool:
    spec = find_spec("spacy")
    return spec is not None and spec.origin is not None


def _names_in_english(package: str) -> bool:
    spec = find_spec(package) if package.isidentifier() else None
    for folder in (spec and spec.submodule_search_locations) or ():
        try:
            meta = json.loads((Path(folder) / "meta.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if meta.get("lang") == "en" and not RECOGNISERS.isdisjoint(meta.get("pipeline", ())):
            return True
    return False


def _load(model: str) -> Model:
    if not _has_spacy():
        raise ValueError(
            f"spaCy is not installed, so no model can find names. Install it: {INSTALL}."
        )
    if model not in models():
        raise ValueError(
            f"The model “{model[:60]}” is not installed. Install it with “python -m spacy download "
            "NAME”, or choose another."
        )
    try:
        return import_module("spacy").load(model, exclude=list(NOT_NEEDED))
    except (ImportError, OSError, ValueError) as error:
        raise ValueError(
            f"The model “{model}” cannot be loaded: it is damaged, or made for another spaCy. "
            f"Install it again with “python -m spacy download {model}”."
        ) from error


# --- what a model shows ---------------------------------------------------------------------------


def _gather(documents: Sequence[Document], model: Model) -> Findings:
    """What the texts show of the names the model finds in them, and of no others."""
    found = gather(documents)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for name, label in _entities(document, model):
            if label in KIND_OF or name in owners():
                labels[name][KIND_OF.get(label, OTHER)] += 1
            elif _hides_a_name(name):
                found.phrases[""].add(name)
    by_words = dict(found.names)
    found.phrases[""].update(name for name in by_words if " " in name and names_event(name))
    found.names.clear()
    for name, kinds in labels.items():
        found.names[name] = _evidence(by_words.get(name), kinds)
    return found


def _evidence(by_words: Evidence | None, kinds: Counter[str]) -> Evidence:
    """What the words beside a name show, with the model's counts and kind."""
    n = kinds.total()
    kind = max(sorted(kinds), key=lambda one: kinds[one])
    if by_words is None:
        return Evidence(n=n, within=n, kind=kind)
    return replace(by_words, n=n, the=min(by_words.the, n), kind=kind)


def _hides_a_name(phrase: str) -> bool:
    """Whether a phrase is no actor even if it holds one's name: not "Northern Norway"."""
    words = phrase.split()
    return len(words) > 1 and words[-1] not in owners() and "'s" not in phrase


def _entities(document: Document, model: Model) -> Iterator[_Named]:
    """The names in a text's utterances, in order."""
    ends = np.array([utterance.end for utterance in document.utterances], np.int64)
    for start, end in _pieces(document):
        for entity in model(document.text[start:end]).ents:
            first, last = start + entity.start_char, start + entity.end_char
            utterance = document.utterance_at(np.array([first]))[0]
            if document.utterance_start[utterance] <= first and last <= ends[utterance]:
                name = _name_in(entity.text)
                if name:
                    yield _Named(name, entity.label_)


def _pieces(document: Document) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences of one section, short enough for a model."""
    start = end = section = -1
    for sentence in document.sentences:
        if sentence.section != section or sentence.end - start > LONGEST_PIECE:
            yield from _cut(start, end)
            start, section = sentence.start, sentence.section
        end = sentence.end
    yield from _cut(start, end)


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch as it is, or in pieces if a single sentence is too long."""
    for first in range(start, end, LONGEST_PIECE):
        yield first, min(first + LONGEST_PIECE, end)


def _name_in(words: str) -> str:
    """A name without article, titles and possessive; '' if no capital is left of it."""
    name = tidy_name(words).strip(_AROUND)
    name = name.removesuffix("'s").removeprefix("the ").removeprefix("The ")
    tokens = name.split()
    while len(tokens) > 1 and bare(tokens[0]) in TITLES:
        tokens.pop(0)
    return " ".join(tokens) if any(map(str.isupper, name)) else ""
