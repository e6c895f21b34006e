"""Mail leaves through the outbox: stored, delivered once, never lost."""

import datetime
import smtplib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.core.mail import jobs, operations, queries
from portal.core.models import ContactDetails, OutboxMessage, OutboxState
from tenants import directory, schedule
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.schedule.models import Work
from tenants.types import TenantRef

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
    with outside():
        found = Work.objects.filter(tenant=tenant.uuid, job=operations.DELIVER)
        return list(found.values_list("key", flat=True))


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(*args: Any, **kwargs: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


def test_a_message_is_stored_together_with_the_work_of_delivering_it(inside: TenantRef) -> None:
    message = write()

    assert asked_for(inside) == [str(message.uuid)]
    assert message.subject == "Beheer van de website van gemeente Zonnedam"
    assert "https://x.example/<t>" in message.text
    assert "https://x.example/&lt;t&gt;" in message.html


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


@pytest.mark.fault("F56")
def test_a_server_that_is_away_is_tried_again_later(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, ConnectionRefusedError())
    message = write()

    assert operations.deliver(message.uuid) is OutboxState.QUEUED

    message.refresh_from_db()
    assert message.next_attempt_at > timezone.now()
    assert message.last_error == "ConnectionRefusedError"
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
    OutboxMessage.objects.update(attempts=operations.MOST_ATTEMPTS - 1)

    assert operations.deliver(message.uuid) is OutboxState.FAILED


@pytest.mark.fault("F38")
def test_what_a_dead_worker_was_sending_is_sent_after_its_lease(
    inside: TenantRef, mailoutbox: list[Any]
) -> None:
    message = write()
    OutboxMessage.objects.update(state=OutboxState.SENDING, next_attempt_at=timezone.now() + operations.LEASE)
    assert operations.deliver(message.uuid) is None

    OutboxMessage.objects.update(next_attempt_at=timezone.now())

    assert operations.deliver(message.uuid) is OutboxState.SENT
    assert len(mailoutbox) == 1


def test_each_pause_is_longer_until_the_longest() -> None:
    pauses = [operations.pause_after(attempts) for attempts in range(1, operations.MOST_ATTEMPTS)]

    assert pauses == sorted(pauses)
    assert pauses[0] == operations.FIRST_PAUSE
    assert pauses[-1] == operations.LONGEST_PAUSE


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

    assert datetime.timedelta(0) < later.value.after <= operations.FIRST_PAUSE


def test_what_was_given_up_is_not_put_aside(inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}))

    jobs.deliver(str(write().uuid))

    assert queries.failed() == 1


def test_what_has_no_work_of_its_own_is_found_and_what_has_is_not_asked_for_twice(inside: TenantRef) -> None:
    old, new = write(), write()
    with outside():
        Work.objects.filter(key=str(old.uuid)).delete()

    jobs.sweep("slot-1")

    assert sorted(asked_for(inside)) == sorted([str(old.uuid), str(new.uuid)])
