"""A municipality whose profile is on and mounted, and people who have signed in there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from portal.accounts.models import User
from portal.core.models import OutboxMessage
from tenants import directory, entry, features
from tenants.audit import SYSTEM
from tenants.entry import outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox, sandbox, sandbox_process
from tests.integrations.saved import be_at_rest, saved
from tests.portal import citizens
from tests.portal.profile import urlconf
from tests.portal.profile.people import Somebody
from tests.portal.profile.registers import Register

__all__ = ["sandbox", "sandbox_process"]


def switch(tenant: TenantRef, *, on: bool) -> TenantRef:
    """Switch the profile, and answer the municipality as it is then."""
    with outside():
        features.switch(tenant=Tenant.objects.get(uuid=tenant.uuid), feature="profile", on=on, by=SYSTEM)
    directory.forget()
    found = directory.by_uuid(tenant.uuid)
    assert found
    return found


@pytest.fixture
def mounted(settings: Settings) -> None:
    """Mount the profile."""
    settings.TENANT_URLCONF_BUILDER = urlconf.BUILDER


@pytest.fixture
def inside(mounted: None, zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam, with the profile switched on."""
    with entry.enter(switch(zonnedam, on=True), urls=True) as tenant:
        yield tenant


@pytest.fixture
def person(inside: TenantRef, client_of: Callable[..., Client]) -> Callable[..., Somebody]:
    """Sign somebody in: Fatima with a name and a confirmed address, unless a test says otherwise."""

    def make(
        asserted: Any = None, *, email: str = citizens.EMAIL, name: str = "Fatima", **more: Any
    ) -> Somebody:
        client = citizens.client_for(client_of, inside, asserted or citizens.citizen(), email=email, **more)
        user = User.objects.get(pk=client.session["_auth_user_id"])
        if name:
            user.first_name, user.last_name = name, "El Amrani"
            user.save()
        return Somebody(client, user)

    return make


@pytest.fixture
def fatima(person: Callable[..., Somebody]) -> Somebody:
    """Somebody who has told all that is needed."""
    return person()


@pytest.fixture
def letters(inside: TenantRef) -> Callable[[], list[str]]:
    """List to whom messages went, and about what, oldest first."""

    def found() -> list[str]:
        return [
            f"{message.to}: {message.subject}" for message in OutboxMessage.objects.order_by("created_at")
        ]

    return found


@pytest.fixture
def brp(sandbox: Sandbox, inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Connect Zonnedam with a BRP."""
    be_at_rest(monkeypatch)
    with outside():
        made = saved(sandbox, inside, system="brp", stand_in="brp", profile="brp-2.x")
    return Register(made, "personen")


@pytest.fixture
def kvk(sandbox: Sandbox, inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Connect Zonnedam with a Handelsregister."""
    be_at_rest(monkeypatch)
    with outside():
        made = saved(sandbox, inside, system="kvk", stand_in="kvk", profile="kvk-2024")
    return Register(made, "basisprofielen")
