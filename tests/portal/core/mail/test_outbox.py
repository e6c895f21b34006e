"""Mail leaves through the outbox: stored, delivered once, never lost."""

import datetime
import smtplib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from integrations import outbox
from integrations.errors import Reason
from integrations.outbox import claiming
from integrations.outbox import jobs as outbox_jobs
from integrations.outbox import operations as deliveries
from integrations.outbox import queries as stored
from integrations.outbox.models import Item
from integrations.outbox.types import Filters
from portal.core.mail import jobs, operations, queries
from portal.core.models import ContactDetails, OutboxMessage, OutboxState
from tenants import directory, schedule
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.portal.letters import opened

TEMPLATE = "accounts/mail/invitation"
LATER = datetime.timedelta(days=1)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam) as tenant:
        yield tenant


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_words, **_named: None)


def write() -> OutboxMessage:
    return operations.send(
        to="a@b.example", template=TEMPLATE, context={"link": "https://x.example/<t>", "days": 7}
    )


def asked_for(tenant: TenantRef) -> list[str]:
    """List the messages that somebody has asked to deliver."""
    with outside():
        found = Work.objects.filter(tenant=tenant.uuid, job=deliveries.DELIVER).values_list("key", flat=True)
        numbers = [key.rpartition(".")[2] for key in found]
    return list(Item.objects.filter(pk__in=numbers).values_list("key", flat=True))


def item_of(message: OutboxMessage) -> Item:
    return Item.objects.get(kind=queries.KIND, key=str(message.uuid))


def let_time_pass() -> None:
    Item.objects.update(next_attempt_at=timezone.now(), busy_until=None)


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(*args: Any, **kwargs: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


def test_a_message_is_stored_together_with_the_work_of_delivering_it(inside: TenantRef) -> None:
    message = write()

    assert asked_for(inside) == [str(message.uuid)]
    assert message.subject == "Beheer van de website van gemeente Zonnedam"
    assert "https://x.example/<t>" in opened(message).text
    assert "https://x.example/&lt;t&gt;" in opened(message).html


def test_a_secret_link_cannot_be_read_in_the_database(inside: TenantRef) -> None:
    message = write()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(m)::text || row_to_json(i)::text FROM core_outboxmessage m, outbox_item i"
        )
        ((rows,),) = cursor.fetchall()

    assert "x.example" not in rows
    assert "x.example" in opened(message).text  # the negative control


def test_what_is_rolled_back_leaves_neither_message_nor_work(inside: TenantRef) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert asked_for(inside) == []
    assert not OutboxMessage.objects.exists()


@pytest.mark.fault("F26")
def test_a_broker_that_is_away_does_not_stop_anybody(
    inside: TenantRef,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def away(*_words: Any, **_named: Any) -> None:
        raise OperationalError

    monkeypatch.setattr("celery.Celery.send_task", away)

    with django_capture_on_commit_callbacks(execute=True):
        message = write()

    assert asked_for(inside) == [str(message.uuid)]


@pytest.mark.attack("T58")
def test_delivery_names_the_municipality_and_keeps_the_id(inside: TenantRef, mailoutbox: list[Any]) -> None:
    ContactDetails.objects.create(email="info@zonnedam.example")
    message = write()

    assert operations.deliver(message.uuid) is OutboxState.SENT

    (sent,) = mailoutbox
    assert sent.from_email.startswith('"Gemeente Zonnedam" <zonnedam@')
    assert sent.reply_to == ["info@zonnedam.example"]
    assert sent.extra_headers["Message-ID"].startswith(f"<{message.uuid}@")


def test_what_was_delivered_is_not_sent_again_and_its_text_is_forgotten(
    inside: TenantRef, mailoutbox: list[Any]
) -> None:
    message = write()
    operations.deliver(message.uuid)

    assert operations.deliver(message.uuid) is None

    message.refresh_from_db()
    assert len(mailoutbox) == 1
    assert (message.state, message.text, message.html) == (OutboxState.SENT, "", "")
    assert message.sent_at
    assert item_of(message).payload == ""


@pytest.mark.fault("F56")
def test_a_server_that_is_away_is_tried_again_later(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, ConnectionRefusedError())
    message = write()

    assert operations.deliver(message.uuid) is OutboxState.QUEUED

    message.refresh_from_db()
    assert item_of(message).next_attempt_at > timezone.now()
    assert message.last_error == Reason.NOBODY_LISTENS
    assert queries.due_keys(timezone.now()) == []
    assert queries.due_keys(timezone.now() + LATER) == [message.uuid]


def test_an_address_that_does_not_exist_is_given_up_at_once(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}))

    assert operations.deliver(write().uuid) is OutboxState.FAILED
    assert queries.failed() == 1


@pytest.mark.attack("W11")
def test_a_subject_is_one_line_whatever_a_name_holds(inside: TenantRef) -> None:
    with outside():
        Tenant.objects.filter(uuid=inside.uuid).update(name="Zonnedam\r\nBcc: all@b.example")
    directory.forget()
    renamed = directory.by_uuid(inside.uuid)
    assert renamed is not None

    with enter(renamed):
        assert "\n" not in write().subject


def test_in_the_end_a_message_is_given_up(inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, smtplib.SMTPServerDisconnected())
    message = write()
    Item.objects.update(attempts=outbox.kinds.get(queries.KIND).most_attempts - 1)

    assert operations.deliver(message.uuid) is OutboxState.FAILED


