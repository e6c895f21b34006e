"""The two doors that are measured: DigiD of Zonnedam by SAML, and that of Waterrijk by a broker (OpenID Connect)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from integrations.sandbox.world.people import people
from tests.bench.signin.browsing import Answer, Browser, UnexpectedAnswerError

LEAVE: Final = "/inloggen/via/digid/?next=%2Fonderwerpen%2F"
WANTED: Final = "/onderwerpen/"
KEY: Final = re.compile(r'name="key" value="([^"]+)"')
ACTION: Final = re.compile(r'action="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Door:
    """One way in."""

    title: str
    slug: str
    """Of the municipality."""
    stand_in: str
    choose: Callable[[Browser, str, int], Answer]
    """Chooses at the provider who signs in; answers with the way back."""

    def browser(self, port: int) -> Browser:
        """Open a browser at its municipality."""
        return Browser(port, f"{self.slug}.localhost")


@dataclass(frozen=True, slots=True)
class Journey:
    """There and back; what happened between is the provider's."""

    left: Answer
    arrived: Answer


def sign_in(browser: Browser, door: Door, person: int) -> Journey:
    """Sign somebody in, in a browser that was nowhere yet.

    :raises UnexpectedAnswerError: when they do not come in.
    """
    browser.forget()
    left = browser.get(LEAVE, expected=302)
    back = urlsplit(door.choose(browser, left.location, person % len(people())).location)
    arrived = browser.get(f"{back.path}?{back.query}", expected=302)
    if arrived.location != WANTED:
        raise UnexpectedAnswerError(f"Sent to {arrived.location}.")
    return Journey(left, arrived)


def _by_saml(browser: Browser, there: str, person: int) -> Answer:
    page = browser.elsewhere(there).body.decode()
    key, action = KEY.search(page), ACTION.search(page)
    assert key and action, page  # noqa: PT018 - one page
    parts = urlsplit(there)
    chosen = {"outcome": "sign-in", "key": key[1], "person": str(person)}
    return browser.elsewhere(f"{parts.scheme}://{parts.netloc}{action[1]}", chosen, expected=303)


def _by_openid(browser: Browser, there: str, person: int) -> Answer:
    address, _, asked = there.partition("?")
    chosen = {"asked": asked, "who": f"person-{people()[person].bsn}", "level": "midden"}
    return browser.elsewhere(address, chosen, expected=303)


SAML: Final = Door("SAML", "zonnedam", "digid", _by_saml)
OPENID: Final = Door("OpenID Connect", "waterrijk", "openid-signicat", _by_openid)
DOORS: Final = (SAML, OPENID)
