"""A municipality that has been entered, and a visitor to it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tenants.entry import enter
from tenants.types import TenantRef


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam."""
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def visitor(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Visit Zonnedam."""
    return client_of(inside)
