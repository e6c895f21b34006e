"""Sessions of people under attack: fixed, left open, shared between people, and used after their end (I11 to I30)."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db.models import F
from django.test import Client
from django.utils import timezone

from portal.accounts.models import DoorKind, Ending, SignIn, User
from portal.accounts.operations import ending, passwords
from portal.accounts.queries import resolving
from portal.accounts.roles import EDITOR
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens, staff

PERSONAL = ("/inlogmomenten/", "/namens/", "/mijn/bewaard/")
PAGE = PERSONAL[0]
NORTH, SOUTH = (branch.number for branch in citizens.BAKERY.branches[:2])
type ClientOf = Callable[..., Client]


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


def key_of(client: Client) -> str:
    return str(client.cookies["session"].value)


@pytest.fixture
def fatima(zonnedam: TenantRef, client_of: ClientOf) -> Client:
    """Fatima, in her browser."""
    return citizens.client_for(client_of, zonnedam)


@pytest.mark.attack("I11", "O20")
def test_behind_the_back_button_there_is_nothing_after_signing_out(
    zonnedam: TenantRef, client_of: ClientOf, fatima: Client
) -> None:
    other = citizens.client_for(client_of, zonnedam)
    shown = [fatima.get(path) for path in PERSONAL]
    before = key_of(fatima)

    left = fatima.post("/uitloggen/")

    assert {answer.status_code for answer in shown} == {200}
    assert {answer["Cache-Control"] for answer in shown} == {"private, no-store"}
    assert "cache" in left["Clear-Site-Data"]
    fatima.cookies["session"] = before
    assert [fatima.get(path).status_code for path in PERSONAL] == [302] * len(PERSONAL)
    with enter(zonnedam):
        assert not Session.objects.filter(session_key=before).exists()
        assert not any(before in key for key in kept_keys())
    assert is_in(other)


def kept_keys() -> list[str]:
    """List the keys in Redis, of all municipalities."""
    client: Any = caches["shared"]._cache.get_client()  # type: ignore[attr-defined]
    return [key.decode() for key in client.scan_iter("*", count=1000)]


@pytest.mark.attack("I11")
def test_a_link_or_another_page_signs_nobody_out(zonnedam: TenantRef, client_of: ClientOf) -> None:
    client = client_of(zonnedam, enforce_csrf_checks=True)
    citizens.sign_in(client, zonnedam, citizens.citizen())

    assert "Wilt u uitloggen?" in client.get("/uitloggen/").content.decode()
    assert client.post("/uitloggen/").status_code == 403
    assert is_in(client)


@pytest.mark.attack("I19")
@pytest.mark.parametrize("how", ["provider", "password", "second factor", "switch", "branch"])
def test_a_session_that_somebody_else_knows_is_never_the_one_that_is_signed_in(
    zonnedam: TenantRef, client_of: ClientOf, how: str
) -> None:
    attacker, victim = client_of(zonnedam), client_of(zonnedam)
    before = {"switch": citizens.representative(), "branch": citizens.employee()}.get(how)
    with enter(zonnedam):
        if before is not None:
            citizens.sign_in(victim, zonnedam, before)
        else:
            request = citizens.request_of(victim, zonnedam)
            request.session["van"] = "wie dit klaarzette"
            citizens.keep_session(victim, request)
    known = key_of(victim)

    step(victim, zonnedam, how)

    assert key_of(victim) != known
    attacker.cookies["session"] = known
    assert not is_in(attacker)
    with enter(zonnedam):
        assert citizens.request_of(victim, zonnedam).user.is_authenticated
        is_kept = "van" in citizens.request_of(victim, zonnedam).session
    assert is_kept is (how == "second factor")  # what staff had begun goes along, under another key


def step(client: Client, tenant: TenantRef, how: str) -> None:
    """Do what makes somebody be in, or be in for another."""
    match how:
        case "provider":
            citizens.sign_in(client, tenant, citizens.citizen())
        case "password":
            with enter(tenant):
                user = User.objects.create(email="loes@example.org")
                request = citizens.request_of(client, tenant)
                citizens.signing_in.begin(request, user, door=citizens.door(DoorKind.PASSWORD).slug)
                citizens.keep_session(client, request)
        case "second factor":
            with enter(tenant):
                user = staff.member(EDITOR)
            staff.sign_in(client, user, tenant)
        case "switch":
            client.post("/namens/", {"namens": ""})
        case "branch":
            citizens.choose_branch(client, tenant, NORTH)


def idle(user: User) -> None:
    ago = datetime.timedelta(minutes=15, seconds=1)
    Session.objects.update(expire_date=F("expire_date") - ago)
    SignIn.objects.update(seen_at=F("seen_at") - ago)


def clock_back(user: User) -> None:
    """Be noted in what is the future now, as after a clock that ran ahead was put right; too long ago all the same."""
    SignIn.objects.update(seen_at=F("seen_at") + datetime.timedelta(days=2))
    for row in Session.objects.all():
        data = row.get_decoded()
        data[resolving.LIMIT] = int(timezone.now().timestamp()) - 1
        row.session_data = Session.get_session_store_class()().encode(data)
        row.save()


def closed(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def another_password(user: User) -> None:
    user.set_password("een heel andere zin")
    user.save()


def ended(user: User) -> None:
    ending.end_all_of(user, Ending.CLOSED)


def row_gone(user: User) -> None:
    SignIn.objects.filter(user=user).delete()


@pytest.mark.attack("I20")
@pytest.mark.parametrize("how", [idle, clock_back, closed, another_password, ended, row_gone])
def test_what_ends_a_session_ends_it_at_the_next_request_in_every_tab(
    zonnedam: TenantRef, client_of: ClientOf, how: Callable[[User], None]
) -> None:
    first = citizens.with_account(client_of, zonnedam)
    second = client_of(zonnedam)
    second.cookies["session"] = key_of(first)
    assert is_in(first)
    assert is_in(second)

    with enter(zonnedam):
        how(User.objects.get(email=citizens.EMAIL))

    assert not is_in(second)
    assert not is_in(first)
    assert first.post("/inlogmomenten/elders-uitloggen/").status_code == 302


@pytest.mark.attack("I20")
def test_a_role_that_is_taken_away_counts_no_more_at_the_next_request(
    zonnedam: TenantRef, client_of: ClientOf
) -> None:
    editor = staff.client_for(client_of, zonnedam, EDITOR)
    path = "/beheer/products/product/"
    assert editor.get(path).status_code == 200

    with enter(zonnedam):
        User.objects.get(is_staff=True).groups.clear()

    assert editor.get(path).status_code == 403


@pytest.mark.attack("I20")
def test_changing_a_password_leaves_this_browser_in_and_puts_all_others_out(
    zonnedam: TenantRef, client_of: ClientOf
) -> None:
    here = citizens.with_account(client_of, zonnedam)
    with enter(zonnedam):
        user = User.objects.get(email=citizens.EMAIL)
        there = client_of(zonnedam)
        request = citizens.request_of(there, zonnedam)
        citizens.signing_in.begin(request, user, door="password")
        citizens.keep_session(there, request)

        request = citizens.request_of(here, zonnedam)
        passwords.change(
            request,
            request.user,  # type: ignore[arg-type]
            old=citizens.PASSWORD,
            new="een heel andere zin 7",
        )
        citizens.keep_session(here, request)

    assert (is_in(here), is_in(there)) == (True, False)


@pytest.mark.attack("I27", "T01")
def test_one_browser_at_two_municipalities_is_two_people(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: ClientOf
) -> None:
    here, there = citizens.client_for(client_of, zonnedam), citizens.client_for(client_of, waterrijk)

    here.post("/uitloggen/")

    assert (is_in(here), is_in(there)) == (False, True)
    stolen = client_of(zonnedam)
    stolen.cookies["session"] = key_of(there)
    assert not is_in(stolen)
    assert is_in(there)


@pytest.mark.attack("I27")
def test_an_end_at_one_municipality_leaves_the_same_person_elsewhere_alone(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: ClientOf
) -> None:
    here, there = citizens.client_for(client_of, zonnedam), citizens.client_for(client_of, waterrijk)

    with enter(zonnedam):
        ending.end_at_provider("digid", subject=citizens.citizen().acting)

    assert (is_in(here), is_in(there)) == (False, True)


@pytest.mark.attack("I29")
def test_after_a_switch_no_page_holds_a_word_of_the_other(zonnedam: TenantRef, client_of: ClientOf) -> None:
    client = citizens.client_for(client_of, zonnedam, citizens.representative())
    words = ("Mies van Dam", citizens.REPRESENTED)
    assert any("Mies van Dam" in client.get(path).content.decode() for path in PERSONAL)

    client.post("/namens/", {"namens": ""})

    # The page with choices names whom they may act for: that is what it is there for.
    for path in (*(each for each in PERSONAL if each != "/namens/"), "/zoeken/", "/bestaat-niet/"):
        answer = client.get(path)
        assert [word for word in words if word in answer.content.decode()] == []
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.attack("I29")
def test_two_tabs_are_about_the_same_after_a_switch_and_the_old_one_sends_nothing(
    zonnedam: TenantRef, client_of: ClientOf
) -> None:
    tab = client_of(zonnedam, enforce_csrf_checks=True)
    citizens.sign_in(tab, zonnedam, citizens.representative())
    tab.get("/namens/")
    stale = {"csrfmiddlewaretoken": tab.cookies["csrf"].value}
    assert tab.post("/namens/", {"namens": "", **stale}).status_code == 302

    refused = tab.post("/inlogmomenten/elders-uitloggen/", stale)

    assert refused.status_code == 403
    tab.get("/namens/")
    fresh = {"csrfmiddlewaretoken": tab.cookies["csrf"].value}
    assert tab.post("/inlogmomenten/elders-uitloggen/", fresh).status_code == 302


@pytest.mark.attack("I30")
def test_an_employee_of_one_branch_never_sees_another_or_the_whole(
    zonnedam: TenantRef, client_of: ClientOf
) -> None:
    client = citizens.client_for(client_of, zonnedam, citizens.employee(branch=NORTH))
    free = citizens.client_for(client_of, zonnedam, citizens.employee("vrij"))

    for wanted in (SOUTH, "", "000000000000"):
        client.post("/vestiging/", {"vestiging": wanted})
        client.post("/namens/", {"namens": wanted})
    free.get("/vestiging/")

    with enter(zonnedam):
        seen = resolving.whose(citizens.request_of(client, zonnedam))
        whole = resolving.whose(citizens.request_of(free, zonnedam))
    assert seen is not None
    assert (seen.kvk, seen.branch, seen.must_choose_branch) == (citizens.BAKERY.kvk, NORTH, False)
    assert whole is not None
    assert (whole.kvk, whole.branch) == (citizens.BAKERY.kvk, "")