@pytest.mark.fault("F38")
def test_what_a_dead_worker_was_sending_is_sent_after_its_lease(
    inside: TenantRef, mailoutbox: list[Any]
) -> None:
    message = write()
    assert isinstance(claiming.claim(item_of(message).pk), claiming.Claim)
    assert operations.deliver(message.uuid) is None

    let_time_pass()

    assert operations.deliver(message.uuid) is OutboxState.SENT
    assert len(mailoutbox) == 1


def test_the_job_delivers(inside: TenantRef, mailoutbox: list[Any]) -> None:
    jobs.deliver(str(write().uuid))

    assert len(mailoutbox) == 1


@pytest.mark.fault("F56")
def test_what_could_not_be_delivered_is_put_aside_until_it_is_due_again(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, ConnectionRefusedError())

    with pytest.raises(schedule.Later) as later:
        jobs.deliver(str(write().uuid))

    assert datetime.timedelta(0) < later.value.after <= outbox.kinds.get(queries.KIND).first_pause


def test_what_was_given_up_is_not_put_aside(inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}))

    jobs.deliver(str(write().uuid))

    assert queries.failed() == 1


def test_the_list_says_to_whom_and_what_about(inside: TenantRef) -> None:
    write()

    (line,) = stored.lines(stored.items(Filters(kind=queries.KIND)))

    assert (line.title, line.about) == ("E-mail", "Beheer van de website van gemeente Zonnedam, a@b.example")


def of_the_release_before(**changes: Any) -> OutboxMessage:
    values = {"to": "a@b.example", "subject": "Oud", "text": "https://x.example/oud", "html": "<p>Oud</p>"}
    return OutboxMessage.objects.create(**{**values, **changes})


def test_what_the_release_before_stored_is_delivered_by_the_work_that_waits_for_it(
    inside: TenantRef, mailoutbox: list[Any]
) -> None:
    old = of_the_release_before(state=OutboxState.SENDING, attempts=3)

    jobs.deliver(str(old.uuid))
    jobs.deliver(str(old.uuid))

    old.refresh_from_db()
    assert [mail.body for mail in mailoutbox] == ["https://x.example/oud"]
    assert (old.state, old.text, old.html) == (OutboxState.SENT, "", "")


def test_what_the_release_before_left_behind_is_found_once_and_encrypted(inside: TenantRef) -> None:
    old, new = of_the_release_before(), write()
    of_the_release_before(state=OutboxState.SENT)
    of_the_release_before(next_attempt_at=timezone.now() + LATER)

    jobs.sweep("slot-1")
    jobs.sweep("slot-2")

    old.refresh_from_db()
    assert sorted(asked_for(inside)) == sorted([str(old.uuid), str(new.uuid)])
    assert (old.text, opened(old).text) == ("", "https://x.example/oud")


def test_a_worker_of_the_release_before_leaves_new_messages_alone(inside: TenantRef) -> None:
    """It looks for what is open and due in this table."""
    write()
    old = of_the_release_before()

    found = OutboxMessage.objects.filter(state__in=queries.OPEN, next_attempt_at__lte=timezone.now() + LATER)

    assert [message.pk for message in found] == [old.pk]


def test_a_message_that_was_erased_meanwhile_is_given_up(inside: TenantRef, mailoutbox: list[Any]) -> None:
    message = write()
    OutboxMessage.objects.all().delete()

    assert operations.deliver(message.uuid) is OutboxState.FAILED
    assert not mailoutbox


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (smtplib.SMTPServerDisconnected(), Reason.BROKEN_OFF),
        (smtplib.SMTPAuthenticationError(535, b"no"), Reason.REFUSED),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"busy")}), Reason.HAS_TROUBLE),
        (TimeoutError(), Reason.TOO_SLOW),
        (PermissionError(), "PermissionError"),
    ],
)
def test_why_the_mail_server_did_not_take_it_over_is_told_in_words_of_ours(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    refuse(monkeypatch, error)
    message = write()

    operations.deliver(message.uuid)

    message.refresh_from_db()
    assert (message.state, message.last_error) == (OutboxState.QUEUED, told)


@pytest.mark.covers("M-16")
def test_thirty_days_after_it_left_nobody_knows_to_whom_a_message_went(inside: TenantRef) -> None:
    """What the outbox still knows, or what waits, stays."""
    gone, known, waits, fresh = (write() for _ in range(4))
    for message in (gone, known, fresh):
        operations.deliver(message.pk)
    month = timezone.now() - datetime.timedelta(days=31)
    OutboxMessage.objects.exclude(pk=fresh.pk).update(created_at=month)
    Item.objects.filter(key=str(gone.pk)).update(settled_at=month)

    outbox_jobs.forget("slot-1")
    jobs.forget("slot-1")

    assert set(OutboxMessage.objects.values_list("pk", flat=True)) == {known.pk, waits.pk, fresh.pk}


def test_what_the_release_before_sent_is_forgotten_too(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PORTION", 2)
    for _ in range(5):
        message = write()
        Item.objects.filter(key=str(message.pk)).delete()
    OutboxMessage.objects.update(
        state=OutboxState.SENT, created_at=timezone.now() - datetime.timedelta(days=31)
    )

    jobs.forget("slot-1")

    assert not OutboxMessage.objects.exists()
