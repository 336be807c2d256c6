"""From a report to bytes: the tables as CSV, and the manifest that says how they came about.

The same request gives the same bytes: no time, no path, no random order goes into a file.
"""

from __future__ import annotations

import hashlib
import io
import json
import platform
import zipfile
from importlib.metadata import version

import pandas as pd

from analysis.report import Report
from analysis.uncertainty import LEVEL, REPLICATES, SEED

LIBRARIES = ("numpy", "pandas", "scikit-learn", "sentencex", "textstat", "vaderSentiment")

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP archive can state


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as CSV: UTF-8, comma, LF; undefined is an empty cell; numbers in full precision.

    A spreadsheet would run a cell that starts with ``=``, ``+``, ``-`` or ``@`` as a formula: words
    from the texts that do so get an apostrophe in front.
    """
    safe = table.copy(deep=False)
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            words = safe[column].astype(str)
            risky = words.str.startswith(_FORMULA_STARTS)
            if risky.any():
                safe[column] = words.where(~risky, "'" + words)
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


def table_files(report: Report) -> dict[str, bytes]:
    """Every table of a report as a CSV file: file name → bytes."""
    return {f"{name}.csv": csv_bytes(table) for name, table in report.tables.items()}


def manifest_bytes(report: Report, files: dict[str, bytes]) -> bytes:
    """How the tables came about, as JSON: inputs, settings, actors, versions, table fingerprints."""
    request = report.request
    manifest = {
        "program": "Parallax",
        "inputs": {
            side: {
                "name": source.name,
                "title": source.title,
                "author": source.author,
                "published": source.published,
                "origin": source.origin,
                "encoding": source.encoding,
                "changes": source.changes,
                "sha256": source.sha256,
                "n_characters": len(source.text),
                "corrections": [one._asdict() for one in source.corrections],
            }
            for side, source in (("a", request.a), ("b", request.b))
        },
        "settings": request.settings._asdict(),
        "uncertainty": {"level": LEVEL, "replicates": REPLICATES, "seed": SEED},
        "actors": [actor._asdict() for actor in request.actors],
        "versions": {
            "python": platform.python_version(),
            **{library: version(library) for library in LIBRARIES},
        },
        "tables": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def zip_bytes(report: Report) -> bytes:
    """All tables and the manifest in one archive."""
    files = table_files(report)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files.items():
            bundle.writestr(_entry(f"tables/{name}"), data)
        bundle.writestr(_entry("manifest.json"), manifest_bytes(report, files))
    return archive.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
