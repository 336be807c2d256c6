"""How long pictures take with one browser for all of them, beside a browser for each, and what they
cost in memory.

    python tests/benchmarks/picture_speed.py [number of exports]

Times are this machine's; the ratio is what to look at. Memory must not grow with the exports: that
of this process, and that of the browser, each after the first ten and after all.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from analysis.report import build_report, sample_request  # noqa: E402
from dashboard import rendering, selections  # noqa: E402
from dashboard.browser import Browser, find_browser  # noqa: E402
from dashboard.exhibits import all_exhibits  # noqa: E402
from dashboard.picture import picture  # noqa: E402
from dashboard.rendering import FORMATS, Picture, render  # noqa: E402

MEGABYTE = 1 << 20
ONE_BY_ONE = 4
"""Pictures made with a browser each: enough to see how long one takes."""


def seconds_of(wanted: list[Picture], formats: tuple[str, ...]) -> list[float]:
    """How long each file took; the first one has the start of the browser in it."""
    took, before = [], time.perf_counter()
    for _ in render(wanted, formats):
        took.append(time.perf_counter() - before)
        before = time.perf_counter()
    return took


def memory_of(process: str) -> int:
    """What a process keeps in memory, in bytes, its share of what is common counted as a share."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # gone meanwhile
        return 0
    return next((int(one.split()[1]) * 1024 for one in lines if one.startswith("Pss:")), 0)


def memory_of_group(leader: int) -> int:
    """The same of all processes of a browser."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader:
            total += memory_of(folder.name)
    return total


class Watched(Browser):
    """The browser that is open now."""

    opened: Browser

    def __enter__(self) -> Browser:
        Watched.opened = self
        return super().__enter__()


def watch_memory(wanted: list[Picture]) -> None:
    """Make many pictures and print what is kept after ten and after all."""
    rendering.Browser = Watched
    kept = 0
    for number, (_, data) in enumerate(render(wanted, ("png",)), start=1):
        kept += len(data)
        if number in (10, len(wanted)):
            leader = Watched.opened._process.pid
            print(
                f"after {number:3} exports: this process {memory_of('self') / MEGABYTE:.0f} MB, "
                f"the browser {memory_of_group(leader) / MEGABYTE:.0f} MB"
            )
    rendering.Browser = Browser


def main(n: int) -> None:
    """Time pictures in each format, then watch the memory over many exports."""
    if find_browser() is None:
        sys.exit(rendering.missing())
    report = build_report(sample_request())
    names = selections.names_of(report)
    wanted = [
        Picture(exhibit.key, picture(exhibit, names, "light"))
        for exhibit in all_exhibits(report, "all")
    ]
    for one in FORMATS:
        first, *warm = seconds_of(wanted, (one,))
        alone = [seconds_of([each], (one,))[0] for each in wanted[:ONE_BY_ONE]]
        each = sum(warm) / len(warm)
        print(
            f"{one}: first {first:.2f} s, then {each:.3f} s each (slowest {max(warm):.3f}); "
            f"a browser for each {sum(alone) / len(alone):.2f} s: "
            f"{sum(alone) / len(alone) / each:.0f} times as long"
        )
    watch_memory((wanted * (n // len(wanted) + 1))[:n])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
