"""The names of tokens: `utrecht.pageHeader.color` and `--utrecht-page-header-color` are the same one."""

import re
from collections.abc import Iterable
from typing import Final

REFERENCE: Final = re.compile(r"\{([^{}]{1,300})\}")
HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
OTHERS: Final = re.compile(r"[^\w-]+")
# What some tools write after the path of a token.
ENDINGS: Final = (".$value", ".value", ".$root")


def kebab(parts: Iterable[str]) -> str:
    """Write a path as the name of a custom property, without the two hyphens."""
    return OTHERS.sub("-", HUMP.sub("-", "-".join(part.strip() for part in parts))).strip("-").lower()


def references(value: str) -> str:
    """Write `{a.b}` as `var(--a-b)`, so that what follows knows one kind of reference."""
    return REFERENCE.sub(lambda found: f"var(--{referred(found[1])})", value) if "{" in value else value


def referred(path: str) -> str:
    """Give the name of the token that a reference means."""
    bare = path.strip()
    for ending in ENDINGS:
        bare = bare.removesuffix(ending)
    return kebab(bare.split("."))
