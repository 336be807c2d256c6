"""Fetching a text from a web address: from open sites only, and in sentences where it does not come.

The server stands on this machine, and names are looked up in a list, so nothing leaves it. Where a
test has to reach the server, it opens the check of addresses for itself.
"""

import gzip
import hashlib
import ipaddress
import socket
import ssl
import threading
import tomllib
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_files import docx_file

from analysis.brought import IN_THE_BROWSER, ReadingError
from analysis.public_address import LONGEST_ADDRESS, is_address, is_public
from analysis.web_address import MOST_REDIRECTS, Fetching, source_from_address

CASES = Path(__file__).parent / "cases"
ADDRESSES = tomllib.loads((CASES / "web_addresses.toml").read_text(encoding="utf-8"))
NUMBERS = tomllib.loads((CASES / "web_numbers.toml").read_text(encoding="utf-8"))
WALLS = tomllib.loads((CASES / "web_walls.toml").read_text(encoding="utf-8"))
REFUSED = [(typed, case["because"]) for case in ADDRESSES["refused"] for typed in case["typed"]]
CLOSED = [typed for case in ADDRESSES["closed"] for typed in case["typed"]]
OPEN = Fetching(allowed=lambda _number: True)
PATIENT = IN_THE_BROWSER._replace(seconds=None)
"""How long a page may take to be read is another file's question, and a busy machine takes longer."""
HERE = "127.0.0.1"
PAGE = """<!doctype html><title>Peace Now</title><article><h1>Peace Now</h1><p>Russia wants peace, and
the talks go on, so the two sides met on Monday and parted without any word to those who waited.</p>
</article>"""


class Site:
    """A web server on this machine, and what was asked of it and of the directory of names."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes] | Callable] = {}
        self.requests: list[BaseHTTPRequestHandler] = []
        self.asked_names: list[str] = []
        self.stands_for: Callable[[str], list[str]] = lambda _name: [HERE]
        self.gone = threading.Event()
        self.port = 0

    def address(self, path: str, name: str = "news.example.org", scheme: str = "http") -> str:
        return f"{scheme}://{name}:{self.port}{path}"

    def answer(self, path: str, body: bytes | str = PAGE, status: int = 200, **headers: str) -> str:
        """Set what the server says at a path; returns the path's address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = (status, {"Content-Type": "text/html", **named}, data)
        return self.address(path)

    def redirect(self, path: str, to: str) -> str:
        return self.answer(path, b"", 302, Location=to)


