"""What a citizen sees of it, and what a functional manager may do."""

import uuid

import pytest

from integrations import outbox
from integrations.errors import Reason, UnavailableError
from integrations.outbox import operations, queries
from integrations.outbox.models import Item
from integrations.outbox.types import Filters, Progress, State
from tenants.audit import Actor
from tenants.audit.models import AuditRecord
from tenants.entry import enter, outside
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.integrations.outbox.conftest import Receiver, deliver, item, let_time_pass, put

FATIMA, STRANGER = uuid.uuid4(), uuid.uuid4()
NOOR = Actor("staff", "noor")


@pytest.mark.covers("M-09")
def test_a_citizen_sees_how_it_goes(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(outbox.later(Reason.TOO_SLOW), outbox.refused(Reason.MALFORMED))
    put(person=FATIMA)
    seen = [queries.of_person(FATIMA)[0].progress]

    for _attempt in range(2):
        deliver()
        let_time_pass()
        seen.append(queries.of_person(FATIMA)[0].progress)
    operations.offer_again(item("vraag-1").pk, by=NOOR)
    seen.append(queries.of_person(FATIMA)[0].progress)
    deliver()

    assert seen == [Progress.PROCESSING, Progress.PROCESSING, Progress.FAILED, Progress.PROCESSING]
    doing = queries.state_of("core.asked", "vraag-1")
    assert doing is not None
    assert (doing.progress, doing.label, doing.reference) == (Progress.PROCESSED, "Uw vraag", "ref-3")


@pytest.mark.attack("T01")
def test_nobody_sees_anothers(inside: TenantRef, waterrijk: TenantRef) -> None:
    put(person=FATIMA)

    assert queries.of_person(STRANGER) == []
    with enter(waterrijk):
        assert queries.of_person(FATIMA) == []
        assert queries.state_of("core.asked", "vraag-1") is None
    assert len(queries.of_person(FATIMA)) == 1  # the negative control


def test_what_was_never_asked_for_has_no_state(inside: TenantRef) -> None:
    assert queries.state_of("core.asked", "vraag-1") is None


def test_what_was_given_up_is_offered_again_by_somebody_with_new_attempts(
    inside: TenantRef, receiver: Receiver
) -> None:
    receiver.then(outbox.refused(Reason.REFUSED))
    put()
    deliver()

    assert operations.offer_again(item("vraag-1").pk, by=NOOR)

    record = AuditRecord.objects.get(action="outbox.offered_again")
    assert (record.actor, record.target) == ("noor", "Vraag")
    number = item("vraag-1").pk
    with outside():
        assert Work.objects.filter(key=f"r1.{number}").count() == 1
    assert deliver().state is State.DONE
    assert receiver.asked[0].idempotency_key == receiver.asked[1].idempotency_key


def test_all_that_was_given_up_is_offered_again_at_once(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(outbox.refused(Reason.REFUSED), outbox.refused(Reason.REFUSED))
    for key in ("vraag-1", "vraag-2", "vraag-3"):
        put(key)
        deliver(key)

    number = operations.offer_all_again(queries.items(Filters(kind="core.asked")), by=NOOR)

    assert number == 2
    assert queries.numbers()[State.WAITING] == 2


def test_what_is_withdrawn_never_leaves_and_holds_nothing(inside: TenantRef, receiver: Receiver) -> None:
    put()

    assert operations.withdraw(item("vraag-1").pk, by=NOOR)

    assert deliver().state is None
    assert (receiver.asked, item("vraag-1").payload) == ([], "")
    assert AuditRecord.objects.get(action="outbox.withdrawn").actor == "noor"


@pytest.mark.parametrize("state", [State.DONE, State.WITHDRAWN, State.SENDING])
def test_what_is_done_or_in_hand_can_be_neither_offered_again_nor_withdrawn(
    inside: TenantRef, state: State
) -> None:
    put()
    Item.objects.update(state=state)

    assert not operations.offer_again(item("vraag-1").pk, by=NOOR)
    assert not operations.withdraw(item("vraag-1").pk, by=NOOR)
    assert not AuditRecord.objects.exists()


def test_what_waits_is_told_in_plain_dutch(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(UnavailableError(Reason.SWITCHED_OFF), ZeroDivisionError())
    for kind in ("core.asked", "core.patch"):
        put(kind=kind)
        deliver(kind=kind)

    told = {line.attempts: line.reason for line in queries.lines(queries.items(Filters()))}

    assert told == {0: "De koppeling staat uit.", 1: "Onverwachte fout (ZeroDivisionError)."}


def test_health_tells_how_much_waits_and_was_given_up(inside: TenantRef, receiver: Receiver) -> None:
    receiver.then(outbox.refused(Reason.REFUSED))
    put("vraag-1")
    put("vraag-2")
    deliver("vraag-1")

    told = queries.health()

    assert (told["waiting"], told["given_up"]) == (1, 1)


def test_what_a_person_asked_for_is_forgotten_when_they_are(inside: TenantRef) -> None:
    put("vraag-1", person=FATIMA)
    put("vraag-2", person=STRANGER)

    put("vraag-3", person=FATIMA)
    Item.objects.filter(key="vraag-3").update(state=State.SENDING)

    assert operations.forget_person(FATIMA) == 2
    assert queries.of_person(FATIMA) == []
    assert sorted(Item.objects.values_list("key", flat=True)) == ["vraag-2", "vraag-3"]
    assert len(queries.of_person(STRANGER)) == 1
