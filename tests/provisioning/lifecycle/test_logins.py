"""A login role per kind of process, each with no more rights than it needs (architecture T2, T12)."""

import os

import psycopg
import pytest
from django.db import connection

from tenants.types import TenantRef

LOGINS = ("portal", "console", "portal_worker", "lifecycle", "migrations")


def connect(login: str) -> psycopg.Connection:
    default = connection.settings_dict
    return psycopg.connect(
        host=default["HOST"],
        port=default["PORT"],
        dbname=default["NAME"],
        user=f"inwonerplein_{login}",
        password=os.environ[f"DATABASE_PASSWORD_{login.upper()}"],
        autocommit=True,
    )


def refuses(login: str, statement: str) -> bool:
    with connect(login) as raw:
        try:
            raw.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            return True
    return False


@pytest.fixture(autouse=True)
def _municipality(zonnedam: TenantRef) -> None:
    """Let every test have a municipality to reach for."""


@pytest.mark.covers("architecture T12")
@pytest.mark.parametrize("login", LOGINS)
def test_no_login_is_a_superuser_or_owns_anything(login: str) -> None:
    with connect(login) as raw:
        facts = raw.execute(
            "SELECT rolsuper, rolcreatedb, rolbypassrls, rolreplication,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = r.oid),"
            " EXISTS (SELECT FROM pg_namespace WHERE nspowner = r.oid) FROM pg_roles r WHERE rolname = session_user"
        ).fetchone()
    assert facts == (False,) * 6


@pytest.mark.covers("architecture T12")
@pytest.mark.parametrize("login", ["portal", "console", "portal_worker"])
@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE public.x (a int)", "CREATE SCHEMA x", "CREATE ROLE x", "CREATE TEMP TABLE x (a int)"],
)
def test_only_lifecycle_and_migrations_create(login: str, statement: str) -> None:
    assert refuses(login, statement)


@pytest.mark.attack("T27")
@pytest.mark.parametrize(
    "table", ["console_operator", "console_consolesession", "tenants_operatorrecord", "lifecycle_operation"]
)
def test_the_portals_login_reads_nothing_of_operators(table: str) -> None:
    assert refuses("portal", f"SELECT * FROM public.{table}")


@pytest.mark.attack("T27")
def test_the_portals_login_cannot_change_the_directory() -> None:
    assert refuses("portal", "UPDATE public.tenants_tenant SET state = 'live'")
    assert not refuses("portal", "SELECT * FROM public.tenants_tenant")


@pytest.mark.covers("architecture T2")
def test_the_consoles_login_has_no_rights_inside_a_municipality(zonnedam: TenantRef) -> None:
    assert refuses("console", f"SELECT * FROM {zonnedam.schema_name}.django_site")
    assert refuses("console", f"SET ROLE {zonnedam.schema_name}")


def test_the_portals_login_reads_a_municipality_only_by_taking_its_role(zonnedam: TenantRef) -> None:
    statement = f"SELECT * FROM {zonnedam.schema_name}.django_site"

    assert refuses("portal", statement)
    assert not refuses("portal", f"SET ROLE {zonnedam.schema_name}; {statement}")


@pytest.mark.covers("architecture T14", "C-070")
@pytest.mark.parametrize("login", ["portal", "console", "portal_worker"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET action = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_nobody_who_serves_can_change_the_operators_log(login: str, verb: str) -> None:
    assert refuses(login, verb.format("public.tenants_operatorrecord"))


@pytest.mark.covers("architecture T12")
@pytest.mark.parametrize("verb", ["UPDATE {} SET state = 'done'", "DELETE FROM {}"])
@pytest.mark.parametrize("login", ["portal", "console"])
def test_whoever_answers_people_cannot_change_the_work_that_waits(login: str, verb: str) -> None:
    assert refuses(login, verb.format("public.schedule_work"))
    assert not refuses(login, "SELECT count(*) FROM public.schedule_work")


@pytest.mark.covers("architecture T12")
def test_the_console_cannot_ask_for_work_and_the_portals_can(zonnedam: TenantRef) -> None:
    add = (
        "BEGIN; INSERT INTO public.schedule_work (tenant, job, key, cost) "
        f"VALUES ('{zonnedam.uuid}', 'core.activity', 'a', 'light') ON CONFLICT DO NOTHING; ROLLBACK"
    )

    assert refuses("console", add)
    assert not refuses("portal", add)


@pytest.mark.covers("C-032")
def test_hosts_that_were_given_up_are_read_where_changes_are_asked_for_and_written_by_lifecycle_alone() -> (
    None
):
    assert refuses("portal", "SELECT * FROM public.tenants_releasedhost")
    assert not refuses("console", "SELECT * FROM public.tenants_releasedhost")
    assert refuses("console", "DELETE FROM public.tenants_releasedhost")
    assert not refuses("lifecycle", "DELETE FROM public.tenants_releasedhost WHERE false")
