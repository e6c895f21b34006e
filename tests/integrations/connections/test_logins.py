"""With the database logins of the processes: the console may ask, the worker may do (architecture T12)."""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import ProgrammingError, connection

from integrations.connections import operations, queries
from integrations.connections.health import looking
from integrations.connections.health import queries as health
from integrations.connections.health import types as health_types
from integrations.connections.models import Connection
from integrations.connections.types import State, System
from tenants import directory
from tenants.alerts import queries as alerts
from tenants.entry import enter
from tests import municipalities
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR


@contextmanager
def logged_in_as(process: str) -> Iterator[None]:
    """Use the database as another kind of process does."""
    usual = dict(connection.settings_dict)
    connection.close()
    login = {
        "USER": f"inwonerplein_{process}",
        "PASSWORD": os.environ[f"DATABASE_PASSWORD_{process.upper()}"],
    }
    connection.settings_dict.update(login)
    directory.forget()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)
        directory.forget()


def ask(sandbox: Sandbox) -> uuid.UUID:
    return operations.request_change(
        tenant=municipalities.ZONNEDAM,
        system=System.CASE_SYSTEM,
        address=sandbox.address,
        secret=sandbox.secret,
        by=OPERATOR,
    )


@pytest.mark.covers("architecture T12", "architecture I1")
def test_the_console_asks_and_the_worker_does(own_database: str, sandbox: Sandbox, queued: list[Any]) -> None:
    with logged_in_as("console"):
        change = ask(sandbox)
        test = operations.request_test(tenant=municipalities.ZONNEDAM, by=OPERATOR)
    with logged_in_as("portal_worker"):
        operations.carry_out(command=change)
        operations.carry_out(command=test)
        operations.dispatch()
    with logged_in_as("console"):
        told = queries.connection_of(municipalities.ZONNEDAM)

    assert told is not None
    assert told.state is State.OK


@pytest.mark.covers("architecture T12", "C-011", "C-073")
def test_the_worker_looks_and_sounds_the_alarm_and_the_console_sees_it(
    own_database: str, sandbox: Sandbox, queued: list[Any]
) -> None:
    with logged_in_as("console"):
        change = ask(sandbox)
    sandbox.turn(status=503)
    with logged_in_as("portal_worker"):
        operations.carry_out(command=change)
        ref = directory.by_uuid(municipalities.ZONNEDAM)
        assert ref is not None
        with enter(ref):
            looking.look()
        assert alerts.open_levels(ref.uuid)
    with logged_in_as("console"):
        (row,) = [row for row in health.board() if row.tenant == municipalities.ZONNEDAM]
        assert row.state_of(System.CASE_SYSTEM) is health_types.State.FAILING


@pytest.mark.attack("P06")
def test_the_console_cannot_read_a_connection(
    own_database: str, sandbox: Sandbox, queued: list[Any], refused: Callable[[], Any]
) -> None:
    with logged_in_as("console"):
        change = ask(sandbox)
    with logged_in_as("portal_worker"):
        operations.carry_out(command=change)
    with logged_in_as("console"), refused():
        ref = directory.by_uuid(municipalities.ZONNEDAM)
        assert ref is not None
        with enter(ref):
            Connection.objects.first()


@pytest.fixture
def refused() -> Callable[[], Any]:
    return lambda: pytest.raises(ProgrammingError, match="permission denied")
