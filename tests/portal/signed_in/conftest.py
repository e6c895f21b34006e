"""A municipality, and time that passes."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from django.test import Client

from portal.accounts.models import SignIn
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens

type Later = Callable[..., None]


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """Enter Zonnedam."""
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def fatima(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Fatima, in her browser."""
    return citizens.client_for(client_of, inside)


@pytest.fixture
def later(inside: TenantRef) -> Later:
    """Let time pass for all sessions: what they were noted at lies further back."""

    def pass_by(**time: float) -> None:
        ago = datetime.timedelta(**time)
        Session.objects.update(expire_date=F("expire_date") - ago)
        SignIn.objects.update(seen_at=F("seen_at") - ago, at=F("at") - ago)

    return pass_by
