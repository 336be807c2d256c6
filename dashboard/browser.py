"""How is a browser on this machine spoken to, without a network, a file or a hang?

Chromium, Chrome and their relatives take orders over a pipe (``--remote-debugging-pipe``, the DevTools
protocol: JSON, ended by a zero byte). So nobody else on the machine can listen, which a debugging port
would allow; nothing of a text is written to a disk; and no library has to be installed for it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "brave-browser",
    "chromium-headless-shell",
)
MAC_APPLICATIONS = ("Google Chrome", "Chromium", "Microsoft Edge", "Brave Browser")
VARIABLE = "BROWSER_PATH"
"""Environment variable that names the browser to use, if another than the one found is wanted."""

START_SECONDS, ORDER_SECONDS, GOODBYE_SECONDS = 30.0, 20.0, 3.0
"""How long a browser may take to start, for one order, and to end, before it is ended."""

PAGE = (
    '<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data: blob:; font-src data:; style-src 'unsafe-inline'\">"
    "<style>html,body{margin:0}svg{display:block}</style><body></body>"
)
"""What is open in the browser: an empty page that may load nothing."""

_FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--incognito",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers have little shared memory
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    "--use-mock-keychain",
    # No host has an address, and no proxy of the surroundings is asked for one.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-proxy-server",
    "about:blank",
)


class BrowserError(Exception):
    """A browser did not start, did not answer in time, or refused an order; in one sentence."""


def find_browser() -> Path | None:
    """The browser that pictures can be made with, if there is one."""
    if sys.platform == "win32":  # its pipes are of another kind
        return None
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    for name in MAC_APPLICATIONS:
        program = Path("/Applications") / f"{name}.app" / "Contents" / "MacOS" / name
        if program.is_file():
            return program
    return None


def named_in_vain() -> str:
    """What the variable names if that is no browser that can be run, and why; empty otherwise."""
    named = os.environ.get(VARIABLE, "")
    if not named or shutil.which(named):
        return ""
    why = "cannot be run" if Path(named).exists() else "is not there"
    return f"{VARIABLE} names {named}, which {why}"


class Browser:
    """A browser of our own with one empty page. Use as a context; nothing of it stays behind."""

    def __init__(self, path: Path, seconds: float = ORDER_SECONDS) -> None:
        self.seconds = seconds
        self._orders = 0
        self._unread = b""
        self._session = ""
        self._profile = tempfile.mkdtemp(prefix="parallax-")
        try:
            self._process = self._start(path)
        except OSError as error:
            self._remove_profile()
            raise BrowserError(f"{path} cannot be started ({error.strerror}).") from None
        try:
            self._open_page()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def evaluate(self, expression: str) -> Any:
        """What a piece of JavaScript comes to in the page, waited for if it is a promise."""
        told = self._order(
            "Runtime.evaluate",
            {"expression": expression, "awaitPromise": True, "returnByValue": True},
        )
        if "exceptionDetails" in told:
            details = told["exceptionDetails"]
            said = details.get("exception", {}).get("description") or details.get("text", "")
            raise BrowserError(f"The browser could not do it: {said.splitlines()[0]}")
        return told["result"].get("value")

    def print_page(self, width: float, height: float) -> bytes:
        """The page as a PDF of one sheet, so many pixels of 1/96 inch wide and high."""
        told = self._order(
            "Page.printToPDF",
            {
                "paperWidth": width / 96,
                "paperHeight": height / 96,
                **dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0),
                "printBackground": True,
                "pageRanges": "1",
            },
        )
        return b64decode(told["data"])

    def forget(self) -> None:
        """Free what the page does not need any more: by itself a browser takes its time with that."""
        self._order("HeapProfiler.collectGarbage", {})

    def close(self) -> None:
        """End the browser with all its processes, and remove what it kept."""
        # Asked to, it ends its processes in order; else they are ended for it.
        with contextlib.suppress(BrowserError, subprocess.TimeoutExpired):
            self._session, self.seconds = "", GOODBYE_SECONDS
            self._order("Browser.close", {})
            self._process.wait(GOODBYE_SECONDS)
        self._kill()
        self._process.wait()
        for end in (self._process.stdin, self._process.stdout):
            if end:
                with contextlib.suppress(OSError):
                    end.close()
        self._remove_profile()

    def _start(self, path: Path) -> subprocess.Popen[bytes]:
        flags = [*_FLAGS, f"--user-data-dir={self._profile}"]
        if os.geteuid() == 0:  # the sandbox refuses to work for the superuser
            flags.insert(0, "--no-sandbox")
        # Orders are read from descriptor 3 and answered on 4.
        bridge = 'exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null'
        return subprocess.Popen(
            ["/bin/sh", "-c", bridge, str(path), *flags],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _open_page(self) -> None:
        wanted, self.seconds = self.seconds, max(START_SECONDS, self.seconds)
        target = self._order("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self._order("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._session = attached["sessionId"]
        frame = self._order("Page.getFrameTree", {})["frameTree"]["frame"]["id"]
        self._order("Page.setDocumentContent", {"frameId": frame, "html": PAGE})
        self.seconds = wanted

    def _order(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        """Give one order and wait for its answer; a browser that gives none in time is ended."""
        self._orders += 1
        order: dict[str, Any] = {"id": self._orders, "method": method, "params": parameters}
        if self._session:
            order["sessionId"] = self._session
        with self._in_time():
            try:
                _stream(self._process.stdin).write(json.dumps(order).encode() + b"\0")
                _stream(self._process.stdin).flush()
                while (answer := self._read()).get("id") != self._orders:
                    pass  # events that nobody asked for
            except (OSError, EOFError, ValueError):
                raise BrowserError("The browser ended before it had answered.") from None
        if "error" in answer:
            raise BrowserError(f"The browser refused {method}: {answer['error'].get('message')}.")
        return answer["result"]

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        """Ends the browser after so many seconds: whoever waits for it then reads an end."""
        is_late = threading.Event()

        def give_up() -> None:
            is_late.set()
            self._kill()

        clock = threading.Timer(self.seconds, give_up)
        clock.daemon = True
        clock.start()
        try:
            yield
        except BrowserError:
            if is_late.is_set():
                raise BrowserError(
                    f"The browser did not answer within {self.seconds:g} seconds."
                ) from None
            raise
        finally:
            clock.cancel()

    def _read(self) -> dict[str, Any]:
        """The next message of the browser."""
        pieces = [self._unread]
        while b"\0" not in pieces[-1]:
            piece = os.read(_stream(self._process.stdout).fileno(), 1 << 20)
            if not piece:
                raise EOFError
            pieces.append(piece)
        message, _, self._unread = b"".join(pieces).partition(b"\0")
        return json.loads(message)

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _remove_profile(self) -> None:
        shutil.rmtree(self._profile, ignore_errors=True)


def _stream(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise EOFError
    return end
