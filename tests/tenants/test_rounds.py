"""What goes round municipalities: one where it fails keeps none of the others from it (attack T60)."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError
from django.db import connection, transaction

from tenants import entry
from tenants.management.rounds import RoundCommand
from tenants.types import TenantRef
from tests import municipalities
from tests.conftest import tenant

BSN = "999990019"
type Act = Callable[[], object]


def go_round(tenants: list[TenantRef], at_zonnedam: Act) -> tuple[str, str, str]:
    """Go round, and answer what was said, what was said of failures, and how it ended."""
    said, failures = StringIO(), StringIO()

    def do(tenant: TenantRef) -> str:
        with entry.enter(tenant):
            if tenant.name == "Zonnedam":
                at_zonnedam()
            ask("SELECT count(*) FROM django_site")
            return f"bij {entry.current().name}."

    try:
        RoundCommand(stdout=said, stderr=failures, no_color=True).go_round(tenants, do)
    except CommandError as error:
        return said.getvalue(), failures.getvalue(), str(error)
    return said.getvalue(), failures.getvalue(), ""


def ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_each_has_its_turn_and_says_what_came_of_it(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    told = go_round([zonnedam, waterrijk], lambda: None)

    assert told == ("Zonnedam: bij Zonnedam.\nWaterrijk: bij Waterrijk.\n", "", "")


@pytest.mark.attack("T60")
def test_one_that_fails_is_named_and_the_next_is_entered_as_ever(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    def fail() -> None:
        raise ValueError(BSN)

    said, failures, end = go_round([zonnedam, waterrijk], fail)

    assert (said, end) == ("Waterrijk: bij Waterrijk.\n", "Mislukt bij: Zonnedam.")
    assert failures == "Zonnedam: mislukt (ValueError). Meer staat in het logboek.\n"
    assert not entry.is_entered()


@pytest.mark.attack("T60")
@pytest.mark.usefixtures("own_database")
def test_a_connection_that_was_lost_at_one_is_not_the_next_ones() -> None:
    both = [tenant(municipalities.ZONNEDAM), tenant(municipalities.WATERRIJK)]

    said, _failures, end = go_round(both, lambda: ask("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert (said, end) == ("Waterrijk: bij Waterrijk.\n", "Mislukt bij: Zonnedam.")


@pytest.mark.attack("T60")
def test_within_a_transaction_the_connection_is_left_to_whoever_began_it(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    def fail() -> None:
        with transaction.atomic():
            ask("SELECT 1 / 0")

    with transaction.atomic():
        said, _failures, end = go_round([zonnedam, waterrijk], fail)

    assert (said, end) == ("Waterrijk: bij Waterrijk.\n", "Mislukt bij: Zonnedam.")
