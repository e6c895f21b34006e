"""What a page takes the web process, counted: with walls and 57 municipalities, and without."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.tenancy import arms, measuring, places, report
from tests.bench.tenancy.callgrind import Counter, Work

BESIDE = 3
"""Pages before it counts: they fill the caches that Callgrind plays, which begin empty."""
COUNTED = 19
"""Pages that are counted, of as many municipalities. The same number comes out each time, but for a little."""


def everything(environment: Mapping[str, str], municipalities: int) -> dict[str, tuple[Work, Work]]:
    """Count each page without walls and with them."""
    group = range(1, min(measuring.PER_WORKER, municipalities) + 1)
    report.say("Without walls …")
    without = _counted(environment, arms.SINGLE, [places.SINGLE])
    report.say(f"With walls and {len(group)} municipalities …")
    walled = _counted(environment, arms.COUNTED, group)
    return {title: (without[title], walled[title]) for title in measuring.PAGES}


def _counted(environment: Mapping[str, str], settings: str, group: Sequence[int]) -> dict[str, Work]:
    with tempfile.TemporaryDirectory() as folder:
        counter = Counter(Path(folder))
        with arms.started(environment, settings, before=counter.before()) as (arm,):
            measuring.warm(arm, group)
            return {title: _page(arm, counter, path, group) for title, path in measuring.PAGES.items()}


def _page(arm: arms.Arm, counter: Counter, path: str, group: Sequence[int]) -> Work:
    turn = [group[number % len(group)] for number in range(BESIDE + COUNTED)]
    pid = arm.process.pid
    counter.begin(pid)
    arm.ask("block", path=path, numbers=turn[:BESIDE])
    counter.forget(pid)
    arm.ask("mix", views=[(path, number) for number in turn[BESIDE:]])
    return counter.end(pid, pages=COUNTED)
