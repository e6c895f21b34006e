"""What the console's database login may do: run the console, and nothing inside a municipality."""

import importlib
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from provisioning.console.models import Operator
from tenants.types import TenantRef

REFUSED = psycopg.errors.InsufficientPrivilege


def login_of(process: str) -> dict[str, Any]:
    """Answer how a kind of process logs in."""
    return dict(importlib.import_module(f"config.settings.{process}").DATABASES["default"])


@pytest.fixture
def as_console(zonnedam: TenantRef) -> Iterator[psycopg.Connection]:
    """Be connected to the database of the test as the console's processes are."""
    login = login_of("console")
    with psycopg.connect(
        host=login["HOST"],
        port=login["PORT"],
        user=login["USER"],
        password=login["PASSWORD"],
        dbname=connection.settings_dict["NAME"],
        autocommit=True,
    ) as opened:
        yield opened


@pytest.mark.attack("P08")
@pytest.mark.parametrize(
    "table", ["audit_auditrecord", "accounts_user", "connections_connection", "django_session"]
)
def test_it_cannot_read_a_municipalitys_tables(
    as_console: psycopg.Connection, zonnedam: TenantRef, table: str
) -> None:
    with pytest.raises(REFUSED):
        as_console.execute(f"SELECT * FROM {zonnedam.schema_name}.{table}")


@pytest.mark.attack("P08")
def test_it_cannot_take_on_a_municipalitys_role(as_console: psycopg.Connection, zonnedam: TenantRef) -> None:
    with pytest.raises(REFUSED):
        as_console.execute(f"SET ROLE {zonnedam.schema_name}")


@pytest.mark.attack("P11")
@pytest.mark.parametrize(
    "statement", ["UPDATE tenants_operatorrecord SET actor = 'x'", "DELETE FROM tenants_operatorrecord"]
)
def test_it_cannot_rewrite_the_audit_log(as_console: psycopg.Connection, statement: str) -> None:
    with pytest.raises(REFUSED):
        as_console.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE public.x (y int)",
        "CREATE SCHEMA x",
        "CREATE ROLE x",
        "INSERT INTO django_migrations DEFAULT VALUES",
    ],
)
def test_it_cannot_build_anything(as_console: psycopg.Connection, statement: str) -> None:
    with pytest.raises(REFUSED):
        as_console.execute(statement)


@pytest.mark.parametrize(
    "table",
    [
        "console_operator",
        "console_operatordevice",
        "console_passkey",
        "console_recoverycode",
        "console_invitation",
        "console_openingdraft",
        "console_consolesession",
        "console_signinattempt",
        "console_organisationidentity",
        "console_organisationjourney",
        "tokens_token",
        "api_answer",
        "webhooks_endpoint",
        "webhooks_event",
        "webhooks_delivery",
        "lifecycle_operation",
        "lifecycle_step",
        "lifecycle_bulk",
        "lifecycle_bulkitem",
        "announcements_announcement",
        "connections_inbox_command",
        "tenants_tenant",
        "tenants_plan",
        "tenants_featureswitch",
    ],
)
def test_it_may_do_what_the_screens_need(as_console: psycopg.Connection, table: str) -> None:
    for right in ("SELECT", "INSERT", "UPDATE"):
        row = as_console.execute("SELECT has_table_privilege(%s, %s)", [table, right]).fetchone()
        assert row == (True,), right


@pytest.mark.attack("T02")
@pytest.mark.parametrize("process", ["portal", "portal_worker"])
def test_the_portals_processes_cannot_read_operators(zonnedam: TenantRef, process: str) -> None:
    login = login_of(process)["USER"]
    with connection.cursor() as cursor:
        for model in (Operator, *(relation.related_model for relation in Operator._meta.related_objects)):
            cursor.execute("SELECT has_table_privilege(%s, %s, 'SELECT')", [login, model._meta.db_table])
            assert cursor.fetchone() == (False,), model
