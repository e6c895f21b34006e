"""Two case systems of which one hangs: pages come within their budget, show the other's cases, and name the gap."""

from typing import Final

from tests.bench.cases import visits, worlds
from tests.bench.cases.lists import CARD
from tests.bench.cases.places import LATENCY, LIST, Back, Page, Place
from tests.bench.cases.sizes import Sizes
from tests.bench.cases.visits import Visitor
from tests.bench.signin.report import Row, spread

TOWN: Final = "zonnedam"
NAME: Final = "Zaaksysteem sociaal domein"
NOTICE: Final = f"Zaken uit {NAME}"
BUDGET, GRACE = 3.0, 0.5
TRIES: Final = 100


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Let one hang, time and again: each outage begins with breakers closed."""
    left = place.connect(TOWN, worlds.LEFT)
    dead = place.connect(TOWN, worlds.DEAD, slug="sociaal", name=NAME)
    first, later, whole = list[Page](), list[Page](), list[Page]()
    with visits.visiting(place, left, dead) as visitor:
        visitor.wake(LIST)
        for _ in range(sizes.outages):
            whole.append(_whole(visitor))
            place.fault(dead.world, dead.stand_in, hang=True)
            first += visitor.cold(LIST, 1)
            later += visitor.cold(LIST, sizes.during)
            _mend(place, visitor, dead)
    pages = [*first, *later]
    slowest = max(page.seconds for page in pages)
    named = sum(NOTICE in page.text for page in pages)
    kept = sum(CARD in page.text for page in pages)
    return [
        Row("both systems answer", spread([page.seconds for page in whole])),
        Row("the first page of an outage", spread([page.seconds for page in first])),
        Row("pages after it", spread([page.seconds for page in later])),
        Row("the slowest page", f"{slowest:.2f} s", f"≤ {BUDGET + GRACE:.1f} s", slowest <= BUDGET + GRACE),
        Row(
            "pages that name the system, and show the other's cases",
            f"{named} and {kept} of {len(pages)}",
            "all",
            named == kept == len(pages),
        ),
    ]


def _whole(visitor: Visitor) -> Page:
    """Look until a page has the cases of both.

    :raises RuntimeError: when none has.
    """
    for _ in range(TRIES):
        (page,) = visitor.cold(LIST, 1)
        if NOTICE not in page.text:
            return page
        visitor.worker.ask("close", host=visitor.backs[1].host, connection=visitor.backs[1].connection)
    raise RuntimeError("One of them stays away.")


def _mend(place: Place, visitor: Visitor, dead: Back) -> None:
    place.fault(dead.world, dead.stand_in, latency=LATENCY)
    visitor.worker.ask("close", host=dead.host, connection=dead.connection)
