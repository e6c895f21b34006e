"""One way into a tenant, and no query without one (architecture T3)."""

import contextlib
import threading

import pytest
from django.contrib.sites.models import Site
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django_tenants.postgresql_backend.base import FakeTenant

from tenants import entry
from tenants.errors import NoTenantError, NoWayInError
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.conftest import tenant
from tests.municipalities import WATERRIJK, ZONNEDAM
from tests.statements import in_force


@pytest.mark.covers("architecture T2", "architecture T3")
def test_inside_a_tenant_role_and_schema_are_its_own(zonnedam: TenantRef) -> None:
    with entry.enter(zonnedam):
        assert in_force() == (zonnedam.schema_name, zonnedam.schema_name)


def test_afterwards_neither_is(zonnedam: TenantRef) -> None:
    with entry.enter(zonnedam):
        in_force()

    assert in_force() == ("inwonerplein_owner", "public")


def test_it_comes_back_to_the_outer_tenant_also_after_an_error(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    with entry.enter(zonnedam):
        with pytest.raises(RuntimeError), entry.enter(waterrijk):
            raise RuntimeError

        assert in_force()[0] == zonnedam.schema_name


@pytest.mark.attack("T21")
def test_a_rollback_does_not_leave_another_tenant_in_force(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    with entry.enter(zonnedam):
        with contextlib.suppress(RuntimeError), transaction.atomic():
            with entry.enter(waterrijk):
                in_force()
            raise RuntimeError

        assert in_force()[0] == zonnedam.schema_name


@pytest.mark.attack("T21")
def test_a_commit_that_was_silently_a_rollback_does_not_leave_another_tenant_in_force(
    own_database: str,
) -> None:
    """PostgreSQL answers COMMIT of a broken transaction with ROLLBACK, and calls that a success."""
    zonnedam, waterrijk = tenant(ZONNEDAM), tenant(WATERRIJK)
    with entry.enter(zonnedam):
        in_force()
        with entry.enter(waterrijk):
            with transaction.atomic():
                in_force()
                with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
                    cursor.execute("SELECT 1 / 0")

            assert in_force()[0] == waterrijk.schema_name


@pytest.mark.attack("V8", "T20")
def test_entering_by_model_is_refused(zonnedam: TenantRef) -> None:
    model = Tenant.objects.get(uuid=zonnedam.uuid)
    with pytest.raises(NoWayInError):
        connection.set_tenant(model)


def test_entering_by_name_is_refused(zonnedam: TenantRef) -> None:
    with pytest.raises(NoWayInError):
        connection.set_tenant(FakeTenant(schema_name=zonnedam.schema_name))


def test_outside_a_tenant_there_is_no_current_one(db: None) -> None:
    with pytest.raises(NoTenantError):
        entry.current()


@pytest.mark.attack("T09")
def test_outside_a_tenant_its_tables_do_not_exist(db: None) -> None:
    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        Site.objects.count()


@pytest.mark.attack("T27", "V13")
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM {other}.django_site",
        "UPDATE {other}.django_site SET name = 'x'",
        "SELECT * FROM public.tenants_datakey",
        "SELECT * FROM public.console_operator",
        "CREATE TABLE x (a int)",
        "DELETE FROM audit_auditrecord",
        "UPDATE audit_auditrecord SET action = 'x'",
        "SELECT * FROM pg_authid",
    ],
)
def test_the_tenants_role_is_refused_what_is_not_its_own(
    zonnedam: TenantRef, waterrijk: TenantRef, statement: str
) -> None:
    with (
        entry.enter(zonnedam),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(other=waterrijk.schema_name))


def test_the_role_may_do_all_that_in_its_own_schema(zonnedam: TenantRef) -> None:
    """The negative control: what is refused above is refused for its place, not for its form."""
    with entry.enter(zonnedam), connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM {zonnedam.schema_name}.django_site")
        assert cursor.fetchall() == [("Zonnedam",)]


@pytest.mark.attack("T15", "V6")
def test_a_bare_thread_is_outside_every_tenant(zonnedam: TenantRef) -> None:
    seen: list[bool] = []
    with entry.enter(zonnedam):
        thread = threading.Thread(target=lambda: seen.append(entry.is_entered()))  # noqa: TID251
        thread.start()
        thread.join()

    assert seen == [False]
