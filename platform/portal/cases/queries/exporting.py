"""Write what was set of kinds of cases as lines of JSON, with natural keys and nothing of a system (I-096)."""

import json
from collections.abc import Collection, Iterator
from typing import Any, Final

from . import written
from .written import Key, Value

CASE_TYPE: Final = "case_type"
WHAT: Final = {"steps": "step", "results": "result", "documents": "document"}


def lines(keys: Collection[Key] | None = None) -> Iterator[str]:
    """Write each case type of which something was set, and each of its parts, on a line of its own.

    :param keys: which; all where it is None.
    """
    for value in written.all_set():
        if keys is None or written.key_of(value) in keys:
            yield from (json.dumps(row, ensure_ascii=False) + "\n" for row in _rows(value))


def _rows(value: Value) -> Iterator[dict[str, Any]]:
    natural = {name: value[name] for name in written.NATURAL}
    own = {name: each for name, each in value.items() if name not in (*natural, *written.PARTS)}
    yield {"what": CASE_TYPE, **natural, **own}
    for part, what in WHAT.items():
        for each in value[part]:
            yield {"what": what, **natural, **each}
