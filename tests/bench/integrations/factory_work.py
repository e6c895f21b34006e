"""The same question to the same server, with requests alone and through the factory; for inside a worker."""

import gc
import os
import time
from collections.abc import Callable
from functools import cache
from typing import Any

import requests  # noqa: TID251 - what is compared with

from integrations.connections import clients
from integrations.connections.types import Access, Authentication
from tenants import logs
from tenants.entry import enter
from tests.bench.integrations import towns

NUMBER = 1


def begin(is_logged: bool) -> dict[str, Any]:
    """Write lines of the log from now on, as a portal does, or only errors; they go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    logs.configure(level="INFO" if is_logged else "ERROR", as_json=True)
    return {}


def block(arm: str, url: str, calls: int) -> dict[str, Any]:
    """Ask so many times; answer seconds by the clock for each, and of processor time on the whole."""
    ask = ARMS[arm](url)
    taken = []
    with enter(towns.reference(NUMBER)):
        ask()
        gc.collect()
        own = time.process_time()
        for _ in range(calls):
            began = time.perf_counter()
            ask()
            taken.append(time.perf_counter() - began)
        own = time.process_time() - own
    return {"taken": taken, "cpu": own / calls}


@cache
def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = "Bearer geheim"
    return session


def _plain(url: str) -> Callable[[], object]:
    return lambda: _session().get(url, timeout=5).json()


def _factory(url: str, guard: clients.Guard | None = None) -> Callable[[], object]:
    """Open a client for each call, as a query does."""
    address, _, path = url.rpartition("/")
    access = Access(
        address=address,
        client_id="",
        secret="geheim",
        key=towns.access(NUMBER, "cases").key,
        system="cases",
        authentication=Authentication.BEARER,
    )
    tenant = towns.reference(NUMBER)

    def ask() -> object:
        with clients.open(access, tenant=tenant, guard=guard) as client:
            return client.get(path).json()

    return ask


ARMS: dict[str, Callable[[str], Callable[[], object]]] = {
    "plain": _plain,
    "again": _plain,
    "factory": _factory,
    "unguarded": lambda url: _factory(url, clients.UNGUARDED),
}
