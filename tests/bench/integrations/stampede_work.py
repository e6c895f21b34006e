"""Questions at a steady pace to one copy; for inside a worker."""

import threading
import time
from datetime import timedelta
from typing import Any

from django.core.cache import caches

from integrations import copies
from integrations.connections import clients
from integrations.http.deadline import Deadline
from integrations.outcomes import Outcome, found
from integrations.zgw.client import CASES, WITH_PLACES
from tenants import directory, registers
from tenants.entry import enter
from tenants.registers import Copy
from tenants.types import TenantRef
from tests import municipalities
from tests.bench.integrations import towns

SOFT = timedelta(seconds=2)
HARD = {"hard": SOFT, "stale": timedelta(minutes=5)}
"""By arm: gone at once when old, or shown while one fetches a newer one."""


def ask(arm: str, town: int, seconds: float, rate: float, threads: int) -> dict[str, Any]:
    """Ask for a while; answer when this process fetched, how long each waited, and how many got no answer."""
    tenant = directory.by_uuid(municipalities.ZONNEDAM)
    assert tenant is not None
    if arm in HARD:
        _register(arm)
    asking = _Asking(arm, tenant, town)
    begins = time.monotonic()
    crowd = [
        threading.Thread(  # noqa: TID251
            target=asking.pace, args=(begins + place / rate, threads / rate, begins + seconds)
        )
        for place in range(threads)
    ]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    return {"fetched": asking.fetched, "taken": asking.taken, "without": asking.without}


class _Asking:
    """What the threads of this process have in common."""

    def __init__(self, arm: str, tenant: TenantRef, town: int) -> None:
        self._arm, self._tenant, self._town = arm, tenant, town
        self.fetched, self.taken = list[float](), list[float]()
        self.without = 0

    def pace(self, begins: float, apart: float, ends: float) -> None:
        """Ask at fixed moments, however long the ones before took."""
        at = begins
        with enter(self._tenant):
            while at < ends:
                time.sleep(max(0.0, at - time.monotonic()))
                began = time.perf_counter()
                is_answered = self._get().is_answered
                self.taken.append(time.perf_counter() - began)
                self.without += not is_answered
                at += apart

    def _get(self) -> Outcome[Any]:
        if self._arm in HARD:
            return copies.get(f"bench.{self._arm}", {"town": str(self._town)}, self._fetch)
        return self._naive()

    def _naive(self) -> Outcome[Any]:
        """Look, fetch, and put: what a cache does by itself."""
        cache, key = caches["default"], f"bench-{self._town}"
        if cache.get(key) is None:
            self._fetch(Deadline(10))
            cache.set(key, "there", SOFT.total_seconds())
        return found("there")

    def _fetch(self, deadline: Deadline) -> Outcome[Any]:
        self.fetched.append(time.time())
        access = towns.access(self._town, "cases")
        with clients.open(access, tenant=self._tenant, deadline=deadline) as client:
            return clients.ask(client, CASES, lambda answer: answer["count"], headers=WITH_PLACES)


def _register(arm: str) -> None:
    name = f"bench.{arm}"
    if name not in {copy.name for copy in registers.copies}:
        registers.copies.add(
            Copy(
                feature="sources",
                name=name,
                title="een telling",
                source="het zaaksysteem",
                purpose="Meten.",
                parts=("town",),
                soft=SOFT,
                hard=HARD[arm],
            )
        )
