"""The switcher: for whom somebody acts stands on every page, and can be changed there (P-266, attack I29)."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from integrations.identities import Basis
from portal.accounts.models import Mandate
from portal.accounts.queries import resolving
from portal.accounts.roles import EDITOR
from tenants.types import TenantRef
from tests.portal import citizens, staff

pytestmark = pytest.mark.covers("P-266")
PAGE = "/namens/"


@pytest.fixture
def representative(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Fatima, who acts for Mies van Dam."""
    return citizens.client_for(client_of, inside, citizens.representative())


def about(client: Client, tenant: TenantRef) -> str:
    whose = resolving.whose(citizens.request_of(client, tenant))
    assert whose is not None
    return whose.bsn


@pytest.mark.parametrize("path", ["/zoeken/", "/inlogmomenten/", "/en/zoeken/", "/bestaat-niet/"])
def test_every_page_says_for_whom_somebody_acts(representative: Client, path: str) -> None:
    html = representative.get(path).content.decode()

    assert "<strong>Mies van Dam</strong>" in html
    assert 'name="namens" value=""' in html


def test_who_has_nothing_to_choose_sees_nothing_of_it(fatima: Client) -> None:
    html = fatima.get("/zoeken/").content.decode()

    assert "U handelt" not in html
    assert "/namens/" not in html


def test_visitors_and_staff_see_nothing_of_it(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    for client in (client_of(inside), staff.client_for(client_of, inside, EDITOR)):
        html = client.get("/zoeken/").content.decode()
        assert [word for word in ("U handelt", 'id="sessie"', "session.js") if word in html] == []


@pytest.mark.attack("I29", "O20")
def test_switching_back_to_oneself_is_one_press_and_leaves_nothing_behind(
    representative: Client, inside: TenantRef
) -> None:
    before = representative.cookies["session"].value

    answer = representative.post(PAGE, {"namens": ""})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "cache" in answer["Clear-Site-Data"]
    assert representative.cookies["session"].value != before
    assert about(representative, inside) == citizens.FATIMA
    html = representative.get("/zoeken/").content.decode()
    assert ("Mies van Dam" in html, "U handelt voor uzelf." in html) == (False, True)
    representative.cookies["session"] = before
    assert representative.get("/inlogmomenten/").status_code == 302


def test_the_page_lists_the_choices_and_a_choice_switches(representative: Client, inside: TenantRef) -> None:
    representative.post(PAGE, {"namens": ""})
    html = representative.get(PAGE).content.decode()
    mandate = Mandate.objects.get().uuid

    assert f'value="{mandate}"' in html
    assert "met een machtiging" in html
    representative.post(PAGE, {"namens": str(mandate)})
    assert about(representative, inside) == citizens.REPRESENTED


@pytest.mark.parametrize(
    ("basis", "words"), [(Basis.CURATELE, "als curator"), (Basis.BEWIND, "als bewindvoerder")]
)
def test_the_page_says_on_what_ground(
    inside: TenantRef, client_of: Callable[..., Client], basis: Basis, words: str
) -> None:
    client = citizens.client_for(client_of, inside, citizens.representative(basis))

    assert words in client.get(PAGE).content.decode()


@pytest.mark.attack("I29")
@pytest.mark.parametrize("wanted", ["44444444-4444-4444-8444-444444444444", "' OR 1=1", "\x00", "x" * 5000])
def test_what_is_no_choice_changes_nothing(representative: Client, inside: TenantRef, wanted: str) -> None:
    answer = representative.post(PAGE, {"namens": wanted}, follow=True)

    assert "Dat kunt u niet kiezen" in answer.content.decode()
    assert about(representative, inside) == citizens.REPRESENTED


@pytest.mark.attack("I29", "W14")
def test_a_form_from_before_the_switch_is_not_taken(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = client_of(inside, enforce_csrf_checks=True)
    citizens.sign_in(client, inside, citizens.representative())
    client.get(PAGE)
    token = client.cookies["csrf"].value
    assert client.post(PAGE, {"namens": "", "csrfmiddlewaretoken": token}).status_code == 302

    assert client.post("/sessie/weg/", {"csrfmiddlewaretoken": token}).status_code == 403

    client.get(PAGE)
    fresh = client.cookies["csrf"].value
    assert client.post("/sessie/weg/", {"csrfmiddlewaretoken": fresh}).status_code == 302


def test_a_mandate_that_ends_meanwhile_is_said_before_anything_else(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    client = citizens.client_for(client_of, inside, citizens.representative(ends_at=soon))
    assert "tot" in client.get(PAGE).content.decode()
    Mandate.objects.update(ends_at=timezone.now())

    answer = client.get("/zoeken/?q=paspoort", follow=True)

    assert answer.redirect_chain == [("/namens/?next=%2Fzoeken%2F%3Fq%3Dpaspoort", 302)]
    html = answer.content.decode()
    assert "de machtiging is afgelopen" in html
    assert "Mies van Dam" not in html
    client.post(PAGE, {"namens": ""})
    assert about(client, inside) == citizens.FATIMA


def test_whoever_has_no_choice_left_is_told_to_sign_in_again(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    client = client_of(inside)
    told = citizens.employee()
    told = citizens.Asserted(
        issuer=told.issuer,
        acting=told.acting,
        level=told.level,
        authenticated_at=told.authenticated_at,
        representation=citizens.Representation(
            citizens.Subject(citizens.SubjectKind.KVK, citizens.BAKERY.kvk), Basis.EMPLOYMENT, ends_at=soon
        ),
    )
    citizens.sign_in(client, inside, told)
    Mandate.objects.update(ends_at=timezone.now())

    assert "Log opnieuw in" in client.get("/zoeken/", follow=True).content.decode()


def test_a_company_without_a_name_is_called_your_organisation(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.intermediary(), email="")

    assert "U handelt namens <strong>iemand anders</strong>" in client.get("/zoeken/").content.decode()
