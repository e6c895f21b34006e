"""Measure the running product part by part, and say what was measured as each part ends."""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests import stack as stacks
from tests.bench.signin.report import Row, table


def measure[Place, Sizes](
    name: str,
    parts: Mapping[str, Callable[[Place, Sizes], Sequence[Row]]],
    *,
    place_of: Callable[[stacks.Stack], Place],
    full: Sizes,
    short: Sizes,
    **given: str,
) -> int:
    """Start everything, measure what was asked for, print; answers 1 when something that was promised is missed.

    :param name: of the target of make, as in `bench-cases`.
    :param given: settings that the product gets besides.
    """
    parser = argparse.ArgumentParser(prog=f"make {name}")
    parser.add_argument("--only", nargs="+", choices=parts, default=list(parts), help="these parts")
    parser.add_argument("--short", action="store_true", help="a little of everything: figures do not count")
    options = parser.parse_args()
    sizes = short if options.short else full
    rows: list[Row] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        stacks.started(Path(folder), name=name.replace("-", "_"), **given) as stack,
    ):
        place = place_of(stack)
        for part in options.only:
            rows += _measured(part, parts[part], place, sizes)
    print(f"\n{table(rows)}\n\nLoad at the end {os.getloadavg()[0]:.1f}.")
    if options.short:
        print("These are too few to say anything: leave out --short.")
    return 0 if all(row.is_kept for row in rows) else 1


def _measured[Place, Sizes](
    part: str, run: Callable[[Place, Sizes], Sequence[Row]], place: Place, sizes: Sizes
) -> Sequence[Row]:
    cores = len(os.sched_getaffinity(0))
    print(f"{part}: {cores} cores, load at the start {os.getloadavg()[0]:.1f} …", flush=True)
    began = time.monotonic()
    found = run(place, sizes)
    print(f"{table(found)}\n  took {time.monotonic() - began:.0f} s", flush=True)
    return found
