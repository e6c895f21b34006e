"""Operators hear once that a municipality takes more than it may, and once that it is over (C-073, fault F53)."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tenants import quotas
from tenants.alerts import tasks
from tenants.alerts.models import Notice
from tenants.quotas import alarms, book, shared
from tenants.types import TenantRef

pytestmark = [pytest.mark.fault("F53"), pytest.mark.covers("C-073"), pytest.mark.django_db]
PLACES = 4


@pytest.fixture(autouse=True)
def limits(settings: Any, monkeypatch: pytest.MonkeyPatch, _patient: None) -> Iterator[None]:
    """Have few places, and books that nobody else writes in."""
    settings.WEB_PLACES, settings.WEB_THREADS = PLACES, PLACES
    settings.TENANT_SHARE, settings.TENANT_REQUESTS = 30, 0
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}
    names = {name: f"test:quota:{id(monkeypatch)}:{name}" for name in ("ALL", "REFUSED", "LAST")}
    for name, key in names.items():
        monkeypatch.setattr(shared, name, key)
    book.book.cache_clear()
    book._told.clear()
    yield
    book.book()._wires.ask(lambda wire: ["DEL", *names.values()])
    book.book().close()
    book.book.cache_clear()


def flood(tenant: TenantRef, refused: int) -> None:
    """Ask for more than there is, until so many were refused."""
    held, number = [], 0
    while number < refused:
        place = quotas.take(tenant)
        if isinstance(place, quotas.Refused):
            number += 1
        else:
            held.append(place)
    for place in held:
        place.give_back()


def told() -> list[str]:
    return list(Notice.objects.order_by("created_at").values_list("title", flat=True))


def test_a_flood_gives_one_alert_and_one_all_clear(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    flood(zonnedam, alarms.MANY)
    tasks.look_at_quotas()
    flood(zonnedam, 3 * alarms.MANY)
    for _ in range(3):
        tasks.look_at_quotas()

    assert told() == ["meer bezoek dan deze gemeente mag vragen"]
    assert Notice.objects.get().alert.tenant == zonnedam.uuid

    with time_machine.travel(timezone.now() + alarms.QUIET + timedelta(seconds=2), tick=True):
        for _ in range(2):
            tasks.look_at_quotas()

    assert told() == ["meer bezoek dan deze gemeente mag vragen", "weer gewoon bezoek"]


def test_a_pause_in_a_flood_is_no_end(zonnedam: TenantRef) -> None:
    flood(zonnedam, alarms.MANY)
    tasks.look_at_quotas()

    with time_machine.travel(timezone.now() + alarms.QUIET - timedelta(seconds=30), tick=True):
        flood(zonnedam, 1)
        tasks.look_at_quotas()
    with time_machine.travel(timezone.now() + alarms.QUIET + timedelta(seconds=30), tick=True):
        tasks.look_at_quotas()

    assert len(told()) == 1


def test_one_browser_that_was_too_quick_is_no_outage(zonnedam: TenantRef) -> None:
    for _ in range(3):
        flood(zonnedam, alarms.MANY - 1)
        tasks.look_at_quotas()

    assert told() == []


def test_while_redis_is_away_nothing_is_told_and_nothing_is_taken_back(
    zonnedam: TenantRef, settings: Any
) -> None:
    flood(zonnedam, alarms.MANY)
    tasks.look_at_quotas()
    known = settings.REDIS_URL

    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    book.book.cache_clear()
    with time_machine.travel(timezone.now() + 2 * alarms.QUIET, tick=True):
        tasks.look_at_quotas()
    settings.REDIS_URL = known
    book.book.cache_clear()

    assert len(told()) == 1


def test_what_is_kept_of_a_flood_is_no_more_than_who_and_when(zonnedam: TenantRef) -> None:
    flood(zonnedam, alarms.MANY)

    often, lately = book.book().refused(since=time.time() - 60)
    assert (often, lately) == ({zonnedam.uuid.hex: alarms.MANY}, {zonnedam.uuid.hex})
    assert book.book().refused(since=time.time() + 60) == ({}, set())
