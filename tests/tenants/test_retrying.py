"""A page is asked for once more, and never a second time more; what writes is not."""

from collections.abc import Callable

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tenants import retrying, troubles
from tenants.postgresql import patience
from tenants.troubles import Trouble

pytestmark = pytest.mark.django_db


def caused(error: Exception, said: Exception) -> Exception:
    error.__cause__ = said
    return error


@pytest.mark.fault("F33")
@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (caused(OperationalError(), psycopg.errors.DeadlockDetected()), Trouble.CONFLICT),
        (caused(OperationalError(), psycopg.errors.SerializationFailure()), Trouble.CONFLICT),
        (caused(OperationalError(), psycopg.errors.LockNotAvailable()), Trouble.SLOW),
        (caused(OperationalError(), psycopg.errors.QueryCanceled()), Trouble.SLOW),
        (caused(OperationalError(), psycopg.errors.AdminShutdown()), Trouble.AWAY),
        (
            caused(OperationalError(), psycopg.OperationalError("sorry, too many clients already")),
            Trouble.FULL,
        ),
        (caused(InternalError(), psycopg.errors.ReadOnlySqlTransaction()), Trouble.AWAY),
        (caused(InternalError(), psycopg.errors.IdleInTransactionSessionTimeout()), Trouble.AWAY),
        (InterfaceError("connection already closed"), Trouble.AWAY),
        (caused(ProgrammingError(), psycopg.errors.UndefinedTable()), None),
        (caused(InternalError(), psycopg.errors.InFailedSqlTransaction()), None),
        (ValueError(), None),
    ],
)
def test_what_the_server_says_decides(error: Exception, trouble: Trouble | None) -> None:
    assert troubles.of(error) is trouble


def test_a_session_that_could_not_be_written_is_no_bad_request() -> None:
    gone = SessionInterrupted()
    gone.__context__ = UpdateError()
    gone.__context__.__context__ = caused(OperationalError(), psycopg.errors.AdminShutdown())
    ended = SessionInterrupted()
    ended.__context__ = UpdateError()
    ended.__context__.__context__ = DatabaseError("Forced update did not affect any rows.")

    assert troubles.behind(gone) is Trouble.AWAY
    assert troubles.behind(ended) is None


def answering(*answers: Trouble | None) -> tuple[Callable[[HttpRequest], HttpResponse], list[HttpRequest]]:
    """Make what answers with these troubles in turn, and a list of what it was asked."""
    asked: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        trouble = answers[len(asked)]
        asked.append(request)
        return troubles.mark(HttpResponse(), trouble) if trouble else HttpResponse()

    return answer, asked


@pytest.mark.fault("F29")
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_only_reads_notices_nothing(method: str) -> None:
    answer, asked = answering(Trouble.AWAY, None)

    response = retrying.RetryMiddleware(answer)(RequestFactory().generic(method, "/"))

    assert response.status_code == 200
    assert len({id(request) for request in asked}) == 2, "the second attempt saw what hung on the first"


@pytest.mark.fault("F29")
def test_after_the_second_time_it_is_told() -> None:
    answer, asked = answering(Trouble.AWAY, Trouble.AWAY, None)

    response = retrying.RetryMiddleware(answer)(RequestFactory().get("/"))

    assert (response.status_code, len(asked)) == (503, 2)


@pytest.mark.fault("F29")
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_what_writes_is_done_at_most_once(method: str) -> None:
    answer, asked = answering(Trouble.AWAY, None)

    response = retrying.RetryMiddleware(answer)(RequestFactory().generic(method, "/"))

    assert (response.status_code, len(asked)) == (503, 1)


@pytest.mark.fault("F33")
@pytest.mark.parametrize("trouble", [Trouble.FULL, Trouble.SLOW])
def test_who_has_waited_is_told_at_once(trouble: Trouble) -> None:
    answer, asked = answering(trouble, None)

    response = retrying.RetryMiddleware(answer)(RequestFactory().get("/"))

    assert (response.status_code, len(asked)) == (503, 1)
    assert int(response.headers["Retry-After"]) > 0


@pytest.mark.fault("F32")
def test_only_a_server_that_is_full_or_starting_is_asked_again() -> None:
    tried: list[str] = []

    def connect(*troubles: str) -> Callable[[], str]:
        def once() -> str:
            tried.append("")
            if len(tried) <= len(troubles):
                raise psycopg.OperationalError(troubles[len(tried) - 1])
            return "connected"

        return once

    assert patience.patiently(connect("FATAL: too many connections for role", "starting up")) == "connected"
    assert len(tried) == 3

    tried.clear()
    with pytest.raises(psycopg.OperationalError):
        patience.patiently(connect("Connection refused"))
    assert len(tried) == 1


@pytest.mark.fault("F31")
@pytest.mark.parametrize(
    ("told", "reads"),
    [
        ({"default_transaction_read_only": "off", "in_hot_standby": "off"}, False),
        ({"default_transaction_read_only": "on", "in_hot_standby": "off"}, True),
        ({"default_transaction_read_only": "off", "in_hot_standby": "on"}, True),
    ],
)
def test_a_server_that_was_put_aside_is_left(told: dict[str, str], reads: bool) -> None:
    class Info:
        parameter_status = staticmethod(told.get)

    assert patience.only_reads(Info()) is reads  # type: ignore[arg-type]
