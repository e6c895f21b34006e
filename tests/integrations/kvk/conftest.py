"""A connection of Zonnedam with the KVK, and companies to look for."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app

from integrations.http import Deadline
from integrations.kvk import queries
from integrations.kvk.types import Branch, Company
from integrations.outcomes import Outcome
from integrations.sandbox.world.enterprises import chain
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.saved import Saved, be_fresh, saved

CHAIN = chain().kvk


class Asker:
    """Who asks the KVK, through a connection that no other test uses."""

    def __init__(self, connection: Saved) -> None:
        self.connection = connection

    def company(self, number: str = CHAIN, seconds: float = 10.0) -> Outcome[Company]:
        """Ask the KVK itself for a company, past the copy."""
        return queries.company(self.connection.key, number).fetch(Deadline(seconds))

    def branches(self, number: str = CHAIN, seconds: float = 10.0) -> Outcome[list[Branch]]:
        """Ask the KVK itself for branches, past the copy."""
        return queries.branches(self.connection.key, number).fetch(Deadline(seconds))

    def fault(self, endpoint: str = "zoeken", **fault: Any) -> None:
        """Let something go wrong."""
        self.connection.fault(endpoint, **fault)

    def calls(self, endpoint: str = "zoeken") -> int:
        """Count what the KVK was asked."""
        return self.connection.calls(endpoint)


@pytest.fixture(autouse=True)
def servers_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queue nothing, and begin anew."""
    be_fresh(monkeypatch)
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)


def asker_of(sandbox: Sandbox, tenant: TenantRef, *, at: str = "") -> Asker:
    """Connect a municipality."""
    return Asker(saved(sandbox, tenant, system="kvk", stand_in="kvk", profile="kvk-2024", at=at))


@pytest.fixture
def asker(sandbox: Sandbox, zonnedam: TenantRef) -> Iterator[Asker]:
    """Be inside Zonnedam, with a connection."""
    made = asker_of(sandbox, zonnedam)
    with enter(zonnedam):
        yield made
