"""Many refused sign-ins in a short time are told once, and once more when it is over; and nothing of who it was."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.accounts import watching
from tenants import audit
from tenants.alerts.models import Alert, Notice
from tenants.audit import Actor
from tenants.entry import enter, outside
from tenants.types import TenantRef
from tests.portal import local_accounts

pytestmark = pytest.mark.covers("C-073")
ORIGIN = "192.0.2.0"


@pytest.fixture(autouse=True)
def _channel(settings: Any) -> None:
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}


def refused(number: int, *, door: str = "digid", reason: str = "invalid") -> None:
    for at in range(number):
        audit.record(
            "accounts.door_refused",
            by=Actor("person", "", ORIGIN),
            target=f"{door} {at:08X}",
            outcome="refused",
            details={"door": door, "reason": reason},
        )


def later(minutes: int) -> "time_machine.travel":
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False)


def alerts(*, is_over: bool = False) -> list[Alert]:
    with outside():
        return list(Alert.objects.filter(kind=watching.KIND, ended_at__isnull=not is_over))


def test_many_refusals_are_told_once_and_their_end_once(inside: TenantRef) -> None:
    refused(25)
    watching.watch("slot-")
    watching.watch("slot-")

    (alert,) = alerts()
    assert "digid" in alert.title
    assert "25 pogingen" in alert.text
    assert "invalid 25" in alert.text
    assert alert.tenant == inside.uuid
    with later(20):
        watching.watch("slot-")
        watching.watch("slot-")

    assert alerts() == []
    (over,) = alerts(is_over=True)
    with outside():
        assert Notice.objects.filter(alert=over).count() == 2


def test_few_refusals_and_who_stops_of_their_own_wish_are_no_news(inside: TenantRef) -> None:
    refused(watching.LEAST - 1)
    refused(100, door="eherkenning", reason="cancelled")

    watching.watch("slot-")

    assert alerts() == []


def test_what_is_usual_at_a_door_is_no_news_there_and_is_at_another(
    inside: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An average of six in each quarter of an hour: thirty are many, twenty-five are not."""
    monkeypatch.setattr(watching, "USUAL", datetime.timedelta(hours=6))
    windows = int(watching.USUAL / watching.WINDOW)
    with time_machine.travel(timezone.now() - datetime.timedelta(hours=3), tick=False):
        refused(6 * windows)
    refused(25)
    refused(25, door="eherkenning")

    watching.watch("slot-")

    assert ["eherkenning" in alert.title for alert in alerts()] == [True]
    refused(10)
    watching.watch("slot-")
    assert len(alerts()) == 2


def test_while_it_only_grows_less_it_is_not_over(inside: TenantRef) -> None:
    refused(25)
    watching.watch("slot-")
    with later(16):
        refused(watching.LEAST - 5)
        watching.watch("slot-")

        assert len(alerts()) == 1


@pytest.mark.attack("I24")
def test_guessing_passwords_is_seen_and_nothing_of_whom(visitor: Client, inside: TenantRef) -> None:
    local_accounts.door()
    for number in range(watching.LEAST):
        local_accounts.sign_in(visitor, f"iemand{number}@example.org", "verkeerd wachtwoord")

    watching.watch("slot-")

    (alert,) = alerts()
    assert "wachtwoord" in alert.title  # the name of that door
    told = f"{alert.subject} {alert.title} {alert.text}"
    assert "example.org" not in told
    assert "127.0.0" not in told


def test_each_municipality_is_watched_by_itself(inside: TenantRef, waterrijk: TenantRef) -> None:
    refused(25)

    with enter(waterrijk):
        watching.watch("slot-")

    assert alerts() == []
