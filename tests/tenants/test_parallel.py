"""Work side by side stays inside the tenant; whatever else starts a thread gets nothing (attacks T15, T16)."""

import asyncio
import contextvars
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor  # noqa: TID251 - what is refused
from contextvars import ContextVar
from typing import Any

import pytest
from asgiref.sync import sync_to_async  # noqa: TID251 - what is refused
from django.contrib.sites.models import Site
from django.core.cache import cache
from django.db import connection
from django.urls import get_urlconf

from tenants import entry, parallel
from tenants.entry import enter
from tenants.errors import CrowdedError, NoTenantError
from tenants.types import TenantRef
from tenants.urlconf import TenantUrlconf
from tests.conftest import tenant as found
from tests.municipalities import WATERRIJK, ZONNEDAM

asked_by: ContextVar[str] = ContextVar("asked_by", default="nobody")


@pytest.fixture
def tenants(own_database: str, settings: Any) -> tuple[TenantRef, TenantRef]:
    """Both municipalities in a database where other connections see them."""
    settings.TENANT_REQUIRED = True
    with entry.outside():
        return found(ZONNEDAM), found(WATERRIJK)


def name(_: int = 0) -> str:
    try:
        return str(Site.objects.get().name)
    finally:
        connection.close()


@pytest.mark.attack("T15", "V6")
def test_all_threads_are_inside_the_tenant_of_the_caller(tenants: tuple[TenantRef, TenantRef]) -> None:
    for tenant in tenants:
        with enter(tenant):
            names = parallel.run(lambda _: Site.objects.get().name, range(8))

        assert names == [tenant.name] * 8


def test_answers_come_in_the_order_of_the_questions(tenants: tuple[TenantRef, TenantRef]) -> None:
    gate = threading.Event()

    def answer(number: int) -> int:
        if number == 0:
            gate.wait(10)
        else:
            gate.set()
        return number

    with enter(tenants[0]):
        assert parallel.run(answer, range(3)) == [0, 1, 2]


def test_context_variables_go_along(tenants: tuple[TenantRef, TenantRef]) -> None:
    asked_by.set("the caller")

    with enter(tenants[0]):
        assert parallel.run(lambda _: asked_by.get(), [1]) == ["the caller"]


def test_addresses_are_those_of_the_caller(tenants: tuple[TenantRef, TenantRef]) -> None:
    with enter(tenants[0], urls=True):
        theirs = get_urlconf()

        assert isinstance(theirs, TenantUrlconf)
        assert parallel.run(lambda _: get_urlconf(), range(3)) == [theirs] * 3


def test_who_asks_the_database_nothing_opens_no_session_with_it(tenants: tuple[TenantRef, TenantRef]) -> None:
    """A session takes longer than many an answer of another system, and there are not many of them."""
    with enter(tenants[0], urls=True):
        sessions = parallel.run(lambda _: connection.connection, range(3))

    assert sessions == [None] * 3


@pytest.mark.attack("T15")
def test_the_cache_of_a_thread_is_the_tenants(tenants: tuple[TenantRef, TenantRef]) -> None:
    for tenant in tenants:
        with enter(tenant):
            parallel.run(lambda _: cache.set("cases:111222333", entry.current().name), [1])

    with enter(tenants[0]):
        assert parallel.run(lambda _: cache.get("cases:111222333"), [1]) == ["Zonnedam"]


def test_one_that_fails_does_not_stop_the_others_and_is_told(tenants: tuple[TenantRef, TenantRef]) -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == 1:
            raise ZeroDivisionError
        done.append(number)

    with enter(tenants[0]), pytest.raises(ZeroDivisionError):
        parallel.run(work, range(4))

    assert sorted(done) == [0, 2, 3]


def test_outside_a_tenant_there_is_no_parallel_work(tenants: tuple[TenantRef, TenantRef]) -> None:
    with pytest.raises(NoTenantError):
        parallel.run(name, [1])


@pytest.mark.attack("T15", "T16", "V6", "V7")
@pytest.mark.parametrize("way", ["thread pool", "to_thread", "sync_to_async"])
def test_any_other_thread_is_refused_its_query(tenants: tuple[TenantRef, TenantRef], way: str) -> None:
    with enter(tenants[0]), pytest.raises(NoTenantError):
        in_another_thread(way)


