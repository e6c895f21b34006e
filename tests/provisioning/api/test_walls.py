"""Which processes may reach keys, kept answers and webhooks: those that need them, and no others."""

import pytest
from django.db import connection

from tests.provisioning.console.test_walls import login_of

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def rights(process: str, table: str) -> set[str]:
    with connection.cursor() as cursor:
        found = set()
        for right in RIGHTS:
            cursor.execute(
                "SELECT has_table_privilege(%s, %s, %s)", [login_of(process)["USER"], table, right]
            )
            if cursor.fetchone() == (True,):
                found.add(right)
    return found


@pytest.mark.django_db
@pytest.mark.attack("O09", "T02")
@pytest.mark.parametrize("table", ["tokens_token", "api_answer"])
@pytest.mark.parametrize("process", ["portal", "portal_worker"])
def test_portals_cannot_reach_keys_or_kept_answers(process: str, table: str) -> None:
    assert rights(process, table) == set()


@pytest.mark.django_db
def test_who_brings_events_reads_endpoints_and_settles_deliveries() -> None:
    assert rights("portal_worker", "webhooks_endpoint") == {"SELECT"}
    assert rights("portal_worker", "webhooks_event") == {"SELECT"}
    assert rights("portal_worker", "webhooks_delivery") == set(RIGHTS)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["webhooks_endpoint", "webhooks_event", "webhooks_delivery"])
def test_portals_know_nothing_of_webhooks(table: str) -> None:
    assert rights("portal", table) == set()
