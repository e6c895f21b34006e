"""Find what a provider says of somebody, wherever it says it; nothing that it can say there is an error of ours."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from .types import Path

LONGEST: Final = 512
MOST: Final = 1_000
"""Groups, and other things of which there may be several."""


def at(told: Mapping[str, Any], path: Path) -> Any:
    """Answer what stands at the end of a path; None where it does not lead anywhere, or there is no path."""
    if not path:
        return None
    found: Any = told
    for name in path:
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found


def is_said(told: Mapping[str, Any], path: Path) -> bool:
    """Tell whether anything stands there, be it that it is of no use."""
    return at(told, path) not in (None, "")


def text(told: Mapping[str, Any], path: Path) -> str:
    """Answer a text; empty where there is none, or one that nobody can read."""
    return _text(at(told, path))


def word(told: Mapping[str, Any], path: Path) -> str:
    """Answer a text, or a whole number as one: levels are written as both."""
    found = at(told, path)
    is_number = isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 1_000_000
    return str(found) if is_number else _text(found)


def texts(told: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    """Answer several texts, each once; one alone may stand there by itself."""
    found = at(told, path)
    rows = found if isinstance(found, list) else [found]
    return tuple(dict.fromkeys(each for each in map(_text, rows[:MOST]) if each))


def is_true(told: Mapping[str, Any], path: Path) -> bool:
    """Tell whether something is said to be so: `true`, or 1, or either as a text."""
    found = at(told, path)
    return found is True or found == "true" or found == "1" or (type(found) is int and found == 1)


def day(told: Mapping[str, Any], path: Path) -> date | None:
    """Answer a day; None where there is none."""
    try:
        return date.fromisoformat(text(told, path))
    except ValueError:
        return None


def moment(told: Mapping[str, Any], path: Path) -> datetime:
    """Answer a moment: seconds since 1970, or a text with its zone.

    :raises ValueError: when it is neither.
    """
    found = at(told, path)
    if isinstance(found, int | float) and not isinstance(found, bool) and 0 < found < 1e11:
        return datetime.fromtimestamp(found, UTC)
    read = datetime.fromisoformat(text(told, path))
    if read.tzinfo is None:
        raise ValueError("A moment without a zone.")
    return read.astimezone(UTC)


def _text(found: Any) -> str:
    is_fit = isinstance(found, str) and len(found) <= LONGEST and found.isprintable()
    return found if is_fit else ""
