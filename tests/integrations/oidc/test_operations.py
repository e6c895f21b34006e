"""A browser goes to a provider and comes back: who it says is there is let in, and everything else is told kindly."""

import threading
from dataclasses import replace
from typing import Any

import pytest
import structlog
from django.utils import timezone

from integrations.connections import queries as connections
from integrations.connections.models import Connection
from integrations.errors import Reason
from integrations.identities import (
    Level,
    LogoutHandle,
    RefusalReason,
    SignInRefusedError,
    Subject,
    SubjectKind,
)
from integrations.oidc import operations
from integrations.oidc.types import Claims
from tests.integrations import talking
from tests.integrations.oidc.conftest import COLLEAGUE, Door
from tests.integrations.oidc.forging import (
    ACCESS_TOKEN,
    CLIENT_ID,
    CODE,
    NONCE,
    STATE,
    SUBJECT,
    VERIFIER,
    Forger,
    asked_for,
    elliptic,
    public,
    rsa,
    signed,
)

R = RefusalReason


@pytest.mark.covers("I-200")
def test_a_browser_is_sent_with_all_that_binds_its_answer_to_it(door: Door) -> None:
    door.service = replace(
        COLLEAGUE, scopes=("openid", "profile"), idp_hint="digid", prompt="login", max_age=60
    )

    url = door.begin()

    assert url.startswith(f"{door.forger.issuer}/authorize?")
    asked = asked_for(url)
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert VERIFIER not in url
    assert (asked["state"], asked["nonce"], asked["response_type"]) == (STATE, NONCE, "code")
    assert (asked["client_id"], asked["redirect_uri"]) == (CLIENT_ID, COLLEAGUE.redirect_uri)
    assert (asked["scope"], asked["kc_idp_hint"]) == ("openid profile", "digid")
    assert (asked["prompt"], asked["max_age"]) == ("login", "60")


@pytest.mark.parametrize("lacking", ["state", "nonce", "verifier"])
def test_a_journey_without_its_secrets_is_not_begun(door: Door, lacking: str) -> None:
    journey = {
        "state": STATE,
        "nonce": NONCE,
        "verifier": VERIFIER,
        lacking: "kort" if lacking == "verifier" else "",
    }

    with pytest.raises(ValueError, match="journey"):
        operations.begin(door.key, door.service, **journey)


@pytest.mark.covers("I-200")
def test_who_the_provider_says_is_there_is_let_in(door: Door) -> None:
    told = door.complete()

    assert told.issuer == door.forger.issuer
    assert told.acting == Subject(SubjectKind.PSEUDONYM, SUBJECT, door.forger.issuer)
    assert abs((told.authenticated_at - timezone.now()).total_seconds()) < 60
    assert told.logout.name_id == SUBJECT
    assert told.logout.id_token.count(".") == 2


@pytest.mark.covers("I-200")
def test_its_documents_are_asked_for_once_an_hour(door: Door) -> None:
    for _ in range(3):
        door.begin()
        door.complete()

    counts = {what: door.forger.count(what) for what in ("discovery", "keys", "token", "userinfo")}
    assert counts == {"discovery": 1, "keys": 1, "token": 3, "userinfo": 0}


def test_what_only_userinfo_says_is_taken_where_the_door_says_so(door: Door) -> None:
    claims = Claims(given_name=("given_name",), email=("email",), email_verified=("email_verified",))
    door.service = replace(COLLEAGUE, uses_userinfo=True, claims=claims)
    door.forger.claims = {"given_name": "Getekend"}
    door.forger.more = {"given_name": "Ongetekend", "email": "a@gemeente.example", "email_verified": True}

    profile = door.complete().profile

    assert profile.given_name == "Getekend"
    assert (profile.email, profile.has_verified_email) == ("a@gemeente.example", True)


def test_signed_userinfo_is_believed_when_it_is_for_us(door: Door) -> None:
    door.service = replace(COLLEAGUE, uses_userinfo=True, claims=Claims(given_name=("given_name",)))
    told = {"iss": door.forger.issuer, "aud": CLIENT_ID, "sub": SUBJECT, "given_name": "Esra"}

    def say(claims: dict[str, Any]) -> None:
        token = signed(claims, rsa()).encode()
        door.forger.instead["userinfo"] = lambda asked: talking.answer(
            token, 200, "Content-Type: application/jwt"
        )

    say(told)
    assert door.complete().profile.given_name == "Esra"
    for wrong in ({"aud": "een-ander"}, {"iss": "https://elders.example"}, {"sub": "iemand-anders"}):
        say(told | wrong)
        assert door.refused() == (R.INVALID, "userinfo")


@pytest.mark.attack("I14")
def test_userinfo_of_somebody_else_lets_nobody_in(door: Door) -> None:
    door.service = replace(COLLEAGUE, uses_userinfo=True)
    door.forger.more = {"sub": "iemand-anders"}

    assert door.refused() == (R.INVALID, "userinfo")


