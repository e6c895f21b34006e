"""What 49 municipalities notice of a source of the fiftieth that hangs (issue of connections, section 4).

Workers as the web server has them show pages without pause, the municipalities in turn; each page asks five sources
through `sources.gather`. Each block of the disturbed arm is the beginning of an outage of a source that answered a
moment ago: the breaker is still closed, and the first pages concerned wait for their whole budget. Blocks in the order
A A' B B A' A; A' is like A.
"""

import argparse
from dataclasses import dataclass
from typing import Any

from tests.bench.integrations import figures, places
from tests.bench.integrations.figures import Interval

CONCERNED = 7
SOURCE, FAULT = "other_cases", "zgw-1.0"
BUDGET, GRACE = 3.0, 0.5
LEAST, MOST = 0.9, 1.10
ANSWERED = 5


@dataclass(frozen=True, slots=True)
class Block:
    """What a stretch of time brought."""

    rate: float
    """Pages a second of the others."""
    p99: float
    p50: float
    own: list[float]
    """How long the pages concerned took."""
    short: int
    """Pages of others on which something was missing."""


def run(words: list[str]) -> bool:
    """Measure and print; answers whether what was promised was kept."""
    parser = argparse.ArgumentParser(prog="make bench-integrations ARGS=neighbours")
    parser.add_argument("--municipalities", type=int, default=50)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=8.0, help="of a block")
    parser.add_argument("--rounds", type=int, default=2, help="of six blocks")
    options = parser.parse_args(words)
    quiet: list[Block] = []
    again: list[Block] = []
    disturbed: list[Block] = []
    with places.setting(options.workers) as setting:
        block(setting, options, is_disturbed=False)  # warms connections, tokens, and the sandbox's worlds
        for _ in range(options.rounds):
            for arm in (quiet, again, disturbed, disturbed, again, quiet):
                arm.append(block(setting, options, is_disturbed=arm is disturbed))
    return show(options, quiet, again, disturbed)


def block(setting: places.Setting, options: argparse.Namespace, *, is_disturbed: bool) -> Block:
    """Show pages for a while."""
    setting.all("neighbours_work.forget", number=CONCERNED, source=SOURCE)
    setting.all("neighbours_work.begin", number=CONCERNED)
    setting.sandbox.fault(FAULT, f"gemeente{CONCERNED}", hang=is_disturbed)
    for place, worker in enumerate(setting.workers):
        worker.send(
            "neighbours_work.visit",
            municipalities=options.municipalities,
            seconds=options.seconds,
            threads=options.threads,
            offset=place * options.municipalities // len(setting.workers),
        )
    found = [worker.receive() for worker in setting.workers]
    setting.sandbox.fault(FAULT, f"gemeente{CONCERNED}")
    return summed([page for each in found for page in each["shown"]], options.seconds)


def summed(shown: list[Any], seconds: float) -> Block:
    """Sum up pages: who, how long, and how many sources answered."""
    others = [taken for number, taken, _ in shown if number != CONCERNED]
    return Block(
        rate=len(others) / seconds,
        p99=figures.percentile(others, 99),
        p50=figures.percentile(others, 50),
        own=[taken for number, taken, _ in shown if number == CONCERNED],
        short=sum(answered < ANSWERED for number, _, answered in shown if number != CONCERNED),
    )


def show(options: argparse.Namespace, quiet: list[Block], again: list[Block], disturbed: list[Block]) -> bool:
    """Print the table; answers whether what was promised was kept."""
    rate, p99 = compared(quiet, disturbed)
    own = max(taken for each in disturbed for taken in each.own)
    print(
        f"{options.municipalities} municipalities, five sources each; {options.workers} processes of "
        f"{options.threads} threads; {len(quiet)} blocks of {options.seconds:.0f} s for each arm.\n"
    )
    print("| of the others | ratio to undisturbed [95 %] | promised | outcome | like against like |")
    print("|---|---|---|---|---|")
    same_rate, same_p99 = compared(quiet, again)
    is_fast, is_even, is_there = rate.median >= LEAST, p99.median <= MOST, own <= BUDGET + GRACE
    print(f"| pages a second | {rate} | ≥ {LEAST} | {rate.says(is_fast, limit=LEAST)} | {same_rate} |")
    print(f"| p99 | {p99} | ≤ {MOST:.2f} | {p99.says(is_even, limit=MOST)} | {same_p99} |")
    print()
    for title, arm in (("undisturbed", quiet), ("again", again), ("one source hangs", disturbed)):
        print(f"{title}: {told(arm)}")
    outcome = "met" if is_there else "missed"
    print(f"The slowest page concerned took {own:.2f} s (promised: {BUDGET + GRACE:.1f}): {outcome}.")
    return is_fast and is_even and is_there


def compared(first: list[Block], second: list[Block]) -> tuple[Interval, Interval]:
    """Compare rates and percentiles of blocks that belong together."""
    pairs = list(zip(first, second, strict=True))
    return (
        figures.ratios([(one.rate, other.rate) for one, other in pairs]),
        figures.ratios([(one.p99, other.p99) for one, other in pairs]),
    )


def told(arm: list[Block]) -> str:
    """Say what an arm came to, in figures of its own."""
    rate, p50, p99 = (sum(getattr(each, name) for each in arm) / len(arm) for name in ("rate", "p50", "p99"))
    own = [taken for each in arm for taken in each.own]
    return (
        f"{rate:.1f} pages a second of the others, p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, "
        f"{sum(each.short for each in arm)} with something missing; of the one concerned {len(own)} pages, "
        f"p50 {figures.percentile(own, 50):.2f} s, slowest {max(own):.2f} s"
    )
