"""Which known word was probably meant."""

from collections.abc import Iterable


def distance(first: str, second: str) -> int:
    """Count the letters to add, drop, change or swap with a neighbour, to get from one word to the other."""
    above: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        before, row, above = above, [i], row
        for j, other in enumerate(second, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and (letter, first[i - 2]) == (second[j - 2], other):
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]


def allowed(word: str) -> int:
    """Say how many errors a word of this length may hold."""
    return 0 if len(word) < 3 else 1 if len(word) < 7 else 2


def nearest(word: str, candidates: Iterable[tuple[str, str]]) -> str | None:
    """Choose the word that was probably meant, or None.

    :param candidates: known words, each folded and as it is written, the likeliest first.
    """
    found = [(distance(word, folded), place, known) for place, (folded, known) in enumerate(candidates)]
    best = min(found, default=None)
    return best[2] if best and best[0] <= allowed(word) else None
