"""Where may a text without headings be cut into sections, and what is each of them called?

Two ways, both at paragraph breaks only:

- `divide_evenly`: sections of about equal length.
- `divide_by_topic`: where the vocabulary changes (TextTiling: Hearst 1997, "TextTiling: Segmenting
  text into multi-paragraph subtopic passages", Computational Linguistics 23).

A section has no heading to go by, so it is called by its opening words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, pairwise
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from analysis.looks import without_marks
from analysis.marks import CLOSED, DOUBLE_MARK, SINGLE_OPENING, find_stretches
from analysis.sentences import Span
from analysis.terms import STOP_WORDS, fold
from analysis.words import WORD, find_words, number_forms

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class Cut(NamedTuple):
    """Where a section begins that has no heading, and what it is called."""

    start: Annotated[int, "offset of the section's first character"]
    heading: Annotated[str, "its opening words; 'Part 1' and so on where it has none"]


# --- how many -------------------------------------------------------------------------------------

USUAL_SECTION = 300
"""Words: enough for the numbers of a section to mean something, and few enough for one subject."""
FEWEST_SECTIONS, MOST_SECTIONS = 2, 12
"""One section is no division, and more than a dozen rows are no overview."""


def sensible_number(n_words: int, n_paragraphs: int) -> int:
    """How many sections to offer: one for every 300 words, from 2 to 12, never more than paragraphs.

    That makes sections of 200 to 400 words for texts of 400 to 3,600 words. Always at least 1.

    >>> sensible_number(1200, 15), sensible_number(90, 4), sensible_number(90, 1)
    (4, 2, 1)
    """
    nearest = (n_words + USUAL_SECTION // 2) // USUAL_SECTION
    return max(1, min(max(nearest, FEWEST_SECTIONS), MOST_SECTIONS, n_paragraphs))


# --- paragraphs as both ways see them -------------------------------------------------------------


class _Paragraphs(NamedTuple):
    """The paragraphs a section may begin with, and their words in one row."""

    start: np.ndarray
    """Offset of each paragraph."""
    edge: np.ndarray
    """How many words stand before each paragraph; at the end, how many there are."""
    words: list[Span]
    """Start and end of every word."""


def _read_paragraphs(text: str, paragraphs: Sequence[Span]) -> _Paragraphs:
    """Paragraphs without a word (a row of asterisks) belong to the section before them.

    There is always a first: what stands above the first word belongs to its section.
    """
    first, last = np.array(paragraphs, np.int64).T
    starts, ends = find_words(text)
    paragraph = np.searchsorted(first, starts, side="right") - 1
    inside = (paragraph >= 0) & (np.array(starts, np.int64) < last[paragraph])
    n_words = np.bincount(paragraph[inside], minlength=len(first))
    begins = n_words > 0
    if not begins.any():
        begins[0] = True
    start = first[begins]
    start[0] = first[0]
    edge = np.concatenate([[0], np.cumsum(n_words[begins])])
    words = zip(starts, ends, strict=True)
    return _Paragraphs(start, edge, list(compress(words, inside.tolist())))


def _check_number(n: int) -> None:
    if n < 1:
        raise ValueError(f"A text cannot be divided into {n} sections; ask for 1 or more.")


# --- sections of equal length ---------------------------------------------------------------------


def divide_evenly(text: str, paragraphs: Sequence[Span], n: int) -> tuple[int, ...]:
    """Where to cut paragraphs into n sections of about equal length: the start of each section.

    Of all ways to cut at paragraph breaks, one with the smallest sum of squared differences from
    the equal length (all words ÷ n). With no more than n paragraphs each is a section of its own.
    A paragraph without a word never begins a section, unless it is the first.

    Example: paragraphs of 30, 10, 10, 10 and 30 words in 3 sections, 30 words each if all were
    equal. Cut as 30 | 10 10 10 | 30 they are. In 2 sections, 45 words each if all were equal,
    30 10 | 10 10 30 and 30 10 10 | 10 30 are off by 5 words twice. Of such equals the cut that
    comes first is taken.

    Raises ValueError for less than one section.
    """
    _check_number(n)
    if not paragraphs:
        return ()
    found = _read_paragraphs(text, paragraphs)
    return tuple(int(found.start[i]) for i in _equal_parts(found.edge, n))


def _equal_parts(edge: np.ndarray, n: int) -> list[int]:
    """Which paragraphs begin a section, by dynamic programming from one cut to the next.

    The sum of the lengths is given, so the squared differences are smallest where the sum of the
    squared lengths is. That is a whole number: nothing depends on how fractions are rounded.
    """
    n_paragraphs = len(edge) - 1
    if n >= n_paragraphs:
        return list(range(n_paragraphs))
    least = np.zeros(len(edge), np.int64)  # sum of squares up to each edge, where it may be a cut
    reached = [range(1), *_within_reach(edge, n), range(n_paragraphs, n_paragraphs + 1)]
    before = []
    for begins, ends in pairwise(reached):
        best = _best_begins(least, edge, begins, ends)
        window = slice(ends.start, ends.stop)
        least[window] = least[best] + (edge[window] - edge[best]) ** 2
        before.append(best)
    cuts = [n_paragraphs]
    for ends, best in zip(reached[:0:-1], reversed(before), strict=True):
        cuts.append(int(best[cuts[-1] - ends.start]))
    return cuts[:0:-1]


def _within_reach(edge: np.ndarray, n: int) -> list[range]:
    """For each of the n - 1 cuts, the edges that the best division may have there.

    Let D be the sum of squared differences of some division: here, of the one at the edges nearest
    to equal lengths. Where the i-th cut is x words off, the i sections before it are x words too
    long in sum and the n - i after it x too short, or the other way about. Their squares add up to
    x²/i + x²/(n - i) at the least (Cauchy and Schwarz), and the best division has no more than D.
    So x² is at most D i (n - i) / n, which in most texts leaves a few paragraphs for each cut.
    """
    n_paragraphs, equal = len(edge) - 1, edge[-1] / n
    i = np.arange(1, n)
    nearest = np.searchsorted((edge[1:] + edge[:-1]) / 2, i * equal)
    cuts = np.maximum.accumulate(np.maximum(nearest - i, 0)) + i  # no two at the same edge
    cuts = np.minimum(cuts, n_paragraphs - n + i)
    squares = (np.diff(edge[[0, *cuts, n_paragraphs]]) - equal) ** 2
    off = np.sqrt(squares.sum() * i * (n - i) / n) + 1  # a word more, for what rounding may do
    first = np.searchsorted(edge, i * equal - off)
    first = np.maximum.accumulate(np.maximum(first - i, 0)) + i
    last = np.searchsorted(edge, i * equal + off, side="right") - 1
    last = np.minimum(last, n_paragraphs - n + i)
    return [range(a, b + 1) for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def _best_begins(least: np.ndarray, edge: np.ndarray, begins: range, ends: range) -> np.ndarray:
    """For each edge a section may end at, where it begins best.

    The later it ends, the later it begins: the best for the end in the middle limits the search on
    both sides of it, so that p ends take p log p steps, not p².
    """
    best = np.zeros(len(ends), np.int64)
    searches = [(0, len(ends) - 1, begins[0], begins[-1])]
    while searches:
        first, last, low, high = searches.pop()
        if first > last:
            continue
        middle = (first + last) // 2
        end = ends[middle]
        candidates = slice(low, min(high, end - 1) + 1)
        squares = least[candidates] + (edge[end] - edge[candidates]) ** 2
        found = low + int(squares.argmin())
        best[middle] = found
        searches += [(first, middle - 1, low, found), (middle + 1, last, found, high)]
    return best


# --- sections by topic ----------------------------------------------------------------------------

SEQUENCE = 20
"""Words of a token sequence, a sentence of fixed length (w in the paper)."""
BLOCK = 10
"""Token sequences compared with as many others (k in the paper)."""
SHORTEST_SECTION = 3 * SEQUENCE
"""Words. The paper, too, wants at least three token sequences between two boundaries."""

_STOP_WORDS = frozenset(STOP_WORDS)


def divide_by_topic(text: str, paragraphs: Sequence[Span], n: int | None = None) -> tuple[int, ...]:
    """Where the vocabulary of paragraphs changes (TextTiling): the start of each section.

    The words are taken in sequences of 20. At each gap between two sequences the 200 words before
    are compared with the 200 after: the cosine of how often they use each form, stop words left
    out. A gap where both sides are least alike is a valley of this curve, as deep as the climb to
    the peaks on its left and right. The valleys deeper than mean - sd/2 of all gaps, deepest first,
    cut at the paragraph break nearest to them; with ``n`` the deepest n - 1 do, whatever their depth.

    A valley does not cut where the nearest break is more than 200 words away, or where a section
    would be left with fewer than 60 words. So there can be fewer sections than asked for, and a
    text that keeps to one vocabulary, or is too short to tell, stays one section.

    Only valleys cut, not the slopes beside them, which mean - sd/2 (the paper's conservative
    cutoff; its liberal one is mean - sd) would let through at nearly every paragraph. Words are not
    cut down to stems, just as in `terms`: forms are matched over hundreds of words, where most
    that matter recur as they are, and a stemmer would know but one language.

    Example: two paragraphs, "peace" 60 times and "war" 60 times, are six sequences with gaps
    alike by 1, 1/sqrt(2), 0, 1/sqrt(2) and 1. The valley in the middle is the paragraph break.

    Raises ValueError for less than one section.
    """
    if n is not None:
        _check_number(n)
    if not paragraphs:
        return ()
    found = _read_paragraphs(text, paragraphs)
    scores = _smooth(_similarities(_count_forms(text, found.words)))
    cuts = _choose_breaks(_depths(scores), found.edge, n)
    return tuple(int(found.start[i]) for i in [0, *cuts])


def _count_forms(text: str, words: Sequence[Span]) -> csr_array:
    """How often each token sequence (row) uses each form (column) that may tell topics apart.

    That is neither an English stop word nor one that more than half of the sequences use: a text in
    a language without a list of stop words has its own.
    """
    from scipy.sparse import csr_array  # takes a while to import: only where it is needed

    spelling, spellings = number_forms(text[start:end] for start, end in words)
    folded, forms = number_forms(map(fold, spellings))
    form = folded[spelling]
    sequence = np.arange(len(form)) // SEQUENCE
    shape = (int(sequence[-1]) + 1 if len(form) else 0, len(forms))
    counts = csr_array((np.ones(len(form)), (sequence, form)), shape=shape)
    counts.sum_duplicates()
    n_sequences = np.bincount(counts.indices, minlength=len(forms))
    stop_words = np.array([known in _STOP_WORDS for known in forms], bool)
    return counts[:, ~stop_words & (2 * n_sequences <= shape[0])]


def _similarities(counts: csr_array) -> np.ndarray:
    """The cosine between the blocks before and after each gap between token sequences.

    Towards the ends of the text both blocks become shorter together.
    """
    from scipy.sparse import csr_array

    n_gaps = max(counts.shape[0] - 1, 0)
    gaps = np.arange(n_gaps)
    length = np.minimum(np.minimum(gaps + 1, n_gaps - gaps), BLOCK)
    gap, step = np.nonzero(np.arange(BLOCK) < length[:, np.newaxis])
    chosen, shape = np.ones(len(gap)), (n_gaps, counts.shape[0])
    before = csr_array((chosen, (gap, gap - step)), shape=shape) @ counts
    after = csr_array((chosen, (gap, gap + 1 + step)), shape=shape) @ counts
    product = (before * after).sum(axis=1)
    norms = np.sqrt((before * before).sum(axis=1) * (after * after).sum(axis=1))
    return np.divide(product, norms, out=np.zeros(n_gaps), where=norms > 0)


def _smooth(scores: np.ndarray) -> np.ndarray:
    """Each score averaged with its two neighbours, once; the ends count as their own neighbours."""
    padded = np.concatenate([scores[:1], scores, scores[-1:]])
    return (padded[:-2] + padded[1:-1] + padded[2:]) / 3


def _depths(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The depth of each gap, climb on the left plus climb on the right, and whether both are climbs."""
    left, right = _climbs(scores), _climbs(scores[::-1])[::-1]
    return left + right, (left > 0) & (right > 0)


