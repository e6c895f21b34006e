"""How often a page waited for a case system one time after the other."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

from tests.bench.signin.calls import Call

TOLD: Final = "{calls} calls in {rounds} rounds"


def of(calls: Iterable[Call]) -> int:
    """Count rounds: the longest row of calls of which each began when the one before it had ended."""
    number, ended = 0, float("-inf")
    for call in sorted(calls, key=lambda one: one.ended):
        if call.began >= ended:
            number, ended = number + 1, call.ended
    return number


def between(calls: Iterable[Call], began: float, ended: float, world: str) -> list[Call]:
    """Answer the calls of a stretch of time to one municipality of the sandbox."""
    return [call for call in calls if f"/t/{world}/" in call.path and began <= call.began <= ended]


def spent(calls: Iterable[Call]) -> float:
    """Answer how long the stand-in had anything to answer; calls side by side count once."""
    total, until = 0.0, float("-inf")
    for call in sorted(calls, key=lambda one: one.began):
        total += max(0.0, call.ended - max(call.began, until))
        until = max(until, call.ended)
    return total


def told(pages: Sequence[Sequence[Call]]) -> str:
    """Say what pages asked: of half of them, and the most."""
    calls, turns = [len(page) for page in pages], [of(page) for page in pages]
    most = "" if max(calls) == median(calls) and max(turns) == median(turns) else _most(calls, turns)
    return TOLD.format(calls=f"{median(calls):.0f}", rounds=f"{median(turns):.0f}") + most


def _most(calls: Sequence[int], turns: Sequence[int]) -> str:
    return f" (most: {max(calls)} in {max(turns)})"
