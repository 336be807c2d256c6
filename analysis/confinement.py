"""How can a file be kept from taking the page's time and memory?

It is read in a process of its own, which is ended when it takes too long and which the operating
system refuses more memory than agreed (on Linux; elsewhere only the time is limited). Bytes
go in, JSON comes out. The libraries that read formats never enter the page's memory.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from analysis.brought import Limits, Reading, ReadingError

_ROOT = Path(__file__).resolve().parent.parent
_MEGABYTE = 1 << 20
_REFUSED = 3
_WORKED_TOO_LONG = -getattr(signal, "SIGPROF", 1_000)  # how a process ends that ran out of time
_STARTING = 20.0
"""Seconds a process may take to start on a slow disk; only what comes after is the file's doing."""
_BUSY = 4
"""How many times as long a file may take by the clock as by its own work: others work here, too."""


def confined(kind: str, data: bytes, name: str, limits: Limits) -> Reading:
    """Read a file of a known kind in a process of its own."""
    seconds = None
    if limits.seconds is not None:
        seconds = limits.seconds + limits.seconds_per_megabyte * len(data) / _MEGABYTE
    asked = json.dumps([kind, name, limits, seconds]).encode() + b"\n"
    too_long = ReadingError(
        f"{name} takes too long to read. Save its text as plain text, or use the command line."
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "analysis.confinement"],
            input=asked + data,
            capture_output=True,
            check=False,
            timeout=seconds and _BUSY * seconds + _STARTING,
            cwd=_ROOT,
            # One thread: the others would each reserve memory and have nothing to do.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
        )
    except subprocess.TimeoutExpired:
        raise too_long from None
    if b"Timeout (" in done.stderr or done.returncode == _WORKED_TOO_LONG:
        raise too_long
    answer = done.stdout.decode("utf-8", "replace")
    if done.returncode == _REFUSED:
        raise ReadingError(answer)
    if done.returncode != 0:  # killed by the system, or a library that crashed
        raise ReadingError(
            f"{name} cannot be read: it is damaged. Save it again, or as plain text."
        )
    fields = json.loads(answer)
    return Reading(**{**fields, "changes": tuple(fields["changes"])})


def main() -> int:
    """Read standard input, a line that says what is asked and then the file; print the answer."""
    from analysis.formats import load_reader, take_apart

    kind, name, numbers, seconds = json.loads(sys.stdin.buffer.readline())
    limits = Limits(*numbers)
    data = sys.stdin.buffer.read()
    load_reader(kind)
    if seconds is not None:  # a watchdog in C, which no busy library can hold up
        faulthandler.dump_traceback_later(_BUSY * seconds, exit=True)
        _limit_work(seconds)
    if limits.megabytes is not None:
        _limit_memory(limits.megabytes * _MEGABYTE)
    sys.setrecursionlimit(5_000)
    try:
        answer = json.dumps(take_apart(kind, data, name, limits)._asdict())
        status = 0
    except MemoryError:
        answer = f"{name} takes too much memory to read. Save its text as plain text."
        status = _REFUSED
    except ReadingError as error:
        answer, status = str(error), _REFUSED
    sys.stdout.buffer.write(answer.encode("utf-8", "replace"))
    return status


def _limit_work(seconds: float) -> None:
    """End this process when it has worked so long itself, however busy the machine is."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(n_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (n_bytes, hard))


if __name__ == "__main__":
    sys.exit(main())
