"""Words that many people stumble over, each with a simpler one: a list of our own, in `difficult.csv`.

A line is `forms;simpler`: forms that mean the same are parted by `|`; several simpler words by a comma.
"""

import csv
import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).parent / "difficult.csv"


def difficult(text: str) -> Iterator[tuple[str, str]]:
    """List the difficult words of a text with what is simpler, each once."""
    simpler, pattern = _known()
    seen = dict.fromkeys(match.lower() for match in pattern.findall(text))
    yield from ((word, simpler[word]) for word in seen)


@functools.cache
def _known() -> tuple[Mapping[str, str], re.Pattern[str]]:
    with SOURCE.open(encoding="utf-8", newline="") as file:
        rows = [(forms.split("|"), better) for forms, better in csv.reader(file, delimiter=";")]
    simpler = {form: better for forms, better in rows for form in forms}
    longest_first = sorted(simpler, key=len, reverse=True)
    alternatives = "|".join(re.escape(form) for form in longest_first)
    return simpler, re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
