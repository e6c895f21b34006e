"""A document of 500 MB that goes through a portal: how fast, and what that takes of its memory."""

import http.client
import time
from dataclasses import dataclass
from typing import Final

from tests.bench.cases import details, visits, worlds
from tests.bench.cases.memory import Watch
from tests.bench.cases.places import LIST, Place
from tests.bench.cases.sizes import Sizes
from tests.bench.integrations.figures import percentile
from tests.bench.signin.browsing import AGENT
from tests.bench.signin.report import Row

TOWN: Final = "waterrijk"
PIECE: Final = 262_144
MOST: Final = 50.0
"""MB."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One download."""

    first: float
    """Seconds until it began to arrive."""
    seconds: float
    most: float
    """MB by which the process that grew most was larger."""


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Fetch it one time after the other."""
    back = place.connect(TOWN, worlds.USUAL)
    there = details.world_of(worlds.USUAL)
    case = next(iter(there.cases))
    large, *others = there.links_of(case)
    with visits.visiting(place, back) as visitor:
        (name, value), *_ = visitor.browser.cookies.items()
        cookie = f"{name}={value}"
        base = f"{LIST}{back.connection}/{case}/documenten"
        for other in others:  # wakes what a download needs
            _fetch(place, back.host, f"{base}/{other.document}/", cookie, None)
        found = [
            _fetch(place, back.host, f"{base}/{large.document}/", cookie, worlds.FILE)
            for _ in range(sizes.downloads)
        ]
    title, most = f"{worlds.FILE // 1_000_000} MB", max(one.most for one in found)
    rates = [worlds.FILE / 1_000_000 / one.seconds for one in found]
    return [
        Row(f"{title}: until it begins", f"{percentile([one.first for one in found], 50) * 1000:.0f} ms"),
        Row(f"{title}: how fast", f"{percentile(rates, 50):.0f} MB a second"),
        Row(
            f"{title}: memory of the process, at its largest",
            f"{most:+.1f} MB",
            f"< {MOST:.0f} MB",
            most < MOST,
        ),
    ]


def _fetch(place: Place, host: str, path: str, cookie: str, size: int | None) -> Fetched:
    """Fetch a file, and throw it away."""
    line = http.client.HTTPConnection("127.0.0.1", place.stack.portal_port, timeout=120)
    watch, began = Watch(place.workers), time.monotonic()
    sent = {"Host": f"{host}:{place.stack.portal_port}", "Cookie": cookie, "User-Agent": AGENT}
    line.request("GET", path, headers=sent)
    answer = line.getresponse()
    first, got = time.monotonic() - began, 0
    while piece := answer.read(PIECE):
        got += len(piece)
    line.close()
    is_whole = size is None or got == size
    if answer.status not in {200} | ({404} if size is None else set()) or not is_whole:
        raise RuntimeError(f"{answer.status}, {got} bytes")
    return Fetched(first, time.monotonic() - began, watch.most)
