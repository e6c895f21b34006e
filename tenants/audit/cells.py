"""Write a text into a cell of a spreadsheet so that it stays a text (attacks P09 and W10).

A spreadsheet takes a cell that begins with certain signs for a formula, and carries it out for whoever opens the file.
Both rooms that hand out files of their log use this: the console, and a municipality's own page.
"""

from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""How a cell begins that could be more than text; the wide signs too, which some programs take for the narrow ones."""


def text(value: object) -> str:
    """Write a value so that no spreadsheet carries it out: what could be a formula gets an apostrophe in front."""
    written = str(value)
    return f"'{written}" if written.lstrip(" \u00a0\ufeff").startswith(FORMULA) else written
