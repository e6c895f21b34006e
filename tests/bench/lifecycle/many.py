"""Open very many municipalities in one run, and tell what slows down on the way."""

import statistics
from typing import Any

from tests import stack as stacks
from tests.bench.lifecycle import arms, report

SHARE = 10
"""Into so many parts the run is cut, to compare the first with the last."""


def run(stack: stacks.Stack, number: int) -> None:
    """Open them one after the other, cold, by one process."""
    parts: list[list[dict[str, Any]]] = []
    with arms.openers(stack, 1) as (opener,):
        start = opener.ask("sizes")
        report.say("| municipalities | opening, p50 s | p95 s | database MB | catalogue MB |")
        report.say("|---|---|---|---|---|")
        for part in range(SHARE):
            size = number * (part + 1) // SHARE - number * part // SHARE
            if not size:
                continue
            parts.append([opener.ask("open", arm="cold") for _ in range(size)])
            report.part([each["taken"] for each in parts[-1]], opener.ask("sizes"))
        report.show_growth(start, opener.ask("sizes"))
    report.show_slowing(_medians(parts[0]), _medians(parts[-1]))


def _medians(openings: list[dict[str, Any]]) -> dict[str, float]:
    keys = openings[0]["steps"]
    medians = {key: statistics.median(each["steps"][key] for each in openings) for key in keys}
    return {
        **medians,
        "first page after that": statistics.median(each["taken"] - each["opened"] for each in openings),
        "journal and rules": statistics.median(
            each["opened"] - sum(each["steps"].values()) for each in openings
        ),
    }
