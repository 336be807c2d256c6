"""Which two texts do the arguments of a command line name, and how are they to be counted?

Shared by ``python -m analysis`` and ``python -m dashboard``, so that both take the same.
"""

from __future__ import annotations

import argparse
from pathlib import Path, PurePath

from analysis.actors import Actor
from analysis.actors import load_actors as read_actors
from analysis.brought import ON_THE_COMMAND_LINE, counted
from analysis.formats import EXTENSIONS
from analysis.public_address import is_address
from analysis.readability import MIN_SENTENCES, MIN_WORDS
from analysis.reading import (
    ReadingError,
    Source,
    load_samples,
    read_bytes,
    source_from_bytes,
    told_apart,
)
from analysis.report import Report, Request, Settings, actors_found, load_actors
from analysis.saving import ENDING, is_saved, open_saved
from analysis.web_address import source_from_address

_HOW_TO_COUNT = (
    "name_a",
    "name_b",
    "actors",
    "find_actors",
    "sample_actors",
    "no_demonyms",
    "terms_without_actors",
    "leave_out",
)
"""Arguments that a saved comparison answers by itself."""


def add_arguments(parser: argparse.ArgumentParser, *, written: str) -> None:
    """The arguments that say what is compared and how, and where the result is ``written``."""
    parser.add_argument(
        "text_a",
        metavar="TEXT_A",
        help=f"the first text, a file ({', '.join(EXTENSIONS)}) or a web address (https://…); or a "
        f"comparison saved from the page ({ENDING}), then without TEXT_B",
    )
    parser.add_argument(
        "text_b", nargs="?", metavar="TEXT_B", help="the second text, a file or a web address"
    )
    parser.add_argument("--out", type=_folder, required=True, metavar="DIR", help=written)
    parser.add_argument(
        "--save",
        type=Path,
        metavar="FILE",
        help="also save the comparison in one file that the page opens; it holds both texts",
    )
    parser.add_argument("--name-a", metavar="NAME", help="short name of the first text")
    parser.add_argument("--name-b", metavar="NAME", help="short name of the second text")
    actors = parser.add_mutually_exclusive_group()
    actors.add_argument(
        "--actors",
        type=Path,
        metavar="FILE",
        help="list of actors (TOML; data/actors.toml shows how it is written); without it the names "
        "found in the two texts are looked for, and in the samples those of their own list",
    )
    actors.add_argument(
        "--find-actors",
        action="store_true",
        help="look for the names found in the two texts, even if these are the samples",
    )
    actors.add_argument(
        "--sample-actors",
        action="store_true",
        help="look for the names of the samples' list (data/actors.toml), whatever the texts",
    )
    parser.add_argument(
        "--no-demonyms", action="store_true", help="do not count 'Russian' as a mention of Russia"
    )
    parser.add_argument(
        "--terms-without-actors", action="store_true", help="leave actors' names out of the terms"
    )
    parser.add_argument(
        "--leave-out",
        action="extend",
        type=_words,
        default=[],
        metavar="WORDS",
        help="further words to leave out of the terms, with commas between them (war,peace); can be "
        "given more than once",
    )


def request_of(asked: argparse.Namespace) -> Request:
    """What the arguments ask for: a saved comparison as it is, or two texts and how to count.

    Raises ReadingError, in one line.
    """
    if asked.text_b is None:
        return _saved(asked)
    a, b = (text_named(name, "name it alone") for name in (asked.text_a, asked.text_b))
    settings = Settings(
        demonyms=not asked.no_demonyms,
        actor_names_in_terms=not asked.terms_without_actors,
        extra_stop_words=tuple(sorted(set(asked.leave_out))),
    )
    named = told_apart(
        a._replace(name=asked.name_a or a.name), b._replace(name=asked.name_b or b.name)
    )
    return Request(*named, _actors(asked, a, b), settings)


def text_named(name: str, instead: str) -> Source:
    """A text by the name of its file or by its web address.

    A saved comparison is no text, and ``instead`` says what to do with it.
    """
    if is_address(name):
        return source_from_address(name, ON_THE_COMMAND_LINE)
    path = Path(name)
    data = read_bytes(path)
    if is_saved(data):
        raise ReadingError(f"{name} is a saved comparison; {instead}.")
    return source_from_bytes(data, path.name, ON_THE_COMMAND_LINE)


def notes(report: Report) -> list[str]:
    """What whoever reads the numbers should know before, in a line each."""
    return [note for note in (_language_note(report), _shortness_note(report)) if note]


def _shortness_note(report: Report) -> str:
    """Which texts are too short to be measured."""
    rows = report.documents
    short = rows[(rows["n_words"] < MIN_WORDS) | (rows["n_sentences"] < MIN_SENTENCES)]
    if short.empty:
        return ""
    said = " and ".join(
        f"{row.name} has {counted(row.n_words, 'word')} in {counted(row.n_sentences, 'sentence')}"
        for row in short.itertuples(index=False)
    )
    return (
        f"{said}: too few to say much. Under {MIN_WORDS} words or {MIN_SENTENCES} sentences there is no "
        "score of readability, and other numbers are hardly more than chance."
    )


def _language_note(report: Report) -> str:
    """What is to be said of texts that are not in English; '' if both are."""
    rows = report.documents
    foreign = rows[~rows["language"].isin(["English", ""])]
    said = dict.fromkeys(
        f"{name} is in {language}"
        for name, language in zip(foreign["name"], foreign["language"], strict=True)
    )
    if not said:
        return ""
    it = "it" if len(said) == 1 else "them"
    return (
        f"{' and '.join(said)}; tone and readability are made for English: the tables hold numbers for "
        f"{it}, but these mean nothing."
    )


def read_by(asked: argparse.Namespace) -> set[Path]:
    """The files that the arguments name to be read, by their full names."""
    named = (asked.text_a, asked.text_b, asked.actors)
    return {Path(name).resolve() for name in named if name and not is_address(str(name))}


def _saved(asked: argparse.Namespace) -> Request:
    """A comparison as the page saved it; what it says is not to be said again."""
    saved = Path(asked.text_a)
    if is_address(asked.text_a) or saved.suffix.lower() != PurePath(ENDING).suffix:
        raise ReadingError("Name two texts, or one saved comparison (.parallax.json).")
    said_again = [name for name in _HOW_TO_COUNT if getattr(asked, name)]
    if said_again:
        raise ReadingError(
            f"--{said_again[0].replace('_', '-')} cannot be used with a saved comparison, which says "
            "itself how to count. Leave it out, or name the two texts."
        )
    return open_saved(read_bytes(saved), saved.name, ON_THE_COMMAND_LINE)


def _actors(asked: argparse.Namespace, a: Source, b: Source) -> tuple[Actor, ...]:
    """Whom to look for: as the page does, the samples' list only in the samples."""
    if asked.actors is not None:
        return _listed(asked.actors)
    samples = {source.sha256 for source in load_samples()}
    if asked.sample_actors or (not asked.find_actors and {a.sha256, b.sha256} <= samples):
        return load_actors()
    return actors_found(a, b)


def _listed(path: Path) -> tuple[Actor, ...]:
    try:
        return read_actors(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadingError(f"{path} cannot be opened ({error.strerror}).") from None
    except ValueError as error:
        raise ReadingError(f"{path}: {error}") from None


def _folder(name: str) -> Path:
    if not name.strip():
        raise argparse.ArgumentTypeError("it is empty; name a folder for the files")
    return Path(name)


def _words(written: str) -> list[str]:
    """The words of a list with commas, or blanks, between them."""
    return written.lower().replace(",", " ").split()
