"""Turn values into what JSON knows, and back into the type that the reader names.

What is stored says nothing of classes: a stored text never decides what is made (no pickles).
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, cast
from uuid import UUID

PLAIN = (str, int, float, bool, type(None))
FAULTS = (ValueError, TypeError, ArithmeticError, AttributeError, LookupError)
READERS: Mapping[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    Decimal: Decimal,
    UUID: UUID,
}


def plain(value: Any) -> Any:
    """Answer what JSON writes of a value: dataclasses, enums, moments, numbers and collections of these.

    :raises TypeError: for anything else.
    """
    match value:
        case Enum():
            return plain(value.value)
        case str() | int() | float() | bool() | None:
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted((plain(item) for item in value), key=repr)
        case Mapping():
            return {_name(name): plain(item) for name, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} is not kept.")


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"{type(name).__name__} is no name.")
    return str(plain(name))


def restore[T](kind: type[T], stored: Any) -> T:
    """Make a value of a type from what `plain` answered; `Any` takes it as it is.

    :raises ValueError: when it does not fit, as after a change of the type.
    """
    try:
        return cast(T, _restored(kind, stored))
    except FAULTS:
        raise ValueError(f"Not a {kind}.") from None  # what was refused may be about somebody


def _restored(kind: Any, stored: Any) -> Any:
    if kind is Any or kind is object:
        return stored
    if origin := typing.get_origin(kind):
        return _of_collection(origin, typing.get_args(kind), stored)
    if dataclasses.is_dataclass(kind):
        return _of_dataclass(cast(type, kind), stored)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(stored)
    if kind in READERS:
        return READERS[kind](stored)
    if kind in PLAIN and (type(stored) is kind or (kind is float and type(stored) is int)):
        return stored
    raise ValueError(f"Not a {kind}.")


def _of_collection(origin: Any, inner: tuple[Any, ...], stored: Any) -> Any:
    if origin in {typing.Union, types.UnionType}:
        return _of_union(inner, stored)
    if issubclass(origin, Mapping):
        return {name: _restored(inner[1], item) for name, item in stored.items()}
    if not isinstance(stored, list):
        raise ValueError("Not a list.")
    if origin is tuple and inner[-1] is not Ellipsis:
        return tuple(_restored(kind, item) for kind, item in zip(inner, stored, strict=True))
    return origin(_restored(inner[0], item) for item in stored)


def _of_union(kinds: tuple[Any, ...], stored: Any) -> Any:
    for kind in sorted(kinds, key=lambda each: each is not type(None)):
        try:
            return _restored(kind, stored)
        except FAULTS:
            continue
    raise ValueError("Fits none.")


def _of_dataclass(kind: type, stored: Mapping[str, Any]) -> Any:
    hints = typing.get_type_hints(kind)
    known = {field.name for field in dataclasses.fields(kind)}
    if set(stored) != known:
        raise ValueError(f"Not the fields of {kind.__name__}.")
    return kind(**{name: _restored(hints[name], item) for name, item in stored.items()})
