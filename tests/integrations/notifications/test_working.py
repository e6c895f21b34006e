"""News is looked at case by case, in order, once; what fails comes again, and in the end waits for somebody (M-10)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations import copies
from integrations.notifications import jobs, operations, queries
from integrations.notifications.models import Message
from integrations.notifications.operations import working
from integrations.notifications.types import State
from integrations.zgw import models as mirror
from integrations.zgw.types import Cause
from tenants import audit, schedule
from tenants.audit.models import AuditRecord
from tenants.entry import outside
from tenants.schedule.models import Work

from .conftest import CASE, HOME, Ear, Sender, let_time_pass, put

pytestmark = pytest.mark.covers("M-10")
OTHER = f"{HOME}/zaken/api/v1/zaken/00000000-0000-4000-8000-000000000001"


def states() -> list[str]:
    return [row.state for row in Message.objects.order_by("pk")]


def test_several_messages_of_one_case_are_one_look(inside: Sender, ear: Ear) -> None:
    first, *_rest = put(inside, "zaak", "status", "zaakinformatieobject")

    assert operations.work_off(first.uuid) is None
    assert ear.resources == [["zaak", "status", "zaakinformatieobject"]]
    assert states() == ["done", "done", "done"]
    for row in _rest:  # the work that they asked for finds nothing to do
        assert operations.work_off(row.uuid) is None
    assert len(ear.heard) == 1


def test_they_come_in_the_order_in_which_they_were_written(inside: Sender, ear: Ear) -> None:
    now = timezone.now()
    for resource, seconds in (("rol", 30), ("zaak", 60)):
        inside.post(resource=resource, aanmaakdatum=(now - timedelta(seconds=seconds)).isoformat())

    operations.work_off(Message.objects.order_by("pk")[0].uuid)
    assert ear.resources == [["zaak", "rol"]]


def test_news_of_another_case_waits_for_nothing(inside: Sender, ear: Ear) -> None:
    ear.answers = [RuntimeError("weg")]
    first = put(inside, "status")[0]
    second = put(inside, "rol", main=OTHER)[-1]
    assert operations.work_off(first.uuid) is not None

    assert operations.work_off(second.uuid) is None
    assert states() == ["waiting", "done"]


def test_while_one_worker_has_a_case_in_hand_another_waits(inside: Sender, ear: Ear) -> None:
    first = put(inside, "status")[0]

    def meanwhile(_event: Any) -> None:
        second = put(inside, "rol")[-1]
        until = operations.work_off(second.uuid)
        assert until is not None
        assert until > timezone.now()

    ear.answers = [meanwhile]
    operations.work_off(first.uuid)
    assert ear.resources == [["status"]]
    assert states() == ["done", "waiting"]
    assert operations.work_off(Message.objects.latest("pk").uuid) is None
    assert ear.resources == [["status"], ["rol"]]


def test_what_fails_comes_again_ever_later_and_then_waits_for_somebody(inside: Sender, ear: Ear) -> None:
    ear.answers = [RuntimeError(f"keer {number}") for number in range(working.MOST)]
    row = put(inside, "status")[0]
    pauses = []
    for _ in range(working.MOST):
        let_time_pass()
        until = operations.work_off(row.uuid)
        pauses.append(round((until - timezone.now()).total_seconds()) if until else None)

    assert pauses == [10, 60, 300, 900, 3600, None]
    row.refresh_from_db()
    assert (row.state, row.reason) == (State.DEAD, "RuntimeError")
    assert queries.health()["given_up"] == 1


def test_before_its_time_nothing_is_tried(inside: Sender, ear: Ear) -> None:
    ear.answers = [RuntimeError()]
    row = put(inside, "status")[0]
    until = operations.work_off(row.uuid)

    assert operations.work_off(row.uuid) == until
    assert len(ear.heard) == 1
    with pytest.raises(schedule.Later):
        jobs.work_off(f"r0.{row.uuid}")


def test_one_that_always_fails_does_not_take_the_others_of_its_case_along(inside: Sender, ear: Ear) -> None:
    """After a first failure they are looked at one by one, still in order."""
    first, second = put(inside, "status", "rol")
    ear.answers = [RuntimeError() for _ in range(working.MOST)]
    for _ in range(working.MOST):
        let_time_pass()
        operations.work_off(first.uuid)
    assert states() == ["dead", "waiting"]

    let_time_pass()
    assert operations.work_off(second.uuid) is None
    assert states() == ["dead", "done"]


@pytest.mark.covers("I-111")
def test_one_message_that_was_given_up_is_replayed_by_its_number(inside: Sender, ear: Ear) -> None:
    ear.answers = [RuntimeError() for _ in range(working.MOST)]
    row = put(inside, "status")[0]
    for _ in range(working.MOST):
        let_time_pass()
        operations.work_off(row.uuid)

    assert operations.replay(row.uuid, by=audit.SYSTEM)
    assert not operations.replay(row.uuid, by=audit.SYSTEM)  # it waits
    with outside():
        key = Work.objects.filter(job="notifications.work_off").latest("pk").key
    assert key == f"r1.{row.uuid}"
    jobs.work_off(key)
    assert states() == ["done"]
    assert AuditRecord.objects.filter(action="notifications.replayed", target=str(row.uuid)).exists()


@pytest.mark.fault("F58")
def test_an_effect_is_written_once_when_a_worker_dies_after_any_step(inside: Sender, ear: Ear) -> None:
    """Dies before its handlers, between them and settling, and in the middle of settling."""
    kept: list[str] = []

    class KilledError(BaseException):
        pass

    def die(_event: Any = None) -> None:
        raise KilledError

    def write() -> None:
        kept.append("feed")

    def write_and_die() -> None:
        write()
        die()

    row = put(inside, "status")[0]
    ear.answers = [die, lambda _event: write_and_die]
    for _ in range(2):
        kept.clear()  # what a transaction held is undone with it
        let_time_pass()
        with pytest.raises(KilledError):
            operations.work_off(row.uuid)
        assert states() == ["busy"]
    kept.clear()
    let_time_pass()
    ear.answers = [lambda _event: write]
    assert operations.work_off(row.uuid) is None
    assert operations.work_off(row.uuid) is None
    assert (kept, states()) == (["feed"], ["done"])


@pytest.mark.fault("F58")
def test_who_was_overtaken_writes_nothing(inside: Sender, ear: Ear) -> None:
    kept: list[str] = []
    row = put(inside, "status")[0]

    def overtaken(_event: Any) -> Callable[[], None]:
        let_time_pass()
        ear.answers = [lambda _event: lambda: kept.append("second")]
        operations.work_off(row.uuid)
        return lambda: kept.append("first")

    ear.answers = [overtaken]
    operations.work_off(row.uuid)
    assert kept == ["second"]


@pytest.mark.fault("F58")
def test_what_kills_its_workers_is_given_up(inside: Sender, ear: Ear) -> None:
    first, second = put(inside, "status", "rol")
    Message.objects.filter(pk=first.pk).update(state=State.BUSY, attempts=working.MOST)
    Message.objects.update(busy_until=timezone.now() - timedelta(seconds=1))
    operations.work_off(second.uuid)

    assert states() == ["dead", "done"]
    first.refresh_from_db()
    assert first.reason == "WorkerDied"


@pytest.mark.fault("F58")
def test_what_was_left_behind_is_asked_for_again(inside: Sender, ear: Ear) -> None:
    row = put(inside, "status")[0]
    with outside():
        Work.objects.all().delete()
    jobs.sweep("slot-1")
    with outside():
        assert not Work.objects.exists()  # it is not late yet

    let_time_pass()
    jobs.sweep("slot-2")
    with outside():
        assert [work.key for work in Work.objects.all()] == [f"r1.{row.uuid}"]


def test_what_was_settled_long_ago_is_forgotten(inside: Sender, ear: Ear) -> None:
    first, second = put(inside, "status", "rol")
    for row, days in ((first, 31), (second, 29)):
        settled = timezone.now() - timedelta(days=days)
        Message.objects.filter(pk=row.pk).update(state=State.DONE, settled_at=settled)
    put(inside, "zaak")
    jobs.forget("slot-1")

    assert sorted(Message.objects.values_list("resource", flat=True)) == ["rol", "zaak"]


def test_the_real_handlers_drop_copies_of_the_case_and_have_a_type_read_again(
    inside: Sender, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.NOTIFICATION_HANDLERS = {
        "zaken": ["integrations.zgw.news.case_changed"],
        "zaaktypen": ["integrations.zgw.news.case_type_changed"],
    }
    purged: list[Any] = []
    answers = [False, True]
    monkeypatch.setattr(copies, "purge", lambda *told: purged.append(told) or answers.pop(0))
    kind = f"{HOME}/catalogi/api/v1/zaaktypen/7"
    row = put(inside, "status")[0]
    assert operations.work_off(row.uuid) is not None  # the store is away: again
    let_time_pass()
    assert operations.work_off(row.uuid) is None
    told = {"connection": str(inside.connection.pk), "case": CASE.rpartition("/")[2]}
    assert purged == [("zgw.case_changed", told)] * 2

    inside.post(kanaal="zaaktypen", resource="zaaktype", hoofdObject=kind, resourceUrl=kind)
    assert operations.work_off(Message.objects.latest("pk").uuid) is None
    asked = mirror.Synchronisation.objects.get(url=kind)
    assert (asked.cause, asked.ended_at) == (Cause.NOTIFICATION.value, None)
