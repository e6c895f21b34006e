"""The names by which all governments know a product: the Uniforme Productnamenlijst (UPL).

`data/upl.csv` holds the names that municipalities supply, of October 2023, as published at
standaarden.overheid.nl.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "upl.csv"


@cache
def uris() -> Mapping[str, str]:
    """Read the list: URI by name."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["uri"] for row in csv.DictReader(file)}


def uri_of(name: str) -> str:
    """Answer the URI of a name, or nothing when it is not in the list."""
    return uris().get(name, "")
