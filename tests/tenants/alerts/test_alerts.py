"""One outage, one alert and one all-clear (C-073), brought until somebody has taken them."""

import datetime
import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from tenants.alerts import delivering, operations, queries
from tenants.alerts.models import Alert, Notice
from tenants.alerts.types import Message
from tenants.types import TenantRef
from tests.integrations.conftest import Listener, listening

SUBJECT = "connection:zonnedam:1"
TAKEN = b"HTTP/1.1 204 No Content\r\n\r\n"
refusing: list[Message] = []


def refuse(message: Message) -> None:
    """A channel that is down."""
    refusing.append(message)
    raise OSError


@pytest.fixture(autouse=True)
def _mail(settings: Any) -> None:
    settings.ALERT_MAIL_TO = ["wacht@dimpact.example"]
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}
    refusing.clear()


@pytest.fixture
def post(settings: Any) -> Iterator[Listener]:
    """Somebody who takes what is posted, as the address of the webhook."""
    with listening(TAKEN) as listener:
        settings.ALERT_CHANNELS = {"webhook": "integrations.webhooks.operations.alert"}
        settings.ALERT_WEBHOOK_URL, settings.ALERT_WEBHOOK_SECRET = f"{listener.url}/storing", "proefgeheim"
        yield listener


def begin(tenant: TenantRef | None = None, **changes: Any) -> bool:
    words = {"subject": SUBJECT, "kind": "connection failing", "title": "koppeling werkt niet", **changes}
    return operations.begin(tenant=tenant.uuid if tenant else None, **words)


def end(**changes: Any) -> bool:
    return operations.end(**{"subject": SUBJECT, "title": "koppeling werkt weer", **changes})


def after(pause: datetime.timedelta, do: Callable[[], object]) -> None:
    with time_machine.travel(timezone.now() + pause, tick=True):
        do()


@pytest.mark.covers("C-073")
def test_one_outage_gives_one_alert_and_one_all_clear(zonnedam: TenantRef) -> None:
    assert [begin(zonnedam) for _ in range(3)] == [True, False, False]
    assert [end() for _ in range(3)] == [True, False, False]

    delivering.deliver()
    delivering.deliver()

    assert [message.subject for message in mail.outbox] == [
        "[Storing] Zonnedam: koppeling werkt niet",
        "[Opgelost] Zonnedam: koppeling werkt weer",
    ]


@pytest.mark.covers("C-073")
def test_the_next_outage_is_told_again(zonnedam: TenantRef) -> None:
    begin(zonnedam)
    end()

    assert begin(zonnedam)
    assert Alert.objects.count() == 2


def test_what_gets_worse_is_told_again(zonnedam: TenantRef) -> None:
    assert [begin(zonnedam, level=level) for level in (1, 1, 2, 1)] == [True, False, True, False]
    assert queries.open_levels(zonnedam.uuid) == {SUBJECT: 2}


def test_alerts_of_one_municipality_are_not_those_of_another(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    begin(zonnedam)

    assert queries.open_levels(waterrijk.uuid) == {}
    assert len(queries.open_alerts()) == 1


def test_what_nobody_takes_is_brought_later(zonnedam: TenantRef, settings: Any) -> None:
    settings.ALERT_CHANNELS = {"mail": f"{__name__}.refuse"}
    begin(zonnedam)
    end()
    delivering.deliver()
    delivering.deliver()

    assert [message.is_end for message in refusing] == [False]  # its end does not overtake it
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}
    after(delivering.LEASE, delivering.deliver)
    after(delivering.LEASE, delivering.deliver)

    assert ["Opgelost" in message.subject for message in mail.outbox] == [False, True]


def test_what_nobody_ever_takes_is_given_up(zonnedam: TenantRef, settings: Any) -> None:
    settings.ALERT_CHANNELS = {"mail": f"{__name__}.refuse"}
    begin(zonnedam)
    Notice.objects.update(attempts=delivering.MOST_ATTEMPTS - 1)

    delivering.deliver()

    assert Notice.objects.get().done_at is not None
    assert Notice.objects.get().error == "OSError"


