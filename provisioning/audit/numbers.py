"""Sets of numbers as ranges, so that a gap of a million costs as much as one of two."""

from collections.abc import Iterable, Iterator

type Range = tuple[int, int]
"""First and last, both in it."""
type Ranges = tuple[Range, ...]


def between(start: int, there: Iterable[int]) -> Ranges:
    """List what is missing after `start` among numbers in ascending order."""
    found = []
    for number in there:
        if number > start + 1:
            found.append((start + 1, number - 1))
        start = max(start, number)
    return tuple(found)


def without(ranges: Iterable[Range], numbers: Iterable[int]) -> Ranges:
    """Take numbers out of ranges."""
    out = sorted(set(numbers))
    return tuple(part for each in ranges for part in _split(each, out))


def above(ranges: Iterable[Range], limit: int) -> Ranges:
    """Keep what is higher than a limit."""
    return tuple((max(first, limit + 1), last) for first, last in ranges if last > limit)


def has(ranges: Iterable[Range], number: int) -> bool:
    """Tell whether a number is in one of the ranges."""
    return any(first <= number <= last for first, last in ranges)


def _split(each: Range, out: Iterable[int]) -> Iterator[Range]:
    first, last = each
    for number in out:
        if first <= number <= last:
            if number > first:
                yield first, number - 1
            first = number + 1
    if first <= last:
        yield first, last
