"""Blocks of requests in the order A B B A, and what a pair of them shows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, cycle, islice
from statistics import median
from typing import Any

from tests.bench.tenancy import ratios
from tests.bench.tenancy.arms import Arm

BLOCK = 9
"""Requests in a block: so few that the machine is hardly another one before it is the other side's turn."""
LEAD = 1
"""Requests before them that do not count. In A B B A each side is half the time its own predecessor, a twin is not."""

type Block = Callable[[], dict[str, Any]]


@dataclass(slots=True)
class Measured:
    """Pairs of one comparison: in seconds on the clock (the median request of a block), and of processor time.

    Processor time is that of both ends of the connection; others on the machine hardly change it.
    """

    clock: list[list[tuple[float, float]]] = field(default_factory=list)
    """The pairs of each start of the processes; `processor` likewise."""
    processor: list[list[tuple[float, float]]] = field(default_factory=list)

    def add(self, first: dict[str, Any], second: dict[str, Any]) -> None:
        """Take up a pair of blocks of one start of the processes."""
        if not self.clock:
            self.clock, self.processor = [[]], [[]]
        self.clock[0].append((median(first["taken"]), median(second["taken"])))
        self.processor[0].append((_processor(first), _processor(second)))

    def extend(self, other: "Measured") -> None:
        """Take up the pairs of another start, or of several."""
        self.clock += other.clock
        self.processor += other.processor

    def ratios(self) -> tuple[ratios.Ratio, ratios.Ratio]:
        """Answer the ratio by the clock, and of processor time."""
        return ratios.of(self.clock), ratios.of(self.processor)

    def milliseconds(self) -> tuple[float, float]:
        """Answer processor time per request of both sides, the median of all blocks."""
        first, second = zip(*chain.from_iterable(self.processor), strict=True)
        return median(first) * 1000, median(second) * 1000


def _processor(block: dict[str, Any]) -> float:
    total: float = block["cpu"] + block["backend"]
    return total / len(block["taken"])


def blocks(arm: Arm, path: str, numbers: Sequence[int], **details: Any) -> Block:
    """Make what asks an arm for a block; the next one goes on where this one stopped."""
    turn: Iterator[int] = cycle(numbers)
    return lambda: arm.ask("block", path=path, numbers=list(islice(turn, LEAD + BLOCK)), lead=LEAD, **details)


def compare(first: Block, second: Block, pairs: int) -> Measured:
    """Run A B B A until there are so many pairs."""
    found = Measured()
    for _ in range(-(-pairs // 2)):
        one, other = first(), second()
        found.add(one, other)
        other, one = second(), first()
        found.add(one, other)
    return found


def compare_with_control(first: Block, second: Block, again: Block, pairs: int) -> tuple[Measured, Measured]:
    """Run A B B' B' B A: first against second, and in the middle of it second against its own like."""
    found, control = Measured(), Measured()
    for _ in range(-(-pairs // 2)):
        one, other, like = first(), second(), again()
        found.add(one, other)
        control.add(other, like)
        like, other, one = again(), second(), first()
        control.add(other, like)
        found.add(one, other)
    return found, control
