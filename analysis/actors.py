"""Who is named in a text, how often, and by whom: states, organisations, blocs and people.

The actors stand in ``data/actors.toml``. A mention is one of an actor's names in the text, case
kept (``US`` is an actor, ``us`` is not). The longest name wins (``Soviet Union``, not ``Union``;
``NATO-Russia Council`` is one mention of itself, none of NATO or Russia). A name ends at anything
but a letter, a digit or an underscore, so possessives and compounds count: ``NATO’s`` is one
mention, ``U.S.-Russia`` two, ``US/UK/Nato`` three. Pronouns and descriptions ("the alliance") are
nobody: a mention is a name, not a reference.

Two readings are told apart by the words next to a name:

- a city stands for a government ("Moscow denied it"), except where it is just a place ("in Moscow",
  "a visit to Moscow");
- a demonym stands for its people or state ("Russian troops"), except where it is a language
  ("Russian-speaking").

A surname is its person's, except behind another forename ("Mayor Tom Brandt" is not Willy Brandt;
"Chancellor Brandt" is). Where such a namesake is the first of that name to be mentioned, and the
person is introduced nowhere by the full name or a high office, all surnames are the namesake's.

Everything else that looks like a name and is none ("Russian Revolution") is listed with its actor
as an exception.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, NamedTuple

import ahocorasick
import numpy as np
import pandas as pd

from analysis.inline_markup import without_markup
from analysis.text import ALL, AUTHOR, QUOTED, VOICES, Document
from analysis.uncertainty import poisson_interval
from analysis.word_lists import reporting_verbs, speaker_words

KINDS = ("state", "organisation", "bloc", "person", "other")

COLOURS = (
    *("red", "orange", "yellow", "green", "teal"),
    *("blue", "purple", "pink", "brown", "grey"),
)
"""What an actor's colour may be called; how each looks is the page's business."""

LONGEST_NAME, LONGEST_PHRASE = 100, 300
"""Characters of a name, and of an exception, which may be the title of a work."""

MOST_ACTORS = 2000

NAME, DEMONYM = "name", "demonym"
_PLACE, _NOBODY = "place", "nobody"

_LISTS = ("aliases", "demonyms", "places", "exceptions")
_SEARCHED = _LISTS[:3]
_SWITCHES = ("ignore", "shown_only")
_LONGEST_SAID = 60  # characters of a visitor's words in a sentence about them

PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|(?:visit|visits|visited|trip|trips|journey|flight|flights|fly"
    r"|flies|flew|flown|travel|travels|travelled|traveled|went|came|return|returned) to) $",
    re.IGNORECASE,
)
"""What stands before the name of a city that is just a place."""

LANGUAGE_AFTER = re.compile(r"[ -](?:speak(?:ing|ers?)|language)\b", re.IGNORECASE)
"""What stands after a demonym that is just a language."""

_LONGEST_BEFORE = 24  # characters; more than the longest phrase PLACE_BEFORE looks for

_OFFICES = frozenset(
    "Chancellor Minister Premier President Representative Secretary Secretary-General State".split()  # noqa: SIM905
)
"""What introduces a person known to the whole world, the surname alone behind it."""

_NO_FORENAME = frozenset(
    "Candidate Camp Comrade Count Democrat Duke First Frau Herr Laureate Marshal Messrs Monsignor"  # noqa: SIM905
    " Nominee Pastor President-elect Republican Reverend Saint Sheikh Socialist Team Tsar".split()
)
"""Words with a capital before a surname that are no forename, besides `speaker_words`."""

_WHERE = frozenset(("in", "at", "near", "outside", "around", "since", "during", "across"))
"""What makes the capitalised words behind it a place or a time: "In New York Biden said"."""

_FORENAMES_TOO = frozenset(("may", "will"))

_LAST_WORD = re.compile(r"([^\W\d_][\w'-]*\.?) $")
_OPENING = "\"“„'«([:…—"
_RUN_BEFORE = 60  # characters; enough for a title, a forename and a preposition

# One character for one, so that offsets stay: every blank is a space, every apostrophe straight,
# every hyphen and short dash a hyphen ("NATO–Russia Council").
_SAME = (
    *((blank, " ") for blank in "\t\n\v\f\r\x85\xa0\u2007\u2009\u200a\u2028\u2029\u202f"),
    *((apostrophe, "'") for apostrophe in "‘’ʼ‛"),
    *((hyphen, "-") for hyphen in "\u2010\u2011\u2012–"),
)


class Actor(NamedTuple):
    """Somebody the texts talk about, and what they are called."""

    name: Annotated[str, "what the actor is called on the page"]
    kind: Annotated[str, "'state', 'organisation', 'bloc', 'person' or 'other'"]
    aliases: Annotated[tuple[str, ...], "names to search for, the actor's own included"]
    demonyms: Annotated[tuple[str, ...], "adjectives and peoples, such as Russian and Russians"]
    places: Annotated[
        tuple[str, ...], "cities and regions that stand for it unless only a place"
    ] = ()
    exceptions: Annotated[
        tuple[str, ...], "phrases that hold one of its names and mean it not"
    ] = ()
    colour: Annotated[str, "a plain colour name of `COLOURS`; empty for none"] = ""
    ignored: Annotated[bool, "found, but not counted"] = False


class Mention(NamedTuple):
    """One place where an actor is named."""

    section: Annotated[int, "number of the section"]
    sentence: Annotated[int, "number of the sentence"]
    utterance: Annotated[int, "number of the utterance"]
    actor: Annotated[str, "who is named"]
    kind: Annotated[str, "'name' or 'demonym' (an adjective or a people)"]
    surface: Annotated[str, "the name as printed"]
    start: Annotated[int, "offset of its first character"]
    end: Annotated[int, "offset after its last character"]
    voice: Annotated[str, "who names the actor: 'author' or 'quoted'"]
    position: Annotated[float, "share of the text's words that stand before it, 0 to 1"]


class ActorRow(NamedTuple):
    """How often an actor is named in a section (or the whole text) by a voice."""

    section: Annotated[int, "number of the section; empty for the whole text"]
    voice: Annotated[str, "whose words are counted: 'all', 'author' or 'quoted'"]
    actor: Annotated[str, "who is named"]
    n_mentions: Annotated[int, "times the actor is named"]
    n_words: Annotated[int, "words of that voice in that section"]
    per_1000_words: Annotated[float, "mentions per 1,000 words; undefined where there are no words"]
    low: Annotated[float, "lower end of the exact 95 % Poisson interval of the rate"]
    high: Annotated[float, "upper end of the exact 95 % Poisson interval of the rate"]


# --- the list of actors ---------------------------------------------------------------------------


def load_actors(toml_text: str) -> tuple[Actor, ...]:
    """The actors of a TOML file with one ``[[actor]]`` per entry, in the file's order.

    An actor's own name is always searched for (without a leading "The"), as an alias unless it is
    listed among the demonyms or places, or the entry says ``shown_only = true``. Raises
    ``ValueError`` with a sentence that names the entry if something is missing or ambiguous.
    """
    try:
        content = tomllib.loads(toml_text)
    except RecursionError:
        raise ValueError("The list of actors is not valid TOML: too many brackets.") from None
    except ValueError as error:  # tomllib's own, or a number of thousands of digits
        raise ValueError(f"The list of actors is not valid TOML: {error}.") from error
    entries = content.pop("actor", [])
    if content:
        raise ValueError(
            f"The list of actors holds “{_said(next(iter(content)))}”; only [[actor]] entries "
            "are known."
        )
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("The list of actors must hold [[actor]] entries, in double brackets.")
    actors = tuple(_read_entry(number, entry) for number, entry in enumerate(entries, 1))
    check(actors)
    return actors


def _read_entry(number: int, entry: dict[str, Any]) -> Actor:
    name = entry.get("name")
    if not isinstance(name, str) or not tidy_name(name):
        raise ValueError(f"Actor no. {number} has no name.")
    name = tidy_name(name)
    for key in entry:
        if key not in ("name", "kind", "colour", *_LISTS, *_SWITCHES):
            raise ValueError(
                f"Actor “{_said(name)}” has an entry “{_said(key)}”, which is not known."
            )
    lists = {key: _read_list(name, key, entry.get(key, [])) for key in _LISTS}
    ignored, shown_only = (_read_switch(name, key, entry.get(key, False)) for key in _SWITCHES)
    own = searched_name(name)
    if not (shown_only or any(own in lists[key] for key in _SEARCHED)):
        lists["aliases"] = (own, *lists["aliases"])
    kind, colour = str(entry.get("kind", "")), str(entry.get("colour", ""))
    return Actor(name, kind, **lists, colour=colour, ignored=ignored)


def _read_list(name: str, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(
            f"Actor “{_said(name)}”: “{key}” must be a list of names in square brackets."
        )
    return tuple(dict.fromkeys(map(tidy_name, value)))


def _read_switch(name: str, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"Actor “{_said(name)}”: “{key}” must be true or false.")
    return value


def tidy_name(name: str) -> str:
    """A name as it is searched for: single spaces, straight apostrophes and hyphens."""
    return " ".join(_make_same(name).split())


def searched_name(name: str) -> str:
    """What is searched for of an actor's name: "The West" is found as "West"."""
    return name.removeprefix("The ")


