"""Each kind of drift is found and named; a cluster as provisioning makes it gives nothing.

Roles belong to the whole cluster, which other tests use at the same time. So what is changed here is a municipality
and a login of this test alone; what must be tried on our own logins is tried inside a transaction that is undone.
"""

import os
import uuid
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from provisioning.audit import presenters
from provisioning.lifecycle import tasks
from provisioning.lifecycle.drift import facts, queries
from tenants.models import OperatorRecord, Tenant
from tenants.naming import schema_for
from tenants.types import State
from tests import databases, municipalities, states

OURS = uuid.uuid5(municipalities.ZONNEDAM, os.environ.get("PYTEST_XDIST_WORKER", "main"))
"""Another one in each worker, as they share a cluster."""
US = "{us}"
"""In the lists below, as all workers must collect the same tests."""
OTHER = schema_for(municipalities.WATERRIJK)
STRANGER = "somebody_else_of_drift"

IN_THE_DATABASE = [
    # right of a municipality's role
    (f'GRANT USAGE ON SCHEMA "{OTHER}" TO "{US}"', f"right: {US} may USAGE on schema {OTHER}"),
    (f'GRANT SELECT ON "{OTHER}".django_site TO "{US}"', f"right: {US} may SELECT on what is inside"),
    (f'GRANT SELECT ON public.tenants_tenant TO "{US}"', f"right: {US} may SELECT on public.tenants_tenant"),
    (f'GRANT UPDATE ON "{US}".audit_auditrecord TO "{US}"', "own role may UPDATE on what is inside"),
    (f'GRANT INSERT ON "{US}".audit_auditseal TO "{US}"', "own role may INSERT on what is inside"),
    (f'GRANT DELETE ON "{US}".django_admin_log TO "{US}"', "own role may DELETE on what is inside"),
    (f'GRANT SELECT ON "{US}".django_migrations TO "{US}"', "own role may SELECT on what is inside"),
    (f'REVOKE INSERT ON "{US}".django_site FROM "{US}"', "own role may not INSERT on what is inside"),
    (f'GRANT SELECT ON "{US}".django_site TO "{US}" WITH GRANT OPTION', "pass it on"),
    (f'GRANT CREATE ON SCHEMA "{US}" TO "{US}"', f"right: {US} may CREATE on schema {US}"),
    (f'GRANT SELECT (name) ON public.tenants_tenant TO "{US}"', "column: "),
    ("GRANT SELECT (name) ON public.tenants_tenant TO PUBLIC", "column: everybody has rights"),
    # rights of logins
    (
        f'GRANT USAGE ON SCHEMA "{US}" TO inwonerplein_console',
        f"inwonerplein_console may USAGE on schema {US}",
    ),
    (
        "GRANT UPDATE ON public.tenants_operatorrecord TO inwonerplein_console",
        "inwonerplein_console may UPDATE",
    ),
    ("GRANT SELECT ON public.tenants_operatorseal TO inwonerplein_portal", "inwonerplein_portal may SELECT"),
    ("GRANT SELECT ON public.console_operator TO inwonerplein_portal", "inwonerplein_portal may SELECT"),
    ("GRANT TEMPORARY ON DATABASE {database} TO inwonerplein_portal", "inwonerplein_portal may TEMPORARY"),
    ("REVOKE SELECT ON public.tenants_domain FROM inwonerplein_portal", "inwonerplein_portal may not SELECT"),
    # everybody
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", "everybody may CREATE on schema public"),
    ("GRANT SELECT ON public.tenants_datakey TO PUBLIC", "everybody may SELECT on public.tenants_datakey"),
    ("GRANT CONNECT ON DATABASE {database} TO PUBLIC", "everybody may CONNECT on database"),
    # owners
    (f'ALTER TABLE "{US}".django_site OWNER TO "{US}"', f"owner: {US} owns table {US}.django_site"),
    (f'ALTER SCHEMA "{US}" OWNER TO postgres', f"owner: postgres owns the schema {US}"),
    (
        "CREATE TABLE public.mine (a int); ALTER TABLE public.mine OWNER TO inwonerplein_portal",
        "portal owns table mine",
    ),
    # what comes later
    (
        f'ALTER DEFAULT PRIVILEGES FOR ROLE inwonerplein_owner IN SCHEMA "{OTHER}" GRANT SELECT ON TABLES TO "{US}"',
        f"{US} may SELECT on new tables of {OTHER}",
    ),
    (
        f'ALTER DEFAULT PRIVILEGES FOR ROLE inwonerplein_owner IN SCHEMA "{US}" REVOKE ALL ON TABLES FROM "{US}"',
        f"{US} may not SELECT, INSERT, UPDATE, DELETE on new tables of {US}",
    ),
    (
        "ALTER DEFAULT PRIVILEGES FOR ROLE inwonerplein_owner GRANT SELECT ON TABLES TO PUBLIC",
        "everybody may SELECT on new tables of all schemas",
    ),
    (
        "CREATE FUNCTION public.door() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1",
        "function: public.door runs with its owner's rights",
    ),
    (f'DROP SCHEMA "{US}" CASCADE', f"missing schema: {US}"),
]
IN_THE_CLUSTER = [
    # of a municipality's role
    (f'ALTER ROLE "{US}" LOGIN', f"attribute: {US}: 'log in' is True"),
    (f'ALTER ROLE "{US}" SUPERUSER', f"attribute: {US}: 'a superuser' is True"),
    (f'ALTER ROLE "{US}" BYPASSRLS', f"attribute: {US}: 'pass row security' is True"),
    (f'GRANT "{OTHER}" TO "{US}"', f"membership: {US} may take on {OTHER}"),
    (f'GRANT inwonerplein_console TO "{US}"', f"membership: {US} may take on inwonerplein_console"),
    (f'GRANT pg_read_all_data TO "{US}"', f"membership: {US} may take on pg_read_all_data"),
    (f'GRANT "{US}" TO inwonerplein_console', f"membership: inwonerplein_console may take on {US}"),
    (
        f'GRANT "{US}" TO inwonerplein_portal WITH ADMIN OPTION',
        f"inwonerplein_portal may give {US} to others",
    ),
    (f'GRANT "{US}" TO {STRANGER}', f"membership: {STRANGER} may take on {US}"),
    (
        f'SET ROLE inwonerplein_owner; REVOKE "{US}" FROM inwonerplein_portal; RESET ROLE',
        f"membership: inwonerplein_portal may not take on {US}",
    ),
    (f'ALTER ROLE "{US}" SET search_path = "{OTHER}"', f"setting: {US} starts with search_path="),
    # of our own logins
    ("ALTER ROLE inwonerplein_portal CREATEROLE", "attribute: inwonerplein_portal: 'make roles' is True"),
    ("ALTER ROLE inwonerplein_console INHERIT", "attribute: inwonerplein_console: 'inherit' is True"),
    ("ALTER ROLE inwonerplein_owner LOGIN", "attribute: inwonerplein_owner: 'log in' is True"),
    ("GRANT inwonerplein_owner TO inwonerplein_portal", "inwonerplein_portal may take on inwonerplein_owner"),
    ("ALTER ROLE inwonerplein_lifecycle RESET role", "inwonerplein_lifecycle does not start with role="),
]


