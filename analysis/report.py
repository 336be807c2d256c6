"""What was asked and what was found: the one place that lists the features."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from analysis import actors, comparison, language, readability, sentiment, terms
from analysis.actor_table import fit
from analysis.actors import Actor
from analysis.name_finding import find_actors
from analysis.parsing import parse
from analysis.reading import DATA, Source, load_samples
from analysis.text import (
    ALL,
    AUTHOR,
    QUOTED,
    Document,
    Quotation,
    Sentence,
    SetAside,
    Utterance,
)

SIDES = ("a", "b")


class Settings(NamedTuple):
    """How to count, where a careful reader may differ."""

    demonyms: Annotated[bool, "count 'Russian' as a mention of Russia"] = True
    actor_names_in_terms: Annotated[bool, "keep actors' names among the terms"] = True
    extra_stop_words: Annotated[tuple[str, ...], "words left out of the terms"] = ()


class Request(NamedTuple):
    """What was asked: two texts, the actors to look for, and settings. Plain and hashable."""

    a: Source
    b: Source
    actors: tuple[Actor, ...]
    settings: Settings = Settings()


class DocumentRow(NamedTuple):
    """A text as a whole."""

    side: Annotated[str, "'a' or 'b'"]
    name: Annotated[str, "short name"]
    title: Annotated[str, "title; empty if none was found"]
    author: Annotated[str, "author; empty if the text names none and none was given"]
    published: Annotated[str, "date of publication; empty if unknown"]
    origin: Annotated[str, "where it appeared; empty if unknown"]
    sha256: Annotated[str, "fingerprint of the bytes the text was read from"]
    n_words: Annotated[int, "words in the bodies of the sections"]
    n_sentences: Annotated[int, "sentences"]
    n_utterances: Annotated[int, "utterances: runs of one sentence in one voice"]
    n_sections: Annotated[int, "sections with text, the lead included"]
    quoted_share: Annotated[float, "share of the words that are quoted speech, 0 to 1"]
    language: Annotated[str, "the language it is in, in English; empty if it cannot be told"]
    main_speaker: Annotated[str, "who says at least half of the quoted words; empty if nobody does"]


class SectionRow(NamedTuple):
    """A section with its size and place."""

    side: Annotated[str, "'a' or 'b'"]
    section: Annotated[int, "number of the section, from 0 (the lead)"]
    heading: Annotated[str, "the heading; empty for the lead"]
    level: Annotated[int, "depth of the heading, 1 is highest; 0 for the lead"]
    start: Annotated[int, "offset of the body's first character"]
    end: Annotated[int, "offset after the body's last character"]
    n_words: Annotated[int, "words in the body"]
    n_sentences: Annotated[int, "sentences in the body"]
    start_share: Annotated[float, "share of the text's words that stand before the section, 0 to 1"]
    end_share: Annotated[float, "share of the text's words up to the section's end, 0 to 1"]


class SentenceRow(NamedTuple):
    """A sentence."""

    side: Annotated[str, "'a' or 'b'"]
    section: Annotated[int, "number of its section"]
    sentence: Annotated[int, "number of the sentence in its text, from 0"]
    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]
    n_words: Annotated[int, "words"]
    text: Annotated[str, "the sentence as printed"]


class UtteranceRow(NamedTuple):
    """The run of one sentence that one voice speaks, with its tone."""

    side: Annotated[str, "'a' or 'b'"]
    section: Annotated[int, "number of its section"]
    sentence: Annotated[int, "number of its sentence"]
    utterance: Annotated[int, "number of the utterance in its text, from 0"]
    voice: Annotated[str, "'author' or 'quoted'"]
    speaker: Annotated[str, "who speaks; empty for the author, 'unknown' if the text does not say"]
    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]
    n_words: Annotated[int, "words"]
    tone: Annotated[float, "VADER compound score, −1 (negative words) to +1 (positive words)"]
    text: Annotated[str, "the utterance as printed"]


class QuotationRow(NamedTuple):
    """A stretch between quotation marks, the marks included."""

    side: Annotated[str, "'a' or 'b'"]
    start: Annotated[int, "offset of the opening mark"]
    end: Annotated[int, "offset after the closing mark"]
    kind: Annotated[str, "'speech' (somebody else's words) or 'mention' (scare quote, title, term)"]
    speaker: Annotated[str, "who speaks; 'unknown' if the text does not say; '' for a mention"]
    text: Annotated[str, "the quotation as printed"]


class SetAsideRow(NamedTuple):
    """A stretch of the file that is not part of the text, and why."""

    side: Annotated[str, "'a' or 'b'"]
    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]
    reason: Annotated[str, "why it is not counted"]
    text: Annotated[str, "the stretch as printed"]


@dataclass(frozen=True, eq=False)
class Report:
    """What was found: the two documents, and one tidy table per feature for both sides."""

    request: Request
    a: Document
    b: Document
    tables: dict[str, pd.DataFrame]

    def document(self, side: str) -> Document:
        """The document of a side."""
        return self.a if side == "a" else self.b

    def terms_in(self, voice: str) -> pd.DataFrame:
        """The table ``terms``, of the words of one voice."""
        return self.terms if voice == ALL else _section_terms(self.request, self.a, self.b, voice)

    def contrast_in(self, voice: str) -> pd.DataFrame:
        """The table ``contrast``, of the words of one voice."""
        return self.contrast if voice == ALL else _contrast(self.request, self.a, self.b, voice)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """``report.sentiment`` is ``report.tables["sentiment"]``."""
        tables = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        raise AttributeError(f"a report has no {name!r}; its tables are {', '.join(tables)}")

    def __dir__(self) -> list[str]:
        """The tables too, so that an editor offers them."""
        return sorted({*super().__dir__(), *self.tables})

    def __repr__(self) -> str:
        """Short: the texts themselves are in it."""
        named = ", ".join(f"“{source.name}”" for source in self.request[:2])
        return f"Report({named}; {len(self.tables)} tables)"


def load_actors() -> tuple[Actor, ...]:
    """The list of actors that comes with the samples."""
    return actors.load_actors((DATA / "actors.toml").read_text(encoding="utf-8"))


def actors_found(a: Source, b: Source) -> tuple[Actor, ...]:
    """The actors that the two texts themselves name, found without a list."""
    return fit(find_actors([parse(one.text, one.corrections) for one in (a, b)]))


def sample_request() -> Request:
    """The request the dashboard opens on."""
    a, b = load_samples()
    return Request(a, b, load_actors())


Tell = Callable[[float, str], object]
"""What hears how far the work is: the share done, 0 to 1, and what is being done now."""


def build_report(request: Request, tell: Tell = lambda done, what: None) -> Report:
    """Read both texts and take every measure of them.

    The tables' columns are the row types named in ``ROW_TYPES``. Nothing in them is rounded, and
    what is undefined is NaN. ``tell`` hears of each step before it is taken.
    """
    with _without_garbage_collection():
        return _build(request, tell)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Reading a long text makes hundreds of thousands of small objects and no garbage in cycles:
    looking through them again and again took a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(request: Request, tell: Tell) -> Report:
    sources = {"a": request.a, "b": request.b}
    documents = {}
    for done, (side, source) in zip((0.0, 0.2), sources.items(), strict=True):
        tell(done, f"Reading {source.name}")
        documents[side] = parse(source.text, source.corrections)
    per_side = _per_side(request, documents, tell)
    tables = {name: _both_sides(frames) for name, frames in per_side.items()}
    described = [_describe(side, sources[side], documents[side]) for side in SIDES]
    tables = {"documents": pd.DataFrame(described), **tables}
    tell(0.85, "Counting terms")
    tables["terms"] = _section_terms(request, documents["a"], documents["b"], ALL)
    tables["contrast"] = _contrast(request, documents["a"], documents["b"], ALL)
    tables["differences"] = comparison.compare(
        {side: comparison.quoted_share(document) for side, document in documents.items()},
        tables["sentiment"],
        tables["readability"],
        tables["actors"],
    )
    return Report(request, documents["a"], documents["b"], tables)


def _per_side(
    request: Request, documents: dict[str, Document], tell: Tell
) -> dict[str, dict[str, pd.DataFrame]]:
    """The tables that are made of one document at a time: name → side → table."""
    tell(0.4, "Measuring tone")
    tone = {side: sentiment.tabulate(document) for side, document in documents.items()}
    tell(0.55, "Looking for actors")
    mentions = {
        side: actors.tabulate(document, request.actors, demonyms=request.settings.demonyms)
        for side, document in documents.items()
    }
    named = sorted({name for frame in mentions.values() for name in frame["actor"].tolist()})
    tables: dict[str, dict[str, pd.DataFrame]] = {}
    tell(0.65, "Measuring readability and intervals")
    for side, document in documents.items():
        made = {
            "sections": _section_rows(document),
            "sentences": _sentence_rows(document),
            "utterances": _utterance_rows(document, tone[side].scores),
            "quotations": _with_text(
                document, pd.DataFrame(document.quotations, columns=list(Quotation._fields))
            ),
            "set_aside": _with_text(
                document, pd.DataFrame(document.set_aside, columns=list(SetAside._fields))
            ),
            "sentiment": sentiment.summarise(document, tone[side].scores),
            "tone_words": tone[side].words,
            "readability": readability.summarise(document, readability.tabulate(document)),
            "actors": actors.summarise(document, mentions[side], named),
            "mentions": mentions[side],
        }
        for name, frame in made.items():
            tables.setdefault(name, {})[side] = frame
    return tables


def _section_terms(request: Request, a: Document, b: Document, voice: str) -> pd.DataFrame:
    found = terms.tabulate(a, b, voice, term_settings(request), request.actors)
    return _both_sides({"a": found.a, "b": found.b})


def _contrast(request: Request, a: Document, b: Document, voice: str) -> pd.DataFrame:
    return terms.contrast(a, b, voice, term_settings(request), request.actors).rows


def term_settings(request: Request) -> terms.TermSettings:
    """The part of the settings that terms obey."""
    return terms.TermSettings(
        request.settings.extra_stop_words, request.settings.actor_names_in_terms
    )


def _both_sides(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One table of both sides, with ``side`` as its first column."""
    marked = []
    for side, frame in frames.items():
        frame = frame.copy(deep=False)
        frame.insert(0, "side", side)
        marked.append(frame)
    return pd.concat(marked, ignore_index=True)


