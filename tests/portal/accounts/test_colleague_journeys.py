"""A colleague goes to the sign-in of the organisation and comes back, over sockets to the stand-in."""

from binascii import unhexlify
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django_otp.oath import totp

from integrations.sandbox.identity_openid import leaving
from portal.accounts import operations
from portal.accounts.models import Ending, SignIn, User
from portal.accounts.roles import EDITOR
from tenants.audit import SYSTEM
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.digid_eherkenning import dance
from tests.portal import staff
from tests.portal.accounts import organisation
from tests.portal.accounts.organisation import EDITOR_ONLY, ROLES, WANTED, WITH_BOTH, WITH_NONE, Browser

stage, _staged = organisation.stage, organisation._staged


@pytest.fixture
def browser(stage: dance.Stage, zonnedam: TenantRef, client_of: Callable[..., Client]) -> Browser:
    """A colleague's browser, where groups let in."""
    organisation.door(stage, zonnedam, creates_staff=True, roles=ROLES)
    return Browser(client_of(zonnedam), stage)


@pytest.mark.covers("P-017", "P-034", "P-035")
def test_a_colleague_comes_where_they_wanted_to_be(browser: Browser) -> None:
    assert browser.sign_in(WITH_BOTH) == WANTED
    assert browser.client.get(WANTED).status_code == 200


@pytest.mark.covers("P-034")
def test_without_a_second_factor_there_one_is_set_up_here_first(browser: Browser) -> None:
    led = browser.sign_in(WITH_BOTH, second_factor=False)

    assert not browser.is_in()
    assert led.startswith("/beheer/mfa/code/")
    setup = browser.client.get(led, follow=True).content.decode()
    assert "Extra beveiliging instellen" in setup


@pytest.mark.covers("P-034")
def test_who_has_a_device_here_shows_it_and_goes_on(browser: Browser, zonnedam: TenantRef) -> None:
    browser.sign_in(WITH_BOTH)
    with enter(zonnedam):
        user = User.objects.get(identity__isnull=False)
        user.totpdevice_set.create(name="default", key=staff.KEY, confirmed=True)

    led = browser.sign_in(WITH_BOTH, second_factor=False)
    assert "Vul uw code in" in browser.client.get(led).content.decode()
    wrong = browser.client.post(led, {"otp_token": "abcdefgh", "next": WANTED})
    assert (wrong.status_code, browser.is_in()) == (200, False)
    right = browser.client.post(led, {"otp_token": f"{totp(unhexlify(staff.KEY)):06d}", "next": WANTED})

    assert (right.status_code, right.headers["Location"]) == (302, WANTED)
    assert browser.is_in()


def test_who_may_not_come_in_is_told_what_to_do(browser: Browser) -> None:
    led = browser.sign_in(WITH_NONE)
    page = browser.client.get(led).content.decode()

    assert "U mag deze website nog niet beheren" in page
    assert "Vraag uw beheerder om een uitnodiging" in page
    assert not browser.is_in()


@pytest.mark.parametrize("outcome", ["cancel", "server_error"])
def test_what_goes_wrong_at_the_organisation_leads_back_to_the_page_of_staff(
    browser: Browser, outcome: str
) -> None:
    led = browser.sign_in(WITH_BOTH, outcome=outcome)
    page = browser.client.get(led).content.decode()

    assert led == "/beheer/login/mislukt/"
    assert 'href="/inloggen/via/medewerkers/"' in page
    assert "/beheer/login/" in page


def test_the_page_of_refusals_has_nothing_to_say_to_who_was_not_refused(browser: Browser) -> None:
    assert browser.client.get("/beheer/login/mislukt/").headers["Location"] == "/beheer/login/"


@pytest.mark.covers("P-017")
def test_an_invitation_lets_in_once(
    stage: dance.Stage, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    organisation.door(stage, zonnedam)
    browser = Browser(client_of(zonnedam), stage)
    with enter(zonnedam, urls=True):
        operations.invite(email=organisation.mail_of(EDITOR_ONLY), role=EDITOR, by=SYSTEM)

    assert browser.sign_in(WITH_BOTH) == "/beheer/login/mislukt/"
    assert browser.sign_in(EDITOR_ONLY, then="/beheer/") == "/beheer/"
    assert browser.is_in()


def test_signing_out_ends_the_session_at_the_organisation_too(browser: Browser, zonnedam: TenantRef) -> None:
    browser.sign_in(WITH_BOTH)

    page = browser.client.post("/beheer/logout/")
    action = page.context["departure"]
    assert not browser.is_in()
    _status, _text, told = dance.fetch("POST", action.url, urlencode(action.fields).encode())
    back = urlsplit(told["location"])
    response = browser.client.get(f"{back.path}?{back.query}")

    assert urlsplit(action.url).path.endswith("/openid-entra/logout")
    assert response.headers["Location"].startswith("/beheer/login/")
    assert "U bent uitgelogd" in browser.client.get(response.headers["Location"]).content.decode()
    with enter(zonnedam):
        assert SignIn.objects.get().ending == Ending.SIGNED_OUT


@pytest.mark.attack("I20")
def test_the_organisation_ends_the_session_of_who_was_put_out(browser: Browser, zonnedam: TenantRef) -> None:
    browser.sign_in(WITH_BOTH)
    assert browser.is_in()
    told: list[dict[str, str]] = []
    shown = dance.fetch("GET", f"{browser.stage.url}/t/zonnedam/openid-entra/sessions")[1]
    session = shown.split('name="session" value="')[-1].split('"')[0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaving, "deliver", lambda address, fields: told.append(fields) or 200)
        dance.fetch(
            "POST",
            f"{browser.stage.url}/t/zonnedam/openid-entra/sessions",
            urlencode({"session": session, "address": "http://127.0.0.1/"}).encode(),
        )
    forged = browser.client.post(f"{organisation.DOOR}uitloggen/", {"logout_token": "een.ander.token"})
    assert (forged.status_code, browser.is_in()) == (400, True)
    answer = browser.client.post(f"{organisation.DOOR}uitloggen/", told[0])

    assert answer.status_code == 200
    assert not browser.is_in()


def test_the_way_in_for_colleagues_stays_where_citizens_cannot_sign_in(
    browser: Browser, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenants import features

    monkeypatch.setattr(features, "is_on", lambda key: key != "sign_in")

    assert browser.client.get("/inloggen/").status_code == 404
    assert browser.sign_in(WITH_BOTH) == WANTED


@pytest.mark.attack("W14")
def test_an_answer_that_another_browser_began_lets_nobody_in(
    browser: Browser, zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    back = browser.choose(browser.leave(), WITH_BOTH)
    victim = Browser(client_of(zonnedam), browser.stage)

    assert victim.client.get(back).headers["Location"] == "/beheer/login/mislukt/"
    assert not victim.is_in()
    assert browser.client.get(back).headers["Location"] == WANTED
    assert parse_qs(urlsplit(back).query)["state"]
