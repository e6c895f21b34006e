"""Settings survive a new version of a case type, and a functional manager can read what it changed (I-091 to I-095)."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.zgw import models, operations
from integrations.zgw.queries import mirror
from integrations.zgw.types import (
    Cause,
    Part,
    ResultKey,
    StableKey,
    StatusKey,
    What,
    carried_over,
    key_of_document,
    key_of_result,
    key_of_status,
)
from tests.integrations.zgw.mirror.conftest import PARKING, Mirrored

NEW_NAME = "In onderzoek"
STEPS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "d", "A ", "e"]), st.none() | st.integers(1, 4)), max_size=6
)


def status_keys(system: Mirrored, url: str, key: StableKey) -> list[StatusKey]:
    return [key_of_status(one, key) for one in mirror.steps_of(system.key, url)]


@pytest.mark.covers("I-091")
def test_a_case_type_keeps_its_key_when_a_new_version_comes(system: Mirrored) -> None:
    system.synchronise()
    before = system.in_force()

    new = system.publish()
    system.synchronise()

    after = system.in_force()
    assert (after.case_type.url, after.key) == (new, before.key)
    assert before.case_type.url != new
    keys = mirror.keys_of(system.key, [new, before.case_type.url])
    assert set(keys.values()) == {before.key}
    assert len(mirror.versions_of(before.key)) == 2


@pytest.mark.covers("I-092", "I-094")
def test_results_and_kinds_of_documents_keep_their_keys(system: Mirrored) -> None:
    system.synchronise()
    before = system.in_force()

    new = system.publish()
    system.synchronise()

    def parts(url: str) -> tuple[set[ResultKey], set[object]]:
        return (
            {key_of_result(one, before.key) for one in mirror.results_of(system.key, url)},
            {key_of_document(one, before.key) for one in mirror.document_types_of(system.key, url)},
        )

    assert parts(new) == parts(before.case_type.url)
    assert all(parts(new))


@pytest.mark.covers("I-093")
def test_a_status_with_another_name_continues_what_stood_in_its_place(system: Mirrored) -> None:
    system.synchronise()
    former = system.in_force()
    old = status_keys(system, former.case_type.url, former.key)

    new = status_keys(system, system.publish(status=NEW_NAME), former.key)
    assert new == []  # not known yet
    system.synchronise()
    new = status_keys(system, system.in_force().case_type.url, former.key)

    follows = carried_over([(one.name, one.order) for one in old], [(one.name, one.order) for one in new])
    assert follows[NEW_NAME, 2] == ("In behandeling", 2)
    assert {step: kept for step, kept in follows.items() if step != kept} == {
        (NEW_NAME, 2): ("In behandeling", 2)
    }


@pytest.mark.covers("I-095")
def test_what_a_new_version_changed_can_be_read(system: Mirrored) -> None:
    system.synchronise()
    system.publish(status=NEW_NAME)

    run = system.synchronise()

    new = next(one for one in run.changes if one.part is Part.CASE_TYPE and one.what is What.NEW)
    status = next(one for one in run.changes if one.part is Part.STATUS_TYPE)
    assert (new.name, new.case_type) == ("Parkeervergunning bewoner", PARKING)
    assert "geldig vanaf" in {one.field for one in new.differences}
    assert (status.what, status.name) == (What.CHANGED, NEW_NAME)
    assert [(one.field, one.before, one.after) for one in status.differences] == [
        ("naam", "In behandeling", NEW_NAME),
        ("tekst voor de inwoner", "Wij zijn met uw aanvraag bezig.", f"{NEW_NAME}."),
    ]
    assert [one.part for one in run.changes if one.part is Part.RESULT_TYPE] == []


@pytest.mark.covers("I-095")
def test_the_version_that_ended_says_until_when_it_held(system: Mirrored) -> None:
    system.synchronise()
    system.publish()

    run = system.synchronise()

    (ended,) = [one for one in run.changes if one.what is What.CHANGED]
    (difference,) = ended.differences
    assert (difference.field, difference.before) == ("geldig tot", "niets")


def test_the_first_time_is_no_list_of_thousands_of_changes(system: Mirrored) -> None:
    assert system.synchronise().changes == ()


@pytest.mark.covers("I-092")
def test_one_new_version_is_read_by_itself_within_a_handful_of_calls(system: Mirrored) -> None:
    system.synchronise()
    new = system.publish(status=NEW_NAME)
    before = system.calls()

    done = operations.refresh(system.key, new, cause=Cause.NOTIFICATION)

    assert done is not None
    assert done.failures == []
    assert system.calls() - before == 3
    assert system.in_force().case_type.url == new
    assert [one.name for one in mirror.steps_of(system.key, new)][1] == NEW_NAME
    assert [one.what for one in system.changes()][:1] == [What.NEW]


def test_a_type_of_a_catalogue_that_nobody_read_yet_can_be_read_by_itself(system: Mirrored) -> None:
    done = operations.refresh(system.key, system.publish(), cause=Cause.PAGE)

    assert done is not None
    assert done.failures == []
    assert (system.known(), len(mirror.in_force(system.key))) == (1, 1)


def test_a_type_that_does_not_exist_is_not_asked_for_again_and_again(system: Mirrored) -> None:
    system.synchronise()
    nowhere = system.in_force().case_type.url[:-12] + "0" * 12
    assert operations.refresh(system.key, nowhere, cause=Cause.PAGE) is not None
    before = system.calls()

    assert operations.refresh(system.key, nowhere, cause=Cause.PAGE) is None
    operations.want(system.key, nowhere)

    assert system.calls() == before
    assert [one.reason for one in system.last().failures] == ["not found"]


def test_one_that_was_taken_away_is_marked_when_it_is_read_by_itself(system: Mirrored) -> None:
    system.synchronise()
    url = system.in_force().case_type.url
    system.catalogue(withdraw=PARKING)

    done = operations.refresh(system.key, url, cause=Cause.NOTIFICATION)

    assert done is not None
    assert done.failures == []
    assert [one.what for one in system.changes()] == [What.GONE]
    assert models.CaseType.objects.get(connection=system.key, url=url).gone_at is not None
    assert len(mirror.in_force(system.key)) == 6


@pytest.mark.attack("W01")
@pytest.mark.covers("I-006")
def test_an_address_elsewhere_is_never_asked(system: Mirrored, listen: Callable[..., object]) -> None:
    elsewhere = listen()
    system.synchronise()

    done = operations.refresh(system.key, f"{elsewhere.url}/zaaktypen/1", cause=Cause.PAGE)  # type: ignore[attr-defined]

    assert done is not None
    assert [one["reason"] for one in done.failures] == ["address refused"]
    assert elsewhere.visits == []  # type: ignore[attr-defined]
    assert operations.refresh(system.key, system.in_force().case_type.url, cause=Cause.PAGE) is not None


@pytest.mark.covers("I-093")
@given(kept=STEPS, now=STEPS)
def test_no_setting_is_continued_twice_and_a_name_goes_before_a_place(
    kept: list[tuple[str, int | None]], now: list[tuple[str, int | None]]
) -> None:
    follows = carried_over(kept, now)

    assert set(follows) <= set(now)
    assert set(follows.values()) <= set(kept)
    assert len(set(follows.values())) == len(follows)
    for step in now:
        if step in kept:
            assert step in follows
