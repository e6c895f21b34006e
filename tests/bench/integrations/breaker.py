"""What a call costs once its breaker is open, and how many calls a system in trouble gets for each that we make.

The first process opens breakers of connections that hang; the second, which has no part in that, calls them: its first
call hears it from Redis, the others from its own copy. Then systems that answer 503, always or every other time, are
called by both; what arrives is counted at the sandbox.
"""

import argparse
import uuid
from typing import Any

from tests.bench.integrations import figures, places

LONGEST, MOST = 0.05, 1.2
RESTING = "resting"
MOST_TRIED = 30
WARMING = 20
ENDPOINT = "zgw/zaken/zaken"


def run(words: list[str]) -> bool:
    """Measure and print; answers whether what was promised was kept."""
    parser = argparse.ArgumentParser(prog="make bench-integrations ARGS=breaker")
    parser.add_argument("--connections", type=int, default=20)
    parser.add_argument("--calls", type=int, default=100, help="to each connection")
    options = parser.parse_args(words)
    with places.setting(2) as setting:
        # A process whose first words to Redis took long guards by itself for a second: that is not measured here.
        setting.all("breaker_work.call", number=9, key=str(uuid.uuid4()), times=WARMING, pause=0.1)
        is_quick = resting(setting, options)
        print()
        kept = [
            troubled(setting, options, title, number, **fault)
            for number, (title, fault) in enumerate(
                (
                    ("503 always", {"status": 503}),
                    ("503 every other time", {"status": 503, "flapping": True}),
                    ("all well", {}),
                ),
                start=2,
            )
        ]
    return is_quick and all(kept)


def resting(setting: places.Setting, options: argparse.Namespace) -> bool:
    """Open breakers, and time the calls that are sent away."""
    opener, other = setting.workers
    setting.sandbox.fault(ENDPOINT, "gemeente1", hang=True)
    first, later, made = list[float](), list[float](), list[int]()
    for _ in range(options.connections):
        key = str(uuid.uuid4())
        made.append(opener.ask("breaker_work.until_resting", number=1, key=key, most=MOST_TRIED)["made"])
        told = other.ask("breaker_work.call", number=1, key=key, times=options.calls)
        if set(told["came_to"]) != {RESTING}:
            raise RuntimeError(f"The breaker is not open: {set(told['came_to'])}")
        first.append(told["taken"][0])
        later += told["taken"][1:]
    setting.sandbox.fault(ENDPOINT, "gemeente1")
    slowest = max(first + later)
    print(f"Breakers of connections that hang opened after {min(made)} to {max(made)} calls.")
    for title, taken in (("asked of Redis", first), ("from the process's own copy", later)):
        print(
            f"Open breaker, {title}: {len(taken)} calls, p50 {figures.percentile(taken, 50) * 1000:.2f} ms, "
            f"p99 {figures.percentile(taken, 99) * 1000:.2f} ms, slowest {max(taken) * 1000:.2f} ms"
        )
    outcome = "met" if slowest <= LONGEST else "missed"
    print(f"Promised: at most {LONGEST * 1000:.0f} ms each: {outcome}.")
    return slowest <= LONGEST


def troubled(
    setting: places.Setting, options: argparse.Namespace, title: str, number: int, **fault: Any
) -> bool:
    """Call systems that are in trouble, and count what arrives."""
    town = f"gemeente{number}"
    setting.sandbox.fault(ENDPOINT, town, **fault)
    came_to: list[str] = []
    for _ in range(options.connections):
        key = str(uuid.uuid4())
        found = setting.all(
            "breaker_work.call", number=number, key=key, times=options.calls // 2, pause=0.005
        )
        came_to += [each for answer in found for each in answer["came_to"]]
    arrived = setting.calls(town)[ENDPOINT]
    made = sum(each != RESTING for each in came_to)
    ratio, of_all = arrived / made, arrived / len(came_to)
    outcome = "met" if ratio <= MOST else "missed"
    print(
        f"{title}: {len(came_to)} calls over {options.connections} connections, {len(came_to) - made} sent away by "
        f"the breaker, {came_to.count('answered')} answered; {arrived} arrived: {ratio:.3f} for each that was let "
        f"out, {of_all:.3f} for each that was made (promised: {MOST}): {outcome}."
    )
    return ratio <= MOST
