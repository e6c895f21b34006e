"""Bodies of requests: which fields they may have, and what may stand in these."""

import base64
import binascii
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from integrations.sandbox.stand_ins import Call

from .answers import InvalidError
from .parameters import read_all

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Field:
    """One field."""

    check: Callable[[Any], bool]
    is_required: bool = False
    is_nullable: bool = False


def text(longest: int = 1000, shortest: int = 0) -> Callable[[Any], bool]:
    """Make a check of a text."""
    return lambda value: isinstance(value, str) and shortest <= len(value) <= longest


def word(*choices: str) -> Callable[[Any], bool]:
    """Make a check of a word out of these."""
    return lambda value: isinstance(value, str) and value in choices


def address(longest: int = 1000) -> Callable[[Any], bool]:
    """Make a check of an address."""

    def check(value: Any) -> bool:
        return (
            isinstance(value, str) and len(value) <= longest and urlsplit(value).scheme in {"http", "https"}
        )

    return check


def listed(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Make a check of a list."""
    return lambda value: isinstance(value, list) and all(check(one) for one in value)


def nested(fields: Mapping[str, Field]) -> Callable[[Any], bool]:
    """Make a check of an object within."""

    def check(value: Any) -> bool:
        try:
            check_fields(value, fields)
        except (InvalidError, TypeError):
            return False
        return isinstance(value, dict)

    return check


def by_name(check: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Make a check of an object whose fields may have any name."""
    return lambda value: isinstance(value, dict) and all(check(one) for one in value.values())


def yes_or_no(value: Any) -> bool:
    """Check a boolean."""
    return isinstance(value, bool)


def number(value: Any) -> bool:
    """Check a number of things."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def day(value: Any) -> bool:
    """Check a date."""
    return _reads(date.fromisoformat, value) and len(value) == len("2026-01-05")


def moment(value: Any) -> bool:
    """Check a moment."""
    return _reads(datetime.fromisoformat, value) and "T" in value


def content(value: Any) -> bool:
    """Check a file in base64."""
    return _reads(lambda text: base64.b64decode(text, validate=True), value)


def _reads(read: Callable[[str], Any], value: Any) -> bool:
    try:
        return isinstance(value, str) and read(value) is not None
    except (ValueError, binascii.Error):
        return False


def read(call: Call, fields: Mapping[str, Field], parameters: Collection[str] = ()) -> dict[str, Any]:
    """Read the body of a request.

    :param parameters: what may stand in its address.
    :raises InvalidError: when it is no object of these fields, or its address says more.
    """
    read_all(call, (), parameters)
    if call.request.headers.get("content-type", "").partition(";")[0] != JSON:
        raise InvalidError("nonFieldErrors", "invalid", "Het verzoek is geen JSON.")
    try:
        found = json.loads(call.request.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise InvalidError("nonFieldErrors", "invalid", "Het verzoek is geen JSON-object.")
    return check_fields(found, fields)


def check_fields(found: dict[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """Answer an object that has these fields.

    :raises InvalidError: when it has others, lacks one, or one cannot be.
    """
    for name in found:
        if name not in fields:
            raise InvalidError(name, "unknown", f"Onbekend veld: {name}")
    for name, field in fields.items():
        if name not in found:
            if field.is_required:
                raise InvalidError(name, "required", "Dit veld is vereist.")
        elif not (field.check(found[name]) or (field.is_nullable and found[name] is None)):
            raise InvalidError(name, "blank" if found[name] == "" else "invalid")
    return found
