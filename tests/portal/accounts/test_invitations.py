"""Inviting staff: a link that works once, for one person, at one municipality."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal.accounts import operations, queries
from portal.accounts.models import Invitation, User
from portal.accounts.operations.staff import VALID
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from portal.core.models import OutboxMessage
from tenants.audit import Actor
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import staff
from tests.portal.letters import opened

OPERATOR = Actor("operator", "ops@inwonerplein.example")
NEW = {"new_password1": staff.PASSWORD, "new_password2": staff.PASSWORD}


def invite(email: str = "Samir@zonnedam.example") -> User:
    return operations.invite_administrator(email=email, by=OPERATOR)


def link() -> str:
    message = OutboxMessage.objects.latest("created_at")
    found = re.search(r"http://zonnedam\.localhost[:\d]*(/beheer/uitnodiging/[\w-]+/)", opened(message).text)
    assert found
    return found.group(1)


def test_the_administrator_gets_a_letter_and_no_password(inside: TenantRef) -> None:
    user = invite()

    assert user.is_staff
    assert not user.has_usable_password()
    assert [group.pk for group in user.groups.all()] == [ADMINISTRATOR.id]
    assert OutboxMessage.objects.get().to == "samir@zonnedam.example"
    assert link()


def test_asking_again_sends_nothing_again(inside: TenantRef) -> None:
    assert invite() == invite("samir@ZONNEDAM.example")
    assert OutboxMessage.objects.count() == 1


def test_asking_again_sends_what_was_not_stored(inside: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**kwargs: object) -> None:
        raise OSError

    with monkeypatch.context() as broken_mail:
        broken_mail.setattr("portal.core.mail.operations.send", broken)
        with pytest.raises(OSError), transaction.atomic():  # noqa: PT011 - whatever it is
            invite()
    invite()

    assert OutboxMessage.objects.count() == 1


def test_who_has_a_password_is_not_invited(inside: TenantRef) -> None:
    staff.member(EDITOR, "samir@zonnedam.example")
    invite()

    assert not OutboxMessage.objects.exists()


def test_only_a_hash_of_the_link_is_kept(inside: TenantRef) -> None:
    invite()
    token = link().rsplit("/", 2)[1]

    assert Invitation.objects.get().token_hash == queries.hash_of(token)
    assert token not in Invitation.objects.get().token_hash


@pytest.mark.attack("W14")
def test_opening_the_link_accepts_nothing(visitor: Client) -> None:
    invite()

    response = visitor.get(link())

    assert "Welkom als medewerker" in response.content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_choosing_a_password_leads_to_signing_in(visitor: Client) -> None:
    user = invite()

    response = visitor.post(link(), NEW)

    user.refresh_from_db()
    assert response["Location"] == "/beheer/login/"
    assert user.check_password(staff.PASSWORD)
    assert AuditRecord.objects.filter(action="accounts.invitation_accepted", actor=str(user.uuid)).exists()


def test_the_link_works_once(visitor: Client) -> None:
    invite()
    visitor.post(link(), NEW)

    response = visitor.post(link(), {**NEW, "new_password1": "x" * 20, "new_password2": "x" * 20})

    assert response.status_code == 404
    assert "Deze uitnodiging werkt niet meer" in response.content.decode()
    assert User.objects.get(email="samir@zonnedam.example").check_password(staff.PASSWORD)


def test_the_link_stops_working_after_a_week(visitor: Client) -> None:
    invite()
    invitation = Invitation.objects.get()
    assert datetime.timedelta(days=6) < invitation.expires_at - timezone.now() <= VALID

    Invitation.objects.update(expires_at=timezone.now())

    assert visitor.get(link()).status_code == 404


def test_a_new_link_makes_the_old_one_worthless(visitor: Client) -> None:
    user = invite()
    old = link()
    operations.send_invitation(user=user, by=OPERATOR)

    assert visitor.get(old).status_code == 404
    assert visitor.get(link()).status_code == 200


@pytest.mark.attack("T05")
def test_the_link_of_one_municipality_is_nothing_at_another(
    inside: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    invite()

    response = client_of(waterrijk).post(link(), NEW)

    assert response.status_code == 404
    assert not User.objects.get(email="samir@zonnedam.example").has_usable_password()


def test_who_was_switched_off_cannot_accept(inside: TenantRef) -> None:
    invite()
    token = link().rsplit("/", 2)[1]
    User.objects.update(is_active=False)

    with pytest.raises(operations.TakenError):
        operations.accept_invitation(token=token, password=staff.PASSWORD)


@pytest.mark.covers("P-024")
@pytest.mark.parametrize("weak", ["kort", "PASSWORD1", "samir@zonnedam.example"])
def test_a_weak_password_is_refused_with_the_reason(visitor: Client, weak: str) -> None:
    invite()

    response = visitor.post(link(), {"new_password1": weak, "new_password2": weak})

    assert "Er is iets niet goed ingevuld" in response.content.decode()
    assert Invitation.objects.get().accepted_at is None
