"""Let the suite look for seeded leaks, on private servers: `make mutants`."""

from config.local import testing


def run(words: list[str]) -> int:
    """Run tests/mutants on servers of its own."""
    return testing.run_module("tests.mutants", words)
