"""Measure on private servers: pages of a warm tenant, walls, openings, and what slow visitors do."""

import os
import sys

from config.local import environment, places, processes, terminal, testing


def run(words: list[str]) -> int:
    """Run the measurements of pages on servers of their own: `make bench`."""
    return _measure("tests.bench", words)


def run_tenancy(words: list[str]) -> int:
    """Run the comparison with and without walls on servers of its own: `make bench-tenancy`."""
    return _measure("tests.bench.tenancy", words)


def run_slow(words: list[str]) -> int:
    """Run the comparison with and without slow visitors on servers of its own: `make bench-slow`."""
    return _measure("tests.bench.slow", words)


def run_lifecycle(words: list[str]) -> int:
    """Run the openings on servers of their own: `make bench-lifecycle`."""
    return _measure("tests.bench.lifecycle", words)


def _measure(module: str, words: list[str]) -> int:
    place = places.ROOT / module.replace(".", "/")
    if not ((place / "__main__.py").exists() or place.with_suffix(".py").exists()):
        raise terminal.Trouble(f"{place.relative_to(places.ROOT)} is not there: nothing to measure.")
    with processes.stoppable(), testing.private_servers() as (servers, folder):
        values = {**os.environ, **environment.for_tests(servers, folder)}
        command = [sys.executable, "-m", module, *words]
        return testing.in_foreground(command, values)
