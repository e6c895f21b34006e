"""What a seeded leak survived: what jobs of the product do, as tasks, with every message that is not quite right."""

import uuid
from typing import Any

import pytest
from celery import Celery
from celery.app.task import Task
from django.core import mail

from portal.core import jobs
from portal.core.mail import jobs as mail_jobs
from portal.core.mail import operations
from portal.core.models import OutboxMessage, OutboxState
from tenants import entry
from tenants.celery import HEADER, TenantTask
from tenants.entry import enter
from tenants.errors import NotServingError
from tenants.models import Insight
from tenants.types import State, TenantRef
from tests import states

app = Celery("survivors", broker="memory://", backend="cache+memory://", set_as_current=False)
deliver = app.task(base=TenantTask, shared=False, name="survivors.deliver")(mail_jobs.deliver)
write_activity = app.task(base=TenantTask, shared=False, name="survivors.write_activity")(jobs.write_activity)


@pytest.fixture
def letter(zonnedam: TenantRef) -> uuid.UUID:
    """A letter of Zonnedam that waits."""
    with enter(zonnedam):
        context = {"link": "https://x.example/", "days": 7}
        return operations.send(to="a@b.example", template="accounts/mail/invitation", context=context).uuid


def state_of(letter: uuid.UUID, tenant: TenantRef) -> str:
    with enter(tenant):
        return str(OutboxMessage.objects.get(pk=letter).state)


@pytest.mark.attack("T43", "V5")
@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "public"}, {HEADER: str(uuid.uuid4())}])
def test_a_message_that_names_nobody_changes_nothing(
    zonnedam: TenantRef, letter: uuid.UUID, headers: dict[str, str]
) -> None:
    for task, words in ((deliver, [str(letter)]), (write_activity, ["now"])):
        with pytest.raises(NotServingError):
            task.apply(words, headers=headers).get()

    assert state_of(letter, zonnedam) == OutboxState.QUEUED
    assert not mail.outbox
    assert not Insight.objects.filter(topic="activity").exists()


@pytest.mark.attack("T43", "T11")
@pytest.mark.parametrize("state", [State.SUSPENDED, State.MAINTENANCE, State.DELETED])
def test_a_letter_of_a_tenant_that_serves_no_longer_stays(
    zonnedam: TenantRef, letter: uuid.UUID, state: State
) -> None:
    states.become(zonnedam, state)

    with pytest.raises(NotServingError):
        deliver.apply([str(letter)], headers={HEADER: str(zonnedam.uuid)}).get()

    assert not mail.outbox
    assert state_of(letter, zonnedam) == OutboxState.QUEUED


@pytest.mark.attack("T17", "T43")
def test_a_worker_has_left_its_tenant_when_a_task_is_done(
    zonnedam: TenantRef, waterrijk: TenantRef, letter: uuid.UUID
) -> None:
    deliver.apply([str(letter)], headers={HEADER: str(zonnedam.uuid)}).get()
    assert not entry.is_entered()

    write_activity.apply(["now"], headers={HEADER: str(waterrijk.uuid)}).get()
    assert not entry.is_entered()
    written = Insight.objects.filter(topic="activity").values_list("tenant__uuid", flat=True)
    assert list(written) == [waterrijk.uuid]
    assert state_of(letter, zonnedam) == OutboxState.SENT


@pytest.mark.attack("T43")
def test_a_message_names_the_tenant_that_is_entered_when_it_is_queued(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[str] = []

    def apply_async(self: Any, *words: Any, headers: dict[str, str], **options: Any) -> None:
        named.append(headers[HEADER])

    monkeypatch.setattr(Task, "apply_async", apply_async)
    for tenant in (zonnedam, waterrijk, zonnedam):
        with enter(tenant):
            write_activity.delay("now")

    assert named == [str(zonnedam.uuid), str(waterrijk.uuid), str(zonnedam.uuid)]
