"""Measure signing in on the whole product, part by part.

make bench-signin [ARGS="--only cost timing"]
make bench-signin ARGS=--short

It ends with an error when something that was promised is missed. What `--short` prints only shows that it works.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests import stack as stacks
from tests.bench.signin import cost, erasure, profile, rate, timing
from tests.bench.signin.places import Place
from tests.bench.signin.report import Row, table
from tests.bench.signin.sizes import FULL, SHORT, Sizes

PARTS: dict[str, Callable[[Place, Sizes], Sequence[Row]]] = {
    "cost": cost.run,
    "rate": rate.run,
    "profile": profile.run,
    "erasure": erasure.run,
    "timing": timing.run,
}


def main() -> int:
    """Start everything, measure what was asked for, print."""
    parser = argparse.ArgumentParser(prog="make bench-signin")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts")
    parser.add_argument("--short", action="store_true", help="a little of everything: figures do not count")
    options = parser.parse_args()
    sizes = SHORT if options.short else FULL
    rows: list[Row] = []
    # Who tries from where is told apart by what our proxy would have written. One municipality may have all places:
    # what limits a crowd of its own are then processors, and not its share (ADR 0033).
    given = {"TRUSTED_PROXIES": "1", "TENANT_SHARE": "100"}
    with (
        tempfile.TemporaryDirectory() as name,
        stacks.started(Path(name), name="bench_signin", **given) as stack,
    ):
        place = Place.of(stack)
        for part in options.only:
            rows += _run(part, place, sizes)
    print(f"\n{table(rows)}\n\nLoad at the end {os.getloadavg()[0]:.1f}.")
    if options.short:
        print("These are too few to say anything: leave out --short.")
    return 0 if all(row.is_kept for row in rows) else 1


def _run(part: str, place: Place, sizes: Sizes) -> Sequence[Row]:
    cores = len(os.sched_getaffinity(0))
    print(f"{part}: {cores} cores, load at the start {os.getloadavg()[0]:.1f} …", flush=True)
    began = time.monotonic()
    found = PARTS[part](place, sizes)
    print(f"{table(found)}\n  took {time.monotonic() - began:.0f} s", flush=True)
    return found


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(main())
