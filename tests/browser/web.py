"""Plain requests beside the browser: for what must be asked often, or looked at as it came."""

import http.client
import re
from dataclasses import dataclass
from html import unescape

SPACE = re.compile(r"\s+")
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(port: int, host: str, path: str, *, timeout: float = 30, **headers: str) -> Answer:
    """Ask for a page once, over a connection of its own."""
    return ask("GET", port, host, path, timeout=timeout, **headers)


def ask(
    method: str, port: int, host: str, path: str, *, timeout: float = 30, body: bytes = b"", **headers: str
) -> Answer:
    """Ask something once, over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, body or None, headers={"Host": f"{host}:{port}", **headers})
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
    finally:
        connection.close()


def text(body: bytes) -> str:
    """Answer what a page says and what its attributes hold, without the tags of its text."""
    source = unescape(body.decode())
    attributes = re.findall(r'(?:content|alt|aria-label|href|title)="([^"]*)"', source)
    return SPACE.sub(" ", " ".join([TAG.sub("", source), *attributes]))


def site(port: int, host: str) -> list[str]:
    """List the paths of all pages that a municipality tells search engines of."""
    sitemap = get(port, host, "/sitemap.xml").body.decode()
    return [re.sub(r"^https?://[^/]+", "", url) for url in re.findall(r"<loc>([^<]+)</loc>", sitemap)]
