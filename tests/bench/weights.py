"""Weigh pages and what a first visit loads with them."""

import http.client
import re

import brotli

type Address = tuple[int, str, str]

LINKED = re.compile(r'(?:href|src)="(/(?:static|thema)/[^"#]+)')


def fetch(address: Address, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """Make one request."""
    port, host, path = address
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": host, **headers})
    response = connection.getresponse()
    return response, response.read()


def show(pages: dict[str, Address]) -> None:
    """Print a line per page: its HTML, and the whole first view."""
    print(
        f"{'page':<10}{'HTML raw':>10}{'HTML br':>9}{'CSS br':>8}{'JS br':>8}{'first view':>12}{'requests':>10}"
    )
    for title, (port, host, path) in pages.items():
        _, html = fetch((port, host, path))
        parts = {
            link: over_the_wire((port, host, link)) for link in sorted(set(LINKED.findall(html.decode())))
        }
        css = sum(size for link, size in parts.items() if ".css" in link)
        script = sum(size for link, size in parts.items() if ".js" in link)
        small = len(brotli.compress(html, quality=5))
        total = small + sum(parts.values())
        print(f"{title:<10}{len(html):>10}{small:>9}{css:>8}{script:>8}{total:>12}{len(parts) + 1:>10}")


def over_the_wire(address: Address) -> int:
    """Weigh one file as a browser gets it."""
    response, body = fetch(address, **{"Accept-Encoding": "br, gzip"})
    assert response.status == 200, address
    return len(body)
