"""Which words set the two texts apart, and what each of their sections is about.

Two measures, for two questions:

- `contrast`: which words does one text use more than the other, and how sure is that? The weighted
  log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin'
  words", Political Analysis 16).
- `tabulate`: what marks a section off from all other sections of both texts? TF-IDF (Spärck Jones
  1972) as scikit-learn computes it, of terms of one to three words.

A term is the same however it is capitalised, and with or without a possessive: ``Nato’s`` is
``NATO``. It is shown as it is most often spelt in both texts. Words are never cut down to a stem:
"negotiate" and "negotiations" are two terms, which is a finding about two texts and no nuisance.

Every count can be opened: `find_uses` gives as many places as the tables count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

import numpy as np
import pandas as pd

from analysis import actors as actors_feature
from analysis.actors import Actor
from analysis.text import ALL, Document
from analysis.words import STRAIGHTEN

TERMS_PER_SECTION = 20
LONGEST_TERM = 3
FEWEST_USES = 2
"""From how many uses in both texts a word is contrasted, and a term of several words considered."""

STOP_WORDS = tuple(
    """
    a about above across after afterwards again against ago ain't all almost alone along
    already also although always am among amongst an and another any anyhow anyone anything
    anyway anywhere are aren't around as at be became because become becomes becoming been
    before beforehand behind being below beside besides between beyond both but by can can't
    cannot could could've couldn't did didn't do does doesn't doing don't done down due
    during each eg eight either eleven else elsewhere enough etc even ever every everyone
    everything everywhere except few fifteen fifty first five for former formerly forty four
    from further get give go goes going gone got had hadn't has hasn't have haven't having
    he he'd he'll hence her here hereafter hereby herein hereupon hers herself him himself
    his how however hundred i i'd i'll i'm i've ie if in indeed into is isn't it it'd it'll
    its itself just keep last latter latterly least less let like made many may me meanwhile
    might might've mightn't more moreover most mostly mr mrs ms much must mustn't my myself
    namely needn't neither never nevertheless next nine no nobody none noone nor not nothing
    now nowhere of off often oh on once one only onto or other others otherwise ought our
    ours ourselves out over own per perhaps please put quite rather re really said same say
    saying says see seem seemed seeming seems several shall she she'd she'll should
    should've shouldn't since six sixty so some somehow someone something sometime sometimes
    somewhere still such take ten than that that'd that'll the their them themselves then
    thence there there'd there'll thereafter thereby therefore therein thereupon these they
    they'd they'll they're they've thing things third this those though three through
    throughout thru thus to together too toward towards twelve twenty two under until up
    upon us used using very via was wasn't way we we'd we'll we're we've well went were
    weren't what whatever when whence whenever where whereafter whereas whereby wherein
    whereupon wherever whether which while whither who who'd who'll whoever whole whom whose
    why will with within without won't would would've wouldn't yes yet you you'd you'll
    you're you've your yours yourself yourselves
    """.split()  # noqa: SIM905 - 360 words in quotation marks would be hard to read and to change
)
"""Words that say little about a text's subject.

