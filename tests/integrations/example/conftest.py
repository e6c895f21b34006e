"""A saved connection of Zonnedam with the register of the sandbox, and Fatima who asks."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from celery import current_app

from integrations import sources
from integrations.connections import operations
from integrations.connections import queries as connections
from integrations.connections.guard import shared
from integrations.connections.inbox.models import Command
from integrations.connections.types import Access, row_of
from integrations.copies import backend
from integrations.http import Deadline, pools
from integrations.outcomes import Outcome
from integrations.sandbox.voorbeeldregister.access import SCOPE
from integrations.sandbox.world.identifiers import BSNS
from integrations.sandbox.world.people import people
from tenants import registers
from tenants.entry import enter
from tenants.registers import Register
from tenants.types import TenantRef
from tenants.wires import lines
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR
from tests.integrations.example import queries, registrations
from tests.integrations.example.types import Subsidy
from tests.integrations.saved import of_a_larger_change

KIND = "example_register"
THERE = "register"
"""What the sandbox calls this municipality: nobody else asks there."""
FATIMA = people()[0].bsn
NOBODY = BSNS[100]
"""Has asked for nothing."""


@pytest.fixture(autouse=True)
def example_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register what the example registers, for one test: it is no part of the product."""
    for name in ("features", "copies", "processing"):
        register: Register[Any] = Register(name)
        for entry in getattr(registers, name):
            register.add(entry)
        monkeypatch.setattr(registers, name, register)
    registrations.register()


@pytest.fixture(autouse=True)
def servers_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a Redis that is there, and begin with no kept socket."""
    shared.book.cache_clear()
    monkeypatch.setattr(lines, "PATIENCE", 10.0)
    monkeypatch.setattr(lines, "SLOW", 10.0)
    backend._rest.until = 0.0
    pools.POOL.clear()


@dataclass
class Asker:
    """Who asks the register of Zonnedam, through a connection that no other test uses."""

    sandbox: Sandbox
    tenant: TenantRef
    key: uuid.UUID
    """Of the connection."""
    person: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def access(self) -> Access:
        """Answer how the register is reached."""
        return connections.access_to(self.key)

    def question(self, bsn: str = FATIMA) -> sources.Kept[list[Subsidy]]:
        """Make the question of a page."""
        return queries.subsidies_of(self.key, person=self.person, bsn=bsn)

    def fetch(self, bsn: str = FATIMA, seconds: float = 10.0) -> Outcome[list[Subsidy]]:
        """Ask the register itself, past the copy."""
        return self.question(bsn).fetch(Deadline(seconds))

    def one(self, number: str, bsn: str = FATIMA, seconds: float = 10.0) -> Outcome[Subsidy]:
        """Ask for one."""
        return queries.subsidy(self.key, number, bsn=bsn)(Deadline(seconds))

    def fault(self, endpoint: str = "subsidies", **fault: Any) -> None:
        """Let something go wrong with the register."""
        self.sandbox.fault(f"voorbeeldregister/{endpoint}", THERE, **fault)

    def calls(self, endpoint: str = "subsidies") -> int:
        """Count what the register was asked, by whomever."""
        told = json.loads(self.sandbox.get(f"/calls/{THERE}.json"))
        return int(told.get(f"voorbeeldregister/{endpoint}", 0))


def connected(sandbox: Sandbox, tenant: TenantRef, *, at: str = "") -> Asker:
    """Add a connection as an operator does, and carry it out as the worker does.

    :param at: where the sandbox is reached, if not at its own address.
    """
    slug, told = f"t{uuid.uuid4().hex[:12]}", sandbox.access(THERE)
    address = told["addresses"]["voorbeeldregister"].replace(sandbox.url, at or sandbox.url)
    command = operations.request_change(
        tenant=tenant.uuid,
        system=KIND,
        by=OPERATOR,
        slug=slug,
        address=address,
        client_id=told["client_id"],
        secret=told["secret"],
        token_address=f"{address}/token",
        scope=SCOPE,
    )
    with of_a_larger_change(tenant):
        operations.carry_out(command=command)
    assert Command.objects.get(pk=command).error == ""
    return Asker(sandbox, tenant, row_of(tenant.uuid, KIND, slug))


@pytest.fixture
def unqueued(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queue nothing."""
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)


@pytest.fixture
def asker(sandbox: Sandbox, zonnedam: TenantRef, unqueued: None) -> Iterator[Asker]:
    """Be inside Zonnedam, with a connection."""
    made = connected(sandbox, zonnedam)
    with enter(zonnedam):
        yield made
