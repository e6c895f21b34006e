"""Answers that arrive, and say what they should not."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from integrations.sandbox.web import Response

from .kinds import Fault

LONG_TEXT = "lang " * 200_000
"""A million characters."""
LATE = "9999-12-31"
NEW_WORD = "een_nieuw_woord"


def spoil(response: Response, fault: Fault) -> Response:
    """Change what an answer says; what is no JSON is only broken."""
    if "json" not in response.content_type or response.status >= 400:
        return response
    changes = _changes(fault)
    if changes:
        content = response.json()
        for change in changes:
            content = change(content)
        response = replace(response, body=json.dumps(content).encode())
    if fault.broken_json:
        response = replace(response, body=response.content[:-1] + b",,")
    if fault.byte_order_mark:
        response = replace(response, body=b"\xef\xbb\xbf" + response.content)
    return response


def _changes(fault: Fault) -> list[Callable[[Any], Any]]:
    fields = {name.strip() for name in fault.missing.split(",") if name.strip()}
    changes: list[Callable[[Any], Any]] = []
    if fields:
        changes.append(lambda content: _without(content, fields))
    if fault.odd_values:
        changes.append(_odd)
    if fault.miscount:
        changes.append(_miscounted)
    return changes


def _without(content: Any, fields: set[str]) -> Any:
    """Leave fields out, however deep they are."""
    if isinstance(content, dict):
        return {name: _without(value, fields) for name, value in content.items() if name not in fields}
    return [_without(one, fields) for one in content] if isinstance(content, list) else content


def _odd(content: Any) -> Any:
    """Give one record strange values: nothing, a far year, an unknown word, an endless text, a field too many."""
    match content:
        case {"results": [first, *others]}:
            return {**content, "results": [_odd(first), *others]}
        case {"items": [first, *others]}:
            return {**content, "items": [_odd(first), *others]}
        case [first, *others]:
            return [_odd(first), *others]
        case dict():
            return {**{name: _odd_value(name, value) for name, value in content.items()}, "nieuwVeld": True}
        case _:
            return content


def _odd_value(name: str, value: Any) -> Any:
    if name in {"url", "uuid", "_expand"} or not isinstance(value, str):
        return value
    if "datum" in name.lower():
        return LATE
    if value.startswith("http"):
        return None
    return {"omschrijving": LONG_TEXT, "titel": LONG_TEXT}.get(name, NEW_WORD)


def _miscounted(content: Any) -> Any:
    match content:
        case {"results": [first, *others]}:
            return {**content, "count": content.get("count", 0) + 7, "results": [first, first, *others]}
        case _:
            return content
