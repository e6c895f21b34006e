"""Pages looked at one after the other: with nothing kept, and again while it is."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from integrations.sandbox.world.people import people
from tests.bench.cases.places import Back, Page, Place
from tests.bench.processes import Asked
from tests.bench.signin.browsing import Answer, Browser

FATIMA: Final = people()[0].bsn
WARM_UP: Final = 8
"""Pages before the first that counts: they wake each process and thread."""
KEPT: Final = 30.0
"""Seconds after which a page is fetched anew, uncounted: what is kept counts for a minute."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a municipality, and its case systems."""

    place: Place
    backs: tuple[Back, ...]
    browser: Browser
    worker: Asked
    who: dict[str, str]

    def forget(self) -> None:
        """Let nothing be kept of their cases."""
        keys = [back.connection for back in self.backs]
        if not self.worker.ask("forget", host=self.backs[0].host, connections=keys, **self.who):
            raise RuntimeError("It was not forgotten.")

    def cold(self, path: str, number: int) -> list[Page]:
        """Look so often, each time with nothing kept."""
        return self.place.asked_of([self._anew(path) for _ in range(number)], *self.backs)

    def warm(self, path: str, number: int) -> list[Page]:
        """Look so often while it is kept."""
        found, until = list[Answer](), 0.0
        while len(found) < number:
            if time.monotonic() > until:
                self._anew(path)
                until = time.monotonic() + KEPT
            found.append(self.browser.get(path))
        return self.place.asked_of(found, *self.backs)

    def wake(self, path: str) -> None:
        """Have each process and thread do it once."""
        for _ in range(WARM_UP):
            self._anew(path)

    def _anew(self, path: str) -> Answer:
        self.forget()
        return self.browser.get(path)


@contextmanager
def visiting(place: Place, *backs: Back, **who: str) -> Iterator[Visitor]:
    """Sign somebody in: Fatima, unless it says who."""
    named = who or {"bsn": FATIMA}
    with place.inside() as worker:
        cookie = worker.ask("cookie", host=backs[0].host, **named)
        browser = place.browser(backs[0].host, cookie)
        try:
            yield Visitor(place, backs, browser, worker, named)
        finally:
            browser.close()


def all_say(pages: list[Page], holds: Callable[[str], bool], what: str) -> None:
    """See that each page shows what is measured.

    :raises RuntimeError: when one does not.
    """
    wrong = [page for page in pages if not holds(page.text)]
    if wrong:
        raise RuntimeError(f"{len(wrong)} of {len(pages)} pages without {what}.")
