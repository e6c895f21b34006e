"""What must be filled in before somebody goes on (P-040, P-041)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from portal.accounts.models import Preferences, Registered, Source
from portal.profile.models import ProfileSettings
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.profile.conftest import switch
from tests.portal.profile.people import HOST, Somebody, words

pytestmark = pytest.mark.covers("P-040")
STEP = f"{HOST}aanvullen/"
DEEP = "/zoeken/?q=paspoort&soort=products.product"
FILLED: dict[str, Any] = {"first_name": "Fatima", "last_name": "El Amrani", "email": "f@voorbeeld.nl"}


@pytest.fixture
def newcomer(person: Callable[..., Somebody]) -> Somebody:
    """Somebody who signs in with DigiD for the first time."""
    return person(email="", name="")


@pytest.mark.parametrize("path", [DEEP, HOST, "/onderwerpen/", "/onderwerpen/interesses/"])
def test_a_newcomer_is_led_to_the_step_from_wherever_they_go(newcomer: Somebody, path: str) -> None:
    response = newcomer.client.get(path)

    where = urlsplit(response.url)  # type: ignore[attr-defined]
    assert (response.status_code, where.path) == (302, STEP)
    assert parse_qs(where.query)["next"] == [path]


@pytest.mark.covers("P-004")
def test_after_the_step_they_are_where_they_wanted_to_be(newcomer: Somebody) -> None:
    asked = newcomer.client.get(DEEP)
    form = newcomer.client.get(asked.url)  # type: ignore[attr-defined]
    assert f'name="next" value="{DEEP.replace("&", "&amp;")}"' in form.content.decode()

    done = newcomer.client.post(STEP, FILLED | {"next": DEEP})

    assert (done.status_code, done.url) == (302, DEEP)  # type: ignore[attr-defined]
    assert newcomer.client.get(DEEP).status_code == 200
    assert newcomer.name == "Fatima El Amrani"


@pytest.mark.attack("W09")
@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(newcomer: Somebody, elsewhere: str) -> None:
    done = newcomer.client.post(STEP, FILLED | {"next": elsewhere})

    assert done.url == HOST  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/favicon.ico", "/keuzes/stijl.css", "/.well-known/security.txt"]
)
def test_what_is_for_everybody_stays_open(newcomer: Somebody, path: str) -> None:
    assert STEP not in newcomer.client.get(path).headers.get("Location", "")


def test_a_form_is_not_lost_on_the_way_it_is_refused(newcomer: Somebody) -> None:
    response = newcomer.client.post(f"{HOST}wijzigen/", {"email": "x@voorbeeld.nl"})

    assert (response.status_code, response.url) == (302, STEP)  # type: ignore[attr-defined]
    assert newcomer.contact.email == ""


def test_htmx_takes_the_whole_page_there(newcomer: Somebody) -> None:
    response = newcomer.client.get("/onderwerpen/interesses/", headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"].startswith(STEP)


def test_a_form_with_something_missing_says_so(newcomer: Somebody) -> None:
    response = newcomer.client.post(STEP, {"first_name": "Fatima"})

    assert response.status_code == 422
    text = words(response)
    assert "Achternaam:" in text
    assert "E-mailadres:" in text


def test_who_has_told_all_goes_anywhere_and_past_the_step(fatima: Somebody) -> None:
    assert fatima.client.get(DEEP).status_code == 200
    assert fatima.client.get(STEP, {"next": DEEP}).url == DEEP  # type: ignore[attr-defined]


def test_visitors_and_staff_are_not_asked(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    from portal.accounts.roles import EDITOR
    from tests.portal import staff

    assert client_of(inside).get(DEEP).status_code == 200
    assert staff.client_for(client_of, inside, EDITOR).get(DEEP).status_code == 200


def test_a_register_that_may_still_tell_saves_typing_a_name(person: Callable[..., Somebody]) -> None:
    waiting = person(email="", name="")
    Registered.objects.create(user=waiting.user, source=Source.BRP)
    html = waiting.client.get(STEP).content.decode()

    assert 'name="email"' in html
    assert 'name="first_name"' not in html
    assert waiting.client.post(STEP, {"email": "f@voorbeeld.nl"}).status_code == 302
    assert "nog niet bekend" in waiting.reads()


def test_whom_the_brp_does_not_know_tells_their_name(person: Callable[..., Somebody]) -> None:
    unknown = person(name="")
    Registered.objects.create(user=unknown.user, source=Source.BRP, outcome="not found")

    assert 'name="first_name"' in unknown.client.get(STEP).content.decode()


@pytest.mark.parametrize(
    ("asserted", "more"),
    [(citizens.employee(), {"branch": ""}), (citizens.foreigner(), {})],
    ids=["company", "foreigner"],
)
def test_others_are_asked_for_an_address_only(
    person: Callable[..., Somebody], asserted: Any, more: dict[str, Any]
) -> None:
    somebody = person(asserted, email="", name="", **more)
    html = somebody.client.get(STEP).content.decode()

    assert 'name="email"' in html
    assert 'name="first_name"' not in html


def test_who_must_choose_a_branch_does_that_first(person: Callable[..., Somebody]) -> None:
    somebody = person(citizens.employee(), email="", name="")

    assert somebody.client.get(HOST).url.startswith("/vestiging/")  # type: ignore[attr-defined]


def test_switched_off_nothing_has_to_be_filled_in(newcomer: Somebody, inside: TenantRef) -> None:
    switch(inside, on=False)

    assert newcomer.client.get(DEEP).status_code == 200


def test_the_municipality_says_it_in_its_own_words(newcomer: Somebody) -> None:
    ProfileSettings.objects.create(registration_text="Vertel ons wie u bent.")

    assert "Vertel ons wie u bent." in newcomer.reads("aanvullen/")


@pytest.mark.covers("P-041")
def test_it_asks_what_somebody_wants_to_hear_of_where_that_is_there(
    newcomer: Somebody, settings: Settings
) -> None:
    settings.PROFILE_TOPICS = {
        "cases": ("zaken", "products:index"),
        "messages": ("berichten", "nowhere:page"),
    }
    html = newcomer.client.get(STEP).content.decode()
    assert 'value="cases"' in html
    assert 'value="messages"' not in html
    assert "Moet u iets doen voor uw zaak?" in html

    newcomer.client.post(STEP, FILLED)

    chosen = Preferences.objects.get(user=newcomer.user)
    assert (chosen.cases, chosen.messages, chosen.is_confirmed) == (False, True, True)
