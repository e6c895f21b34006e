"""How long processors have worked for a process and all that it has started, also what has ended since."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import redis

from tests import databases
from tests import stack as stacks

TICK: Final = os.sysconf("SC_CLK_TCK")
MINE: Final = "the browsers of this measurement"
OTHERS: Final = "what else runs on this machine"


@dataclass
class Worked:
    """What one stretch of time took."""

    wall: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)
    """Of processors, by whom."""


def read(stat: str) -> tuple[int, float]:
    """Read a line of `/proc/<pid>/stat`: the parent, and seconds of the process and of children that it waited for."""
    fields = stat.rpartition(")")[2].split()
    return int(fields[1]), sum(map(int, fields[11:15])) / TICK


def spent(pid: int) -> float:
    """Answer seconds of a process and of those that it has started."""
    try:
        _parent, own = read(_stat(pid))
        return own + sum(map(spent, stacks.children_of(pid)))
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it ended meanwhile: its parent has it in its own line


def of_machine(stat: str) -> float:
    """Read the first line of `/proc/stat`: seconds in which its processors did anything, or were lent elsewhere."""
    user, nice, system, _idle, _waiting, *others = map(int, stat.split()[1:9])
    return (user + nice + system + sum(others)) / TICK


def parties(stack: stacks.Stack) -> dict[str, int]:
    """Find all that has a part in signing in."""
    with databases.administrator() as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        postmaster, _seconds = read(_stat(row[0]))
    server = redis.Redis.from_url(stack.environment["REDIS_URL"])
    known = {name: stack.running[name].pid for name in ("portal", "worker", "sandbox")}
    return {
        "portal": known["portal"],
        "PostgreSQL": postmaster,
        "Redis": int(server.info("server")["process_id"]),
        "worker of jobs": known["worker"],
        "stand-in of the provider": known["sandbox"],
    }


@contextmanager
def watched(who: Mapping[str, int]) -> Iterator[Worked]:
    """See what a stretch of time takes of each; nothing is told before it ends."""
    found = Worked()
    began, own = time.monotonic(), time.process_time()
    before, busy = {name: spent(pid) for name, pid in who.items()}, _busy()
    yield found
    found.seconds = {name: spent(pid) - before[name] for name, pid in who.items()}
    found.wall = time.monotonic() - began
    found.seconds[MINE] = time.process_time() - own
    found.seconds[OTHERS] = max(0.0, _busy() - busy - sum(found.seconds.values()))


def _busy() -> float:
    return of_machine(Path("/proc/stat").read_text().partition("\n")[0])


def _stat(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text()
