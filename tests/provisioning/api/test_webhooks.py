"""Programs elsewhere hear, signed and once, that an operation has ended."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from integrations.errors import Reason, UnavailableError
from integrations.webhooks import operations as posting
from provisioning.lifecycle import ending
from provisioning.lifecycle.models import Operation
from provisioning.webhooks import delivering
from provisioning.webhooks.models import Delivery, Endpoint, Event
from provisioning.webhooks.types import Message
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import municipalities, people

FIRST, SECOND = b"A" * 24, b"B" * 32
HERE = "tests.provisioning.api.test_webhooks.post"
posted: list[Message] = []
answers: list[int | BaseException] = []


def text(secret: bytes) -> str:
    return f"whsec_{base64.b64encode(secret).decode()}"


def post(message: Message) -> int:
    """Take a message, or not."""
    posted.append(message)
    answer = answers.pop(0) if answers else 204
    if isinstance(answer, BaseException):
        raise answer
    return answer


@pytest.fixture(autouse=True)
def _posting() -> Iterator[None]:
    posted.clear()
    answers.clear()
    with override_settings(WEBHOOK_POSTER=HERE):
        yield


@pytest.fixture
def endpoint(program: Program) -> dict[str, Any]:
    body = {"url": "https://elders.example/hook", "secret": text(FIRST)}
    found: dict[str, Any] = program.post("/webhook-endpoints", body).json()
    return found


def end(*, state: str = "done") -> Operation:
    operation = municipalities.operation(state=state, done=3)
    ending.tell(operation.pk)
    return operation


@pytest.mark.covers("C-071")
def test_an_ending_is_told_with_what_can_be_looked_up(endpoint: dict[str, Any]) -> None:
    operation = end()
    assert delivering.deliver() == 1

    (message,) = posted
    body = json.loads(message.body)
    assert (body["type"], body["data"]["operation"]) == ("operation.done", str(operation.uuid))
    assert "noor@" not in message.body.decode()
    assert Delivery.objects.get().state == "delivered"
    assert delivering.deliver() == 0


def test_what_is_rolled_back_is_not_told(endpoint: dict[str, Any]) -> None:
    from django.db import transaction

    with transaction.atomic():
        end()
        transaction.set_rollback(True)

    assert delivering.deliver() == 0


def test_an_endpoint_hears_what_it_asked_for(program: Program, endpoint: dict[str, Any]) -> None:
    program.ask("patch", f"/webhook-endpoints/{endpoint['id']}", {"events": ["operation.failed"]})
    end()
    end(state="failed")
    delivering.deliver()

    assert [json.loads(message.body)["type"] for message in posted] == ["operation.failed"]


@pytest.mark.parametrize("failure", [500, 301, UnavailableError(Reason.TOO_SLOW), RuntimeError("x")])
def test_what_is_not_taken_is_brought_again_with_the_same_number(
    endpoint: dict[str, Any], failure: int | Exception
) -> None:
    answers.append(failure)
    end()
    assert delivering.deliver() == 0
    assert delivering.deliver() == 0
    with people.later(15):
        assert delivering.deliver() == 1

    assert posted[0].identity == posted[1].identity
    assert Delivery.objects.get().attempts == 2


def test_a_worker_that_dies_halfway_leaves_it_to_the_next_under_the_same_number(
    endpoint: dict[str, Any],
) -> None:
    answers.append(KeyboardInterrupt())  # as a kill: nothing is settled
    end()
    with pytest.raises(KeyboardInterrupt):
        delivering.deliver()
    assert delivering.deliver() == 0
    with people.later(61):
        assert delivering.deliver() == 1

    assert len({message.identity for message in posted}) == 1


def test_who_was_overtaken_settles_nothing(endpoint: dict[str, Any]) -> None:
    end()
    key = Delivery.objects.get().pk
    slow = delivering._claim(key)
    with people.later(61):
        quick = delivering._claim(key)
        assert slow
        assert quick
        delivering._settle(quick, 204, "")
        delivering._settle(slow, None, "too slow")

    assert Delivery.objects.get().state == "delivered"


@pytest.mark.covers("C-071")
def test_what_is_never_taken_is_given_up_and_brought_when_somebody_asks(
    program: Program, endpoint: dict[str, Any]
) -> None:
    end()
    Delivery.objects.update(attempts=delivering.MOST_ATTEMPTS - 1)
    answers.append(500)
    delivering.deliver()
    path = f"/webhook-endpoints/{endpoint['id']}/deliveries"
    (dead,) = program.get(path).json()["items"]
    again = program.post(f"/webhook-deliveries/{dead['id']}/replays")
    delivering.deliver()

    assert (dead["state"], dead["status"], dead["error"]) == ("dead", 500, "refused")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    assert program.get(path).json()["items"][0]["state"] == "delivered"
    assert posted[0].identity == posted[1].identity


@pytest.mark.covers("C-071")
@pytest.mark.attack("W24")
def test_a_secret_goes_in_changes_with_overlap_and_never_comes_out(
    program: Program, endpoint: dict[str, Any]
) -> None:
    path = f"/webhook-endpoints/{endpoint['id']}"
    changed = program.ask("put", f"{path}/secret", {"secret": text(SECOND)}).json()
    end()
    delivering.deliver()
    program.ask("delete", f"{path}/former-secret")
    end()
    delivering.deliver()

    assert [message.secrets for message in posted] == [(SECOND, FIRST), (SECOND,)]
    assert changed["formerFingerprint"] == endpoint["fingerprint"] != changed["fingerprint"]
    kept = str(list(Endpoint.objects.values())) + program.get("/audit-records").content.decode()
    for secret in (FIRST, SECOND):
        assert text(secret) not in kept + program.get(path).content.decode()
        assert secret not in bytes(Endpoint.objects.get().secret)


@pytest.mark.attack("W01")
@pytest.mark.parametrize(
    "url",
    [
        "http://elders.example/hook",
        "https://127.0.0.1/hook",
        "https://user:pw@elders.example/hook",
        "https://elders.example:22/hook",
        "https://elders.example/hook?token=x",
        "ftp://elders.example",
        "https://",
        "",
    ],
)
def test_an_address_that_may_not_be_reached_is_refused(program: Program, url: str) -> None:
    answer = program.post("/webhook-endpoints", {"url": url, "secret": text(FIRST)})

    if answer.status_code == 201:  # a literal address passes here; the client judges it when it connects
        assert "127.0.0.1" in url
        with pytest.raises(UnavailableError) as refused:
            posting.post(Message(url, timezone.now() and Endpoint.objects.get().uuid, b"{}", (FIRST,), 1))
        assert refused.value.reason is Reason.ADDRESS_REFUSED
    else:
        assert problem(answer) == (409, "refused")


@pytest.mark.parametrize("secret", ["", "geheim", "whsec_", "whsec_" + "QUJD" * 3, "whsec_" + "QUJD" * 30])
def test_a_secret_that_is_too_short_or_none_is_refused(program: Program, secret: str) -> None:
    answer = program.post("/webhook-endpoints", {"url": "https://elders.example/hook", "secret": secret})

    assert problem(answer)[0] in {400, 409}


def test_the_signature_is_that_of_standard_webhooks(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []

    def call(request: Any) -> Any:
        sent.append(request)
        return type("Answer", (), {"status": 200})

    monkeypatch.setattr(posting.http, "call", call)
    identity = Event().uuid
    posting.post(Message("https://elders.example/hook", identity, b'{"a":1}', (FIRST, SECOND), 1_790_000_000))

    (request,) = sent
    signed = f"{identity}.1790000000.".encode() + b'{"a":1}'
    wanted = [
        base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in (FIRST, SECOND)
    ]
    assert request.headers["webhook-id"] == str(identity)
    assert request.headers["webhook-signature"] == f"v1,{wanted[0]} v1,{wanted[1]}"
    assert text(FIRST) not in repr(request)


def test_one_that_was_switched_off_or_removed_gets_nothing(
    program: Program, endpoint: dict[str, Any]
) -> None:
    path = f"/webhook-endpoints/{endpoint['id']}"
    program.ask("patch", path, {"isOn": False})
    end()
    assert Delivery.objects.count() == 0
    program.ask("patch", path, {"isOn": True})
    end()
    assert program.ask("delete", path).status_code == 204

    assert delivering.deliver() == 0
    assert posted == []
