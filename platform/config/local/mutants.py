"""Let the suite look for seeded leaks, on private servers: `make mutants`."""

import os
import sys

from config.local import environment, places, processes, terminal, testing


def run(words: list[str]) -> int:
    """Run tests/mutants on servers of its own."""
    if not (places.ROOT / "tests/mutants/__main__.py").exists():
        raise terminal.Trouble("tests/mutants is not there: nothing to look for.")
    with processes.stoppable(), testing.private_servers() as (servers, folder):
        values = {**os.environ, **environment.for_tests(servers, folder)}
        return testing.in_foreground([sys.executable, "-m", "tests.mutants", *words], values)
