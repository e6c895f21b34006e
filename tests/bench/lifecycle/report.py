"""Tell what was measured, as tables that can stand in a page of Markdown."""

import os
import statistics
from collections.abc import Mapping, Sequence

from tests.bench.tenancy import ratios

TARGETS = {"cold": 15.0, "spare": 80.0}
SECONDS = {"cold": 2.0, "spare": 0.25}
AT_ONCE_TARGET = 1.6
TITLES = {
    "cold": "cold: compiled DDL with its content",
    "spare": "from a spare",
    "stock": "stock: migrate_schemas, same models and blueprint",
}
MEGABYTE = 2**20


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def begin(load: tuple[float, float, float]) -> None:
    """Say under which circumstances this is measured."""
    say(f"Cores: {cores()}; load of the machine at the start {load[0]:.1f}.")


def cores() -> int:
    """Count the processors that we may use."""
    return len(os.sched_getaffinity(0))


def so_far(block: Mapping[str, Sequence[float]]) -> None:
    """Tell a block, for who waits."""
    said = ", ".join(f"{arm} {' '.join(f'{each:.2f}' for each in seconds)}" for arm, seconds in block.items())
    say(f"  {said} s")


def show(
    taken: Mapping[str, Sequence[float]],
    pairs: Mapping[str, Sequence[tuple[float, float]]],
    *,
    is_promised: bool = True,
) -> None:
    """Print how long openings took, and where a ratio is promised, whether it was kept."""
    say(
        "\n| opening | number | p50 s | p95 s | target p95 | times faster than stock [95 %] | target | outcome |"
    )
    say("|---|---|---|---|---|---|---|---|")
    for arm, seconds in taken.items():
        if not seconds:
            continue
        row = f"| {TITLES[arm]} | {len(seconds)} | {statistics.median(seconds):.3f} | {p95(seconds):.3f} |"
        if arm not in TARGETS or not pairs[arm]:
            say(f"{row} | | | |")
            continue
        times = ratios.of([[pair] for pair in pairs[arm]])
        ratio = f"{times.median:.1f} [{times.low:.1f}, {times.high:.1f}]"
        met = times.median >= TARGETS[arm] and p95(seconds) < SECONDS[arm]
        judged = f"≥ {TARGETS[arm]:g} | {'met' if met else 'missed'} |" if is_promised else "none | |"
        say(f"{row} < {SECONDS[arm]:g} | {ratio} | {judged}")


def show_growth(before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """Print what each municipality costs."""
    number = after["tenants"] - before["tenants"]
    each = {name: (after[name] - before[name]) / number for name in before if name != "tenants"}
    say(
        f"\nEach of {number} municipalities added {each['database'] / MEGABYTE:.1f} MB to the database, of which "
        f"{each['catalogue'] / MEGABYTE:.1f} MB catalogue ({each['relations']:.0f} relations, "
        f"{each['columns']:.0f} columns)."
    )


def show_statements(counts: Mapping[str, int]) -> None:
    """Print how many statements one opening sends, without the begin and end of transactions."""
    said = ", ".join(f"{number} {TITLES[arm].partition(':')[0]}" for arm, number in counts.items())
    say(f"\nStatements to the database in one opening: {said}.")


def show_at_once(rounds: Sequence[tuple[float, float]]) -> None:
    """Print four at once against four in turn."""
    if not rounds:
        return
    measured = ratios.of([[(turn / cores(), together)] for turn, together in rounds])
    met = "met" if measured.median <= AT_ONCE_TARGET else "missed"
    say(
        f"\nFour at once took {measured} of (four in turn / {cores()} cores); "
        f"target ≤ {AT_ONCE_TARGET}: {met}."
    )


def part(seconds: Sequence[float], sizes: Mapping[str, int]) -> None:
    """Print a part of a long run."""
    say(
        f"| {sizes['tenants']} | {statistics.median(seconds):.3f} | {p95(seconds):.3f} "
        f"| {sizes['database'] / MEGABYTE:.0f} | {sizes['catalogue'] / MEGABYTE:.0f} |"
    )


def show_slowing(first: Mapping[str, float], last: Mapping[str, float]) -> None:
    """Print what got slower from the first part to the last, the most first."""
    say("\n| part of an opening | first, ms | last, ms | times |")
    say("|---|---|---|---|")
    for key in sorted(first, key=lambda key: first[key] - last[key]):
        times = last[key] / first[key] if first[key] else 1.0
        say(f"| {key} | {first[key] * 1000:.1f} | {last[key] * 1000:.1f} | {times:.2f} |")


def show_slowest(taken: float, parts: Mapping[str, float]) -> None:
    """Print which part kept the slowest opening of a run."""
    part = max(parts, key=lambda key: parts[key])
    say(f"\nThe slowest opening took {taken:.2f} s, of which {parts[part]:.2f} s in: {part}.")


def p95(seconds: Sequence[float]) -> float:
    """Answer what nineteen of twenty stay below; of few, the most."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]
