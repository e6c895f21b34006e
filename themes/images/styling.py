"""Read the rules of style that drawing programs write: a class, an id or an element, with plain properties.

Only what `vocabulary.LOOKS` names is taken, and each value goes through its own reader afterwards, so a rule can
say no more than an attribute could.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from themes.images.vocabulary import LOOKS

HARMLESS: Final = ("font", "text-", "-inkscape", "enable-background", "letter-spacing", "isolation")
"""Properties that programs write everywhere and that change nothing in shapes."""

type Rules = dict[str, dict[str, str]]


def rules(text: str) -> tuple[Rules, int]:
    """Read a sheet: properties by selector, and how many rules or properties it has that we do not know."""
    found: Rules = {}
    unknown = depth = 0
    for chunk in _without_comments(text).split("}"):
        before, *bodies = chunk.split("{")
        within, depth = depth, max(depth + len(bodies) - 1, 0)
        if within or len(bodies) != 1:
            # Inside a rule for a medium, such as a dark screen: a logo looks the same on each.
            unknown += bool(chunk.strip())
            continue
        unknown += _take(before, bodies[0], found)
    return found, unknown


def _take(before: str, body: str, found: Rules) -> int:
    """Add one rule; answer how much of it we do not know."""
    known, unknown = properties(body)
    statements, _, selectors = before.rpartition(";")
    unknown += bool(statements.strip())
    for selector in selectors.split(","):
        name = selector.strip()
        if _is_simple(name):
            found.setdefault(name, {}).update(known)
        else:
            unknown += 1
    return unknown


def properties(text: str) -> tuple[dict[str, str], int]:
    """Read declarations: those that count, and the number of those that we do not know."""
    found: dict[str, str] = {}
    unknown = 0
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in LOOKS:
            found[name] = value.replace("!important", "").strip()
        elif name and not name.startswith(HARMLESS):
            unknown += 1
    return found, unknown


def of(name: str, attributes: Mapping[str, str], sheet: Rules) -> Iterator[tuple[str, str]]:
    """Give the properties of an element by its rules, the strongest last."""
    selectors = [name, *(f".{each}" for each in attributes.get("class", "").split())]
    if identity := attributes.get("id"):
        selectors.append(f"#{identity}")
    for selector in selectors:
        yield from sheet.get(selector, {}).items()


def _is_simple(selector: str) -> bool:
    return selector.removeprefix(".").removeprefix("#").replace("-", "").replace("_", "").isalnum()


def _without_comments(text: str) -> str:
    first, *others = text.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(other.partition("*/")[2] for other in others)