def _said(words: str) -> str:
    """Somebody's words in a sentence about them, no longer than a line."""
    return words if len(words) <= _LONGEST_SAID else f"{words[: _LONGEST_SAID - 1]}…"


# --- what a list must hold ------------------------------------------------------------------------


def check(actors: Sequence[Actor]) -> None:
    """Whether a list can be searched for; if not, ``ValueError`` with a sentence that says why.

    Every actor has a name of its own, a known kind and colour and something to search for; no name
    finds two actors or one in two ways; none is empty, too long or without letter and digit.
    """
    if len(actors) > MOST_ACTORS:
        raise ValueError(
            f"The list holds {len(actors):,} actors; {MOST_ACTORS:,} are the most that can be "
            "looked for."
        )
    for number, actor in enumerate(actors, 1):
        if not tidy_name(actor.name):
            raise ValueError(f"Actor no. {number} has no name.")
        _check_entry(actor)
    _refuse_double_claims(actors)


def _check_entry(actor: Actor) -> None:
    whose = f"Actor “{_said(actor.name)}”"
    if actor.kind not in KINDS:
        raise ValueError(
            f"{whose} has the kind “{_said(actor.kind)}”; it must be one of {', '.join(KINDS)}."
        )
    if actor.colour and actor.colour not in COLOURS:
        raise ValueError(
            f"{whose} has the colour “{_said(actor.colour)}”; it must be one of "
            f"{', '.join(COLOURS)}."
        )
    for key in _LISTS:
        for name in getattr(actor, key):
            if not tidy_name(name):
                raise ValueError(f"{whose} has an empty name among its {key}.")
            if not any(map(str.isalnum, name)):
                raise ValueError(
                    f"{whose} has “{_said(name)}” among its {key}; a name must have a letter or "
                    "a digit."
                )
            _check_length(whose, name, LONGEST_PHRASE if key == "exceptions" else LONGEST_NAME)
    _check_length(whose, actor.name, LONGEST_NAME)
    if not any(getattr(actor, key) for key in _SEARCHED):
        raise ValueError(f"{whose} has no name to search for; give it one, or remove it.")


