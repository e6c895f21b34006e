"""The start page of who has signed in: what they chose is asked for apart (P-058, architecture P4)."""

from collections.abc import Callable

import pytest
from django.test import Client

from integrations.identities import Basis
from portal.products.models import Category
from tenants.types import TenantRef
from tests.portal import citizens

pytestmark = pytest.mark.covers("P-058")
PART = 'hx-get="/onderwerpen/uw-onderwerpen/"'
NEWS = 'hx-get="/nieuws/"'


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_start_page_asks_for_what_somebody_chose_and_says_none_of_it(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    fatima = citizens.client_for(client_of, inside)
    waste = Category.objects.create(
        name="Zeldzaam", slug="zeldzaam", is_published=True, position=999, parent=None
    )
    fatima.post("/onderwerpen/interesses/", {"subjects": [str(waste.uuid)]})

    assert PART in home(fatima)
    assert "Zeldzaam" in fatima.get("/onderwerpen/uw-onderwerpen/").content.decode()


def test_the_start_page_of_visitors_asks_for_nothing_of_anybody(visitor: Client) -> None:
    response = visitor.get("/")

    assert PART not in response.content.decode()
    assert not response.cookies


def test_who_acts_for_another_person_gets_nothing_of_the_own_account(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    acting = citizens.client_for(client_of, inside, citizens.representative(Basis.AUTHORISATION))
    company = citizens.client_for(client_of, inside, citizens.employee(), branch="")

    assert PART not in home(acting)
    assert PART in home(company)


@pytest.mark.covers("P-184")
def test_what_is_new_is_asked_for_apart_by_who_may_see_it(
    inside: TenantRef, visitor: Client, client_of: Callable[..., Client]
) -> None:
    acting = citizens.client_for(client_of, inside, citizens.representative(Basis.AUTHORISATION))
    fatima = citizens.client_for(client_of, inside)

    assert [NEWS in home(client) for client in (visitor, acting, fatima)] == [False, False, True]
