"""Which text stands at a web address, and may it be fetched from there?

An address is what a visitor typed, and a redirect is what a stranger's server wrote, so neither may
lead to anything that is not open to everybody: a name is resolved once, every number it stands for
is checked, and the connection goes to a number that was checked. What comes back is bytes, which are
read as a file with these bytes would be.
"""

from __future__ import annotations

import codecs
import hashlib
import math
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing, suppress
from pathlib import PurePosixPath
from typing import Annotated, NamedTuple
from urllib.parse import unquote, urljoin

import certifi
import urllib3.exceptions
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import BaseHTTPResponse

from analysis.brought import IN_THE_BROWSER, Limits, ReadingError, counted
from analysis.formats import EXTENSIONS
from analysis.public_address import Place, is_public, place_of
from analysis.reading import Source, source_from_bytes
from analysis.web_walls import PASTE, WALLED, refuse_remnant, refuse_wall

MOST_REDIRECTS = 5
USER_AGENT = "Parallax (compares two texts; fetches a page when its reader asks for it)"
_MEGABYTE = 1_000_000
_PIECE = 64 * 1024


class Fetching(NamedTuple):
    """How something is fetched. Only tests ask for anything but the defaults."""

    allowed: Annotated[Callable[[str], bool], "may this IP address be asked?"] = is_public
    seconds: Annotated[float, "for everything: name, redirects, page"] = 15.0
    megabytes: Annotated[float, "of a page, unpacked"] = 5.0


_USUAL = Fetching()

# --- Fetching -------------------------------------------------------------------------------------

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html, application/xhtml+xml, text/plain, application/pdf, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
_CANNOT_CONNECT = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
)
_PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_REDIRECTS = (301, 302, 303, 307, 308)
_ANSWERS = {
    401: WALLED,
    402: WALLED,
    403: WALLED,
    404: "{site} has no page at this address. Check the address.",
    407: WALLED,
    410: "{site} has taken this page away. Look for it elsewhere, or paste the text.",
    429: "{site} wants fewer requests. Try again later, or open it in your browser, copy the text "
    "and paste it.",
    451: "{site} may not show this page here, for legal reasons. Paste the text if you have it.",
}
_TROUBLE = "{site} has trouble of its own at the moment. Try again later."
_NOT_A_PAGE = "{site} answers this address with no page. Check the address, or paste the text."
_EMPTY = "The page at {site} is empty. Check the address, or paste the text."
_TOO_LONG = "{site} took too long to answer. Try again later, or paste the text."
_UNKNOWN = "There is no site called {site}, or no connection to the internet. Check the address."
_NOT_PUBLIC = "{site} is not a public address, so nothing is fetched from it. Paste the text."
_UNSAFE = (
    "The secure connection to {site} cannot be trusted or made, so nothing is fetched. Check the "
    "address, or paste the text."
)
_NO_ANSWER = "{site} does not accept the connection. Check the address, or try again later."
_BROKE_OFF = "The connection to {site} broke off, or made no sense. Try again, or paste the text."
_TOO_LARGE = "The page at {site} is larger than {megabytes:g} MB. Paste the part you want to read."
_DOWNGRADE = (
    "{site} leads from a secure connection to an insecure one ({next}), which is not followed. "
    "Open the page in your browser, copy the text and paste it."
)
_TOO_MANY = "{site} leads from one address to the next without end. " + PASTE
_ODD_REDIRECT = "{site} leads to an address that is not fetched. " + PASTE


class _Page(NamedTuple):
    """What a server sent in the end."""

    asked: Place
    place: Place
    n_redirects: int
    content_type: str
    data: bytes


def _fetched(place: Place, fetching: Fetching) -> _Page:
    """The page at an address, redirects followed.

    It is fetched in a thread of its own: the system offers no way to limit how long it looks for
    a name, and a server that sends a byte a second is never late for any single one.
    """
    errand = _Errand(fetching)
    page: Future[_Page] = Future()

    def run() -> None:
        try:
            page.set_result(errand.run(place))
        except Exception as error:
            page.set_exception(error)

    threading.Thread(target=run, name="fetching a page", daemon=True).start()
    try:
        return page.result(fetching.seconds)
    except TimeoutError:
        raise ReadingError(_TOO_LONG.format(site=place.site)) from None
    finally:
        errand.give_up()


