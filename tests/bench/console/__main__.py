"""Measure list, municipality and log with 1,000 municipalities and a year of acts: queries, and times over HTTP.

make bench-console [ARGS="--tenants 1000 --acts 5000000 --requests 200"]
make bench-console ARGS="--opening 20"
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.console import measuring, opening, report
from tests.bench.console.serving import console
from tests.bench.processes import Asked

DATABASE = "inwonerplein_bench_console"


def main() -> int:
    """Fill a database, start the console, measure, print."""
    parser = argparse.ArgumentParser(prog="make bench-console")
    parser.add_argument("--tenants", type=int, default=1_000, help="municipalities in the directory")
    parser.add_argument("--acts", type=int, default=5_000_000, help="acts of one year in the operators' log")
    parser.add_argument("--requests", type=int, default=200, help="per page")
    parser.add_argument(
        "--opening",
        type=int,
        default=0,
        help="instead: open so many (at most 99) in a browser, without spares and with",
    )
    options = parser.parse_args()
    if options.opening:
        return opening.run(options.opening)
    report.begin()
    with tempfile.TemporaryDirectory() as folder, console(Path(folder), DATABASE) as stack:
        began = time.monotonic()
        filler = Asked("tests.bench.console.filling", "config.settings.lifecycle", stack.environment)
        sizes = filler.ask("fill", tenants=options.tenants, acts=options.acts)
        filler.stop()
        report.filled(sizes, time.monotonic() - began)
        measured = measuring.run(stack, options.requests)
    report.show(measured)
    report.end()
    return 0 if all(each.is_kept for each in measured) else 1


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(main())
