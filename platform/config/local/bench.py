"""Measure the pages of a warm tenant on private servers: `make bench`."""

import os
import sys

from config.local import environment, places, processes, terminal, testing


def run(words: list[str]) -> int:
    """Run the measurements of tests/bench on servers of their own."""
    if not (places.ROOT / "tests/bench/__main__.py").exists():
        raise terminal.Trouble("tests/bench is not there: nothing to measure.")
    with processes.stoppable(), testing.private_servers() as (servers, folder):
        values = {**os.environ, **environment.for_tests(servers, folder)}
        command = [sys.executable, "-m", "tests.bench", *words]
        return testing.in_foreground(command, values)
