"""Measure on private servers: pages of a warm tenant, walls, openings, slow visitors, connections, the console."""

from config.local import testing


def run(words: list[str]) -> int:
    """Run the measurements of pages on servers of their own: `make bench`."""
    return testing.run_module("tests.bench", words)


def run_tenancy(words: list[str]) -> int:
    """Run the comparison with and without walls on servers of its own: `make bench-tenancy`."""
    return testing.run_module("tests.bench.tenancy", words)


def run_slow(words: list[str]) -> int:
    """Run the comparison with and without slow visitors on servers of its own: `make bench-slow`."""
    return testing.run_module("tests.bench.slow", words)


def run_lifecycle(words: list[str]) -> int:
    """Run the openings on servers of their own: `make bench-lifecycle`."""
    return testing.run_module("tests.bench.lifecycle", words)


def run_integrations(words: list[str]) -> int:
    """Run measurements of the layer that speaks to other systems: `make bench-integrations`."""
    return testing.run_module("tests.bench.integrations", words)


def run_console(words: list[str]) -> int:
    """Run measurements of the console with very many municipalities and acts: `make bench-console`."""
    return testing.run_module("tests.bench.console", words)