def _check_length(whose: str, name: str, longest: int) -> None:
    if len(name) > longest:
        raise ValueError(
            f"{whose} has the name “{_said(name)}” of {len(name):,} characters; {longest} are "
            "the most."
        )


def _refuse_double_claims(actors: Sequence[Actor]) -> None:
    """No name may find two actors, nor one actor in two ways."""
    seen: set[str] = set()
    owners: dict[str, str] = {}
    for actor in actors:
        if tidy_name(actor.name) in seen:
            raise ValueError(f"Actor “{_said(actor.name)}” is listed twice.")
        seen.add(tidy_name(actor.name))
        for name in (tidy_name(name) for key in _LISTS for name in getattr(actor, key)):
            if name not in owners:
                owners[name] = actor.name
            elif owners[name] == actor.name:
                raise ValueError(
                    f"“{_said(name)}” is listed twice for actor “{_said(actor.name)}”."
                )
            else:
                raise ValueError(
                    f"“{_said(name)}” is claimed by two actors, “{_said(owners[name])}” and "
                    f"“{_said(actor.name)}”."
                )


# --- finding them ---------------------------------------------------------------------------------


class _Hit(NamedTuple):
    """A name found in a text: where, whose (its number in the list), and what sort of name."""

    start: int
    end: int
    actor: int
    sort: str


