"""A municipality that is connected with a provider that can lie, and the journey of a browser through it."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from celery import current_app

from integrations.connections import operations as connections
from integrations.connections.guard import shared
from integrations.connections.inbox.models import Command
from integrations.connections.types import System, row_of
from integrations.copies import backend
from integrations.http import pools
from integrations.identities import Asserted, RefusalReason, SignInRefusedError
from integrations.oidc import operations
from integrations.oidc.types import Claims, Purpose, Service
from tenants.entry import enter
from tenants.types import TenantRef
from tenants.wires import lines
from tests.integrations.connections.conftest import OPERATOR
from tests.integrations.oidc.forging import (
    CLIENT_ID,
    CODE,
    NONCE,
    SECRET,
    STATE,
    VERIFIER,
    Forger,
    forging,
)
from tests.integrations.saved import of_a_larger_change

COLLEAGUE = Service(Purpose.COLLEAGUE, "https://zonnedam.example/oidc/", Claims())


@pytest.fixture(autouse=True)
def servers_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a Redis that is there, and begin with no kept socket."""
    shared.book.cache_clear()
    monkeypatch.setattr(lines, "PATIENCE", 10.0)
    monkeypatch.setattr(lines, "SLOW", 10.0)
    backend._rest.until = 0.0
    pools.POOL.clear()


@dataclass
class Door:
    """A door of the entered municipality, and the browser that comes back to it."""

    key: uuid.UUID
    forger: Forger
    service: Service = field(default=COLLEAGUE)

    def begin(self) -> str:
        """Answer where a browser is sent."""
        return operations.begin(self.key, self.service, state=STATE, nonce=NONCE, verifier=VERIFIER).url

    def complete(self, **changes: Any) -> Asserted:
        """Come back as the provider sends a browser back, or otherwise."""
        journey = {"state": STATE, "nonce": NONCE, "verifier": VERIFIER}
        journey |= {name: changes.pop(name) for name in tuple(journey) if name in changes}
        parameters = changes.pop("parameters", {"state": STATE, "code": CODE})
        return operations.complete(self.key, self.service, parameters=parameters, **journey)

    def refused(self, **changes: Any) -> tuple[RefusalReason, str]:
        """Come back and be refused."""
        with pytest.raises(SignInRefusedError) as refusal:
            self.complete(**changes)
        return refusal.value.reason, refusal.value.code


def connected(tenant: TenantRef, address: str, *, secret: str = SECRET) -> uuid.UUID:
    """Add a connection with a provider as an operator does, and carry it out as the worker does."""
    slug = f"t{uuid.uuid4().hex[:12]}"
    command = connections.request_change(
        tenant=tenant.uuid,
        system=System.OPENID,
        by=OPERATOR,
        slug=slug,
        address=address,
        client_id=CLIENT_ID,
        secret=secret,
    )
    with of_a_larger_change(tenant):
        connections.carry_out(command=command)
    assert Command.objects.get(pk=command).error == ""
    return row_of(tenant.uuid, System.OPENID, slug)


@pytest.fixture
def unqueued(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queue nothing."""
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)


@pytest.fixture
def doors(zonnedam: TenantRef, unqueued: None, settings: Any) -> Iterator[Callable[..., list[Door]]]:
    """Open doors of Zonnedam, each with a provider of its own, all on one origin; stay inside."""
    with ExitStack() as stack:

        def make(count: int = 1) -> list[Door]:
            paths = [f"/{name}{uuid.uuid4().hex[:8]}" for name in "abcdef"[:count]]
            forgers = stack.enter_context(forging(*paths))
            settings.SANDBOX_URL = forgers[0].talker.url
            keys = [connected(zonnedam, forger.issuer) for forger in forgers]
            stack.enter_context(enter(zonnedam))
            return [Door(key, forger) for key, forger in zip(keys, forgers, strict=True)]

        yield make


@pytest.fixture
def door(doors: Callable[..., list[Door]]) -> Door:
    """One door."""
    return doors()[0]
