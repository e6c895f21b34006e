"""Which tokens fill which slot: data with a version, because a theme must be the same when it is made again."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "mappings"
NEWEST: Final = 1


@dataclass(frozen=True, slots=True)
class Rules:
    """One version: per slot its sources in order, what may stand in for it, and what it follows."""

    version: int
    sources: Mapping[str, tuple[str, ...]]
    siblings: Mapping[str, tuple[str, ...]]
    follows: Mapping[str, str]
    primary: tuple[str, ...]
    accent: tuple[str, ...]


@functools.cache
def rules(version: int = NEWEST) -> Rules:
    """Read a version of the mapping.

    :raises FileNotFoundError: for a version that there never was.
    """
    data = tomllib.loads((FOLDER / f"{version}.toml").read_text("utf-8"))
    return Rules(
        version=data["version"],
        sources={slot: tuple(names) for slot, names in data["sources"].items()},
        siblings={slot: tuple(names) for slot, names in data["siblings"].items()},
        follows=data["follows"],
        primary=tuple(data["brand"]["primary"]),
        accent=tuple(data["brand"]["accent"]),
    )
