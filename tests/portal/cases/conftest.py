"""A municipality whose cases are on, with a case system of each profile, and people who have signed in there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from integrations.zgw import operations as zgw
from integrations.zgw.types import Confidentiality
from portal.cases.models import CaseSettings
from tenants import directory, entry, features
from tenants.audit import SYSTEM
from tenants.entry import outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox, sandbox, sandbox_process
from tests.integrations.saved import be_at_rest
from tests.integrations.zgw import mirroring
from tests.integrations.zgw.conftest import asker_of
from tests.integrations.zgw.drawing import fits_a_page
from tests.portal import citizens
from tests.portal.cases import urlconf
from tests.portal.cases.people import Somebody, System

__all__ = ["sandbox", "sandbox_process"]
CATALOGUE = "{}/catalogi/api/v1/catalogussen/00000000-0000-4000-8000-000000000001"
HIGHEST = Confidentiality.TOP_SECRET.value


def switch(tenant: TenantRef, *, on: bool) -> TenantRef:
    """Switch the cases, and answer the municipality as it is then."""
    with outside():
        features.switch(tenant=Tenant.objects.get(uuid=tenant.uuid), feature="cases", on=on, by=SYSTEM)
    directory.forget()
    found = directory.by_uuid(tenant.uuid)
    assert found
    return found


@pytest.fixture
def inside(settings: Settings, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> Iterator[TenantRef]:
    """Enter Zonnedam, with cases of every level."""
    settings.TENANT_URLCONF_BUILDER = urlconf.BUILDER
    be_at_rest(monkeypatch)
    with entry.enter(switch(zonnedam, on=True), urls=True) as tenant:
        CaseSettings(max_confidentiality=HIGHEST, max_document_confidentiality=HIGHEST).save()
        yield tenant


@pytest.fixture
def connect(inside: TenantRef, sandbox: Sandbox) -> Callable[..., System]:
    """Connect Zonnedam with a case system, and read its catalogue."""

    def make(stand_in: str = "zgw", *, is_read: bool = True, name: str = "") -> System:
        with outside():
            made = asker_of(sandbox, inside, stand_in, suits=fits_a_page).connection
        if stand_in == "esuite":  # it lists no catalogues (I-047)
            zgw.enter_catalogue(
                connection=made.key,
                url=CATALOGUE.format(made.access.address),
                domain="OEFEN",
                rsin="800000009",
                by=SYSTEM,
            )
        if is_read:
            mirroring.read(made)
        return System(made)

    return make


@pytest.fixture
def system(connect: Callable[..., System]) -> System:
    """A case system of today."""
    return connect()


@pytest.fixture
def person(inside: TenantRef, client_of: Callable[..., Client]) -> Callable[..., Somebody]:
    """Sign somebody in: Fatima, unless a test says otherwise."""

    def make(asserted: Any = None, **more: Any) -> Somebody:
        return Somebody(
            citizens.client_for(client_of, inside, asserted or citizens.citizen(), **more), inside
        )

    return make


@pytest.fixture
def fatima(person: Callable[..., Somebody]) -> Somebody:
    """Somebody with cases of each kind."""
    return person()
