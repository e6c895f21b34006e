"""Let something go wrong with a stand-in, and let it be well again."""

import json
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.browser import web
from tests.stack import Stack


@contextmanager
def on(stack: Stack, *places: str, **fault: Any) -> Iterator[None]:
    """Let a fault be on for a while, as `/faults/` of the sandbox takes it.

    :param places: what goes wrong: municipality and stand-in, such as `zonnedam/zgw`.
    """
    for place in places:
        _tell(stack, place, fault)
    try:
        yield
    finally:
        for place in places:
            _tell(stack, place, {})


def _tell(stack: Stack, place: str, fault: dict[str, Any]) -> None:
    port = urllib.parse.urlsplit(stack.environment["SANDBOX_URL"]).port or 80
    answer = web.ask("POST", port, "127.0.0.1", f"/faults/{place}", body=json.dumps(fault).encode())
    assert answer.status < 400, answer