class _Errand:
    """One fetching of one page, which can be given up from another thread."""

    def __init__(self, fetching: Fetching) -> None:
        self._fetching = fetching
        self._deadline = time.monotonic() + fetching.seconds
        self._socket: socket.socket | None = None

    def give_up(self) -> None:
        """End the connection there may be; whoever waits for its next byte is woken."""
        self._deadline = -math.inf
        if self._socket is not None:
            with suppress(OSError):  # the plain method: that of TLS would wait for the other side
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def run(self, asked: Place) -> _Page:
        """Follow an address to a page. Raises ReadingError only."""
        place = asked
        for n_redirects in range(MOST_REDIRECTS + 1):
            try:
                answer = self._answer(place)
            except ReadingError:
                raise
            except Exception as error:  # sockets, TLS and HTTP each have errors of their own
                raise ReadingError(_why(error).format(site=place.site)) from error
            if not isinstance(answer, Place):
                return _Page(asked, place, n_redirects, *answer)
            place = answer
        raise ReadingError(_TOO_MANY.format(site=asked.site))

    def _answer(self, place: Place) -> Place | tuple[str, bytes]:
        """Where an address leads, or what stands there: its type and its bytes."""
        with closing(self._connect(place)) as connection:
            connection.request(
                "GET",
                place.path,
                headers={"Host": place.authority, **_HEADERS},
                preload_content=False,
            )
            with closing(connection.getresponse()) as response:
                if response.status in _REDIRECTS and response.headers.get("Location"):
                    return _next_place(place, response.headers["Location"])
                _check_answer(place, response)
                content_type = response.headers.get("Content-Type", "")
                _extension(place, content_type)  # refuses a film before it is sent
                return content_type, self._body(place, response)

    def _connect(self, place: Place) -> HTTPConnection:
        """A connection to the first of a site's addresses that takes it, all of them checked."""
        numbers = self._numbers(place)
        refusal: Exception | None = None
        for n_left, number in zip(range(len(numbers), 0, -1), numbers, strict=True):
            connection = _connection(place, number, self._seconds_left() / n_left)
            try:
                connection.connect()
                self._socket = connection.sock
                connection.timeout = self._seconds_left()
            except _CANNOT_CONNECT as error:
                connection.close()
                refusal = error
            except BaseException:
                connection.close()
                raise
            else:
                return connection
        raise refusal or OSError("no address to connect to")

    def _numbers(self, place: Place) -> list[str]:
        """The IP addresses of a site, if everybody may ask every one of them.

        A site with one public and one private address is an attempt to have the second one asked.
        """
        self._seconds_left()
        try:
            found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise ReadingError(_UNKNOWN.format(site=place.site)) from None
        numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not numbers:
            raise ReadingError(_UNKNOWN.format(site=place.site))
        if not all(self._fetching.allowed(number) for number in numbers):
            raise ReadingError(_NOT_PUBLIC.format(site=place.site))
        return numbers

    def _body(self, place: Place, response: BaseHTTPResponse) -> bytes:
        """What is sent, unpacked; never more of it than agreed is held."""
        most = int(self._fetching.megabytes * _MEGABYTE)
        body = bytearray()
        while piece := response.read(_PIECE):
            body += piece
            self._seconds_left()
            if len(body) > most:
                raise ReadingError(
                    _TOO_LARGE.format(site=place.site, megabytes=self._fetching.megabytes)
                )
        return bytes(body)

    def _seconds_left(self) -> float:
        """What remains of the time; TimeoutError if nothing does."""
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


def _connection(place: Place, number: str, seconds: float) -> HTTPConnection:
    """A connection to one IP address, which has to prove that it is the named site.

    urllib3's connections, unlike its pools' managers, know of no proxy, cookie or password.
    """
    if place.scheme == "http":
        return HTTPConnection(number, place.port, timeout=seconds)
    trust = ssl.create_default_context()  # what the system trusts; checks the name by itself
    trust.load_verify_locations(certifi.where())  # and what browsers do: some systems list nothing
    return HTTPSConnection(
        number, place.port, timeout=seconds, ssl_context=trust, server_hostname=place.host
    )


def _why(error: Exception) -> str:
    """Which sentence says why something could not be fetched."""
    if isinstance(error, urllib3.exceptions.NewConnectionError):  # urllib3 counts it as a timeout
        return _NO_ANSWER
    if isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
        return _TOO_LONG
    if isinstance(error, ssl.SSLError | urllib3.exceptions.SSLError):
        return _UNSAFE
    return _BROKE_OFF


def _next_place(place: Place, location: str) -> Place:
    """Where a redirect leads, checked as an address that was typed is."""
    with suppress(UnicodeError):  # headers come as Latin-1; who writes other letters means UTF-8
        location = location.encode("latin-1").decode()
    location = location.strip().replace(" ", "%20")
    try:
        following = place_of(urljoin(place.address, location))
    except ValueError:  # a ReadingError would speak of an address the visitor never wrote
        raise ReadingError(_ODD_REDIRECT.format(site=place.site)) from None
    if (place.scheme, following.scheme) == ("https", "http"):
        raise ReadingError(_DOWNGRADE.format(site=place.site, next=following.site))
    return following