def _describe(side: str, source: Source, document: Document) -> DocumentRow:
    n_words = len(document.words)
    per_utterance = document.utterance_words
    spoken: dict[str, int] = {}
    for utterance, words in zip(document.utterances, per_utterance.tolist(), strict=True):
        if utterance.speaker not in ("", "unknown"):
            spoken[utterance.speaker] = spoken.get(utterance.speaker, 0) + words
    quoted = int(per_utterance[document.utterance_quoted].sum())
    return DocumentRow(
        side=side,
        name=source.name,
        title=source.title or document.title,
        author=source.author or document.author,
        published=source.published or document.published,
        origin=source.origin,
        sha256=source.sha256,
        n_words=n_words,
        n_sentences=len(document.sentences),
        n_utterances=len(document.utterances),
        n_sections=len(set(document.utterance_section.tolist())),
        quoted_share=quoted / n_words if n_words else float("nan"),
        language=_language(source, document),
        main_speaker=next((name for name, n in spoken.items() if 2 * n >= quoted), ""),
    )


def _language(source: Source, document: Document) -> str:
    if source.language == "en":
        return "English"
    body = "\n".join(document.text[start:end] for _, start, end in document.bodies)
    found = language.detect(body)
    return "" if found.code == language.UNDETERMINED.code else found.name