scikit-learn's English list, without the words in it that do carry a subject ("fire", "interest",
"serious", "system", "bill"; see Nothman, Qin and Yurchak 2018), with the contractions and a few
words of reporting it lacks. "it's" and "that's" need no entry: they fold to "it" and "that".
"""

_STOP_WORDS = frozenset(STOP_WORDS)
_POSSESSIVE = re.compile(r"(?:'[sS])+$")

_BLANKS = np.array(
    [ord(c) for c in "\t\n\v\f\r \x85\xa0\u2007\u2009\u200a\u2028\u202f'’"], np.uint32
)
"""What may stand between two words of one term: blanks and the apostrophe of a plural."""


class TermSettings(NamedTuple):
    """What the reader may decide about terms."""

    extra_stop_words: Annotated[tuple[str, ...], "further words to leave out"] = ()
    actor_names: Annotated[bool, "whether words in names of actors count as terms"] = True


DEFAULT = TermSettings()


class TermRow(NamedTuple):
    """A term that marks a section off from all other sections of both texts."""

    section: Annotated[int, "number of the section"]
    term: Annotated[str, "one to three words, as most often spelt in the two texts"]
    n: Annotated[int, "uses in the section"]
    tfidf: Annotated[float, "0 to 1; the higher, the more the term is this section's own"]


class ContrastRow(NamedTuple):
    """How much more one text uses a word than the other."""

    term: Annotated[str, "the word, as most often spelt in the two texts"]
    n_a: Annotated[int, "uses in text a"]
    n_b: Annotated[int, "uses in text b"]
    log_odds: Annotated[float, "log-odds ratio (natural logarithm); positive = more in a"]
    low: Annotated[float, "lower end of its 95 % interval"]
    high: Annotated[float, "upper end of its 95 % interval"]
    z: Annotated[float, "log-odds ratio in standard errors; beyond ±1.96 is hardly chance"]


class SectionTerms(NamedTuple):
    """What the sections of each text are about: one table of `TermRow` per side."""

    a: pd.DataFrame
    b: pd.DataFrame


class Contrast(NamedTuple):
    """What sets the two texts apart, and how many words that rests on."""

    rows: pd.DataFrame
    """A table of `ContrastRow`."""
    n_words_a: int
    """Words of text a that were compared: neither stop words nor numbers."""
    n_words_b: int
    """Words of text b that were compared."""


# --- words as terms see them ----------------------------------------------------------------------


def fold(word: str) -> str:
    """The term that a word is a use of: small letters, no possessive.

    An abbreviation in capitals that would read as a stop word stays as it is: ``US`` is not "us".

    >>> fold("Blinken’s"), fold("US"), fold("us")
    ('blinken', 'US', 'us')
    """
    stem = _strip_possessive(word.translate(STRAIGHTEN))
    small = stem.lower()
    return stem if small in _STOP_WORDS and len(stem) > 1 and stem.isupper() else small


def _strip_possessive(word: str) -> str:
    return _POSSESSIVE.sub("", word) if word[-1:] in ("s", "S") else word


def _is_content(term: str, stop_words: frozenset[str]) -> bool:
    """Whether a word may begin or end a term: no stop word, number or single letter."""
    return term not in stop_words and len(term) > 1 and any(map(str.isalpha, term))


class _Stream(NamedTuple):
    """The words of one or more texts, one after the other, as arrays with an entry per word."""

    key: np.ndarray
    """Which term the word is: its place in ``keys``."""
    spelling: np.ndarray
    """How the word is spelt: its place in ``spellings``."""
    edge: np.ndarray
    """Whether the word may begin or end a term (and so be one)."""
    usable: np.ndarray
    """Whether the word may be part of a term at all."""
    joined: np.ndarray
    """Whether the word and the next may stand in one term."""
    keys: list[str]
    """Every term of one word in alphabetical order, after an empty one that stands for no word."""
    spellings: list[str]
    """Every spelling in alphabetical order, after an empty one that stands for no word."""


def _stream(
    documents: Sequence[Document],
    voice: str,
    settings: TermSettings,
    actors: Sequence[Actor],
) -> _Stream:
    """Texts as one stream of words, in which only the words of a voice are usable."""
    spelling, spellings = _pool_spellings(documents)
    folded = [fold(form) for form in spellings]
    keys = sorted({*folded, ""})
    number = {key: i for i, key in enumerate(keys)}
    key = np.array([number[f] for f in folded], np.int64)[spelling]
    stop_words = _STOP_WORDS.union(map(fold, settings.extra_stop_words))
    content = np.array([_is_content(k, stop_words) for k in keys], bool)
    usable = np.concatenate([_usable(d, voice, settings, actors) for d in documents])
    joined = np.concatenate([_joined(d) for d in documents]) & usable
    joined[:-1] &= usable[1:]
    return _Stream(key, spelling, content[key] & usable, usable, joined, keys, spellings)


def _pool_spellings(documents: Sequence[Document]) -> tuple[np.ndarray, list[str]]:
    """The spelling of every word of several texts as a number from 1, and the spellings.

    The spellings are in alphabetical order and include those without a possessive.
    """
    printed = {form for document in documents for form in document.words.forms}
    spellings = sorted({"", *printed, *map(_strip_possessive, printed)})
    number = {spelling: i for i, spelling in enumerate(spellings)}
    places = [
        np.array([number[form] for form in d.words.forms], np.int64)[d.words.form]
        for d in documents
    ]
    return np.concatenate(places), spellings


def _usable(
    document: Document, voice: str, settings: TermSettings, actors: Sequence[Actor]
) -> np.ndarray:
    """Which words are to be considered: those of the voice, names of actors left out if asked."""
    words = document.words
    usable = document.speaking(voice)[words.utterance]
    if settings.actor_names or not len(words):
        return usable
    mentions = actors_feature.tabulate(document, actors)
    # a word is part of a mention if the last mention to begin before its end ends after its start
    before = np.searchsorted(mentions["start"].to_numpy(), words.end) - 1
    ends = np.append(mentions["end"].to_numpy(), -1)  # before == -1 finds the -1 at the end
    return usable & (ends[before] <= words.start)


def _joined(document: Document) -> np.ndarray:
    """Whether each word and the next belong together: one utterance, only blanks in between.

    An apostrophe may stand there too: "NATO countries’ missiles" is one run of words.
    """
    words = document.words
    joined = np.zeros(len(words), bool)
    if len(words) > 1:
        codes = np.frombuffer(document.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        marks = np.concatenate([[0], np.cumsum(~np.isin(codes, _BLANKS, kind="table"))])
        same = words.utterance[1:] == words.utterance[:-1]
        joined[:-1] = same & (marks[words.start[1:]] == marks[words.end[:-1]])
    return joined


# --- what sets the texts apart --------------------------------------------------------------------


def contrast(
    a: Document,
    b: Document,
    voice: str = ALL,
    settings: TermSettings = DEFAULT,
    actors: Sequence[Actor] = (),
) -> Contrast:
    """Words that one text uses more than the other: a table of `ContrastRow`, strongest in a first.

    The weighted log-odds ratio of Monroe, Colaresi and Quinn (2008) on single
    words without stop words, numbers and single letters. Positive = more in a. Prior: the two texts
    pooled, weighing as much as one text of their average length (a word's prior count is half its
    count in both). The prior draws rare words towards no difference. ``low`` and ``high`` are
    ``log_odds`` ± 1.96 standard deviations. Words used once in both texts together take part in
    the totals but have no row. Sorted by z, ties alphabetically. Swapping the texts flips every
    sign and changes nothing else. NaN where one side has no words at all.

    Example: a is "treaty treaty peace", b is "peace". Totals 3 and 1, prior counts 1 for each word,
    2 in all. Odds of "treaty": a (2+1) : (3+2 − 3) = 3 : 2; b (0+1) : (1+2 − 1) = 1 : 2. Log-odds
    ratio ln 3 = 1.10, variance 1/3 + 1/1, z = 1.10/1.15 = 0.95.

    ``actors`` is needed only where their names are to be left out.
    """
    stream = _stream((a, b), voice, settings, actors)
    side = np.repeat([0, 1], [len(a.words), len(b.words)])
    words = np.flatnonzero(stream.edge)
    cell = stream.key[words] * 2 + side[words]
    count = np.bincount(cell, minlength=2 * len(stream.keys)).reshape(-1, 2)
    total = count.sum(axis=0)
    key = np.flatnonzero(count.sum(axis=1) >= FEWEST_USES)
    log_odds, deviation = _log_odds(count[key], total)
    with np.errstate(invalid="ignore"):
        z = log_odds / deviation
    spelling = _most_frequent_spelling(stream, words, np.ones_like(words), stream.key[words])
    rows = pd.DataFrame(
        {
            "term": pd.Series([spelling[k] for k in key.tolist()], dtype="str"),
            "n_a": count[key, 0],
            "n_b": count[key, 1],
            "log_odds": log_odds,
            "low": log_odds - 1.96 * deviation,
            "high": log_odds + 1.96 * deviation,
            "z": z,
        },
        columns=list(ContrastRow._fields),
    )
    order = np.lexsort((key, -z))
    return Contrast(rows.iloc[order].reset_index(drop=True), int(total[0]), int(total[1]))


def _log_odds(count: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratios of words (rows of ``count``, a column per side) and standard deviations."""
    if not total.all():
        return np.full(len(count), np.nan), np.full(len(count), np.nan)
    prior = count.sum(axis=1, keepdims=True) / 2
    weighted = count + prior
    others = total + total.sum() / 2 - weighted
    with np.errstate(divide="ignore", invalid="ignore"):  # a vocabulary of one word has no others
        log = np.log(weighted / others)
        log_odds = np.where((others > 0).all(axis=1), log[:, 0] - log[:, 1], np.nan)
    return log_odds, np.sqrt((1 / weighted).sum(axis=1))


