"""The token that we make is one that a case system accepts; whatever is altered is not."""

import base64
import json
from datetime import UTC, datetime

import pytest

from integrations.connections.clients import jwt as ours
from integrations.sandbox.zgw import tokens as theirs

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def header(secret: str = "geheim", client_id: str = "inwonerplein", now: datetime = NOW) -> str:
    return "Bearer " + ours.make(client_id=client_id, secret=secret, user="iemand", now=now)


def check(given: str, secret: str = "geheim") -> dict[str, object]:
    return theirs.check(given, client_id="inwonerplein", secret=secret, now=NOW.timestamp())


def unsigned(**claims: object) -> str:
    parts = [{"typ": "JWT", "alg": "none"}, claims]
    return (
        "Bearer " + ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode() for p in parts) + "."
    )


@pytest.mark.covers("I-002")
def test_our_token_opens() -> None:
    assert check(header()) == {
        "iss": "inwonerplein",
        "iat": 1795521600,
        "client_id": "inwonerplein",
        "user_id": "iemand",
        "user_representation": "iemand",
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", "not_authenticated"),
        ("Basic abc", "not_authenticated"),
        ("Bearer abc", "not_authenticated"),
        ("Bearer a.b.c", "jwt-malformed"),
        (header(secret="ander"), "jwt-invalid-signature"),
        (header()[:-4] + "AAAA", "jwt-invalid-signature"),
        (unsigned(client_id="inwonerplein"), "jwt-invalid-signature"),
        (header(client_id="iemand-anders"), "jwt-unknown-client"),
        (header(now=datetime(2026, 11, 24, 10, 0, tzinfo=UTC)), "jwt-expired"),
        (header(now=datetime(2026, 11, 24, 14, 0, tzinfo=UTC)), "jwt-expired"),
    ],
)
def test_any_other_token_does_not_open(given: str, code: str) -> None:
    with pytest.raises(theirs.TokenError, match=code):
        check(given)
