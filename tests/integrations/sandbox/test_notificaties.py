"""Notifications: whoever subscribes answers first, and each is passed on to whoever asked for it."""

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from integrations.sandbox.web import Request
from integrations.sandbox.zgw import sending
from tests.contracts.asking import HOST, Asker
from tests.contracts.examples import MESSAGE
from tests.contracts.exchanges import Contract
from tests.integrations.conftest import Listener

PREFIX = "/notificaties/api/v1"
SUBSCRIPTIONS = f"{PREFIX}/abonnement"
PUBLISH = f"{PREFIX}/notificaties"
PASSWORD = "Bearer geheim"
pytestmark = pytest.mark.covers("M-14")


def answering(
    listen: Callable[..., Listener], statuses: Callable[[bool], int]
) -> tuple[Listener, threading.Semaphore]:
    """Listen, and answer by whether the password was there."""
    arrived = threading.Semaphore(0)
    found: list[Listener] = []

    def script(connection: socket.socket, stopping: threading.Event) -> None:
        visits = found[0].visits
        status = statuses(PASSWORD.encode() in visits[-1])
        connection.sendall(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % status)
        arrived.release()

    found.append(listen(script))
    return found[0], arrived


def subscribe(asker: Asker, address: str, **filters: str) -> int:
    body = {"callbackUrl": address, "auth": PASSWORD, "kanalen": [{"naam": "zaken", "filters": filters}]}
    return int(asker.ask(SUBSCRIPTIONS, method="POST", body=body)[1].status)


def test_whoever_guards_its_callback_may_subscribe(listen: Callable[..., Listener]) -> None:
    """Fact F8."""
    callback, _ = answering(listen, lambda known: 204 if known else 403)
    zonnedam = Asker()

    assert subscribe(zonnedam, f"{callback.url}/meldingen/") == 201
    assert [PASSWORD.encode() in visit for visit in callback.visits] == [False, True]
    (kept,) = zonnedam.get(SUBSCRIPTIONS)
    assert kept["callbackUrl"] == f"{callback.url}/meldingen/"
    assert "auth" not in kept


@pytest.mark.parametrize("statuses", [lambda known: 204, lambda known: 403, lambda known: 500])
def test_a_callback_that_lets_all_in_or_nobody_may_not(
    statuses: Callable[[bool], int], listen: Callable[..., Listener]
) -> None:
    callback, _ = answering(listen, statuses)

    assert subscribe(Asker(), callback.url) == 400


@pytest.mark.attack("W02")
@pytest.mark.parametrize("address", ["http://10.0.0.1/", "https://example.nl/", "http://169.254.169.254/"])
def test_nothing_is_sent_to_another_machine(address: str) -> None:
    assert sending.deliver(address, "", MESSAGE) == 0
    assert subscribe(Asker(), address) == 400


def test_a_notification_reaches_whoever_asked_for_it(listen: Callable[..., Listener]) -> None:
    callback, arrived = answering(listen, lambda known: 204 if known else 403)
    zonnedam = Asker()
    subscribe(zonnedam, callback.url, bronorganisatie="800000009")
    subscribe(zonnedam, callback.url, bronorganisatie="999999999")
    before = len(callback.visits)

    _, response = zonnedam.ask(PUBLISH, method="POST", body=MESSAGE)
    for _ in range(before + 1):
        assert arrived.acquire(timeout=10)
    assert response.status == 201
    assert len(callback.visits) == before + 1
    assert json.loads(callback.visits[-1].partition(b"\r\n\r\n")[2]) == MESSAGE


def test_a_delivery_that_fails_is_repeated(
    listen: Callable[..., Listener], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PAUSE", 0)
    statuses = iter([500, 204])
    callback, arrived = answering(listen, lambda known: next(statuses))

    sending.send(MESSAGE, [{"callbackUrl": callback.url, "auth": PASSWORD, "kanalen": [{"naam": "zaken"}]}])
    assert arrived.acquire(timeout=10)
    assert arrived.acquire(timeout=10)
    assert len(callback.visits) == 2


def test_a_channel_that_there_is_not_cannot_be_subscribed_to(listen: Callable[..., Listener]) -> None:
    callback, _ = answering(listen, lambda known: 204 if known else 403)
    body = {"callbackUrl": callback.url, "auth": PASSWORD, "kanalen": [{"naam": "verzonnen"}]}

    assert Asker().ask(SUBSCRIPTIONS, method="POST", body=body)[1].status == 400


def test_nobody_who_left_is_told(listen: Callable[..., Listener]) -> None:
    callback, _ = answering(listen, lambda known: 204 if known else 403)
    zonnedam = Asker()
    subscribe(zonnedam, callback.url)
    (kept,) = zonnedam.get(SUBSCRIPTIONS)

    assert zonnedam.ask(kept["url"], method="DELETE")[1].status == 204
    assert zonnedam.get(SUBSCRIPTIONS) == []


def notify(asker: Asker, body: Any) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asker.application.answer(Request("POST", "/notify/zonnedam", "", {"host": HOST}, content))


def test_a_notification_is_sent_to_any_callback_as_often_as_asked(listen: Callable[..., Listener]) -> None:
    callback, _ = answering(listen, lambda known: 204 if known else 403)
    zonnedam = Asker()

    told = notify(zonnedam, {"callbackUrl": callback.url, "auth": PASSWORD, "times": 2}).json()
    assert told["statuses"] == [204, 204]
    sent = [json.loads(visit.partition(b"\r\n\r\n")[2]) for visit in callback.visits]
    assert sent == [told["message"]] * 2
    assert notify(zonnedam, {"callbackUrl": callback.url}).json()["statuses"] == [403]


@pytest.mark.parametrize("resource", ["zaak", "status", "rol", "resultaat", "zaakinformatieobject"])
def test_what_a_notification_tells_of_is_there(resource: str) -> None:
    zonnedam = Asker()
    case = zonnedam.get("/zaken/api/v1/zaken", {"einddatum__isnull": "false"})["results"][0]
    wanted = {"callbackUrl": "http://127.0.0.1:9/", "resource": resource, "zaak": case["uuid"]}

    message = notify(zonnedam, wanted).json()["message"]
    assert message["hoofdObject"] == case["url"]
    assert zonnedam.get(message["resourceUrl"])["url"] == message["resourceUrl"]
    assert list(Contract("zgw-current/notificaties.yaml", PREFIX).request_faults(_posted(message))) == []


@pytest.mark.parametrize(
    "body", [b"[", [], {}, {"callbackUrl": "x", "zaak": "x"}, {"callbackUrl": "x", "resource": "x"}]
)
def test_a_notification_of_nothing_is_not_sent(body: Any) -> None:
    assert notify(Asker(), body).status == 400


def _posted(message: Any) -> Request:
    """The notification, as it would be published."""
    return Asker().ask(PUBLISH, method="POST", body=message)[0]