class Server(ThreadingHTTPServer):
    """Serves a site, over TLS where there is a certificate."""

    daemon_threads = True

    def __init__(self, site: Site, certificate: ssl.SSLContext | None = None) -> None:
        self.site, self.certificate = site, certificate
        super().__init__((HERE, 0), Handler)
        site.port = self.server_port

    def finish_request(self, request, client_address):
        if self.certificate is None:
            super().finish_request(request, client_address)
            return
        with (
            suppress(OSError),  # the other side may not trust it
            self.certificate.wrap_socket(request, server_side=True) as secured,
        ):
            super().finish_request(secured, client_address)

    def handle_error(self, request, client_address):
        """Whoever has enough of a page hangs up."""

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,))
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.thread.join()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers as the site says."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self):
        self.server.site.requests.append(self)
        answer = self.server.site.answers.get(self.path, (404, {}, b""))
        if callable(answer):
            self.close_connection = True
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def site(monkeypatch) -> Iterator[Site]:
    """A server of web pages; every name stands for it unless a test says otherwise."""
    site = Site()
    look_up = socket.getaddrinfo

    def from_the_list(host, port, *arguments, **named):
        if host.replace(".", "").isdecimal() or ":" in host:
            return look_up(host, port, *arguments, **named)
        site.asked_names.append(host)
        family = {4: socket.AF_INET, 6: socket.AF_INET6}
        return [
            (
                family[ipaddress.ip_address(number).version],
                socket.SOCK_STREAM,
                6,
                "",
                (number, port),
            )
            for number in site.stands_for(host)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", from_the_list)
    with Server(site):
        yield site


def fetch(address: str, fetching: Fetching = OPEN):
    return source_from_address(address, PATIENT, fetching=fetching)


def refusal(address: str, fetching: Fetching = OPEN) -> str:
    """The sentence with which an address is refused."""
    with pytest.raises(ReadingError) as refused:
        source_from_address(address, PATIENT, fetching=fetching)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def refused_by_the_real_check(address: str) -> str:
    """The same as the page and the command line fetch: with nothing opened."""
    with pytest.raises(ReadingError) as refused:
        source_from_address(address)
    return str(refused.value)


# --- What comes of it -----------------------------------------------------------------------------


def test_a_page_becomes_a_source_named_after_its_site(site):
    """The article is read as from a file; the site's name, the address and the way are kept."""
    source = fetch(site.answer("/a?b=1", PAGE) + "#part")
    assert source.text.startswith("# Peace Now\n\nRussia wants peace")
    assert (source.name, source.origin) == ("news.example.org", site.address("/a?b=1"))
    assert source.changes[:2] == ("fetched from news.example.org", "text taken out of a web page")


def test_the_short_name_goes_without_www(site):
    """What every address begins with tells no two sites apart."""
    site.answer("/a")
    source = fetch(site.address("/a", "www.example.org"))
    assert (source.name, source.changes[0]) == ("example.org", "fetched from example.org")


def test_a_site_with_letters_of_its_own_is_shown_with_them(site):
    """An international name is asked in ASCII and shown as people write it."""
    site.answer("/a")
    source = fetch(site.address("/a", "www.münchen.de"))
    assert (source.name, site.asked_names) == ("münchen.de", ["www.xn--mnchen-3ya.de"])


@pytest.mark.parametrize(
    ("path", "content_type", "body"),
    [
        ("/a", "text/plain", b"Russia wants peace."),
        ("/a.html", "text/plain, text/plain; charset=utf-8", b"Russia wants peace."),
        ("/a", "text/markdown", b"Russia wants peace."),
        ("/notes.txt", "", b"Russia wants peace."),
        ("/a", "", b"<html><body><p>Russia wants peace.</p></body></html>"),
        ("/a", "application/xhtml+xml", b"<html><body><p>Russia wants peace.</p></body></html>"),
        (
            "/download?id=3",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx_file(("Normal", "Russia wants peace.")),
        ),
        ("/a.rtf", "application/rtf", rb"{\rtf1 Russia wants peace.}"),
    ],
)
def test_documents_are_read_as_files_are(site, path, content_type, body):
    """The stated type decides what something is read as, and the path where none is stated."""
    source = fetch(site.answer(path, body, Content_Type=content_type))
    assert (source.text.strip(), source.name) == ("Russia wants peace.", "news.example.org")


@pytest.mark.parametrize(
    ("body", "charset", "text", "encoding"),
    [
        ("“Café” – naïve".encode("cp1252"), "ISO-8859-1", "“Café” – naïve", "Windows-1252"),
        ("Это мир".encode("koi8-r"), "koi8-r", "Это мир", "koi8-r"),
        ("Это мир".encode(), "windows-1252", "Это мир", "UTF-8"),
        ("\ufeffМир".encode("utf-16-le"), "windows-1252", "Мир", "UTF-16"),
        ("“Işık” için".encode("cp1254"), "iso-8859-9", "“Işık” için", "Windows-1254"),
        ("café naïve ".encode() + b"\xff", "utf-8", "café naïve �", "utf-8"),
        ("“Café” – naïve".encode("cp1252"), "utf-8", "“Café” – naïve", "Windows-1252"),
        ("“Café” – naïve".encode("cp1252"), "punycode", "“Café” – naïve", "Windows-1252"),
        ("“Café” – naïve".encode("cp1252"), "nonsense", "“Café” – naïve", "Windows-1252"),
    ],
)
def test_the_server_says_which_characters_the_bytes_are(site, body, charset, text, encoding):
    """It is believed where neither a mark nor valid UTF-8 says better, and where it fits."""
    source = fetch(site.answer("/a", body, Content_Type=f'text/plain; charset="{charset}"'))
    assert (source.text, source.encoding) == (text, encoding)


def test_what_the_server_made_of_the_characters_is_listed(site):
    """The encoding, and what could not be read in it, stand after where the text comes from."""
    body = "“Café” – naïve ".encode() + b"\xff"
    source = fetch(site.answer("/a", body, Content_Type="text/plain; charset=utf-8"))
    assert source.changes == (
        "fetched from news.example.org",
        "read as utf-8",
        "1 unreadable character shown as “�”",
    )


def test_the_fingerprint_is_of_the_bytes_that_came(site):
    """Whoever saves the same page to a file gets the same fingerprint."""
    body = "Café naïve “déjà vu”".encode("cp1252")
    address = site.answer("/a", body, Content_Type="text/plain; charset=iso-8859-1")
    assert fetch(address).sha256 == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "deflate"])
