"""What portals asked of the provider, and how long that took there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One answer of the stand-in."""

    began: float
    ended: float
    path: str


def read(lines: Iterable[str]) -> list[Call]:
    """Read what the stand-in wrote down; a line that is not finished yet is left out."""
    found = []
    for line in lines:
        if line.endswith("\n"):
            began, ended, path = line.split()
            found.append(Call(float(began), float(ended), path))
    return found


def within(calls: Sequence[Call], began: float, ended: float, stand_in: str) -> float:
    """Add up what a stand-in took of a stretch of time; jobs ask other ones meanwhile."""
    return sum(
        call.ended - call.began
        for call in calls
        if f"/{stand_in}/" in call.path and began <= call.began <= ended
    )
