"""Work side by side inside the entered tenant: the only place that starts threads for it (T3, tenancy V6, V7).

`run` waits for all of it. `begin` does not: what it began may go on after its caller has gone, within bounds for
each tenant and for the process, so that a tenant whose other systems hang takes no threads from others (T15).
"""

import contextvars
import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait  # noqa: TID251 - the one place
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import get_urlconf, set_urlconf

from .entry import current, enter
from .errors import CrowdedError
from .types import TenantRef

OF_PROCESS = 64
"""Threads at once that were begun and not waited for."""
OF_TENANT = 16
"""Of these for one tenant."""
WAITING = 64
"""Calls of one tenant that may wait for a thread."""

type Begun[Answer] = Future[Answer]


def run[Item, Answer](
    call: Callable[[Item], Answer], items: Iterable[Item], *, threads: int = 4
) -> list[Answer]:
    """Call a function for each item, in threads that are inside the same tenant, and answer in order.

    Each call has a session with the database of its own, outside any transaction of the caller, which begins when it
    first asks for something; a copy of the caller's context variables; and the caller's URLs. All calls run to their
    end, whatever becomes of the others.

    :param threads: how many calls run at once, at most.
    :raises NoTenantError: when no tenant is entered.
    :raises Exception: what the first call in order that failed raised.
    """
    tenant, urlconf = current(), get_urlconf()

    def inside(item: Item) -> Answer:
        try:
            with enter(tenant):
                set_urlconf(urlconf)  # the caller's; to find it anew would take a session with the database
                return call(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=threads, thread_name_prefix="tenant") as pool:
        waiting = [pool.submit(contextvars.copy_context().run, inside, item) for item in items]
    return [answer.result() for answer in waiting]


def begin[Answer](call: Callable[[], Answer]) -> Begun[Answer]:
    """Begin a call in a thread that is inside the same tenant, and do not wait for it.

    The thread has a connection to the database of its own, closed afterwards, and a copy of the caller's context
    variables; it knows no URLs. What the call raises is raised to who asks for its result, and to nobody else.

    :raises NoTenantError: when no tenant is entered.
    :raises CrowdedError: when too many calls of this tenant wait already.
    """
    begun: Begun[Answer] = Future()
    context, tenant = contextvars.copy_context(), current()

    def inside() -> None:
        try:
            begun.set_result(context.run(_called, call, tenant))
        except BaseException as error:  # told to who asks
            begun.set_exception(error)

    _threads.take(tenant.uuid, inside)
    return begun


def wait_for(begun: Iterable[Begun[Any]], seconds: float) -> bool:
    """Wait until all of them are done, or the time is over; tell whether all are."""
    return not wait(list(begun), timeout=max(seconds, 0)).not_done


def _called[Answer](call: Callable[[], Answer], tenant: TenantRef) -> Answer:
    try:
        with enter(tenant):
            return call()
    finally:
        connection.close()


class _Threads:
    """Threads of this process, counted by tenant. One that has done its call takes the next that may run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = Counter[UUID]()
        self._waiting: dict[UUID, deque[Callable[[], None]]] = {}

    def forget(self) -> None:
        """Know of none, as a process that was just forked: threads stay behind."""
        self._lock, self._running, self._waiting = threading.Lock(), Counter(), {}

    def take(self, tenant: UUID, call: Callable[[], None]) -> None:
        """Let a call run in a thread, now or when there is room."""
        with self._lock:
            if self._running[tenant] >= OF_TENANT or self._running.total() >= OF_PROCESS:
                queue = self._waiting.setdefault(tenant, deque())
                if len(queue) >= WAITING:
                    raise CrowdedError("Too much work of this tenant waits for a thread.")
                queue.append(call)
                return
            self._running[tenant] += 1
        try:
            threading.Thread(target=self._work, args=(tenant, call), name="begun").start()  # noqa: TID251
        except RuntimeError as error:  # the system has no more of them
            self._release(tenant)
            raise CrowdedError("No thread can be started.") from error

    def _work(self, tenant: UUID, call: Callable[[], None]) -> None:
        following: tuple[UUID, Callable[[], None]] | None = (tenant, call)
        while following:
            tenant, call = following
            call()
            following = self._next(tenant)

    def _release(self, tenant: UUID) -> None:
        with self._lock:
            self._leave(tenant)

    def _leave(self, tenant: UUID) -> None:
        self._running[tenant] -= 1
        if not self._running[tenant]:
            del self._running[tenant]

    def _next(self, done: UUID) -> tuple[UUID, Callable[[], None]] | None:
        """Take the call that has waited longest of the tenant that has fewest running."""
        with self._lock:
            self._leave(done)
            may = [tenant for tenant in self._waiting if self._running[tenant] < OF_TENANT]
            if not may:
                return None
            tenant = min(may, key=lambda each: self._running[each])
            queue = self._waiting[tenant]
            call = queue.popleft()
            if not queue:
                del self._waiting[tenant]
            self._running[tenant] += 1
            return tenant, call


_threads = _Threads()
os.register_at_fork(after_in_child=_threads.forget)
