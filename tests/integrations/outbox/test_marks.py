"""Whose and what an item is about is a hash, keyed with a secret under the municipality's own key (P5, T35)."""

import uuid

import pytest
from django.conf import settings as configured
from django.db import connection
from pytest_django import Settings

from integrations.outbox import marks, operations, queries
from integrations.outbox.models import Item, MarkingKey
from tenants import keys
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.errors import DecryptionError
from tenants.keys import reencrypting
from tenants.models import DataKey, Tenant
from tenants.types import TenantRef
from tests.integrations.outbox.conftest import item, put

pytestmark = [pytest.mark.covers("M-09", "architecture T13"), pytest.mark.attack("T35")]
FATIMA = uuid.uuid4()
BSN = "900026236"


def test_the_same_person_has_another_mark_in_each_municipality(
    inside: TenantRef, waterrijk: TenantRef
) -> None:
    put(person=FATIMA)
    here = item("vraag-1").person
    assert queries.of_person(FATIMA)

    with enter(waterrijk):
        put(person=FATIMA)
        assert item("vraag-1").person != here
        assert MarkingKey.objects.get().secret != ""


def test_the_mark_does_not_follow_from_what_django_signs_with(inside: TenantRef, settings: Settings) -> None:
    put(person=FATIMA)
    before = item("vraag-1").person

    settings.SECRET_KEY = configured.SECRET_KEY[::-1] + "another one"

    assert marks.of("person", str(FATIMA)) == before
    assert len(queries.of_person(FATIMA)) == 1


def test_neither_the_person_nor_the_secret_stands_readable(inside: TenantRef) -> None:
    put("vraag-2", kind="core.ordered", person=FATIMA, subject=BSN)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, subject FROM outbox_item UNION ALL SELECT secret, '' FROM outbox_markingkey"
        )
        shown = str(cursor.fetchall())
    assert "v1:" in shown
    assert not any(word in shown for word in (BSN, str(FATIMA), marks._secret()))


def test_what_the_release_before_marked_is_found_forgotten_and_kept_in_order(inside: TenantRef) -> None:
    put("vraag-1", kind="core.ordered", person=FATIMA, subject="zaak-1")
    (person, *_), (subject, *_) = marks.former("person", str(FATIMA)), marks.former("subject", "zaak-1")
    Item.objects.update(person=person, subject=subject)

    later = put("vraag-2", kind="core.ordered", person=FATIMA, subject="zaak-1")

    assert (later.position, queries.is_behind(later)) == (2, True)
    assert len(queries.of_person(FATIMA)) == 2
    assert operations.forget_person(FATIMA) == 2


def test_nothing_is_found_and_nothing_made_where_nothing_was_ever_asked(inside: TenantRef) -> None:
    put()

    assert queries.of_person(FATIMA) == []
    assert operations.forget_person(FATIMA) == 0
    assert not MarkingKey.objects.exists()
    assert Item.objects.count() == 1


def test_with_another_data_key_everything_is_found_and_in_order_as_before(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        put("vraag-1", kind="core.ordered", person=FATIMA, subject="zaak-1")

    with outside():
        tenant = Tenant.objects.get(uuid=zonnedam.uuid)
        rotation = reencrypting.rotate(tenant, by=SYSTEM, grace=reencrypting.datetime.timedelta(0))
        assert rotation.is_done
        assert list(DataKey.objects.filter(tenant=tenant).values_list("number", flat=True)) == [2]

    with enter(zonnedam):
        later = put("vraag-2", kind="core.ordered", person=FATIMA, subject="zaak-1")
        assert (later.position, queries.is_behind(later)) == (2, True)
        assert len(queries.of_person(FATIMA)) == 2
        assert operations.forget_person(FATIMA) == 2


def test_without_the_data_key_nobody_can_tell_whose_anything_is(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(person=FATIMA)

    def refuse(*_words: object, **_named: object) -> str:
        raise DecryptionError("The data key is gone.")

    monkeypatch.setattr(keys, "decrypt", refuse)

    with pytest.raises(DecryptionError):
        queries.of_person(FATIMA)