@pytest.mark.attack("T15", "T16", "V6", "V7")
@pytest.mark.parametrize("way", ["thread pool", "to_thread", "sync_to_async"])
def test_without_the_wall_it_would_look_in_public(
    tenants: tuple[TenantRef, TenantRef], settings: Any, way: str
) -> None:
    settings.TENANT_REQUIRED = False

    with enter(tenants[0]), pytest.raises(Exception, match='relation "django_site" does not exist'):
        in_another_thread(way)


def in_another_thread(way: str) -> str:
    match way:
        case "thread pool":
            with ThreadPoolExecutor(1) as pool:
                return pool.submit(name).result()
        case "to_thread":
            return with_a_loop(lambda: asyncio.to_thread(name))  # noqa: TID251 - what is refused
        case _:
            return with_a_loop(sync_to_async(name, thread_sensitive=False))


def with_a_loop(begun: Callable[[], Coroutine[Any, Any, str]]) -> str:
    """Run it in a loop of its own thread, with the context of this one: a driven browser may own this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(contextvars.copy_context().run, lambda: asyncio.run(begun())).result()


def begun_and_done(call: Callable[[], Any]) -> Any:
    return parallel.begin(call).result(10)


@pytest.mark.attack("T15", "V6")
def test_what_is_begun_is_inside_the_tenant_of_who_began_it(tenants: tuple[TenantRef, TenantRef]) -> None:
    for tenant in tenants:
        with enter(tenant):
            assert begun_and_done(lambda: Site.objects.get().name) == tenant.name


@pytest.fixture
def two(zonnedam: TenantRef, waterrijk: TenantRef) -> tuple[TenantRef, TenantRef]:
    """Both municipalities, for threads that ask the database nothing."""
    return zonnedam, waterrijk


def test_what_is_begun_goes_on_after_its_caller_left_the_tenant(two: tuple[TenantRef, TenantRef]) -> None:
    gate = threading.Event()

    def late() -> str:
        assert gate.wait(10)
        return entry.current().name

    with enter(two[0]):
        begun = parallel.begin(late)
    with enter(two[1]):
        gate.set()
        assert begun.result(10) == "Zonnedam"


def test_what_is_begun_raises_to_who_asks_and_frees_its_thread(
    two: tuple[TenantRef, TenantRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "OF_TENANT", 1)

    with enter(two[0]):
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                begun_and_done(lambda: 1 / 0)
        assert begun_and_done(lambda: 1) == 1


def test_outside_a_tenant_nothing_is_begun(two: tuple[TenantRef, TenantRef]) -> None:
    with pytest.raises(NoTenantError):
        parallel.begin(name)


@pytest.mark.covers("I-014")
def test_a_tenant_whose_calls_hang_takes_no_threads_from_another(
    two: tuple[TenantRef, TenantRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "OF_TENANT", 2)
    monkeypatch.setattr(parallel, "WAITING", 1)
    gate = threading.Event()
    with enter(two[0]):
        hanging = [parallel.begin(lambda: gate.wait(10)) for _ in range(3)]
        with pytest.raises(CrowdedError):
            parallel.begin(lambda: None)

    with enter(two[1]):
        assert begun_and_done(lambda: 1) == 1

    assert not parallel.wait_for(hanging, 0)
    gate.set()
    assert parallel.wait_for(hanging, 10)


@pytest.mark.covers("I-014")
def test_the_process_has_a_bound_too_and_who_waits_is_served_in_turn(
    two: tuple[TenantRef, TenantRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "OF_PROCESS", 1)
    gate, seen = threading.Event(), list[str]()

    def work() -> None:
        seen.append(entry.current().name)

    with enter(two[0]):
        first = parallel.begin(lambda: gate.wait(10))
        waiting = [parallel.begin(work)]
    with enter(two[1]):
        waiting.append(parallel.begin(work))
    assert not parallel.wait_for(waiting, 0)

    gate.set()

    assert parallel.wait_for([first, *waiting], 10)
    assert sorted(seen) == ["Waterrijk", "Zonnedam"]


def test_when_the_system_has_no_thread_left_it_is_crowded_and_counts_right(
    two: tuple[TenantRef, TenantRef], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(thread: Any) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(parallel, "OF_TENANT", 1)
    with enter(two[0]):
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", none_left)  # noqa: TID251 - what fails
            with pytest.raises(CrowdedError):
                parallel.begin(lambda: None)
        assert begun_and_done(lambda: 1) == 1
