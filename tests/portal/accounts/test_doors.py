"""Signing in by a door, from the page with choices to where somebody wanted to be, over sockets to the stand-in."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from integrations.connections.guard import shared
from integrations.connections.models import Connection
from integrations.http import pools
from integrations.identities import Departure
from portal.accounts.models import Door, DoorKind, Ending, Journey, Protocol, SignIn
from tenants.entry import enter
from tenants.types import TenantRef
from tenants.wires import lines
from tests.integrations.digid_eherkenning import dance

WANTED = "/onderwerpen/"


@pytest.fixture(scope="module")
def _staged() -> Iterator[dance.Stage]:
    with dance.staged() as stage:
        yield stage


@pytest.fixture
def stage(_staged: dance.Stage, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dance.Stage]:
    settings.SANDBOX_URL = _staged.url
    shared.book.cache_clear()
    monkeypatch.setattr(lines, "PATIENCE", 10.0)
    monkeypatch.setattr(lines, "SLOW", 10.0)
    pools.POOL.clear()
    yield _staged
    _staged.rest()


@dataclass
class Browser:
    """A browser at Zonnedam, and the stand-in that it is sent to."""

    client: Client
    stage: dance.Stage

    def leave(self, then: str = WANTED) -> str:
        """Choose DigiD; answers where the browser is sent."""
        response = self.client.get(f"/inloggen/via/digid/?{urlencode({'next': then})}")
        assert response.status_code == 302, response.content
        return str(response.headers["Location"])

    def choose(self, there: str, **choice: Any) -> str:
        """Choose on the provider's page; answers the path with which the browser comes back."""
        status, page, _headers = dance.visit(Departure(there))
        assert status == 200, page
        key = re.search(r'name="key" value="([^"]+)"', page)
        action = re.search(r'action="([^"]+)"', page)
        assert key
        assert action
        told = {"outcome": "sign-in", "key": key[1], **choice}
        status, page, headers = dance.fetch("POST", f"{self.stage.url}{action[1]}", urlencode(told).encode())
        assert status == 303, page
        back = urlsplit(headers["location"])
        return f"{back.path}?{back.query}"

    def come_back(self, path: str) -> Any:
        """Come back from the provider."""
        return self.client.get(path)

    def sign_in(self, then: str = WANTED, **choice: Any) -> Any:
        """Sign in from beginning to end."""
        return self.come_back(self.choose(self.leave(then), **choice))

    def is_in(self) -> bool:
        """Tell whether the page with choices sends somebody on, as it does who is in."""
        return bool(self.client.get("/inloggen/").status_code == 302)


@pytest.fixture
def door(stage: dance.Stage, zonnedam: TenantRef) -> Iterator[Door]:
    with enter(zonnedam):
        key = dance.saved(zonnedam, "digid", f"{stage.url}/t/zonnedam/digid/metadata")
        reference = Connection.objects.get(pk=key).reference
        yield Door.objects.create(
            slug="digid", kind=DoorKind.DIGID, protocol=Protocol.SAML, connection=reference, is_on=True
        )


@pytest.fixture
def browser(door: Door, stage: dance.Stage, client_of: Callable[..., Client], zonnedam: TenantRef) -> Browser:
    return Browser(client_of(zonnedam), stage)


@pytest.mark.covers("P-012", "P-013", "P-050")
def test_somebody_who_signs_in_with_digid_comes_where_they_wanted_to_be(browser: Browser) -> None:
    response = browser.sign_in()

    assert (response.status_code, response.headers["Location"]) == (302, WANTED)
    assert browser.is_in()


@pytest.mark.covers("P-013", "P-014")
def test_who_stops_at_the_provider_is_told_so_and_can_try_again(browser: Browser) -> None:
    response = browser.sign_in(outcome="cancel")
    page = browser.client.get(response.headers["Location"]).content.decode()

    assert "U bent gestopt met inloggen" in page
    assert "/inloggen/via/digid/?next=%2Fonderwerpen%2F" in page
    assert not browser.is_in()


