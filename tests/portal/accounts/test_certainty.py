"""A page that asks to be surer, through the door again and back, over sockets to the stand-in (attack I08)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from integrations.identities import Level
from portal.accounts import services
from portal.accounts.models import Door, DoorKind, Journey, Protocol, SignIn, User
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.accounts.test_doors import Browser, _staged, browser, door, stage

__all__ = ["_staged", "browser", "door", "stage"]
pytestmark = pytest.mark.attack("I08")
DEEP = "/strenger/?vraag=1"
BUILDER = "tests.portal.accounts.surer"


@pytest.fixture(autouse=True)
def _mounted(settings: Any) -> None:
    settings.TENANT_URLCONF_BUILDER = BUILDER


def asked(browser: Browser) -> Any:
    """Go to the stricter page, and follow where it leads."""
    return browser.client.get(DEEP)


def surer(browser: Browser, **choice: Any) -> Any:
    """Show anew who somebody is, by the link on the page with ways to sign in."""
    page = browser.client.get(asked(browser).headers["Location"]).content.decode()
    assert "moeten wij zekerder weten wie u bent" in page
    there = browser.client.get(f"/inloggen/via/digid/?next={DEEP}&niveau=30".replace("?vraag", "%3Fvraag"))
    return browser.come_back(browser.choose(there.headers["Location"], **choice))


def test_a_stricter_page_sends_to_the_door_and_lets_in_who_showed_it_there(browser: Browser) -> None:
    """The negative control: the same person, surer."""
    browser.sign_in(level="midden")
    sent = asked(browser)
    told = parse_qs(urlsplit(sent.headers["Location"]).query)

    assert (sent.status_code, told) == (302, {"next": [DEEP], "niveau": ["30"]})
    assert surer(browser, level="substantieel").headers["Location"] == DEEP
    assert asked(browser).content == b"strenger"


def test_a_request_of_its_own_asks_the_provider_for_the_higher_level(
    browser: Browser, zonnedam: TenantRef
) -> None:
    browser.sign_in(level="midden")
    with enter(zonnedam):
        before = Journey.objects.count()
    surer(browser, level="substantieel")
    with enter(zonnedam):
        assert Journey.objects.count() == before + 1
        assert list(SignIn.objects.filter(ended_at=None).values_list("level", flat=True)) == [30]


def test_who_shows_no_more_than_before_is_refused_and_stays_in_as_before(browser: Browser) -> None:
    browser.sign_in(level="midden")
    response = surer(browser, level="midden")
    page = browser.client.get(response.headers["Location"]).content.decode()

    assert "U moet zekerder laten zien wie u bent" in page
    assert "niveau=30" in page
    assert browser.is_in()
    assert asked(browser).status_code == 302


def test_leaving_the_level_out_of_the_address_comes_no_further(browser: Browser) -> None:
    browser.sign_in(level="midden")
    browser.sign_in(then=DEEP, level="midden")

    assert asked(browser).status_code == 302


@pytest.mark.parametrize("told", ["", "0", "5", "99", "-30", "30.0", "x", "\u0663\u0660"])
def test_a_level_that_is_none_asks_for_nothing_more(browser: Browser, told: str) -> None:
    browser.sign_in(level="midden")

    response = browser.client.get("/inloggen/", {"next": "/contact/", "niveau": told})

    assert (response.status_code, response.headers["Location"]) == (302, "/contact/")


def test_somebody_else_is_not_let_in_and_ends_the_session_of_the_first(
    browser: Browser, zonnedam: TenantRef
) -> None:
    browser.sign_in(level="midden")
    with enter(zonnedam):
        accounts = User.objects.count()
    response = surer(browser, level="hoog", person="3")
    page = browser.client.get(response.headers["Location"]).content.decode()

    assert "U logde in als iemand anders" in page
    assert not browser.is_in()
    with enter(zonnedam):
        assert not SignIn.objects.filter(ended_at=None).exists()
        assert User.objects.count() == accounts


def test_an_answer_to_the_first_request_does_not_count_as_surer(browser: Browser) -> None:
    """One journey asked for less; what comes of it is no more than that."""
    first = browser.choose(browser.leave(DEEP), level="midden")
    browser.come_back(first)
    surer_way = browser.client.get("/inloggen/via/digid/", {"next": DEEP, "niveau": "30"})
    browser.come_back(first)

    assert surer_way.status_code == 302
    assert asked(browser).status_code == 302


def test_who_has_no_way_to_be_surer_is_told_so(
    door: Door, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    Door.objects.all().delete()
    client = citizens.client_for(client_of, zonnedam)
    SignIn.objects.update(level=Level.MIDDEN)
    Door.objects.all().delete()

    page = client.get("/inloggen/", {"next": DEEP, "niveau": "30"}).content.decode()

    assert "U kunt deze pagina niet openen" in page


def test_a_broker_is_asked_for_these_levels_alone_and_to_let_them_show_it_anew(zonnedam: TenantRef) -> None:
    told = {"claims_of": "signicat", "prompt": "", "acr_values": ["gewoon"]}
    plain = Door(
        slug="makelaar",
        kind=DoorKind.DIGID,
        protocol=Protocol.OPENID,
        minimum_level=Level.MIDDEN,
        options=told,
    )
    with enter(zonnedam):
        usual = services.openid_service(plain)
        surer_one = services.openid_service(plain, level=Level.SUBSTANTIEEL)

    assert (usual.minimum, usual.prompt, usual.acr_values) == (Level.MIDDEN, "", ("gewoon",))
    assert (surer_one.minimum, surer_one.prompt) == (Level.SUBSTANTIEEL, "login")
    levels = {surer_one.claims.levels[name] for name in surer_one.acr_values}
    assert levels == {each for each in surer_one.claims.levels.values() if each >= Level.SUBSTANTIEEL}


def test_a_page_that_is_asked_for_in_part_leads_the_whole_window(browser: Browser) -> None:
    browser.sign_in(level="midden")

    response = browser.client.get(DEEP, headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"].startswith("/inloggen/?next=")
    assert response.content == b""
