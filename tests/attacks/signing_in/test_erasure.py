"""Who is erased is found nowhere, and who comes back is somebody new (attacks O15 and I28)."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from structlog.testing import capture_logs

from integrations import copies, outbox
from integrations.outbox.models import Item
from integrations.outbox.types import State
from portal.accounts.models import ContactData, Identity, SignIn, User
from portal.accounts.operations import erasing
from portal.accounts.operations.erasing import StaffIsNotErasedError
from portal.core.mail import operations as mail
from portal.core.models import OutboxMessage
from tenants import processing, registers
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks.canaries import Marks
from tests.attacks.signing_in import planting
from tests.attacks.sweeping import _entries, _files
from tests.portal import citizens, staff

ACTIVITY = "Inwoners en bedrijven laten inloggen"
MARKS = Marks("5a1d00000001")
"""A word that stands nowhere else."""
LABELS = [label for label in planting.everything() if label != "accounts.Identity"]


def person_of(client_of: Callable[..., Client], tenant: TenantRef) -> tuple[User, str]:
    """Sign Fatima in and plant her everywhere; answer her account and the keyed hash of who she is."""
    citizens.client_for(client_of, tenant, email="")
    user = User.objects.get(identity__isnull=False)
    return user, user.identity.mark


def plant(user: User) -> None:
    address = f"{MARKS.word.lower()}@example.org"
    User.objects.filter(pk=user.pk).update(first_name=MARKS.word, last_name=MARKS.word)
    ContactData.objects.filter(user=user).delete()
    planting.plant(user, MARKS.word, LABELS)
    ContactData.objects.filter(user=user).update(email=address, verified_email=address)
    message = mail.send(
        to=address, template="accounts/mail/invitation", context={"user": user, "link": MARKS.word, "days": 7}
    )
    OutboxMessage.objects.filter(pk=message.pk).update(subject=MARKS.word)
    outbox.put("core.mail", {"text": MARKS.word}, uuid.uuid4(), person=user.uuid)
    processing.record(ACTIVITY, person=user.uuid, by=processing.SELF)


def found(*needles: str) -> list[str]:
    """Search every table of the municipality, Redis and its files."""
    hits = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'django_migrations'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            hits += [table for (text,) in cursor.fetchall() if _holds(text, needles)]
    cache = redis.Redis.from_url(settings.CACHES["default"]["LOCATION"])
    pieces = [*_entries(cache, [MARKS]), *_files(Path(settings.MEDIA_ROOT), [MARKS])]
    return [*hits, *(place for place, text, _own, _open in pieces if _holds(text, needles))]


def _holds(text: str, needles: tuple[str, ...]) -> bool:
    return any(needle.lower() in text.lower() for needle in needles)


@pytest.mark.attack("O15")
@pytest.mark.covers("P-061", "architecture P5")
def test_nothing_of_a_person_is_found_once_they_are_erased(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(zonnedam):
        user, mark = person_of(client_of, zonnedam)
        plant(user)
        needles = (MARKS.word, citizens.FATIMA, mark, str(user.identity.pk))
        before = set(found(*needles))
        items = Item.objects.count()

        erasing.erase(user)

        assert {"accounts_user", "accounts_identity", "accounts_contactdata", "core_outboxmessage"} <= before
        assert found(*needles) == []
        assert (items, Item.objects.count()) == (2, 0)
        assert not User.objects.filter(pk=user.pk).exists()


@pytest.mark.attack("O15")
def test_every_model_that_hangs_on_an_account_was_planted() -> None:
    assert {"accounts.Identity", "accounts.SignIn", "accounts.Mandate", "accounts.Registered", "accounts.ContactData",
            "accounts.Preferences", "accounts.PutAway"} <= set(planting.everything())  # fmt: skip


@pytest.mark.attack("O15")
def test_what_others_have_stays(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(zonnedam):
        user, _mark = person_of(client_of, zonnedam)
    citizens.client_for(client_of, zonnedam, citizens.citizen(citizens.OTHER), email="ander@example.org")
    citizens.client_for(client_of, waterrijk)

    with enter(zonnedam):
        erasing.erase(user)
        assert ContactData.objects.get(email="ander@example.org").user.sign_ins.get().ended_at is None
        assert User.objects.filter(identity__isnull=False).count() == 1
    with enter(waterrijk):
        assert User.objects.filter(identity__isnull=False).count() == 1


@pytest.mark.attack("I28")
def test_the_same_number_coming_back_is_somebody_new(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(zonnedam):
        user, _mark = person_of(client_of, zonnedam)
        plant(user)
        erasing.erase(user)

    citizens.client_for(client_of, zonnedam, email="")

    with enter(zonnedam):
        back = Identity.objects.get().user
        assert back.uuid != user.uuid
        assert back.pk != user.pk
        assert back.first_name == back.contact.email == ""
        assert SignIn.objects.get().user == back
        assert not processing.queries.of_persons([user.uuid, back.uuid]).exists()
        assert found(MARKS.word) == []


@pytest.mark.attack("I28")
def test_the_same_number_coming_back_without_erasing_is_the_same(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    """The negative control."""
    with enter(zonnedam):
        user, _mark = person_of(client_of, zonnedam)
        plant(user)
    citizens.client_for(client_of, zonnedam, email="")

    with enter(zonnedam):
        assert Identity.objects.get().user == user
        assert found(MARKS.word) != []


@pytest.mark.attack("O15")
def test_the_session_is_over_on_every_device(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    phone = citizens.client_for(client_of, zonnedam)
    citizens.client_for(client_of, zonnedam)
    with enter(zonnedam):
        assert citizens.request_of(phone, zonnedam).user.is_authenticated

        erasing.erase(User.objects.get(identity__isnull=False))

        assert not citizens.request_of(phone, zonnedam).user.is_authenticated


@pytest.mark.attack("O15")
def test_a_copy_of_what_a_register_told_can_no_longer_be_read(
    zonnedam: TenantRef,
    client_of: Callable[..., Client],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    purged: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(copies, "purge", lambda event, parts: purged.append((event, dict(parts))) or True)
    with enter(zonnedam):
        user, _mark = person_of(client_of, zonnedam)

        with django_capture_on_commit_callbacks(execute=True):
            erasing.erase(user)

    assert (copies.PERSON_ERASED, {"person": str(user.pk)}) in purged


def test_copies_that_could_not_be_erased_are_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from tenants.schedule import Later

    monkeypatch.setattr(copies, "purge", lambda event, parts: False)

    with pytest.raises(Later):
        erasing.erase_copies("of-12")


def test_the_log_says_that_it_was_done_and_not_to_whom(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(zonnedam):
        user, _mark = person_of(client_of, zonnedam)
        with capture_logs() as lines:
            erasing.erase(user)

        entry = AuditRecord.objects.get(action="accounts.erased")
        assert (entry.actor_kind, entry.actor, entry.target, entry.origin, entry.details) == (
            "person",
            "",
            "",
            "",
            {},
        )
        assert citizens.FATIMA not in repr(lines)


def test_who_works_here_is_not_erased(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        member = staff.member(None)

        with pytest.raises(StaffIsNotErasedError):
            erasing.erase(member)

        assert User.objects.filter(pk=member.pk).exists()


def test_a_second_time_nothing_happens(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    with enter(zonnedam):
        user, _mark = person_of(client_of, zonnedam)
        erasing.erase(user)
        erasing.erase(user)

        assert AuditRecord.objects.filter(action="accounts.erased").count() == 1


def test_what_a_worker_has_in_hand_loses_owner_and_content(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(zonnedam):
        user, _mark = person_of(client_of, zonnedam)
        plant(user)
        Item.objects.update(state=State.SENDING)

        erasing.erase(user)

        assert set(Item.objects.values_list("person", "payload")) == {("", "")}


@pytest.mark.covers("P-061")
def test_ten_thousand_rows_take_no_more_statements_than_one(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    counts = []
    for rows in (1, 300):
        with enter(zonnedam):
            user, _mark = person_of(client_of, zonnedam)
            SignIn.objects.bulk_create(SignIn(user=user, door="digid") for _ in range(rows))
            with CaptureQueriesContext(connection) as queries:
                erasing.erase(user)
            counts.append(len(queries))

    assert counts[0] == counts[1] < 120


@pytest.mark.attack("O15")
@hypothesis(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(LABELS), st.integers(1, len(LABELS)))
def test_whatever_was_kept_in_whatever_order_nothing_is_left(
    zonnedam: TenantRef, client_of: Callable[..., Client], order: list[str], number: int
) -> None:
    with enter(zonnedam):
        user, mark = person_of(client_of, zonnedam)
        ContactData.objects.filter(user=user).delete()
        planting.plant(user, MARKS.word, order[:number])

        erasing.erase(user)

        assert found(MARKS.word, citizens.FATIMA, mark) == []


def test_every_registered_retention_of_a_personal_model_says_what_erasing_does() -> None:
    assert [
        entry.model for entry in registers.retention if entry.personal_fields and not entry.on_erasure
    ] == []