def test_a_level_below_what_the_municipality_asks_is_told(door: Door) -> None:
    claims = Claims(level=("loa",), levels={"laag": Level.BASIS, "hoog": Level.HOOG})
    door.service = replace(COLLEAGUE, claims=claims, minimum=Level.MIDDEN)

    for said in ("laag", "onbekend", None, 3, ["hoog"]):
        door.forger.claims = {"loa": said}
        assert door.refused() == (R.LEVEL, "level")
    door.forger.claims = {"loa": "hoog"}
    assert door.complete().level is Level.HOOG


@pytest.mark.covers("I-203")
@pytest.mark.fault("F21")
@pytest.mark.parametrize(
    ("error", "description", "reason"),
    [
        ("access_denied", "", R.CANCELLED),
        ("access_denied", "The user cancelled", R.CANCELLED),
        ("access_denied", "Gebruiker heeft geannuleerd", R.CANCELLED),
        ("access_denied", "Not permitted", R.FAILED),
        ("login_required", "", R.FAILED),
        ("server_error", "", R.UNAVAILABLE),
        ("temporarily_unavailable", "", R.UNAVAILABLE),
        ("invalid_scope", "", R.UNAVAILABLE),
        ("<script>alert(1)</script>", "x" * 9_000, R.FAILED),
    ],
)
def test_what_the_provider_could_not_do_is_told_in_our_words(
    door: Door, error: str, description: str, reason: R
) -> None:
    parameters = {"state": STATE, "error": error, "error_description": description}

    with structlog.testing.capture_logs() as lines:
        refusal = door.refused(parameters=parameters)

    assert refusal[0] is reason
    assert "script" not in repr((refusal, lines))
    assert door.forger.count("token") == 0


