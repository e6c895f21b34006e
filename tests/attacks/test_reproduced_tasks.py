"""Celery's tasks in a municipality: which one, and what becomes of them when there is none (V5, T43 to T46)."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery, chain, group
from celery.signals import task_prerun
from django.contrib.sites.models import Site
from django.core.cache import cache, caches
from django.db import connection, transaction
from kombu.exceptions import ContentDisallowed
from kombu.serialization import loads
from pytest_django import DjangoCaptureOnCommitCallbacks

from integrations.outbox import marks
from portal.core.mail import operations as mail
from portal.core.models import OutboxMessage
from tenants import directory, entry
from tenants.celery import HEADER, TenantTask
from tenants.entry import enter
from tenants.errors import NoTenantError, NotServingError
from tenants.schedule import feeding
from tenants.schedule.models import Work
from tenants.schedule.tasks import dispatch
from tenants.types import State, TenantRef
from tests import states

app = Celery("attacks", broker="memory://", backend="cache+memory://", set_as_current=False)
app.conf.update(task_serializer="json", accept_content=["json"], result_serializer="json")
GONE = Exception("the tenant of this message is unknown")
seen: list[str] = []


@app.task(base=TenantTask)
def whose(*_: Any) -> str:
    seen.append(Site.objects.get().name)
    return seen[-1]


@app.task(base=TenantTask)
def remembers(key: str) -> str:
    return str(cache.get_or_set(key, lambda: entry.current().name, timeout=30))


@app.task
def as_it_comes() -> tuple[str, str]:
    """Answer where a task of Celery's own class runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    seen.append("ran")
    return connection.schema_name, schema


@pytest.fixture(autouse=True)
def _nothing_seen() -> Iterator[None]:
    seen.clear()
    yield
    directory.forget()


def of(tenant: TenantRef) -> dict[str, str]:
    return {HEADER: str(tenant.uuid)}


@pytest.mark.attack("V5", "T43", "T45")
def test_a_task_runs_for_the_municipality_of_its_message(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    for tenant in (zonnedam, waterrijk, zonnedam):
        whose.apply(headers=of(tenant))

    assert seen == ["Zonnedam", "Waterrijk", "Zonnedam"]
    assert not hasattr(whose, "tenant")


@pytest.mark.attack("V5", "T43")
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {HEADER: ""},
        {HEADER: "public"},
        {HEADER: "t_11111111aaaa"},
        {HEADER: str(uuid.UUID(int=0))},
        {HEADER: "1"},
    ],
)
def test_a_message_of_nobody_is_refused_and_changes_nothing(
    zonnedam: TenantRef, headers: dict[str, str]
) -> None:
    with pytest.raises(NotServingError):
        whose.apply(headers=headers).get()

    assert seen == []


@pytest.mark.attack("T43", "T11")
@pytest.mark.parametrize("state", [state for state in State if state not in {State.LIVE, State.TRIAL}])
def test_a_task_for_one_that_does_not_serve_is_refused(zonnedam: TenantRef, state: State) -> None:
    states.become(zonnedam, state)

    with pytest.raises(NotServingError):
        whose.apply(headers=of(zonnedam)).get()

    assert seen == []


@pytest.mark.attack("V5", "T43")
def test_as_it_comes_a_task_of_nobody_runs_in_public(zonnedam: TenantRef) -> None:
    """As tenant-schemas-celery does: the tenant is set by a signal, and Celery swallows what a signal raises."""

    def switch_schema(sender: Any, task_id: str, **_: Any) -> None:
        raise GONE

    task_prerun.connect(switch_schema, sender=as_it_comes, weak=False)
    try:
        answer = as_it_comes.apply(headers={"_schema_name": "t_deleted"}).get()
    finally:
        task_prerun.disconnect(switch_schema, sender=as_it_comes)

    assert tuple(answer) == ("public", "public")
    assert seen == ["ran"]


