"""Whoever has enough of mails about something stops them from the mail itself, without signing in (RFC 8058)."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from integrations.outbox.models import Item
from integrations.outbox.types import State
from portal.accounts.models import Preferences, User
from portal.core.mail import digest, leaving, letters, operations
from portal.core.mail import queries as mail
from portal.core.mail.types import MailKind, Placeholder, Wording
from portal.core.models import MailReports, OutboxMessage
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal.letters import opened

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
TOPIC = "profile.cases"
NEWS = MailKind(
    "core", "trial", "Nieuws", "Nu.", "Iedereen", {"nl": Wording("Nieuws", "Hallo.")}, topic=TOPIC
)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam) as tenant:
        yield tenant


@pytest.fixture
def reader(zonnedam: TenantRef) -> User:
    with enter(zonnedam):
        user = User.objects.create(first_name="Fatima", last_name="El Amrani")
        Preferences.objects.create(user=user)
        return user


@pytest.fixture
def browser(zonnedam: TenantRef, client_of: Callable[..., Client]) -> Client:
    """A browser, or a mail program, that has no cookie and knows no form."""
    return client_of(zonnedam, enforce_csrf_checks=True)


def link(tenant: TenantRef, reader: str, topic: str = TOPIC) -> str:
    with enter(tenant):
        return urlsplit(leaving.link(topic, reader)).path


def hears(tenant: TenantRef, user: User) -> bool:
    with enter(tenant):
        return Preferences.objects.get(user=user).cases


def test_opening_the_link_changes_nothing_and_the_button_stops_it(
    zonnedam: TenantRef, reader: User, browser: Client
) -> None:
    path = link(zonnedam, str(reader.uuid))
    page = browser.get(path)
    browser.head(path)

    assert "Uitschrijven" in page.content.decode()
    assert "nieuws over uw zaken" in page.content.decode()
    assert hears(zonnedam, reader)
    assert "U bent uitgeschreven" in browser.post(path).content.decode()
    assert not hears(zonnedam, reader)
    assert "U bent uitgeschreven" in browser.get(path).content.decode()
    with enter(zonnedam):
        assert Preferences.objects.get(user=reader).messages  # of this topic alone
        assert not Preferences.objects.get(user=reader).is_confirmed
        assert AuditRecord.objects.filter(action="profile.preferences_changed").count() == 1


def test_a_mail_program_stops_it_in_one_step_as_often_as_it_likes(
    zonnedam: TenantRef, reader: User, browser: Client
) -> None:
    path = link(zonnedam, str(reader.uuid))

    assert [browser.post(path, ONE_CLICK).status_code for _ in range(2)] == [200, 200]
    assert not hears(zonnedam, reader)


@pytest.mark.attack("T05")
def test_a_link_of_another_municipality_or_one_that_nobody_made_stops_nothing(
    zonnedam: TenantRef, waterrijk: TenantRef, reader: User, browser: Client
) -> None:
    good = link(zonnedam, str(reader.uuid))
    token = good.rstrip("/").rpartition("/")[2]
    middle = len(token) // 2
    altered = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    others = [
        link(waterrijk, str(reader.uuid)),
        good.replace(token, altered),
        "/uitschrijven/1.x/",
        "/uitschrijven/geraden/",
    ]

    assert {browser.post(path, ONE_CLICK).status_code for path in others} == {404}
    assert hears(zonnedam, reader)
    assert browser.post(good, ONE_CLICK).status_code == 200
    assert not hears(zonnedam, reader)


def test_the_link_tells_nothing_of_whose_it_is_and_is_another_one_each_time(
    zonnedam: TenantRef, reader: User
) -> None:
    first, second = (link(zonnedam, str(reader.uuid)) for _ in range(2))

    assert first != second
    assert re.fullmatch(r"/uitschrijven/[\w.~-]+/", first)
    assert str(reader.uuid) not in first
    assert reader.uuid.hex not in first


def test_who_is_not_there_any_more_hears_of_nothing(zonnedam: TenantRef, browser: Client) -> None:
    path = link(zonnedam, "00000000-0000-4000-8000-000000000001")

    assert "U bent uitgeschreven" in browser.get(path).content.decode()
    assert browser.post(path).status_code == 200
    assert browser.get(link(zonnedam, "geen nummer")).status_code == 200


def test_mails_of_a_topic_say_where_to_stop_them_in_both_texts(inside: TenantRef) -> None:
    letter = letters.compose(NEWS, {}, reader="iemand")

    assert letter.leave.startswith(f"http://{inside.primary_host}") or letter.leave.startswith("https://")
    assert letter.leave in letter.text
    assert "omdat u bericht wilt over: nieuws over uw zaken" in letter.text
    assert f'href="{letter.leave}"' in letter.html


def test_mails_that_somebody_needs_do_not(inside: TenantRef) -> None:
    message = operations.send(
        to="a@b.example",
        template="accounts/mail/invitation",
        context={"link": "https://x.example/", "days": 7},
        reader="iemand",
    )

    assert "uitschrijven" not in opened(message).text
    place = Placeholder("until", "dag", "1 mei", is_deadline=True)
    with pytest.raises(ValueError, match="nobody may stop"):
        MailKind("core", "x", "x", "x", "x", {}, (place,), demands_action=True, topic=TOPIC)


def test_the_digest_says_so_in_its_head_and_whoever_stops_it_gets_none(
    inside: TenantRef, browser: Client, mailoutbox: list[Any]
) -> None:
    MailReports.objects.create(id=1, failed_to="een@zonnedam.example\ntwee@zonnedam.example")
    failed = operations.send(
        to="a@b.example", template="accounts/mail/invitation", context={"link": "https://x.example/"}
    )
    Item.objects.filter(kind=mail.KIND, key=str(failed.pk)).update(state=State.DEAD)
    Item.objects.filter(kind=mail.KIND, key=str(failed.pk)).update(settled_at=failed.created_at)
    digest.report("slot-1")
    for message in OutboxMessage.objects.exclude(pk=failed.pk).order_by("to"):
        operations.deliver(message.pk)

    heads = [sent.extra_headers for sent in mailoutbox]
    assert [head["List-Unsubscribe-Post"] for head in heads] == ["List-Unsubscribe=One-Click"] * 2
    address = heads[0]["List-Unsubscribe"].strip("<>")
    assert "zonnedam.example" not in urlsplit(address).path
    assert browser.post(urlsplit(address).path, ONE_CLICK).status_code == 200
    assert MailReports.objects.get().failed_to == "twee@zonnedam.example"
    assert AuditRecord.objects.filter(action="mail.report_left").count() == 1
