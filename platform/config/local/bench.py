"""Measure on private servers: pages, walls, openings, slow visitors, connections, console, sign-in, cases."""

import os

from config.local import browser, terminal, testing


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
    if "--opening" in words:  # in a browser
        found = browser.find(may_install=True)
        if found is None:
            raise terminal.Trouble("No Chromium was found, and none could be installed. Set CHROMIUM_PATH.")
        os.environ["CHROMIUM_PATH"] = found
    return testing.run_module("tests.bench.console", words)


def run_signin(words: list[str]) -> int:
    """Run measurements of signing in, profile and erasing: `make bench-signin`."""
    return testing.run_module("tests.bench.signin", words)


def run_cases(words: list[str]) -> int:
    """Run measurements of Mijn zaken with slow case systems: `make bench-cases`."""
    return testing.run_module("tests.bench.cases", words)
