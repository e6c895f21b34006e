"""Calls to a connection that is in trouble; for inside a worker."""

import time
import uuid
from typing import Any

from integrations.connections import clients
from integrations.connections.types import Limits
from integrations.errors import Reason, UnavailableError
from integrations.zgw.client import CASES, WITH_PLACES
from tenants.entry import enter
from tests.bench.integrations import towns

IMPATIENT = Limits(connect=0.2, read=0.2, total=0.2)


def until_resting(number: int, key: str, most: int) -> dict[str, Any]:
    """Call until we are sent away; answer how many calls that took."""
    access = towns.access(number, "cases", key=uuid.UUID(key), limits=IMPATIENT)
    tenant = towns.reference(number)
    with enter(tenant):
        for made in range(most):
            if _one(access, tenant) == Reason.RESTING.value:
                return {"made": made}
    raise RuntimeError("It never rests.")


def call(number: int, key: str, times: int, pause: float = 0.0) -> dict[str, Any]:
    """Call so many times; answer what each came to, and how long it took."""
    access = towns.access(number, "cases", key=uuid.UUID(key))
    came_to, taken = [], []
    tenant = towns.reference(number)
    with enter(tenant):
        for _ in range(times):
            began = time.perf_counter()
            came_to.append(_one(access, tenant))
            taken.append(time.perf_counter() - began)
            if pause:
                time.sleep(pause)
    return {"came_to": came_to, "taken": taken}


def _one(access: Any, tenant: Any) -> str:
    try:
        with clients.open(access, tenant=tenant) as client:
            client.get(CASES, headers=WITH_PLACES)
    except UnavailableError as error:
        return error.reason.value
    return "answered"
