"""Numbers that pass the checks of real ones and belong to nobody."""

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_eleven(number: str) -> bool:
    """Tell whether a number of nine digits passes the eleven-test of BSN and RSIN."""
    if len(number) != len(WEIGHTS) or not number.isdecimal() or not int(number):
        return False
    return sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)) % 11 == 0


def _passing(first: int, last: int) -> list[str]:
    return [number for number in (f"{n:09d}" for n in range(first, last)) if passes_eleven(number)]


BSNS = _passing(999_990_000, 1_000_000_000)
"""Of the range that is kept for tests."""
RSINS = _passing(800_000_000, 800_020_000)


def kvk(number: int) -> str:
    """Make a number of the trade register; those that begin with 9 are not given out."""
    return f"9{number:07d}"


def branch(number: int) -> str:
    """Make the number of a branch."""
    return f"0099{number:08d}"
