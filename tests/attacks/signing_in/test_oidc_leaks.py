"""Of a sign-in nothing stands in a log, whatever becomes of it (W24, P5)."""

import logging
from dataclasses import replace

import pytest
import structlog

from integrations.identities import Level, RefusalReason
from integrations.oidc.claims import KEYCLOAK
from integrations.oidc.types import Purpose
from integrations.sandbox.world.people import people
from tests.integrations import talking
from tests.integrations.oidc.conftest import Door
from tests.integrations.oidc.forging import ACCESS_TOKEN, CODE, NONCE, SECRET, STATE, SUBJECT, VERIFIER

FATIMA = people()[0]


@pytest.mark.attack("W24")
def test_nobody_and_no_secret_stands_in_a_log(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    door.service = replace(door.service, purpose=Purpose.PERSON, claims=KEYCLOAK, uses_userinfo=True)
    door.forger.claims = {"bsn": FATIMA.bsn, "given_name": FATIMA.first_name, "loa": "onbekend-niveau"}

    with structlog.testing.capture_logs() as lines:
        told = door.complete()
        door.service = replace(door.service, minimum=Level.HOOG)
        assert door.refused()[0] is RefusalReason.LEVEL
        door.forger.claims |= {"nonce": "een-andere"}
        assert door.refused()[0] is RefusalReason.INVALID
        door.forger.instead["token"] = lambda asked: talking.as_json({"error": FATIMA.bsn}, 400)
        assert door.refused()[0] is RefusalReason.UNAVAILABLE
        door.forger.instead["token"] = lambda asked: talking.answer(FATIMA.bsn.encode())
        assert door.refused()[0] is RefusalReason.UNAVAILABLE

    assert told.acting.value == FATIMA.bsn
    assert sum(line["event"] == "oidc.refused" for line in lines) == 4
    assert any(line["event"] == "http.called" for line in lines)
    written = repr(lines) + caplog.text + repr(told)
    secrets = [
        STATE,
        NONCE,
        VERIFIER,
        CODE,
        SECRET,
        ACCESS_TOKEN,
        SUBJECT,
        told.logout.id_token,
        "onbekend-niveau",
    ]
    assert not [one for one in (FATIMA.bsn, FATIMA.first_name, *secrets) if one in written]
