"""What the factory costs a call, against requests alone with a connection that it keeps.

Both ask the same small JSON of the same server, with the same header. The factory's arm opens a client for each call,
as a query does; `unguarded` is the same without breaker, bulkhead and figures in Redis. Blocks in the order
A A' U B B U A' A, where A' is like A: what the two differ in is what this machine makes of nothing.
"""

import argparse
from statistics import median
from typing import Any

from tests.bench.integrations import figures, places

MOST = 0.5
"""Milliseconds."""
WARMING = 1_500
"""Calls; some seconds."""
ARMS = ("plain", "again", "unguarded", "factory")
ORDER = ("plain", "again", "unguarded", "factory", "factory", "unguarded", "again", "plain")


def run(words: list[str]) -> bool:
    """Measure and print; answers whether what was promised was kept."""
    parser = argparse.ArgumentParser(prog="make bench-integrations ARGS=factory")
    parser.add_argument("--rounds", type=int, default=15, help="of eight blocks")
    parser.add_argument("--calls", type=int, default=150, help="in a block")
    options = parser.parse_args(words)
    with places.setting(1) as setting:
        kept = [
            measure(
                setting, options, is_logged=True, title="with a line in the log for each call, as in a portal"
            ),
            measure(setting, options, is_logged=False, title="without lines in the log"),
        ]
    return kept[0]


def measure(setting: places.Setting, options: argparse.Namespace, *, is_logged: bool, title: str) -> bool:
    """Compare, and print a table."""
    worker = setting.workers[0]
    worker.ask("factory_work.begin", is_logged=is_logged)
    found: dict[str, list[dict[str, Any]]] = {arm: [] for arm in ORDER}
    url = f"{setting.sandbox.url}/calls/gemeente1.json"
    for arm in ARMS:
        worker.ask("factory_work.block", arm=arm, url=url, calls=WARMING)
    for _ in range(options.rounds):
        for arm in ORDER:
            found[arm].append(worker.ask("factory_work.block", arm=arm, url=url, calls=options.calls))
    print(f"{title}; {2 * options.rounds} blocks of {options.calls} calls for each arm; ms a call:\n")
    print("| arm | p50 | p99 | processor time | more than plain, p50 [95 %] | processor time [95 %] |")
    print("|---|---|---|---|---|---|")
    for arm in ARMS:
        row(arm, found)
    more = compared(found, "factory", "taken")
    is_kept = more.median < MOST
    print(f"\nPromised: less than {MOST} ms more: {more.says(is_kept, limit=MOST)}.\n")
    return is_kept


def row(arm: str, found: dict[str, list[dict[str, Any]]]) -> None:
    """Print a line of the table."""
    taken = [each * 1000 for block in found[arm] for each in block["taken"]]
    cpu = median(block["cpu"] for block in found[arm]) * 1000
    more = ["", ""] if arm == "plain" else [compared(found, arm, name) for name in ("taken", "cpu")]
    print(
        f"| {arm} | {figures.percentile(taken, 50):.3f} | {figures.percentile(taken, 99):.3f} | {cpu:.3f} "
        f"| {more[0]} | {more[1]} |"
    )


def compared(found: dict[str, list[dict[str, Any]]], arm: str, name: str) -> figures.Interval:
    """Work out by how many milliseconds the blocks of an arm are above the plain ones beside them."""

    def figure(block: dict[str, Any]) -> float:
        told = block[name]
        return 1000 * float(median(told) if isinstance(told, list) else told)

    return figures.differences(
        [(figure(one), figure(other)) for one, other in zip(found["plain"], found[arm], strict=True)]
    )
