"""Read a message of a Notificaties API (I-103): what must be there is checked, what else is there is overlooked."""

import hashlib
import json
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.dateparse import parse_datetime

from .types import SKEW, Message

LONGEST_URL: Final = 1_000
MOST_FEATURES: Final = 50
LONGEST_FEATURE: Final = 1_000


def read(body: bytes, *, now: datetime) -> Message:
    """Read a message.

    :raises ValueError: when it is none; says nothing of what stood there.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("no JSON") from None
    if not isinstance(told, dict):
        raise ValueError("no message")
    return Message(
        channel=_text(told, "kanaal", 50),
        main=_address(told, "hoofdObject"),
        resource=_text(told, "resource", 100),
        resource_url=_address(told, "resourceUrl"),
        action=_text(told, "actie", 100),
        created_at=_moment(told, now),
        features=_features(told),
    )


def mark_of(message: Message) -> str:
    """Answer a hash of all that a message says."""
    told = [
        message.channel,
        message.main,
        message.resource,
        message.resource_url,
        message.action,
        message.created_at.isoformat(),
        sorted(message.features.items()),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _text(told: dict[str, Any], name: str, longest: int) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not _is_plain(value):
        raise ValueError(name)
    return value


def _address(told: dict[str, Any], name: str) -> str:
    value = _text(told, name, LONGEST_URL)
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise ValueError(name)
    return value


def _moment(told: dict[str, Any], now: datetime) -> datetime:
    name = "aanmaakdatum"
    found = parse_datetime(_text(told, name, 50))
    if found is None or found.tzinfo is None or found > now + SKEW:
        raise ValueError(name)
    return found


def _features(told: dict[str, Any]) -> dict[str, str]:
    name = "kenmerken"
    found = told.get(name) or {}
    if not isinstance(found, dict) or len(found) > MOST_FEATURES:
        raise ValueError(name)
    for key, value in found.items():
        if not isinstance(value, str) or len(value) > LONGEST_FEATURE or not _is_plain(key + value):
            raise ValueError(name)
    return found


def _is_plain(text: str) -> bool:
    """Tell whether a database can keep a text: it knows no zero byte and no half of a pair."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
