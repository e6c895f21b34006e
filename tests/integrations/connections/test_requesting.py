"""What the console asks for: sealed at once, queued by key, written in the operators' stream."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from celery import current_app
from kombu.exceptions import OperationalError

from integrations.connections import operations, queries
from integrations.connections.inbox.models import Command
from integrations.connections.types import System
from integrations.errors import NotConfiguredError, RefusedError
from tenants import directory
from tenants.models import OperatorRecord
from tenants.types import State, TenantRef
from tests import states
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR, waiting

type Ask = Callable[..., uuid.UUID]


@pytest.mark.attack("P06")
def test_the_secret_leaves_the_console_as_ciphertext(ask: Ask, zonnedam: TenantRef, sandbox: Sandbox) -> None:
    command = Command.objects.get(pk=ask(zonnedam))

    assert command.payload["secret"].startswith("v1:1:")
    assert sandbox.secret not in json.dumps(command.payload)
    assert command.payload["address"] == sandbox.address


def test_the_act_stands_in_the_operators_stream(ask: Ask, zonnedam: TenantRef, sandbox: Sandbox) -> None:
    ask(zonnedam)

    record = OperatorRecord.objects.get(action="connection.change_requested")
    assert (record.actor, record.origin, record.tenant) == (OPERATOR.name, OPERATOR.origin, zonnedam.uuid)
    assert record.details["address"] == sandbox.address
    assert sandbox.secret not in json.dumps(record.details)


def test_the_command_is_queued_by_its_key_once_it_is_stored(
    ask: Ask, zonnedam: TenantRef, queued: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        command = ask(zonnedam)
        assert queued == []

    assert queued == [("integrations.connections.tasks.apply", [str(command)])]


@pytest.mark.fault("F26")
def test_without_a_broker_the_command_is_stored_all_the_same(
    ask: Ask, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr(current_app, "send_task", away)
    with structlog.testing.capture_logs() as logs, django_capture_on_commit_callbacks(execute=True):
        command = ask(zonnedam)

    assert waiting() == 1
    assert logs == [{"event": "connections.not_queued", "command": str(command), "log_level": "warning"}]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "https://zaken.voorbeeld.nl"}, "address"),
        ({"secret": ""}, "secret"),
        ({"secret": "een\nregel"}, "secret"),
        ({"secret": " spaties "}, "secret"),
        ({"secret": "a" * 501}, "secret"),
        ({"client_id": " "}, "client_id"),
        ({"client_id": "a" * 101}, "client_id"),
    ],
)
def test_what_is_not_right_is_refused_beside_its_field(
    changes: dict[str, str], field: str, ask: Ask, zonnedam: TenantRef
) -> None:
    with pytest.raises(RefusedError) as raised:
        ask(zonnedam, **changes)

    assert list(raised.value.reasons) == [field]
    assert waiting() == 0


def test_all_reasons_are_given_together_and_none_quotes_the_secret(ask: Ask, zonnedam: TenantRef) -> None:
    with pytest.raises(RefusedError) as raised:
        ask(zonnedam, address="niets", secret="mijn\tgeheim", client_id="")

    assert set(raised.value.reasons) == {"address", "secret", "client_id"}
    assert "mijn" not in f"{raised.value} {raised.value.reasons}"


def test_a_municipality_that_is_not_there_is_refused(ask: Ask, zonnedam: TenantRef) -> None:
    with pytest.raises(RefusedError):
        operations.request_change(
            tenant=uuid.uuid4(), system=System.CASE_SYSTEM, address="x", secret="x", by=OPERATOR
        )


def test_a_municipality_that_is_out_of_use_is_refused(ask: Ask, zonnedam: TenantRef) -> None:
    states.become(zonnedam, State.SUSPENDED)
    directory.forget()

    with pytest.raises(RefusedError):
        ask(zonnedam)


def test_an_unknown_system_is_refused(zonnedam: TenantRef) -> None:
    with pytest.raises(ValueError, match="sterrenwacht"):
        operations.request_change(
            tenant=zonnedam.uuid, system="sterrenwacht", address="x", secret="x", by=OPERATOR
        )


def test_there_is_nothing_to_test_without_a_connection(zonnedam: TenantRef, queued: list[Any]) -> None:
    with pytest.raises(NotConfiguredError):
        operations.request_test(tenant=zonnedam.uuid, by=OPERATOR)


@pytest.mark.attack("W03")
def test_a_test_that_waits_already_is_enough(ask: Ask, zonnedam: TenantRef) -> None:
    ask(zonnedam)

    first = operations.request_test(tenant=zonnedam.uuid, by=OPERATOR)

    assert operations.request_test(tenant=zonnedam.uuid, by=OPERATOR) == first
    assert OperatorRecord.objects.filter(action="connection.test_requested").count() == 1


def test_the_console_sees_what_was_last_asked(ask: Ask, zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    command = ask(zonnedam)

    (errand,) = queries.errands(zonnedam.uuid).values()
    assert (errand.uuid, errand.kind, errand.is_open, errand.error) == (command, "change", True, "")
    assert queries.errands(waterrijk.uuid) == {}
    assert queries.connection_of(zonnedam.uuid) is None
