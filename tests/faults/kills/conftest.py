"""Print the kill matrix when its tests have run."""

from collections import Counter
from collections.abc import Iterator

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how often each case was killed."""
    counts: Counter[str] = Counter()
    for case, kills in _counts(terminalreporter):
        counts[case] += kills
    if counts:
        terminalreporter.section("killed with -9")
        for case, kills in sorted(counts.items()):
            terminalreporter.line(f"{case:<32}{kills:>6}")
        terminalreporter.line(f"{'in all':<32}{sum(counts.values()):>6}")


def _counts(reporter: pytest.TerminalReporter) -> Iterator[tuple[str, int]]:
    for report in reporter.getreports("passed"):
        for name, value in getattr(report, "user_properties", ()):
            if name == "killed" and report.when == "call":
                case, kills = value
                yield str(case), int(kills)
