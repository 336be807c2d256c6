"""What is true of two texts: reading, voices, and the measures taken of them. Draws nothing.

From Python, in a notebook for instance, one call compares two texts:

>>> from analysis import compare
>>> report = compare(
...     "The council praised the tram. Critics hate the noise.",
...     "The tram is a disaster. The council lied, and the council knew it.",
... )
>>> list(report.tables)[:7]
['documents', 'sections', 'sentences', 'utterances', 'quotations', 'set_aside', 'sentiment']

Each table is a pandas DataFrame with both texts in it. Here are the tones of the sentences:

>>> report.utterances[["side", "n_words", "tone"]]
  side  n_words    tone
0    a        5  0.4939
1    a        4 -0.7096
2    b        5 -0.6249
3    b        8 -0.3818

and here is how often the terms are used that set the two texts apart:

>>> report.contrast.set_index("term").loc["council", ["n_a", "n_b"]].tolist()
[1, 2]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.actors import Actor
    from analysis.reading import Source
    from analysis.report import Report, Settings

__all__ = ["__version__", "compare"]

__version__ = "0.1.0"


def compare(
    a: Path | str | Source,
    b: Path | str | Source,
    *,
    actors: Sequence[Actor] | None = None,
    settings: Settings | None = None,
) -> Report:
    """Compare two texts: the same report as the page's and the command line's.

    A ``Path`` is a file of any format the page reads. A ``str`` is the text itself, never a name of
    a file. A ``Source`` is a text with what is known about it. Without ``actors`` those are looked
    for that the two texts name; ``analysis.report.load_actors()`` is the list made for the samples.

    Raises ``ReadingError``, a ``ValueError``, in one line, if a text cannot be read, and
    ``TypeError`` for what is none of these.
    """
    # Here and not above: whoever imports one module of the package should not wait for all of them.
    from analysis.reading import told_apart
    from analysis.report import Request, Settings, actors_found, build_report

    listed = None if actors is None else _listed(actors)
    if not isinstance(settings, Settings | None):
        raise TypeError(f"settings are no Settings of analysis.report: {type(settings).__name__}")
    first, second = told_apart(_source(a, "Text A"), _source(b, "Text B"))
    chosen = actors_found(first, second) if listed is None else listed
    return build_report(Request(first, second, chosen, settings or Settings()))


def _listed(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """A list of actors, or a TypeError: a name of a file is none."""
    from collections.abc import Iterable

    from analysis.actors import Actor, check

    given = tuple(actors) if isinstance(actors, Iterable) else (actors,)
    if not all(isinstance(one, Actor) for one in given):
        raise TypeError(
            f"actors is no list of Actor: {type(actors).__name__}. Give what "
            "analysis.actors.load_actors makes of the words of a TOML file."
        )
    check(given)
    return given


def _source(text: Path | str | Source, name: str) -> Source:
    """A text as it was given, as a Source; a string that can only be meant as a place is refused."""
    from pathlib import Path

    from analysis.brought import ON_THE_COMMAND_LINE, ReadingError
    from analysis.public_address import is_address
    from analysis.reading import Source, read_source, source_from_text

    if isinstance(text, Source):
        return text
    if isinstance(text, Path):
        return read_source(text)
    if not isinstance(text, str):
        raise TypeError(f"{name} is neither a Path, nor a str, nor a Source: {type(text).__name__}")
    if is_address(text):
        raise ReadingError(
            f"{name} is a web address, not a text. Give what "
            "analysis.web_address.source_from_address makes of it."
        )
    if _names_a_file(text):
        raise ReadingError(f"{name} is the name of a file, not a text. Give Path({text!r}).")
    if not any(character.isalnum() for character in text):
        raise ReadingError(f"{name} holds no words.")
    return source_from_text(text, name, ON_THE_COMMAND_LINE)


def _names_a_file(text: str) -> bool:
    """Whether there is a file of that name, or it is one word that ends as a file does."""
    from pathlib import Path, PurePath

    from analysis.formats import EXTENSIONS

    if len(text.split()) == 1 and PurePath(text).suffix.lower().lstrip(".") in EXTENSIONS:
        return True
    try:
        return len(text.splitlines()) == 1 and Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or with characters that no name has
        return False
