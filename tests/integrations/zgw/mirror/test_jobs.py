"""The mirror is kept by jobs: daily for all case systems, and when somebody, a page or a notification asks."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.zgw import jobs, models, operations
from integrations.zgw.operations import recording
from integrations.zgw.queries import mirror
from integrations.zgw.types import Cause
from tenants import audit, registers, schedule
from tenants.audit.models import AuditRecord
from tenants.entry import enter, outside
from tenants.schedule.models import Work
from tenants.schedule.types import Daily
from tenants.types import TenantRef
from tests.integrations.zgw.mirror.conftest import EXTERNAL, Mirrored

BY = audit.Actor("staff", "6f1d7a52-2b4c-4f0e-8a55-3d6a3f6b7e77")


def waiting(job: str) -> list[str]:
    with outside():
        return list(Work.objects.filter(job=job).values_list("key", flat=True))


@pytest.mark.covers("I-095", "P-171")
def test_each_day_all_case_systems_are_read_and_one_that_fails_stops_no_other(
    mirrored: Callable[[str], Mirrored], zonnedam: TenantRef
) -> None:
    broken, whole = mirrored("zgw"), mirrored("zgw-1.0")
    broken.connection.sandbox.fault("", broken.connection.there, status=503)
    with enter(zonnedam):
        jobs.synchronise("slot-2026-11-27T04:00:00Z")

        assert broken.last().failures
        assert whole.last().is_whole
        assert len(mirror.in_force(whole.key)) == EXTERNAL
        states = jobs.states()
        assert (states[str(broken.key)], states[str(whole.key)]) == ("partial", "fine")


@pytest.mark.covers("P-171")
def test_it_is_daily_before_seven_and_spread_over_municipalities() -> None:
    rhythm = registers.jobs.get("zgw.synchronise").rhythm

    assert isinstance(rhythm, Daily)
    assert rhythm.at.hour + rhythm.spread / timedelta(hours=1) <= 7
    assert rhythm.spread >= timedelta(hours=1)


@pytest.mark.covers("I-095")
def test_somebody_can_ask_for_it_now(system: Mirrored) -> None:
    key = operations.request(system.key, by=BY)
    again = operations.request(system.key, by=BY)

    assert key == again
    assert waiting("zgw.synchronise_one") == [str(key)]
    jobs.synchronise_one(str(key))
    run = system.last()
    assert (run.uuid, run.cause, run.asked_by) == (key, Cause.REQUEST, uuid.UUID(BY.name))
    assert run.is_whole
    assert AuditRecord.objects.filter(action="zgw.synchronisation_requested", target=str(system.key)).exists()


@pytest.mark.covers("I-092")
def test_what_a_page_does_not_know_is_asked_for_once_and_known_soon(system: Mirrored) -> None:
    system.synchronise()
    new = system.publish()

    for _ in range(3):
        operations.want(system.key, new)

    (key,) = waiting("zgw.refresh")
    jobs.refresh(key)
    assert mirror.unknown(system.key, [new]) == []


@pytest.mark.fault("F21")
def test_what_a_dead_worker_had_in_hand_is_done_by_the_next(system: Mirrored) -> None:
    row = recording.opened(system.key, cause=Cause.SCHEDULE)
    assert recording.taken(row.pk) is not None

    with pytest.raises(schedule.Later):
        jobs.synchronise_one(str(row.pk))
    models.Synchronisation.objects.filter(pk=row.pk).update(
        alive_at=timezone.now() - recording.DEAD_AFTER - timedelta(seconds=1)
    )
    jobs.synchronise_one(str(row.pk))

    assert system.last().is_whole


def test_after_two_years_reports_are_forgotten_and_types_stay(system: Mirrored) -> None:
    system.synchronise()
    system.publish()
    old = system.synchronise().uuid
    models.Synchronisation.objects.filter(connection=system.key).update(
        asked_at=timezone.now() - timedelta(days=731)
    )
    young = system.synchronise().uuid

    jobs.forget("slot-2026-11-27T03:20:00Z")

    kept = models.Synchronisation.objects.filter(connection=system.key).values_list("pk", flat=True)
    assert list(kept) == [young]
    assert not models.Change.objects.filter(synchronisation=old).exists()
    assert len(mirror.in_force(system.key)) == EXTERNAL


def test_nothing_is_asked_of_a_system_that_is_switched_off(
    system: Mirrored, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs.connections, "used_now", frozenset)

    jobs.synchronise("slot-2026-11-27T04:00:00Z")

    assert system.calls() == 0
    assert str(system.key) not in jobs.states()


@pytest.mark.covers("I-047")
def test_a_catalogue_that_was_filled_in_can_be_left_again(system: Mirrored) -> None:
    url = f"{system.connection.access.address}/catalogi/api/v1/catalogussen/{uuid.uuid4()}"
    operations.enter_catalogue(connection=system.key, url=url, domain="HAND", rsin="800000009", by=BY)
    assert [one.domain for one in mirror.catalogues(system.key)] == ["HAND"]

    operations.leave_catalogue(connection=system.key, url=url, by=BY)

    assert mirror.catalogues(system.key) == []
    assert AuditRecord.objects.filter(action="zgw.catalogue_left", target=url).exists()
