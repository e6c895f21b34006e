"""What walls add to the messages between a process and PostgreSQL: none (docs/adr/0056)."""

import contextlib
import dataclasses
from typing import Any

import psycopg
import pytest
from django.contrib.sites.models import Site
from django.db import DatabaseError, OperationalError, connection, transaction

from tenants import directory, standing
from tenants.entry import enter, outside
from tenants.errors import NotServingError
from tenants.types import State, TenantRef
from tests import databases, states
from tests.conftest import tenant
from tests.municipalities import WATERRIJK, ZONNEDAM
from tests.statements import in_force

SIGN_OF_LIFE = "SELECT 1"


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch, own_database: str) -> list[str]:
    """What goes to the database, by how it begins."""
    sent: list[str] = []
    run = psycopg.Cursor.execute

    def counting(cursor: Any, query: Any, *args: Any, **options: Any) -> Any:
        sent.append(str(query))
        return run(cursor, query, *args, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", counting)
    return sent


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch, own_database: str) -> None:
    """Keep the connection from one request to the next, and look whether it lives, as the portal does."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 60)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)


@pytest.fixture
def both(settings: Any, own_database: str) -> tuple[TenantRef, TenantRef]:
    settings.TENANT_DIRECTORY_TTL = 3600.0
    return tenant(ZONNEDAM), tenant(WATERRIJK)


def visit(ref: TenantRef) -> str:
    """Ask something in a request of its own."""
    connection.close_if_unusable_or_obsolete()  # as Django does when a request begins
    with enter(ref):
        name: str = Site.objects.get().name
    return name


def own(ref: TenantRef) -> tuple[str, str]:
    return ref.schema_name, ref.schema_name


def end_the_session() -> None:
    with databases.administrator() as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid]
        )


@pytest.mark.covers("target T8")
def test_a_request_of_another_municipality_costs_as_many_messages_as_one_without_walls(
    both: tuple[TenantRef, TenantRef], messages: list[str]
) -> None:
    zonnedam, waterrijk = both
    visit(zonnedam)
    messages.clear()

    assert visit(waterrijk) == "Waterrijk"

    role_and_path, statement = messages
    assert role_and_path.startswith(f'SET ROLE "{waterrijk.schema_name}"; SET search_path = ')
    assert statement.startswith("SELECT")


def test_a_request_of_the_same_municipality_asks_for_a_sign_of_life_as_django_does(
    both: tuple[TenantRef, TenantRef], messages: list[str]
) -> None:
    visit(both[0])
    messages.clear()

    assert visit(both[0]) == "Zonnedam"

    assert (len(messages), messages[0]) == (2, SIGN_OF_LIFE)


@pytest.mark.fault("F29")
def test_the_message_finds_a_session_that_was_ended_and_the_next_one_is_right(
    both: tuple[TenantRef, TenantRef],
) -> None:
    zonnedam, waterrijk = both
    visit(zonnedam)
    end_the_session()

    assert visit(waterrijk) == "Waterrijk"
    with enter(waterrijk):
        assert in_force() == own(waterrijk)


@pytest.mark.fault("F29")
def test_within_a_request_nobody_looks_for_that(both: tuple[TenantRef, TenantRef]) -> None:
    """The control: the session is lost, and the statement with it."""
    visit(both[0])
    visit(both[0])
    end_the_session()

    with pytest.raises(OperationalError), enter(both[1]):
        Site.objects.get()


@pytest.mark.attack("T21")
@pytest.mark.parametrize("begins", [True, False])
def test_a_role_that_cannot_be_taken_leaves_nobody_at_work(
    both: tuple[TenantRef, TenantRef], messages: list[str], begins: bool
) -> None:
    zonnedam, waterrijk = both
    visit(zonnedam)
    nobody = dataclasses.replace(waterrijk, schema_name="t_ffffffffffff")
    messages.clear()
    if begins:
        connection.close_if_unusable_or_obsolete()

    with pytest.raises(DatabaseError), enter(nobody):
        Site.objects.get()

    assert not [message for message in messages if "django_site" in message]
    with enter(zonnedam):
        assert in_force() == own(zonnedam)


@pytest.mark.attack("T21")
def test_a_statement_that_fails_takes_no_role_along(both: tuple[TenantRef, TenantRef]) -> None:
    """Role and path stand in a message of their own: what becomes of the statement changes nothing about them."""
    zonnedam, waterrijk = both
    visit(zonnedam)

    connection.close_if_unusable_or_obsolete()
    with enter(waterrijk), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")

    with enter(waterrijk):
        assert in_force() == own(waterrijk)


@pytest.mark.attack("T21")
def test_a_transaction_that_begins_a_request_and_is_undone_leaves_no_role_of_before(
    both: tuple[TenantRef, TenantRef],
) -> None:
    zonnedam, waterrijk = both
    visit(zonnedam)

    connection.close_if_unusable_or_obsolete()
    with enter(waterrijk):
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            assert in_force() == own(waterrijk)
            raise ZeroDivisionError
        assert in_force() == own(waterrijk)


@pytest.mark.attack("T11")
def test_a_suspended_municipality_gets_no_further_than_the_sign_of_life(
    both: tuple[TenantRef, TenantRef], messages: list[str], settings: Any
) -> None:
    settings.TENANT_CONFIRMS_STANDING = True
    zonnedam, waterrijk = both
    visit(waterrijk)
    with outside():
        states.become(zonnedam, State.SUSPENDED)
    directory.forget()
    messages.clear()

    with pytest.raises(NotServingError):
        visit(zonnedam)

    assert not [message for message in messages if "django_site" in message]


class TestBetweenStatements:
    """What was found right is not asked again, as long as nothing has changed."""

    @pytest.fixture
    def confirmed(self, monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[TenantRef]:
        settings.TENANT_CONFIRMS_STANDING = True
        asked: list[TenantRef] = []
        confirm = standing.confirm

        def counting(ref: TenantRef) -> standing.Belief:
            asked.append(ref)
            return confirm(ref)

        monkeypatch.setattr(standing, "confirm", counting)
        return asked

    def test_thirty_statements_are_vouched_for_once(
        self, both: tuple[TenantRef, TenantRef], confirmed: list[TenantRef]
    ) -> None:
        with enter(both[0]):
            for _ in range(30):
                in_force()

        assert confirmed == [both[0]]

    def test_who_is_entered_in_between_is_vouched_for_himself(
        self, both: tuple[TenantRef, TenantRef], confirmed: list[TenantRef]
    ) -> None:
        zonnedam, waterrijk = both
        with enter(zonnedam):
            in_force()
            with enter(waterrijk):
                assert in_force() == own(waterrijk)
            assert in_force() == own(zonnedam)

        assert confirmed == [zonnedam, waterrijk, zonnedam]

    @pytest.mark.attack("T11")
    def test_after_a_change_of_the_directory_and_after_its_time_it_is_asked_again(
        self, both: tuple[TenantRef, TenantRef], confirmed: list[TenantRef], settings: Any
    ) -> None:
        with enter(both[0]):
            in_force()
            directory.forget()
            in_force()
            settings.TENANT_DIRECTORY_TTL = 0.0
            directory._known.until = 0.0
            in_force()
            in_force()

        assert len(confirmed) == 4
