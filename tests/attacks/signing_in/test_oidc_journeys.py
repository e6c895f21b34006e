"""An answer belongs to one browser, one journey and one provider, or it lets nobody in (I03, I14, I15)."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from integrations.identities import RefusalReason
from integrations.oidc import operations, sessions
from tenants.types import Kind, TenantRef
from tests.integrations.oidc.conftest import Door
from tests.integrations.oidc.forging import (
    CODE,
    NONCE,
    STATE,
    SUBJECT,
    VERIFIER,
    asked_for,
    public,
    rsa,
    signed,
)

INVALID = RefusalReason.INVALID


@pytest.mark.attack("I14")
@pytest.mark.parametrize(
    "parameters",
    [
        {"code": CODE},
        {"code": CODE, "state": ""},
        {"code": CODE, "state": "een-ander-begonnen"},
        {"code": CODE, "state": STATE[:-1]},
        {"code": CODE, "state": f"{STATE}x"},
        {"code": CODE, "state": "\ud800é"},
        {"error": "access_denied"},
    ],
    ids=["missing", "empty", "of another journey", "shorter", "longer", "no text", "an error without"],
)
def test_an_answer_without_the_state_of_this_journey_is_not_even_looked_at(
    door: Door, parameters: dict[str, str]
) -> None:
    assert door.refused(parameters=parameters) == (INVALID, "state")
    assert door.forger.asked == []


@pytest.mark.attack("I14")
def test_a_journey_that_has_no_state_any_more_takes_no_answer(door: Door) -> None:
    """Who used one up hands nothing in: an empty state equals nothing."""
    assert door.refused(state="", parameters={"code": CODE, "state": ""}) == (INVALID, "state")
    assert door.complete().acting.value == SUBJECT


@pytest.mark.attack("I14")
@pytest.mark.parametrize("nonce", ["van-een-ander", None, "", 7, ["n"], NONCE[:-1]])
def test_an_id_token_of_another_journey_lets_nobody_in(door: Door, nonce: Any) -> None:
    door.forger.claims = {"nonce": nonce}

    assert door.refused() == (INVALID, "nonce")


@pytest.mark.attack("I14")
def test_a_code_of_somebody_else_that_is_put_into_ones_own_answer_lets_nobody_in(door: Door) -> None:
    """The provider binds a code to the verifier of who asked for it; ours is sent, always."""
    stolen = {"state": STATE, "code": CODE}

    assert door.refused(parameters=stolen, verifier="aanvaller-" + "a" * 40) == (INVALID, "grant")
    assert door.complete(parameters=stolen).acting.value == SUBJECT


@pytest.mark.attack("I14")
@pytest.mark.parametrize("methods", [["plain"], [], None, "plain"])
def test_a_provider_cannot_talk_us_out_of_pkce(door: Door, methods: Any) -> None:
    door.forger.discovery = {"code_challenge_methods_supported": methods}

    asked = asked_for(door.begin())

    hashed = hashlib.sha256(VERIFIER.encode()).digest()
    assert asked["code_challenge"] == urlsafe_b64encode(hashed).rstrip(b"=").decode()
    assert asked["code_challenge_method"] == "S256"
    door.complete()
    assert door.forger.forms[-1]["code_verifier"] == VERIFIER


@pytest.mark.attack("I14")
@pytest.mark.parametrize("code", ["", "\n", "x" * 9_000, "é"])
def test_what_is_no_code_is_not_handed_in(door: Door, code: str) -> None:
    assert door.refused(parameters={"state": STATE, "code": code}) == (INVALID, "code")
    assert door.forger.count("token") == 0


@pytest.mark.attack("I15")
def test_the_answer_of_one_provider_is_not_taken_for_that_of_another(
    doors: Callable[..., list[Door]],
) -> None:
    """A's answer comes back in a journey to B: its code goes to nobody."""
    a, b = doors(2)
    answer = {"state": STATE, "code": CODE, "iss": a.forger.issuer}

    assert b.refused(parameters=answer) == (INVALID, "mixed_up")
    assert (a.forger.count("token"), b.forger.count("token")) == (0, 0)
    assert a.complete(parameters=answer).issuer == a.forger.issuer


@pytest.mark.attack("I15")
def test_who_promises_to_name_itself_and_does_not_is_somebody_else(door: Door) -> None:
    door.forger.discovery = {"authorization_response_iss_parameter_supported": True}

    assert door.refused(parameters={"state": STATE, "code": CODE}) == (INVALID, "mixed_up")
    assert door.refused(parameters={"state": STATE, "error": "access_denied"}) == (INVALID, "mixed_up")
    named = {"state": STATE, "code": CODE, "iss": door.forger.issuer}
    assert door.complete(parameters=named).acting.value == SUBJECT