def test_a_packed_page_is_unpacked(site, packing):
    """What is asked for to save time arrives as the page it is."""
    packed = (zlib if packing == "deflate" else gzip).compress(PAGE.encode())
    assert "Russia wants peace" in fetch(site.answer("/a", packed, Content_Encoding=packing)).text


def test_a_page_in_pieces_is_put_together(site):
    """A server need not know beforehand how long a page is."""

    def in_pieces(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"7\r\nRussia \r\n6\r\nwants \r\n6\r\npeace.\r\n0\r\n\r\n")

    site.answers["/a"] = in_pieces
    assert fetch(site.address("/a")).text == "Russia wants peace."


def test_nothing_about_the_visitor_is_sent(site, monkeypatch):
    """The request says what asks and for what; no cookie, password, referrer or proxy."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.answer("/b")
    site.answer("/a", b"", 302, Location="/b", Set_Cookie="id=1")
    fetch(site.address("/a"))
    first, second = (dict(request.headers) for request in site.requests)
    assert first == second
    assert set(second) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert second["User-Agent"].startswith("Parallax ")
    assert second["Host"] == f"news.example.org:{site.port}"


# --- Which address is meant -----------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["https://example.org", " HTTP://x.org/a ", "www.example.org/a"])
def test_an_address_is_told_from_a_text(typed):
    """One word with a scheme, or beginning with www, is an address."""
    assert is_address(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "speech.txt", "example.org", "C://a.txt", "See https://example.org", "a: b", "www"],
)
def test_a_text_or_file_is_no_address(typed):
    """A sentence with an address in it is a text, and a name with a dot may be a file."""
    assert not is_address(typed)


@pytest.mark.parametrize(
    ("typed", "read_as"), [(case["typed"], case["read_as"]) for case in ADDRESSES["usual"]]
)
def test_an_address_is_read_one_way(site, monkeypatch, typed, read_as):
    """What is typed becomes one plain address; a missing scheme is https."""
    asked = []

    def record(_errand, place):
        asked.append(place.address)
        raise ReadingError("enough")

    monkeypatch.setattr("analysis.web_address._Errand.run", record)
    assert (refusal(typed), asked) == ("enough", [read_as])


@pytest.mark.parametrize(("typed", "because"), REFUSED)
def test_an_odd_address_is_refused_before_anything_is_asked(site, typed, because):
    """No name is looked up for what is no plain address of the web."""
    assert because in refusal(typed)
    assert site.asked_names == []


def test_an_endless_address_is_refused():
    """An address has a length that servers take."""
    assert "longer than" in refusal("https://example.org/" + "a" * LONGEST_ADDRESS)


def test_a_refusal_does_not_repeat_a_password():
    """What is typed by mistake is not shown to whoever looks at the screen."""
    assert "secret" not in refusal("https://someone:secret@example.org/")


# --- May it be fetched from -----------------------------------------------------------------------


@pytest.mark.parametrize("number", NUMBERS["public"])
def test_a_public_number_may_be_asked(number):
    """Addresses of the open internet are told from the ranges beside them."""
    assert is_public(number)


@pytest.mark.parametrize("number", NUMBERS["closed"])
def test_any_other_number_may_not(number):
    """Neither a network's own addresses, nor a cloud's, nor one of them in disguise."""
    assert not is_public(number)


PRIVATE = [ipaddress.ip_network(network) for network in NUMBERS["private"]]


@given(st.sampled_from(PRIVATE).flatmap(lambda network: st.ip_addresses(network=network)))
def test_no_disguise_makes_a_private_number_public(number):
    """An IPv4 address is refused in each way in which IPv6 can carry it."""
    carried = int(number)
    disguises = [
        carried,
        (0xFFFF << 32) + carried,
        (0xFFFF << 48) + carried,
        (0x64FF9B << 96) + carried,
        (0x64FF9B0001 << 80) + carried,
        (0x2002 << 112) + (carried << 80) + 1,
        (0x20010000 << 96) + (0xFFFFFFFF ^ carried),
    ]
    assert not is_public(str(number))
    assert not any(is_public(str(ipaddress.IPv6Address(disguise))) for disguise in disguises)


def test_a_public_address_of_this_machine_is_not_asked(monkeypatch):
    """A server's firewall protects it from others, not from itself."""
    monkeypatch.setattr(socket.socket, "connect", lambda *_: None)
    monkeypatch.setattr(socket.socket, "getsockname", lambda _: ("93.184.216.34", 1))
    assert not is_public("93.184.216.34")
    assert is_public("93.184.216.35")


