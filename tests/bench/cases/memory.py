"""How much memory of its own each process of the portals holds, and the most since it was looked at last."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

MEGABYTE: Final = 1024
"""In kB, as the kernel says it."""


@dataclass
class Watch:
    """Processes that are watched from now on."""

    pids: Sequence[int]
    before: dict[int, int] = field(default_factory=dict)
    peaks: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pid in self.pids:
            Path(f"/proc/{pid}/clear_refs").write_text("5")  # forgets the largest size so far
            self.before[pid], self.peaks[pid] = _held(pid), _peak(pid)

    @property
    def most(self) -> float:
        """Answer by how many MB the process that grew most was larger than at the beginning, at its largest."""
        return max(_peak(pid) - self.peaks[pid] for pid in self.pids) / MEGABYTE

    @property
    def left(self) -> float:
        """Answer how many MB more the one that grew most holds now."""
        return max(_held(pid) - self.before[pid] for pid in self.pids) / MEGABYTE


def _held(pid: int) -> int:
    return _status(pid, "RssAnon")


def _peak(pid: int) -> int:
    return _status(pid, "VmHWM")


def _status(pid: int, name: str) -> int:
    text = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in text.splitlines() if line.startswith(f"{name}:")).split()[1])