@pytest.mark.attack("I15")
@pytest.mark.parametrize("said", ["{issuer}/", "", "{issuer}x", "https://elders.example", "HTTP://{issuer}"])
def test_an_issuer_that_only_looks_like_it_is_another(door: Door, said: str) -> None:
    named = {"state": STATE, "code": CODE, "iss": said.format(issuer=door.forger.issuer)}

    assert door.refused(parameters=named) == (INVALID, "mixed_up")


@pytest.mark.attack("I15", "I03")
def test_an_id_token_of_one_provider_does_not_pass_at_another_although_they_share_keys(
    doors: Callable[..., list[Door]],
) -> None:
    a, b = doors(2)
    b.forger.sign = lambda claims: a.forger.id_token()

    assert b.refused() == (INVALID, "issuer")
    assert a.complete().acting.issuer == a.forger.issuer


@pytest.mark.attack("I15")
@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://elders.example"},
        {"issuer": None},
        {"issuer": 7},
        {"issuer": "{issuer}x"},
        {"token_endpoint": "https://elders.example/token"},
        {"token_endpoint": "http://127.0.0.1:1/token"},
        {"authorization_endpoint": "https://elders.example/authorize"},
        {"jwks_uri": "https://elders.example/keys"},
        {"jwks_uri": "http://169.254.169.254/latest"},
        {"end_session_endpoint": "javascript:alert(1)"},
        {"userinfo_endpoint": "http://127.0.0.1:6379/"},
        {"token_endpoint": None},
        {"jwks_uri": ["x"]},
        {"token_endpoint_auth_methods_supported": ["none"]},
    ],
    ids=str,
)
def test_a_document_that_is_anothers_or_leads_elsewhere_is_not_believed(
    door: Door, discovery: dict[str, Any]
) -> None:
    issuer = door.forger.issuer
    door.forger.discovery = {
        name: value.format(issuer=issuer) if isinstance(value, str) else value
        for name, value in discovery.items()
    }

    reason, code = door.refused()

    assert (reason, code) == (RefusalReason.UNAVAILABLE, "discovery")
    assert door.forger.count("token") == 0
    door.forger.discovery = {}
    assert door.complete().acting.value == SUBJECT


@pytest.mark.attack("I17")
def test_the_same_subject_of_another_provider_is_somebody_else(doors: Callable[..., list[Door]]) -> None:
    a, b = doors(2)

    assert a.complete().acting != b.complete().acting
    assert a.complete().acting == a.complete().acting


@pytest.mark.attack("I17")
@pytest.mark.parametrize(
    ("said", "is_verified"),
    [
        (True, True),
        ("true", True),
        (1, True),
        (False, False),
        (None, False),
        ("false", False),
        ("ja", False),
        (2, False),
        ([True], False),
    ],
)
def test_an_address_that_the_provider_does_not_vouch_for_is_told_to_be_so(
    door: Door, said: Any, is_verified: bool
) -> None:
    claims = replace(door.service.claims, email=("email",), email_verified=("email_verified",))
    door.service = replace(door.service, claims=claims)
    door.forger.claims = {"email": "beheerder@zonnedam.example", "email_verified": said}

    profile = door.complete().profile

    assert (profile.email, profile.has_verified_email) == ("beheerder@zonnedam.example", is_verified)


@pytest.mark.attack("I23")
def test_a_second_factor_counts_only_where_the_signed_token_says_it(door: Door) -> None:
    claims = replace(door.service.claims, second_factors=frozenset({"mfa"}))
    door.service = replace(door.service, claims=claims, uses_userinfo=True)

    door.forger.more = {"amr": ["mfa"], "acr": "mfa"}
    assert not door.complete().has_second_factor
    for said in (["pwd"], "pwd", None, [], {"mfa": True}, True):
        door.forger.claims = {"amr": said}
        assert not door.complete().has_second_factor
    for told in ({"amr": ["pwd", "mfa"]}, {"amr": "mfa"}, {"acr": "mfa"}):
        door.forger.claims = told
        assert door.complete().has_second_factor


@pytest.mark.attack("I03")
def test_a_token_for_another_municipality_does_not_pass_here(door: Door) -> None:
    """One provider serves both: only the audience tells them apart."""
    door.forger.claims = {"aud": "inwonerplein-waterrijk"}

    assert door.refused() == (INVALID, "audience")
    door.forger.claims = {}
    door.forger.keys = [public(rsa())]
    door.forger.sign = lambda claims: signed(claims, rsa())
    assert door.complete().acting.value == SUBJECT


@pytest.mark.attack("I13")
def test_a_production_municipality_never_reaches_the_stand_in(
    door: Door, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    production = replace(zonnedam, kind=Kind.PRODUCTION)
    monkeypatch.setattr(sessions, "current", lambda: production)

    assert door.refused() == (RefusalReason.UNAVAILABLE, "discovery")
    assert door.forger.asked == []
    monkeypatch.undo()
    assert operations.begin(door.key, door.service, state=STATE, nonce=NONCE, verifier=VERIFIER).url