def tabulate(document: Document, actors: Sequence[Actor], *, demonyms: bool = True) -> pd.DataFrame:
    """Every mention of every actor in the text, in order: a table of `Mention` rows.

    Only names inside an utterance are found: headings, byline and page furniture are not searched.
    Without ``demonyms`` "Russian" and "Russians" are not counted, only names such as "Russia".
    Mentions never overlap, and ``document.text[start:end]`` is the surface. The names of ignored
    actors are searched for like all others, so that no shorter name is found in them, and not told.
    """
    text = _make_same(without_markup(document.text))
    hits = _within_utterances(document, sorted(_find_names(text, actors)))
    hits = _without_namesakes(document, text, list(_longest(hits)), actors)
    hits = [hit for hit in hits if not actors[hit.actor].ignored and _is_meant(text, hit, demonyms)]
    columns = np.array([hit[:3] for hit in hits], np.int64).reshape(-1, 3)
    start, end, actor = columns.T
    utterance = document.utterance_at(start)
    names = np.array([actor.name for actor in actors], object)
    quoted = document.utterance_quoted[utterance]
    return pd.DataFrame(
        {
            "section": pd.array(document.utterance_section[utterance], "Int64"),
            "sentence": document.utterance_sentence[utterance].astype(np.int64),
            "utterance": utterance,
            "actor": pd.Series(names[actor], dtype="str"),
            "kind": pd.Series([DEMONYM if h.sort == DEMONYM else NAME for h in hits], dtype="str"),
            "surface": pd.Series([document.text[h.start : h.end] for h in hits], dtype="str"),
            "start": start,
            "end": end,
            "voice": pd.Series(np.where(quoted, QUOTED, AUTHOR), dtype="str"),
            "position": np.searchsorted(document.words.start, start) / max(len(document.words), 1),
        },
        columns=list(Mention._fields),
    )


def _make_same(text: str) -> str:
    """The text with blanks, apostrophes and hyphens made alike, one character for one."""
    for character, same in _SAME:
        text = text.replace(character, same)
    return text


def _names(actors: Sequence[Actor]) -> Iterator[tuple[str, int, str]]:
    """Every string to search for, with the number of its actor and what sort of name it is."""
    for number, actor in enumerate(actors):
        yield from ((name, number, NAME) for name in actor.aliases)
        yield from ((name, number, DEMONYM) for name in actor.demonyms)
        yield from ((name, number, _PLACE) for name in actor.places)
        for phrase in actor.exceptions:
            yield phrase, number, _NOBODY
            yield phrase[0].upper() + phrase[1:], number, _NOBODY  # it may begin a sentence


def _automaton(actors: Sequence[Actor]) -> ahocorasick.Automaton:
    """Finds all names of the actors in one pass over a text.

    Made anew each time, in a millisecond or two: the names may come from a visitor's text, and
    nothing of a text is kept.
    """
    automaton = ahocorasick.Automaton()
    for name, number, sort in _names(actors):
        key = _make_same(name)
        automaton.add_word(key, (len(key), number, sort))
    automaton.make_automaton()
    return automaton


def _find_names(text: str, actors: Sequence[Actor]) -> Iterator[_Hit]:
    """All names in the text that are not part of a longer word, overlapping ones too."""
    automaton = _automaton(actors)
    if not automaton:
        return
    padded = f"{text} "  # so padded[-1], before the first character, is a boundary too
    for last, (length, number, sort) in automaton.iter(text):
        start = last + 1 - length
        if not (_in_word(padded[start - 1]) or _in_word(padded[last + 1])):
            yield _Hit(start, last + 1, number, sort)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _within_utterances(document: Document, hits: list[_Hit]) -> list[_Hit]:
    """The hits that lie in one utterance as a whole."""
    if not document.utterances or not hits:
        return []
    start, end = np.array([hit[:2] for hit in hits]).T
    utterance = document.utterance_at(start)
    last = np.fromiter((u.end for u in document.utterances), np.int64, len(document.utterances))
    inside = (start >= document.utterance_start[utterance]) & (end <= last[utterance])
    return [hits[i] for i in np.flatnonzero(inside)]


def _longest(hits: list[_Hit]) -> Iterator[_Hit]:
    """Of names that overlap, the first to begin; of those, the longest. ``hits`` must be sorted."""
    best: _Hit | None = None
    for hit in hits:
        if best is None or hit.start >= best.end:
            if best is not None:
                yield best
            best = hit
        elif hit.start == best.start:
            best = hit  # sorted by end, so this one is longer
    if best is not None:
        yield best


