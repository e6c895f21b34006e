"""What only the database shows: a pooler, a login that may too much, data keys that are gone or do not open."""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.core.checks import CheckMessage, Critical
from structlog import get_logger

from tenants import keys
from tenants.keys import wrapping
from tenants.types import SERVING

from . import pooler

MAKERS = frozenset({"lifecycle", "migrations"})
"""Processes whose login may take on the owner's role; it may not be more than that itself."""
MOST_KEYS = 1_000
LOGIN = """
SELECT session_user,
       ARRAY(SELECT word FROM (VALUES
           ('a superuser', me.rolsuper), ('past row security', me.rolbypassrls),
           ('for replication', me.rolreplication), ('allowed to make roles', me.rolcreaterole),
           ('allowed to make databases', me.rolcreatedb)) AS flags (word, holds) WHERE holds),
       EXISTS (SELECT FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = me.oid
                  AND deptype = 'o'),
       ARRAY(SELECT rolname::text FROM pg_roles AS other
              WHERE other.oid <> me.oid AND NOT me.rolsuper AND pg_has_role(me.oid, other.oid, 'MEMBER')
                AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolname LIKE 'pg\\_%'))
  FROM pg_roles AS me WHERE me.rolname = session_user
"""
KEYS = """
SELECT t.uuid, k.number, k.wrapped
  FROM public.tenants_tenant AS t LEFT JOIN public.tenants_datakey AS k ON k.tenant_id = t.id
 WHERE t.state = ANY(%s)
 ORDER BY k.id IS NOT NULL, t.id DESC, k.number DESC LIMIT %s
"""
PLATFORM_KEY = "SELECT number, wrapped FROM public.tenants_datakey WHERE tenant_id IS NULL"
log = get_logger(__name__)

type Session = psycopg.Connection


def refusals(parameters: Mapping[str, Any]) -> list[CheckMessage]:
    """List what is wrong, over two connections of our own.

    :param parameters: of psycopg, as Django's backend makes them.
    :raises psycopg.Error: when the database is away.
    """
    connect: Callable[..., Session] = psycopg.connect
    try:
        with connect(**parameters, autocommit=True) as one, connect(**parameters, autocommit=True) as other:
            if pooler.is_shared(one, other):
                return [_pooler("two transactions of one connection ran in different sessions")]
            if pooler.is_between(one):  # kept sessions while we tried; that is all we can know
                log.warning("start.pooler", remedy="Keep it in session mode.")
            return [*_login(one), *_keys(one)]
    except psycopg.OperationalError as error:
        if pooler.refuses_parameters(error):
            return [_pooler("it refuses settings that a session starts with")]
        raise


def _pooler(sign: str) -> CheckMessage:
    where = f"{settings.DATABASES['default']['HOST']}:{settings.DATABASES['default']['PORT']}"
    return Critical(
        f"Between us and PostgreSQL, on {where}, is a pooler that does not keep sessions: {sign}.",
        hint="One municipality would read another's data. Set DATABASE_HOST and DATABASE_PORT to PostgreSQL "
        "itself, or put the pooler in session mode.",
        id="tenants.E010",
    )


def _login(session: Session) -> Iterator[CheckMessage]:
    found = session.execute(LOGIN).fetchone()
    if found is None:  # only the server's own tools can drop a role that is logged in
        return
    name, flags, owns, reaches = found
    if settings.PROCESS in MAKERS:
        flags, owns, reaches = [flag for flag in flags if flag == "a superuser"], False, []
    faults = [f"is {flag}" for flag in flags]
    faults += ["owns something"] if owns else []
    faults += [f"may become {', '.join(reaches)}"] if reaches else []
    if faults:
        yield Critical(
            f"The database login {name} {', '.join(faults)}.",
            hint="Log in as the role that bootstrap_cluster makes for this process, and take from it what it "
            "was given since; `manage.py verify_roles` lists all that differs.",
            id="tenants.E011",
        )


def _keys(session: Session) -> Iterator[CheckMessage]:
    """Look whether every tenant that serves has a data key, and whether the newest of them open."""
    if settings.PROCESS == "migrations":
        return
    try:
        rows = session.execute(KEYS, [[state.value for state in SERVING], MOST_KEYS]).fetchall()
    except psycopg.errors.UndefinedTable:  # not migrated yet; nobody serves
        return
    except psycopg.errors.InsufficientPrivilege:
        yield Critical(
            "The database login may not read the directory and its data keys.",
            hint="Run `manage.py migrate_public`, which gives every login its rights.",
            id="tenants.E012",
        )
        return
    yield from _missing([tenant for tenant, number, _ in rows if number is None])
    wrapped = [_Wrapped(str(tenant), tenant, number, bytes(key)) for tenant, number, key in rows if number]
    platform = session.execute(PLATFORM_KEY).fetchall()
    wrapped += [_Wrapped("the platform", None, number, bytes(key)) for number, key in platform]
    yield from _missing_of_platform(platform)
    yield from _closed(wrapped)


class _Wrapped(NamedTuple):
    """A wrapped data key, and whose it is."""

    title: str
    tenant: uuid.UUID | None
    number: int
    key: bytes


def _missing(tenants: list[uuid.UUID]) -> Iterator[CheckMessage]:
    if tenants:
        yield Critical(
            f"{len(tenants)} municipalities serve without a data key, such as {tenants[0]}.",
            hint="Restore tenants_datakey from a backup of the same moment as the rest; suspend them meanwhile.",
            id="tenants.E013",
        )


def _missing_of_platform(found: Sequence[Any]) -> Iterator[CheckMessage]:
    if not found:
        yield Critical(
            "The platform has no data key of its own, which opens what operators sign in with.",
            hint="Run `manage.py migrate_public`, which makes the first one; if there was one, restore "
            "tenants_datakey from a backup instead.",
            id="tenants.E016",
        )


def _closed(every: Sequence[_Wrapped]) -> Iterator[CheckMessage]:
    """Look which do not open, and tell apart those that need a key that is not at hand."""
    at_hand = set(wrapping.provider().ids())
    closed = [each for each in every if not keys.opens(each.key, tenant=each.tenant, number=each.number)]
    named = {each: wrapping.wrapped_by(each.key) for each in closed}
    unknown = [each for each in closed if named[each] not in {None, *at_hand}]
    altered = [each for each in closed if each not in unknown]
    if unknown:
        ids = ", ".join(sorted({str(named[each]) for each in unknown}))
        yield Critical(
            f"{len(unknown)} data keys, such as that of {unknown[0].title}, were wrapped by a key-encryption key "
            f"that is not at hand: {ids}. At hand: {', '.join(sorted(at_hand)) or 'none'}.",
            hint="Set that key too, in KEY_ENCRYPTION_KEYS_ALSO or in the file of keys, until "
            "`manage.py rotate_key_encryption_key` has run; without it what is encrypted cannot be read.",
            id="tenants.E015",
        )
    if altered:
        yield Critical(
            f"No key-encryption key at hand opens {len(altered)} data keys, such as that of {altered[0].title}.",
            hint="Set the key that this installation's data keys were wrapped with: another key makes all that "
            "is encrypted unreadable.",
            id="tenants.E014",
        )
