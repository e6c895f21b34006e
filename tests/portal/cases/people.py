"""Somebody who looks at their cases, and the case system behind."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.test import Client

from integrations.sandbox.world.cases import Case as Played
from integrations.sandbox.world.worlds import World
from tenants.types import TenantRef
from tests.integrations.saved import Saved
from tests.integrations.zgw.conftest import world_of
from tests.portal import citizens
from tests.portal.profile.people import words

LIST = "/mijn-zaken/"


@dataclass
class Somebody:
    """A browser in which somebody has signed in."""

    client: Client
    tenant: TenantRef

    def get(self, path: str = LIST, **more: Any) -> Any:
        """Ask for a page."""
        return self.client.get(path, **more)

    def reads(self, path: str = LIST, *, status: int = 200, **more: Any) -> str:
        """Answer what the main part of a page says, in one line."""
        response = self.get(path, **more)
        assert response.status_code == status, response
        return words(response)


@dataclass
class System:
    """A case system, and what it knows."""

    saved: Saved

    @property
    def key(self) -> uuid.UUID:
        """Answer the key of the connection."""
        return self.saved.key

    @property
    def world(self) -> World:
        """Answer what the stand-in knows, made here as it is made there."""
        return world_of(self.saved.there)

    def fault(self, endpoint: str = "zaken/zaken", **fault: Any) -> None:
        """Let something go wrong."""
        self.saved.fault(endpoint, **fault)

    def calls(self) -> dict[str, int]:
        """Count what the system was asked, by endpoint, but for its catalogue."""
        told = json.loads(self.saved.sandbox.get(f"/calls/{self.saved.there}.json"))
        return {name: int(count) for name, count in told.items() if "/catalogi/" not in name}

    def cases_of(self, bsn: str = citizens.FATIMA) -> list[Played]:
        """Answer the cases for citizens that it has of a person, the newest first."""
        found = [
            case
            for case in self.world.cases.values()
            if getattr(case.roles[0].party, "bsn", "") == bsn and not case.type.is_internal
        ]
        return sorted(found, key=lambda case: case.started, reverse=True)

    def page_of(self, case: Played | uuid.UUID, path: str = "") -> str:
        """Answer where the page of a case is."""
        key = case if isinstance(case, uuid.UUID) else case.uuid
        return f"{LIST}{self.key}/{key}/{path}"

    def with_documents(self, bsn: str = citizens.FATIMA) -> tuple[Played, list[Any]]:
        """Answer a case of somebody that has documents, and these."""
        for case in self.cases_of(bsn):
            links = list(self.world.links_of(case.uuid))
            if links:
                return case, links
        raise AssertionError("no case has documents")