def _is_meant(text: str, hit: _Hit, demonyms: bool) -> bool:
    """Whether a name stands for its actor here, judged by the words next to it."""
    if hit.sort == _PLACE:
        return not PLACE_BEFORE.search(text[max(0, hit.start - _LONGEST_BEFORE) : hit.start])
    if hit.sort == DEMONYM:
        return demonyms and not LANGUAGE_AFTER.match(text, hit.end)
    return hit.sort == NAME


# --- namesakes ------------------------------------------------------------------------------------


class _Surname(NamedTuple):
    """A person's name of a single word, and what stands before it in its utterance."""

    hit: _Hit
    before: str
    """A few words at most."""
    begins: bool
    """Whether these begin the utterance."""
    word: str
    """The last of them, if only a blank separates it from the surname and it has a capital."""


def _without_namesakes(
    document: Document, text: str, hits: list[_Hit], actors: Sequence[Actor]
) -> list[_Hit]:
    """The hits without the surnames that are somebody else's."""
    persons = {i for i, actor in enumerate(actors) if actor.kind == "person"}
    named = [hit for hit in hits if hit.actor in persons and hit.sort == NAME]
    introduced = {hit.actor for hit in named if " " in text[hit.start : hit.end]}
    ends = {hit.end for hit in hits}
    surnames = [  # in the text's order
        _look_before(document, text, hit) for hit in named if " " not in text[hit.start : hit.end]
    ]
    forms = frozenset(document.words.forms)
    somebody_else = {
        surname.hit
        for surname in surnames
        if surname.hit.start - 1 not in ends  # what is an actor's name is no forename
        and _has_forename(surname, actors[surname.hit.actor], forms)
    }
    offices = {  # those that namesakes hold: "Minister Hans Brandt"
        (surname.hit.actor, word)
        for surname in surnames
        if surname.hit in somebody_else
        for word in surname.before.split()[:-1]
    }
    doubtful = {hit.actor for hit in somebody_else}
    seen: set[int] = set()
    for surname in surnames:
        actor = surname.hit.actor
        holds_office = surname.word in _OFFICES and (actor, surname.word) not in offices
        if holds_office or (actor not in seen and surname.hit not in somebody_else):
            introduced.add(actor)  # by the office, or as the first of that name
        seen.add(actor)
    doubtful -= introduced
    somebody_else.update(s.hit for s in surnames if s.hit.actor in doubtful)
    return [hit for hit in hits if hit not in somebody_else]


def _look_before(document: Document, text: str, hit: _Hit) -> _Surname:
    utterance = int(document.utterance_at(np.array([hit.start]))[0])
    first = int(document.utterance_start[utterance])
    begin = max(first, hit.start - _RUN_BEFORE)
    before = text[begin : hit.start]
    last = _LAST_WORD.search(before)
    word = last[1] if last and last[1][0].isupper() else ""
    return _Surname(hit, before, begin == first, word)


def _has_forename(surname: _Surname, actor: Actor, forms: frozenset[str]) -> bool:
    """Whether the word before a surname is a forename, and not one of the actor's own."""
    word = surname.word.rstrip(".")
    if not word or word.endswith(("'s", "'")) or word.rpartition("-")[2][:1].islower():
        return False
    if len(word) > 1 and (word != surname.word or word.isupper()):  # "Gov. Brandt", "SPD Brandt"
        return False
    if _is_title(word) or word in _adjectives() or _is_common(surname, word, forms):
        return False
    if _is_where(surname):
        return False
    own = {name.rstrip(".") for alias in actor.aliases for name in alias.split()}
    return word not in own and not (len(word) == 1 and any(name[0] == word for name in own))


def _is_title(word: str) -> bool:
    known = (word, word.removesuffix("s"), *word.split("-"))
    return not _titles().isdisjoint(known) or word.lower() in _roles()


@cache
def _roles() -> frozenset[str]:
    """What a person is, small in the list and with a capital where a sentence begins: "Striker Obi"."""
    from analysis.name_words import name_words  # which reads actors itself

    return name_words("roles")


@cache
def _titles() -> frozenset[str]:
    from analysis.name_words import name_words  # which reads actors itself

    known = speaker_words("title") | speaker_words("honorific") | _NO_FORENAME
    return known | name_words("titles")


@cache
def _adjectives() -> frozenset[str]:
    """What stands before a name with a capital: "Old Brandt"."""
    from analysis.name_words import name_words  # which reads actors itself

    return name_words("adjectives")