@pytest.fixture(scope="module")
def drifting(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Make a database with a municipality more, whose role no other test knows."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_drift"
    databases.clone(name)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            municipalities.open_bare("Driftdam", "driftdam", OURS)
            yield name
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
            databases.drop(name)
            with databases.administrator() as administrator:
                administrator.execute(f'DROP ROLE IF EXISTS "{schema_for(OURS)}"')


@pytest.fixture
def drifted(
    drifting: str, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[psycopg.Connection]:
    """Give the administrator's session in a transaction that is undone; the comparison looks through its eyes.

    So nobody else in the cluster ever sees what is changed here.
    """
    with databases.administrator(drifting) as administrator:
        administrator.autocommit = False

        def ask(statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
            return administrator.execute(statement, parameters or None).fetchall()  # type: ignore[arg-type]

        for module in (queries.memberships, queries.roles, queries.schemas, queries.tables):
            monkeypatch.setattr(module, "ask", ask)
        with django_db_blocker.unblock():
            yield administrator
        administrator.rollback()


def found() -> list[str]:
    return [str(finding) for finding in queries.findings()]


@pytest.mark.covers("architecture T2")
@pytest.mark.usefixtures("drifted")
def test_a_cluster_as_provisioning_makes_it_has_no_drift() -> None:
    assert found() == []


@pytest.mark.covers("architecture T2")
@pytest.mark.parametrize(("change", "expected"), IN_THE_DATABASE + IN_THE_CLUSTER, ids=lambda text: text[:60])
def test_each_drift_is_found_and_nothing_else(
    drifted: psycopg.Connection, drifting: str, change: str, expected: str
) -> None:
    ours = schema_for(OURS)
    if STRANGER in change:
        drifted.execute(f"CREATE ROLE {STRANGER}")
    drifted.execute(change.replace("{database}", drifting).replace(US, ours))

    texts = found()

    assert [text for text in texts if expected.replace(US, ours) in text], texts
    assert len(texts) <= 6  # of an owner: the table, its sequence, and the rights on both


@pytest.mark.covers("architecture T2")
def test_a_role_that_is_gone_is_missed(drifted: psycopg.Connection) -> None:
    drifted.execute(
        f'DROP SCHEMA "{schema_for(OURS)}" CASCADE; DROP OWNED BY "{schema_for(OURS)}"; DROP ROLE "{schema_for(OURS)}"'
    )

    texts = found()

    assert f"missing role: {schema_for(OURS)}: not there." in texts
    assert f"missing schema: {schema_for(OURS)}: not there." in texts


def test_a_login_that_inherits_is_found_where_memberships_say_so_themselves(
    drifted: psycopg.Connection,
) -> None:
    if drifted.info.server_version < 160_000:
        pytest.skip("before PostgreSQL 16 the login itself says so, which is tried above")
    drifted.execute(f'GRANT "{schema_for(OURS)}" TO inwonerplein_portal WITH INHERIT TRUE')

    assert found() == [
        f"membership: inwonerplein_portal has the rights of {schema_for(OURS)} without taking it on, and should not."
    ]


@pytest.mark.usefixtures("drifted")
def test_a_municipality_that_is_still_being_opened_needs_no_role_yet() -> None:
    row = {"name": "Nieuwdam", "theme": "nieuwdam", "kind": "sandbox", "schema_name": "t_eeeeeeeeeeee"}
    tenant = Tenant.objects.create(state=State.PROVISIONING.value, **row)
    try:
        assert found() == []
        states.become(tenant, State.LIVE)
        assert "missing role: t_eeeeeeeeeeee: not there." in found()
    finally:
        tenant.delete()


def test_municipalities_of_another_database_in_the_cluster_are_not_ours_to_judge(
    drifted: psycopg.Connection,
) -> None:
    drifted.execute("CREATE ROLE t_ffffffffffff; GRANT t_ffffffffffff TO inwonerplein_portal")

    assert found() == []


@pytest.mark.usefixtures("drifted")
def test_the_number_of_queries_does_not_grow_with_municipalities(
    drifted: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for module in (queries.memberships, queries.roles, queries.schemas, queries.tables):
        ask = module.ask
        monkeypatch.setattr(module, "ask", lambda *words, ask=ask: asked.append(words[0]) or ask(*words))

    assert queries.findings() == []
    assert len(asked) == len(set(asked)) == 11


# --- the alarm -----------------------------------------------------------------------------------


@pytest.fixture
def differing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[facts.Finding]:
    """Say what the comparison finds."""
    settings.CACHES = {"shared": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    findings: list[facts.Finding] = []
    monkeypatch.setattr(queries, "findings", lambda: findings)
    return findings


@pytest.mark.django_db
def test_drift_is_an_alarm_in_the_log_the_stream_of_operators_and_health(
    differing: list[facts.Finding], caplog: pytest.LogCaptureFixture
) -> None:
    differing.append(facts.Finding("membership", "somebody may take on t_1, and should not."))

    tasks.verify_roles()

    record = OperatorRecord.objects.get(action="roles.drifted")
    line = presenters.lines([record], personal=False)[0]
    assert record.details == {"number": 1, "finding": [str(differing[0])]}
    assert line.text == "Rollen of rechten in de database zijn niet zoals ze horen"
    assert line.refused
    assert caches["shared"].get("roles.drift")["findings"] == 1
    assert [(entry.levelname, "roles.drift" in entry.getMessage()) for entry in caplog.records] == [
        ("ERROR", True)
    ]


@pytest.mark.django_db
def test_without_drift_there_is_no_alarm_and_health_knows_when_that_was(
    differing: list[facts.Finding], caplog: pytest.LogCaptureFixture
) -> None:
    tasks.verify_roles()

    assert not OperatorRecord.objects.exists()
    assert caches["shared"].get("roles.drift")["findings"] == 0
    assert [entry for entry in caplog.records if entry.levelname == "ERROR"] == []


@pytest.mark.django_db
def test_the_command_lists_what_differs_and_fails(
    differing: list[facts.Finding], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_roles")
    differing.append(facts.Finding("right", "everybody may read, and should not."))

    with pytest.raises(CommandError, match="1"):
        call_command("verify_roles")

    assert capsys.readouterr().out.splitlines() == [
        "Rollen en rechten zijn zoals ze horen.",
        "right: everybody may read, and should not.",
    ]


@pytest.mark.django_db
def test_the_lifecycle_login_itself_can_compare() -> None:
    assert queries.findings() == []
