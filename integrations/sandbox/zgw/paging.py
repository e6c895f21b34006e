"""Pages of a list, also those that never end."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from integrations.sandbox.stand_ins import Call, RefusedError

from .answers import InvalidError
from .profiles import Profile

SIZE = 20
LARGEST = 500


def page(call: Call, profile: Profile, records: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
    """Cut the page out that was asked for, and answer with it what stands around it.

    :raises RefusedError: when that page is not there.
    """
    query = call.request.query
    size = _number(query.get("pageSize", str(SIZE)), "pageSize") if profile.is_current else SIZE
    last = max(1, -(-len(records) // min(size, LARGEST)))
    asked = query.get("page", "1")
    number = int(asked) if asked.isdecimal() else 0
    if not 1 <= number <= last and not (call.fault.endless and number):
        raise RefusedError(404)
    start = (number - 1) % last * min(size, LARGEST)
    follows = number if call.fault.loop else number + 1 if number < last or call.fault.endless else None
    around = {
        "count": len(records),
        "next": _link(call, follows) if follows else None,
        "previous": _link(call, number - 1) if number > 1 else None,
    }
    if profile.is_brief:
        around = {name: value for name, value in around.items() if value is not None}
    return records[start : start + min(size, LARGEST)], around


def _number(text: str, name: str) -> int:
    if not text.isdecimal() or not int(text):
        raise InvalidError(name, "invalid")
    return int(text)


def _link(call: Call, number: int) -> str:
    request = call.request
    return f"{request.base}{request.path}?{urlencode({**request.query, 'page': number})}"
