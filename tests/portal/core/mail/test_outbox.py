"""Mail leaves through the outbox: stored, delivered once, never lost."""

import datetime
import smtplib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks

from portal.core.mail import operations, queries, tasks
from portal.core.models import ContactDetails, OutboxMessage, OutboxState
from tenants import directory
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests import states

TEMPLATE = "accounts/mail/invitation"
LATER = datetime.timedelta(days=1)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam) as tenant:
        yield tenant


@pytest.fixture(autouse=True)
def queued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    keys: list[str] = []
    monkeypatch.setattr(tasks.deliver, "delay", keys.append)
    return keys


def write() -> OutboxMessage:
    return operations.send(
        to="a@b.example", template=TEMPLATE, context={"link": "https://x.example/<t>", "days": 7}
    )


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(*args: Any, **kwargs: Any) -> int:
        raise error

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


def test_a_message_is_stored_and_queued_once_that_is_committed(
    inside: TenantRef, queued: list[str], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = write()
        assert queued == []

    assert queued == [str(message.uuid)]
    assert message.subject == "Beheer van de website van gemeente Zonnedam"
    assert "https://x.example/<t>" in message.text
    assert "https://x.example/&lt;t&gt;" in message.html


@pytest.mark.fault("F26")
def test_a_broker_that_is_away_does_not_stop_anybody(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(key: str) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.deliver, "delay", away)

    operations.queue(uuid.uuid4())


def test_nothing_is_queued_for_a_tenant_that_does_not_serve_yet(
    zonnedam: TenantRef, queued: list[str]
) -> None:
    states.become(zonnedam, "provisioning")
    directory.forget()
    opening = directory.by_uuid(zonnedam.uuid)
    assert opening is not None

    with enter(opening):
        operations.queue(uuid.uuid4())

    assert queued == []


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


def test_the_dispatcher_queues_what_is_due_of_every_tenant(
    zonnedam: TenantRef, waterrijk: TenantRef, queued: list[str]
) -> None:
    with enter(zonnedam):
        mine = write()
    with enter(waterrijk):
        theirs = write()
        OutboxMessage.objects.filter(pk=write().pk).update(next_attempt_at=timezone.now() + LATER)

    assert tasks.dispatch() == 2
    assert queued == [str(mine.uuid), str(theirs.uuid)]


def test_a_tenant_in_trouble_does_not_keep_the_others_mail(
    zonnedam: TenantRef, waterrijk: TenantRef, queued: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import DatabaseError

    with enter(waterrijk):
        theirs = write()
    due_keys = queries.due_keys

    def trouble(now: datetime.datetime) -> list[uuid.UUID]:
        if operations.current().uuid == zonnedam.uuid:
            raise DatabaseError
        return due_keys(now)

    monkeypatch.setattr(queries, "due_keys", trouble)

    assert tasks.dispatch() == 1
    assert queued == [str(theirs.uuid)]


def test_the_task_delivers_in_its_own_tenant(inside: TenantRef, mailoutbox: list[Any]) -> None:
    tasks.deliver(str(write().uuid))

    assert len(mailoutbox) == 1
