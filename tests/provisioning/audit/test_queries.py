"""Finding acts among millions: each filter has its index, and the database is asked for as little as shows a page."""

import re
import uuid

import pytest
from django.db import connection

from provisioning.audit import queries
from provisioning.audit.types import Filters
from tenants import audit
from tenants.models import OperatorRecord

pytestmark = [pytest.mark.django_db, pytest.mark.covers("C-070")]
FILTERS = {
    "tenants_acts_of_tenant": Filters(tenants=frozenset({uuid.UUID(int=1)})),
    "tenants_acts_by_person": Filters(actor="noor@inwonerplein.example"),
    "tenants_acts_by_action": Filters(action="tenant.opened"),
    "tenants_acts_of_operation": Filters(operation=uuid.UUID(int=1)),
    "tenants_acts_in_words": Filters(words="paspoort verhuizing"),
}


@pytest.fixture
def without_reading_all() -> None:
    """Have the database look for an index wherever there is one, however few rows there are."""
    acts = (
        OperatorRecord(action=f"test.{number}", actor_kind="operator", actor=f"{number}@inwonerplein.example")
        for number in range(400)
    )
    OperatorRecord.objects.bulk_create(acts)
    with connection.cursor() as cursor:
        # Of a table of which nothing is known any index is as good as another, and chance decides.
        cursor.execute("ANALYZE tenants_operatorrecord")
        cursor.execute("SET LOCAL enable_seqscan = off")


@pytest.mark.parametrize("index", FILTERS)
def test_each_filter_has_an_index_that_knows_it(without_reading_all: None, index: str) -> None:
    plan = queries.records(FILTERS[index]).order_by().explain()

    assert index in re.findall(r"Index (?:Only )?Scan (?:using|on) (\w+)", plan), plan


def test_what_no_index_knows_is_seen(without_reading_all: None) -> None:
    """The negative control."""
    plan = OperatorRecord.objects.filter(why__endswith="x").order_by().explain()

    assert "Index" not in plan


@pytest.mark.parametrize("few", [0, 10_000])
def test_words_are_found_in_the_order_of_time_however_many_there_are(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    for number in range(7):
        audit.record("tenant.opened", by=audit.SYSTEM, target=f"zoekwoord {number}")
    wanted = Filters(words="zoekw")

    first = queries.page(wanted, size=3)
    second = queries.page(wanted, older_than=first.older, size=3)
    back = queries.page(wanted, newer_than=second.newer, size=3)

    shown = [[record.target[-1] for record in page.records] for page in (first, second, back)]
    assert shown == [["6", "5", "4"], ["3", "2", "1"], ["6", "5", "4"]]


def test_everybody_is_listed_once_and_nobody_has_no_name() -> None:
    for name in ("noor@x.example", "bram@x.example", "noor@x.example", ""):
        audit.record("operator.signed_out", by=audit.Actor("operator", name))

    found = queries.actors()

    assert sorted(set(found)) == found
    assert {"noor@x.example", "bram@x.example"} <= set(found)
    assert "" not in found


def test_a_mark_stands_for_one_person_and_says_nothing_of_them() -> None:
    audit.record("operator.signed_out", by=audit.Actor("operator", "noor@x.example"))
    mark = queries.mark_of("noor@x.example")

    assert queries.actor_of(mark) == "noor@x.example"
    assert queries.actor_of("0" * 16) is None
    assert re.fullmatch(r"[0-9a-f]{16}", mark)
