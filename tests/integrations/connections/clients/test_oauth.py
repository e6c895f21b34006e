"""Tokens by client credentials: fetched once, kept apart, renewed once (fault F16)."""

import base64
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest
import structlog

from integrations.connections import clients
from integrations.connections.clients import oauth
from integrations.connections.types import Authentication
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef
from tests.integrations.connections.clients.conftest import SECRET
from tests.integrations.talking import Asked, Talker, answer, as_json

type Open = Callable[..., clients.Client]
FORMER = "vorig-geheim-0815"


class Provider:
    """A system and its token endpoint."""

    def __init__(self) -> None:
        self.issued = 0
        self.valid: set[str] = set()
        self.status = 200
        self.secrets = {SECRET}
        self.lifetime: Any = 3600
        self.gate: threading.Event | None = None
        self.arrived = threading.Event()

    def say(self, asked: Asked) -> bytes:
        if asked.target != "/token":
            is_known = asked.headers["authorization"].removeprefix("Bearer ") in self.valid
            return as_json({}, 200 if is_known else 401)
        self.arrived.set()
        if self.gate:
            self.gate.wait(10)
        if self.status != 200:
            return answer(status=self.status)
        return self._issue(asked)

    def _issue(self, asked: Asked) -> bytes:
        given = requests_basic(asked)
        if given not in self.secrets:
            return as_json({"error": "invalid_client"}, 401)
        self.issued += 1
        token = f"bewijs-{self.issued}"
        self.valid.add(token)
        return as_json({"access_token": token, "expires_in": self.lifetime, "token_type": "Bearer"})


def requests_basic(asked: Asked) -> str:
    """Answer the secret as the endpoint reads it: from the header, or from the body."""
    if "authorization" in asked.headers:
        return base64.b64decode(asked.headers["authorization"].removeprefix("Basic ")).decode().split(":")[1]
    return parse_qs(asked.body.decode())["client_secret"][0]


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def server(provider: Provider, serve: Any) -> Talker:
    found: Talker = serve(provider.say)
    return found


@pytest.fixture
def open_with(server: Talker, open_to: Open) -> Open:
    def start(**options: Any) -> clients.Client:
        return open_to(
            server, authentication=Authentication.OAUTH, token_address=f"{server.url}/token", **options
        )

    return start


def reason_of(do: Callable[[], Any]) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        do()
    return raised.value.reason


@pytest.mark.covers("I-002")
def test_a_token_is_fetched_as_the_standard_says_and_used(open_with: Open, server: Talker) -> None:
    open_with(scope="zaken.lezen").get("zaken")

    token, call = server.asked
    assert parse_qs(token.body.decode()) == {"grant_type": ["client_credentials"], "scope": ["zaken.lezen"]}
    assert requests_basic(token) == SECRET
    assert call.headers["authorization"] == "Bearer bewijs-1"


def test_a_profile_can_say_that_the_secret_goes_into_the_body(open_with: Open, server: Talker) -> None:
    open_with(capabilities=frozenset({oauth.IN_BODY})).get("zaken")

    assert parse_qs(server.asked[0].body.decode())["client_secret"] == [SECRET]
    assert "authorization" not in server.asked[0].headers


def test_ten_calls_need_one_token(open_with: Open, provider: Provider) -> None:
    for _ in range(10):
        open_with().get("zaken")

    assert provider.issued == 1


def test_municipalities_and_connections_have_tokens_of_their_own(
    open_with: Open, provider: Provider, other_tenant: TenantRef
) -> None:
    for _ in range(2):
        open_with().get("zaken")
        open_with(tenant=other_tenant).get("zaken")
        open_with(scope="anders").get("zaken")

    assert provider.issued == 3


@pytest.mark.fault("F16")
def test_many_at_once_fetch_one_token(open_with: Open, provider: Provider, server: Talker) -> None:
    provider.gate = threading.Event()
    threads = [threading.Thread(target=lambda: open_with().get("zaken")) for _ in range(8)]
    for thread in threads:
        thread.start()
    provider.arrived.wait(10)
    provider.gate.set()
    for thread in threads:
        thread.join(10)

    assert server.paths.count("/token") == 1
    assert server.paths.count("/api/zaken") == 8


@pytest.mark.fault("F16")
def test_who_waits_for_a_token_that_fails_learns_why_and_does_not_try_again() -> None:
    tokens, begun, release = oauth.Tokens(), threading.Event(), threading.Event()
    key = ("een", "twee", "drie")
    reasons: list[Reason] = []

    def fail() -> tuple[str, float]:
        begun.set()
        release.wait(10)
        raise UnavailableError(Reason.HAS_TROUBLE)

    def ask(fetch: Any) -> None:
        try:
            tokens.get(key, fetch, deadline=Deadline(10))  # type: ignore[arg-type]
        except UnavailableError as error:
            reasons.append(error.reason)

    leader = threading.Thread(target=ask, args=(fail,))
    leader.start()
    begun.wait(10)
    with pytest.raises(UnavailableError, match="too slow"):
        tokens.get(key, fail, deadline=Deadline(0.05))  # type: ignore[arg-type]
    follower = threading.Thread(target=ask, args=(pytest.fail,))
    follower.start()
    release.set()
    leader.join(10)
    follower.join(10)

    assert reasons[0] is Reason.HAS_TROUBLE


