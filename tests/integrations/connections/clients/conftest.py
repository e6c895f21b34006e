"""A municipality, a system that talks, and clients between the two."""

import dataclasses
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from integrations.connections import clients
from integrations.connections.clients import oauth
from integrations.connections.types import Access, Authentication
from integrations.http import pools
from tenants.types import TenantRef
from tests.integrations.talking import Talker, as_json, talking

SECRET = "zeer-geheim-4711"
CONNECTION = uuid.UUID("44444444-dddd-4ddd-8ddd-444444444444")


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    yield
    pools.POOL.clear()
    oauth.TOKENS.__init__()  # type: ignore[misc]


@pytest.fixture
def serve(settings: Any) -> Iterator[Callable[..., Talker]]:
    """Start servers; the last one is in reach of a sandbox municipality."""
    with ExitStack() as stack:

        def start(say: Any = lambda asked: as_json({"aantal": 1}), **options: Any) -> Talker:
            talker = stack.enter_context(talking(say, **options))
            settings.SANDBOX_URL = talker.url
            return talker

        yield start


@pytest.fixture
def other_tenant(sandbox_tenant: TenantRef) -> TenantRef:
    return dataclasses.replace(sandbox_tenant, uuid=uuid.UUID("55555555-eeee-4eee-8eee-555555555555"))


@pytest.fixture
def access_to() -> Callable[..., Access]:
    """Say how a server is spoken to; below its `/api`."""

    def make(server: Talker, **changes: Any) -> Access:
        access = Access(
            address=f"{server.url}/api",
            client_id="inwonerplein",
            secret=SECRET,
            key=CONNECTION,
            system="case_system",
            authentication=Authentication.BEARER,
        )
        return dataclasses.replace(access, **changes)

    return make


@pytest.fixture
def open_to(access_to: Callable[..., Access], sandbox_tenant: TenantRef) -> Callable[..., clients.Client]:
    """Open a client to a server, without a guard: what is tested here is the call itself."""

    def start(
        server: Talker, *, tenant: TenantRef = sandbox_tenant, deadline: Any = None, **changes: Any
    ) -> clients.Client:
        access = access_to(server, **changes)
        return clients.open(access, tenant=tenant, deadline=deadline, guard=clients.UNGUARDED)

    return start
