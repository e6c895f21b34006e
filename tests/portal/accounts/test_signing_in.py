"""Signing in as whom an identity provider vouched for: one account for each, at each municipality (M-11)."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.models import SignIn, User
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens


@pytest.mark.covers("P-029")
@pytest.mark.parametrize(
    "asserted",
    [
        citizens.citizen(),
        citizens.employee(),
        citizens.employee(rsin=citizens.BAKERY.rsin),
        citizens.employee(branch=citizens.BAKERY.branches[0].number),
        citizens.foreigner(),
        citizens.representative(),
        citizens.intermediary(),
    ],
    ids=["citizen", "company", "by RSIN", "one branch", "foreigner", "representative", "intermediary"],
)
def test_whom_a_door_lets_in_has_a_session(
    zonnedam: TenantRef, client_of: Callable[..., Client], asserted: citizens.Asserted
) -> None:
    client = citizens.client_for(client_of, zonnedam, asserted)

    with enter(zonnedam):
        request = citizens.request_of(client, zonnedam)
        assert request.user.is_authenticated
        row = SignIn.objects.get(user=request.user.pk)
        assert (row.session_key, row.ended_at) == (request.session.session_key, None)
        assert row.browser == "Firefox, Windows"


def test_who_has_an_account_of_this_website_has_a_session_too(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.with_account(client_of, zonnedam)

    with enter(zonnedam):
        assert citizens.request_of(client, zonnedam).user == User.objects.get(email=citizens.EMAIL)
