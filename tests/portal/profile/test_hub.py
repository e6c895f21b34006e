"""The hub of the profile (P-053, P-054, P-060)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from integrations.identities import Basis
from portal.accounts.models import Preferences
from portal.accounts.roles import EDITOR
from portal.profile.models import ProfileSettings
from tenants import directory
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens, staff
from tests.portal.profile.conftest import switch
from tests.portal.profile.people import HOST, Somebody, words

pytestmark = pytest.mark.covers("P-053", "P-054")
MOST_QUERIES = 14
"""Two of them write down that somebody looked."""


def test_it_greets_by_name_and_says_how_the_municipality_reaches_somebody(fatima: Somebody) -> None:
    text = fatima.reads()

    assert "Welkom, Fatima. U bent hier voor het eerst." in text
    assert "Achternaam El Amrani" in text
    assert f"E-mailadres {citizens.EMAIL}" in text


def test_it_says_when_somebody_was_here_before(person: Callable[..., Somebody]) -> None:
    person()

    assert "U was hier het laatst op" in person().reads()


def test_it_takes_few_queries(fatima: Somebody) -> None:
    fatima.get()  # what a process asks once and remembers for seconds, it has asked

    with CaptureQueriesContext(connection) as captured:
        assert fatima.get().status_code == 200

    asked = [query["sql"] for query in captured if '"tenants_' not in query["sql"]]
    assert len(asked) < MOST_QUERIES  # the page tree, which stands aside here, is one more


def test_a_made_up_address_is_never_shown(person: Callable[..., Somebody]) -> None:
    hashed = person(email=f"{'0a' * 16}@example.org", name="Fatima")
    assert hashed.get().status_code == 302  # to where a real one is asked

    assert "0a0a" not in hashed.reads("aanvullen/")


def test_a_visitor_is_sent_to_sign_in(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    response = client_of(inside).get(HOST)

    assert response.status_code == 302
    assert f"next={HOST}" in response.url  # type: ignore[attr-defined]


def test_staff_has_no_profile(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    assert editor.get(HOST).status_code == 403


def test_switched_off_it_is_not_there(fatima: Somebody, inside: TenantRef) -> None:
    from portal.pages import seeds
    from portal.pages import urls as pages

    switch(inside, on=False)
    off = directory.by_uuid(inside.uuid)
    assert off
    with enter(off, urls=True):
        assert seeds.PROFILE.apphook == "ProfileApphook"
        assert not pages.is_on(seeds.PROFILE.apphook, off.features)


def test_panels_of_other_features_are_links_that_htmx_fetches(fatima: Somebody) -> None:
    html = fatima.get().content.decode()

    assert 'hx-get="/onderwerpen/interesses/" hx-trigger="load"' in html
    assert '<a href="/onderwerpen/interesses/">Naar Interesses</a>' in html
    assert 'href="#paneel-interests"' in html


def test_a_panel_of_a_feature_that_is_not_there_is_not_shown(fatima: Somebody, settings: Settings) -> None:
    settings.PROFILE_PANELS = {"later": ("Later", "nowhere:page")}

    assert "Later" not in fatima.reads()


def test_who_has_a_password_can_change_it_and_everybody_can_leave(
    fatima: Somebody, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    loes = citizens.with_account(client_of, inside)

    assert "/wachtwoord-wijzigen/" in loes.get(HOST).content.decode()
    assert "/wachtwoord-wijzigen/" not in fatima.get().content.decode()
    for name in ("holdings:page", "holdings:erase", "sign_ins:page"):
        assert f'href="{reverse(name)}"' in fatima.get().content.decode()


def test_a_toggle_hides_its_part_and_its_entry_above(fatima: Somebody, settings: Settings) -> None:
    settings.PROFILE_TOPICS = {"messages": ("berichten", "products:index")}
    shown = fatima.get().content.decode()
    ProfileSettings.objects.create(show_interests=False, show_notifications=False)
    hidden = fatima.get().content.decode()

    for trace in ("paneel-interests", "#voorkeuren", "Waarover wij u mailen"):
        assert trace in shown
        assert trace not in hidden


@pytest.mark.covers("P-060")
def test_the_summary_lists_what_somebody_hears_of_or_says_that_there_is_nothing(
    fatima: Somebody, settings: Settings
) -> None:
    settings.PROFILE_TOPICS = {
        "messages": ("nieuwe berichten", "products:index"),
        "plans": ("samenwerken", "products:index"),
    }
    assert "nieuwe berichten, samenwerken" in fatima.reads()

    Preferences.objects.filter(user=fatima.user).update(messages=False)
    assert "nieuwe berichten" not in fatima.reads()

    Preferences.objects.filter(user=fatima.user).update(plans=False)
    assert "geen e-mail over nieuws" in fatima.reads()


@pytest.mark.covers("P-051")
def test_a_company_sees_its_name_and_number_and_no_names_of_people(person: Callable[..., Somebody]) -> None:
    text = person(citizens.employee(), name="", branch="").reads()

    assert f"Bedrijfsnaam {citizens.BAKERY.name}" in text
    assert f"KvK-nummer {citizens.BAKERY.kvk}" in text
    assert "Voornaam" not in text


@pytest.mark.covers("P-266")
@pytest.mark.attack("I29")
@pytest.mark.parametrize("path", ["", "wijzigen/", "aanvullen/", "gegevens/", "voorkeuren/", "e-mailadres/"])
def test_who_acts_for_another_sees_nothing_of_their_own(person: Callable[..., Somebody], path: str) -> None:
    acting = person(citizens.representative(Basis.AUTHORISATION))

    response = acting.get(path)

    assert response.status_code == 403
    for own in ("Fatima", "El Amrani", citizens.EMAIL):
        assert own not in words(response)  # who sits there is named above every page
    assert "Fatima" in person().reads()  # for themselves they do


def test_nobody_else_may_keep_a_page_of_the_profile(fatima: Somebody) -> None:
    assert "no-store" in fatima.get().headers["Cache-Control"]
