"""Attack the walls on private servers: `make attack N=1000000`; and tell what came of it: `make attack-report`."""

import os
import sys

from config.local import environment, places, processes, terminal, testing


def run(words: list[str]) -> int:
    """Run a storm of attempts on servers of its own."""
    _make_sure("tests/attacks/__main__.py")
    with processes.stoppable(), testing.private_servers() as (servers, folder):
        values = {**os.environ, **environment.for_tests(servers, folder)}
        return testing.in_foreground([sys.executable, "-m", "tests.attacks", *words], values)


def report(words: list[str]) -> int:
    """Write the report; that takes no servers."""
    _make_sure("tests/attacks/report/__main__.py")
    return testing.in_foreground([sys.executable, "-m", "tests.attacks.report", *words], os.environ)


def _make_sure(file: str) -> None:
    if not (places.ROOT / file).exists():
        raise terminal.Trouble(f"{file} is not there: the attacks come with the tests.")
