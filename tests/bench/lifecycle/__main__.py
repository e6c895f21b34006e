"""Measure openings: cold, from a spare, as django-tenants does it; four at once; and what each costs on disk.

make bench-lifecycle [ARGS="--cold 40 --spare 40 --stock 20"] [ARGS="--tenants 1000"]
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.lifecycle import arms, many, measuring, report


def main() -> int:
    """Start what serves, open, print."""
    parser = argparse.ArgumentParser(prog="make bench-lifecycle")
    parser.add_argument("--cold", type=int, default=40, help="openings that build from compiled DDL")
    parser.add_argument("--spare", type=int, default=40, help="openings that claim a spare")
    parser.add_argument("--stock", type=int, default=20, help="openings that migrate, as the library does")
    parser.add_argument("--rounds", type=int, default=4, help="of four at once against four in turn")
    parser.add_argument(
        "--tenants", type=int, default=0, help="instead: open so many, and tell what slows down"
    )
    options = parser.parse_args()
    began = time.monotonic()
    report.begin(os.getloadavg())
    with tempfile.TemporaryDirectory() as folder, arms.portal(Path(folder)) as stack:
        if options.tenants:
            many.run(stack, options.tenants)
        else:
            measuring.run(stack, options.cold, options.spare, options.stock, options.rounds)
    report.say(f"\nTook {time.monotonic() - began:.0f} s; load at the end {os.getloadavg()[0]:.1f}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
