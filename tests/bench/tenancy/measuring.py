"""The comparisons, in order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tests.bench.tenancy import arms, memory, pairs, places, report

PER_WORKER = 57
WORST = 200
ROUNDS = 12
"""How often all processes start anew: what a process is lucky or unlucky with evens out."""
WORST_ROUNDS = 4
"""The same with very many municipalities, which takes long to get warm."""
SHARE = 30
"""Per cent, as `TENANT_SHARE` is by itself."""
PARTS = ("walls", "share", "role", "worst", "memory")
HOME, QUERIES = "/", "/bench/"
PAGES = {"home page": HOME, "view of 30 queries": QUERIES}


@dataclass(slots=True)
class Found:
    """All that was measured."""

    walls: dict[str, pairs.Measured] = field(default_factory=dict)
    control: pairs.Measured = field(default_factory=pairs.Measured)
    role: pairs.Measured = field(default_factory=pairs.Measured)
    share: pairs.Measured = field(default_factory=pairs.Measured)
    """Without and with a municipality's share of what all have, which is asked for at each page."""
    worst: dict[str, pairs.Measured] = field(default_factory=dict)
    queries: dict[str, tuple[int, int]] = field(default_factory=dict)
    calls: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Calls of functions that a page makes, without walls and with them."""
    faults: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How often a page touches memory that is not mapped."""
    fresh: tuple[float, float] = (0.0, 0.0)
    """Processor seconds that the first view of each municipality costs more on a fresh connection: one, 57."""
    held: memory.Held | None = None
    held_without_affinity: memory.Held | None = None

    @property
    def control_holds(self) -> bool:
        """Tell whether like against like came out as equal, where that was measured."""
        return not self.control.clock or all(ratio.may_be_one for ratio in self.control.ratios())


def compare(
    environment: Mapping[str, str],
    municipalities: int,
    wanted: int,
    views: int,
    parts: Collection[str] = PARTS,
) -> Found:
    """Make the comparisons of these parts."""
    found = Found()
    group = range(1, min(PER_WORKER, municipalities) + 1)
    if "walls" in parts:
        found.walls = {title: pairs.Measured() for title in PAGES}
        for number in range(1, ROUNDS + 1):
            report.say(f"Round {number} of {ROUNDS}: with and without walls …")
            _round(environment, found, group, -(-wanted // ROUNDS), is_turned=number % 2 == 0)
    if "share" in parts:
        report.say("A municipality's share asked for and not …")
        found.share = _in_one(environment, arms.WALLS, HOME, group, wanted, share=(0, SHARE))
    if "role" in parts:
        report.say("Role wall up and down …")
        found.role = _in_one(environment, arms.ROLES, QUERIES, group, wanted, role=(False, True))
    if "worst" in parts:
        report.say("Worst case …")
        found.worst = _worst(environment, range(1, min(WORST, municipalities) + 1), wanted)
    if "memory" in parts:
        report.say("A day's mix …")
        everybody = range(1, municipalities + 1)
        groups = [everybody[start : start + PER_WORKER] for start in range(0, municipalities, PER_WORKER)]
        found.held = memory.with_affinity(environment, groups, views)
        found.held_without_affinity = memory.with_affinity(environment, [everybody], views)
    return found


def _round(
    environment: Mapping[str, str], found: Found, group: Sequence[int], wanted: int, *, is_turned: bool
) -> None:
    with arms.started(environment, arms.SINGLE, arms.WALLS, arms.WALLS) as (single, *twins):
        walls, again = reversed(twins) if is_turned else twins  # who starts last may be the luckier
        warm(single, [places.SINGLE])
        warm(walls, group)
        warm(again, group)
        for title, path in PAGES.items():
            measured, control = pairs.compare_with_control(
                pairs.blocks(single, path, [places.SINGLE]),
                pairs.blocks(walls, path, group),
                pairs.blocks(again, path, group),
                wanted,
            )
            report.so_far(title, measured)
            report.so_far("control", control)
            found.walls[title].extend(measured)
            found.control.extend(control)
            found.queries[title] = _counted("queries", path, single, walls)
            found.calls[title] = _counted("calls", path, single, walls)
            found.faults[title] = _counted("faults", path, single, walls)
        found.fresh = _fresh(single, [places.SINGLE]), _fresh(walls, group)


def _counted(what: str, path: str, single: arms.Arm, walls: arms.Arm) -> tuple[int, int]:
    counts = [arm.ask(what, path=path, number=places.SINGLE)[what] for arm in (single, walls)]
    return counts[0], counts[1]


def _in_one(
    environment: Mapping[str, str],
    settings: str,
    path: str,
    group: Sequence[int],
    wanted: int,
    **switched: tuple[Any, Any],
) -> pairs.Measured:
    """Compare in one process and on one connection: nothing differs but what is switched."""
    ((name, values),) = switched.items()
    with arms.started(environment, settings) as (arm,):
        warm(arm, group)
        without, with_it = (pairs.blocks(arm, path, group, **{name: value}) for value in values)
        measured = pairs.compare(without, with_it, wanted)
    report.so_far(name, measured)
    return measured


def _worst(environment: Mapping[str, str], group: Sequence[int], wanted: int) -> dict[str, pairs.Measured]:
    found = {title: pairs.Measured() for title in PAGES}
    for _ in range(WORST_ROUNDS):
        with arms.started(environment, arms.SINGLE, arms.WALLS) as (single, walls):
            warm(single, [places.SINGLE])
            warm(walls, group)
            for title, path in PAGES.items():
                plain = pairs.blocks(single, path, [places.SINGLE])
                walled = pairs.blocks(walls, path, group)
                found[title].extend(pairs.compare(plain, walled, -(-wanted // WORST_ROUNDS)))
    return found


def warm(arm: arms.Arm, group: Sequence[int]) -> None:
    """Keep the connection, and serve every page to each of these municipalities."""
    arm.ask("keep")
    for path in PAGES.values():
        arm.ask("block", path=path, numbers=[*group, *group[:3]] * (1 if len(group) > 3 else 5))


def _fresh(arm: arms.Arm, group: Sequence[int]) -> float:
    """Answer what a fresh connection costs until it has seen every municipality of a worker."""
    times = []
    for _ in range(3):
        arm.ask("keep")
        cold, warm = (arm.ask("block", path=HOME, numbers=list(group)) for _ in range(2))
        times.append(cold["cpu"] + cold["backend"] - warm["cpu"] - warm["backend"])
    return median(times)
