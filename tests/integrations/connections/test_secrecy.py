"""A secret can be written and tested, and is never seen again: in no table, log, repr or export."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from django.core import serializers
from django.db import IntegrityError, connection, transaction

from integrations.connections import operations, queries
from integrations.connections.inbox.models import Command
from integrations.connections.models import Connection
from integrations.connections.types import System
from tenants.entry import enter
from tenants.models import Insight
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR

pytestmark = [pytest.mark.attack("W24"), pytest.mark.attack("P06")]
type Ask = Callable[..., uuid.UUID]


def everything_stored(*schemas: str) -> str:
    """Answer every row of every table, as text."""
    texts: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s)", [list(schemas)]
        )
        for schema, table in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{schema}"."{table}" AS t')
            texts += [text for (text,) in cursor.fetchall()]
    return "\n".join(texts)


@pytest.fixture
def logs() -> Any:
    with structlog.testing.capture_logs() as captured:
        yield captured


@pytest.fixture
def connected(ask: Ask, zonnedam: TenantRef, logs: Any) -> TenantRef:
    """A municipality whose connection was changed and tested."""
    waits = ask(zonnedam)
    operations.carry_out(command=operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))
    operations.carry_out(command=waits)
    return zonnedam


def test_no_table_holds_it_before_or_after(
    ask: Ask, connected: TenantRef, sandbox: Sandbox, zonnedam: TenantRef
) -> None:
    """The address, which is stored likewise, shows that the search finds what is there."""
    ask(zonnedam)

    stored = everything_stored("public", connected.schema_name)

    assert sandbox.address in stored
    assert sandbox.secret not in stored


def test_no_log_holds_it(connected: TenantRef, sandbox: Sandbox, logs: list[Any]) -> None:
    assert any(line["event"] == "http.called" for line in logs)
    assert sandbox.secret not in repr(logs)
    assert "Bearer" not in repr(logs)


def test_no_repr_and_no_export_shows_it(connected: TenantRef, sandbox: Sandbox) -> None:
    with enter(connected):
        row = queries.connection_with(System.CASE_SYSTEM)
        access = queries.access_to(System.CASE_SYSTEM)
        exported = serializers.serialize("json", Connection.objects.all())
    commands = [repr(command) + str(vars(command)) for command in Command.objects.all()]

    assert access.secret == sandbox.secret
    assert sandbox.secret not in f"{row!r} {row} {vars(row)} {access!r} {exported} {commands}"


def test_the_read_model_holds_neither_secret_nor_ciphertext(connected: TenantRef, sandbox: Sandbox) -> None:
    told = json.dumps(Insight.objects.get(topic__startswith="connected-").data)

    assert sandbox.secret not in told
    assert "v1:" not in told


def test_a_closed_command_holds_not_even_the_ciphertext(connected: TenantRef) -> None:
    assert [command.payload for command in Command.objects.all()] == [{}, {}]


def test_the_table_itself_refuses_a_plain_secret(connected: TenantRef) -> None:
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        enter(connected),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE connections_connection SET secret = 'zomaar leesbaar'")


def test_no_admin_shows_a_connection() -> None:
    from django.contrib import admin

    assert Connection not in admin.site._registry
    assert Command not in admin.site._registry
