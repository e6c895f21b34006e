"""The record of who looked: one row for each act, of a declared activity, and nobody's once erased."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from tenants import parallel, processing, registers
from tenants.entry import enter
from tenants.processing import SELF, SYSTEM, By, Kind, Outcome, operations, queries
from tenants.processing.models import Number, Record
from tenants.processing.types import UndeclaredActivityError
from tenants.types import TenantRef

ACTIVITY = "Een proef doen"
FATIMA, OTHER = uuid.uuid4(), uuid.uuid4()

pytestmark = pytest.mark.covers("P-264")


def test_an_act_is_one_row_that_says_who_acted_and_not_whose_it_is(inside: TenantRef) -> None:
    processing.record(ACTIVITY, person=FATIMA, by=By(Kind.STAFF, "noor"), source="brp")

    row = Record.objects.get()
    assert (row.activity, row.actor_kind, row.actor, row.source, row.outcome) == (
        ACTIVITY, "staff", "noor", "brp", "ok",
    )  # fmt: skip
    assert row.number != FATIMA


def test_an_activity_that_is_not_declared_is_refused(inside: TenantRef) -> None:
    with pytest.raises(UndeclaredActivityError):
        processing.record("Iets anders", person=FATIMA, by=SELF)
    with pytest.raises(UndeclaredActivityError), processing.about("Iets anders", person=FATIMA, by=SELF):
        pass

    assert not Record.objects.exists()


def test_what_was_done_with_one_person_is_not_seen_by_another(inside: TenantRef) -> None:
    processing.record(ACTIVITY, person=FATIMA, by=SELF)
    processing.record(ACTIVITY, person=OTHER, by=SELF)
    processing.record(ACTIVITY, person=FATIMA, by=SYSTEM)

    assert [row.actor_kind for row in queries.of_persons([FATIMA])] == ["system", "self"]
    assert queries.activities_of([FATIMA]) == [ACTIVITY]
    assert not queries.of_persons([uuid.uuid4()]).exists()


def test_after_erasing_the_rows_are_about_nobody(inside: TenantRef) -> None:
    processing.record(ACTIVITY, person=FATIMA, by=SELF)

    operations.erase([FATIMA])
    processing.record(ACTIVITY, person=FATIMA, by=SYSTEM)  # somebody new

    assert Record.objects.count() == 2
    assert [row.actor_kind for row in queries.of_persons([FATIMA])] == ["system"]


def test_work_that_was_begun_before_erasing_makes_nobody_known_again(inside: TenantRef) -> None:
    with processing.about(ACTIVITY, person=FATIMA, by=SELF) as number:
        operations.erase([FATIMA])
        processing.noted("brp", Outcome.OK)
        processing.write(ACTIVITY, number=number, by=SELF)

    assert Record.objects.count() == 2
    assert not Number.objects.exists()


def test_a_call_is_noted_under_the_work_that_it_is_part_of(inside: TenantRef) -> None:
    with processing.about(ACTIVITY, person=FATIMA, by=SELF):
        assert processing.noted("brp", Outcome.FAILED)

    assert not processing.noted("brp", Outcome.OK)
    assert [(row.source, row.outcome) for row in queries.of_persons([FATIMA])] == [("brp", "failed")]


@pytest.mark.attack("T21")
def test_work_for_somebody_here_is_not_noted_elsewhere(inside: TenantRef, waterrijk: TenantRef) -> None:
    with processing.about(ACTIVITY, person=FATIMA, by=SELF), enter(waterrijk):
        assert not processing.noted("brp", Outcome.OK)
        assert not Record.objects.exists()


@pytest.mark.usefixtures("own_database")
def test_a_thread_knows_for_whom_it_works(own_database: str) -> None:
    from tests.conftest import tenant
    from tests.municipalities import ZONNEDAM

    with enter(tenant(ZONNEDAM)), processing.about(ACTIVITY, person=FATIMA, by=SELF):
        parallel.run(lambda source: processing.noted(source, Outcome.OK), ["brp", "kvk"])

        assert {row.source for row in queries.of_persons([FATIMA])} == {"brp", "kvk"}


@pytest.mark.attack("O16")
@pytest.mark.covers("architecture T14")
@pytest.mark.parametrize(
    "statement", ["UPDATE processing_record SET actor = 'x'", "DELETE FROM processing_record"]
)
def test_what_is_recorded_can_be_neither_changed_nor_deleted(inside: TenantRef, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_every_declared_activity_fits_into_a_row() -> None:
    longest = Record._meta.get_field("activity").max_length

    assert [entry.activity for entry in registers.processing if len(entry.activity) > longest] == []
