"""A stream's hash chain: what is hashed, and what a chain says about its records (architecture T14).

A **seal** lists records by number with a SHA-256 digest of each, and bears a SHA-256 over itself and the seal
before it. Who alters, removes, adds or moves a record, or a seal, makes a stream that no longer agrees with itself.
The hash needs no key, so that whoever holds an export can compute it; a **mac** over it needs the installation's
key, so that whoever has the database alone cannot make the chain anew. And as a chain whose end was cut off agrees
with itself, each stream's seals hold the heads of others as **anchors**: the operators' those of the municipalities,
theirs that of the operators.

Bytes are JSON: keys sorted, no spaces, UTF-8; moments in UTC with microseconds. Nothing here asks a database.
"""

import datetime
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Final

from . import numbers
from .numbers import Ranges

FORMAT: Final = 1
"""Stands in everything that is hashed, so that another way of writing can follow."""
START: Final = "0" * 64
"""What stands for the seal before the first."""

type Row = Mapping[str, Any]
"""A record as the database has it, by column."""
type Heads = Mapping[str, tuple[int, str]]
"""Number and hash of the last seal, by stream."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One link."""

    number: int
    sealed_at: datetime.datetime
    upto: int
    waiting: Ranges
    entries: tuple[tuple[int, str], ...]
    previous: str
    anchors: Heads = field(default_factory=dict)
    hash: str = ""
    mac: str = ""


def digest(stream: str, row: Row) -> str:
    """Hash one record, with the stream that it belongs to."""
    return _sha256({"format": FORMAT, "stream": stream, "record": dict(row)})


def link(
    stream: str,
    previous: Seal | None,
    rows: Sequence[Row],
    *,
    waiting: Ranges,
    at: datetime.datetime,
    anchors: Heads | None = None,
    key: bytes,
) -> Seal:
    """Make the next seal, over records in the order of their numbers."""
    entries = tuple((int(row["id"]), digest(stream, row)) for row in rows)
    upto = max([previous.upto if previous else 0, *(number for number, _ in entries)])
    seal = Seal(
        number=previous.number + 1 if previous else 1,
        sealed_at=at,
        upto=upto,
        waiting=waiting,
        entries=entries,
        previous=previous.hash if previous else START,
        anchors=dict(anchors or {}),
    )
    found = hash_of(stream, seal)
    return Seal(**{**_fields(seal), "hash": found, "mac": mac_of(found, key)})


def hash_of(stream: str, seal: Seal) -> str:
    """Hash a seal: everything in it but its own hash and mac."""
    values = {name: value for name, value in asdict(seal).items() if name not in ("hash", "mac")}
    return _sha256({"format": FORMAT, "stream": stream, "seal": values})


def mac_of(found: str, key: bytes) -> str:
    """Show with the installation's key that a hash is ours."""
    return hmac.new(key, f"audit seal|{found}".encode(), hashlib.sha256).hexdigest()


def still_open(previous: Seal | None, rows: Iterable[Row], *, settled: int) -> Ranges:
    """List the numbers that are missing and may still come.

    :param settled: up to this number nobody is writing any more: what is missing there never comes.
    """
    there = [int(row["id"]) for row in rows]
    start = previous.upto if previous else 0
    known = previous.waiting if previous else ()
    missing = (*known, *numbers.between(start, there))
    return numbers.above(numbers.without(missing, there), settled)


def canonical(value: Any) -> bytes:
    """Write a value down in the one way that is hashed."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return text.encode()


def parse(text: str) -> Any:
    """Read JSON without losing a digit of a number."""
    return json.loads(text, parse_float=lambda digits: {"number": digits})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return str(value)


def _fields(seal: Seal) -> dict[str, Any]:
    return {name: getattr(seal, name) for name in Seal.__slots__}


def _sha256(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