@pytest.mark.parametrize("typed", CLOSED)
def test_what_is_not_public_is_not_asked(site, typed):
    """This machine, the networks around it and a cloud's metadata are refused, however written."""
    assert "is not a public address" in refused_by_the_real_check(typed)
    assert site.requests == []


def test_the_server_of_these_tests_is_refused_without_their_opening(site):
    """The same address is read with the check opened, and refused with the real one."""
    address = site.answer("/a")
    assert "Russia" in fetch(address).text
    said = refused_by_the_real_check(address)
    assert said.startswith("news.example.org is not a public address")
    assert (len(site.requests), HERE in said) == (1, False)


def test_one_closed_number_among_public_ones_is_enough(site):
    """A name with a public and a private address is refused as a whole."""
    site.stands_for = lambda _name: ["93.184.216.34", "10.0.0.1"]
    assert "not a public address" in refused_by_the_real_check("https://news.example.org/")


@pytest.mark.parametrize(
    "inward",
    ["http://127.0.0.2/", "http://10.0.0.1:8080/", "http://[::1]/", "//inside.example.org/"],
)
def test_a_redirect_leads_to_nothing_that_may_not_be_asked(site, inward):
    """Every hop is checked as the first one was."""
    site.stands_for = lambda name: ["10.0.0.5"] if name.startswith("inside") else [HERE]
    only_here = Fetching(allowed=lambda number: number == HERE)
    assert "not a public address" in refusal(site.redirect("/a", inward), only_here)
    assert len(site.requests) == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_is_looked_up_once_and_its_checked_number_is_asked(site, monkeypatch, scheme):
    """A name that stands for a public address first, and for this machine then, gains nothing."""
    replies = iter([["93.184.216.34"], [HERE]])
    site.stands_for = lambda _name: next(replies)
    connected = []

    def refuse(_socket, where):
        connected.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert "does not accept" in refused_by_the_real_check(site.address("/a", scheme=scheme))
    assert (site.asked_names, set(connected)) == (["news.example.org"], {"93.184.216.34"})


