"""The mirror says what the catalogue says, in few calls, and what cannot be read keeps nothing else out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from integrations.zgw import models, operations
from integrations.zgw.operations import by_hand, recording
from integrations.zgw.queries import history, mirror
from integrations.zgw.types import Cause, Part, What
from tenants import audit
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.zgw.mirror.conftest import ALL, EXTERNAL, PARKING, Mirrored

BY = audit.Actor("staff", "6f1d7a52-2b4c-4f0e-8a55-3d6a3f6b7e77")
FIRST = ("zgw", "zgw-1.0")


def asked_by_hand(system: Mirrored) -> None:
    """Fill in the catalogue that the stand-in has, as a functional manager does."""
    told = system.connection.sandbox.access(system.connection.there)["addresses"]["esuite"]
    url = f"{told}/catalogi/api/v1/catalogussen/00000000-0000-4000-8000-000000000001"
    by_hand.enter_catalogue(connection=system.key, url=url, domain="OEFEN", rsin="800000009", by=BY)


@pytest.mark.covers("I-045", "I-046", "I-048", "I-049", "I-050", "I-090")
@pytest.mark.parametrize("stand_in", FIRST)
def test_all_that_a_catalogue_has_is_known_after_once(
    stand_in: str, mirrored: Callable[[str], Mirrored], zonnedam: TenantRef
) -> None:
    system = mirrored(stand_in)
    with enter(zonnedam):
        run = system.synchronise()

        parking = system.in_force().case_type
        assert run.is_whole
        assert (system.known(), len(mirror.in_force(system.key))) == (ALL, EXTERNAL)
        assert (parking.name, parking.term, parking.is_external) == (
            "Parkeervergunning bewoner",
            "P14D",
            True,
        )
        assert [(one.order, one.name) for one in mirror.steps_of(system.key, parking.url)] == [
            (1, "Ontvangen"),
            (2, "In behandeling"),
            (3, "Wacht op informatie"),
            (4, "Afgehandeld"),
        ]
        assert {one.name for one in mirror.results_of(system.key, parking.url)} == {
            "Toegekend", "Afgewezen", "Ingetrokken",
        }  # fmt: skip
        assert len(mirror.document_types_of(system.key, parking.url)) == 4


@pytest.mark.covers("I-045")
def test_an_internal_type_is_marked_and_its_parts_are_not_kept(system: Mirrored) -> None:
    system.synchronise()

    (internal,) = models.CaseType.objects.filter(connection=system.key, is_external=False)
    assert mirror.case_types(system.key, [internal.url])[internal.url].is_external is False
    assert internal.identification not in {one.key.identification for one in mirror.in_force(system.key)}
    assert mirror.steps_of(system.key, internal.url) == []


@pytest.mark.covers("I-095")
def test_what_is_the_same_is_not_written_again(
    system: Mirrored, django_assert_max_num_queries: Callable[..., object]
) -> None:
    system.synchronise()
    steps = models.StatusType.objects.filter(connection=system.key).order_by("pk")
    before = list(steps.values_list("pk", "changed_at"))

    run = system.synchronise()

    assert list(steps.values_list("pk", "changed_at")) == before
    assert sum(one.new + one.changed + one.gone for one in run.counts) == 0
    assert run.changes == ()


@pytest.mark.covers("I-046")
def test_two_thousand_versions_take_fewer_than_sixty_calls(system: Mirrored) -> None:
    system.catalogue(versions=2000)
    before = system.calls()

    run = system.synchronise()

    assert run.is_whole
    assert system.known() == 2000
    assert system.calls() - before < 60


@pytest.mark.covers("I-047")
def test_a_system_without_a_list_of_catalogues_is_filled_in_by_hand(
    mirrored: Callable[[str], Mirrored], zonnedam: TenantRef
) -> None:
    system = mirrored("esuite")
    with enter(zonnedam):
        without = system.synchronise()
        asked_by_hand(system)
        run = system.synchronise()

        parking = system.in_force()
        assert [one.reason for one in without.failures] == ["no catalogue"]
        assert run.is_whole
        assert (parking.key.domain, parking.key.rsin) == ("OEFEN", "800000009")
        assert {one.order for one in mirror.steps_of(system.key, parking.case_type.url)} == {None}


@pytest.mark.covers("I-049")
def test_the_long_name_of_a_result_is_preferred(
    mirrored: Callable[[str], Mirrored], zonnedam: TenantRef
) -> None:
    system = mirrored("esuite")
    with enter(zonnedam):
        asked_by_hand(system)
        system.synchronise()

        names = {one.name for one in mirror.results_of(system.key, system.in_force().case_type.url)}
        assert "Toegekend na onderzoek door de gemeente" in names


@pytest.mark.covers("I-050", "W-39")
def test_a_type_that_cannot_be_read_is_named_and_keeps_no_other_out(system: Mirrored) -> None:
    system.connection.fault("catalogi/informatieobjecttypen", odd_values=True)

    run = system.synchronise()

    (failure,) = run.failures
    assert (failure.part, failure.reason, failure.field) == (Part.DOCUMENT_TYPE, "malformed", "omschrijving")
    assert failure.item.startswith("http")
    assert len(mirror.in_force(system.key)) == EXTERNAL
    assert models.DocumentType.objects.filter(connection=system.key).count() == 3


@pytest.mark.covers("W-39")
@pytest.mark.fault("F05")
def test_a_list_that_fails_is_reported_and_takes_nothing_away(system: Mirrored) -> None:
    system.synchronise()
    system.connection.fault("catalogi/statustypen", status=500)

    run = system.synchronise()

    assert [(one.part, one.reason) for one in run.failures] == [(Part.STATUS_TYPE, "has trouble")]
    assert len(mirror.steps_of(system.key, system.in_force().case_type.url)) == 4


@pytest.mark.covers("M-08")
@pytest.mark.fault("F03")
def test_when_the_catalogue_is_down_what_was_known_stays(system: Mirrored) -> None:
    system.synchronise()
    known = mirror.in_force(system.key)
    system.connection.fault("catalogi", status=503)
    system.connection.sandbox.fault("zgw", system.connection.there, status=503)

    run = system.synchronise()

    assert run.failures
    assert mirror.in_force(system.key) == known


@pytest.mark.covers("I-095", "I-090")
def test_whoever_dies_halfway_is_followed_by_one_who_asks_only_for_what_is_left(system: Mirrored) -> None:
    system.synchronise()
    whole = system.last()
    row = recording.opened(system.key, cause=Cause.SCHEDULE)
    row.done = {
        name: counts
        for name, counts in models.Synchronisation.objects.get(pk=whole.uuid).done.items()
        if name != "result_types"
    }
    row.save()
    before = system.calls()

    system.synchronise()

    assert system.calls() - before == 1
    assert system.last().uuid == row.pk


def test_nobody_asks_while_somebody_else_is_at_it(system: Mirrored) -> None:
    row = recording.opened(system.key, cause=Cause.SCHEDULE)
    assert recording.taken(row.pk) is not None

    assert operations.synchronise(system.key, cause=Cause.SCHEDULE) is None
    assert system.calls() == 0


@pytest.mark.covers("I-090")
def test_what_disappears_is_marked_and_still_found_by_its_address(system: Mirrored) -> None:
    system.synchronise()
    url = system.in_force().case_type.url
    system.catalogue(withdraw=PARKING)

    run = system.synchronise()

    assert [(one.what, one.part, one.case_type) for one in run.changes] == [
        (What.GONE, Part.CASE_TYPE, PARKING)
    ]
    assert PARKING not in {one.key.identification for one in mirror.in_force(system.key)}
    assert mirror.case_types(system.key, [url])[url].name == "Parkeervergunning bewoner"


@pytest.mark.covers("I-095")
def test_a_report_says_how_many_of_each_came_of_which_catalogue(system: Mirrored) -> None:
    run = system.synchronise()

    counts = {one.part: one for one in run.counts}
    (catalogue,) = mirror.catalogues(system.key)
    assert (counts[Part.CASE_TYPE].seen, counts[Part.CASE_TYPE].new) == (ALL, ALL)
    assert counts[Part.CASE_TYPE].catalogue == catalogue.url
    assert counts[Part.STATUS_TYPE].new == EXTERNAL * 4
    assert (run.cause, run.asked_by) == (Cause.SCHEDULE, None)


def test_a_report_costs_two_queries(
    system: Mirrored, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _ in range(3):
        system.synchronise()

    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        assert len(history.history(system.key)) == 3


def test_what_was_left_long_ago_is_begun_anew(system: Mirrored) -> None:
    row = recording.opened(system.key, cause=Cause.SCHEDULE)
    recording.taken(row.pk)
    long_ago = timezone.now() - recording.STALE_AFTER - timedelta(minutes=1)
    models.Synchronisation.objects.filter(pk=row.pk).update(alive_at=long_ago)

    run = system.synchronise()

    assert run.uuid != row.pk
    assert run.is_whole
    row.refresh_from_db()
    assert row.ended_at is not None


@pytest.mark.covers("I-087", "I-090")
def test_a_system_that_does_not_look_which_catalogue_was_asked_for_mixes_none_up(
    mirrored: Callable[[str], Mirrored], zonnedam: TenantRef
) -> None:
    system = mirrored("esuite")
    with enter(zonnedam):
        asked_by_hand(system)
        system.synchronise()
        theirs = f"{system.connection.access.address}/catalogi/api/v1/zaaktypen"
        operations.refresh(system.key, system.in_force().case_type.url, cause=Cause.NOTIFICATION)
        other = system.connection.access.address + "/catalogi/api/v1/catalogussen/another"
        operations.enter_catalogue(connection=system.key, url=other, domain="TWEE", rsin="800000009", by=BY)

        run = system.synchronise()

        assert theirs in system.in_force().case_type.url
        assert run.is_whole
        assert system.known() == ALL
