"""What is about one subject leaves in the order of its asking, whatever fails."""

import pytest

from integrations import outbox
from integrations.errors import Reason
from integrations.outbox import operations
from integrations.outbox.types import Own, State
from tenants.audit import Actor
from tenants.entry import outside
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.integrations.outbox.conftest import Receiver, deliver, item, let_time_pass, put

pytestmark = pytest.mark.covers("M-09")
NOOR = Actor("staff", "noor")


@pytest.fixture(autouse=True)
def _two_about_one_subject(inside: TenantRef) -> None:
    for key, subject in (("eerst", "klant-1"), ("daarna", "klant-1"), ("ander", "klant-2")):
        put(key, "core.ordered", subject=subject)


def go(key: str) -> State | None:
    return deliver(key, "core.ordered").state


def asked(receiver: Receiver) -> list[str]:
    return [delivery.key for delivery in receiver.asked]


def test_what_comes_later_waits_for_what_came_first(receiver: Receiver) -> None:
    assert go("daarna") is None
    assert item("daarna", "core.ordered").reason == Own.WAITS_FOR_EARLIER

    assert [go("eerst"), go("daarna")] == [State.DONE, State.DONE]
    assert asked(receiver) == ["eerst", "daarna"]


def test_another_subject_does_not_wait(receiver: Receiver) -> None:
    receiver.then(outbox.later(Reason.TOO_SLOW))
    go("eerst")

    assert go("ander") is State.DONE


def test_what_waited_is_asked_for_as_soon_as_its_turn_has_come(receiver: Receiver) -> None:
    go("daarna")
    with outside():
        Work.objects.all().delete()

    go("eerst")

    with outside():
        (key,) = Work.objects.values_list("key", flat=True)
    assert key == f"r1.{item('daarna', 'core.ordered').pk}"


def test_what_was_given_up_keeps_the_rest_waiting_until_somebody_decides(receiver: Receiver) -> None:
    receiver.then(outbox.refused(Reason.MALFORMED))
    go("eerst")
    assert go("daarna") is None

    operations.withdraw(item("eerst", "core.ordered").pk, by=NOOR)

    assert go("daarna") is State.DONE
    assert asked(receiver) == ["eerst", "daarna"]


def test_what_is_offered_again_still_comes_first(receiver: Receiver) -> None:
    receiver.then(outbox.refused(Reason.MALFORMED))
    go("eerst")
    operations.offer_again(item("eerst", "core.ordered").pk, by=NOOR)
    let_time_pass()

    assert go("daarna") is None
    assert [go("eerst"), go("daarna")] == [State.DONE, State.DONE]
    assert asked(receiver) == ["eerst", "eerst", "daarna"]
