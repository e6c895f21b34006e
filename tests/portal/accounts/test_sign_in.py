"""Signing in at /beheer/ takes a password and a second factor (requirement P-034)."""

from binascii import unhexlify
from collections.abc import Callable

import pytest
from django.test import Client
from django_otp.oath import totp

from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import staff

LOGIN = "/beheer/login/?next=/beheer/"


def code() -> str:
    return f"{totp(unhexlify(staff.KEY)):06d}"


def password_step(
    client: Client, password: str = staff.PASSWORD, email: str = "noor@zonnedam.example"
) -> str:
    step = {"admin_login_view-current_step": "auth", "auth-username": email, "auth-password": password}
    response = client.post(LOGIN, step, follow=True)
    return response.content.decode()


def token_step(client: Client, token: str) -> str:
    step = {"admin_login_view-current_step": "token", "token-otp_token": token}
    return str(client.post(LOGIN, step).headers.get("Location", ""))


@pytest.mark.covers("P-034")
def test_password_and_code_lead_into_the_administration(visitor: Client) -> None:
    staff.member(EDITOR)

    assert "Vul uw code in" in password_step(visitor)
    assert token_step(visitor, code()) == "/beheer/"
    assert "Wat wilt u doen?" in visitor.get("/beheer/").content.decode()


def test_a_wrong_code_leads_nowhere(visitor: Client) -> None:
    staff.member(EDITOR)
    password_step(visitor)

    assert token_step(visitor, "000000") == ""
    assert visitor.get("/beheer/").status_code == 302


def test_a_password_alone_opens_nothing_but_setting_up_a_second_factor(visitor: Client) -> None:
    staff.member(EDITOR).totpdevice_set.all().delete()

    html = password_step(visitor)

    assert "Extra beveiliging instellen" in html
    assert visitor.get("/beheer/")["Location"].startswith("/beheer/login/")


def test_only_an_authenticator_is_offered(visitor: Client) -> None:
    user = staff.member(EDITOR)
    user.totpdevice_set.all().delete()
    visitor.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    html = visitor.post(
        "/beheer/mfa/setup/", {"setup_view-current_step": "welcome"}, follow=True
    ).content.decode()

    assert "QR-code" in html or "Extra beveiliging instellen" in html
    assert "WebAuthn" not in html


@pytest.mark.attack("T01")
def test_a_session_of_one_municipality_is_nobodys_at_another(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    here = staff.client_for(client_of, zonnedam, EDITOR)
    there = client_of(waterrijk)
    there.cookies.load(here.cookies.output(header=""))

    assert there.cookies["session"].value == here.cookies["session"].value
    assert there.get("/beheer/").status_code == 302
    assert here.get("/beheer/").status_code == 200


@pytest.mark.covers("P-020")
@pytest.mark.attack("T36")
def test_who_guesses_is_locked_out_here_and_not_elsewhere(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    staff.member(EDITOR)
    for _ in range(6):
        html = password_step(visitor, "verkeerd")
    assert "Te vaak een verkeerd wachtwoord" in html

    assert "Te vaak een verkeerd wachtwoord" in password_step(visitor)
    assert "Te vaak" not in password_step(client_of(waterrijk), "verkeerd")


@pytest.mark.covers("P-028", "P-006")
@pytest.mark.attack("T54")
def test_the_log_tells_who_signed_in_from_where(visitor: Client) -> None:
    user = staff.member(EDITOR)
    password_step(visitor, "verkeerd")
    password_step(visitor)
    token_step(visitor, code())

    told = list(AuditRecord.objects.order_by("pk").values_list("action", "actor", "origin", "outcome"))

    me = str(user.uuid)
    assert ("accounts.refused", "", "127.0.0.1", "refused") in told
    assert ("accounts.verified", me, "127.0.0.1", "ok") in told
    assert User.objects.get().last_login is not None


def test_signing_out_is_in_the_log_too(
    zonnedam: TenantRef, client_of: Callable[..., Client], inside: TenantRef
) -> None:
    client = staff.client_for(client_of, zonnedam, EDITOR)

    client.post("/beheer/logout/")

    assert AuditRecord.objects.filter(action="accounts.signed_out").exists()
    assert client.get("/beheer/").status_code == 302


def test_what_was_wrong_is_not_told(visitor: Client) -> None:
    staff.member(EDITOR)

    known = password_step(visitor, "verkeerd")
    unknown = password_step(visitor, "verkeerd", "niemand@zonnedam.example")

    assert "Het e-mailadres of het wachtwoord klopt niet." in known
    assert "Het e-mailadres of het wachtwoord klopt niet." in unknown


def test_a_recovery_code_takes_the_place_of_the_telephone(visitor: Client) -> None:
    user = staff.member(EDITOR)
    user.staticdevice_set.create(name="backup").token_set.create(token="abcdefgh")
    assert "Telefoon kwijt?" in password_step(visitor)

    step = {"admin_login_view-current_step": "backup", "backup-otp_token": "abcdefgh"}
    visitor.get("/beheer/mfa/recovery/")
    visitor.post("/beheer/mfa/recovery/", step)

    assert visitor.get("/beheer/").status_code == 200
