"""Which fault is on where; waiting ends when a fault is changed."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from integrations.sandbox.line import BrokenLineError, Line

from .kinds import NONE, Fault

EVERYBODY = "*"
"""In the place of a municipality: all of them."""
LONGEST = 120.0
"""Seconds after which a hanging answer comes after all."""
LOOK_UP = 0.5
"""Seconds between two looks at whether anybody still waits."""

type Place = tuple[str, str]
"""A municipality and an endpoint: `zgw/zaken/rollen`, or what it begins with: `zgw/zaken`, `zgw`, or nothing."""


class Board:
    """The faults, and how often each endpoint was called."""

    def __init__(self) -> None:
        self._turned = threading.Condition()
        self._faults: dict[Place, Fault] = {}
        self._calls: Counter[Place] = Counter()

    def turn(self, municipality: str, endpoint: str, fault: Fault) -> None:
        """Set a fault in the place of what was set there; none at all takes it away."""
        with self._turned:
            if fault.is_on():
                self._faults[municipality, endpoint] = fault
            else:
                self._faults.pop((municipality, endpoint), None)
            self._turned.notify_all()

    def turn_off(self, municipality: str = "") -> None:
        """Take all faults away, or all of one municipality."""
        with self._turned:
            self._faults = {
                place: fault
                for place, fault in self._faults.items()
                if municipality and place[0] != municipality
            }
            self._turned.notify_all()

    def on(self) -> Mapping[Place, Fault]:
        """Answer all faults that are on."""
        with self._turned:
            return dict(sorted(self._faults.items()))

    def calls(self, municipality: str) -> dict[str, int]:
        """Answer how often each endpoint was called."""
        with self._turned:
            return {
                endpoint: n for (whose, endpoint), n in sorted(self._calls.items()) if whose == municipality
            }

    def municipalities(self) -> list[str]:
        """Answer who has called, or has a fault."""
        with self._turned:
            return sorted({whose for whose, _ in (*self._calls, *self._faults)} - {EVERYBODY})

    def call(self, municipality: str, endpoint: str, page: int) -> Fault:
        """Count a call, and answer what goes wrong with it."""
        with self._turned:
            self._calls[municipality, endpoint] += 1
            number = self._calls[municipality, endpoint]
            fault = self.at(municipality, endpoint)
        if page < fault.from_page or (fault.flapping and number % 2):
            return NONE
        if fault.flapping and not replace(fault, flapping=False, from_page=0).is_on():
            return replace(fault, status=503)
        return fault

    def wait(self, seconds: float, whose: Place, line: Line) -> None:
        """Wait, until somebody changes the fault there.

        :raises BrokenLineError: when whoever asked has left.
        """
        until = time.monotonic() + seconds
        with self._turned:
            before = self.at(*whose)
            while (left := until - time.monotonic()) > 0 and self.at(*whose) is before:
                self._turned.wait(min(left, LOOK_UP))
                if line.is_gone():
                    raise BrokenLineError

    def at(self, municipality: str, endpoint: str) -> Fault:
        """Find the fault that is set closest to an endpoint; a municipality's own comes first."""
        places = list(_around(endpoint))
        with self._turned:
            for whose in (municipality, EVERYBODY):
                for place in places:
                    if (whose, place) in self._faults:
                        return self._faults[whose, place]
        return NONE


def _around(endpoint: str) -> Iterator[str]:
    while endpoint:
        yield endpoint
        endpoint = endpoint.rpartition("/")[0]
    yield ""
