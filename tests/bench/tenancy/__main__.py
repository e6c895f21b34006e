"""Measure what tenancy and walls cost, print it as a table, and end with 1 when the run proves nothing.

make bench-tenancy [PAIRS=60] [ARGS="--municipalities 60 --views 200 --only walls share"]
make bench-tenancy ARGS="--instructions --municipalities 57"    counts, whatever else the machine does
"""

import argparse
import os
import sys
import time

from tests.bench.tenancy import filled, instructions, measuring, report


def main() -> int:
    """Open municipalities, measure, print; 0 unless the control says that the run is void."""
    parser = argparse.ArgumentParser(prog="make bench-tenancy")
    parser.add_argument("--pairs", type=int, default=144, help="per comparison; fewer than 48 show little")
    parser.add_argument("--municipalities", type=int, default=342)
    parser.add_argument("--views", type=int, default=600, help="of a day's mix, per worker")
    parser.add_argument("--only", nargs="+", choices=measuring.PARTS, default=measuring.PARTS)
    parser.add_argument("--instructions", action="store_true", help="count them in place of measuring time")
    options = parser.parse_args()
    if not options.instructions:
        report.begin(load=os.getloadavg(), pairs=options.pairs)
    began = time.monotonic()
    with filled.database(
        options.municipalities, plain=min(measuring.PER_WORKER, options.municipalities)
    ) as known:
        report.say(f"{options.municipalities} municipalities opened in {time.monotonic() - began:.0f} s")
        if options.instructions:
            report.show_work(instructions.everything(known, options.municipalities))
            return 0
        found = measuring.compare(known, options.municipalities, options.pairs, options.views, options.only)
    report.show(found)
    report.say(f"Took {time.monotonic() - began:.0f} s; load at the end {os.getloadavg()[0]:.1f}.")
    return 0 if found.control_holds else 1


if __name__ == "__main__":
    sys.exit(main())
