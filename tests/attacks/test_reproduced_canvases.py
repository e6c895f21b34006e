"""What follows a task of Celery's, as a worker carries it out, stays with the municipality it is of (T45).

One worker in a thread of its own, and one database in which transactions commit, serve all tests of this module:
both take seconds to begin and to end.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import Celery, chain, chord, group
from celery.contrib.testing.worker import start_worker
from django.contrib.sites.models import Site
from django.db import connection
from pytest_django import DjangoDbBlocker

from tenants import directory, entry
from tenants.celery import TenantTask
from tenants.entry import enter
from tenants.types import TenantRef
from tests import databases
from tests.conftest import tenant as found
from tests.municipalities import WATERRIJK, ZONNEDAM

pytestmark = pytest.mark.attack("T45")
OFTEN = 0.01
"""Seconds between two looks at what is queued, and at what came of it."""
app = Celery("canvases", broker="memory://", backend="cache+memory://", set_as_current=False)
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    result_serializer="json",
    broker_transport_options={"polling_interval": OFTEN},
)
seen: list[str] = []


@app.task(base=TenantTask)
def whose(*_: Any) -> str:
    seen.append(Site.objects.get().name)
    return seen[-1]


@app.task(base=TenantTask, bind=True, max_retries=1, default_retry_delay=0)
def fails_once(self: Any) -> str:
    seen.append(entry.current().name)
    if self.request.retries == 0:
        raise self.retry()
    return seen[-1]


@app.task(base=TenantTask)
def breaks() -> None:
    raise ZeroDivisionError


@pytest.fixture(scope="module")
def _worker(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Have a worker in a database of its own, and be in that database as well."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_canvases"
    databases.clone(name)
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("tenants.refusals.asynchronous._loop_runs", lambda: False)  # that of a browser
        connection.close()
        patch.setitem(connection.settings_dict, "NAME", name)
        with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=60):
            yield
        connection.close()
    directory.forget()
    databases.drop(name)


@pytest.fixture
def working(_worker: None) -> tuple[TenantRef, TenantRef]:
    """Both municipalities, and a worker that carries out what is queued, and has seen nothing yet."""
    seen.clear()
    with entry.outside():
        return found(ZONNEDAM), found(WATERRIJK)


def canvas(way: str) -> Any:
    """Make work of two parts, of which a worker starts the second by itself."""
    match way:
        case "chain":
            return chain(whose.si(), whose.si())
        case "chord":
            return chord([whose.si()], whose.si())
        case "link":
            return whose.si().on_error(whose.si()) | whose.si()
        case _:
            return chain(whose.si(), group([whose.si()]))


@pytest.mark.parametrize("way", ["chain", "chord", "link", "group"])
def test_what_follows_a_task_stays_with_its_municipality(
    working: tuple[TenantRef, TenantRef], way: str
) -> None:
    for tenant in working:
        with enter(tenant):
            result = canvas(way).apply_async()
        result.get(timeout=60, interval=OFTEN)

    assert seen == ["Zonnedam"] * 2 + ["Waterrijk"] * 2


def test_what_is_done_about_a_failure_stays_with_its_municipality(
    working: tuple[TenantRef, TenantRef],
) -> None:
    for tenant in working:
        with enter(tenant):
            result = breaks.apply_async(link_error=[whose.si()])
        with pytest.raises(ZeroDivisionError):
            result.get(timeout=60, interval=OFTEN)
        with enter(tenant):
            whose.delay().get(timeout=60, interval=OFTEN)  # the one worker is done with the former by then

    assert seen == ["Zonnedam"] * 2 + ["Waterrijk"] * 2


def test_a_second_try_and_a_late_start_stay_with_it_too(working: tuple[TenantRef, TenantRef]) -> None:
    for tenant in working:
        with enter(tenant):
            fails_once.delay().get(timeout=60, interval=OFTEN)
            whose.apply_async(countdown=0.1).get(timeout=60, interval=OFTEN)

    assert seen == ["Zonnedam"] * 3 + ["Waterrijk"] * 3
