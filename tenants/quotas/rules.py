"""The rules for one request: pure arithmetic, the clock is handed in. `take.lua` says the same; a test compares."""

from dataclasses import dataclass, field
from typing import Final

from .types import Answer, Limits

WINDOW: Final = 10_000
"""Milliseconds over which requests are counted: a page with its parts is no flood."""
LEASE: Final = 60_000
"""Milliseconds after which a place is free whatever became of who had it: longer than any page may take."""


@dataclass(slots=True)
class State:
    """What is known of the municipalities of one book. Moments are milliseconds."""

    places: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each municipality its requests under way, and until when they are believed to be."""
    counted: dict[str, tuple[int, int]] = field(default_factory=dict)
    """For each the window of its last request, and how many there were in it."""


def shared(places: int, share: int, requests: int) -> Limits:
    """Answer the limits where all processes count together: above its share one stays out of the last half."""
    return Limits(places, max(1, places * share // 100), places - places // 2, requests * WINDOW // 1_000)


def alone(threads: int, places: int, requests: int) -> Limits:
    """Answer the limits where a process knows of nobody else's requests: half of it, and never the last quarter."""
    portion = requests * WINDOW * threads // (1_000 * max(places, threads))
    return Limits(threads, max(1, threads // 2), max(1, threads // 4), max(1, portion) if requests else 0)


def take(state: State, tenant: str, token: str, limits: Limits, now: int) -> tuple[Answer, int]:
    """Let a request begin; answer how it is received, and when a window that is spent ends, in milliseconds."""
    if limits.requests and _count(state, tenant, now) > limits.requests:
        return Answer.SPENT, WINDOW - now % WINDOW
    for key in list(state.places):
        state.places[key] = {each: until for each, until in state.places[key].items() if until > now}
        if not state.places[key]:
            del state.places[key]
    own, busy = len(state.places.get(tenant, ())), sum(map(len, state.places.values()))
    if own >= limits.share and limits.places - busy - 1 < limits.reserve:
        return Answer.CROWDED, 0
    state.places.setdefault(tenant, {})[token] = now + LEASE
    return Answer.GRANTED, 0


def give_back(state: State, tenant: str, token: str) -> None:
    """Note that a request has been answered."""
    state.places.get(tenant, {}).pop(token, None)


def _count(state: State, tenant: str, now: int) -> int:
    window, number = state.counted.get(tenant, (-1, 0))
    number = number + 1 if window == now // WINDOW else 1
    state.counted[tenant] = now // WINDOW, number
    return number
