"""A municipality with settings and no pages."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from portal.core import seeds
from tenants.entry import enter
from tenants.types import TenantRef

BLUEPRINT = {
    "tagline": "Stad aan zee",
    "welcome": "Welkom aan zee.",
    "english": {"tagline": "City by the sea", "welcome": "Welcome to the sea."},
    "announcement": {"text": "De brug is dicht.", "level": "warn"},
    "contact": {
        "phone": "088 000 10 01",
        "email": "info@zonnedam.example",
        "hours": [{"days": "maandag", "hours": "9.00 - 17.00 uur"}, {"days": "dinsdag", "hours": "dicht"}],
        "address": {"name": "Stadhuis", "street": "Plein 1", "postcode": "0117 AA", "city": "Zonnedam"},
    },
}


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam, which has its settings."""
    with enter(zonnedam, urls=True) as tenant:
        seeds.fill(BLUEPRINT)
        yield tenant


@pytest.fixture
def visitor(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Visit Zonnedam."""
    return client_of(inside, raise_request_exception=False)
