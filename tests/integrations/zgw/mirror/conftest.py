"""Connections of Zonnedam with case systems of each profile, whose catalogues can change."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from integrations.zgw import models, operations
from integrations.zgw.queries import history, mirror
from integrations.zgw.types import Cause, Change, InForce, Run
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.saved import Saved, be_at_rest, saved

PROFILES = {"zgw": "open-zaak-1.x", "zgw-1.0": "zgw-1.0", "esuite": "esuite"}
PARKING = "ZAAKTYPE-0001"
EXTERNAL, ALL = 7, 8
"""Case types of a fresh stand-in; one is internal."""


@dataclass
class Mirrored:
    """One case system and its mirror."""

    connection: Saved

    @property
    def key(self) -> uuid.UUID:
        """Answer the key of the connection."""
        return self.connection.key

    def synchronise(self, cause: Cause = Cause.SCHEDULE) -> Run:
        """Bring the mirror up to date, and answer what is told of it."""
        assert operations.synchronise(self.key, cause=cause) is not None
        return self.last()

    def last(self) -> Run:
        """Answer the newest report."""
        return history.history(self.key)[0]

    def changes(self) -> list[Change]:
        """Answer what the newest report says has changed."""
        return list(self.last().changes)

    def in_force(self, identification: str = PARKING) -> InForce:
        """Answer a case type as it is now."""
        return next(one for one in mirror.in_force(self.key) if one.key.identification == identification)

    def catalogue(self, **wanted: Any) -> dict[str, Any]:
        """Change the catalogue of the stand-in."""
        wanted.setdefault("profile", self.connection.stand_in)
        told = self.connection.sandbox._ask(
            "POST", f"/catalogue/{self.connection.there}", json.dumps(wanted).encode()
        )
        return dict(json.loads(told))

    def publish(self, identification: str = PARKING, status: str = "") -> str:
        """Publish a new version of a case type; answers its address."""
        return str(self.catalogue(publish=identification, status=status)["url"])

    def calls(self) -> int:
        """Count what the Catalogi API was asked, of all kinds."""
        told = json.loads(self.connection.sandbox.get(f"/calls/{self.connection.there}.json"))
        mine = f"{self.connection.stand_in}/catalogi/"
        return sum(int(number) for name, number in told.items() if name.startswith(mine))

    def known(self) -> int:
        """Count the versions of case types that are kept."""
        return models.CaseType.objects.filter(connection=self.key).count()


@pytest.fixture(autouse=True)
def servers_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin anew, and queue nothing."""
    be_at_rest(monkeypatch)


@pytest.fixture
def mirrored(sandbox: Sandbox, zonnedam: TenantRef) -> Callable[[str], Mirrored]:
    """Connect Zonnedam with one more case system."""
    return lambda stand_in: Mirrored(
        saved(sandbox, zonnedam, system="case_system", stand_in=stand_in, profile=PROFILES[stand_in])
    )


@pytest.fixture
def system(mirrored: Callable[[str], Mirrored], zonnedam: TenantRef) -> Iterator[Mirrored]:
    """Be inside Zonnedam, with a case system as Open Zaak is now, not yet mirrored."""
    made = mirrored("zgw")
    with enter(zonnedam):
        yield made
