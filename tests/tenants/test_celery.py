"""A task runs inside its tenant, or not at all (attack T43, tenancy V5)."""

import uuid
from collections.abc import Iterator

import pytest
from celery import Celery

from tenants import entry
from tenants.celery import HEADER, PlatformTask, TenantTask
from tenants.errors import NoTenantError, NotServingError
from tenants.types import State, TenantRef
from tests import states

app = Celery("test", broker="memory://", backend="cache+memory://", set_as_current=False)


@app.task(base=TenantTask)
def whose() -> str:
    return entry.current().name


@app.task(base=PlatformTask)
def nobodys() -> bool:
    return entry.is_entered()


def run(headers: dict[str, str]) -> str:
    result = whose.apply(headers=headers)
    return str(result.get(propagate=True))


@pytest.fixture
def _queued() -> Iterator[None]:
    with app.connection_for_write():
        yield


def test_it_runs_in_the_tenant_that_its_header_names(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    assert run({HEADER: str(zonnedam.uuid)}) == "Zonnedam"
    assert run({HEADER: str(waterrijk.uuid)}) == "Waterrijk"
    assert not entry.is_entered()


@pytest.mark.attack("T43", "V5")
@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "public"}, {HEADER: str(uuid.uuid4())}])
def test_without_a_tenant_it_is_refused(zonnedam: TenantRef, headers: dict[str, str]) -> None:
    with pytest.raises(NotServingError):
        run(headers)


@pytest.mark.attack("T43", "T11")
def test_for_a_suspended_tenant_it_is_refused(zonnedam: TenantRef) -> None:
    states.become(zonnedam, State.SUSPENDED)
    with pytest.raises(NotServingError):
        run({HEADER: str(zonnedam.uuid)})


def test_it_cannot_be_queued_outside_a_tenant(db: None) -> None:
    with pytest.raises(NoTenantError):
        whose.delay()


def test_queued_inside_a_tenant_it_carries_its_uuid_and_nothing_else(zonnedam: TenantRef) -> None:
    with entry.enter(zonnedam), app.connection_for_write() as connection:
        whose.apply_async(connection=connection)
        queue = connection.SimpleQueue("celery")
        message = queue.get(timeout=5)

    assert message.headers[HEADER] == str(zonnedam.uuid)
    assert "Zonnedam" not in str(message.headers) + str(message.payload)


def test_a_task_of_the_platform_runs_outside(zonnedam: TenantRef) -> None:
    with entry.enter(zonnedam):
        assert nobodys.apply().get() is False