def test_a_worker_that_died_with_a_notice_in_hand_loses_nothing(zonnedam: TenantRef) -> None:
    begin(zonnedam)
    delivering._claim(Notice.objects.get().pk)

    delivering.deliver()
    assert mail.outbox == []
    after(delivering.LEASE, delivering.deliver)

    assert len(mail.outbox) == 1


def test_the_mail_says_what_and_when(zonnedam: TenantRef) -> None:
    begin(zonnedam, text="Er draait niets op dit adres.")
    delivering.deliver()

    (message,) = mail.outbox

    assert message.to == ["wacht@dimpact.example"]
    assert "Er draait niets op dit adres." in message.body
    assert re.search(r"Begonnen: \d\d-\d\d-\d{4} \d\d:\d\d", str(message.body))


@pytest.mark.covers("C-073")
def test_many_at_once_come_as_one_mail(zonnedam: TenantRef) -> None:
    for number in range(delivering.MANY):
        begin(zonnedam, subject=f"{SUBJECT}{number}", title=f"koppeling {number} werkt niet")

    assert delivering.deliver() == delivering.MANY

    (message,) = mail.outbox
    assert all(f"koppeling {number} werkt niet" in message.body for number in range(delivering.MANY))


def test_without_a_channel_an_alert_is_kept_all_the_same(zonnedam: TenantRef, settings: Any) -> None:
    settings.ALERT_CHANNELS = {}
    begin(zonnedam)

    assert delivering.deliver() == 0
    assert len(queries.open_alerts()) == 1


def test_what_ended_a_year_ago_is_forgotten(zonnedam: TenantRef) -> None:
    begin(zonnedam)
    end()

    after(delivering.KEPT + datetime.timedelta(days=1), delivering.deliver)

    assert Alert.objects.count() == Notice.objects.count() == 0


@pytest.mark.covers("C-073")
def test_the_webhook_is_told_and_can_tell_who_speaks(zonnedam: TenantRef, post: Listener) -> None:
    begin(zonnedam)

    assert delivering.deliver() == 1

    head, _, body = post.visits[0].partition(b"\r\n\r\n")
    at, mark = re.search(rb"Inwonerplein-Signature: t=(\d+),v1=([0-9a-f]{64})", head, re.I).groups()  # type: ignore[union-attr]
    told = json.loads(body)
    assert hmac.new(b"proefgeheim", at + b"." + body, hashlib.sha256).hexdigest().encode() == mark
    assert hmac.new(b"ander geheim", at + b"." + body, hashlib.sha256).hexdigest().encode() != mark
    assert told["municipality"] == {"uuid": str(zonnedam.uuid), "name": "Zonnedam"}
    assert (told["event"], told["connection"]) == ("begin", None)


def test_a_webhook_that_refuses_is_tried_again(zonnedam: TenantRef, settings: Any, post: Listener) -> None:
    with listening(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n") as down:
        settings.ALERT_WEBHOOK_URL = down.url
        begin(zonnedam)
        assert delivering.deliver() == 0

    settings.ALERT_WEBHOOK_URL = post.url
    after(delivering.LEASE, delivering.deliver)

    assert len(post.visits) == 1


def test_who_left_has_no_outage_any_more(zonnedam: TenantRef) -> None:
    begin(zonnedam)
    Alert.objects.update(tenant=uuid.uuid4())

    delivering.deliver()

    assert queries.open_alerts() == []


@pytest.mark.covers("architecture T12")
@pytest.mark.parametrize(
    ("login", "right", "may"),
    [
        ("portal_worker", "INSERT", True),
        ("portal_worker", "UPDATE", True),
        ("console", "SELECT", True),
        ("console", "INSERT", False),
        ("portal", "SELECT", False),
        ("portal", "INSERT", False),
    ],
)
def test_workers_raise_alerts_and_the_console_reads_them(db: None, login: str, right: str, may: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(%s, 'public.alerts_alert', %s)", [f"inwonerplein_{login}", right]
        )
        assert cursor.fetchone() == (may,)
