"""Delivered once, tried again with longer and longer pauses, given up in the end."""

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from integrations import outbox
from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.outbox import claiming, jobs, operations, queries, settling
from integrations.outbox.claiming import Claim
from integrations.outbox.models import Item
from integrations.outbox.types import Own, State
from tenants import features, schedule
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.integrations.outbox.conftest import Receiver, deliver, item, let_time_pass, put

HOUR = datetime.timedelta(hours=1)


def test_a_handler_gets_what_was_stored_under_a_key_that_stays_the_same(
    inside: TenantRef, receiver: Receiver
) -> None:
    receiver.then(outbox.later(Reason.TOO_SLOW))
    stored = put()

    deliver()
    let_time_pass()
    deliver()

    first, second = receiver.asked
    assert first.payload == {"text": "Mijn paspoort is kwijt"}
    assert (first.key, first.idempotency_key, first.attempt) == ("vraag-1", stored.pk, 1)
    assert (second.idempotency_key, second.attempt) == (stored.pk, 2)
    assert 0 < first.deadline.left() <= 30


def test_what_was_delivered_is_forgotten_but_for_its_reference(inside: TenantRef, receiver: Receiver) -> None:
    put()

    outcome = deliver()

    found = item("vraag-1")
    assert (outcome.state, outcome.wait_until) == (State.DONE, None)
    assert (found.state, found.payload) == (State.DONE, "")
    assert "ref-1" not in found.reference
    assert queries.REFERENCE.reveal(found) == "ref-1"
    assert receiver.told == [("vraag-1", State.DONE, "")]


def test_what_is_not_due_is_left_alone(inside: TenantRef, receiver: Receiver) -> None:
    put()
    soon = timezone.now() + HOUR
    Item.objects.update(next_attempt_at=soon)

    assert deliver().wait_until == soon
    assert receiver.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        outbox.later(Reason.TOO_SLOW),
        UnavailableError(Reason.NOBODY_LISTENS),
        UnavailableError(Reason.HAS_TROUBLE),
        ZeroDivisionError("a secret"),
    ],
)
def test_what_failed_is_tried_again_after_a_pause_and_given_up_in_the_end(
    inside: TenantRef, receiver: Receiver, answer: Any
) -> None:
    receiver.then(answer, answer, answer)
    put()

    outcomes = []
    for _attempt in range(3):
        outcomes.append(deliver())
        let_time_pass()

    assert [outcome.state for outcome in outcomes] == [State.WAITING, State.WAITING, State.DEAD]
    assert outcomes[0].wait_until > timezone.now()  # type: ignore[operator]
    assert outcomes[2].wait_until is None
    assert "secret" not in item("vraag-1").reason
    assert item("vraag-1").payload
    assert deliver().state is None


