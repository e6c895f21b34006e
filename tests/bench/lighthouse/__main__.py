"""Let Lighthouse look at list, municipality and wizard of the console, as a telephone and as a desk sees them.

make lighthouse [ARGS="--runs 5 --screens desktop --keep FOLDER"]

It ends with an error when the median of a category is below what was promised. Lighthouse reckons with a slow
telephone and a slow network, or a desk; it measures no time of ours that depends on this machine being idle, but
few are as sure as those of an idle one.
"""

import argparse
import os
import sys
import tempfile
import uuid
from pathlib import Path

from tests.bench.console.serving import console
from tests.bench.lighthouse import looking, reports
from tests.bench.processes import Asked

DATABASE = "inwonerplein_lighthouse"
TENANTS, ACTS = 200, 20_000


def main() -> int:
    """Fill a database, start the console, look, print."""
    parser = argparse.ArgumentParser(prog="make lighthouse")
    parser.add_argument("--runs", type=int, default=5, help="of each page on each screen")
    parser.add_argument("--screens", nargs="+", choices=looking.SCREENS, default=looking.SCREENS)
    parser.add_argument("--keep", type=Path, help="a folder for the reports as Lighthouse writes them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, console(Path(name), DATABASE, browsed=True) as stack:
        folder = options.keep or Path(name) / "reports"
        folder.mkdir(parents=True, exist_ok=True)
        filler = Asked("tests.bench.console.filling", "config.settings.lifecycle", stack.environment)
        filler.ask("fill", tenants=TENANTS, acts=ACTS)
        filler.stop()
        worker = Asked("tests.bench.console.asking", "config.settings.console", stack.environment)
        known = worker.ask("begin")
        worker.stop()
        cookie = (known["name"], known["value"])
        pages = {
            "list": "/",
            "municipality": known["pages"]["municipality"][0],
            "wizard": f"/gemeenten/openen/{uuid.uuid4()}/gemeente/",
        }
        print(f"Load of the machine at the start {os.getloadavg()[0]:.1f}.", flush=True)
        found = looking.look(
            stack.console_url, pages, cookie=cookie, screens=options.screens, runs=options.runs, folder=folder
        )
    print(reports.table(found))
    for complaint in (line for each in found for line in each.complaints()):
        print(complaint)
    return 0 if all(each.is_kept for each in found) else 1


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(main())
