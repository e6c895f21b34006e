"""Fatima at Zonnedam, signed in a moment ago, and a functional manager."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens, staff


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam."""
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def fatima(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Sign Fatima in."""
    return citizens.client_for(client_of, inside)


@pytest.fixture
def account(fatima: Client) -> User:
    """Answer her account."""
    found: User = User.objects.get(contact__email=citizens.EMAIL)
    return found


@pytest.fixture
def administrator(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Sign a functional manager in."""
    return staff.client_for(client_of, inside, ADMINISTRATOR)
