"""A municipality whose outbox goes to a receiver that tests can tell what to answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from integrations import outbox
from integrations.outbox import delivering, marks
from integrations.outbox.claiming import Outcome
from integrations.outbox.models import Item
from integrations.outbox.types import State
from tenants.entry import current, enter
from tenants.registers.register import Register
from tenants.types import TenantRef

HERE = "tests.integrations.outbox.conftest"


@dataclass
class Receiver:
    """Another system: how it answers, what it was asked, and what it did."""

    answers: list[Callable[[outbox.Delivery], outbox.Answer]] = field(default_factory=list)
    asked: list[outbox.Delivery] = field(default_factory=list)
    looked: list[outbox.Delivery] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, State, str]] = field(default_factory=list)

    def then(self, *answers: Any) -> None:
        """Answer so, one after the other; an error is raised. Later all is well."""
        for answer in answers:
            self.answers.append(lambda _delivery, answer=answer: _give(answer))

    def take(self, delivery: outbox.Delivery) -> outbox.Answer:
        self.asked.append(delivery)
        return self.answers.pop(0)(delivery) if self.answers else outbox.done(f"ref-{len(self.asked)}")


def _give(answer: Any) -> outbox.Answer:
    if isinstance(answer, BaseException):
        raise answer
    return answer  # type: ignore[no-any-return]


the_receiver = Receiver()


def handle(delivery: outbox.Delivery) -> outbox.Answer:
    return the_receiver.take(delivery)


def look(delivery: outbox.Delivery) -> str | None:
    the_receiver.looked.append(delivery)
    return the_receiver.known.get(delivery.key)


def settled(key: str, state: State, reason: str) -> None:
    the_receiver.told.append((key, state, reason))


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Receiver:
    fresh = Receiver()
    monkeypatch.setitem(globals(), "the_receiver", fresh)
    return fresh


def kinds_of_tests() -> Register[outbox.Kind]:
    """List kinds of every sort."""
    found: Register[outbox.Kind] = Register("kinds of deliveries")
    given: dict[str, Any] = {"handler": f"{HERE}.handle", "label": "Uw vraag", "title": "Vraag"}
    for kind in (
        outbox.Kind("core", "asked", **given, settled=f"{HERE}.settled", most_attempts=3),
        outbox.Kind("core", "looks", **given, already_done=f"{HERE}.look", channel="crm"),
        outbox.Kind("core", "ordered", **given, order=outbox.Order.SUBJECT),
        outbox.Kind("core", "patch", **given, channel="crm"),
    ):
        found.add(kind)
    return found


@pytest.fixture(autouse=True)
def _only_our_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = kinds_of_tests()
    monkeypatch.setattr(outbox.kinds, "_entries", {kind.key: kind for kind in ours})


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_words, **_named: None)


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam) as tenant:
        yield tenant


def item(key: str, kind: str = "core.asked") -> Item:
    return Item.objects.get(pk=marks.row_of(current().uuid, kind, key))


def put(key: str = "vraag-1", kind: str = "core.asked", **named: Any) -> Item:
    return Item.objects.get(pk=outbox.put(kind, {"text": "Mijn paspoort is kwijt"}, key, **named))


def deliver(key: str = "vraag-1", kind: str = "core.asked") -> Outcome:
    return delivering.deliver(marks.row_of(current().uuid, kind, key))


def let_time_pass(**changes: Any) -> None:
    """Let so much time pass that everything that waits for a moment is due."""
    Item.objects.update(next_attempt_at="2020-01-01T00:00:00Z", busy_until=None, held_until=None, **changes)
