"""Accepted means stored: with what caused it, once, and readable to nobody but its handler."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from integrations import outbox
from integrations.outbox.models import Item
from integrations.outbox.operations import DELIVER, PAYLOAD
from tenants.entry import enter, outside
from tenants.errors import DecryptionError, NoTenantError
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.integrations.outbox.conftest import Receiver, deliver, item, put

pytestmark = pytest.mark.covers("M-09", "architecture I7")


def asked_for(tenant: TenantRef) -> list[str]:
    with outside():
        return list(Work.objects.filter(tenant=tenant.uuid, job=DELIVER).values_list("key", flat=True))


def test_an_item_is_stored_together_with_the_work_of_delivering_it(inside: TenantRef) -> None:
    stored = put()

    assert asked_for(inside) == [str(stored.pk)]


def test_what_is_rolled_back_was_never_asked_for(inside: TenantRef) -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert asked_for(inside) == []
    assert not Item.objects.exists()


@pytest.mark.fault("F26")
def test_a_broker_that_is_away_stops_nobody(
    inside: TenantRef,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def away(*_words: object, **_named: object) -> None:
        raise OperationalError

    monkeypatch.setattr("celery.Celery.send_task", away)

    with django_capture_on_commit_callbacks(execute=True):
        stored = put()

    assert asked_for(inside) == [str(stored.pk)]


@pytest.mark.covers("integrations W-37")
def test_a_form_that_is_sent_twice_is_one_item_with_one_effect(inside: TenantRef, receiver: Receiver) -> None:
    first, second = put(), put()

    deliver()
    deliver()
    put()
    deliver()

    assert first.pk == second.pk
    assert len(receiver.asked) == 1
    assert asked_for(inside) == [str(first.pk)]


def test_the_same_key_is_another_item_of_another_kind_and_in_another_municipality(
    inside: TenantRef, waterrijk: TenantRef
) -> None:
    numbers = [put().pk, put(kind="core.patch").pk]
    with enter(waterrijk):
        numbers.append(put().pk)

    assert len(set(numbers)) == 3


@pytest.mark.attack("T46")
@pytest.mark.parametrize("key", ["burger@zonnedam.example", "999993653", "", "Aa", "a b", "a" * 81])
def test_a_key_cannot_be_an_address_or_a_number_of_a_person(inside: TenantRef, key: str) -> None:
    with pytest.raises(ValueError, match="key of a delivery"):
        put(key)


def test_a_uuid_is_a_key(inside: TenantRef) -> None:
    key = uuid.uuid4()

    assert Item.objects.get(pk=outbox.put("core.asked", {}, key)).key == str(key)


def test_what_nobody_delivers_cannot_be_put(inside: TenantRef) -> None:
    with pytest.raises(KeyError):
        put(kind="core.unknown")


def test_outside_a_municipality_nothing_can_be_put(zonnedam: TenantRef) -> None:
    with outside(), pytest.raises(NoTenantError):
        outbox.put("core.asked", {}, "vraag-1")


@pytest.mark.parametrize(("kind", "subject"), [("core.ordered", ""), ("core.asked", "paspoort")])
def test_a_subject_is_named_where_there_is_an_order_and_only_there(
    inside: TenantRef, kind: str, subject: str
) -> None:
    with pytest.raises(ValueError, match="subject"):
        put(kind=kind, subject=subject)


def test_nothing_that_a_person_wrote_or_is_can_be_read_in_the_table(inside: TenantRef) -> None:
    person = uuid.uuid4()
    put(kind="core.ordered", subject="999993653", person=person)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM outbox_item AS i")
        ((row,),) = cursor.fetchall()

    assert [text for text in ("paspoort", "999993653", str(person), person.hex) if text in row] == []
    # The negative control: it is in there, for who has the key.
    assert "paspoort" in PAYLOAD.reveal(item("vraag-1", "core.ordered"))


def test_what_an_item_holds_is_read_at_no_other_place(inside: TenantRef, waterrijk: TenantRef) -> None:
    stored, other = put(), put("vraag-2")
    moved = Item(pk=other.pk, payload=stored.payload)
    with pytest.raises(DecryptionError):
        PAYLOAD.reveal(moved)

    with enter(waterrijk), pytest.raises(DecryptionError):
        PAYLOAD.reveal(stored)
    assert PAYLOAD.reveal(stored)


def test_the_database_takes_no_text_that_is_not_encrypted(inside: TenantRef) -> None:
    put()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_item SET payload = 'gewone tekst'")