def _climbs(scores: np.ndarray) -> np.ndarray:
    """From each score leftwards, as long as it goes up or stays level: how far up that is."""
    peaks = scores.tolist()
    for i in range(1, len(peaks)):
        if scores[i - 1] >= scores[i]:
            peaks[i] = peaks[i - 1]
    return np.array(peaks) - scores


def _choose_breaks(
    depths: tuple[np.ndarray, np.ndarray], edge: np.ndarray, n: int | None
) -> list[int]:
    """Which paragraphs begin a further section: those nearest to the deepest valleys."""
    depth, is_valley = depths
    if len(edge) < 3 or not is_valley.any():
        return []
    cutoff = depth.mean() - depth.std() / 2 if n is None else 0.0
    by_depth = np.argsort(-depth, kind="stable")
    valleys = by_depth[(is_valley & (depth > cutoff))[by_depth]]
    wanted = len(valleys) if n is None else n - 1
    bounds = [0, int(edge[-1])]
    cuts: list[int] = []
    for valley in valleys.tolist():
        if len(cuts) == wanted:
            break
        words_before = (valley + 1) * SEQUENCE
        paragraph = _nearest_break(edge, words_before)
        at = int(edge[paragraph])
        i = bisect_left(bounds, at)
        room = min(at - bounds[i - 1], bounds[i] - at)
        if room >= SHORTEST_SECTION and abs(at - words_before) <= BLOCK * SEQUENCE:
            bounds.insert(i, at)
            cuts.append(paragraph)
    return sorted(cuts)


