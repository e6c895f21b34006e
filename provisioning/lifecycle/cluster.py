"""Roles, database and rights of one cluster (architecture T2, T12).

`bootstrap` runs as the cluster's administrator and may be run again at any time; `grant_public` runs after
each migration of `public`, as its owner. Nobody who serves requests owns anything.
"""

from collections.abc import Callable, Iterable

import psycopg
from django.conf import settings
from psycopg import sql

type Execute = Callable[[str], object]

OWNER = "inwonerplein_owner"
"""Owns the database and all schemas; nobody logs in as it."""
READERS = "inwonerplein_readers"
"""What every tenant's role is a member of: may read the shared reference tables."""
LOGINS = ("portal", "console", "portal_worker", "lifecycle", "migrations")
OWNING_LOGINS = ("lifecycle", "migrations")
ENTERING_LOGINS = ("portal", "portal_worker")
"""Logins that may take on any tenant's role; owning logins may too, through the owner."""

REFERENCE = ["django_content_type", "auth_permission", "auth_group", "auth_group_permissions"]
DIRECTORY = ["tenants_tenant", "tenants_domain", "tenants_featureswitch", "tenants_directoryrevision"]
KEYS = ["tenants_datakey"]
ALERTS = ["alerts_alert", "alerts_notice"]
ANNOUNCEMENTS = ["announcements_announcement"]
FACES = ["styles_face", "styles_file"]
"""All that a portal may know of house styles."""
WEBHOOKS = ["webhooks_endpoint", "webhooks_event", "webhooks_delivery"]
WORK = ["schedule_work", "schedule_cursor", "schedule_turn"]
READS = {
    READERS: REFERENCE,
    "portal": [*DIRECTORY, *KEYS, *ANNOUNCEMENTS, *FACES, "tenants_insight", "django_migrations"],
    "portal_worker": [
        *DIRECTORY,
        *KEYS,
        *REFERENCE,
        *FACES,
        "tenants_insight",
        "connections_inbox_command",
        "webhooks_endpoint",
        "webhooks_event",
    ],
    "console": [
        *KEYS,
        *ALERTS,
        "auditing_finding",
        "schedule_work",
        "tenants_releasedhost",
        "django_migrations",
        "lifecycle_appliedfile",
    ],
}
WRITES = {
    "portal_worker": ["tenants_insight", "connections_inbox_command", "webhooks_delivery", *WORK, *ALERTS],
    "console": [
        *DIRECTORY,
        "tenants_plan",
        "tenants_insight",
        "connections_inbox_command",
        *ANNOUNCEMENTS,
        "lifecycle_operation",
        "lifecycle_step",
        "lifecycle_bulk",
        "lifecycle_bulkitem",
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
        *WEBHOOKS,
        "styles_style",
        "styles_revision",
        "styles_upload",
    ],
}
APPENDS = {"portal": ["tenants_operatorrecord"], "portal_worker": ["tenants_operatorrecord"]}
READS_AND_APPENDS = {
    "portal": ["schedule_work", "tenants_release"],
    "portal_worker": ["tenants_release"],
    "console": ["tenants_operatorrecord", "tenants_release", "auditing_look", *FACES],
}
GRANTS = (
    ("SELECT", READS),
    ("SELECT, INSERT, UPDATE, DELETE", WRITES),
    ("INSERT", APPENDS),
    ("SELECT, INSERT", READS_AND_APPENDS),
)
"""Who may do what with which tables of `public`."""
COUNTING_LOGINS = ("console", "portal_worker", "portal")
"""Logins that may draw numbers from the sequences of `public`."""
MAKING_LARGE_OBJECTS = ("lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)")
"""Nobody needs them, and what they make lies in no schema and goes with none."""
TEXT_SEARCH = {"dutch": "dutch_stem", "english": "english_stem"}


