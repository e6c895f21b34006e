"""One way to write a value down: equal values, equal bytes."""

import json
from typing import Any


def dump(value: Any) -> str:
    """Write a value as JSON: keys in order, no spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def load(text: str) -> Any:
    """Read what `dump` wrote."""
    return json.loads(text)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are written down alike."""
    return dump(one) == dump(other)