# --- what the sections are about ------------------------------------------------------------------


def tabulate(
    a: Document,
    b: Document,
    voice: str = ALL,
    settings: TermSettings = DEFAULT,
    actors: Sequence[Actor] = (),
) -> SectionTerms:
    """The twenty terms that most mark each section off from all others: `TermRow` per side.

    Every section of either text that holds words of the voice is a document. Terms are runs of
    one to three words in one utterance with nothing but blanks in between, that neither begin nor
    end with a stop word, number or single letter ("Organization for Security"); those of several
    words must be used at least twice in both texts together. TF-IDF is scikit-learn's: uses ×
    (ln((1 + documents) / (1 + documents with the term)) + 1), scaled so that the squares of a
    section's terms add up to 1. A shorter term that a section uses only inside a longer one is
    left out: "Open Skies Treaty" stands for its parts. Strongest first, ties alphabetically.

    ``actors`` is needed only where their names are to be left out.
    """
    stream = _stream((a, b), voice, settings, actors)
    start, length, code = _find_terms(stream)
    section = np.concatenate(
        [
            a.utterance_section[a.words.utterance],
            b.utterance_section[b.words.utterance] + len(a.sections),
        ]
    )
    spoken = np.concatenate([d.speaking(voice)[d.words.utterance] for d in (a, b)])
    rows = _strongest(code, section[start], np.unique(section[spoken]), len(stream.keys))
    shown = np.isin(code, rows["code"])
    spelling = _most_frequent_spelling(stream, start[shown], length[shown], code[shown])
    rows["term"] = pd.Series([spelling[c] for c in rows["code"].tolist()], dtype="str")
    in_b = rows["section"] >= len(a.sections)
    rows["section"] = (rows["section"] - in_b * len(a.sections)).astype("Int64")
    both = (rows.loc[chosen, list(TermRow._fields)] for chosen in (~in_b, in_b))
    return SectionTerms(*(side.reset_index(drop=True) for side in both))


