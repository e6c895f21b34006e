"""Take a web address apart in one way, for those who judge it and those who call it alike."""

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

ORIGIN = re.compile(r"[A-Za-z]+://[^/?#]+")
ORIGINS_KEPT = 1_024
"""Each is looked at for every call, and they are few; what stands behind them in an address is never kept."""
PORTS = {"http": 80, "https": 443}
PRINTABLE = re.compile(r"[\x21-\x7e]+")
NAME = re.compile(r"[a-z0-9.-]+")
WORD = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}|[vV][0-9]{1,2}(\.[0-9]{1,2})?")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a web address points to."""

    scheme: str
    host: str
    port: int
    path: str
    query: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """Answer what credentials are bound to."""
        return self.scheme, self.host, self.port

    @property
    def target(self) -> str:
        """Answer what stands in the first line of a request."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def template(self) -> str:
        """Answer the path as logs may show it: what is not a plain word may be somebody's number or name."""
        parts = self.path.split("/")
        return "/".join(part if not part or WORD.fullmatch(part) else "{}" for part in parts)

    @property
    def netloc(self) -> str:
        """Answer what stands in the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> Place:
    """Take an address apart.

    :raises ValueError: for all but a plain http(s) address: no user name, fragment, blank, control
        character, backslash, letter beyond ASCII or number written in another way than 192.0.2.1.
    """
    # urlsplit quietly drops line ends and tabs, and a backslash is a slash to some: neither gets that far.
    if not PRINTABLE.fullmatch(url) or "\\" in url or "#" in url:
        raise ValueError("not a plain address")
    found = ORIGIN.match(url)
    if not found:
        raise ValueError("not a plain http address")
    path, _, query = url[found.end() :].partition("?")
    return Place(*_origin(found.group()), path or "/", query)


@lru_cache(ORIGINS_KEPT)
def _origin(text: str) -> tuple[str, str, int]:
    parts = urlsplit(text)
    if parts.scheme not in PORTS or "@" in parts.netloc:
        raise ValueError("not a plain http address")
    host = _host(parts.hostname or "")
    port = parts.port if parts.port is not None else PORTS[parts.scheme]
    if not port:
        raise ValueError("no such port")
    return parts.scheme, host, port


def _host(host: str) -> str:
    if "%" in host:  # a zone of this machine's network
        raise ValueError("not a host name")
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    if not NAME.fullmatch(host):
        raise ValueError("not a host name")
    if NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):  # 127.1, 2130706433 and 0x7f.1 are numbers too
        return str(ipaddress.IPv4Address(host))
    return host
