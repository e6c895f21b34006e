"""A client: connections that it keeps, limits that it holds, and what it never tells."""

import socket
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import requests
import structlog

from integrations.connections import clients
from integrations.connections.types import Access, Authentication, Certificate, Limits
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tenants.types import TenantRef
from tests.integrations.connections.clients.conftest import SECRET
from tests.integrations.talking import Asked, Talker, answer, as_json

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]


def reason_of(do: Callable[[], Any]) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        do()
    return raised.value.reason


def hanging(release: threading.Event) -> Callable[[Asked], bytes]:
    """Accept, and never answer."""

    def say(asked: Asked) -> bytes:
        release.wait(20)
        return b""

    return say


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


@pytest.mark.fault("F01")
def test_nobody_listens(open_to: Open, settings: Any) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server = Talker("127.0.0.1", unused.getsockname()[1], "http")
        settings.SANDBOX_URL = server.url
        client = open_to(server)
        assert reason_of(lambda: client.get("zaken")) is Reason.NOBODY_LISTENS


@pytest.mark.fault("F02")
def test_a_slow_name_server_takes_no_longer_than_connecting_may(
    open_to: Open, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole call might take an hour; looking the name up may not."""
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: release.wait(20) and [])
    settings.SANDBOX_URL = "http://traag.example:8000"
    limits = Limits(connect=0.1, read=3600, total=3600)
    client = open_to(Talker("traag.example", 8000, "http"), limits=limits)

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    release.set()


@pytest.mark.fault("F03")
@pytest.mark.parametrize(
    "limits", [Limits(read=0.1, total=3600), Limits(read=3600, total=0.1)], ids=["silence", "total"]
)
def test_a_system_that_accepts_and_never_answers_is_left(limits: Limits, serve: Serve, open_to: Open) -> None:
    release = threading.Event()
    client = open_to(serve(hanging(release)), limits=limits)

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    release.set()


@pytest.mark.fault("F03")
def test_the_deadline_of_the_page_is_the_deadline_of_the_call(serve: Serve, open_to: Open) -> None:
    release = threading.Event()
    server = serve(hanging(release))
    client = open_to(server, deadline=Deadline(0.1), limits=Limits(read=3600, total=3600))

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    release.set()
    assert len(server.asked) == 1


@pytest.mark.fault("F04")
def test_an_answer_that_drips_in_ends_at_the_total(
    listen: Callable[..., Any], open_to: Open, settings: Any
) -> None:
    """Each byte comes before the other side has been silent for long."""

    def drip(connection: socket.socket, stopping: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not stopping.wait(0.02):
            connection.sendall(b".")

    server = listen(drip)
    settings.SANDBOX_URL = server.url
    client = open_to(server, limits=Limits(read=3600, total=0.3))

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW


@pytest.mark.fault("F11")
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\nhalf", Reason.MALFORMED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\nConnection: close\r\n\r\nx", Reason.MALFORMED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz", Reason.MALFORMED),
        (b"", Reason.BROKEN_OFF),
        (answer(b"geen gzip", 200, "Content-Encoding: gzip", "Connection: close"), Reason.MALFORMED),
    ],
    ids=["truncated", "wrong length", "wrong chunk", "nothing", "bad gzip"],
)
def test_half_an_answer_is_none(said: bytes, reason: Reason, serve: Serve, open_to: Open) -> None:
    client = open_to(serve(lambda asked: said))

    assert reason_of(lambda: client.get("zaken")) is reason


def test_after_a_broken_answer_the_next_call_gets_its_own(serve: Serve, open_to: Open) -> None:
    """Too much was sent: what is left over on the connection is nobody's answer."""
    said = iter([answer(b'{"van":1}') + answer(b'{"van":"een ander"}'), answer(b'{"van":2}')])
    client = open_to(serve(lambda asked: next(said)))

    assert client.get("zaken").json() == {"van": 1}
    assert client.get("zaken").json() == {"van": 2}


@pytest.mark.fault("F13")
@pytest.mark.parametrize("size", ["Content-Length: 200000000", "X-Size: untold"])
def test_an_answer_larger_than_allowed_stops(
    size: str, listen: Callable[..., Any], open_to: Open, settings: Any
) -> None:
    sent = 0

    def flood(connection: socket.socket, stopping: threading.Event) -> None:
        nonlocal sent
        connection.sendall(f"HTTP/1.1 200 OK\r\nConnection: close\r\n{size}\r\n\r\n".encode())
        while not stopping.is_set():
            sent += connection.send(b"x" * 65_536)

    server = listen(flood)
    settings.SANDBOX_URL = server.url
    client = open_to(server, limits=Limits(largest_answer=100_000))

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_LARGE
    assert sent < 20_000_000


@pytest.mark.fault("F14")
@pytest.mark.attack("W02")
def test_a_redirect_is_not_followed(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: answer(b"", 302, "Location: /api/elders"))

    reply = open_to(server).get("zaken", allow_redirects=True)

    assert reply.status_code == 302
    assert server.paths == ["/api/zaken"]


@pytest.mark.fault("F14")
@pytest.mark.attack("W02")
def test_a_request_that_is_handed_to_the_session_itself_is_not_redirected_either(
    serve: Serve, open_to: Open
) -> None:
    """The negative control: a session as it comes follows, and asks for the second page."""
    server = serve(
        lambda asked: answer(b"", 302 if "zaken" in asked.target else 200, "Location: /api/elders")
    )
    prepared = requests.Request("GET", f"{server.url}/api/zaken").prepare()

    assert open_to(server).send(prepared).status_code == 302
    assert server.paths == ["/api/zaken"]

    with requests.Session() as as_it_comes:
        assert as_it_comes.get(f"{server.url}/api/zaken", timeout=10).status_code == 200
    assert server.paths[1:] == ["/api/zaken", "/api/elders"]


def test_cookies_are_not_taken(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: answer(b"{}", 200, "Set-Cookie: sessie=van-een-ander; Path=/"))
    client = open_to(server)

    client.get("zaken")
    client.get("zaken")

    assert all("cookie" not in asked.headers for asked in server.asked)


def test_the_environment_of_the_process_changes_nothing(
    serve: Serve, open_to: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """As requests comes, both would be obeyed."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login van password buiten")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.9:1")
    server = serve()

    open_to(server, authentication=Authentication.API_KEY, header="X-Sleutel").get("zaken")

    assert server.asked[0].headers["x-sleutel"] == SECRET
    assert "authorization" not in server.asked[0].headers


@pytest.mark.attack("W24")
def test_neither_logs_nor_texts_tell_what_is_secret_or_somebodys(
    serve: Serve, open_to: Open, access_to: Callable[..., Access]
) -> None:
    bsn = "999990019"
    server = serve(lambda asked: as_json({"bsn": bsn}, 404 if "9" in asked.target else 200))
    own = Certificate("keten", "zeer-geheime-sleutel")
    access = access_to(server, former_secret="vorig-geheim", certificate=own)
    client = open_to(server, former_secret="vorig-geheim")

    with structlog.testing.capture_logs() as logs:
        reply = client.get(f"personen/{bsn}", params={"bsn": bsn})

    assert bsn in server.asked[0].target
    told = f"{logs!r} {client!r} {reply!r} {access!r} {client.adapters!r}"
    for hidden in (bsn, SECRET, "vorig-geheim", "zeer-geheime-sleutel"):
        assert hidden not in told
    (line,) = logs
    assert (line["method"], line["path"], line["outcome"]) == ("GET", "/api/personen/{}", "404")
    assert (line["system"], line["tenant"]) == ("case_system", "33333333-cccc-4ccc-8ccc-333333333333")
    assert "milliseconds" in line


@pytest.mark.attack("W24")
def test_errors_quote_neither_the_address_nor_the_answer(serve: Serve, open_to: Open) -> None:
    reply = open_to(serve(lambda asked: answer(b"bsn 999990019", 400))).get("zaken?bsn=999990019")

    for do in (reply.raise_for_status, reply.json):
        with pytest.raises(UnavailableError) as raised:
            do()
        assert "999990019" not in f"{raised.value!r} {raised.value.__cause__!r}"


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
