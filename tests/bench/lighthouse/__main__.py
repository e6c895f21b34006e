"""Let Lighthouse look at pages of the console and of a portal, as a telephone and as a desk see them.

make lighthouse [ARGS="--of portal --runs 5 --screens mobile --keep FOLDER"]

It ends with an error when the median of a category is below what was promised. Lighthouse reckons with a slow
telephone and a slow network, or a desk; it measures no time of ours that depends on this machine being idle, but
few are as sure as those of an idle one.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.lighthouse import looking, reports, serving
from tests.bench.lighthouse.reports import Found

PLACES: dict[str, Callable[..., list[Found]]] = {
    "console": serving.look_at_console,
    "portal": serving.look_at_portal,
}


def main() -> int:
    """Look at what was asked for, and print what was found."""
    parser = argparse.ArgumentParser(prog="make lighthouse")
    parser.add_argument("--of", nargs="+", choices=PLACES, default=list(PLACES), help="whose pages")
    parser.add_argument("--runs", type=int, default=5, help="of each page on each screen")
    parser.add_argument("--screens", nargs="+", choices=looking.SCREENS, default=looking.SCREENS)
    parser.add_argument("--keep", type=Path, help="a folder for the reports as Lighthouse writes them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name) / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        print(f"Load of the machine at the start {os.getloadavg()[0]:.1f}.", flush=True)
        kept = [_shown(PLACES[place](folder, options.screens, options.runs)) for place in options.of]
    return 0 if all(kept) else 1


def _shown(found: Sequence[Found]) -> bool:
    """Print it; answer whether all is as promised."""
    print(reports.table(found))
    for complaint in (line for each in found for line in each.complaints()):
        print(complaint)
    return all(each.is_kept for each in found)


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(main())
