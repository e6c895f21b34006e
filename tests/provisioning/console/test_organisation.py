"""Operators sign in by their organisation, over sockets to the stand-in (C-001 to C-003)."""

import re
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from provisioning.console import holders
from provisioning.console.models import (
    ConsoleSession,
    Operator,
    OperatorDevice,
    OrganisationIdentity,
    OrganisationJourney,
)
from provisioning.console.operations import RefusedError, change_role, reset_second_factor
from provisioning.console.types import Role
from tenants.audit import SYSTEM
from tests.integrations.digid_eherkenning import dance
from tests.provisioning.console import organisation as there
from tests.provisioning.console import people
from tests.provisioning.console.organisation import (
    AWAY,
    ONE_GROUP,
    WITH_BOTH,
    WITH_NONE,
    Browser,
    acts,
    last_refusal,
)

_staged, stage, browser, bram = there._staged, there.stage, there.browser, there.bram


def test_without_an_organisation_there_is_no_such_button_and_no_such_address(visitor: Client) -> None:
    assert "Inloggen met uw organisatie" not in visitor.get("/aanmelden/").content.decode()
    assert visitor.get(AWAY).status_code == 404
    assert visitor.get(f"{AWAY}terug/").status_code == 404
    assert visitor.post(f"{AWAY}uitloggen/").status_code == 404


@pytest.mark.covers("C-001")
def test_an_operator_comes_where_he_wanted_to_be(browser: Browser, bram: Operator) -> None:
    page = browser.client.get("/aanmelden/?next=/logboek/").content.decode()
    button = re.search(r'href="([^"]+)"[^>]*>Inloggen met uw organisatie', page)
    assert button

    response = browser.sign_in(ONE_GROUP, path=button[1])

    assert response.headers["Location"] == "/logboek/"
    assert browser.is_in()
    assert acts()[-1] == "operator.signed_in"


@pytest.mark.attack("I19")
def test_a_session_that_was_there_before_is_not_the_one_that_is_signed_in(
    browser: Browser, bram: Operator
) -> None:
    browser.client.get("/aanmelden/")
    session = browser.client.session
    session["x"] = "y"
    session.save()
    planted = session.session_key
    browser.client.cookies["session_console"] = planted

    browser.sign_in(ONE_GROUP)

    assert browser.client.cookies["session_console"].value != planted
    assert not ConsoleSession.objects.filter(session_key=planted).exists()
    assert browser.is_in()


@pytest.mark.covers("C-001")
@pytest.mark.attack("I23")
def test_without_a_second_factor_there_ours_is_asked_first(browser: Browser, bram: Operator) -> None:
    OperatorDevice.objects.update(last_step=0)
    response = browser.sign_in(ONE_GROUP, second_factor=False)

    assert response.headers["Location"] == "/aanmelden/code/"
    assert not browser.is_in()
    browser.client.post("/aanmelden/code/", {"code": "000000"})
    assert not browser.is_in()
    browser.client.post("/aanmelden/code/", {"code": people.code()})
    assert browser.is_in()


@pytest.mark.attack("I23")
def test_who_has_no_second_factor_anywhere_sets_one_up_first(browser: Browser, stage: dance.Stage) -> None:
    there.linked(stage, ONE_GROUP, with_device=False)

    response = browser.sign_in(ONE_GROUP, second_factor=False)

    assert response.headers["Location"] == "/aanmelden/instellen/"
    assert not browser.is_in()
    assert "Tweede factor instellen" in browser.client.get("/aanmelden/instellen/").content.decode()


@pytest.mark.covers("C-002")
def test_groups_give_the_role_at_every_sign_in(browser: Browser, stage: dance.Stage) -> None:
    operator = there.linked(stage, WITH_BOTH, Role.VIEWER)

    browser.sign_in(WITH_BOTH)
    operator.refresh_from_db()
    assert operator.role == Role.OWNER

    with there.trusted(stage, OPERATORS_OPENID_ROLES=["redactie=viewer"]):
        browser.sign_in(WITH_BOTH)
    operator.refresh_from_db()
    assert operator.role == Role.VIEWER
    assert acts().count("operator.role_changed") == 2


@pytest.mark.covers("C-002")
@pytest.mark.attack("I20")
def test_who_lost_his_group_is_out_everywhere(browser: Browser, stage: dance.Stage, bram: Operator) -> None:
    browser.sign_in(ONE_GROUP)
    other = Browser(people.browser(), stage)
    assert browser.is_in()
    assert holders.holder(bram.uuid) is not None

    with there.trusted(stage, OPERATORS_OPENID_ROLES=["functioneel-beheer=owner"]):
        response = other.sign_in(ONE_GROUP)
        assert response.status_code == 403
        assert (other.is_in(), browser.is_in()) == (False, False)
        assert holders.holder(bram.uuid) is None

    assert "operator.not_admitted" in acts()
    other.sign_in(ONE_GROUP)
    assert other.is_in()
    assert holders.holder(bram.uuid) is not None