@pytest.mark.fault("F16")
def test_a_token_that_is_no_longer_taken_is_renewed_once(
    open_with: Open, provider: Provider, server: Talker
) -> None:
    open_with().get("zaken")
    provider.valid.clear()

    assert open_with().get("zaken").status_code == 200
    assert server.paths == ["/token", "/api/zaken", "/api/zaken", "/token", "/api/zaken"]


@pytest.mark.fault("F16")
def test_when_no_token_is_taken_it_ends_there(open_with: Open, provider: Provider, server: Talker) -> None:
    provider.valid = _Nothing()

    assert reason_of(lambda: open_with().get("zaken")) is Reason.REFUSED
    assert server.paths == ["/token", "/api/zaken", "/token", "/api/zaken"]


class _Nothing(set[str]):
    def add(self, token: str) -> None:
        """Take no token."""


@pytest.mark.fault("F16")
@pytest.mark.parametrize(
    ("status", "reason"), [(500, Reason.HAS_TROUBLE), (401, Reason.REFUSED), (302, Reason.MALFORMED)]
)
def test_without_a_token_the_system_is_not_called(
    status: int, reason: Reason, open_with: Open, provider: Provider, server: Talker
) -> None:
    provider.status = status

    assert reason_of(lambda: open_with().get("zaken")) is reason
    assert server.paths == ["/token"]


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        {"access_token": ""},
        {"access_token": 1},
        {"access_token": "a\nb"},
        {"access_token": "x" * 20_000},
    ],
)
def test_what_is_no_token_is_malformed(content: Any, serve: Any, open_to: Open) -> None:
    server = serve(lambda asked: as_json(content))
    client = open_to(server, authentication=Authentication.OAUTH, token_address=f"{server.url}/token")

    assert reason_of(lambda: client.get("zaken")) is Reason.MALFORMED


@pytest.mark.parametrize(
    ("lifetime", "after", "issued"),
    [(3600, 3500, 1), (3600, 3580, 2), (10, 4, 1), (10, 6, 2), ("lang", 20, 1), ("lang", 40, 2), (-5, 1, 2)],
)
def test_a_token_is_renewed_before_its_end(
    lifetime: Any, after: float, issued: int, open_with: Open, provider: Provider, monkeypatch: Any
) -> None:
    now = [1000.0]
    monkeypatch.setattr(oauth, "TOKENS", oauth.Tokens(clock=lambda: now[0]))
    provider.lifetime = lifetime

    open_with().get("zaken")
    now[0] += after
    open_with().get("zaken")

    assert provider.issued == issued


@pytest.mark.covers("M-02")
def test_a_former_secret_still_fetches_a_token(open_with: Open, provider: Provider, server: Talker) -> None:
    provider.secrets = {FORMER}

    assert open_with(former_secret=FORMER).get("zaken").status_code == 200
    assert server.paths == ["/token", "/token", "/api/zaken"]


@pytest.mark.attack("W01")
def test_the_token_endpoint_is_within_reach_or_not_asked(
    server: Talker, open_with: Open, serve: Any, settings: Any, open_to: Open
) -> None:
    """The secret goes there: an address out of reach gets nothing. Within reach the same endpoint is asked."""
    client = open_to(
        server, authentication=Authentication.OAUTH, token_address=f"http://127.0.0.2:{server.port}/token"
    )

    assert reason_of(lambda: client.get("zaken")) is Reason.ADDRESS_REFUSED
    assert server.asked == []
    assert open_with().get("zaken").status_code == 200


@pytest.mark.attack("W24")
def test_tokens_stand_in_no_log_and_no_text(open_with: Open) -> None:
    with structlog.testing.capture_logs() as logs:
        client = open_with()
        client.get("zaken")

    told = f"{logs!r} {client!r} {list(oauth.TOKENS._held.values())!r} {oauth.TOKENS!r}"
    assert "bewijs-1" not in told
    assert SECRET not in f"{told} {list(oauth.TOKENS._held)!r}"


def test_only_so_many_tokens_are_kept() -> None:
    tokens = oauth.Tokens(most=2)

    for name in ("een", "twee", "drie", "een"):
        tokens.get((name, name, name), lambda: ("bewijs", 100.0), deadline=Deadline(5))  # type: ignore[arg-type]

    assert [key[0] for key in tokens._held] == ["drie", "een"]