def test_a_second_request_to_the_same_name_is_checked_anew(site):
    """A redirect back to the site does not rely on what its name stood for before."""
    replies = iter([[HERE], ["127.0.0.2"]])
    site.stands_for = lambda _name: next(replies)
    only_here = Fetching(allowed=lambda number: number == HERE)
    assert "not a public address" in refusal(site.redirect("/a", "/b"), only_here)


def test_the_next_number_of_a_name_is_tried_where_one_does_not_answer(site):
    """A site with several addresses is read as long as one of them takes the connection."""
    site.stands_for = lambda _name: ["::1", HERE]  # nobody listens at the first
    assert "Russia" in fetch(site.answer("/a")).text


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=300)
@given(st.text() | st.from_regex(r"https?://[a-z0-9.:@%\[\]/\\-]{0,30}", fullmatch=True))
@example("http://[::ffff:127.0.0.1]:80/")
def test_whatever_is_typed_gives_a_sentence(site, typed):
    """With every name standing for this machine, nothing typed leads to it or to an error."""
    said = refused_by_the_real_check(typed)
    assert said.endswith(".")
    assert site.requests == []


# --- Redirects ------------------------------------------------------------------------------------


def test_redirects_are_followed_and_counted(site):
    """The address that was read in the end is kept, and how many others came before it."""
    site.answer("/c d")
    site.answer("/c%20d")
    site.redirect("/b", "/c d#part")
    source = fetch(site.redirect("/a", site.address("/b", "www.example.org")))
    assert source.origin == site.address("/c%20d", "www.example.org")
    assert source.changes[0] == "fetched from example.org after 2 redirects"


def test_one_redirect_is_one(site):
    """The noun agrees with its number."""
    site.answer("/b")
    assert fetch(site.redirect("/a", "b")).changes[0].endswith("after 1 redirect")


def test_a_circle_of_redirects_is_left(site):
    """Only so many are followed."""
    assert "without end" in refusal(site.redirect("/a", "/a"))
    assert len(site.requests) == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "to",
    ["ftp://example.org/", "file:///etc/passwd", "http://u:p@example.org/", "http://a.org:22/"],
)
def test_a_redirect_to_no_plain_address_is_refused(site, to):
    """What may not be typed may not be led to; the sentence blames the site."""
    assert "news.example.org leads to an address" in refusal(site.redirect("/a", to))


def test_a_redirect_may_hold_other_letters(site):
    """Servers send addresses as UTF-8, which is then encoded as a browser does."""
    site.answer("/caf%C3%A9")
    address = site.redirect("/a", "/café".encode().decode("latin-1"))
    assert fetch(address).origin == site.address("/caf%C3%A9")


# --- Where nothing comes of it --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "copy the text and paste it"),
        (402, "copy the text and paste it"),
        (403, "copy the text and paste it"),
        (404, "no page at this address"),
        (410, "taken this page away"),
        (429, "fewer requests"),
        (451, "legal reasons"),
        (500, "trouble of its own"),
        (503, "trouble of its own"),
        (204, "is empty"),
        (302, "no page"),  # a redirect to nowhere
        (304, "no page"),
        (418, "no page"),
    ],
)
def test_each_refusal_of_a_server_has_its_sentence(site, status, said):
    """What the server says is said in words, and what to do."""
    assert said in refusal(site.answer("/a", PAGE if status not in (204, 304) else b"", status))


@pytest.mark.parametrize(
    ("content_type", "said"),
    [
        ("application/octet-stream", "no stated kind"),
        ("image/png", "a picture"),
        ("image/svg+xml", "a picture"),
        ("video/mp4", "a film"),
        ("audio/mpeg", "a recording"),
        ("application/json", "no article"),
        ("text/css", "no article"),
    ],
)
def test_what_is_no_text_is_refused(site, content_type, said):
    """Pictures, films, recordings and files of no stated kind are refused by name."""
    assert said in refusal(site.answer("/a.txt", "words", Content_Type=content_type))