@pytest.mark.attack("I17")
def test_who_is_in_no_group_and_who_was_not_invited_are_told_what_to_do(browser: Browser) -> None:
    for who, code in ((WITH_NONE, "no_role"), (ONE_GROUP, "not_invited")):
        response = browser.sign_in(who)
        page = response.content.decode()

        assert response.status_code == 403
        assert "Vraag een eigenaar van de console om een uitnodiging" in page
        assert last_refusal()["why"] == code
        assert last_refusal()["reference"] in page
        assert not browser.is_in()
    assert not Operator.objects.exists()


@pytest.mark.attack("I17")
def test_an_address_alone_is_no_account(browser: Browser) -> None:
    people.make(Role.OWNER, email=there.mail_of(ONE_GROUP))

    for creates in (False, True):
        with there.trusted(browser.stage, OPERATORS_OPENID_CREATES=creates):
            assert browser.sign_in(ONE_GROUP).status_code == 403
    assert not browser.is_in()
    assert not OrganisationIdentity.objects.exists()


def test_where_the_settings_say_so_a_group_lets_in_who_was_not_invited(browser: Browser) -> None:
    with there.trusted(browser.stage, OPERATORS_OPENID_CREATES=True):
        browser.sign_in(ONE_GROUP)

        assert browser.is_in()
    made = Operator.objects.get()
    assert (made.email, made.role) == (there.mail_of(ONE_GROUP), Role.OPERATOR)
    assert not made.has_usable_password()


@pytest.mark.covers("C-001")
def test_an_invitation_links_once_and_the_account_then_has_no_password(browser: Browser) -> None:
    secret = there.invited(people.make(Role.OWNER))
    page = browser.client.get(f"/uitnodiging/{secret}/").content.decode()
    assert f"/uitnodiging/{secret}/organisatie/" in page

    browser.sign_in(ONE_GROUP, path=f"/uitnodiging/{secret}/organisatie/")

    assert browser.is_in()
    operator = Operator.objects.get(email="nieuw@dimpact.example")
    assert operator.role == Role.OPERATOR  # of the groups, whatever the invitation said
    assert not operator.has_usable_password()
    assert people.browser().get(f"/uitnodiging/{secret}/organisatie/").status_code == 404
    assert people.give_password(people.browser(), operator).status_code == 422


@pytest.mark.attack("I17")
def test_an_invitation_that_was_used_meanwhile_links_nobody(browser: Browser) -> None:
    owner = people.make(Role.OWNER)
    secret = there.invited(owner)
    back = browser.choose(browser.leave(f"/uitnodiging/{secret}/organisatie/"), ONE_GROUP)
    Operator.objects.get(email="nieuw@dimpact.example").invitations.all().delete()

    response = browser.on(back)

    assert "Deze uitnodiging werkt niet meer" in response.content.decode()
    assert not OrganisationIdentity.objects.exists()


@pytest.mark.attack("I17")
def test_who_is_an_operator_already_does_not_become_another_by_an_invitation(
    browser: Browser, bram: Operator
) -> None:
    secret = there.invited(people.make(Role.OWNER))

    response = browser.sign_in(ONE_GROUP, path=f"/uitnodiging/{secret}/organisatie/")

    assert "U bent al bekend" in response.content.decode()
    assert people.browser().get(f"/uitnodiging/{secret}/").status_code == 200  # it was not used up
    assert OrganisationIdentity.objects.get().operator == bram


def test_the_role_of_who_has_it_from_groups_is_not_changed_by_hand_but_he_can_be_let_go(
    bram: Operator,
) -> None:
    owner = people.make(Role.OWNER)
    with pytest.raises(RefusedError, match="groepen"):
        change_role(operator=bram.uuid, role=Role.VIEWER, was=Role.OPERATOR, owner=owner, by=SYSTEM)

    reset_second_factor(operator=bram.uuid, owner=owner, by=SYSTEM)

    assert not OrganisationIdentity.objects.exists()


def test_a_blocked_account_is_not_let_in(browser: Browser, bram: Operator) -> None:
    Operator.objects.update(is_active=False)

    assert "Uw account is geblokkeerd" in browser.sign_in(ONE_GROUP).content.decode()
    assert not browser.is_in()


@pytest.mark.attack("I14")
def test_what_a_browser_came_back_with_counts_once(browser: Browser, bram: Operator) -> None:
    back = browser.choose(browser.leave(), ONE_GROUP)
    on = browser.client.get(back).headers["Refresh"].removeprefix("0; url=")

    assert browser.client.get(back).status_code == 403
    assert last_refusal()["why"] == "journey_unknown"
    assert browser.client.get(on).status_code == 302
    assert browser.client.get(on).status_code == 403
    assert last_refusal()["why"] == "answer_unknown"


