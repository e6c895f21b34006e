"""Answer of a record what was asked for by name, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any


def is_known(path: str, known: Iterable[str]) -> bool:
    """Tell whether a field may be asked for: one that is known, a part of one, or an object that holds one."""
    return any(path == one or path.startswith(f"{one}.") or one.startswith(f"{path}.") for one in known)


def picked(told: Any, fields: Iterable[str], *, along: frozenset[str]) -> Any:
    """Keep the fields that were asked for, and what comes along unasked, wherever it stands."""
    wanted = {tuple(field.split(".")) for field in fields}
    return _kept(told, wanted, along)


def _kept(told: Any, wanted: set[tuple[str, ...]], along: frozenset[str]) -> Any:
    if isinstance(told, list):
        return [kept for one in told if (kept := _kept(one, wanted, along))]
    if not isinstance(told, Mapping) or () in wanted:
        return told
    found: dict[str, Any] = {}
    for name, value in told.items():
        inner = {path[1:] for path in wanted if path[0] == name}
        kept = value if name in along else _kept(value, inner, along) if inner else None
        if kept not in (None, {}, []):
            found[name] = kept
    return found if any(path[0] in told for path in wanted) else {}
