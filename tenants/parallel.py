"""Work side by side inside the entered tenant: the only place that starts threads for it (T3, tenancy V6, V7)."""

import contextvars
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor  # noqa: TID251 - the one place

from django.db import connection

from .entry import current, enter


def run[Item, Answer](
    call: Callable[[Item], Answer], items: Iterable[Item], *, threads: int = 4
) -> list[Answer]:
    """Call a function for each item, in threads that are inside the same tenant, and answer in order.

    Each thread has a connection to the database of its own, outside any transaction of the caller, and a
    copy of the caller's context variables. All calls run to their end, whatever becomes of the others.

    :param threads: how many calls run at once, at most.
    :raises NoTenantError: when no tenant is entered.
    :raises Exception: what the first call in order that failed raised.
    """
    tenant = current()

    def inside(item: Item) -> Answer:
        try:
            with enter(tenant, urls=True):
                return call(item)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=threads, thread_name_prefix="tenant") as pool:
        waiting = [pool.submit(contextvars.copy_context().run, inside, item) for item in items]
    return [answer.result() for answer in waiting]
