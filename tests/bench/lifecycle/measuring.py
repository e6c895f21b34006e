"""Openings of three kinds in mirrored blocks, and four at once against four in turn."""

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests import stack as stacks
from tests.bench.lifecycle import arms, report
from tests.bench.lifecycle.arms import Opener

AT_ONCE = 4

type Taken = dict[str, list[float]]


@dataclass(slots=True)
class Found:
    """Seconds of each opening by kind, and pairs of one kind and stock from the same block."""

    taken: Taken = field(default_factory=lambda: {"cold": [], "spare": [], "stock": []})
    pairs: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: {"cold": [], "spare": []})

    def add(self, block: Taken) -> None:
        """Take up a block."""
        for arm, seconds in block.items():
            self.taken[arm] += seconds
        for arm, pairs in self.pairs.items():
            if block.get(arm) and block.get("stock"):
                pairs.append((statistics.median(block[arm]), statistics.median(block["stock"])))


def run(stack: stacks.Stack, cold: int, spare: int, stock: int, rounds: int) -> None:
    """Measure everything and print it."""
    opened, visited = Found(), Found()
    with arms.openers(stack, AT_ONCE) as openers:
        before = openers[0].ask("sizes")
        for block in blocks(cold, spare, stock):
            until_open, until_visited = _run_block(openers[0], block)
            opened.add(until_open)
            visited.add(until_visited)
        report.say("\nUntil it is open, with the first 200 on its host:")
        report.show(opened.taken, opened.pairs)
        report.say("\nUntil somebody else has a page besides, who asks once the operation has ended:")
        report.show(visited.taken, visited.pairs, is_promised=False)
        report.show_growth(before, openers[0].ask("sizes"))
        report.show_statements({arm: openers[0].ask("open", arm=arm)["statements"] for arm in opened.pairs})
        report.show_at_once([_at_once(openers, mirrored=at % 2 == 1) for at in range(rounds)])


def blocks(cold: int, spare: int, stock: int) -> Iterator[list[str]]:
    """Share openings out over as many blocks as the stock arm has, every other one the other way round."""
    for at in range(stock):
        block = [
            arm
            for arm, number in (("cold", cold), ("spare", spare), ("stock", stock))
            for _ in range(number * (at + 1) // stock - number * at // stock)
        ]
        yield block[::-1] if at % 2 else block


def _run_block(opener: Opener, block: Sequence[str]) -> tuple[Taken, Taken]:
    opened: Taken = {}
    visited: Taken = {}
    for arm in block:
        answer = opener.ask("open", arm=arm)
        opened.setdefault(arm, []).append(answer["opened"])
        visited.setdefault(arm, []).append(answer["taken"])
    report.so_far(visited)
    return opened, visited


def _at_once(openers: Sequence[Opener], *, mirrored: bool) -> tuple[float, float]:
    """Answer seconds for four in turn, and for four at once."""
    if mirrored:
        together = _together(openers)
        return _in_turn(openers), together
    return _in_turn(openers), _together(openers)


def _in_turn(openers: Sequence[Opener]) -> float:
    began = time.perf_counter()
    for opener in openers:
        opener.ask("open", arm="cold")
    return time.perf_counter() - began


def _together(openers: Sequence[Opener]) -> float:
    began = time.perf_counter()
    for opener in openers:
        opener.send("open", arm="cold")
    for opener in openers:
        opener.receive()
    return time.perf_counter() - began
