"""Accounts with an address and a password, the door that they come in by, and the letters that they get."""

import re
from typing import Any, Final

from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from portal.accounts.models import ContactData, Door, DoorKind, MailedLink, User
from portal.accounts.operations import links
from portal.core.models import OutboxMessage
from tenants.entry import current, outside
from tenants.models import FeatureSwitch, Tenant
from tests.portal.letters import opened

ADDRESS: Final = "loes@example.org"
PASSWORD: Final = "een lange zin als wachtwoord"
OTHER: Final = "een heel andere lange zin"
PHONE: Final = "+31612345678"
SIGN_IN: Final = "/inloggen/wachtwoord/"
CODE: Final = "/inloggen/wachtwoord/code/"
RESEND: Final = "/inloggen/wachtwoord/code/opnieuw/"
PHONE_PAGE: Final = "/inloggen/wachtwoord/telefoon/"
APP: Final = "/inloggen/wachtwoord/app/"
REGISTER: Final = "/registreren/"
FORGOTTEN: Final = "/wachtwoord-vergeten/"
CHANGE: Final = "/wachtwoord-wijzigen/"
WRONG: Final = "Het e-mailadres of het wachtwoord klopt niet."
NEW: Final = {
    "email": "nieuw@example.org",
    "first_name": "Nienke",
    "infix": "van",
    "last_name": "Nieuw",
    "password": PASSWORD,
    "repeated": PASSWORD,
}


def door(**options: Any) -> Door:
    """Open the door with a password at the entered municipality."""
    here = current()
    with outside():
        tenant = Tenant.objects.get(uuid=here.uuid)
        FeatureSwitch.objects.update_or_create(tenant=tenant, feature="sign_in", defaults={"is_on": True})
    options = {"second_factor": "none", "allow_registration": True} | options
    return Door.objects.create(slug="wachtwoord", kind=DoorKind.PASSWORD, is_on=True, options=options)


def account(address: str = ADDRESS, *, phone: str = "", is_verified: bool = True, **more: Any) -> User:
    """Make an account with a password at the entered municipality.

    :param is_verified: whether the number was shown to be theirs.
    """
    user = User(email=address, first_name="Loes", last_name="Lokaal", **more)
    user.set_password(PASSWORD)
    user.save()
    now = timezone.now()
    ContactData.objects.create(
        user=user,
        email=address,
        verified_email=address,
        verified_at=now,
        phone=phone,
        phone_verified_at=now if phone and is_verified else None,
    )
    return user


def sign_in(client: Client, address: str = ADDRESS, password: str = PASSWORD, **more: Any) -> Any:
    """Fill in the page for signing in."""
    return client.post(SIGN_IN, {"email": address, "password": password}, **more)


def is_in(client: Client) -> bool:
    """Tell whether a client has signed in: the page for signing in leads it away."""
    return bool(client.get(SIGN_IN).status_code == 302)


def letters_of(address: str = ADDRESS) -> list[str]:
    """Have the letters sent that were asked for, and answer what those to an address say, the oldest first."""
    for row in MailedLink.objects.filter(handled_at=None):
        links.send(row.uuid)
    found = OutboxMessage.objects.filter(to=address).order_by("created_at")
    return [str(opened(message).text) for message in found]


def link_in(letter: str) -> str:
    """Answer the path of the link in a letter."""
    found = re.search(r"http://[\w.]+(?::\d+)?(/\S+)", letter)
    assert found, letter
    return found.group(1)


class Texts:
    """A provider of text messages that keeps what it was given, and can be down."""

    def __init__(self, settings: Settings) -> None:
        self.sent: list[tuple[str, str]] = []
        self.is_down = False
        self.breaks = False
        settings.SMS_SENDER = "tests.portal.local_accounts.sender"
        _now.clear()
        _now.append(self)

    def code(self) -> str:
        """Answer the code in the last message."""
        found = re.search(r"\b\d{6}\b", self.sent[-1][1])
        assert found
        return found.group()


_now: list[Texts] = []


def sender(*, to: str, text: str) -> bool:
    """Take a message, as the provider of the test does."""
    provider = _now[-1]
    if provider.breaks:
        raise OSError
    if provider.is_down:
        return False
    provider.sent.append((to, text))
    return True
