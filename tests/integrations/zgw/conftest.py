"""Connections of Zonnedam with a case system in each of its versions, and people who ask for their cases."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import pytest

from integrations.http import Deadline
from integrations.outcomes import Outcome
from integrations.sandbox.settings import Settings
from integrations.sandbox.world.cases import Case as Played
from integrations.sandbox.world.people import people
from integrations.sandbox.world.worlds import World
from integrations.zgw.queries import asking, cases, documents
from integrations.zgw.types.cases import CaseFile, CasePage
from integrations.zgw.types.catalogue import Confidentiality
from integrations.zgw.types.documents import Download
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Applicant
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.saved import Saved, be_fresh, saved
from tests.integrations.zgw import drawing

PROFILES: Final = {"zgw": "open-zaak-1.x", "zgw-1.0": "zgw-1.0", "esuite": "esuite"}
ALL: Final = Options(
    max_confidentiality=Confidentiality.TOP_SECRET, max_document_confidentiality=Confidentiality.TOP_SECRET
)
"""Shows cases of every level."""
FATIMA: Final = Applicant.person(people()[0].bsn)
SECONDS: Final = 10.0
ENDPOINTS: Final = ("zaken", "statussen", "resultaten", "rollen", "zaakinformatieobjecten")


@dataclass
class Asker:
    """Who asks a case system of Zonnedam, through a connection that no other test uses."""

    connection: Saved
    whose: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def is_current(self) -> bool:
        """Tell whether it speaks today's version."""
        return self.connection.stand_in == "zgw"

    @property
    def world(self) -> World:
        """Answer what the stand-in knows, made here as it is made there."""
        return world_of(self.connection.there)

    def list_of(self, who: Applicant = FATIMA, options: Options = ALL, **more: Any) -> Outcome[CasePage]:
        """Ask the system itself for a part of a list, past the copy."""
        seconds = more.pop("seconds", SECONDS)
        query = cases.list_of(self.connection.key, who, whose=self.whose, options=options, **more)
        return query.fetch(Deadline(seconds))

    def one_of(self, case: uuid.UUID, who: Applicant = FATIMA, options: Options = ALL) -> Outcome[CaseFile]:
        """Ask the system itself for a case, past the copy."""
        query = cases.one_of(self.connection.key, case, who, whose=self.whose, options=options)
        return query.fetch(Deadline(SECONDS))

    def stream_of(
        self, case: uuid.UUID, document: uuid.UUID, who: Applicant = FATIMA, options: Options = ALL
    ) -> Outcome[Download]:
        """Ask for a file."""
        query = documents.stream_of(self.connection.key, case, document, who, options=options)
        return query(Deadline(SECONDS))

    def fault(self, endpoint: str = "zaken/zaken", **fault: Any) -> None:
        """Let something go wrong."""
        self.connection.fault(endpoint, **fault)

    def calls(self) -> dict[str, int]:
        """Count what the system was asked, by endpoint."""
        told = json.loads(self.connection.sandbox.get(f"/calls/{self.connection.there}.json"))
        return {name.removeprefix(f"{self.connection.stand_in}/"): int(count) for name, count in told.items()}


def played(asker: Asker, applicant: Applicant = FATIMA) -> list[Played]:
    """Answer the cases that the stand-in has of a person, the newest first."""
    found = [case for case in asker.world.cases.values() if _asks(case) == applicant.bsn]
    return sorted(found, key=lambda case: case.started, reverse=True)


def _asks(case: Played) -> str:
    return getattr(case.roles[0].party, "bsn", "")


def asker_of(
    sandbox: Sandbox,
    tenant: TenantRef,
    stand_in: str = "zgw",
    *,
    suits: Callable[[drawing.Draw], bool] = drawing.has_enough,
) -> Asker:
    """Connect a municipality that has enough to show; what each has is drawn from its name, which is new each time."""
    connection = saved(
        sandbox,
        tenant,
        system="case_system",
        stand_in=stand_in,
        profile=PROFILES[stand_in],
        slug=drawing.slug(suits),
    )
    return Asker(connection)


@lru_cache(maxsize=8)
def world_of(slug: str) -> World:
    """Make what the stand-in knows of a municipality, as it is made there; whoever looks changes nothing in it."""
    settings = Settings()
    return World(slug, seed=settings.seed, count=settings.cases, today=settings.today())


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin anew."""
    be_fresh(monkeypatch)


@pytest.fixture(params=list(PROFILES))
def asker(request: Any, fresh: None, sandbox: Sandbox, zonnedam: TenantRef) -> Iterator[Asker]:
    """Be inside Zonnedam, with a system of each version."""
    made_ = asker_of(sandbox, zonnedam, request.param)
    with enter(zonnedam):
        yield made_


@pytest.fixture
def current(fresh: None, sandbox: Sandbox, zonnedam: TenantRef) -> Iterator[Asker]:
    """Be inside Zonnedam, with a system of today."""
    made_ = asker_of(sandbox, zonnedam)
    with enter(zonnedam):
        yield made_


@pytest.fixture
def esuite(fresh: None, sandbox: Sandbox, zonnedam: TenantRef) -> Iterator[Asker]:
    """Be inside Zonnedam, with a system that has the quirks of a vendor."""
    made_ = asker_of(sandbox, zonnedam, "esuite")
    with enter(zonnedam):
        yield made_


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the calls of each round."""
    made: list[int] = []
    real = asking.Session.together

    def together(self: Any, calls: Any) -> Any:
        if calls:
            made.append(len(calls))
        return real(self, calls)

    monkeypatch.setattr(asking.Session, "together", together)
    return made
