"""Invitations are mailed by a worker, whatever the mail server does meanwhile; nobody waits for it (F56)."""

import datetime
import re
import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from provisioning.console import mailing, tasks
from provisioning.console.models import Invitation, Operator
from provisioning.console.types import Role
from tenants.models import OperatorRecord
from tests.provisioning.console import people

pytestmark = [pytest.mark.fault("F56"), pytest.mark.covers("C-002")]
NEWCOMER = {"name": "Nienke Nieuw", "email": "nienke@inwonerplein.example", "role": "operator"}
LIST = "/beheerders/"


@pytest.fixture
def owner(client_for: Callable[[Role], Client]) -> Client:
    """A browser with Noor signed in, who decides."""
    return client_for(Role.OWNER)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> list[BaseException | None]:
    """Have the mail server do this at each next mail; after that it takes them."""
    doing: list[BaseException | None] = []
    send = mail.EmailMessage.send

    def sending(message: mail.EmailMessage, *words: Any) -> int:
        error = doing.pop(0) if doing else None
        if error:
            raise error
        return send(message, *words)

    monkeypatch.setattr(mail.EmailMessage, "send", sending)
    return doing


def invite(owner: Client) -> Invitation:
    answer = owner.post(f"{LIST}uitnodigen/", NEWCOMER)
    assert answer.status_code == 302
    return Invitation.objects.get()


def link_in(message: Any) -> str:
    found = re.search(r"http://console\.localhost(\S+)", str(message.body))
    assert found
    return found.group(1)


def test_who_invites_does_not_wait_for_the_mail_server(
    owner: Client, queued: list[str], django_capture_on_commit_callbacks: Any, text_of: Callable[[Any], str]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite(owner)
    before = len(mail.outbox), "Mail is onderweg" in text_of(owner.get(LIST))

    tasks.mail_invitations()
    tasks.mail_invitations()

    assert queued == [mailing.TASK]
    assert (before, len(mail.outbox)) == ((0, True), 1)
    assert "Uitgenodigd" in text_of(owner.get(LIST))


@pytest.mark.parametrize(
    "trouble",
    [ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("x"),
     smtplib.SMTPRecipientsRefused({"x": (451, b"greylisted")}), smtplib.SMTPAuthenticationError(535, b"x")],
    ids=lambda trouble: type(trouble).__name__,
)  # fmt: skip
def test_a_server_that_is_down_slow_or_says_later_is_tried_again_with_the_same_mail(
    owner: Client, server: list[BaseException | None], trouble: Exception
) -> None:
    server.append(trouble)
    invite(owner)
    tasks.mail_invitations()
    tasks.mail_invitations()  # too early
    assert mail.outbox == []

    with people.later(31):
        tasks.mail_invitations()
        assert people.browser().get(link_in(mail.outbox[0])).status_code == 200
    with people.later(3600):
        tasks.mail_invitations()
    assert len(mail.outbox) == 1


def test_after_four_hours_it_is_given_up_and_everybody_sees_that(
    owner: Client, server: list[BaseException | None], text_of: Callable[[Any], str]
) -> None:
    server.extend([ConnectionRefusedError()] * 100)
    begin = invite(owner).created_at
    for minutes in range(0, 5 * 60, 10):
        with people.later(60 * minutes):
            tasks.mail_invitations()

    row = Invitation.objects.get()
    assert row.mail_failed_at
    assert datetime.timedelta(hours=3) < row.mail_failed_at - begin < datetime.timedelta(hours=4, minutes=1)
    assert row.sealed is None
    assert "Mail kwam niet aan" in text_of(owner.get(LIST))
    assert OperatorRecord.objects.get(action="operator.invitation_not_mailed").target == NEWCOMER["email"]


def test_a_mailbox_that_is_not_there_is_told_at_once_and_holds_up_nobody(
    owner: Client, server: list[BaseException | None], text_of: Callable[[Any], str]
) -> None:
    server.append(smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}))
    invite(owner)
    owner.post(f"{LIST}uitnodigen/", {**NEWCOMER, "email": "anders@inwonerplein.example"})
    tasks.mail_invitations()

    assert [each.to for each in mail.outbox] == [["anders@inwonerplein.example"]]
    assert "Mail kwam niet aan" in text_of(owner.get(LIST))

    bad = Operator.objects.get(email=NEWCOMER["email"])
    owner.post(f"{LIST}{bad.uuid}/uitnodiging/")
    tasks.mail_invitations()
    assert people.browser().get(link_in(mail.outbox[-1])).status_code == 200
    assert "Mail kwam niet aan" not in text_of(owner.get(LIST))


def test_a_worker_that_dies_after_the_server_took_it_sends_the_same_mail_once_more(
    owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(owner)
    with monkeypatch.context() as dying:
        dying.setattr(mailing, "_still_ours", lambda found: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            tasks.mail_invitations()
    tasks.mail_invitations()  # its hold has not ended
    assert len(mail.outbox) == 1

    with people.later(121):
        tasks.mail_invitations()

    first, second = mail.outbox
    assert link_in(first) == link_in(second)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_who_was_overtaken_settles_nothing(owner: Client) -> None:
    key = invite(owner).pk
    slow = mailing._claim(key)
    with people.later(121):
        quick = mailing._claim(key)
        assert slow
        assert quick
        mailing._put_back(slow, smtplib.SMTPRecipientsRefused({"x": (550, b"x")}))

    assert Invitation.objects.get().mail_failed_at is None


def test_who_is_shut_out_before_the_mail_left_gets_none(owner: Client) -> None:
    invite(owner)
    newcomer = Operator.objects.get(email=NEWCOMER["email"])
    owner.post(f"{LIST}{newcomer.uuid}/blokkeren/")

    tasks.mail_invitations()

    assert mail.outbox == []


@pytest.mark.attack("P06", "W24")
def test_the_link_is_readable_nowhere_while_it_waits_and_gone_when_it_left(
    owner: Client, caplog: pytest.LogCaptureFixture, server: list[BaseException | None]
) -> None:
    server.append(ConnectionRefusedError())
    invite(owner)
    tasks.mail_invitations()
    waiting = Invitation.objects.get()
    with people.later(31):
        tasks.mail_invitations()
    secret = link_in(mail.outbox[0]).split("/")[2]

    kept = [bytes(waiting.sealed or b""), *OperatorRecord.objects.values(), *Operator.objects.values()]
    assert waiting.sealed
    assert secret not in f"{kept} {caplog.text}"
    assert NEWCOMER["email"] not in caplog.text
    assert Invitation.objects.get().sealed is None


def test_a_link_that_another_row_holds_is_not_read(owner: Client) -> None:
    invite(owner)
    other = people.make(Role.VIEWER)
    row = Invitation.objects.get()
    moved = Invitation.objects.create(
        operator=other, digest="0" * 64, expires_at=row.expires_at, sealed=row.sealed
    )

    tasks.mail_invitations()

    moved.refresh_from_db()
    assert [each.to for each in mail.outbox] == [[NEWCOMER["email"]]]
    assert moved.mail_failed_at
