"""How many calls a copy causes that many want when it expires.

Several processes ask together 200 times a second for one copy that lives two seconds, of a source that takes 200 ms.
Counted is what arrives at the source for each time that the copy expired; the control is a cache without anything
that keeps a crowd away.
"""

import argparse

from tests import databases
from tests.bench.integrations import figures, places

DATABASE = "inwonerplein_bench_stampede"
LATENCY = 200
"""Milliseconds."""
MOST = 2
ENDPOINT = "zgw/zaken/zaken"
APART = 1.0
"""Seconds between two fetches that belong to two ends of a life."""
ARMS = {
    "hard": "who comes waits for the new one",
    "stale": "the old one is shown meanwhile",
    "naive": "control: look, fetch, put",
}


def run(words: list[str]) -> bool:
    """Measure and print; answers whether what was promised was kept."""
    parser = argparse.ArgumentParser(prog="make bench-integrations ARGS=stampede")
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--threads", type=int, default=16, help="of each process")
    parser.add_argument("--rate", type=float, default=200.0, help="questions a second, of all together")
    parser.add_argument("--seconds", type=float, default=20.0)
    options = parser.parse_args(words)
    databases.clone(DATABASE)
    try:
        with places.setting(options.processes, database=DATABASE) as setting:
            print(
                "| a copy that expires | questions a second | p50 | p99 | times expired | calls | most at one time |"
            )
            print("|---|---|---|---|---|---|---|")
            most = {arm: measure(setting, options, arm, town) for town, arm in enumerate(ARMS, start=1)}
    finally:
        databases.drop(DATABASE)
    kept = all(most[arm] <= MOST for arm in ("hard", "stale"))
    print(f"\nPromised: at most {MOST} calls each time: {'met' if kept else 'missed'}.")
    return kept


def measure(setting: places.Setting, options: argparse.Namespace, arm: str, town: int) -> int:
    """Ask for a while, and print a line; answers the most calls at one end of a life."""
    slug = f"gemeente{town}"
    setting.sandbox.fault(ENDPOINT, slug, latency=LATENCY)
    found = setting.all(
        "stampede_work.ask",
        arm=arm,
        town=town,
        seconds=options.seconds,
        rate=options.rate / options.processes,
        threads=options.threads,
    )
    taken = [1000 * each for answer in found for each in answer["taken"]]
    groups = figures.clusters([each for answer in found for each in answer["fetched"]], apart=APART)
    without, arrived = sum(answer["without"] for answer in found), setting.calls(slug).get(ENDPOINT, 0)
    print(
        f"| {ARMS[arm]} | {len(taken) / options.seconds:.0f} | {figures.percentile(taken, 50):.1f} ms "
        f"| {figures.percentile(taken, 99):.0f} ms | {len(groups)} | {arrived} at the source, {sum(groups)} made "
        f"| {max(groups)} |",
        flush=True,
    )
    if without:
        print(f"\n{without} questions got no answer.\n")
    return max(groups)
