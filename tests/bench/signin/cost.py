"""What one sign-in takes of us: of processors, and of the time of who signs in.

One browser at a time leaves for the provider and comes back, the two protocols in turns of blocks. The page that it
came from and the one where it goes are not in it, and neither is what the provider did meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.bench.integrations.figures import median_of, percentile
from tests.bench.signin import doors, processors
from tests.bench.signin.calls import Call, within
from tests.bench.signin.doors import Door, Journey
from tests.bench.signin.places import Place
from tests.bench.signin.report import Row, in_milliseconds, spread
from tests.bench.signin.sizes import Sizes

MOST: Final = 0.05
WARM: Final = 24
"""Sign-ins before the first that counts: they wake each process and thread, and everybody has an account then."""
OURS, STORE, JOBS = "portal", "PostgreSQL", "worker of jobs"


@dataclass
class Taken:
    """By one door."""

    journeys: list[Journey] = field(default_factory=list)
    each: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of processors for each sign-in, by whom, a figure for each block."""

    def add(self, journeys: Sequence[Journey], worked: processors.Worked) -> None:
        """Count a block."""
        self.journeys += journeys
        for name, seconds in worked.seconds.items():
            self.each.setdefault(name, []).append(seconds / len(journeys))


def run(place: Place, sizes: Sizes) -> list[Row]:
    """Measure both doors."""
    taken = {door: Taken() for door in doors.DOORS}
    browsers = {door: door.browser(place.stack.portal_port) for door in doors.DOORS}
    who = place.parties
    for door, browser in browsers.items():
        for number in range(WARM):
            doors.sign_in(browser, door, number)
    for block in range(sizes.blocks):
        for door in doors.DOORS[:: 1 if block % 2 else -1]:
            with processors.watched(who) as worked:
                journeys = [doors.sign_in(browsers[door], door, number) for number in range(sizes.in_block)]
            taken[door].add(journeys, worked)
    for browser in browsers.values():
        browser.close()
    calls = place.calls()
    return [row for door in doors.DOORS for row in _rows(door, taken[door], calls)]


def _rows(door: Door, taken: Taken, calls: Sequence[Call]) -> list[Row]:
    leaving = [_ours(each, "left", calls, door) for each in taken.journeys]
    arriving = [_ours(each, "arrived", calls, door) for each in taken.journeys]
    both = [sum(each) for each in zip(leaving, arriving, strict=True)]
    return [
        Row(f"{door.title}: processor of the portal for a sign-in", _processor(taken, OURS)),
        Row(f"{door.title}: of PostgreSQL beside it", _processor(taken, STORE)),
        Row(f"{door.title}: of jobs that follow from it", _processor(taken, JOBS)),
        Row(f"{door.title}: leaving for the provider", spread(leaving)),
        Row(f"{door.title}: coming back, without the provider", spread(arriving)),
        Row(
            f"{door.title}: ours of the round trip",
            spread(both),
            f"p95 ≤ {MOST * 1000:.0f} ms",
            percentile(both, 95) <= MOST,
        ),
    ]


def _processor(taken: Taken, name: str) -> str:
    return in_milliseconds(median_of(taken.each[name]))


def _ours(journey: Journey, half: str, calls: Sequence[Call], door: Door) -> float:
    answer = journey.left if half == "left" else journey.arrived
    return answer.seconds - within(calls, answer.began, answer.ended, door.stand_in)
