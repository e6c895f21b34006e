"""Measure Mijn zaken on the whole product, with case systems that take 100 ms for each answer, part by part.

make bench-cases [ARGS="--only list detail"]
make bench-cases ARGS=--short

It ends with an error when something that was promised is missed. What `--short` prints only shows that it works.
"""

import argparse
import importlib
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from tests import stack as stacks
from tests.bench.cases.places import Place
from tests.bench.cases.sizes import FULL, SHORT, Sizes
from tests.bench.signin.report import Row, table

PARTS = MappingProxyType(
    {
        "list": "tests.bench.cases.lists",
        "detail": "tests.bench.cases.details",
        "many": "tests.bench.cases.many",
        "download": "tests.bench.cases.downloads",
        "dead": "tests.bench.cases.dead",
        "webhooks": "tests.bench.cases.webhooks",
    }
)
"""Each is a module with `run(place: Place, sizes: Sizes) -> Sequence[Row]`."""


def main() -> int:
    """Start everything, measure what was asked for, print."""
    parser = argparse.ArgumentParser(prog="make bench-cases")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts")
    parser.add_argument("--short", action="store_true", help="a little of everything: figures do not count")
    options = parser.parse_args()
    sizes = SHORT if options.short else FULL
    rows: list[Row] = []
    with (
        tempfile.TemporaryDirectory() as name,
        stacks.started(Path(name), name="bench_cases") as stack,
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
    found: Sequence[Row] = importlib.import_module(PARTS[part]).run(place, sizes)
    print(f"  took {time.monotonic() - began:.0f} s", flush=True)
    return found


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(main())