def bootstrap(administrator_url: str, passwords: dict[str, str]) -> None:
    """Make the roles, the database, its extensions and text search configurations.

    :param administrator_url: of a superuser, as `postgresql://…`; used here and nowhere else.
    :param passwords: by login, without prefix.
    """
    name = settings.DATABASES["default"]["NAME"]
    with psycopg.connect(administrator_url, autocommit=True) as connection:
        _make_roles(connection, passwords)
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            _run(connection, "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'", name, OWNER)
        _run(connection, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
        for login in LOGINS:
            _run(connection, "GRANT CONNECT ON DATABASE {} TO {}", name, login_name(login))
    with psycopg.connect(administrator_url, dbname=name, autocommit=True) as connection:
        _make_extensions(connection)


def login_name(login: str) -> str:
    """Name the role that a kind of process logs in as."""
    return f"{settings.LOGIN_PREFIX}{login}"


def _make_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    _make_role(connection, OWNER, "NOLOGIN CREATEROLE")
    _make_role(connection, READERS, "NOLOGIN")
    _run(connection, "GRANT {} TO {} WITH ADMIN OPTION", READERS, OWNER)
    for login in LOGINS:
        name = login_name(login)
        _make_role(connection, name, "LOGIN NOINHERIT")
        statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Literal(passwords[login])))
        if login in OWNING_LOGINS:
            _run(connection, "GRANT {} TO {}", OWNER, name)
            _run(connection, "ALTER ROLE {} SET role = {}", name, OWNER)


def _make_role(connection: psycopg.Connection, name: str, options: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        connection.execute(sql.SQL(f"CREATE ROLE {{}} {options}").format(sql.Identifier(name)))


def _make_extensions(connection: psycopg.Connection) -> None:
    _run(connection, "ALTER SCHEMA public OWNER TO {}", OWNER)
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    for name in (READERS, *map(login_name, LOGINS)):
        _run(connection, "GRANT USAGE ON SCHEMA public TO {}", name)
    connection.execute("CREATE SCHEMA IF NOT EXISTS extensions")
    connection.execute("GRANT USAGE ON SCHEMA extensions TO PUBLIC")
    for function in MAKING_LARGE_OBJECTS:
        connection.execute(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{function} FROM PUBLIC")
    for extension in ("pg_trgm", "unaccent"):
        _run(connection, "CREATE EXTENSION IF NOT EXISTS {} SCHEMA extensions", extension)
    for language, stemmer in TEXT_SEARCH.items():
        _make_text_search(connection, f"{language}_unaccent", language, stemmer)


def _make_text_search(connection: psycopg.Connection, name: str, language: str, stemmer: str) -> None:
    """Make a configuration that folds accents before it stems; an immutable wrapper comes with unaccent."""
    there = connection.execute(
        "SELECT 1 FROM pg_ts_config WHERE cfgname = %s AND cfgnamespace = 'extensions'::regnamespace", [name]
    ).fetchone()
    if there:
        return
    _run(connection, "CREATE TEXT SEARCH CONFIGURATION extensions.{} (COPY = pg_catalog.{})", name, language)
    _run(
        connection,
        "ALTER TEXT SEARCH CONFIGURATION extensions.{} ALTER MAPPING FOR hword, hword_part, word "
        "WITH extensions.unaccent, {}",
        name,
        stemmer,
    )


def _run(connection: psycopg.Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def grant_public(execute: Execute, existing: Iterable[str]) -> None:
    """Say who may read and write which tables of `public`; everything else is the owner's alone."""
    tables = set(existing)
    for login in LOGINS:
        if login not in OWNING_LOGINS:
            execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{login_name(login)}"')
    for rights, grants in GRANTS:
        for holder, wanted in grants.items():
            _grant(execute, rights, [table for table in wanted if table in tables], holder)
    for login in COUNTING_LOGINS:
        execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{login_name(login)}"')


def _grant(execute: Execute, rights: str, tables: list[str], holder: str) -> None:
    if tables:
        name = holder if holder == READERS else login_name(holder)
        execute(f'GRANT {rights} ON {", ".join(tables)} TO "{name}"')
