"""Invitations to become somebody's contact (P-045 to P-047)."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.accounts import jobs
from portal.accounts.models import ContactInvite, User
from portal.accounts.operations import contact_invites
from tenants.audit.models import AuditRecord
from tests.portal import local_accounts
from tests.portal.local_accounts import ADDRESS, NEW, PASSWORD, REGISTER

FRIEND = "vriend@example.org"
told: list[tuple[User, User]] = []


def note(*, inviter: User, accepted: User) -> None:
    told.append((inviter, accepted))


@pytest.fixture(autouse=True)
def _told(settings: Settings) -> None:
    settings.CONTACT_INVITE_ACCEPTED = [f"{__name__}.note"]
    told.clear()


def invited() -> str:
    inviter = local_accounts.account("karel@example.org")
    contact_invites.invite(inviter=inviter, first_name="Vera", last_name="Vriend", email=FRIEND)
    return local_accounts.link_in(local_accounts.letters_of(FRIEND)[-1])


@pytest.mark.covers("P-046")
@pytest.mark.attack("W14")
def test_opening_the_link_changes_nothing_and_the_button_accepts_once(visitor: Client) -> None:
    local_accounts.door()
    link = invited()
    user = local_accounts.account()
    local_accounts.sign_in(visitor)

    assert "Loes Lokaal wil dat u een contact wordt." in visitor.get(link).content.decode()
    assert ContactInvite.objects.get().accepted_at is None
    assert visitor.post(link).status_code == 302

    assert ContactInvite.objects.get().accepted_by == user
    assert [(one.email, other.email) for one, other in told] == [("karel@example.org", ADDRESS)]
    assert visitor.post(link).status_code == 404
    assert visitor.get(link).status_code == 404


@pytest.mark.covers("P-046")
def test_an_invitation_that_is_over_is_gone_and_stands_in_the_log(visitor: Client) -> None:
    local_accounts.door()
    link = invited()
    ContactInvite.objects.update(expires_at=timezone.now())

    assert visitor.get(link).status_code == 404
    assert AuditRecord.objects.filter(action="accounts.contact_invite_expired").exists()


@pytest.mark.covers("P-045")
def test_who_has_no_account_makes_one_and_is_a_contact_then(visitor: Client) -> None:
    local_accounts.door()
    link = invited()
    assert visitor.post(link).status_code == 200
    token = link.strip("/").split("/")[-1]
    page = f"{REGISTER}?uitnodiging={token}"
    assert f"{page}" in visitor.get(link).content.decode()
    assert f'value="{FRIEND}"' in visitor.get(page).content.decode()

    visitor.post(REGISTER, {**NEW, "email": FRIEND, "uitnodiging": token})
    confirming = local_accounts.link_in(local_accounts.letters_of(FRIEND)[-1])
    visitor.post(confirming, {"password": PASSWORD})

    assert ContactInvite.objects.get().accepted_by == User.objects.get(email=FRIEND)
    assert len(told) == 1


def test_nobody_accepts_their_own_invitation(visitor: Client) -> None:
    local_accounts.door()
    link = invited()
    local_accounts.sign_in(visitor, "karel@example.org")

    assert visitor.post(link).status_code == 404
    assert ContactInvite.objects.get().accepted_at is None


@pytest.mark.covers("P-047")
def test_every_night_what_nobody_accepted_goes_with_an_entry_for_each_inviter(visitor: Client) -> None:
    local_accounts.door()
    invited()
    inviter = User.objects.get(email="karel@example.org")
    contact_invites.invite(inviter=inviter, first_name="Teun", last_name="Twee", email="teun@example.org")
    ContactInvite.objects.update(expires_at=timezone.now())
    contact_invites.invite(inviter=inviter, first_name="Door", last_name="Drie", email="door@example.org")

    jobs.tidy_local("slot-1")

    assert ContactInvite.objects.get().email == "door@example.org"
    entry = AuditRecord.objects.get(action="accounts.contact_invites_purged")
    assert (entry.target, entry.details) == (str(inviter.uuid), {"number": 2})
