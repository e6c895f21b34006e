"""Pages of many municipalities, each of five sources; for inside a worker."""

import itertools
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from integrations import sources
from integrations.connections import clients, guard
from integrations.http.deadline import Deadline
from integrations.outcomes import Outcome
from integrations.zgw.client import CASES, WITH_PLACES
from tenants.entry import enter
from tenants.types import TenantRef
from tests.bench.integrations import towns

BUDGET = 3.0
READS = {
    "cases": (CASES, WITH_PLACES),
    "other_cases": (CASES, WITH_PLACES),  # version 1.0 asks for both
    "catalogue": ("/catalogi/api/v1/zaaktypen", {}),
    "documents": ("/documenten/api/v1/enkelvoudiginformatieobjecten", {}),
    "register": ("/subsidies/SUB-00001", {}),
}
"""One harmless read of each."""


def visit(municipalities: int, seconds: float, threads: int, offset: int) -> dict[str, Any]:
    """Show pages one after the other in each thread, the municipalities in turn; answer who waited how long."""
    turn, lock = itertools.cycle(range(1, municipalities + 1)), threading.Lock()
    for _ in range(offset):
        next(turn)
    ends, shown = time.monotonic() + seconds, list[tuple[int, float, int]]()

    def serve() -> None:
        while time.monotonic() < ends:
            with lock:
                number = next(turn)
            shown.append((number, *page(number)))

    _in_threads(serve, threads)
    return {"shown": shown}


def page(number: int) -> tuple[float, int]:
    """Ask the five sources of a municipality; answer how long it took, and how many of them answered."""
    tenant = towns.reference(number)
    began = time.perf_counter()
    with enter(tenant):
        found = sources.gather({name: partial(_ask, tenant, number, name) for name in READS}, budget=BUDGET)
    return time.perf_counter() - began, sum(outcome.is_answered for outcome in found.values())


def forget(number: int, source: str) -> dict[str, Any]:
    """Close the breaker of one connection: the next outage is a fresh one."""
    guard.forget(towns.reference(number).uuid, towns.access(number, source).key)
    return {}


def begin(number: int) -> dict[str, Any]:
    """Show one page of a municipality: who begins to hang has answered before."""
    page(number)
    return {}


def _ask(tenant: TenantRef, number: int, source: str, deadline: Deadline) -> Outcome[Any]:
    path, headers = READS[source]
    with clients.open(towns.access(number, source), tenant=tenant, deadline=deadline) as client:
        return clients.ask(client, path, lambda answer: answer, headers=headers)


def _in_threads(call: Callable[[], None], number: int) -> None:
    threads = [threading.Thread(target=call) for _ in range(number)]  # noqa: TID251
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
