"""What passes for JSON, and what never may (fault F09)."""

from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections import clients
from integrations.connections.clients import decoding
from integrations.errors import UnavailableError
from integrations.outcomes import Kind
from tests.integrations.talking import Talker, answer

NOT_JSON = {
    "html": b"<!DOCTYPE html><title>Inloggen</title>",
    "nothing": b"",
    "half": b'{"naam": "Fat',
    "mark": b'\xef\xbb\xbf{"naam": "Fatima"}',
    "utf-16": '{"naam": "Fatima"}'.encode("utf-16"),
    "latin": '{"naam": "Renée"}'.encode("latin-1"),
    "not a number": b'{"bedrag": NaN}',
    "endless": b'{"bedrag": -Infinity}',
    "two": b"{}{}",
    "half a letter": b'{"naam": "\\ud83d"}',
    "too deep": b"[" * 60 + b"]" * 60,
    "far too deep": b"[" * 200_000,
    "a number of 5,000 digits": b"9" * 5000,
}


@pytest.mark.fault("F09")
@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_json_is_malformed(body: bytes, serve: Callable[..., Talker], open_to: Any) -> None:
    server = serve(lambda asked: answer(body, 200, "Content-Type: application/json"))

    outcome = clients.ask(open_to(server), "zaken", lambda content: content)

    assert (outcome.kind, outcome.value) == (Kind.MALFORMED, None)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ('{"naam": "Renée"}'.encode(), {"naam": "Renée"}),
        (b'{"naam": "Ren\\u00e9e \\ud83d\\ude00"}', {"naam": "Renée 😀"}),
        (b" [1, 2.5, null] \n", [1, 2.5, None]),
        (b'"[[[[[[[["', "[[[[[[[["),
    ],
)
def test_json_is_read(body: bytes, value: Any) -> None:
    assert decoding.read(body) == value


def test_as_deep_as_allowed_is_read() -> None:
    body = b"[" * decoding.DEEPEST + b"]" * decoding.DEEPEST

    assert decoding.read(body) is not None
    with pytest.raises(UnavailableError, match="malformed"):
        decoding.read(b"[" + body + b"]")
