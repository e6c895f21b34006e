"""Attack the walls on private servers: `make attack N=1000000`; and tell what came of it: `make attack-report`."""

from config.local import testing


def run(words: list[str]) -> int:
    """Run a storm of attempts on servers of its own."""
    return testing.run_module("tests.attacks", words)


def report(words: list[str]) -> int:
    """Write the report; that takes no servers."""
    return testing.run_module_alone("tests.attacks.report", words)