def _section_rows(document: Document) -> pd.DataFrame:
    n = len(document.sections)
    words = np.bincount(
        document.utterance_section, weights=document.utterance_words, minlength=n
    ).astype(int)
    sentences = np.bincount([s.section for s in document.sentences] or [0], minlength=n)
    if not document.sentences:
        sentences[:] = 0
    ends = np.cumsum(words) / max(words.sum(), 1)
    frame = pd.DataFrame(document.sections).drop(columns="heading_start")
    return frame.assign(
        n_words=words,
        n_sentences=sentences,
        start_share=np.concatenate([[0.0], ends[:-1]]),
        end_share=ends,
    )


def _sentence_rows(document: Document) -> pd.DataFrame:
    words = np.bincount(
        document.utterance_sentence,
        weights=document.utterance_words,
        minlength=len(document.sentences),
    ).astype(int)
    frame = pd.DataFrame(document.sentences, columns=list(Sentence._fields))
    frame = frame[["section", "sentence", "start", "end"]].assign(n_words=words)
    return _with_text(document, frame)


def _utterance_rows(document: Document, tone: np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame(document.utterances, columns=list(Utterance._fields)).assign(
        voice=np.where(document.utterance_quoted, QUOTED, AUTHOR),
        n_words=document.utterance_words,
        tone=tone,
    )
    return _with_text(document, frame)[list(UtteranceRow._fields[1:])]


def _with_text(document: Document, frame: pd.DataFrame) -> pd.DataFrame:
    """The stretches that ``start`` and ``end`` point to, as a last column."""
    spans = zip(frame["start"].tolist(), frame["end"].tolist(), strict=True)
    return frame.assign(text=pd.Series([document.text[s:e] for s, e in spans], dtype="str"))


ROW_TYPES: dict[str, type] = {
    "documents": DocumentRow,
    "sections": SectionRow,
    "sentences": SentenceRow,
    "utterances": UtteranceRow,
    "quotations": QuotationRow,
    "set_aside": SetAsideRow,
    "sentiment": sentiment.SentimentRow,
    "tone_words": sentiment.ToneWord,
    "readability": readability.ReadabilityRow,
    "actors": actors.ActorRow,
    "mentions": actors.Mention,
    "terms": terms.TermRow,
    "contrast": terms.ContrastRow,
    "differences": comparison.DifferenceRow,
}
"""What the columns of each table mean; ``side`` stands first where the row type does not name it."""
