"""Read JSON as strictly as the standard is: what a server in trouble says must never pass for an answer (fault F09)."""

import json
import re
from typing import Any

from integrations.errors import Reason, UnavailableError

DEEPEST = 40
_HALF_LETTER = re.compile(rb"\\u[dD][89a-fA-F]")


def read(body: bytes) -> Any:
    """Read a body.

    :raises UnavailableError: when it is not JSON in UTF-8 without a mark at its begin, or is nested too deep.
    """
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse)
        if _HALF_LETTER.search(body):  # half of a letter cannot be stored or shown
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise UnavailableError(Reason.MALFORMED) from None
    if _is_deep(value):
        raise UnavailableError(Reason.MALFORMED)
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True
