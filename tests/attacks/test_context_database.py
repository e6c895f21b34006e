"""A municipality's role on a connection of its own, and connections that break (T19, T21, T23, T27, T29)."""

import contextlib
import os
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import psycopg
import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import DatabaseError, OperationalError, connection, transaction

from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from tenants import directory, entry
from tenants.entry import enter, outside
from tenants.types import TenantRef
from tests import statements
from tests.conftest import tenant as found
from tests.databases import administrator
from tests.municipalities import WATERRIJK, ZONNEDAM

REFUSED = [
    "SELECT * FROM {other}.django_site",
    "SELECT * FROM {other}.accounts_user",
    "INSERT INTO {other}.django_site VALUES (1, 'x', 'x')",
    "UPDATE {other}.django_site SET name = 'x'",
    "DELETE FROM {other}.django_site",
    "TRUNCATE {other}.django_site",
    "BEGIN; LOCK TABLE {other}.django_site",
    "CREATE TABLE {other}.x (a int)",
    "CREATE TABLE {own}.x (a int)",
    "CREATE TABLE public.x (a int)",
    "CREATE TEMP TABLE x (a int)",
    "CREATE SCHEMA x",
    "CREATE ROLE x",
    "CREATE DATABASE x",
    "CREATE EXTENSION dblink",
    "CREATE FUNCTION {own}.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE VIEW {own}.v AS SELECT 1",
    "ALTER TABLE {own}.django_site ADD COLUMN x int",
    "DROP TABLE {own}.django_site",
    "DROP SCHEMA {own}",
    "ALTER ROLE {own} SUPERUSER",
    "GRANT {other} TO {own}",
    "SELECT * FROM public.console_operator",
    "SELECT * FROM public.console_consolesession",
    "SELECT * FROM public.tenants_datakey",
    "SELECT * FROM public.tenants_insight",
    "SELECT * FROM public.tenants_operatorrecord",
    "SELECT * FROM public.lifecycle_operation",
    "UPDATE public.tenants_tenant SET state = 'live'",
    "INSERT INTO public.django_content_type VALUES (999999, 'x', 'x')",
    "UPDATE public.auth_permission SET codename = 'x'",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_shadow",
    "SELECT * FROM pg_user_mapping",
    "COPY {own}.django_site TO PROGRAM 'cat'",
    "COPY {own}.django_site FROM PROGRAM 'echo'",
    "COPY {own}.django_site TO '/tmp/x'",
    "COPY (SELECT * FROM {other}.django_site) TO '/tmp/x'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/x')",
    "SELECT lo_creat(-1)",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SELECT pg_reload_conf()",
    "SET session_replication_role = replica",
    "ALTER SYSTEM SET log_statement = 'all'",
    "UPDATE {own}.audit_auditrecord SET action = 'x'",
    "DELETE FROM {own}.audit_auditrecord",
]
ALLOWED = [
    "SELECT * FROM {own}.django_site",
    "UPDATE {own}.django_site SET name = name",
    "SELECT * FROM public.django_content_type",
    "SELECT count(*) FROM {own}.accounts_user",
]


@pytest.fixture
def as_role(db: None, zonnedam: TenantRef, waterrijk: TenantRef) -> Iterator[Callable[[str], bool]]:
    """Be Zonnedam's role on a connection of the portal's own login, and tell whether it may do something."""
    default = connection.settings_dict
    raw = psycopg.connect(
        host=default["HOST"],
        port=default["PORT"],
        dbname=default["NAME"],
        user="inwonerplein_portal",
        password=os.environ["DATABASE_PASSWORD_PORTAL"],
        autocommit=True,  # some statements cannot be part of a transaction
    )
    raw.execute(f"SET ROLE {zonnedam.schema_name}")

    def may(statement: str) -> bool:
        try:
            raw.execute(statement.format(own=zonnedam.schema_name, other=waterrijk.schema_name))
        except psycopg.errors.InsufficientPrivilege:
            return False
        return True

    yield may
    raw.close()


@pytest.mark.attack("T27", "V13")
@pytest.mark.parametrize("statement", REFUSED)
def test_the_role_of_a_municipality_is_refused(as_role: Callable[[str], bool], statement: str) -> None:
    assert not as_role(statement)


@pytest.mark.attack("T27")
@pytest.mark.parametrize("statement", ALLOWED)
def test_the_role_may_do_its_work(as_role: Callable[[str], bool], statement: str) -> None:
    """The negative control: what is refused above is refused for its place, not for its form."""
    assert as_role(statement)


@pytest.mark.attack("T27")
def test_a_large_object_lies_in_no_schema_and_is_closed_to_everybody(own_database: str) -> None:
    """The negative control: the administrator may make one, so what is refused above is not the statement."""
    with administrator(own_database) as raw:
        (number,) = raw.execute("SELECT lo_from_bytea(0, 'Zonnedam')").fetchone() or (0,)

    for statement in ("SELECT lo_get(%s)", "SELECT lo_put(%s, 0, 'x')", "SELECT lo_unlink(%s)"):
        with enter(found(WATERRIJK)), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement, [number])


