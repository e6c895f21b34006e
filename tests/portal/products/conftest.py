"""A municipality with the catalogue mounted, a visitor to it, and an editor of it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from tenants import entry
from tenants.types import TenantRef
from tests.portal.products import urlconf


@pytest.fixture
def mounted(settings: Settings) -> None:
    """Mount the catalogue at `onderwerpen/`."""
    settings.TENANT_URLCONF_BUILDER = urlconf.BUILDER


@pytest.fixture
def inside(mounted: None, zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam."""
    with entry.enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def visitor(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Visit Zonnedam."""
    return client_of(inside)


@pytest.fixture
def editor(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Sign in as an editor of Zonnedam who showed a second factor."""
    user = User.objects.create(email="noor@zonnedam.example", is_staff=True)
    user.groups.add(EDITOR.id)
    device = TOTPDevice.objects.create(user=user, confirmed=True)
    client = client_of(inside)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client