def test_what_is_refused_is_given_up_at_once(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(outbox.refused(Reason.MALFORMED))
    put()

    assert deliver().state is State.DEAD
    assert item("vraag-1").reason == Reason.MALFORMED
    assert receiver.told == [("vraag-1", State.DEAD, "malformed")]


@pytest.mark.parametrize(
    "error",
    [
        UnavailableError(Reason.SWITCHED_OFF),
        UnavailableError(Reason.MAINTENANCE),
        UnavailableError(Reason.RESTING),
        NotConfiguredError(),
    ],
)
def test_while_it_is_switched_off_or_worked_on_no_attempt_is_used_up(
    inside: TenantRef, receiver: Receiver, error: Exception
) -> None:
    receiver.then(*[error] * 7)
    put()

    for _attempt in range(7):
        assert deliver().state is State.WAITING
        let_time_pass()

    assert item("vraag-1").attempts == 0
    assert deliver().state is State.DONE


@pytest.mark.fault("F05", "F06")
def test_all_that_goes_to_a_system_that_asks_for_patience_waits_so_long(
    inside: TenantRef, receiver: Receiver
) -> None:
    receiver.then(outbox.later(Reason.THROTTLED, retry_after=HOUR))
    put(kind="core.patch")
    put(kind="core.looks")
    put()
    now = timezone.now()

    patient = [deliver(kind=kind) for kind in ("core.patch", "core.looks")]

    assert len(receiver.asked) == 1
    assert [outcome.wait_until >= now + HOUR for outcome in patient if outcome.wait_until] == [True, True]
    assert item("vraag-1", "core.looks").attempts == 0
    assert deliver().state is State.DONE  # to another system
    with time_machine.travel(now + 2 * HOUR):
        assert deliver(kind="core.looks").state is State.DONE


@pytest.mark.fault("F05")
@pytest.mark.parametrize(("seconds", "longest"), [(7200.0, 7200), (1e12, 86_400)])
def test_what_a_client_was_told_to_wait_is_waited(
    inside: TenantRef, receiver: Receiver, seconds: float, longest: int
) -> None:
    receiver.then(UnavailableError(Reason.THROTTLED, retry_after=seconds))
    put()
    now = timezone.now()

    wait_until = deliver().wait_until

    assert wait_until is not None
    assert (
        datetime.timedelta(seconds=longest) <= wait_until - now <= datetime.timedelta(seconds=longest * 1.2)
    )


@pytest.mark.fault("F06")
def test_where_it_is_crowded_visitors_go_first(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(UnavailableError(Reason.CROWDED))
    put()

    assert deliver().state is State.WAITING
    assert (item("vraag-1").attempts, len(receiver.asked)) == (0, 1)


def test_once_a_channel_is_on_again_what_waited_goes_on_at_once(
    inside: TenantRef, receiver: Receiver
) -> None:
    receiver.then(UnavailableError(Reason.SWITCHED_OFF))
    put(kind="core.patch")
    deliver(kind="core.patch")

    assert operations.let_go_on("crm") == 1

    assert deliver(kind="core.patch").state is State.DONE


def test_who_wants_it_tried_now_does_not_wait_for_the_end_of_a_hold(
    inside: TenantRef, receiver: Receiver
) -> None:
    receiver.then(outbox.later(Reason.THROTTLED, retry_after=HOUR))
    for key in ("vraag-1", "vraag-2"):
        put(key)
        deliver(key)

    operations.offer_again(item("vraag-2").pk, by=SYSTEM)

    assert deliver("vraag-2").state is State.DONE


@pytest.mark.parametrize("wrong", [{"patience": datetime.timedelta(minutes=2)}, {"most_attempts": 0}])
def test_a_kind_that_outlives_its_worker_cannot_be_made(wrong: Any) -> None:
    with pytest.raises(ValueError, match="attempt"):
        outbox.Kind("core", "slow", handler="a.b", label="Traag", title="Traag", **wrong)


def test_another_workers_item_is_left_alone_until_that_one_must_have_ended(
    inside: TenantRef, receiver: Receiver
) -> None:
    put()
    claimed = claiming.claim(item("vraag-1").pk)
    assert isinstance(claimed, Claim)

    busy = deliver()

    assert (busy.state, receiver.asked) == (None, [])
    assert busy.wait_until == item("vraag-1").busy_until
    let_time_pass()
    assert deliver().state is State.DONE


def test_a_worker_that_was_overtaken_writes_nothing_down(inside: TenantRef, receiver: Receiver) -> None:
    put()
    slow = claiming.claim(item("vraag-1").pk)
    assert isinstance(slow, Claim)
    let_time_pass()
    deliver()

    wrote = settling.settle(
        slow.item, slow.fence, settling.Move(State.DEAD, "late", 1, timezone.now()), "another"
    )

    assert not wrote
    assert (item("vraag-1").state, queries.REFERENCE.reveal(item("vraag-1"))) == (State.DONE, "ref-1")


def test_what_may_have_been_done_is_looked_for_before_it_is_done_again(
    inside: TenantRef, receiver: Receiver
) -> None:
    receiver.then(outbox.later(Reason.BROKEN_OFF))
    put(kind="core.looks")
    deliver(kind="core.looks")
    receiver.known["vraag-1"] = "zaak-7"
    let_time_pass()

    assert deliver(kind="core.looks").state is State.DONE

    assert (len(receiver.asked), len(receiver.looked)) == (1, 1)
    assert queries.REFERENCE.reveal(item("vraag-1", "core.looks")) == "zaak-7"


def test_what_was_not_done_after_all_is_done_after_the_look(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(outbox.later(Reason.BROKEN_OFF))
    put(kind="core.looks")
    deliver(kind="core.looks")
    let_time_pass()

    assert deliver(kind="core.looks").state is State.DONE
    assert (len(receiver.asked), len(receiver.looked)) == (2, 1)


@pytest.mark.fault("F40")
def test_what_takes_worker_after_worker_along_is_given_up(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(*[SystemExit()] * 9)
    put()

    for _death in range(3):
        with pytest.raises(SystemExit):
            deliver()
        let_time_pass()

    assert deliver().state is State.DEAD
    assert (len(receiver.asked), item("vraag-1").reason) == (3, Own.WORKER_DIED)


def test_what_belongs_to_a_feature_that_went_off_is_withdrawn(inside: TenantRef, receiver: Receiver) -> None:
    put(feature="search")
    with outside():
        features.switch(tenant=Tenant.objects.get(uuid=inside.uuid), feature="search", on=False, by=SYSTEM)
    without = inside.__class__(
        **{**{f: getattr(inside, f) for f in inside.__slots__}, "features": frozenset()}
    )

    with enter(without):
        assert deliver().state is State.WITHDRAWN

    assert (receiver.asked, item("vraag-1").payload) == ([], "")


def test_what_cannot_be_read_any_more_is_no_reason_to_stop(inside: TenantRef, receiver: Receiver) -> None:
    stored = put()
    Item.objects.filter(pk=stored.pk).update(payload=put("vraag-2").payload)

    assert deliver().state is State.WAITING
    assert item("vraag-1").reason == Own.UNREADABLE
    assert deliver("vraag-2").state is State.DONE


def test_an_item_of_a_kind_that_only_another_release_knows_waits(inside: TenantRef) -> None:
    stored = put()
    Item.objects.update(kind="core.of-tomorrow")

    with pytest.raises(schedule.Later):
        jobs.deliver(str(stored.pk))

    assert Item.objects.get().state == State.WAITING


def test_the_job_comes_back_when_the_item_is_due(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(outbox.later(Reason.TOO_SLOW))
    stored = put()

    with pytest.raises(schedule.Later) as later:
        jobs.deliver(str(stored.pk))
    let_time_pass()
    jobs.deliver(f"r7.{stored.pk}")

    assert datetime.timedelta(0) < later.value.after <= datetime.timedelta(seconds=30)
    assert item("vraag-1").state == State.DONE


def test_what_lost_its_work_is_found_within_hours(inside: TenantRef) -> None:
    stored = put()
    with outside():
        Work.objects.all().delete()
    let_time_pass()

    jobs.sweep("slot-1")

    with outside():
        assert list(Work.objects.values_list("key", flat=True)) == [f"r1.{stored.pk}"]


def test_what_was_settled_long_ago_is_forgotten_and_what_waits_never(
    inside: TenantRef, receiver: Receiver
) -> None:
    for number in (1, 2, 3):
        put(f"vraag-{number}")
    deliver("vraag-1")
    Item.objects.update(asked_at=timezone.now() - datetime.timedelta(days=90))
    Item.objects.filter(key="vraag-1").update(settled_at=timezone.now() - datetime.timedelta(days=31))
    deliver("vraag-2")

    jobs.forget("slot-1")

    assert sorted(Item.objects.values_list("key", flat=True)) == ["vraag-2", "vraag-3"]


def test_what_only_another_release_knew_is_forgotten_too_in_portions(
    inside: TenantRef, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PORTION", 2)
    for number in range(5):
        put(f"vraag-{number}")
    Item.objects.update(
        kind="gone.away", state=State.DONE, settled_at=timezone.now() - datetime.timedelta(days=31)
    )
    put("vraag-9")

    jobs.forget("slot-1")

    assert list(Item.objects.values_list("key", flat=True)) == ["vraag-9"]


@pytest.mark.attack("T58")
def test_anothers_item_cannot_be_delivered_by_its_number(
    inside: TenantRef, waterrijk: TenantRef, receiver: Receiver
) -> None:
    from integrations.outbox import delivering

    stored = put()

    with enter(waterrijk):
        assert delivering.deliver(stored.pk).state is None
        assert receiver.asked == []

    assert delivering.deliver(stored.pk).state is State.DONE  # the negative control