def _is_common(surname: _Surname, word: str, forms: frozenset[str]) -> bool:
    """Whether a word is an ordinary one, with a capital because it comes first or in a title."""
    small, lead = word.lower(), surname.before[: -len(surname.word) - 1].rstrip()
    if lead[-1:] in _OPENING if lead else surname.begins:
        return small in _small_words() or small in forms or small.endswith("ing")
    return small in _small_words() and small not in _FORENAMES_TOO


@cache
def _small_words() -> frozenset[str]:
    from analysis.terms import STOP_WORDS  # which counts actors' words, so it imports this module

    verbs, groups = reporting_verbs(), ("opener", "preposition", "determiner", "helper", "clause")
    lists = (verbs.finite, verbs.participles, *map(speaker_words, groups))
    return frozenset((*STOP_WORDS, "unlike", "besides", "regarding", "versus")).union(*lists)


def _is_where(surname: _Surname) -> bool:
    """Whether the capitalised words before a surname are a place or a time: "In Geneva Biden"."""
    for word in reversed(surname.before.split()):
        if word.lower() in _WHERE:
            return True
        if not word[0].isupper() or _is_title(word):
            return False
    return False


# --- counting them --------------------------------------------------------------------------------


def summarise(document: Document, mentions: pd.DataFrame, actors: Sequence[str]) -> pd.DataFrame:
    """How often each actor is named, per section and voice and in the whole text: `ActorRow` rows.

    ``actors`` are the names to count, whether mentioned or not: pass those of both texts and both
    get the same rows. Rates are mentions per 1,000 words of that voice, higher = named more often,
    with the exact 95 % interval of a Poisson count (Garwood 1936); NaN where there are no words.

    Two mentions in 100 words are 20 per 1,000, with an interval of 2.4 to 72.2.
    """
    n_mentions = _count_mentions(document, mentions, actors)
    n_words = np.repeat(_count_words(document)[..., None], len(actors), axis=-1)
    low, high = poisson_interval(n_mentions)
    with np.errstate(invalid="ignore", divide="ignore"):
        per_word = np.where(n_words > 0, 1000 / n_words, np.nan)
    n_sections = len(document.sections)
    section, voice, actor = np.indices(n_mentions.shape).reshape(3, -1)
    return pd.DataFrame(
        {
            "section": pd.array(section, "Int64"),
            "voice": pd.Series(np.array(VOICES, object)[voice], dtype="str"),
            "actor": pd.Series(np.array(actors, object)[actor], dtype="str"),
            "n_mentions": n_mentions.ravel(),
            "n_words": n_words.ravel(),
            "per_1000_words": (n_mentions * per_word).ravel(),
            "low": (low * per_word).ravel(),
            "high": (high * per_word).ravel(),
        },
        columns=list(ActorRow._fields),
    ).assign(section=lambda rows: rows["section"].mask(section == n_sections))


def _count_mentions(
    document: Document, mentions: pd.DataFrame, actors: Sequence[str]
) -> np.ndarray:
    """Mentions per section (the last being the whole text) × voice × actor."""
    actor = pd.Index(actors, dtype="object").get_indexer(mentions["actor"].astype("object"))
    section = mentions["section"].to_numpy(np.int64)
    quoted = (mentions["voice"] == QUOTED).to_numpy(np.int64)
    shape = (len(document.sections), 2, len(actors))
    asked = actor >= 0
    cell = np.ravel_multi_index((section[asked], quoted[asked], actor[asked]), shape)
    return _add_totals(np.bincount(cell, minlength=np.prod(shape)).reshape(shape))


def _count_words(document: Document) -> np.ndarray:
    """Words per section (the last being the whole text) × voice."""
    shape = (len(document.sections), 2)
    cell = document.utterance_section * 2 + document.utterance_quoted
    words = np.bincount(cell, document.utterance_words, minlength=np.prod(shape))
    return _add_totals(words.astype(np.int64).reshape(shape))


def _add_totals(counts: np.ndarray) -> np.ndarray:
    """Counts of sections × (author, quoted) × …, with the voice 'all' and the whole text added."""
    author, quoted = counts[:, 0], counts[:, 1]
    of_voice = {ALL: author + quoted, AUTHOR: author, QUOTED: quoted}
    sections = np.stack([of_voice[voice] for voice in VOICES], axis=1)
    return np.concatenate([sections, sections.sum(axis=0, keepdims=True)])