def test_what_is_no_text_is_not_waited_for(site):
    """A film is refused by what the server says of it, before all of it has come."""
    address = site.answer("/a", bytes(9_000), Content_Type="video/mp4")
    assert "a film" in refusal(address, OPEN._replace(megabytes=0.001))


@pytest.mark.parametrize("body", ["", " \n ", "<html><body></body></html>"])
def test_an_empty_page_is_told(site, body):
    """A page without words is not an empty text."""
    assert "is empty" in refusal(site.answer("/a", body))


def test_what_a_reader_of_files_refuses_is_said_of_the_site(site):
    """The sentence names the site, not a file that nobody chose."""
    said = refusal(site.answer("/a", b"\x89PNG\r\n", Content_Type="text/html"))
    assert said.startswith("What news.example.org sent is a picture.")


def test_the_limits_of_a_text_hold(site):
    """A page with too many words is refused as a file would be."""
    address = site.answer("/a", "peace " * 50, Content_Type="text/plain")
    with pytest.raises(ReadingError, match="about 50 words"):
        source_from_address(address, IN_THE_BROWSER._replace(n_words=20), fetching=OPEN)


def test_an_unknown_name_is_told(site):
    """A mistyped name is told from a site that does not answer."""

    def unknown(_name):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    site.stands_for = unknown
    assert "no site called news.example.org" in refusal("https://news.example.org/")
    site.stands_for = lambda _name: []
    assert "no site called news.example.org" in refusal("https://news.example.org/")


def test_a_refused_connection_is_told(site):
    """Nobody listens at the address."""
    with socket.create_server((HERE, 0)) as closed:
        site.port = closed.getsockname()[1]
    assert "does not accept the connection" in refusal(site.address("/a"))


def broken_off(handler):
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\nOne"
    )


def no_http(handler):
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")


def silence(_handler):
    pass


def endless_line(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000)


def bad_packing(handler):
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nwords"
    )


