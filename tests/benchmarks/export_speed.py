"""How long an export takes and whether memory grows, beside other ways of writing the same tables.

    python tests/benchmarks/export_speed.py [exports]

Timed on the report on the two samples, in this process, in turn; the best of three runs counts. The
archive is compared with the plainest one that pandas writes (``to_csv`` and ``to_excel`` by openpyxl
into a ZIP archive), the workbook with the same cells, formats and header written by openpyxl. Times
are this machine's; the ratio is what to look at. Memory is what the process holds after so many
exports, less what it held after the first few, for each way; that needs ``/proc`` (Linux).
"""

from __future__ import annotations

import gc
import io
import os
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402
import pandas as pd  # noqa: E402
from openpyxl.cell import WriteOnlyCell  # noqa: E402
from openpyxl.styles import Font  # noqa: E402

from analysis.output import csv_bytes, zip_bytes  # noqa: E402
from analysis.report import Report, build_report, sample_request  # noqa: E402
from analysis.workbook import workbook_bytes  # noqa: E402

RUNS, WARM_UP, EXPORTS = 3, 5, 50
TARGET = 3.0  # seconds


def with_pandas(report: Report) -> bytes:
    """The tables as CSV and XLSX in an archive, the way pandas' documentation shows."""
    book, archive = io.BytesIO(), io.BytesIO()
    with pd.ExcelWriter(book, engine="openpyxl") as writer:
        for name, table in report.tables.items():
            table.to_excel(writer, sheet_name=name, index=False)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("tables.xlsx", book.getvalue())
        for name, table in report.tables.items():
            bundle.writestr(f"tables/{name}.csv", table.to_csv(index=False))
    return archive.getvalue()


def with_openpyxl(report: Report) -> bytes:
    """The same sheets by openpyxl in its fast, write-only mode, every number with a format."""
    book, file, bold = openpyxl.Workbook(write_only=True), io.BytesIO(), Font(bold=True)
    for name, table in report.tables.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        header = [WriteOnlyCell(sheet, column) for column in table.columns]
        for cell in header:
            cell.font = bold
        sheet.append(header)
        for row in table.itertuples(index=False):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, None if pd.isna(value) else value)
                if not isinstance(value, str):
                    cell.number_format = "0.00"
                cells.append(cell)
            sheet.append(cells)
    book.save(file)
    return file.getvalue()


def compare(label: str, ours: Callable[[], bytes], theirs: Callable[[], bytes]) -> float:
    """Time both ways in turn; print and return the best of ours, in seconds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for work, kept in zip((ours, theirs), times, strict=True):
            start = time.perf_counter()
            work()
            kept.append(time.perf_counter() - start)
    best, other = map(min, times)
    print(f"{label}: {best:.3f} s, the other way {other:.3f} s, {other / best:.1f} times as fast")
    return best


def growth(work: Callable[[], bytes], exports: int) -> float:
    """By how many MB the process grows in so many exports, once the first few are done."""
    for _ in range(WARM_UP):
        work()
    before = held()
    for _ in range(exports):
        work()
    return held() - before


def held() -> float:
    """The memory that the process holds, in MB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main(exports: int) -> None:
    """Time the samples' export and its parts, then watch memory."""
    report = build_report(sample_request())
    for make in (zip_bytes, with_pandas, with_openpyxl):
        make(report)  # libraries are loaded now
    took = compare("the archive", lambda: zip_bytes(report), lambda: with_pandas(report))
    print(f"    target {TARGET:.0f} s: {'met' if took < TARGET else 'MISSED'}")
    compare("the workbook", lambda: workbook_bytes(report), lambda: with_openpyxl(report))
    tables = list(report.tables.values())
    compare(
        "the CSV tables",
        lambda: b"".join(map(csv_bytes, tables)),
        lambda: "".join(table.to_csv(index=False) for table in tables).encode(),
    )
    if Path("/proc/self/statm").exists():
        ours = growth(lambda: zip_bytes(report), exports)
        theirs = growth(lambda: with_pandas(report), exports)
        size = len(zip_bytes(report)) / 1e6
        print(
            f"memory after {exports} exports of {size:.2f} MB: {ours:+.1f} MB; "
            f"the other way {theirs:+.1f} MB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else EXPORTS)
