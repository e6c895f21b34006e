"""Measure home, category, product and search of a warm municipality, on real processes.

make bench [ARGS=--requests=400]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import stack as stacks
from tests.bench import times, weights

PAGES = {
    "home": "/",
    "category": "/onderwerpen/burgerzaken/",
    "product": "/onderwerpen/producten/paspoort/",
    "search": "/zoeken/?q=paspoort",
}


def main() -> None:
    """Start everything, measure, print."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--requests", type=int, default=300, help="per page and number of clients")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, stacks.started(Path(name)) as stack:
        pages = {title: (stack.portal_port, "zonnedam.localhost", path) for title, path in PAGES.items()}
        print(f"Zonnedam, {options.requests} requests per page and arm; times in ms\n")
        count_queries(stack)
        print()
        weights.show(pages)
        print()
        times.show(pages, options.requests)


def count_queries(stack: stacks.Stack) -> None:
    """Count in a process of the portal's own settings and login, where queries can be seen."""
    environment = {**stack.environment, "DJANGO_SETTINGS_MODULE": "config.settings.portal"}
    words = [f"{title}={path}" for title, path in PAGES.items()]
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.queries", "zonnedam.localhost", *words]
    subprocess.run(command, env={**os.environ, **environment, "LOG_LEVEL": "ERROR"}, check=True)


if __name__ == "__main__":
    main()
