"""Operators hear once that work in the background is stuck, and once that it is not any more (C-073)."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tenants.alerts import tasks
from tenants.alerts.models import Alert, Notice
from tenants.schedule import stuck
from tenants.schedule.models import Work
from tenants.schedule.types import WorkState
from tenants.types import TenantRef

pytestmark = [pytest.mark.django_db, pytest.mark.covers("C-073")]


@pytest.fixture(autouse=True)
def _mail(settings: object) -> None:
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}  # type: ignore[attr-defined]
    Work.objects.all().delete()


def work(tenant: TenantRef, state: WorkState, *, waits: timedelta = timedelta()) -> Work:
    return Work.objects.create(
        tenant=tenant.uuid, job="connections.look", key=f"a-{uuid.uuid4()}", cost="light", state=state.value,
        due_at=timezone.now() - waits, finished_at=timezone.now() if state is WorkState.DEAD else None,
    )  # fmt: skip


def told() -> list[str]:
    return list(Notice.objects.order_by("created_at").values_list("title", flat=True))


def test_work_that_was_given_up_is_told_once_and_its_end_once(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    given_up = work(zonnedam, WorkState.DEAD)
    for _ in range(3):
        tasks.look_at_work()
    work(zonnedam, WorkState.DEAD)
    tasks.look_at_work()

    assert told() == ["werk in de achtergrond is opgegeven"]
    assert Alert.objects.get().tenant == zonnedam.uuid
    assert "connections.look (1)" in Notice.objects.get().text

    Work.objects.exclude(pk=given_up.pk).delete()
    tasks.look_at_work()
    assert len(told()) == 1  # some of it is still there
    given_up.delete()
    for _ in range(2):
        tasks.look_at_work()

    assert told() == ["werk in de achtergrond is opgegeven", "werk in de achtergrond is weer gedaan"]


def test_work_that_waits_too_long_is_told_once_and_its_end_once(zonnedam: TenantRef) -> None:
    waiting = work(zonnedam, WorkState.WAITING, waits=stuck.LATE + timedelta(minutes=1))
    for _ in range(3):
        tasks.look_at_work()

    assert told() == ["werk in de achtergrond blijft liggen"]
    assert Alert.objects.get().tenant is None

    Work.objects.update(due_at=timezone.now() - stuck.CAUGHT_UP - timedelta(minutes=1))
    tasks.look_at_work()
    assert len(told()) == 1  # it is shorter, and not yet caught up
    waiting.delete()
    for _ in range(2):
        tasks.look_at_work()

    assert told() == ["werk in de achtergrond blijft liggen", "werk in de achtergrond loopt weer"]


def test_work_that_waits_for_its_turn_is_none(zonnedam: TenantRef) -> None:
    work(zonnedam, WorkState.WAITING, waits=stuck.LATE - timedelta(minutes=1))

    tasks.look_at_work()

    assert told() == []


def test_what_a_municipality_left_behind_that_is_gone_is_nobodys_trouble(zonnedam: TenantRef) -> None:
    work(replace(zonnedam, uuid=uuid.uuid4()), WorkState.DEAD)

    tasks.look_at_work()

    assert told() == []
