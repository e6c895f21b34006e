"""Text messages over real sockets: they arrive, what goes wrong is said clearly, and no code is written anywhere."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from celery import current_app
from hypothesis import given
from hypothesis import strategies as st

from integrations.errors import NotConfiguredError, Reason, RefusedError, UnavailableError
from integrations.http import Deadline
from integrations.sms import client, operations
from integrations.sms.types import Message, Sent, dialled, sender_of
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.saved import Saved, be_fresh, saved

pytestmark = pytest.mark.covers("I-214", "P-023")
CODE = "Uw code is 482915."
NUMBER = "06 12 34 56 78"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    be_fresh(monkeypatch)
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)


@pytest.fixture
def connection(sandbox: Sandbox, zonnedam: TenantRef) -> Iterator[Saved]:
    """Be inside Zonnedam, with a connection."""
    made = saved(sandbox, zonnedam, system="sms", stand_in="sms", profile="sms-messagebird")
    with enter(zonnedam):
        yield made


def received(connection: Saved, to: str = "") -> list[dict[str, Any]]:
    return list(json.loads(connection.sandbox.get(f"/sms-berichten/{connection.there}.json?to={to}")))


def test_a_message_arrives_with_the_municipality_as_its_sender(connection: Saved) -> None:
    sent = operations.send(connection.key, to=NUMBER, text=CODE)

    (message,) = received(connection)
    assert sent == Sent(message["id"])
    assert (message["to"], message["text"], message["from"]) == (["31612345678"], CODE, "Zonnedam")


def test_people_read_it_on_a_page_and_nothing_in_it_is_markup(connection: Saved) -> None:
    operations.send(connection.key, to=NUMBER, text="<b>Hallo</b> & dag")

    page = connection.sandbox.get(f"/sms-berichten/{connection.there}/?to=0612345678")

    assert "&lt;b&gt;Hallo&lt;/b&gt; &amp; dag" in page
    assert "1 sms" in page
    assert received(connection, "0687654321") == []


def test_another_municipality_does_not_have_it(connection: Saved, sandbox: Sandbox) -> None:
    operations.send(connection.key, to=NUMBER, text=CODE)

    assert json.loads(sandbox.get("/sms-berichten/elders.json")) == []


@pytest.mark.fault("F57")
@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"status": 503}, Reason.HAS_TROUBLE),
        ({"status": 429}, Reason.THROTTLED),
        ({"status": 401}, Reason.REFUSED),
        ({"status": 402}, Reason.REFUSED),
        ({"reset": True}, Reason.BROKEN_OFF),
        ({"hang": True}, Reason.TOO_SLOW),
        ({"redirect": "http://elders.example/"}, Reason.MALFORMED),
        ({"html": True}, Reason.MALFORMED),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_provider_that_is_down_is_told_and_nothing_is_sent_or_kept(
    connection: Saved, fault: dict[str, Any], reason: Reason
) -> None:
    connection.fault("messages", **fault)
    patience = 0.5 if reason is Reason.TOO_SLOW else 30  # a busy machine is no provider that hangs

    with pytest.raises(UnavailableError) as told:
        operations.send(connection.key, to=NUMBER, text=CODE, deadline=Deadline(patience))

    assert told.value.reason is reason
    assert CODE not in f"{told.value!r} {told.value}"
    assert received(connection) == []


@pytest.mark.fault("F57")
def test_what_was_perhaps_taken_is_not_sent_twice(connection: Saved) -> None:
    connection.fault("messages", cut=True)
    before = connection.calls("messages")

    with pytest.raises(UnavailableError):
        operations.send(connection.key, to=NUMBER, text=CODE)

    assert connection.calls("messages") == before + 1
    assert len(received(connection)) == 1


@pytest.mark.fault("F57")
def test_when_it_is_back_messages_arrive_again(connection: Saved) -> None:
    connection.fault("messages", status=503)
    with pytest.raises(UnavailableError):
        operations.send(connection.key, to=NUMBER, text=CODE)
    connection.fault("messages")

    operations.send(connection.key, to=NUMBER, text=CODE)

    assert [one["text"] for one in received(connection)] == [CODE]


@pytest.mark.parametrize("number", ["", "12", "geen nummer", "+31", "06-1234567a", "0" * 20])
def test_what_is_no_number_is_refused_with_a_text_and_not_sent(connection: Saved, number: str) -> None:
    before = connection.calls("messages")

    with pytest.raises(RefusedError) as refused:
        operations.send(connection.key, to=number, text=CODE)

    assert set(refused.value.reasons) == {"to"}
    assert connection.calls("messages") == before


def test_a_number_that_the_provider_does_not_take_is_refused_too(
    connection: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "dialled", lambda number: "1")

    with pytest.raises(RefusedError):
        operations.send(connection.key, to=NUMBER, text=CODE)


@pytest.mark.parametrize("text", ["", "x" * 460])
def test_a_text_that_is_none_or_too_long_is_a_mistake_of_ours(connection: Saved, text: str) -> None:
    with pytest.raises(ValueError, match="letter"):
        operations.send(connection.key, to=NUMBER, text=text)


def test_without_a_connection_or_a_gateway_for_it_that_is_said(
    connection: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotConfiguredError):
        operations.send(uuid.uuid4(), to=NUMBER, text=CODE)
    monkeypatch.setattr(client, "GATEWAYS", {})
    with pytest.raises(NotConfiguredError):
        operations.send(connection.key, to=NUMBER, text=CODE)


@pytest.mark.attack("W24")
@pytest.mark.parametrize(
    "fault", [{}, {"status": 503}, {"status": 422}, {"cut": True}, {"html": True}], ids=repr
)
def test_no_log_says_code_or_number(connection: Saved, fault: dict[str, Any]) -> None:
    connection.fault("messages", **fault)

    with structlog.testing.capture_logs() as lines:
        try:
            operations.send(connection.key, to=NUMBER, text=CODE)
        except (UnavailableError, RefusedError) as error:
            lines.append({"event": repr(error)})

    assert "http.called" in {line["event"] for line in lines}
    assert not any(word in repr(lines) for word in ("482915", "612345678", NUMBER))
    assert "482915" not in repr(Message("31612345678", CODE, "Zonnedam"))


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06 12345678", "31612345678"),
        ("+31 (0)6-1234 5678", "31612345678"),
        ("0031612345678", "31612345678"),
        ("31612345678", "31612345678"),
        ("+49 151 23456789", "4915123456789"),
    ],
)
def test_numbers_are_dialled_as_from_abroad(written: str, number: str) -> None:
    assert dialled(written) == number


@given(st.text(max_size=25))
def test_any_text_is_a_number_or_refused(written: str) -> None:
    try:
        found = dialled(written)
    except RefusedError:
        return
    assert found.isascii()
    assert found.isdecimal()


@given(st.text(max_size=60))
def test_any_name_makes_a_sender_that_is_taken(name: str) -> None:
    made = sender_of(name)

    assert 0 < len(made) <= 11
    assert made.isascii()
    assert made.replace(" ", "").isalnum()
