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
    slowest = max((each for part in parts for each in part), key=lambda each: float(each["taken"]))
    report.show_slowest(slowest["taken"], _parts_of(slowest))


def _medians(openings: list[dict[str, Any]]) -> dict[str, float]:
    taken = [_parts_of(each) for each in openings]
    return {key: statistics.median(each[key] for each in taken) for key in taken[0]}


def _parts_of(opening: dict[str, Any]) -> dict[str, float]:
    return {
        **opening["steps"],
        "first page after that": opening["taken"] - opening["opened"],
        "journal and rules": opening["opened"] - sum(opening["steps"].values()),
    }
