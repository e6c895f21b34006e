"""Subjects, representations and what logging out takes, as the text that encrypted columns hold."""

import json
from typing import Any

from integrations import values


def text_of(value: Any) -> str:
    """Write a value of `integrations.identities` down."""
    return json.dumps(values.plain(value))


def read[T](kind: type[T], text: str) -> T:
    """Read a value back.

    :raises ValueError: when it is none of that kind; its text is not in the error.
    """
    return values.restore(kind, json.loads(text))