@pytest.mark.covers("I-203")
@pytest.mark.fault("F21")
@pytest.mark.parametrize(
    ("what", "answer", "cause"),
    [
        ("discovery", talking.answer(status=500), Reason.HAS_TROUBLE),
        ("discovery", talking.answer(status=404), Reason.MALFORMED),
        ("discovery", talking.answer(b"<!doctype html><p>Onderhoud"), Reason.MALFORMED),
        ("discovery", talking.as_json([]), Reason.MALFORMED),
        ("discovery", b"", Reason.BROKEN_OFF),
        ("keys", talking.answer(status=503), Reason.HAS_TROUBLE),
        ("keys", talking.answer(b'{"keys": [,,'), Reason.MALFORMED),
        ("keys", talking.as_json({"keys": {}}), Reason.MALFORMED),
        ("token", talking.answer(status=500), Reason.HAS_TROUBLE),
        ("token", talking.answer(status=401), Reason.REFUSED),
        ("token", talking.answer(status=403), Reason.REFUSED),
        ("token", talking.as_json({"error": "invalid_client"}, 400), Reason.REFUSED),
        ("token", talking.answer(status=429), Reason.THROTTLED),
        ("token", talking.answer(status=302), Reason.MALFORMED),
        ("token", talking.answer(b"<html>", 400), Reason.MALFORMED),
        ("token", talking.answer(b"<!doctype html><p>Onderhoud"), Reason.MALFORMED),
        ("token", talking.answer(b'{"id_token": "a.b'), Reason.MALFORMED),
        ("token", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\n{", Reason.MALFORMED),
        ("token", talking.as_json({"access_token": "a", "token_type": "Bearer"}), Reason.MALFORMED),
        ("token", talking.as_json({"id_token": "a.b.c", "token_type": "mac"}), Reason.MALFORMED),
        ("token", talking.as_json({"id_token": "a\n.b.c", "token_type": "bearer"}), Reason.MALFORMED),
        ("token", talking.answer(b" " * 1_100_000), Reason.TOO_LARGE),
        ("token", b"", Reason.BROKEN_OFF),
        ("userinfo", talking.answer(status=500), Reason.HAS_TROUBLE),
        ("userinfo", talking.answer(status=401), Reason.REFUSED),
    ],
    ids=lambda value: value[:40].decode() if isinstance(value, bytes) else str(value),
)
def test_a_provider_that_does_not_answer_well_is_unavailable(
    door: Door, what: str, answer: bytes, cause: Reason
) -> None:
    door.service = replace(COLLEAGUE, uses_userinfo=True)
    door.forger.instead[what] = lambda asked: answer

    with pytest.raises(SignInRefusedError) as refusal:
        door.complete()

    assert (refusal.value.reason, refusal.value.cause) == (R.UNAVAILABLE, cause)
    door.forger.instead.clear()


@pytest.mark.fault("F21")
def test_a_provider_that_hangs_is_left_after_its_time(door: Door) -> None:
    Connection.objects.filter(pk=door.key).update(limits={"total": 0.3, "read": 0.3, "connect": 0.3})
    door.begin()
    over = threading.Event()

    def hang(asked: talking.Asked) -> bytes:
        over.wait(10)
        return b""

    door.forger.instead["token"] = hang
    with pytest.raises(SignInRefusedError) as refusal:
        door.complete()
    over.set()

    assert (refusal.value.reason, refusal.value.cause) == (R.UNAVAILABLE, Reason.TOO_SLOW)


@pytest.mark.fault("F21")
def test_a_provider_that_fails_on_and_on_is_left_alone_for_a_while(door: Door) -> None:
    door.begin()
    door.forger.instead["token"] = lambda asked: talking.answer(status=500)

    causes = []
    for _ in range(12):
        with pytest.raises(SignInRefusedError) as refusal:
            door.complete()
        causes.append(refusal.value.cause)

    assert causes[0] is Reason.HAS_TROUBLE
    assert causes[-1] is Reason.RESTING
    assert door.forger.count("token") < 12


def test_a_door_whose_connection_is_switched_off_is_closed(door: Door) -> None:
    Connection.objects.filter(pk=door.key).update(is_on=False)

    assert door.refused() == (R.CLOSED, "switched_off")
    with pytest.raises(SignInRefusedError):
        door.begin()
    assert operations.logout(door.key, door.service, LogoutHandle(id_token="a.b.c")) is None


def test_a_door_without_a_connection_is_closed(door: Door) -> None:
    door.key = type(door.key)(int=7)

    assert door.refused() == (R.CLOSED, "no_connection")


def test_a_connection_with_another_kind_of_system_is_no_door(door: Door) -> None:
    Connection.objects.filter(pk=door.key).update(system="laposta")

    assert door.refused() == (R.CLOSED, "other_system")


def test_the_secret_goes_as_the_provider_wants_it_and_to_its_token_endpoint_alone(door: Door) -> None:
    door.forger.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    door.service = replace(COLLEAGUE, uses_userinfo=True)

    door.complete()

    assert door.forger.forms[-1]["client_secret"] == door.forger.secret
    others = [asked for asked in door.forger.talker.asked if not asked.target.endswith("/token")]
    assert len(others) == 3
    assert door.forger.secret not in repr(others)
    assert [one.headers.get("authorization", "") for one in others] == ["", "", f"Bearer {ACCESS_TOKEN}"]


@pytest.mark.parametrize("way", ["client_secret_basic", "client_secret_post"])
def test_the_former_secret_is_tried_once_where_the_new_one_is_not_taken_yet(door: Door, way: str) -> None:
    door.forger.discovery = {"token_endpoint_auth_methods_supported": [way]}
    row = Connection.objects.get(pk=door.key)
    connections.FORMER.encrypt(door.forger.secret, row)
    connections.SECRET.encrypt("een-nieuw-geheim", row)
    row.save()

    assert door.complete().acting.value == SUBJECT
    assert door.forger.count("token") == 2
    door.forger.secret = "een-derde"
    assert door.refused() == (R.UNAVAILABLE, "token")
    assert door.forger.count("token") == 4


def test_a_code_that_was_used_or_is_of_another_journey_lets_nobody_in(door: Door) -> None:
    assert door.refused(parameters={"state": STATE, "code": "een-andere"}) == (R.INVALID, "grant")
    assert door.complete(parameters={"state": STATE, "code": CODE}).acting.value == SUBJECT


@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512"])
def test_every_way_of_signing_that_only_the_provider_can_is_known(door: Door, alg: str) -> None:
    curve = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}.get(alg)
    key = elliptic(curve, alg) if curve else rsa()
    door.forger.keys = [public(rsa("andere")), public(key)]
    door.forger.claims = {"at_hash": None}
    door.forger.sign = lambda claims: signed(claims, key, alg)

    assert door.complete().acting.value == SUBJECT


def test_a_token_that_names_no_key_is_checked_with_the_only_one_that_fits(door: Door) -> None:
    door.forger.sign = lambda claims: signed(claims, rsa(), header={"kid": None})
    door.forger.keys = [public(rsa()), public(elliptic("P-256", "e"))]

    assert door.complete().acting.value == SUBJECT


@pytest.mark.covers("I-204")
def test_logging_out_ends_the_session_there_too_and_no_address_tells_of_anybody(door: Door) -> None:
    door.service = replace(COLLEAGUE, post_logout_redirect_uri="https://zonnedam.example/uit/")
    handle = door.complete().logout

    departure = operations.logout(door.key, door.service, handle, state="terug")

    assert departure is not None
    assert departure.url == f"{door.forger.issuer}/logout"
    assert dict(departure.fields) == {
        "id_token_hint": handle.id_token,
        "client_id": CLIENT_ID,
        "post_logout_redirect_uri": "https://zonnedam.example/uit/",
        "state": "terug",
    }


@pytest.mark.covers("I-204")
def test_a_provider_that_ends_no_sessions_is_not_asked_to(door: Door) -> None:
    door.forger.discovery = {"end_session_endpoint": None}

    assert operations.logout(door.key, door.service, LogoutHandle(id_token="a.b.c")) is None


def test_what_is_asserted_and_refused_shows_nobody(door: Door) -> None:
    told = door.complete()

    assert SUBJECT not in repr(told)
    assert told.logout.id_token not in repr(told)


def test_a_forger_is_what_these_tests_say(door: Door) -> None:
    """The provider of these tests refuses as a real one does, or a refusal here would prove nothing."""
    forger: Forger = door.forger

    assert door.refused(verifier="andere-" + "w" * 40) == (R.INVALID, "grant")
    assert forger.forms[-1]["code_verifier"] != VERIFIER