@pytest.mark.covers("I-203")
@pytest.mark.fault("F21")
@pytest.mark.parametrize("outcome", ["failed", "denied", "trouble", "unknown"])
def test_what_fails_at_the_provider_is_said_with_a_number_to_mention(browser: Browser, outcome: str) -> None:
    browser.sign_in(outcome=outcome)
    page = browser.client.get("/inloggen/mislukt/").content.decode()

    assert re.search(r"Noem dan dit nummer: [0-9A-F]{8}", page)
    assert not browser.is_in()


@pytest.mark.fault("F21")
def test_a_provider_that_is_down_leaves_a_page_that_says_what_to_do(browser: Browser) -> None:
    path = browser.choose(browser.leave())
    browser.stage.fault("digid/artifacts", "zonnedam", status=503)
    browser.come_back(path)
    page = browser.client.get("/inloggen/mislukt/").content.decode()

    assert "Inloggen kan nu even niet" in page
    assert not browser.is_in()


@pytest.mark.attack("I08")
def test_a_level_below_what_is_asked_lets_nobody_in_and_says_which_way_to_go(browser: Browser) -> None:
    browser.sign_in(level="basis")
    page = browser.client.get("/inloggen/mislukt/").content.decode()

    assert "U moet zekerder laten zien wie u bent" in page
    assert not browser.is_in()


def test_a_number_of_a_refusal_stands_in_the_log_without_who_it_was(
    browser: Browser, zonnedam: TenantRef
) -> None:
    browser.sign_in(outcome="cancel")
    with enter(zonnedam):
        from tenants.audit.models import AuditRecord

        record = AuditRecord.objects.filter(action="accounts.door_refused").latest("pk")

    assert record.details["reason"] == "cancelled"
    assert record.actor == ""


@pytest.mark.covers("P-026", "I-193")
def test_signing_out_ends_the_session_here_and_goes_on_to_the_provider(
    browser: Browser, zonnedam: TenantRef
) -> None:
    browser.sign_in()
    response = browser.client.post("/uitloggen/")

    assert urlsplit(response.headers["Location"]).path.endswith("/digid/sign-out")
    assert "cache" in response.headers["Clear-Site-Data"]
    assert not browser.is_in()
    with enter(zonnedam):
        assert SignIn.objects.get().ending == Ending.SIGNED_OUT


@pytest.mark.covers("I-194")
@pytest.mark.attack("I12")
def test_metadata_names_this_municipality_alone(browser: Browser, zonnedam: TenantRef) -> None:
    told = browser.client.get("/inloggen/via/digid/metadata.xml").content.decode()

    assert f"{zonnedam.primary_host}" in told
    assert "waterrijk" not in told
    assert "PRIVATE KEY" not in told


@pytest.mark.covers("P-027")
def test_two_tabs_that_sign_in_at_once_do_not_disturb_each_other(browser: Browser) -> None:
    first, second = browser.leave("/onderwerpen/"), browser.leave("/contact/")

    assert browser.come_back(browser.choose(first)).headers["Location"] == "/onderwerpen/"
    assert browser.come_back(browser.choose(second)).headers["Location"] == "/"
    assert browser.is_in()


