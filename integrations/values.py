"""Turn values into what JSON knows, and back into the type that the reader names.

What is stored says nothing of classes: a stored text never decides what is made (no pickles).
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, cast
from uuid import UUID

type Reader = Callable[[Any], Any]

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
        return cast(T, _reader(cast(Hashable, kind))(stored))
    except FAULTS:
        raise ValueError(f"Not a {kind}.") from None  # what was refused may be about somebody


@functools.cache
def _reader(kind: Any) -> Reader:
    """Answer what reads a type: a page restores hundreds of values of a few types.

    :raises ValueError: for a type that is not kept.
    """
    if kind is Any or kind is object:
        return _as_it_is
    if origin := typing.get_origin(kind):
        return _collection(origin, typing.get_args(kind))
    if dataclasses.is_dataclass(kind):
        return _dataclass(cast(type, kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in READERS:
        return READERS[kind]
    if kind in PLAIN:
        return _plain(kind)
    raise ValueError(f"Not a {kind}.")


def _as_it_is(stored: Any) -> Any:
    return stored


def _plain(kind: type) -> Reader:
    kinds = {int, float} if kind is float else {kind}

    def read(stored: Any) -> Any:
        if type(stored) not in kinds:
            raise ValueError(f"Not a {kind}.")
        return stored

    return read


def _collection(origin: Any, inner: tuple[Any, ...]) -> Reader:
    if origin in {typing.Union, types.UnionType}:
        return _union(inner)
    if issubclass(origin, Mapping):
        of_values = _reader(inner[1])
        return lambda stored: {name: of_values(item) for name, item in stored.items()}
    if origin is tuple and inner[-1] is not Ellipsis:
        return _tuple([_reader(kind) for kind in inner])
    return _items(origin, _reader(inner[0]))


def _tuple(readers: list[Reader]) -> Reader:
    def read(stored: Any) -> Any:
        return tuple(of(item) for of, item in zip(readers, _list(stored), strict=True))

    return read


def _items(origin: Any, of_items: Reader) -> Reader:
    def read(stored: Any) -> Any:
        return origin(of_items(item) for item in _list(stored))

    return read


def _list(stored: Any) -> list[Any]:
    if not isinstance(stored, list):
        raise ValueError("Not a list.")
    return stored


def _union(kinds: tuple[Any, ...]) -> Reader:
    may_be_none = type(None) in kinds
    others = [_reader(kind) for kind in kinds if kind is not type(None)]

    def read(stored: Any) -> Any:
        if stored is None and may_be_none:
            return None
        for of in others:
            try:
                return of(stored)
            except FAULTS:
                continue
        raise ValueError("Fits none.")

    return read


def _dataclass(kind: type) -> Reader:
    """Answer what reads a dataclass; its fields are looked up when it is read, as it may hold itself."""
    hints = typing.get_type_hints(kind)
    names = {field.name for field in dataclasses.fields(kind)}
    readers: dict[str, Reader] = {}

    def read(stored: Any) -> Any:
        if stored.keys() != names:
            raise ValueError(f"Not the fields of {kind.__name__}.")
        if not readers:
            readers.update({name: _reader(hints[name]) for name in names})
        return kind(**{name: readers[name](item) for name, item in stored.items()})

    return read