@pytest.mark.attack("T45")
def test_every_message_of_a_canvas_says_whose_it_is(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    name = f"attacks-{uuid.uuid4().hex}"
    for tenant in (zonnedam, waterrijk):
        with enter(tenant), app.connection_for_write() as broker:
            options = {"connection": broker, "queue": name}
            chain(whose.si().set(queue=name), whose.si()).apply_async(**options)
            group(whose.si().set(queue=name), whose.si().set(queue=name)).apply_async(**options)
            whose.apply_async(countdown=60, **options)

    with app.connection_for_write() as broker:
        queue = broker.SimpleQueue(name)
        named = [queue.get(timeout=5).headers[HEADER] for _ in range(8)]
    assert named == [str(zonnedam.uuid)] * 4 + [str(waterrijk.uuid)] * 4


@pytest.mark.attack("T45")
def test_nothing_is_queued_by_nobody(db: None) -> None:
    for queue in (whose.delay, chain(whose.si(), whose.si()).apply_async, group(whose.si()).apply_async):
        with pytest.raises(NoTenantError):
            queue()


@pytest.mark.attack("T33", "T45")
def test_the_cache_of_a_task_is_its_municipalitys(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    key = uuid.uuid4().hex
    names = [remembers.apply([key], headers=of(tenant)).get() for tenant in (zonnedam, waterrijk, zonnedam)]

    assert names == ["Zonnedam", "Waterrijk", "Zonnedam"]


def letter(tenant: TenantRef) -> OutboxMessage:
    return mail.send(
        to=f"burger@{tenant.theme}.example",
        template="accounts/mail/invitation",
        context={"link": f"https://{tenant.primary_host}/999993653", "days": 7},
    )


@pytest.mark.attack("T44")
def test_what_is_rolled_back_is_never_queued(
    zonnedam: TenantRef,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    queued: list[Any] = []
    monkeypatch.setattr(Celery, "send_task", lambda self, *words, **named: queued.append(words))

    with django_capture_on_commit_callbacks(execute=True), enter(zonnedam), transaction.atomic():
        letter(zonnedam)
        transaction.set_rollback(True)
    dispatch()

    assert queued == []


@pytest.mark.attack("T44")
def test_what_is_committed_and_never_queued_is_found_by_the_dispatcher(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies between the commit and the queue leaves this behind: a row, and no message."""
    with enter(zonnedam):
        written = letter(zonnedam)
        number = marks.row_of(zonnedam.uuid, "core.mail", str(written.uuid))
    queued: list[int] = []
    monkeypatch.setattr(Celery, "send_task", lambda self, name, args, **named: queued.append(args[0]))

    dispatch()

    work = Work.objects.get(tenant=zonnedam.uuid, job="outbox.deliver", key=str(number))
    assert queued == [work.pk]


@pytest.mark.attack("T46")
def test_a_message_holds_ids_only(
    zonnedam: TenantRef,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(Celery, "send_task", lambda self, *words, **named: sent.append((words, named)))
    monkeypatch.setattr(
        TenantTask, "apply_async", lambda self, *words, **named: sent.append((self.name, words, named))
    )

    caches["shared"].delete(feeding.NUDGED)
    with enter(zonnedam), django_capture_on_commit_callbacks(execute=True):
        letter(zonnedam)
    feeding.feed()

    work = Work.objects.get(job="outbox.deliver")
    nudge, run = sent
    assert nudge == ((feeding.FEED,), {"args": [], "expires": 60})
    assert (run[0], run[1]["args"]) == ((feeding.RUN,), [work.pk, work.fence])


@pytest.mark.attack("T46")
def test_a_message_that_is_not_json_is_refused(settings: Any) -> None:
    from config.celery import app as ours

    assert set(ours.conf.accept_content) == {"json"}
    assert ours.conf.task_ignore_result
    with pytest.raises(ContentDisallowed):
        loads(b"\x80\x04N.", "application/x-python-serialize", "binary", accept=ours.conf.accept_content)
