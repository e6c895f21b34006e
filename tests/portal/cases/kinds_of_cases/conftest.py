"""Two municipalities whose cases are on, each with a case system whose catalogue can change, and who manages them."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client

from integrations.zgw.types import Cause
from portal.accounts.roles import ADMINISTRATOR
from portal.cases.models import LinkSettings
from portal.cases.queries import carried, known, written
from portal.cases.queries.known import Known
from tenants import audit, directory, features
from tenants.audit import SYSTEM
from tenants.entry import enter, outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox, sandbox, sandbox_process
from tests.integrations.saved import be_at_rest, saved
from tests.integrations.zgw import mirroring
from tests.integrations.zgw.mirror.conftest import PARKING, PROFILES, Mirrored
from tests.portal import staff

__all__ = ["sandbox", "sandbox_process"]
BY = audit.Actor("staff", "6f1d7a52-2b4c-4f0e-8a55-3d6a3f6b7e77")


def switch(tenant: TenantRef, *, on: bool) -> TenantRef:
    """Switch the cases, and answer the municipality as it is then."""
    with outside():
        features.switch(tenant=Tenant.objects.get(uuid=tenant.uuid), feature="cases", on=on, by=SYSTEM)
    directory.forget()
    found = directory.by_uuid(tenant.uuid)
    assert found
    return found


class House:
    """A municipality with a case system."""

    def __init__(self, tenant: TenantRef, system: Mirrored) -> None:
        self.tenant, self.system = tenant, system

    def inside(self) -> AbstractContextManager[Any]:
        """Enter it."""
        return enter(self.tenant, urls=True)

    def kind(self, identification: str = PARKING) -> Known:
        """Answer a kind of cases as it is now."""
        return next(
            each
            for each in known.every()
            if each.stable.identification == identification and each.system.connection == self.system.key
        )

    def value(self, identification: str = PARKING, **own: Any) -> dict[str, Any]:
        """Write down a kind of cases with all of its parts."""
        kind = self.kind(identification)
        return {**carried.complete(written.one_set(kind.key), known.parts_of([kind])[kind.key]), **own}


@pytest.fixture
def house(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Callable[..., House]:
    """Give a municipality a case system, and read its catalogue."""
    be_at_rest(monkeypatch)

    def make(tenant: TenantRef, stand_in: str = "zgw", hosts: str = "formulieren.voorbeeld.nl") -> House:
        there = switch(tenant, on=True)
        with outside():
            connection = saved(
                sandbox, there, system="case_system", stand_in=stand_in, profile=PROFILES[stand_in]
            )
        made = House(there, Mirrored(connection))
        with made.inside():
            mirroring.read(connection, Cause.SCHEDULE)
            LinkSettings.objects.update_or_create(id=1, defaults={"hosts": hosts})
        return made

    return make


@pytest.fixture
def home(house: Callable[..., House], zonnedam: TenantRef) -> Iterator[House]:
    """Be inside Zonnedam."""
    made = house(zonnedam)
    with made.inside():
        yield made


@pytest.fixture
def administrator(home: House, client_of: Callable[..., Client]) -> Client:
    """Be signed in as a functional manager."""
    return staff.client_for(client_of, home.tenant, ADMINISTRATOR)