def _nearest_break(edge: np.ndarray, words_before: int) -> int:
    """The paragraph whose beginning is nearest to a place; of two as near, the first."""
    after = min(max(int(np.searchsorted(edge, words_before)), 1), len(edge) - 2)
    before = max(after - 1, 1)
    is_before = words_before - edge[before] <= edge[after] - words_before
    return before if is_before else after


# --- what they are called -------------------------------------------------------------------------

LONGEST_OPENING = 40
"""Characters: what a chart has room for beside its bars."""

_EXCERPT = 10 * LONGEST_OPENING  # room for the addresses of links, which a label leaves out
_LEADING = "“„‟\"«‘'’([$£€¥¿¡"
_LINE_MARKS = re.compile(r"^[ \t]*[#>|][#>| \t]*", re.M)
_UNPRINTED = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control characters, among them those that would turn around the line a label stands in."""


def name_sections(text: str, starts: Sequence[int], end: int) -> tuple[Cut, ...]:
    """Each section with its opening words, or as "Part 2" where it has none; the last ends at end."""
    return tuple(
        Cut(start, opening_words(text, start, stop) or f"Part {number}")
        for number, (start, stop) in enumerate(pairwise([*starts, end]), 1)
    )


def opening_words(text: str, start: int, end: int) -> str:
    """What a section without a heading is called: its first words, up to 40 characters, and "…".

    Without marks of Markdown, and without quotation marks and brackets that the label would leave
    open. Empty for a section without a word; without "…" if the label is the whole section.

    >>> opening_words("> “We must talk about peace, and talk now,” she said.", 0, 52)
    'We must talk about peace, and talk …'
    """
    word = WORD.search(text, start, end)
    if word is None:
        return ""
    begin = word.start()
    while begin > max(start, word.start() - 3) and text[begin - 1] in _LEADING:
        begin -= 1
    stop = min(end, begin + _EXCERPT)
    excerpt = _UNPRINTED.sub("", text[begin:stop])
    plain = without_marks(_LINE_MARKS.sub("", excerpt))
    opening = _first_words(plain)
    label = _without_open_marks(opening)
    if opening == plain and stop == end:
        return label
    goes_on = "…" if plain[len(opening) :].lstrip() == plain[len(opening) :] != "" else " …"
    return label and label.rstrip(" ,;:–—-") + goes_on


def _first_words(plain: str) -> str:
    """As many whole words as a label has room for, of a word too long its beginning."""
    if len(plain) <= LONGEST_OPENING:
        return plain
    stop = plain.rfind(" ", 0, LONGEST_OPENING + 1)
    return plain[: stop if stop > 0 else LONGEST_OPENING]


def _without_open_marks(label: str) -> str:
    """A label without the quotation marks and brackets that have no partner in it."""
    stretches = find_stretches(label, [(0, len(label))])
    closed = [(found.start, found.end) for found in stretches if found.form == CLOSED]
    marks = [*DOUBLE_MARK.finditer(label), *SINGLE_OPENING.finditer(label)]
    stray = {
        mark.start()
        for mark in marks
        if not any(start <= mark.start() < end for start, end in closed)
    }
    for opening, closing in ("()", "[]"):
        if label.count(opening) > label.count(closing):
            stray |= {i for i, character in enumerate(label) if character == opening}
    return " ".join("".join(c for i, c in enumerate(label) if i not in stray).split())