def packed_many_times(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip, gzip\r\n\r\n")


@pytest.mark.parametrize(
    "answer", [broken_off, no_http, silence, endless_line, bad_packing, packed_many_times]
)
def test_an_answer_that_makes_no_sense_is_told(site, answer):
    """Whatever a server writes, there is a sentence for it, and no half of a text."""
    site.answers["/a"] = answer
    assert "broke off, or made no sense" in refusal(site.address("/a"))


def test_a_page_is_no_larger_than_agreed(site):
    """Five megabytes are read and no byte more."""
    address = site.answer("/a", b"peace " * 200_000, Content_Type="text/plain")
    limits = IN_THE_BROWSER._replace(n_words=None)
    exactly = OPEN._replace(megabytes=1.2)
    assert len(source_from_address(address, limits, fetching=exactly).text) == 1_200_000
    assert "larger than 1.19 MB" in refusal(address, OPEN._replace(megabytes=1.19))


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_page_that_unpacks_without_end_is_given_up(site, packing):
    """What counts is the size of what comes out: 200 MB here, of 200 KB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if packing == "gzip" else 15)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(200)) + packer.flush()
    assert "larger than 5 MB" in refusal(site.answer("/a", packed, Content_Encoding=packing))


# --- Time -----------------------------------------------------------------------------------------

HASTE = OPEN._replace(seconds=0.5)


def drip(site: Site, start: bytes, drop: bytes) -> Callable:
    """A server that sends a little, and then a byte or so as long as anybody listens."""

    def answer(handler):
        try:
            handler.wfile.write(start)
            while not site.gone.wait(0.02):
                handler.wfile.write(drop)
        except OSError:
            site.gone.set()

    return answer


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"", b"H"),
        (OK + b"X: ", b"x"),
        (OK, b"X: x\r\n"),
        (OK + b"Content-Type: text/plain\r\n\r\n", b"x"),
        (OK + b"Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "header", "headers", "body", "chunks", "empty archives", "interim answers"],
)
def test_a_server_that_drips_is_left(site, start, drop):
    """The time is for all of it, however often a byte arrives; then the connection is closed."""
    site.answers["/a"] = drip(site, start, drop)
    said = refusal(site.address("/a"), HASTE)
    assert site.gone.wait(30)
    assert "took too long" in said


def test_a_server_that_says_nothing_is_left(site):
    """The same sentence for one that takes the request and is silent."""
    site.answers["/a"] = lambda _handler: site.gone.wait(30)
    assert "took too long" in refusal(site.address("/a"), HASTE)
    site.gone.set()


def test_a_name_that_is_looked_up_without_end_is_left(site):
    """The system's directory of names is not waited for longer than the rest."""
    site.stands_for = lambda _name: [HERE] if site.gone.wait(30) else []
    assert "took too long" in refusal("http://news.example.org/", HASTE)
    site.gone.set()


def test_nothing_is_asked_after_the_time_is_over(site):
    """A name that was found too late is not connected to."""
    late = threading.Event()

    def found_late(_number):
        site.gone.wait(30)
        late.set()
        return True

    site.answer("/a")
    assert "took too long" in refusal(site.address("/a"), HASTE._replace(allowed=found_late))
    site.gone.set()
    assert late.wait(30)
    fetchers = [thread for thread in threading.enumerate() if thread.name == "fetching a page"]
    for thread in fetchers:
        thread.join(30)
    assert site.requests == []


# --- Secure connections ---------------------------------------------------------------------------


@pytest.fixture
def secure_site(site, monkeypatch) -> Iterator[Site]:
    """The same with a certificate for news.example.org, whose authority is trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CASES / "web_authority.pem"))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    secure = Site()
    certificate = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.load_cert_chain(CASES / "web_server.pem")
    certificate.sni_callback = lambda _socket, name, _context: secure.asked_names.append(name)
    with Server(secure, certificate):
        yield secure


def test_a_secure_site_proves_its_name(secure_site):
    """The number is connected to; the name is what is asked for and what the certificate must say."""
    secure_site.answer("/a")
    source = fetch(secure_site.address("/a", scheme="https"))
    assert "Russia" in source.text
    assert secure_site.asked_names == ["news.example.org"]
    assert secure_site.requests[0].headers["Host"] == f"news.example.org:{secure_site.port}"


def test_a_site_with_a_certificate_for_another_name_is_refused(secure_site):
    """Nothing is sent to a server that is not the one in the address."""
    secure_site.answer("/a")
    said = refusal(secure_site.address("/a", "other.example.org", "https"))
    assert "secure connection to other.example.org cannot be trusted" in said
    assert secure_site.requests == []


def test_a_number_needs_a_certificate_of_its_own(secure_site):
    """The certificate of a name does not do for the number it stands for."""
    assert "cannot be trusted" in refusal(secure_site.address("/a", HERE, "https"))


def test_a_certificate_of_an_unknown_authority_is_refused(secure_site, monkeypatch):
    """What nobody vouches for is not secure."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CASES / "web_addresses.toml"))
    assert "cannot be trusted" in refusal(secure_site.address("/a", scheme="https"))
    assert secure_site.requests == []


def test_a_site_without_a_secure_connection_is_told(site):
    """A plain server asked over https is not answered in plain words."""
    assert "cannot be trusted or made" in refusal(site.address("/a", scheme="https"))


def test_a_way_from_secure_to_insecure_is_not_taken(site, secure_site):
    """A redirect from https to http is refused, and nothing asked there."""
    site.answer("/b")
    secure_site.redirect("/a", site.address("/b", "plain.example.org"))
    said = refusal(secure_site.address("/a", scheme="https"))
    assert "insecure one (plain.example.org)" in said
    assert site.requests == []


def test_a_way_from_insecure_to_secure_is_taken(site, secure_site):
    """Most sites lead from http to https."""
    secure_site.answer("/b")
    address = site.redirect("/a", secure_site.address("/b", scheme="https"))
    assert fetch(address).origin == secure_site.address("/b", scheme="https")


def test_a_secure_connection_that_is_never_made_is_left(site):
    """A server that takes the connection and does not say a word of TLS."""
    with socket.create_server((HERE, 0)) as silent:
        site.port = silent.getsockname()[1]
        assert "took too long" in refusal(site.address("/a", scheme="https"), HASTE)


# --- Walls ----------------------------------------------------------------------------------------


def walled_page(case: dict) -> str:
    """A page as a case describes it."""
    words = "the two sides met again and parted without any news for those who waited "
    article = (words * 40).split()[: case.get("article", 0)]
    paragraphs = "".join(
        f"<p>{' '.join(article[start : start + 40])}.</p>" for start in range(0, len(article), 40)
    )
    return (
        f"<!doctype html><html><head><title>T</title></head><body>{case.get('page', '')}"
        f"<script>{'x' * case.get('padding', 0)}</script>"
        f"<article>{case.get('before', '')}{paragraphs}{case.get('after', '')}</article></body></html>"
    )


@pytest.mark.parametrize("case", WALLS["walled"], ids=lambda case: case["why"])
def test_a_wall_is_told_from_the_article(site, case):
    """A page behind a payment, a login or a consent is not taken for the article."""
    said = refusal(site.answer("/a", walled_page(case)))
    assert said.startswith("news.example.org shows this page only after")
    assert said.endswith("Open it in your browser, copy the text and paste it.")


@pytest.mark.parametrize("case", WALLS["script"], ids=lambda case: case["why"])
def test_a_page_that_a_program_fills_is_told(site, case):
    """A page whose words come later has hardly any, and the reader learns what to do."""
    said = refusal(site.answer("/a", walled_page(case)))
    assert "in the browser only" in said
    assert said.endswith("Open it in your browser, copy the text and paste it.")


@pytest.mark.parametrize("case", WALLS["free"], ids=lambda case: case["why"])
def test_an_open_article_is_read(site, case):
    """What only looks like a wall does not keep a text from being read."""
    assert "the two sides met again" in fetch(site.answer("/a", walled_page(case))).text


def test_a_redirect_to_a_login_is_a_wall(site):
    """Whoever is sent to a page for logging in was not given the article."""
    site.answer("/login?next=a")
    assert "shows this page only after" in refusal(site.redirect("/a", "/login?next=a"))
    assert "Russia" in fetch(site.address("/login?next=a")).text  # who asks for it, gets it


def test_a_word_in_a_title_makes_no_gate(site):
    """An article about consent, or an account of something, is where one wanted to go."""
    site.answer("/an-account-of-login-and-consent")
    assert "Russia" in fetch(site.redirect("/a", "/an-account-of-login-and-consent")).text


def test_a_challenge_to_prove_oneself_human_is_a_wall(site):
    """Some servers state that they send a check instead of the page."""
    address = site.answer("/a", PAGE, 503, cf_mitigated="challenge")
    assert "shows this page only after" in refusal(address)


@pytest.mark.parametrize(
    "piece",
    [
        '<script type="application/ld+json">',
        "<script" * 50,
        '<script type="application/ld+json">' + '{"@graph":[' * 5_000 + "</script>",
        '<script type="application/ld+json">' + "[" * 90_000 + "</script>",
        '<script type="application/ld+json">'
        + f'{{"isAccessibleForFree": {"[" * 900 + "]" * 900}}}</script>',
        "<" * 1_000,
    ],
)
def test_a_page_made_to_hold_up_the_reader_is_read(site, piece):
    """Neither many beginnings nor deep nests of what a page says of itself do any harm."""
    body = walled_page({"article": 300, "after": f"<p>end</p>{piece * 20}"})
    assert "the two sides met again" in fetch(site.answer("/a", body)).text