def _check_answer(place: Place, response: BaseHTTPResponse) -> None:
    """Refuse an answer that is no page."""
    status = response.status
    sentence = ""
    if response.headers.get("cf-mitigated") == "challenge":  # asks for a human, whatever the status
        sentence = WALLED
    elif status >= 500:
        sentence = _TROUBLE
    elif status != 200:
        sentence = _ANSWERS.get(status, _EMPTY if status in (204, 205) else _NOT_A_PAGE)
    elif response.headers.get("Content-Encoding", "").strip().lower() not in _PACKINGS:
        sentence = _BROKE_OFF
    if sentence:
        raise ReadingError(sentence.format(site=place.site))


# --- Reading --------------------------------------------------------------------------------------

_EXTENSIONS_OF = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/x-markdown": "md",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
    "application/msword": "doc",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_KINDS = {"image": "a picture", "video": "a film", "audio": "a recording", "font": "a typeface"}
_REPLACED = {  # what browsers take instead, because pages that state the first hold the second
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
_CHARSETS = frozenset(
    [*_REPLACED.values(), "utf-8", "utf-16-be", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"]
    + ["big5", "big5hkscs", "euc_jp", "cp866"]
    + [f"cp{number}" for number in range(1250, 1259)]
    + [f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
)
"""What web pages are written in. Python knows more, some of it slow or no encoding of letters."""
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", re.I)


def source_from_address(
    address: str, limits: Limits = IN_THE_BROWSER, *, fetching: Fetching = _USUAL
) -> Source:
    """The text at a web address as a Source, named after its site. Raises ReadingError, in one line."""
    page = _fetched(place_of(address), fetching)
    site = page.place.site
    if not page.data.strip():
        raise ReadingError(_EMPTY.format(site=site))
    extension = _extension(page.place, page.content_type)
    is_web_page = extension == "html"
    if is_web_page:
        refuse_wall(page.data, page.asked, page.place)
    told = _Told(page.data)
    if extension in ("html", "txt", "md"):
        told = _in_utf_8(page.data, page.content_type)
    name = f"{site}.{extension}"
    try:
        source = source_from_bytes(told.data, name, limits)
    except ReadingError as error:
        if is_web_page and "holds no words" in str(error):
            refuse_remnant(page.data, "", site)
            raise ReadingError(_EMPTY.format(site=site)) from None
        raise ReadingError(str(error).replace(name, f"What {site} sent", 1)) from error
    if is_web_page:
        refuse_remnant(page.data, source.text, site)
    after = f" after {counted(page.n_redirects, 'redirect')}" if page.n_redirects else ""
    return source._replace(
        name=site,
        origin=page.place.address,
        sha256=hashlib.sha256(page.data).hexdigest(),
        encoding=told.charset or source.encoding,
        changes=(f"fetched from {site}{after}", *told.changes, *source.changes),
    )


def _extension(place: Place, content_type: str) -> str:
    """What a file with this content would be called; refuses what is known to be no text."""
    stated = re.split("[;,]", content_type)[0].strip().lower()
    what = _KINDS.get(stated.partition("/")[0])
    if stated == "application/octet-stream":
        what = "a file of no stated kind"
    elif stated and not what and stated not in _EXTENSIONS_OF:
        what = "a file that is no article"
    if what:
        raise ReadingError(
            f"The address at {place.site} is that of {what}. Give the address of a page with text; "
            "a document can be downloaded and chosen as a file."
        )
    if stated:
        return _EXTENSIONS_OF[stated]
    ending = PurePosixPath(unquote(place.path.partition("?")[0])).suffix.lower().removeprefix(".")
    return ending if ending in EXTENSIONS else "html"


class _Told(NamedTuple):
    """The bytes of a page, in UTF-8 where the server told rightly what they were in."""

    data: bytes
    charset: str = ""
    changes: tuple[str, ...] = ()


def _in_utf_8(data: bytes, content_type: str) -> _Told:
    """The same characters in UTF-8, if the server says what they are and that fits.

    A mark at the start and valid UTF-8 say more than the server, whose one setting often serves
    all pages; where it says nothing that fits, the bytes stay and the reader of files decides.
    """
    stated = _CHARSET.search(content_type)
    if not stated or data.startswith(_MARKS) or _is_utf_8(data):
        return _Told(data)
    try:
        charset = codecs.lookup(stated[1]).name
    except LookupError:
        return _Told(data)
    charset = _REPLACED.get(charset, charset)
    if charset not in _CHARSETS:
        return _Told(data)
    text = data.decode(charset, "replace")
    n_lost = text.count("�")
    # A stray byte in a page that fits else happens; half of them astray, and the server is wrong.
    if "\0" in text or 2 * n_lost > sum(char > "\x7f" for char in text):
        return _Told(data)
    label = f"Windows-{charset[2:]}" if charset.startswith("cp125") else stated[1]
    lost = (f"{counted(n_lost, 'unreadable character')} shown as “�”",) if n_lost else ()
    return _Told(text.encode(), label, (f"read as {label}", *lost))


def _is_utf_8(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