@pytest.mark.attack("T27")
def test_no_extension_leads_elsewhere(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        names = {name for (name,) in cursor.fetchall()}

    assert not names & {"dblink", "postgres_fdw", "file_fdw", "plpython3u", "plperlu", "adminpack", "lo"}


# --- T19, T21: nesting -----------------------------------------------------------------------------------------


def whose() -> str:
    return str(Site.objects.get().name)


@pytest.mark.attack("T19", "T21")
@pytest.mark.parametrize("inner", ["the other", "the same", "nobody"])
@pytest.mark.parametrize("fails", [False, True])
def test_leaving_restores_exactly_what_was(
    zonnedam: TenantRef, waterrijk: TenantRef, inner: str, fails: bool
) -> None:
    ways = {"the other": lambda: enter(waterrijk), "the same": lambda: enter(zonnedam), "nobody": outside}

    with enter(zonnedam), transaction.atomic():
        before = connection.tenant  # type: ignore[attr-defined]
        with contextlib.suppress(ZeroDivisionError), ways[inner](), transaction.atomic():
            connection.ensure_connection()
            if fails:
                raise ZeroDivisionError
        assert connection.tenant is before  # type: ignore[attr-defined]
        assert whose() == "Zonnedam"
    assert not entry.is_entered()


@pytest.mark.attack("T19")
def test_there_is_one_alias_and_so_no_other_to_confuse_it_with(settings: Any) -> None:
    assert list(settings.DATABASES) == ["default"]


# --- T23, V15: connections that break --------------------------------------------------------------------------


@pytest.fixture
def committed(own_database: str) -> tuple[TenantRef, TenantRef]:
    with outside():
        return found(ZONNEDAM), found(WATERRIJK)


def kill() -> None:
    """Kill the back end that serves this thread."""
    pid = connection.connection.info.backend_pid
    with administrator() as raw:
        raw.execute("SELECT pg_terminate_backend(%s)", [pid])


@pytest.mark.attack("T23", "V15")
@pytest.mark.parametrize("limited", [True, False])
def test_after_a_lost_connection_the_next_is_the_right_municipalitys(
    committed: tuple[TenantRef, TenantRef], settings: Any, limited: bool
) -> None:
    settings.TENANT_LIMIT_SET_CALLS = limited
    for tenant in (*committed, *committed):
        with enter(tenant):
            assert whose() == tenant.name
            kill()
            with statements.unwatched(), pytest.raises(OperationalError):
                whose()
            connection.close_if_unusable_or_obsolete()
            assert whose() == tenant.name


@pytest.mark.attack("T23", "V15")
@pytest.mark.parametrize(("checked", "works"), [(True, True), (False, False)])
def test_a_kept_connection_is_looked_at_before_it_is_used(
    committed: tuple[TenantRef, TenantRef], monkeypatch: pytest.MonkeyPatch, checked: bool, works: bool
) -> None:
    """Without the look, as it comes, the first request after a restart of the database fails."""
    for name, value in (("CONN_MAX_AGE", 60), ("CONN_HEALTH_CHECKS", checked)):
        monkeypatch.setitem(connection.settings_dict, name, value)
    connection.close()
    with enter(committed[0]):
        whose()
    connection.close_if_unusable_or_obsolete()  # as at the end of a request
    kill()
    connection.close_if_unusable_or_obsolete()  # as at the start of the next
    connection.health_check_done = False

    outcome = contextlib.nullcontext() if works else pytest.raises(OperationalError)
    with enter(committed[1]), outcome:
        assert whose() == "Waterrijk"


@pytest.mark.attack("V15")
def test_where_connections_are_kept_they_are_looked_at() -> None:
    from config.settings.database import database  # noqa: TID251 - the function, not the settings

    for process in ("portal", "console", "portal_worker", "lifecycle"):
        (values,) = database(process).values()
        assert values["CONN_HEALTH_CHECKS"] or not values["CONN_MAX_AGE"]


# --- T29: permissions, while municipalities take turns ---------------------------------------------------------


@pytest.mark.attack("T29", "V11")
def test_a_permission_is_that_of_the_entered_municipality_ten_thousand_times(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    """At one there is an editor; at the other somebody with the same key who may do nothing."""
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            user = User.objects.create(pk=4711, email="e@x.example", is_staff=True)
            if tenant is zonnedam:
                user.groups.add(EDITOR.id)
    with enter(zonnedam):
        allowed = sorted(User.objects.get(pk=4711).get_all_permissions())
    ids = (
        set(ContentType.objects.values_list("pk", flat=True)),
        set(Permission.objects.values_list("pk", flat=True)),
    )
    dice, wrong = Random(29), 0  # noqa: S311 - a mixture, no secret

    for _ in range(1_000):
        tenant = dice.choice((zonnedam, waterrijk))
        with enter(tenant):
            user = User(pk=4711, is_staff=True)
            found_out = {user.has_perm(dice.choice(allowed)) for _ in range(10)}
        wrong += found_out != {tenant is zonnedam}
    with enter(waterrijk):
        now = (
            set(ContentType.objects.values_list("pk", flat=True)),
            set(Permission.objects.values_list("pk", flat=True)),
        )

    assert allowed
    assert wrong == 0
    assert now == ids


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    directory.forget()
