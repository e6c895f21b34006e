"""Parameters of lists: which there are, what they may say, and which records they leave."""

import uuid as uuids
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from integrations.sandbox.stand_ins import Call

from .answers import InvalidError

LEVELS = (
    "openbaar", "beperkt_openbaar", "intern", "zaakvertrouwelijk",
    "vertrouwelijk", "confidentieel", "geheim", "zeer_geheim",
)  # fmt: skip
BOTH, ONLY_CURRENT, ONLY_FIRST = frozenset({True, False}), frozenset({True}), frozenset({False})


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: how it is read, and whether a record is meant."""

    name: str
    read: Callable[[str], Any]
    means: Callable[[Any, Any], bool]
    """Takes a record and what was read."""
    versions: frozenset[bool] = BOTH
    """Whether today's version has it, and whether the first had."""


def text(value: str) -> str:
    """Take a text as it is."""
    return value


def day(value: str) -> date:
    """Read a date."""
    return date.fromisoformat(value)


def yes_or_no(value: str) -> bool:
    """Read a boolean."""
    return {"true": True, "false": False}[value.lower()]


def several(value: str) -> list[str]:
    """Read values with commas between them."""
    return [one for one in value.split(",") if one]


def one_of(choices: Collection[str]) -> Callable[[str], str]:
    """Make a reader of one of these words."""

    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(value)
        return value

    return read


def identity(address: str) -> uuids.UUID | None:
    """Read the UUID at the end of one of our addresses; nothing for another's."""
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError(address)
    try:
        return uuids.UUID(address.rstrip("/").rpartition("/")[2])
    except ValueError:
        return None


def read_all(call: Call, known: Collection[Parameter], others: Collection[str]) -> dict[Parameter, Any]:
    """Read the parameters of a request.

    :param others: those that are looked at elsewhere.
    :raises InvalidError: when one is not known, or says what it cannot.
    """
    by_name = {parameter.name: parameter for parameter in known}
    values = {}
    for name, value in call.request.query.items():
        if name in others:
            if not value:
                raise InvalidError(name, "invalid")
            continue
        if name not in by_name:
            raise InvalidError("nonFieldErrors", "unknown-parameters", f"Onbekende parameter: {name}")
        try:
            values[by_name[name]] = by_name[name].read(value)
        except (ValueError, KeyError):
            raise InvalidError(name, "invalid") from None
    return values
