"""How many sign-ins a second go on without an error, and whose processors limit them."""

import os
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from tests.bench.signin import doors, processors
from tests.bench.signin.doors import Door, Journey
from tests.bench.signin.places import Place
from tests.bench.signin.processors import Worked
from tests.bench.signin.report import Row, spread
from tests.bench.signin.sizes import Sizes

FULL: Final = 0.9
"""Of the processors there are, from which on they are what limits."""
SHOWN: Final = 3


@dataclass
class Crowd:
    """Browsers that sign in, time and again, until a moment."""

    place: Place
    door: Door
    until: float
    done: list[Journey] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)

    def run(self, browsers: int) -> None:
        """Let them, and wait until they have."""
        threads = [threading.Thread(target=self._one) for _ in range(browsers)]  # noqa: TID251
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self) -> None:
        browser = self.door.browser(self.place.stack.portal_port)
        while time.monotonic() < self.until:
            try:
                self.done.append(doors.sign_in(browser, self.door, next(self.numbers)))
            except Exception as error:  # whatever it is, it is counted
                self.errors.append(f"{type(error).__name__}: {error}")
                browser.close()
        browser.close()


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Measure both doors, one after the other."""
    who = place.parties
    rows = []
    for door in doors.DOORS:
        Crowd(place, door, time.monotonic() + sizes.seconds / 10).run(sizes.browsers)
        crowd = Crowd(place, door, time.monotonic() + sizes.seconds)
        with processors.watched(who) as worked:
            crowd.run(sizes.browsers)
        for error in crowd.errors[:SHOWN]:
            print(f"  {door.title}: {error}")
        rows += _rows(crowd, worked, sizes)
    return rows


def _rows(crowd: Crowd, worked: Worked, sizes: Sizes) -> list[Row]:
    title = crowd.door.title
    figure = f"{len(crowd.done) / worked.wall:.1f} a second, {len(crowd.errors)} failed"
    waited = [each.left.seconds + each.arrived.seconds for each in crowd.done]
    return [
        Row(
            f"{title}: {sizes.browsers} browsers for {sizes.seconds:.0f} s",
            figure,
            "none fails",
            bool(crowd.done) and not crowd.errors,
        ),
        Row(f"{title}: waiting meanwhile, with the provider", spread(waited) if waited else "nobody came in"),
        Row(f"{title}: what limits it", limit(worked, len(os.sched_getaffinity(0)))),
    ]


def limit(worked: Worked, cores: int) -> str:
    """Say whose processors were how busy, the busiest first, and whether there were more to be had.

    Where others on the machine are the busiest, the rate is none of this product.
    """
    used = {name: seconds / worked.wall for name, seconds in worked.seconds.items()}
    total = sum(used.values())
    first, *others = sorted(used, key=lambda name: -used[name])
    said = ", ".join(f"{name} {used[name]:.2f}" for name in (first, *others))
    verdict = (
        f"processors, {first} most" if total >= FULL * cores else "no processor: they wait for something else"
    )
    return f"{verdict} ({total:.2f} of {cores} cores: {said})"
