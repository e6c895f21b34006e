"""The comparisons, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.tenancy import arms, memory, pairs, places, report

PER_WORKER = 57
WORST = 200
ROUNDS = 12
"""How often all processes start anew: what a process is lucky or unlucky with evens out."""
WORST_ROUNDS = 4
"""The same with very many municipalities, which takes long to get warm."""
FINER = 3
"""As many times the pairs for the role, which costs so little that fewer show nothing."""
HOME, QUERIES = "/", "/bench/"
PAGES = {"home page": HOME, "view of 30 queries": QUERIES}


@dataclass(slots=True)
class Found:
    """All that was measured."""

    walls: dict[str, pairs.Measured] = field(default_factory=dict)
    control: pairs.Measured = field(default_factory=pairs.Measured)
    role: pairs.Measured = field(default_factory=pairs.Measured)
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
        """Tell whether like against like came out as equal."""
        return all(ratio.may_be_one for ratio in self.control.ratios())


def everything(environment: Mapping[str, str], municipalities: int, wanted: int, views: int) -> Found:
    """Make all comparisons."""
    found = Found(walls={title: pairs.Measured() for title in PAGES})
    group = range(1, min(PER_WORKER, municipalities) + 1)
    for number in range(1, ROUNDS + 1):
        report.say(f"Round {number} of {ROUNDS}: with and without walls …")
        _round(environment, found, group, -(-wanted // ROUNDS), is_turned=number % 2 == 0)
    report.say("Role wall up and down …")
    found.role = _roles(environment, group, wanted)
    report.say("Worst case …")
    found.worst = _worst(environment, range(1, min(WORST, municipalities) + 1), wanted)
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


def _roles(environment: Mapping[str, str], group: Sequence[int], wanted: int) -> pairs.Measured:
    """Compare in one process and on one connection: nothing differs but the message that sets the path."""
    with arms.started(environment, arms.ROLES) as (arm,):
        warm(arm, group)
        without, with_role = (pairs.blocks(arm, QUERIES, group, role=role) for role in (False, True))
        measured = pairs.compare(without, with_role, FINER * wanted)
    report.so_far("role", measured)
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
