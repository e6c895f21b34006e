"""Only what the provider signed, for us, of now, lets anybody in (I03, I07, I16)."""

import contextlib
import json
import time
import warnings
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from joserfc.jwk import OctKey, RSAKey

from integrations import copies
from integrations.errors import UnavailableError
from integrations.identities import RefusalReason, SignInRefusedError
from integrations.oidc import documents, keys, tokens
from integrations.oidc.documents import Sealed
from integrations.oidc.types import Claims, Purpose, Service
from integrations.outcomes import found
from tests.integrations.oidc.conftest import Door
from tests.integrations.oidc.forging import (
    CLIENT_ID,
    NONCE,
    SUBJECT,
    elliptic,
    left_hash,
    public,
    rsa,
    signed,
)

INVALID, EXPIRED = RefusalReason.INVALID, RefusalReason.EXPIRED
TYPES = frozenset({"jwt"})


def encoded(value: Any) -> str:
    """Encode a part of a token."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.attack("I16")
@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE", "", None, 7])
def test_a_token_that_nobody_signed_lets_nobody_in(door: Door, name: Any) -> None:
    door.forger.sign = lambda claims: f"{encoded({'alg': name, 'kid': 'one'})}.{encoded(claims)}."

    assert door.refused()[0] is INVALID
    door.forger.sign = lambda claims: f"{encoded({'alg': name, 'kid': 'one'})}.{encoded(claims)}.AAAA"
    assert door.refused() == (INVALID, "algorithm")


@pytest.mark.attack("I16")
def test_the_public_key_is_no_secret_to_sign_with(door: Door) -> None:
    key = rsa()
    pem = key.as_pem(private=False)
    der = key.public_key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    for secret in (pem, pem.strip(), der, json.dumps(public(key)).encode(), b"geheim: van/de+proef"):
        forged = OctKey.import_key(urlsafe_b64encode(secret).decode(), {"kid": "one"})
        for alg in ("HS256", "HS512"):
            door.forger.sign = lambda claims, forged=forged, alg=alg: signed(claims, forged, alg)  # type: ignore[misc]
            assert door.refused() == (INVALID, "algorithm")


@pytest.mark.attack("I16")
@pytest.mark.parametrize("where", ["jku", "x5u", "jwk", "x5c"])
def test_a_key_that_comes_with_the_token_is_looked_at_by_nobody(door: Door, where: str) -> None:
    forged = rsa("vervalst")
    said: dict[str, Any] = {
        "jku": f"{door.forger.issuer}/andere-sleutels",
        "x5u": f"{door.forger.issuer}/andere-sleutels",
        "jwk": public(forged),
        "x5c": ["MIIB"],
    }
    door.forger.sign = lambda claims: signed(claims, forged, header={"kid": "one", where: said[where]})

    assert door.refused() == (INVALID, "signature")
    assert door.forger.count("") == 0  # nobody fetched it
    door.forger.sign = lambda claims: signed(claims, rsa(), header={where: said[where]})
    assert door.complete().acting.value == SUBJECT


@pytest.mark.attack("I16")
def test_made_up_keys_have_it_asked_once_more_and_no_oftener(door: Door) -> None:
    door.complete()

    for number in range(8):
        kid = f"verzonnen-{number}"
        door.forger.sign = lambda claims, kid=kid: signed(claims, rsa("vervalst"), header={"kid": kid})  # type: ignore[misc]
        assert door.refused() == (INVALID, "key_unknown")

    assert door.forger.count("keys") == 2
    door.forger.sign = lambda claims: signed(claims, rsa())
    assert door.complete().acting.value == SUBJECT
    assert door.forger.count("keys") == 2


@pytest.mark.attack("I16")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"aud": "een-ander"}, "audience"),
        ({"aud": None}, "audience"),
        ({"aud": []}, "audience"),
        ({"aud": {"x": CLIENT_ID}}, "audience"),
        ({"aud": ["een-ander", "nog-een"], "azp": CLIENT_ID}, "audience"),
        ({"aud": [CLIENT_ID, "een-ander"]}, "party"),
        ({"aud": [CLIENT_ID, "een-ander"], "azp": "een-ander"}, "party"),
        ({"azp": "een-ander"}, "party"),
        ({"iss": "https://elders.example"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": 7}, "sub"),
        ({"sub": "a\x00b"}, "sub"),
        ({"exp": None}, "exp"),
        ({"exp": "morgen"}, "exp"),
        ({"exp": True}, "exp"),
        ({"exp": 10**30}, "exp"),
        ({"iat": None}, "iat"),
        ({"nbf": "nu"}, "nbf"),
        ({"at_hash": left_hash("een-ander")}, "at_hash"),
        ({"at_hash": 7}, "at_hash"),
    ],
    ids=str,
)
def test_a_token_for_others_or_without_what_it_must_say_lets_nobody_in(
    door: Door, changes: dict[str, Any], code: str
) -> None:
    door.forger.claims = changes

    assert door.refused() == (INVALID, code)


@pytest.mark.attack("I16")
@pytest.mark.parametrize(
    "changes",
    [{"aud": [CLIENT_ID]}, {"aud": [CLIENT_ID, "x"], "azp": CLIENT_ID}, {"azp": CLIENT_ID}],
    ids=str,
)
def test_a_token_that_is_for_us_among_others_lets_in(door: Door, changes: dict[str, Any]) -> None:
    door.forger.claims = changes

    assert door.complete().acting.value == SUBJECT


@pytest.mark.attack("I07")
@pytest.mark.fault("F49")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"exp": -180}, "expired"),
        ({"exp": -600, "iat": -900}, "expired"),
        ({"iat": -600}, "old"),
        ({"iat": 600, "exp": 900}, "of_the_future"),
        ({"iat": 180}, "of_the_future"),
        ({"nbf": 180}, "of_the_future"),
        ({"auth_time": 600}, "of_the_future"),
    ],
    ids=str,
)
def test_a_clock_that_is_wrong_is_told(door: Door, changes: dict[str, int], code: str) -> None:
    now = int(time.time())
    door.forger.claims = {name: now + seconds for name, seconds in changes.items()}

    assert door.refused() == (EXPIRED, code)


@pytest.mark.attack("I07")
@pytest.mark.parametrize(
    "changes", [{"exp": -60}, {"iat": 60}, {"nbf": 60}, {"iat": -100}, {"auth_time": -9_000}], ids=str
)
def test_clocks_may_differ_by_two_minutes(door: Door, changes: dict[str, int]) -> None:
    now = int(time.time())
    door.forger.claims = {name: now + seconds for name, seconds in changes.items()}

    assert door.complete().acting.value == SUBJECT


@pytest.mark.attack("I07", "I23")
def test_who_showed_it_longer_ago_than_the_door_asks_is_not_let_in(door: Door) -> None:
    now = int(time.time())
    door.service = Service(Purpose.COLLEAGUE, "https://zonnedam.example/oidc/", Claims(), max_age=300)

    door.forger.claims = {"auth_time": now - 1_000}
    assert door.refused() == (RefusalReason.FAILED, "long_ago")
    door.forger.claims = {"auth_time": None}
    assert door.refused() == (INVALID, "auth_time")
    door.forger.claims = {"auth_time": now - 100}
    assert door.complete().acting.value == SUBJECT


@pytest.mark.attack("I16")
@pytest.mark.parametrize(
    "header",
    [
        {"crit": ["x"], "x": 1},
        {"crit": []},
        {"b64": False},
        {"typ": "at+jwt"},
        {"typ": "logout+jwt"},
        {"typ": 7},
    ],
    ids=str,
)
def test_a_token_that_wants_to_be_read_otherwise_is_not_read(header: dict[str, Any]) -> None:
    content = encoded({"alg": "RS256", "kid": "one", **header})

    with pytest.raises(SignInRefusedError) as refusal:
        tokens.opened(f"{content}.{encoded({})}.AAAA", lambda header: rsa(), types=TYPES)

    assert refusal.value.code in {"extension", "type"}


@pytest.mark.attack("I16")
@pytest.mark.parametrize(
    "key",
    [
        public(rsa(), use="enc"),
        public(rsa(), key_ops=["encrypt"]),
        public(rsa(), alg="RS512"),
        public(elliptic("P-256", "one")),
        {"kty": "oct", "kid": "one", "k": "Z2VoZWlt"},
        {**public(rsa()), "n": "!!"},
        {**public(rsa()), "n": "AQAB"},
        {"kty": "RSA", "kid": "one"},
        "geen sleutel",
    ],
    ids=lambda key: f"{key['kty']}-{sorted(key)}" if isinstance(key, dict) else "text",
)
def test_a_key_that_is_not_for_this_or_too_weak_checks_nothing(door: Door, key: Any) -> None:
    door.forger.keys = [key]

    assert door.refused()[0] is INVALID


@pytest.mark.attack("I16")
@pytest.mark.parametrize(("bits", "is_fit"), [(1_024, False), (2_048, True)])
def test_a_key_that_can_be_worked_out_checks_nothing_although_the_signature_is_right(
    door: Door, bits: int, is_fit: bool
) -> None:
    with warnings.catch_warnings(action="ignore"):
        key = RSAKey.generate_key(bits, {"kid": "one"})
    door.forger.keys = [public(key)]
    door.forger.sign = lambda claims: signed(claims, key)

    if is_fit:
        assert door.complete().acting.value == SUBJECT
    else:
        assert door.refused() == (INVALID, "key_unfit")


@pytest.mark.attack("I16")
def test_two_keys_of_one_name_are_no_key(door: Door) -> None:
    door.forger.keys = [public(rsa()), public(rsa("andere"), kid="one")]

    assert door.refused() == (INVALID, "key_unfit")


@pytest.mark.attack("I16")
def test_keys_that_somebody_put_into_redis_are_not_believed(door: Door) -> None:
    door.complete()
    parts = {"connection": str(door.key), "address": f"{door.forger.issuer}/keys"}
    kept = copies.find(documents.KEYS, parts)
    assert kept is not None
    assert isinstance(kept.value, Sealed)
    forged = Sealed(json.dumps([public(rsa("vervalst"), kid="one")]), kept.value.seal)
    copies.put(documents.KEYS, parts, found(forged))
    door.forger.sign = lambda claims: signed(claims, rsa("vervalst"), header={"kid": "one"})

    assert door.refused() == (INVALID, "signature")
    door.forger.sign = lambda claims: signed(claims, rsa())
    assert door.complete().acting.value == SUBJECT


GOOD = signed({"iss": "https://a.example", "aud": CLIENT_ID, "sub": SUBJECT, "nonce": NONCE}, rsa())


def key_of(header: Any) -> Any:
    return keys.choose([public(rsa())], header)


@pytest.mark.attack("I16")
@given(st.integers(0, len(GOOD) - 1), st.characters())
@settings(max_examples=300, deadline=None)
def test_no_letter_of_a_token_can_be_another(place: int, letter: str) -> None:
    tampered = f"{GOOD[:place]}{letter}{GOOD[place + 1 :]}"

    if tampered == GOOD:
        assert tokens.opened(tampered, key_of, types=TYPES).claims["sub"] == SUBJECT
    else:
        with pytest.raises(SignInRefusedError):
            tokens.opened(tampered, key_of, types=TYPES)


@pytest.mark.attack("I16")
def test_a_token_is_written_in_one_way_only() -> None:
    """The last letter of 256 bytes has four bits to spare: sixteen letters would say the same."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    ways = [f"{GOOD[:-1]}{letter}" for letter in letters] + [f"{GOOD}=", f"{GOOD}==", f" {GOOD}", f"{GOOD}\n"]

    passed = []
    for way in ways:
        with contextlib.suppress(SignInRefusedError):
            tokens.opened(way, key_of, types=TYPES)
            passed.append(way)

    assert passed == [GOOD]


@pytest.mark.attack("I16")
@given(st.text(max_size=300) | st.builds("{}.{}.{}".format, st.text(), st.text(), st.text()))
@settings(max_examples=200, deadline=None)
def test_what_is_no_token_is_refused_and_nothing_else(token: str) -> None:
    with pytest.raises(SignInRefusedError):
        tokens.opened(token, key_of, types=TYPES)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.attack("I16")
@given(
    st.dictionaries(st.sampled_from(["alg", "kid", "typ", "crit", "b64", "jku", "x5c", "jwk"]), JSON), JSON
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_header_makes_an_error_of_ours(header: dict[str, Any], claims: Any) -> None:
    token = f"{encoded({'alg': 'RS256', **header})}.{encoded(claims)}.AAAA"

    with pytest.raises(SignInRefusedError):
        tokens.opened(token, key_of, types=TYPES)


@pytest.mark.attack("I16")
@given(JSON)
@settings(max_examples=200, deadline=None)
def test_no_set_of_keys_makes_an_error_of_ours(told: Any) -> None:
    with pytest.raises((keys.UnknownKeyError, ValueError, UnavailableError)):
        keys.choose(keys.read({"keys": told}), {"alg": "RS256", "kid": "one"})