@pytest.mark.attack("I14")
def test_a_browser_is_not_signed_in_by_what_another_one_began(browser: Browser, bram: Operator) -> None:
    """Login CSRF: somebody has a victim's browser come back with an answer of his own."""
    victim = Browser(people.browser(), browser.stage)
    back = browser.choose(browser.leave(), ONE_GROUP)

    assert victim.on(back).status_code == 403
    victim.leave()  # with a journey of its own, too
    assert victim.on(back).status_code == 403
    assert not victim.is_in()
    on = browser.client.get(back).headers["Refresh"].removeprefix("0; url=")
    assert victim.client.get(on).status_code == 403
    assert not victim.is_in()
    assert browser.client.get(on).status_code == 302
    assert browser.is_in()


@pytest.mark.attack("I14")
def test_a_state_that_nobody_gave_is_refused(browser: Browser, bram: Operator) -> None:
    back = browser.choose(browser.leave(), ONE_GROUP)
    state = there.asked_for(back)["state"]

    assert browser.on(back.replace(state, "x" * len(state))).status_code == 403
    assert browser.on(back).status_code == 302


@pytest.mark.attack("I15")
def test_an_answer_of_another_issuer_is_refused(browser: Browser, bram: Operator) -> None:
    """Mix-up: the answer names another provider than the one that this browser was sent to."""
    there_ = browser.leave()
    back = browser.choose(there_, ONE_GROUP)
    asked = there.asked_for(back) | {"iss": "https://elders.example"}

    response = browser.on(f"{urlsplit(back).path}?{urlencode(asked)}")

    assert (response.status_code, last_refusal()["why"]) == (403, "mixed_up")
    assert not browser.is_in()


@pytest.mark.attack("I15")
def test_a_journey_to_one_provider_does_not_end_at_another(browser: Browser, bram: Operator) -> None:
    back = browser.choose(browser.leave(), ONE_GROUP)

    with there.trusted(browser.stage, OPERATORS_OPENID_ISSUER=f"{browser.stage.url}/openid-entra"):
        assert browser.on(back).status_code == 403
    assert last_refusal()["why"] == "journey_unknown"
    assert browser.on(back).status_code == 302


@pytest.mark.attack("I17")
def test_the_same_name_at_another_provider_is_somebody_else(browser: Browser, bram: Operator) -> None:
    OrganisationIdentity.objects.update(issuer="https://elders.example")

    assert browser.sign_in(ONE_GROUP).status_code == 403
    assert not browser.is_in()


def test_after_ten_minutes_an_answer_is_too_late(browser: Browser, bram: Operator) -> None:
    back = browser.choose(browser.leave(), ONE_GROUP)
    OrganisationJourney.objects.update(ends_at=timezone.now())

    assert "Het aanmelden duurde te lang" in browser.on(back).content.decode()


@pytest.mark.parametrize(
    ("outcome", "title", "status"),
    [
        ("cancel", "U bent gestopt met aanmelden", 403),
        ("refuse", "Aanmelden is niet gelukt", 403),
        ("server_error", "Aanmelden kan nu even niet", 503),
    ],
)
def test_what_goes_wrong_there_has_a_page_that_says_what_to_do(
    browser: Browser, bram: Operator, outcome: str, title: str, status: int
) -> None:
    response = browser.sign_in(ONE_GROUP, outcome=outcome)
    page = response.content.decode()

    assert response.status_code == status
    assert title in page
    assert 'href="/aanmelden/"' in page
    assert last_refusal()["reference"] in page


@pytest.mark.fault("F21")
def test_a_provider_that_is_down_leaves_the_password(visitor: Client, operator: Operator) -> None:
    with there.trusted(dance.Stage(None, url="http://127.0.0.1:9")):  # type: ignore[arg-type]
        response = visitor.get(AWAY)
        assert response.status_code == 503
        assert "Hebt u hier een wachtwoord?" in response.content.decode()

        people.sign_in(visitor, operator)
    assert visitor.get("/").status_code == 200


@pytest.mark.covers("C-001")
def test_with_passwords_off_those_of_emergencies_alone_work(
    stage: dance.Stage, visitor: Client, operator: Operator
) -> None:
    emergency = people.make(Role.OWNER)
    with there.trusted(stage, OPERATORS_PASSWORDS=False, OPERATORS_EMERGENCY=[]):
        assert 'name="password"' not in visitor.get("/aanmelden/").content.decode()
        assert people.give_password(visitor, emergency).status_code == 422
    with there.trusted(stage, OPERATORS_PASSWORDS=False, OPERATORS_EMERGENCY=[emergency.email.upper()]):
        assert "Noodaccount" in visitor.get("/aanmelden/").content.decode()
        assert people.give_password(visitor, operator).status_code == 422
        people.sign_in(visitor, emergency)
        assert visitor.get("/").status_code == 200


@pytest.mark.covers("C-040")
@pytest.mark.attack("I13")
def test_a_console_that_is_no_demo_does_not_trust_the_stand_in(browser: Browser, bram: Operator) -> None:
    with there.trusted(browser.stage, INSECURE_COOKIES=False):
        assert browser.client.get(AWAY, secure=True).status_code == 503
    browser.sign_in(ONE_GROUP)
    assert browser.is_in()
