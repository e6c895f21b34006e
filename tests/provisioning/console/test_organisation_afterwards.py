"""What follows once an operator came by the organisation: shown again, left, ended, and forgotten (C-001 to C-003)."""

import re
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from integrations.sandbox.identity_openid import leaving as stand_in_leaving
from provisioning.console import checks, organisation
from provisioning.console.models import (
    Operator,
    OperatorDevice,
    OrganisationJourney,
)
from provisioning.console.operations import journeys
from provisioning.console.types import Role
from tests.integrations.digid_eherkenning import dance
from tests.provisioning.console import organisation as there
from tests.provisioning.console import people
from tests.provisioning.console.organisation import (
    AWAY,
    ONE_GROUP,
    WITH_BOTH,
    Browser,
    acts,
    last_refusal,
)

_staged, stage, browser, bram = there._staged, there.stage, there.browser, there.bram


@pytest.mark.covers("C-003")
def test_who_it_is_is_shown_again_at_the_organisation(browser: Browser, bram: Operator) -> None:
    browser.sign_in(ONE_GROUP)
    with people.later(15 * 60 + 1):
        asked = browser.client.get("/account/herstelcodes/")
        assert "/bevestigen/" in asked.headers["Location"]
    session = browser.client.session
    session["proven"] = "2026-01-01T00:00:00+00:00"
    session.save()
    page = browser.client.get("/bevestigen/?next=/account/herstelcodes/").content.decode()
    assert "Bevestigen bij uw organisatie" in page
    assert 'name="password"' not in page

    away = browser.leave("/bevestigen/organisatie/?next=/account/herstelcodes/")
    wished = there.asked_for(away)
    response = browser.on(browser.choose(away, ONE_GROUP))

    assert (wished["prompt"], wished["max_age"]) == ("login", "0")
    assert response.headers["Location"] == "/account/herstelcodes/"
    assert browser.client.get("/account/herstelcodes/").status_code == 200
    assert acts()[-1] == "operator.proved_again"


def _long_ago(browser: Browser) -> None:
    session = browser.client.session
    session["proven"] = "2026-01-01T00:00:00+00:00"
    session.save()


@pytest.mark.covers("C-003")
@pytest.mark.attack("I23")
def test_without_a_second_factor_there_ours_completes_the_proof(browser: Browser, bram: Operator) -> None:
    browser.sign_in(ONE_GROUP)
    _long_ago(browser)
    OperatorDevice.objects.update(last_step=0)

    browser.client.post("/bevestigen/", {"code": people.code(), "next": "/account/"})
    assert browser.client.get("/account/herstelcodes/").status_code == 302
    browser.sign_in(ONE_GROUP, path="/bevestigen/organisatie/", second_factor=False)
    assert browser.client.get("/account/herstelcodes/").status_code == 302
    browser.client.post("/bevestigen/", {"code": people.code(), "next": "/account/"})
    assert browser.client.get("/account/herstelcodes/").status_code == 200


@pytest.mark.covers("C-003")
@pytest.mark.attack("I14")
def test_somebody_else_does_not_prove_it_for_him_nor_in_another_session(
    browser: Browser, bram: Operator
) -> None:
    there.linked(browser.stage, WITH_BOTH, Role.OWNER)
    browser.sign_in(ONE_GROUP)
    _long_ago(browser)

    other_person = browser.sign_in(WITH_BOTH, path="/bevestigen/organisatie/")
    assert "Dit is een ander account" in other_person.content.decode()

    back = browser.choose(browser.leave("/bevestigen/organisatie/"), ONE_GROUP)
    on = browser.client.get(back).headers["Refresh"].removeprefix("0; url=")
    people.admit(browser.client, bram)  # the same operator, in a session that was begun since
    assert browser.client.get(on).status_code == 403
    assert last_refusal()["why"] == "other_session"


