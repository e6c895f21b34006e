"""What the time of an answer tells about who has an account with a password (attack I25).

Known and unknown addresses are tried in turns, each once and each from another network: nothing is tried too often.
The order turns around after each pair, so that what one causes (a letter, for whom there is one) falls on both alike.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tests.bench.integrations.figures import between_medians
from tests.bench.signin.browsing import Browser
from tests.bench.signin.places import Place
from tests.bench.signin.report import Row, apart, spread
from tests.bench.signin.sizes import Sizes

SLUG: Final = "heidebeek"
MOST: Final = 0.01
WARM: Final = 4
SENTENCE: Final = "een lange zin als wachtwoord"


@dataclass(frozen=True, slots=True)
class Page:
    """One page that could tell."""

    title: str
    path: str
    fields: Mapping[str, str]
    status: int


PAGES: Final = (
    Page("signing in", "/inloggen/wachtwoord/", {"password": "een zin die het niet is"}, 422),
    Page("forgotten", "/wachtwoord-vergeten/", {}, 200),
    Page(
        "registering",
        "/registreren/",
        {
            "first_name": "Nienke",
            "infix": "van",
            "last_name": "Nieuw",
            "password": SENTENCE,
            "repeated": SENTENCE,
        },
        200,
    ),
)


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Measure each page."""
    number = (sizes.samples + WARM) * len(PAGES)
    with place.inside() as worker:
        known = worker.ask("accounts", slug=SLUG, number=number)
    unknown = [address.replace("bekend", "vreemd") for address in known]
    tried = iter(zip(known, unknown, strict=True))
    return [row for page in PAGES for row in _measured(place, page, tried, sizes.samples)]


def _measured(place: Place, page: Page, tried: Iterator[tuple[str, str]], samples: int) -> list[Row]:
    browser = Browser(place.stack.portal_port, f"{SLUG}.localhost")
    token = browser.get(page.path).token
    pairs: list[tuple[float, float]] = []
    for number in range(-WARM, samples):
        arms = next(tried)
        taken = {address: _ask(browser, page, token, address) for address in arms[:: 1 if number % 2 else -1]}
        if number >= 0:
            pairs.append((taken[arms[0]], taken[arms[1]]))
    browser.close()
    known, unknown = zip(*pairs, strict=True)
    return [
        Row(f"{page.title}, an address with an account", spread(known)),
        Row(f"{page.title}, an address without one", spread(unknown)),
        apart(f"{page.title}: medians apart", between_medians(pairs), most=MOST),
    ]


def _ask(browser: Browser, page: Page, token: str, address: str) -> float:
    form = {"csrfmiddlewaretoken": token, "email": address, **page.fields}
    seen = {"X-Forwarded-For": network_of(address, page.path)}
    return browser.post(page.path, form, expected=page.status, **seen).seconds


def network_of(*words: str) -> str:
    """Make an address of a network that nobody else tries from."""
    digest = hashlib.sha256("|".join(words).encode()).hexdigest()
    return f"2001:db8:{digest[:4]}:{digest[4:8]}::1"
