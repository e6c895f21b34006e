"""A client: connections that it keeps, answers that count as one, and who stands around a call."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections import clients
from integrations.connections.types import Access, Authentication
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef
from tests.integrations.talking import Talker, answer

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]


def reason_of(do: Callable[[], Any]) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        do()
    return raised.value.reason


@pytest.mark.covers("I-007", "M-01")
def test_ten_calls_use_one_connection(serve: Serve, open_to: Open) -> None:
    server = serve()
    client = open_to(server)

    for _ in range(10):
        assert client.get("zaken").json() == {"aantal": 1}

    assert (len(server.asked), server.connections) == (10, 1)


@pytest.mark.covers("I-007")
def test_the_next_client_of_the_same_connection_uses_it_too(serve: Serve, open_to: Open) -> None:
    server = serve()

    with open_to(server) as first:
        first.get("zaken")
    open_to(server).get("zaken")

    assert server.connections == 1


@pytest.mark.covers("architecture T5")
def test_municipalities_never_share_a_connection(
    serve: Serve, open_to: Open, other_tenant: TenantRef
) -> None:
    server = serve()

    for _ in range(2):
        open_to(server).get("zaken")
        open_to(server, tenant=other_tenant).get("zaken")

    assert [asked.connection for asked in server.asked] == [1, 2, 1, 2]


def test_connections_of_one_municipality_do_not_share_either(serve: Serve, open_to: Open) -> None:
    server = serve()

    open_to(server).get("zaken")
    open_to(server, key=uuid.uuid4()).get("zaken")

    assert server.connections == 2


def test_a_connection_that_the_other_side_put_down_is_replaced_unnoticed(serve: Serve, open_to: Open) -> None:
    """It closes without saying so: the next call finds it dead, and that is no failure."""
    server = serve(lambda asked: answer(b"{}") if asked.connection > 1 or len(server.asked) < 2 else b"")
    client = open_to(server)

    client.get("zaken")
    client.get("zaken")

    assert [asked.connection for asked in server.asked] == [1, 1, 2]


def test_a_change_goes_over_a_new_connection_and_never_twice(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: b"" if asked.method == "POST" else answer(b"{}"))
    client = open_to(server)
    client.get("zaken")

    assert reason_of(lambda: client.post("zaken", json={})) is Reason.BROKEN_OFF

    assert [(asked.method, asked.connection) for asked in server.asked] == [("GET", 1), ("POST", 2)]


def test_a_search_by_post_uses_the_kept_connection(serve: Serve, open_to: Open) -> None:
    server = serve()
    client = open_to(server)

    client.get("zaken")
    client.post("zaken/_zoek", json={"naam": "é"}, is_safe=True)

    assert server.connections == 1
    assert server.asked[1].body == '{"naam": "é"}'.encode("ascii", "backslashreplace").replace(
        b"\\xe9", b"\\u00e9"
    )


def test_the_call_is_as_the_system_expects_it(serve: Serve, open_to: Open) -> None:
    server = serve()

    open_to(server).get("zaken", params={"page": 2}, headers={"Accept-Crs": "EPSG:4326"})

    asked = server.asked[0]
    assert (asked.method, asked.target) == ("GET", "/api/zaken?page=2")
    assert asked.headers["accept-crs"] == "EPSG:4326"
    assert asked.headers["accept"] == "application/json"
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.headers["user-agent"] == "Inwonerplein"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, Reason.REFUSED),
        (403, Reason.REFUSED),
        (429, Reason.THROTTLED),
        (500, Reason.HAS_TROUBLE),
        (503, Reason.HAS_TROUBLE),
    ],
)
def test_a_status_that_means_no_answer_is_none(
    status: int, reason: Reason, serve: Serve, open_to: Open
) -> None:
    client = open_to(serve(lambda asked: answer(status=status)))

    assert reason_of(lambda: client.get("zaken")) is reason


@pytest.mark.parametrize("status", [200, 204, 302, 400, 404, 410])
def test_any_other_status_is_an_answer(status: int, serve: Serve, open_to: Open) -> None:
    assert open_to(serve(lambda asked: answer(status=status))).get("zaken").status_code == status


@pytest.mark.parametrize(
    ("told", "seconds"), [("30", 30.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("straks", None), ("", None)]
)
def test_how_long_to_wait_is_passed_on(told: str, seconds: float | None, serve: Serve, open_to: Open) -> None:
    client = open_to(serve(lambda asked: answer(b"", 503, f"Retry-After: {told}")))

    with pytest.raises(UnavailableError) as raised:
        client.get("zaken")

    assert raised.value.retry_after == seconds


def test_the_guard_stands_around_each_call(
    serve: Serve, access_to: Callable[..., Access], sandbox_tenant: TenantRef
) -> None:
    server = serve()
    seen: list[tuple[Any, ...]] = []

    class Doorman:
        def call(
            self, tenant: Any, access: Access, do: Any, *, is_safe: bool, deadline: Deadline, **_: Any
        ) -> Any:
            seen.append((tenant, access.key, is_safe, deadline.left() <= access.limits.total))
            return do()

    access = access_to(server)
    client = clients.open(access, tenant=sandbox_tenant, guard=Doorman())
    client.get("zaken")
    client.post("zaken", json={})
    client.post("zaken/_zoek", json={}, is_safe=True)

    assert seen == [(sandbox_tenant.uuid, access.key, is_safe, True) for is_safe in (True, False, True)]


def test_a_guard_that_lets_nobody_through_spares_the_system(
    serve: Serve, access_to: Callable[..., Access], sandbox_tenant: TenantRef
) -> None:
    server = serve()

    class Closed:
        def call(self, *args: Any, **kwargs: Any) -> Any:
            raise UnavailableError(Reason.RESTING)

    client = clients.open(access_to(server), tenant=sandbox_tenant, guard=Closed())

    assert reason_of(lambda: client.get("zaken")) is Reason.RESTING
    assert server.asked == []


def test_an_address_that_is_none_opens_no_client(sandbox_tenant: TenantRef) -> None:
    access = Access("ftp://zaken.example", "c", "s", authentication=Authentication.NONE)

    assert reason_of(lambda: clients.open(access, tenant=sandbox_tenant)) is Reason.ADDRESS_REFUSED


def test_a_body_can_be_sent_piece_by_piece(serve: Serve, open_to: Open) -> None:
    server = serve()

    open_to(server).post("documenten", data=iter([b"een", b"twee"]))

    assert server.asked[0].body == b"eentwee"
