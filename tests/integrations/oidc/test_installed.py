"""A provider that the installation itself trusts is spoken to as any other, without a municipality."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from integrations.identities import Asserted, RefusalReason, SignInRefusedError
from integrations.oidc import memory, operations
from integrations.oidc.types import Installed
from tenants.entry import outside
from tests.integrations import talking
from tests.integrations.oidc.conftest import COLLEAGUE
from tests.integrations.oidc.forging import (
    CLIENT_ID,
    CODE,
    NONCE,
    SECRET,
    STATE,
    SUBJECT,
    VERIFIER,
    Forger,
    asked_for,
    forging,
    public,
    rsa,
    signed,
)


@pytest.fixture
def forger(settings: Any) -> Iterator[Forger]:
    """A provider that can lie, and nobody entered."""
    memory.forget()
    with forging("/console") as (one,), outside():
        settings.SANDBOX_URL = one.talker.url
        yield one
    memory.forget()


def installed(forger: Forger, **changes: Any) -> Installed:
    return replace(Installed(forger.issuer, CLIENT_ID, SECRET, is_stand_in=True), **changes)


def complete(found: Installed, **changes: str) -> Asserted:
    parameters = {"state": STATE, "code": CODE} | changes
    return operations.complete(
        found, COLLEAGUE, parameters=parameters, state=STATE, nonce=NONCE, verifier=VERIFIER
    )


def refused(found: Installed, **changes: str) -> tuple[RefusalReason, str]:
    with pytest.raises(SignInRefusedError) as refusal:
        complete(found, **changes)
    return refusal.value.reason, refusal.value.code


@pytest.mark.covers("C-001")
def test_who_it_says_is_there_is_let_in_without_a_municipality(forger: Forger) -> None:
    found = installed(forger)
    url = operations.begin(found, COLLEAGUE, state=STATE, nonce=NONCE, verifier=VERIFIER).url

    assert asked_for(url)["client_id"] == CLIENT_ID
    told = complete(found)
    assert (told.issuer, told.acting.value) == (forger.issuer, SUBJECT)


def test_its_documents_are_asked_for_once(forger: Forger) -> None:
    for _ in range(3):
        complete(installed(forger))

    assert (forger.count("discovery"), forger.count("keys")) == (1, 1)


@pytest.mark.attack("I16")
def test_a_new_key_of_it_is_asked_for_and_a_key_of_nobody_once_a_minute(forger: Forger) -> None:
    complete(installed(forger))
    forger.keys = [public(rsa("two"))]
    forger.sign = lambda claims: signed(claims, rsa("two"))
    assert complete(installed(forger)).acting.value == SUBJECT

    forger.sign = lambda claims: signed(claims, rsa("three"))
    for _ in range(3):
        assert refused(installed(forger))[0] is RefusalReason.INVALID
    assert forger.count("keys") == 2


@pytest.mark.fault("F21")
def test_after_a_failure_it_is_not_asked_again_at_once(forger: Forger) -> None:
    forger.instead["discovery"] = lambda asked: talking.answer(status=503)

    reasons = [refused(installed(forger))[0] for _ in range(3)]

    assert reasons == [RefusalReason.UNAVAILABLE] * 3
    assert forger.count("discovery") == 1


@pytest.mark.attack("W01")
def test_what_is_not_said_to_be_the_stand_in_is_not_reached_on_this_machine(forger: Forger) -> None:
    assert refused(installed(forger, is_stand_in=False)) == (RefusalReason.UNAVAILABLE, "discovery")
    assert forger.asked == []


@pytest.mark.attack("I15")
def test_another_issuer_below_the_same_origin_is_not_it(forger: Forger) -> None:
    forger.claims = {"iss": f"{forger.talker.url}/other"}

    assert refused(installed(forger)) == (RefusalReason.INVALID, "issuer")
