"""A saved connection with a stand-in, for the tests of one system; no other test uses it."""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from celery import current_app

from integrations.connections import operations
from integrations.connections import queries as connections
from integrations.connections.guard import shared
from integrations.connections.health import reading
from integrations.connections.inbox.models import Command
from integrations.connections.types import Access, row_of
from integrations.copies import backend
from integrations.http import pools
from integrations.sources import gathering
from tenants.configuration import recording
from tenants.types import TenantRef
from tenants.wires import lines
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR


@dataclass
class Saved:
    """A connection of a municipality, and the stand-in behind it."""

    sandbox: Sandbox
    tenant: TenantRef
    key: uuid.UUID
    """Of the connection."""
    stand_in: str
    there: str
    """What the sandbox calls this municipality: nobody else asks there."""

    @property
    def access(self) -> Access:
        """Answer how the system is reached."""
        return connections.access_to(self.key)

    def fault(self, endpoint: str, **fault: Any) -> None:
        """Let something go wrong with it."""
        self.sandbox.fault(f"{self.stand_in}/{endpoint}", self.there, **fault)

    def calls(self, endpoint: str) -> int:
        """Count what it was asked."""
        told = json.loads(self.sandbox.get(f"/calls/{self.there}.json"))
        return int(told.get(f"{self.stand_in}/{endpoint}", 0))

    def counted(self) -> int:
        """Count the calls of the last minutes, as the health board does."""
        return reading.known_of(self.tenant.uuid, self.key).last(10).calls


def new_slug() -> str:
    """Make the name of a municipality of the sandbox that nobody has asked for yet."""
    return f"t{uuid.uuid4().hex[:12]}"


def saved(
    sandbox: Sandbox,
    tenant: TenantRef,
    *,
    system: str,
    stand_in: str,
    profile: str,
    at: str = "",
    slug: str = "",
) -> Saved:
    """Add a connection as an operator does, and carry it out as the worker does.

    No release of the municipality's configuration is made of it: to read all of that before and after takes most of
    the time, in many hundreds of tests that are about something else.

    :param at: where the sandbox is reached, if not at its own address.
    :param slug: of the municipality there, if it matters which.
    """
    slug = slug or new_slug()
    told = sandbox.access(slug)
    command = operations.request_change(
        tenant=tenant.uuid,
        system=system,
        by=OPERATOR,
        slug=slug,
        address=told["addresses"][stand_in].replace(sandbox.url, at or sandbox.url),
        client_id=told["client_id"] if system == "case_system" else "",
        secret=told["secret"],
        profile=profile,
    )
    with of_a_larger_change(tenant):
        operations.carry_out(command=command)
    assert Command.objects.get(pk=command).error == ""
    return Saved(sandbox, tenant, row_of(tenant.uuid, system, slug), stand_in, slug)


@contextmanager
def of_a_larger_change(tenant: TenantRef) -> Iterator[None]:
    """Let what happens belong to a release that somebody else makes, and never does."""
    token = recording._open.set(tenant.uuid)
    try:
        yield
    finally:
        recording._open.reset(token)


def be_fresh(monkeypatch: Any) -> None:
    """Wait for a Redis that is there, and begin with no kept socket."""
    shared.book.cache_clear()
    monkeypatch.setattr(lines, "PATIENCE", 10.0)
    monkeypatch.setattr(lines, "SLOW", 10.0)
    backend._rest.until = 0.0
    pools.POOL.clear()


def be_at_rest(monkeypatch: Any) -> None:
    """Begin anew, queue nothing, and ask in the thread of the test.

    Another thread has a connection of its own: what it writes of who looked would stay after the test.
    """
    be_fresh(monkeypatch)
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)
    monkeypatch.setattr(gathering.parallel, "begin", lambda work: work())
