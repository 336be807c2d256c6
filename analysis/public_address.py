"""Which place does a web address name, and is it open to everybody?

An address is what a visitor typed, and a redirect is what a stranger's server wrote: neither may lead
to anything that is not open to everybody.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from contextlib import suppress
from typing import Annotated, NamedTuple

import urllib3.exceptions
from urllib3.util import parse_url

from analysis.brought import ReadingError

LONGEST_ADDRESS = 2_000  # characters; more than servers take
_PORTS = {"http": 80, "https": 443}
_LOWEST_OTHER_PORT = 1024  # below are mail, remote log-in and the like, which no page is served on

# --- Which address is meant -----------------------------------------------------------------------

_WRITTEN_OUT = re.compile(r"(?:[a-z][a-z0-9+.-]+://|www\.)\S+", re.I)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.I)
"""Digits after the colon would be a port: “example.org:8080”."""
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+{_LABEL}\Z")
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)\Z")
"""A last label such as these makes a name an IPv4 address to those who read it generously."""

_HOW_WRITTEN = "Write it as the browser shows it, such as https://example.org/article."
_NO_ADDRESS = f"This is not a web address. {_HOW_WRITTEN}"


class Place(NamedTuple):
    """What an address says, in the one reading that everything after goes by."""

    scheme: Annotated[str, "http or https"]
    host: Annotated[str, "name in ASCII, or number without brackets"]
    port: Annotated[int, "the scheme's own where none is written"]
    path: Annotated[str, "path and query, percent-encoded"]

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def site(self) -> str:
        """The host as people write it, for sentences and as the text's short name."""
        with suppress(UnicodeError):
            return self.host.encode().decode("idna").removeprefix("www.")
        return self.host.removeprefix("www.")


def is_address(text: str) -> bool:
    """True if a text is one word written as a web address: with a scheme, or beginning with www."""
    return _WRITTEN_OUT.fullmatch(text.strip()) is not None


def place_of(address: str) -> Place:
    """The parts of an address; a missing scheme is https. Refuses what is no plain address."""
    address = address.strip()
    if not address:
        raise ReadingError(f"There is no address. {_HOW_WRITTEN}")
    if len(address) > LONGEST_ADDRESS:
        raise ReadingError(
            f"The address is longer than {LONGEST_ADDRESS:,} characters. Look for a shorter one, "
            "or paste the text."
        )
    if any(char.isspace() or char == "\\" or not char.isprintable() for char in address):
        raise ReadingError(
            "The address holds a space, a line break or another character that no address has. "
            "Copy it again."
        )
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() not in _PORTS:
        raise ReadingError(
            "Only addresses that begin with https:// or http:// are fetched. " + _HOW_WRITTEN
        )
    try:
        parts = parse_url(address if scheme else "https://" + address.removeprefix("//"))
    except urllib3.exceptions.LocationParseError:
        raise ReadingError(_NO_ADDRESS) from None
    if parts.auth is not None:
        raise ReadingError(
            "The address holds a user name or a password. Leave out what is before @."
        )
    host = _host(parts.host or "")
    port = _PORTS[parts.scheme or ""] if parts.port is None else parts.port
    if port not in _PORTS.values() and port < _LOWEST_OTHER_PORT:
        raise ReadingError(
            f"The address has :{port} after the name of the site, a number at which no web page is "
            "served. Leave it out."
        )
    return Place(parts.scheme or "", host, port, parts.request_uri or "/")


def _host(host: str) -> str:
    """A name with a dot in it, or a number in its one usual spelling."""
    if host.startswith("["):
        with suppress(ValueError):
            if "%" not in host:
                return str(ipaddress.IPv6Address(host[1:-1]))
    elif _NUMBER.match(host.rpartition(".")[2]):
        with suppress(ValueError):
            return str(ipaddress.IPv4Address(host))
    elif _HOST.match(host):
        return host
    raise ReadingError(_NO_ADDRESS)


# --- May it be fetched from -----------------------------------------------------------------------

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
"""All that is handed out for the open net; mapped, local, link-local and multicast lie outside."""
_CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # behind a provider's translation; some clouds' metadata
        "168.63.129.16/32",  # looks public, is the metadata of a cloud
        "192.0.0.0/24",  # protocol assignments, and metadata of a cloud
        "192.88.99.0/24",  # way into 6to4
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # examples in books
        "2002::/16",  # 6to4: an IPv4 address, maybe a private one, in disguise
        "3fff::/20",  # examples in books
    )
)
"""Said here because Python's versions differ in what they call global."""


def is_public(number: str) -> bool:
    """True if an IP address is one that everybody on the internet can ask, and not this machine."""
    try:
        ip = ipaddress.ip_address(number)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:  # how a machine without IPv4 reaches one that has nothing else
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.scope_id or ip not in _GLOBAL_IPV6:
            return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    return not any(ip in network for network in _CLOSED) and not _is_this_machine(ip)


def _is_this_machine(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """True for a public address of the machine itself, which its firewall would not protect.

    The system is asked which address it would send from; nothing is sent.
    """
    family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(ip), 9))
            return probe.getsockname()[0] == str(ip)
    except OSError:  # no way there at all
        return False