def test_a_door_that_is_switched_off_is_not_there(browser: Browser, zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        Door.objects.update(is_on=False)

    assert browser.client.get("/inloggen/via/digid/").status_code == 404
    assert "DigiD" not in browser.client.get("/inloggen/").content.decode()


def test_a_connection_that_is_switched_off_shows_at_its_door_alone(
    browser: Browser, zonnedam: TenantRef
) -> None:
    with enter(zonnedam):
        Connection.objects.update(is_on=False)
    page = browser.client.get("/inloggen/").content.decode()

    assert "Kan nu even niet" in page
    assert "/inloggen/via/digid/" not in page


@pytest.mark.attack("I01")
def test_an_answer_that_comes_twice_lets_nobody_in_again(browser: Browser, zonnedam: TenantRef) -> None:
    path = browser.choose(browser.leave())
    assert browser.come_back(path).headers["Location"] == WANTED
    browser.client.post("/uitloggen/")

    assert browser.come_back(path).headers["Location"] == "/inloggen/mislukt/"
    assert not browser.is_in()


@pytest.mark.attack("I01", "I04")
def test_an_answer_in_another_browser_lets_nobody_in(
    browser: Browser, stage: dance.Stage, client_of: Callable[..., Client], zonnedam: TenantRef
) -> None:
    path = browser.choose(browser.leave())
    victim = Browser(client_of(zonnedam), stage)

    assert victim.come_back(path).headers["Location"] == "/inloggen/mislukt/"
    assert not victim.is_in()
    assert browser.come_back(path).headers["Location"] == WANTED  # in the browser that asked, it counts


@pytest.mark.attack("I02", "I05")
def test_an_answer_for_one_municipality_lets_nobody_in_at_another(
    browser: Browser, stage: dance.Stage, client_of: Callable[..., Client], waterrijk: TenantRef
) -> None:
    path = browser.choose(browser.leave())
    with enter(waterrijk):
        key = dance.saved(waterrijk, "digid", f"{stage.url}/t/zonnedam/digid/metadata")
        reference = Connection.objects.get(pk=key).reference
        Door.objects.create(
            slug="digid", kind=DoorKind.DIGID, protocol=Protocol.SAML, connection=reference, is_on=True
        )
    there = Browser(client_of(waterrijk), stage)
    query = parse_qs(urlsplit(path).query)

    assert there.come_back(path).headers["Location"] == "/inloggen/mislukt/"
    there.leave()  # now it has a journey of its own, which an artifact alone would be taken for
    with enter(waterrijk):
        assert Journey.objects.filter(used_at=None).exists()
    mixed = urlencode({"SAMLart": query["SAMLart"][0]})
    assert there.come_back(f"/inloggen/via/digid/terug/?{mixed}").headers["Location"] == "/inloggen/mislukt/"
    assert not there.is_in()


@pytest.mark.attack("I10")
@pytest.mark.parametrize(
    "then", ["//kwaad.example", "https:kwaad.example", "javascript:alert(1)", "http://waterrijk.localhost/"]
)
def test_the_way_back_stays_on_this_host(browser: Browser, then: str) -> None:
    assert browser.sign_in(then).headers["Location"] == "/"


@pytest.mark.attack("I19")
def test_signing_in_gives_the_session_another_key(browser: Browser, settings: Any) -> None:
    path = browser.choose(browser.leave())
    before = browser.client.cookies[settings.SESSION_COOKIE_NAME].value
    browser.come_back(path)

    assert browser.client.cookies[settings.SESSION_COOKIE_NAME].value != before
    stranger = Client(headers={"host": "zonnedam.localhost"})
    stranger.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stranger.get("/inloggen/").status_code == 200


@pytest.mark.covers("architecture I6")
def test_coming_back_asks_the_provider_once_and_nobody_else(browser: Browser) -> None:
    path = browser.choose(browser.leave())
    browser.stage.passed.clear()
    browser.come_back(path)

    assert [request.path for request, _response in browser.stage.passed] == ["/t/zonnedam/digid/artifacts"]


@pytest.mark.covers("P-061")
def test_who_must_show_again_who_they_are_is_asked_once_and_comes_back(
    browser: Browser, zonnedam: TenantRef
) -> None:
    browser.sign_in()
    with enter(zonnedam):
        SignIn.objects.update(at=timezone.now() - datetime.timedelta(minutes=6))
    asked = browser.client.get("/mijn/bewaard/verwijderen/")
    page = browser.client.get(asked.headers["Location"]).content.decode()

    assert "Log daarom opnieuw in" in page
    assert "/inloggen/via/digid/?next=%2Fmijn%2Fbewaard%2Fverwijderen%2F" in page
    browser.sign_in("/mijn/bewaard/verwijderen/")
    assert browser.client.get("/mijn/bewaard/verwijderen/").status_code == 200
