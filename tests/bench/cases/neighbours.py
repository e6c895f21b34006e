"""What others notice on their list of cases when the case system of one of fifty municipalities hangs.

Of every fifty visits one is to the municipality concerned; the other 49 are spread over the other municipalities of the
demo, whose processes, Redis and database are the same. Each block of the disturbed arm is the beginning of an outage:
the breaker is closed, and visits concerned find nothing kept. Blocks in the order A A' B B A' A; A' is like A.
"""

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from tests.bench.cases import visits, worlds
from tests.bench.cases.lists import CARD
from tests.bench.cases.places import LIST, Place
from tests.bench.cases.sizes import Sizes
from tests.bench.cases.visits import Visitor
from tests.bench.integrations import figures
from tests.bench.signin.browsing import Answer, Browser
from tests.bench.signin.report import Row

CONCERNED: Final = ("zonnedam", worlds.DEAD)
OTHERS: Final = (("waterrijk", worlds.LEFT), ("heidebeek", worlds.USUAL))
ONE_IN: Final = 50
THREADS: Final = 8
LEAST, MOST = 0.9, 1.10
BUDGET, GRACE = 3.0, 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """What a stretch of time brought."""

    rate: float
    """Pages a second of the others."""
    p99: float
    own: list[float]
    """How long the pages concerned took."""
    short: int
    """Pages of others without their cases."""


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Measure both arms, and one that is like the first."""
    quiet, again, disturbed = list[Block](), list[Block](), list[Block]()
    with ExitStack() as ending:
        concerned, *others = [
            ending.enter_context(visits.visiting(place, place.connect(town, world)))
            for town, world in (CONCERNED, *OTHERS)
        ]
        for each in (concerned, *others):
            each.wake(LIST)
        for _ in range(sizes.rounds):
            for arm in (quiet, again, disturbed, disturbed, again, quiet):
                arm.append(_block(place, concerned, others, sizes.block, is_disturbed=arm is disturbed))
    return _rows(quiet, again, disturbed)


def _block(
    place: Place, concerned: Visitor, others: list[Visitor], seconds: float, *, is_disturbed: bool
) -> Block:
    (back,) = concerned.backs
    concerned.worker.ask("close", host=back.host, connection=back.connection)
    for each in (concerned, *others):
        each.cold(LIST, 1)
    place.fault(back.world, back.stand_in, **({"hang": True} if is_disturbed else {}))
    found = _Crowd(concerned, others).for_a_while(seconds)
    place.fault(back.world, back.stand_in)
    return Block(
        rate=len(found.others) / seconds,
        p99=figures.percentile([one.seconds for one in found.others], 99),
        own=[one.seconds for one in found.own],
        short=sum(CARD not in one.body.decode() for one in found.others),
    )


class _Crowd:
    """Browsers that look without pause, the municipalities in turn."""

    def __init__(self, concerned: Visitor, others: list[Visitor]) -> None:
        self._concerned, self._others = concerned, others
        self._turn, self._lock = self._turns(), threading.Lock()
        self.own, self.others = list[Answer](), list[Answer]()

    def for_a_while(self, seconds: float) -> "_Crowd":
        """Look for so long, and wait for what is under way."""
        ends = time.monotonic() + seconds
        threads = [threading.Thread(target=self._look, args=(ends,)) for _ in range(THREADS)]  # noqa: TID251
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self

    def _turns(self) -> Iterator[Visitor]:
        others = itertools.cycle(self._others)
        while True:
            yield from itertools.islice(others, ONE_IN - 1)
            yield self._concerned

    def _look(self, ends: float) -> None:
        browsers = {id(each): self._browser(each) for each in (self._concerned, *self._others)}
        while time.monotonic() < ends:
            with self._lock:
                visitor = next(self._turn)
                if visitor is self._concerned:
                    visitor.forget()
            answer = browsers[id(visitor)].get(LIST)
            (self.own if visitor is self._concerned else self.others).append(answer)
        for browser in browsers.values():
            browser.close()

    @staticmethod
    def _browser(visitor: Visitor) -> Browser:
        browser = Browser(visitor.place.stack.portal_port, visitor.backs[0].host)
        browser.cookies.update(visitor.browser.cookies)
        return browser


def _rows(quiet: list[Block], again: list[Block], disturbed: list[Block]) -> list[Row]:
    rate, p99 = _compared(quiet, disturbed)
    same_rate, same_p99 = _compared(quiet, again)
    own = max(taken for each in disturbed for taken in each.own)
    fast, even = rate.median >= LEAST, p99.median <= MOST
    missing = sum(each.short for each in (*quiet, *again, *disturbed))
    return [
        Row(
            "others' pages a second while one hangs, in ratio",
            str(rate),
            f"≥ {LEAST}",
            fast,
            _doubt(rate, LEAST),
        ),
        Row("the same, like against like", str(same_rate)),
        Row("others' p99 while one hangs, in ratio", str(p99), f"≤ {MOST:.2f}", even, _doubt(p99, MOST)),
        Row("the same, like against like", str(same_p99)),
        Row("others' pages a second, undisturbed and disturbed", _told(quiet, disturbed)),
        Row("others' pages without their cases", str(missing), "0", missing == 0),
        Row("the slowest page concerned", f"{own:.2f} s", f"≤ {BUDGET + GRACE:.1f} s", own <= BUDGET + GRACE),
    ]


def _doubt(found: figures.Interval, limit: float) -> str:
    return ", within the interval" if found.low <= limit <= found.high else ""


def _compared(first: list[Block], second: list[Block]) -> tuple[figures.Interval, figures.Interval]:
    pairs = list(zip(first, second, strict=True))
    return (
        figures.ratios([(one.rate, other.rate) for one, other in pairs]),
        figures.ratios([(one.p99, other.p99) for one, other in pairs]),
    )


def _told(quiet: list[Block], disturbed: list[Block]) -> str:
    mean = [sum(each.rate for each in arm) / len(arm) for arm in (quiet, disturbed)]
    pages = sum(len(each.own) for each in disturbed)
    return f"{mean[0]:.1f} and {mean[1]:.1f} ({pages} pages concerned)"
