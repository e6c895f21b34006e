"""Tell what was measured, as a table that can stand in a page of Markdown."""

from typing import TYPE_CHECKING

from tests.bench.tenancy.ratios import Ratio

if TYPE_CHECKING:
    from tests.bench.tenancy.callgrind import Work
    from tests.bench.tenancy.measuring import Found
    from tests.bench.tenancy.memory import Held
    from tests.bench.tenancy.pairs import Measured

WALLS_TARGET = 1.03
MEMORY_TARGET = 150.0
CONNECTION_AGE = 60.0
"""Seconds that a connection lives, as `CONN_MAX_AGE` says."""


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def begin(*, load: tuple[float, float, float], pairs: int) -> None:
    """Say under which circumstances this is measured."""
    say(f"{pairs} pairs per comparison; load of the machine at the start {load[0]:.1f}.")


def so_far(title: str, measured: "Measured") -> None:
    """Tell a part of a measurement, for who waits and for runs that are cut off."""
    clock, processor = measured.ratios()
    say(f"  {title}: processor {processor}, clock {clock}, {processor.pairs} pairs")


def show(found: "Found") -> None:
    """Print the table and what belongs to it."""
    say("\n| compared | target | processor time [95 %] | clock, p50 [95 %] | ms per request | outcome |")
    say("|---|---|---|---|---|---|")
    for title, measured in found.walls.items():
        _row(f"walls, 57 municipalities, {title}", measured, WALLS_TARGET)
    if found.share.clock:
        _row("a municipality's share on top of walls, home page", found.share, None, outcome="told apart")
    if found.role.clock:
        _row("role wall alone, view of 30 queries", found.role, 1.01)
    for title, measured in found.worst.items():
        _row(f"worst case: 200 municipalities, {title}", measured, 1.20)
    if found.control.clock:
        outcome = "holds" if found.control_holds else "VOID"
        _row("control: walls against walls", found.control, 1.00, outcome=outcome)
    if found.held and found.held_without_affinity:
        _show_memory(found.held, found.held_without_affinity)
    _show_rest(found)
    if not found.control_holds:
        say(
            "\nVOID: like against like differs, so this run shows nothing. Run it again on a machine at rest."
        )


def show_work(found: "dict[str, tuple[Work, Work]]") -> None:
    """Print what was counted: instructions, and the cycles that they take about, what is in no cache included."""
    say("\n| web process | target | instructions | cycles, estimated | in no cache of the core | outcome |")
    say("|---|---|---|---|---|---|")
    for title, (without, walled) in found.items():
        cycles = walled.cycles / without.cycles
        say(f"| {title} | ≤ {WALLS_TARGET:.2f} | {_step(without.instructions, walled.instructions)} "
            f"| {_step(without.cycles, walled.cycles)} | {without.far:,.0f} → {walled.far:,.0f} "
            f"| {'met' if cycles <= WALLS_TARGET else 'missed'} |")  # fmt: skip


def _step(without: float, walled: float) -> str:
    return f"{without / 1e6:.2f} → {walled / 1e6:.2f} million: {walled / without:.3f}"


def _row(title: str, measured: "Measured", target: float | None, *, outcome: str = "") -> None:
    clock, processor = measured.ratios()
    without, with_walls = measured.milliseconds()
    wanted = "none" if target is None else "holds 1.00" if target == 1 else f"≤ {target:.2f}"
    said = outcome or verdict(processor, target or 1.0)
    say(f"| {title} | {wanted} | {processor} | {clock} | {without:.2f} → {with_walls:.2f} | {said} |")


def verdict(ratio: Ratio, target: float) -> str:
    """Say whether a target is met, and whether the interval leaves room for doubt."""
    met = ratio.median <= target
    sure = ratio.high <= target if met else ratio.low > target
    return ("met" if met else "missed") + ("" if sure else ", within the interval")


def _show_memory(held: "Held", without: "Held") -> None:
    outcome = "met" if held.most <= MEMORY_TARGET else "missed"
    steps = " → ".join(f"{step:.0f}" for step in held.steps)
    say(f"| memory of the fullest back end, 57 municipalities each | ≤ {MEMORY_TARGET:.0f} MB | {steps} MB "
        f"| | | {outcome}, grew {held.growth:.1f} MB |")  # fmt: skip
    steps = " → ".join(f"{step:.0f}" for step in without.steps)
    say(f"| the same without affinity: one back end for all | none | {steps} MB | | | for comparison |")


def _show_rest(found: "Found") -> None:
    say("")
    for title, (without, with_walls) in found.queries.items():
        say(f"Queries, {title}: {without} without walls, {with_walls} with walls.")
    for title, (without, with_walls) in found.calls.items():
        say(
            f"Calls of functions, {title}: {without:,} without walls, {with_walls:,} with walls: "
            f"{with_walls / without:.3f} times."
        )
    for title, (without, with_walls) in found.faults.items():
        say(f"Page faults, {title}: {without} without walls, {with_walls} with walls.")
    if not found.walls:
        return
    one, many = found.fresh
    share = (many - one) / CONNECTION_AGE
    say(
        f"A fresh connection takes {one * 1000:.0f} ms more until it knows one municipality, {many * 1000:.0f} ms "
        f"until it knows those of a worker: {share:.2%} of a connection that lives {CONNECTION_AGE:.0f} s."
    )
