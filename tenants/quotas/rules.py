"""The rules for one request: pure arithmetic, the clock is handed in. `take.lua` says the same; a test compares."""

import math
from dataclasses import dataclass, field
from typing import Final

from .types import Answer, Limits

BURST: Final = 2_000
"""Milliseconds of its quota that a quiet municipality may ask for at once: a page with its parts is no flood."""
LEASE: Final = 60_000
"""Milliseconds after which a place is free whatever became of who had it: longer than any page may take."""


@dataclass(slots=True)
class State:
    """What is known of the municipalities of one book. Moments are milliseconds."""

    places: dict[str, dict[str, int]] = field(default_factory=dict)
    """For each municipality its requests under way, and until when they are believed to be."""
    spent: dict[str, float] = field(default_factory=dict)
    """For each until when its quota is spent, when its requests are laid end to end."""


def shared(places: int, share: int, requests: int) -> Limits:
    """Answer the limits where all processes count together: above its share one stays out of the last half."""
    return Limits(places, max(1, places * share // 100), places - places // 2, requests)


def alone(threads: int, places: int, requests: int) -> Limits:
    """Answer the limits where a process knows of nobody else's requests: half of it, and never the last quarter."""
    portion = requests * threads / max(places, threads)
    return Limits(threads, max(1, threads // 2), max(1, threads // 4), portion)


def take(state: State, tenant: str, token: str, limits: Limits, now: int) -> tuple[Answer, int]:
    """Let a request begin; answer how it is received, and when there is quota again, in milliseconds."""
    if limits.requests and (late := _spend(state, tenant, 1_000 / limits.requests, now)) > 0:
        return Answer.SPENT, late
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


def _spend(state: State, tenant: str, each: float, now: int) -> int:
    """Lay a request behind those of before; answer by how much that is too far ahead, and then it costs nothing."""
    until = round(max(state.spent.get(tenant, 0.0), now) + each, 3)
    late = math.ceil(until - now - BURST)
    if late <= 0:
        state.spent[tenant] = until
    return late
