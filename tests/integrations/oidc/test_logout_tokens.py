"""A provider ends a session from its side (Back-Channel Logout 1.0), and nobody else can."""

import time
from typing import Any

import pytest

from integrations.identities import RefusalReason, SignInRefusedError
from integrations.oidc import operations
from integrations.oidc.types import LoggedOut
from tests.integrations.oidc.conftest import Door
from tests.integrations.oidc.forging import CLIENT_ID, SUBJECT, public, rsa, signed

EVENT = "http://schemas.openid.net/event/backchannel-logout"


def message(door: Door, header: dict[str, Any] | None = None, key: str = "one", **changes: Any) -> str:
    """Make a message; None leaves something out."""
    now = int(time.time())
    told = {
        "iss": door.forger.issuer,
        "aud": CLIENT_ID,
        "sub": SUBJECT,
        "sid": "sessie-1",
        "iat": now,
        "exp": now + 120,
        "jti": "bericht-1",
        "events": {EVENT: {}},
        **changes,
    }
    claims = {name: value for name, value in told.items() if value is not None}
    return signed(claims, rsa(key), header={"typ": "logout+jwt", **(header or {})})


@pytest.mark.covers("I-204")
def test_the_session_that_it_ended_is_told(door: Door) -> None:
    told = operations.logout_token(door.key, door.service, message(door))

    assert told == LoggedOut(door.forger.issuer, SUBJECT, "sessie-1", "bericht-1")
    assert SUBJECT not in repr(told)


@pytest.mark.covers("I-204")
def test_all_sessions_of_somebody_or_one_of_nobody_named_are_told(door: Door) -> None:
    everything = operations.logout_token(door.key, door.service, message(door, sid=None))
    one = operations.logout_token(door.key, door.service, message(door, sub=None))

    assert (everything.subject, everything.session) == (SUBJECT, "")
    assert (one.subject, one.session) == ("", "sessie-1")


@pytest.mark.attack("I03", "I07", "I16")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"iss": "https://elders.example"}, "issuer"),
        ({"aud": "een-ander"}, "audience"),
        ({"iat": 1}, "old"),
        ({"exp": 1}, "expired"),
        ({"iat": 99_999_999_999}, "of_the_future"),
        ({"events": None}, "events"),
        ({"events": {}}, "events"),
        ({"events": [EVENT]}, "events"),
        ({"events": {EVENT: "ja"}}, "events"),
        ({"nonce": "n"}, "events"),
        ({"sub": None, "sid": None}, "nobody"),
        ({"sub": ""}, "sub"),
        ({"jti": None}, "jti"),
    ],
)
def test_what_is_no_such_message_ends_nothing(door: Door, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(SignInRefusedError) as refusal:
        operations.logout_token(door.key, door.service, message(door, **changes))

    assert refusal.value.code == code


@pytest.mark.attack("I16")
def test_somebody_elses_signature_ends_nothing(door: Door) -> None:
    with pytest.raises(SignInRefusedError) as refusal:
        operations.logout_token(door.key, door.service, message(door, {"kid": "one"}, key="vreemd"))

    assert (refusal.value.reason, refusal.value.code) == (RefusalReason.INVALID, "signature")


@pytest.mark.attack("I14")
def test_an_id_token_is_no_such_message_and_such_a_message_no_id_token(door: Door) -> None:
    door.complete()

    with pytest.raises(SignInRefusedError) as refusal:
        operations.logout_token(door.key, door.service, door.forger.id_token())
    assert refusal.value.code == "events"
    door.forger.sign = lambda claims: message(door, nonce=claims["nonce"])
    assert door.refused() == (RefusalReason.INVALID, "type")


@pytest.mark.attack("I16")
def test_messages_with_made_up_keys_have_it_asked_once_more_and_no_oftener(door: Door) -> None:
    """Anybody can post them: this address is open."""
    operations.logout_token(door.key, door.service, message(door))

    for number in range(20):
        with pytest.raises(SignInRefusedError) as refusal:
            operations.logout_token(door.key, door.service, message(door, {"kid": f"verzonnen-{number}"}))
        assert refusal.value.code == "key_unknown"

    assert door.forger.count("keys") == 2


def test_a_new_key_of_the_provider_is_found_at_once(door: Door) -> None:
    operations.logout_token(door.key, door.service, message(door))
    door.forger.keys = [public(rsa("nieuw"))]

    for _ in range(3):
        told = operations.logout_token(door.key, door.service, message(door, key="nieuw"))
        assert told.subject == SUBJECT

    assert door.forger.count("keys") == 2
