"""Measure on private servers: pages of a warm tenant, what tenancy and its walls cost, how long openings take."""

import os
import sys

from config.local import environment, places, processes, terminal, testing


def run(words: list[str]) -> int:
    """Run the measurements of pages on servers of their own: `make bench`."""
    return _measure("tests.bench", words)


def run_tenancy(words: list[str]) -> int:
    """Run the comparison with and without walls on servers of its own: `make bench-tenancy`."""
    return _measure("tests.bench.tenancy", words)


def run_lifecycle(words: list[str]) -> int:
    """Run the openings on servers of their own: `make bench-lifecycle`."""
    return _measure("tests.bench.lifecycle", words)


def _measure(module: str, words: list[str]) -> int:
    folder_of_module = module.replace(".", "/")
    if not (places.ROOT / folder_of_module / "__main__.py").exists():
        raise terminal.Trouble(f"{folder_of_module} is not there: nothing to measure.")
    with processes.stoppable(), testing.private_servers() as (servers, folder):
        values = {**os.environ, **environment.for_tests(servers, folder)}
        command = [sys.executable, "-m", module, *words]
        return testing.in_foreground(command, values)
