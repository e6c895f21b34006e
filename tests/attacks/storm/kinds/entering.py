"""Entering, nesting, raising, rolling back, and reaching through the second wall by SQL."""

import contextlib
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from portal.core.models import Texts
from portal.products.models import Product
from tenants.entry import current, enter, outside
from tenants.errors import NoTenantError, NoWayInError
from tests.attacks.storm.asking import ask
from tests.attacks.storm.kinds import Kind
from tests.attacks.storm.scene import Town, Try


class _HalfwayError(Exception):
    """What goes wrong in the middle of something."""


def own_words() -> str:
    """Read something that only the entered town has."""
    return str(Texts.objects.values_list("tagline", flat=True).get())


def where() -> tuple[str, str]:
    """Ask the database where it thinks it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_role")
        schema, role = cursor.fetchone()
    return schema, role


def inside(attempt: Try, town: Town) -> None:
    """Make sure that Python and the database agree about where we are."""
    attempt.expect(where() == (town.schema, town.schema), "the database is somewhere else")
    attempt.expect(str(current().uuid) == town.uuid, "Python is somewhere else")


def nested(attempt: Try) -> None:
    """Enter another inside one's own, leave it by an error, and go on."""
    own, other = attempt.two()
    with enter(own.ref):
        with contextlib.suppress(_HalfwayError), enter(other.ref):
            inside(attempt, other)
            raise _HalfwayError
        attempt.shown(own_words())
        inside(attempt, own)
        with outside():
            attempt.expect(where()[0] == "public", "the platform is in a town")
        attempt.shown(list(Product.objects.values_list("name", flat=True)))


def rolled_back(attempt: Try) -> None:
    """Roll back, at one's own or halfway another, and go on."""
    own, other = attempt.two()
    with enter(own.ref):
        with contextlib.suppress(_HalfwayError), transaction.atomic():
            Texts.objects.update(tagline=own.marks.word)
            with contextlib.suppress(_HalfwayError), transaction.atomic(), enter(other.ref):
                attempt.expect(own_words() == other.marks.word, "not inside the other")
                raise _HalfwayError
            attempt.shown(own_words())
            raise _HalfwayError
        attempt.shown(own_words())
        inside(attempt, own)


def broken_statement(attempt: Try) -> None:
    """Let a statement fail in a transaction, and have another town served next by the same thread."""
    own, other = attempt.two()
    with contextlib.suppress(DatabaseError), enter(other.ref), transaction.atomic():
        _run("SELECT 1 / 0")
    with enter(own.ref):
        attempt.shown(own_words())
        inside(attempt, own)


def through_the_wall(attempt: Try) -> None:
    """Reach for another's rows by name, by a stolen path, or for what belongs to the platform."""
    own, other = attempt.two()
    attempt.given = other.marks.digits
    statement = attempt.chance.choice(
        (
            f'SELECT * FROM "{other.schema}".core_texts',
            f'SET search_path = "{other.schema}"; SELECT tagline FROM core_texts',
            f"INSERT INTO \"{other.schema}\".core_texts (id, tagline) VALUES (1, 'x')",
            f'DROP TABLE "{other.schema}".core_texts',
            f'CREATE TABLE "{own.schema}".mine (id int)',
            "CREATE TABLE public.mine (id int)",
            "SELECT rolpassword FROM pg_authid",
            "SELECT * FROM public.tenants_datakey",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT pg_read_file('/etc/passwd')",
            "UPDATE public.tenants_tenant SET state = 'live'",
            "DELETE FROM audit_auditrecord",
        )
    )
    with enter(own.ref):
        attempt.refused(lambda: _run(statement), ProgrammingError)
    connection.close() if attempt.chance.random() < 0.02 else None
    with enter(own.ref):
        attempt.shown(own_words())


def nobody(attempt: Try) -> None:
    """Ask without having entered anybody, by a name, or as the platform."""
    own, other = attempt.two()
    attempt.refused(own_words, NoTenantError)
    attempt.refused(lambda: connection.set_schema(other.schema), NoWayInError)
    with outside():
        attempt.refused(own_words, ProgrammingError)
    with enter(own.ref):
        attempt.shown(own_words())


def killed_back_end(attempt: Try) -> None:
    """Lose the connection in the middle of another's work; the same thread serves a page next."""
    own, other = attempt.two()
    with enter(other.ref):
        own_words()
    with outside():
        attempt.refused(lambda: _run("SELECT pg_terminate_backend(pg_backend_pid())"), DatabaseError)
    connection.close()
    answer = ask(own.host, "/")
    attempt.see("page", answer.body)
    attempt.expect(answer.status == 200, f"{answer.status} after a lost connection")
    attempt.shown(answer.body)


def _run(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


KINDS = [
    Kind("nested towns", nested, 60, ("T19",)),
    Kind("roll-back", rolled_back, 30, ("T21",)),
    Kind("failed statement", broken_statement, 40, ("T17",)),
    Kind("SQL through the wall", through_the_wall, 50, ("T27", "V13")),
    Kind("nobody entered", nobody, 40, ("T20", "V8")),
    Kind("killed back end", killed_back_end, 2, ("T23", "V15")),
]
