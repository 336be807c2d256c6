"""Write the golden tables anew: ``python tests/golden/write.py``. Read the diff before committing."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent)]

from test_report import golden_table  # noqa: E402

from analysis.report import build_report, sample_request  # noqa: E402

TABLES = ("documents", "sections", "quotations", "set_aside", "sentiment", "readability", "actors")

if __name__ == "__main__":
    report = build_report(sample_request())
    for name in (*TABLES, "mentions", "contrast", "terms", "differences"):
        (HERE / f"{name}.csv").write_text(golden_table(report, name), encoding="utf-8")