def _find_terms(stream: _Stream) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every use of every term worth considering: its first word, its length, and its code.

    A term's code is its words' keys packed into one number; codes sort as the terms do.
    """
    starts, lengths = [], []
    for size in range(1, LONGEST_TERM + 1):
        inner = [stream.joined[offset:] for offset in range(size - 1)]
        begins = _all_along([stream.edge, stream.edge[size - 1 :], *inner])
        starts.append(begins)
        lengths.append(np.full(len(begins), size))
    start, length = np.concatenate(starts), np.concatenate(lengths)
    code = _pack(stream.key, start, length, len(stream.keys))
    several = np.flatnonzero(length > 1)
    _, inverse, uses = np.unique(code[several], return_inverse=True, return_counts=True)
    rare = several[uses[inverse] < FEWEST_USES]
    return np.delete(start, rare), np.delete(length, rare), np.delete(code, rare)


def _all_along(conditions: Sequence[np.ndarray]) -> np.ndarray:
    """Where all conditions hold; cut to the shortest, so that a shifted one may end earlier."""
    n = min(map(len, conditions))
    return np.flatnonzero(np.logical_and.reduce([condition[:n] for condition in conditions]))


def _pack(ids: np.ndarray, start: np.ndarray, length: np.ndarray, base: int) -> np.ndarray:
    """One number for each run of words, made of the words' ids; ids are 1 … base - 1.

    Three ids fit into 63 bits as long as there are fewer than two million of them.
    """
    code = np.zeros(len(start), np.int64)
    for offset in range(LONGEST_TERM):
        place = np.minimum(start + offset, len(ids) - 1)
        code = code * base + np.where(offset < length, ids[place], 0)
    return code


def _unpack(code: np.ndarray, base: int) -> list[np.ndarray]:
    """The ids of the first, second and third word; 0 where there is none."""
    return [code // base**power % base for power in reversed(range(LONGEST_TERM))]


def _strongest(
    code: np.ndarray, section: np.ndarray, sections: np.ndarray, base: int
) -> pd.DataFrame:
    """The best terms of each section: ``section``, ``code``, ``n`` and ``tfidf``.

    ``code`` and ``section`` say of each use which term it is and where; ``sections`` are all that
    count as documents, whether they hold a term or not.
    """
    codes, column = np.unique(code, return_inverse=True)
    row = np.searchsorted(sections, section)
    cells, n = np.unique(row * len(codes) + column, return_counts=True)
    row, column = np.divmod(cells, max(len(codes), 1))
    tfidf = _weigh(n, row, column, (len(sections), len(codes)))
    kept = np.flatnonzero(~_is_inside_longer(cells, n, codes, base))
    order = kept[np.lexsort((column[kept], -tfidf[kept], row[kept]))]
    rank = np.arange(len(order)) - np.searchsorted(row[order], row[order])
    best = order[rank < TERMS_PER_SECTION]
    return pd.DataFrame(
        {
            "section": sections[row[best]],
            "code": codes[column[best]],
            "n": n[best],
            "tfidf": tfidf[best],
        }
    )


def _weigh(
    n: np.ndarray, row: np.ndarray, column: np.ndarray, shape: tuple[int, int]
) -> np.ndarray:
    """TF-IDF of every cell that holds a count; cells are sorted by row, then column."""
    if not len(n):
        return np.zeros(0)
    from scipy.sparse import csr_array  # these two take a second: only where they are needed
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = csr_array((n.astype(float), (row, column)), shape=shape)
    return TfidfTransformer(smooth_idf=True, norm="l2").fit_transform(counts).data


def _is_inside_longer(cells: np.ndarray, n: np.ndarray, codes: np.ndarray, base: int) -> np.ndarray:
    """Which cells hold a term that its document uses only inside one longer term.

    A longer term is never weaker than its parts, so if the part is among the best, so is it.
    """
    inside = np.zeros(len(cells), bool)
    row, column = np.divmod(cells, max(len(codes), 1))
    one, two, three = _unpack(codes[column], base)
    longer = np.flatnonzero(two)
    if not len(longer):
        return inside
    one, two, three, none = one[longer], two[longer], three[longer], np.zeros_like(longer)
    for left, right in ((one, two), (two, three), (one, none), (two, none), (three, none)):
        part = (left * base + right) * base
        place = np.minimum(np.searchsorted(codes, part), len(codes) - 1)
        cell = row[longer] * len(codes) + place
        at = np.minimum(np.searchsorted(cells, cell), len(cells) - 1)
        found = (codes[place] == part) & (cells[at] == cell) & (at != longer)
        inside[at[found & (n[at] == n[longer])]] = True
    return inside


# --- spelling and places --------------------------------------------------------------------------


def _most_frequent_spelling(
    stream: _Stream, start: np.ndarray, length: np.ndarray, term: np.ndarray
) -> dict[int, str]:
    """How each term is most often spelt, without a possessive at its end.

    Of spellings used equally often, the one in small letters ("wants", not "Wants"): capitals may
    be due to the beginning of a sentence, and the order of the texts must not matter.

    ``start`` and ``length`` are runs of words in the stream, ``term`` the number of their term.
    """
    spellings = stream.spellings
    number = {spelling: i for i, spelling in enumerate(spellings)}
    last = np.array([number[_strip_possessive(spelling)] for spelling in spellings], np.int64)
    # two slots for the words before the last, the third for the last without its possessive
    before = _pack(stream.spelling, start, length - 1, len(spellings))
    code, first, uses = np.unique(
        before + last[stream.spelling[start + length - 1]], return_index=True, return_counts=True
    )
    best = np.lexsort((-code, -uses, term[first]))  # small letters sort last
    best = best[np.unique(term[first][best], return_index=True)[1]]
    slots = [ids.tolist() for ids in _unpack(code[best], len(spellings))]
    words = ([spellings[i] for i in ids if i] for ids in zip(*slots, strict=True))
    return {t: " ".join(w) for t, w in zip(term[first][best].tolist(), words, strict=True)}


def find_uses(
    document: Document,
    term: str,
    voice: str = ALL,
    settings: TermSettings = DEFAULT,
    actors: Sequence[Actor] = (),
) -> list[tuple[int, int]]:
    """Where a text uses a term: start and end of every use, in order.

    As many as the tables count: give the voice (and, if names of actors were left out, the settings
    and actors) of the table. A possessive belongs to the use: "NATO" is found as "NATO’s". Uses
    overlap only in a term that repeats itself ("never, never, never" spelt without its commas).
    """
    return _uses(document, _stream((document,), voice, settings, actors), term)


def find_uses_of_all(
    document: Document,
    wanted: Iterable[str],
    voice: str = ALL,
    settings: TermSettings = DEFAULT,
    actors: Sequence[Actor] = (),
) -> dict[str, list[tuple[int, int]]]:
    """Where a text uses each of several terms, as `find_uses` finds them: the text is read once."""
    stream = _stream((document,), voice, settings, actors)
    return {term: _uses(document, stream, term) for term in wanted}


def _uses(document: Document, stream: _Stream, term: str) -> list[tuple[int, int]]:
    wanted = [fold(word) for word in term.split()]
    if not wanted or not set(wanted).issubset(stream.keys):
        return []
    same = [stream.key[offset:] == stream.keys.index(word) for offset, word in enumerate(wanted)]
    inner = [stream.joined[offset:] for offset in range(len(wanted) - 1)]
    start = _all_along([stream.usable, *same, *inner])
    words = document.words
    ends = words.end[start + len(wanted) - 1]
    return list(zip(words.start[start].tolist(), ends.tolist(), strict=True))
