"""A sign-in ends in every browser that it should, and in no other (attack I20)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from integrations.identities import LogoutHandle
from portal.accounts.models import Ending, SignIn, User
from portal.accounts.operations import ending, journeys
from portal.accounts.queries import resolving
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens


def is_in(client: Client, tenant: TenantRef) -> bool:
    with enter(tenant):
        request = citizens.request_of(client, tenant)
        return bool(request.user.is_authenticated and resolving.whose(request))


@pytest.mark.attack("I11", "I20")
def test_signing_out_ends_this_session_and_no_other(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    desk, phone = (citizens.client_for(client_of, zonnedam) for _ in range(2))

    with enter(zonnedam):
        ending.sign_out(citizens.request_of(desk, zonnedam))

    assert (is_in(desk, zonnedam), is_in(phone, zonnedam)) == (False, True)
    with enter(zonnedam):
        assert Session.objects.count() == 1
        ended = SignIn.objects.get(ending=Ending.SIGNED_OUT)
        assert resolving.handle_of(ended) == LogoutHandle()


@pytest.mark.attack("I20")
def test_all_of_somebody_can_be_ended_but_for_here(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    here, there = (citizens.client_for(client_of, zonnedam) for _ in range(2))
    stranger = citizens.client_for(client_of, zonnedam, citizens.citizen(citizens.OTHER))

    with enter(zonnedam):
        request = citizens.request_of(here, zonnedam)
        current = resolving.sign_in_of(request)
        assert ending.end_all_of(request.user, Ending.ELSEWHERE, but=current) == 1  # type: ignore[arg-type]

    assert [is_in(each, zonnedam) for each in (here, there, stranger)] == [True, False, True]


@pytest.mark.covers("I-193")
@pytest.mark.parametrize("how", ["name", "subject"])
def test_what_a_provider_says_has_ended_ends_here(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client], how: str
) -> None:
    asked_by: Any = {"name": citizens.name_of, "subject": lambda subject: subject}
    desk, phone = (citizens.client_for(client_of, zonnedam) for _ in range(2))
    other = citizens.client_for(client_of, zonnedam, citizens.citizen(citizens.OTHER))
    elsewhere = citizens.client_for(client_of, waterrijk)
    subject = citizens.citizen().acting

    with enter(zonnedam):
        assert ending.end_at_provider("elders", name=citizens.name_of(subject), subject=subject) == 0
        assert ending.end_at_provider("digid") == 0
        assert ending.end_at_provider("digid", **{how: asked_by[how](subject)}) == 2

    assert [is_in(each, zonnedam) for each in (desk, phone, other)] == [False, False, True]
    assert is_in(elsewhere, waterrijk)


def test_what_a_provider_says_of_who_never_came_ends_nothing(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        assert ending.end_at_provider("digid", subject=citizens.citizen().acting) == 0


@pytest.mark.attack("I20")
def test_who_is_closed_out_is_nobody_at_the_next_request(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, zonnedam)
    assert is_in(client, zonnedam)

    with enter(zonnedam):
        User.objects.update(is_active=False)

    assert not is_in(client, zonnedam)


@pytest.mark.attack("I19")
def test_a_copy_of_a_session_under_another_key_is_nobodys(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, zonnedam)
    with enter(zonnedam):
        request = citizens.request_of(client, zonnedam)
        kept = dict(request.session.items())
        copy = citizens.request_of(client_of(zonnedam), zonnedam)
        copy.session.update(kept)
        copy.session.create()
        copy.user = request.user

        assert resolving.whose(copy) is None
        assert resolving.whose(request) is not None


@pytest.mark.attack("I11")
def test_a_message_of_a_provider_counts_once_at_each_door(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        told = [journeys.is_new("bericht-1", door=door) for door in ("digid", "digid", "eherkenning")]

    assert told == [True, False, True]
