"""Connections of Zonnedam with both versions of the BRP, and who is looked for."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from celery import current_app

from integrations import sources
from integrations.haalcentraal import queries
from integrations.haalcentraal.types import Person, Purpose
from integrations.http import Deadline
from integrations.outcomes import Outcome
from integrations.sandbox.world.identifiers import BSNS
from integrations.sandbox.world.residents import residents
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.saved import Saved, be_fresh, saved

FATIMA, *_ = residents()
NOBODY = BSNS[100]
PURPOSE = Purpose("00000001234567890000", "Inzage door de inwoner", "Mijn gegevens@inzage")
ENDPOINTS = {"brp": "personen", "brp-1.3": "ingeschrevenpersonen"}
PROFILES = {"brp": "brp-2.x", "brp-1.3": "brp-1.3"}


@dataclass
class Asker:
    """Who asks the BRP, through a connection that no other test uses."""

    connection: Saved
    whose: str = field(default_factory=lambda: uuid.uuid4().hex)
    purpose: Purpose = PURPOSE

    @property
    def endpoint(self) -> str:
        """Answer what is asked there."""
        return ENDPOINTS[self.connection.stand_in]

    def question(self, bsn: str = FATIMA) -> sources.Kept[Person]:
        """Make the question of a page."""
        return queries.person(self.connection.key, bsn=bsn, whose=self.whose, purpose=self.purpose)

    def fetch(self, bsn: str = FATIMA, seconds: float = 10.0) -> Outcome[Person]:
        """Ask the BRP itself, past the copy."""
        return self.question(bsn).fetch(Deadline(seconds))

    def fault(self, **fault: object) -> None:
        """Let something go wrong."""
        self.connection.fault(self.endpoint, **fault)

    def calls(self) -> int:
        """Count what the BRP was asked."""
        return self.connection.calls(self.endpoint)


@pytest.fixture(autouse=True)
def servers_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queue nothing, and begin anew."""
    be_fresh(monkeypatch)
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)


def asker_of(sandbox: Sandbox, tenant: TenantRef, stand_in: str, *, at: str = "") -> Asker:
    """Connect a municipality with one version."""
    return Asker(saved(sandbox, tenant, system="brp", stand_in=stand_in, profile=PROFILES[stand_in], at=at))


@pytest.fixture(params=ENDPOINTS)
def asker(request: pytest.FixtureRequest, sandbox: Sandbox, zonnedam: TenantRef) -> Iterator[Asker]:
    """Be inside Zonnedam, with a connection with either version."""
    made = asker_of(sandbox, zonnedam, request.param)
    with enter(zonnedam):
        yield made


@pytest.fixture
def newer(sandbox: Sandbox, zonnedam: TenantRef) -> Iterator[Asker]:
    """The same, with version 2."""
    made = asker_of(sandbox, zonnedam, "brp")
    with enter(zonnedam):
        yield made