def test_signing_out_offers_to_end_the_session_there_too(browser: Browser, bram: Operator) -> None:
    browser.sign_in(ONE_GROUP)

    page = browser.client.post("/afmelden/")
    departure = page.context["departure"]
    assert not browser.is_in()
    assert urlsplit(departure.url).path == "/openid-keycloak/logout"
    assert departure.url in page.headers["Content-Security-Policy"]
    _status, _text, told = dance.fetch("POST", departure.url, urlencode(departure.fields).encode())

    response = browser.client.get(urlsplit(told["location"]).path)
    assert "U bent afgemeld" in response.content.decode()


@pytest.mark.attack("I11")
def test_the_organisation_ends_the_session_here_once_and_another_ones_not(
    browser: Browser, bram: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, str]] = []
    monkeypatch.setattr(stand_in_leaving, "deliver", lambda _address, fields: sent.append(fields) or 200)
    browser.sign_in(ONE_GROUP)
    second = Browser(people.browser(), browser.stage)
    second.sign_in(ONE_GROUP)
    url = f"{browser.stage.url}/openid-keycloak/sessions"
    _status, page, _told = dance.fetch("GET", url)
    newest = re.findall(r'name="session" value="([^"]+)"', page)[-1]
    dance.fetch("POST", url, urlencode({"session": newest, "address": "x"}).encode())

    assert people.browser().post(f"{AWAY}uitloggen/", {"logout_token": "a.b.c"}).status_code == 400
    assert second.is_in()
    assert people.browser().post(f"{AWAY}uitloggen/", sent[0]).status_code == 200
    assert (browser.is_in(), second.is_in()) == (True, False)
    assert people.browser().post(f"{AWAY}uitloggen/", sent[0]).status_code == 400
    assert "operator.ended_by_organisation" in acts()


@pytest.mark.attack("I24")
def test_who_fails_for_another_does_not_lock_his_second_step(
    browser: Browser, bram: Operator, visitor: Client
) -> None:
    OperatorDevice.objects.update(last_step=0)
    for _ in range(6):
        visitor.post("/aanmelden/", {"email": bram.email, "password": "iets anders"})

    browser.sign_in(ONE_GROUP, second_factor=False)
    browser.client.post("/aanmelden/code/", {"code": people.code()})

    assert browser.is_in()


def test_one_address_does_not_begin_without_end(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journeys, "MOST", 2)

    assert [browser.client.get(AWAY).status_code for _ in range(3)] == [302, 302, 503]
    assert OrganisationJourney.objects.count() == 2


def test_journeys_of_yesterday_are_forgotten_and_hold_nothing_in_the_open(
    browser: Browser, bram: Operator
) -> None:
    there_ = browser.leave()
    state = there.asked_for(there_)["state"]
    row = OrganisationJourney.objects.get()
    assert state not in (row.state, row.browser, row.origin)
    assert state.encode() not in bytes(row.sealed or b"")

    OrganisationJourney.objects.update(began_at=timezone.now() - journeys.KEPT)
    assert journeys.forget_journeys() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"OPERATORS_OPENID_ROLES": []},
        {"OPERATORS_OPENID_ROLES": ["beheer=baas"]},
        {"OPERATORS_OPENID_SECRET": ""},
        {"OPERATORS_OPENID_NAMES": "signicat"},
        {"OPERATORS_OPENID_OTHER_NAMES": "{"},
        {"OPERATORS_OPENID_OTHER_NAMES": '{"no_such_name": []}'},
    ],
)
def test_settings_that_make_no_sense_let_nobody_in(stage: dance.Stage, wrong: dict[str, Any]) -> None:
    assert organisation.configured()
    with there.trusted(stage, PROCESS="console", **wrong):
        assert [each.id for each in checks.settings_of_organisation(None)] == ["console.E001"]
        with pytest.raises(ImproperlyConfigured):
            organisation.configured()


def test_passwords_are_not_off_where_there_is_no_other_way_in(
    stage: dance.Stage, visitor: Client, operator: Operator
) -> None:
    with there.trusted(stage, PROCESS="console", OPERATORS_OPENID_ISSUER="", OPERATORS_PASSWORDS=False):
        assert [each.id for each in checks.settings_of_organisation(None)] == ["console.E002"]
        people.sign_in(visitor, operator)
        assert visitor.get("/").status_code == 200
