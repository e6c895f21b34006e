"""The second step of signing in: one gate, behind which text messages, letters, apps and codes on paper stand (I23).

A code is tried at each factor that this door takes and this person has. How often is counted for the person, as only
who knows the password comes here; that a provider is down counts for nothing (F57).
"""

import datetime
from collections.abc import Sequence
from typing import Final, Protocol

from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts.door_options import PasswordDoor
from portal.accounts.models import User
from portal.accounts.origins import origin_of
from portal.accounts.queries import local
from portal.core.mail import operations as mail
from tenants import audit
from tenants.audit import Actor

from . import limits, sent_codes
from .limits import Blocked, Limit

BACKUP_CODES: Final = 10
APP: Final = "app"
BACKUP: Final = "backup"
SMS: Final = "sms"
MAIL: Final = "mail"


class SecondFactor(Protocol):
    """One way to show that one is not only who knows the password."""

    name: str

    def is_ready(self, user: User) -> bool:
        """Tell whether somebody has it."""
        ...

    def accepts(self, user: User, code: str) -> bool:
        """Tell whether a code is right, and spend it: the second time it is not."""
        ...


class App:
    """An authenticator app; each of its codes counts once."""

    name = APP

    def is_ready(self, user: User) -> bool:
        """Tell whether an app was set up."""
        return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())

    def accepts(self, user: User, code: str) -> bool:
        """Try each of somebody's apps."""
        return any(shows(device.pk, code) for device in TOTPDevice.objects.filter(user=user, confirmed=True))


class Backup:
    """Codes on paper, for when the telephone is lost."""

    name = BACKUP

    def is_ready(self, user: User) -> bool:
        """Tell whether there are any left."""
        return bool(StaticToken.objects.filter(device__user=user, device__confirmed=True).exists())

    @transaction.atomic
    def accepts(self, user: User, code: str) -> bool:
        """Spend a code: of two who come with it at once one gets in."""
        plain = code.strip().lower().replace("-", "").replace(" ", "")
        found = StaticToken.objects.filter(device__user=user, device__confirmed=True, token=plain)
        row = found.select_for_update(of=("self",)).first()
        if row is None:
            return False
        row.delete()
        return True


class Sent:
    """Codes that we sent, by text message or letter."""

    def __init__(self, name: str) -> None:
        self.name = name

    def is_ready(self, user: User) -> bool:
        """Tell whether there is where to send it: the address was confirmed when the account was made."""
        return self.name == MAIL or bool(local.verified_phone(user))

    def accepts(self, user: User, code: str) -> bool:
        """Spend a code; one that went to a new number makes that the account's."""
        return sent_codes.accept(user, self.name, code)


def factors(door: PasswordDoor) -> Sequence[SecondFactor]:
    """List what a door takes."""
    found: list[SecondFactor] = []
    if door.takes_sms:
        found.append(Sent(SMS))
    if door.takes_app:
        found += [App(), Backup()]
    if door.allows_mail_code:
        found.append(Sent(MAIL))
    return found


def ready(user: User, door: PasswordDoor) -> set[str]:
    """Name what somebody can show at this door now."""
    return {factor.name for factor in factors(door) if factor.is_ready(user)}


def must_set_up(user: User, door: PasswordDoor) -> bool:
    """Tell whether somebody has yet to show a telephone number or an app; who has one cannot put another beside it."""
    return not ready(user, door) & {SMS, APP}


def check(request: HttpRequest, user: User, door: PasswordDoor, code: str) -> str | Blocked:
    """Take the second step; answer by what, empty when the code is not right."""
    tries = _limits(user)
    if blocked := limits.claim(tries):
        return blocked
    for factor in factors(door):
        if factor.accepts(user, code):
            limits.forget(tries)
            return factor.name
    by = Actor("person", str(user.uuid), origin_of(request))
    audit.record("accounts.code_refused", by=by, outcome="refused", details={"door": door.slug})
    return ""


@transaction.atomic
def prepare_app(user: User) -> TOTPDevice:
    """Answer the app that somebody is setting up; it does not count before it has shown a code."""
    return TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "default"})[0]


def app_in_hand(user: User) -> TOTPDevice | None:
    """Answer the app that somebody is setting up, if they are."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def confirm_app(request: HttpRequest, user: User, code: str) -> list[str] | Blocked:
    """Have an app count from now on, when it shows the right code; answer codes on paper, which are shown once.

    Answers no codes when the code is not right.
    """
    tries = _limits(user)
    if blocked := limits.claim(tries):
        return blocked
    device = app_in_hand(user)
    if device is None or not shows(device.pk, code):
        return []
    limits.forget(tries)
    return _confirmed(request, user, device)


@transaction.atomic
def shows(device: int, code: str) -> bool:
    """Tell whether an app shows this code now, and spend it: the row is held, so one of two gets in."""
    digits = code.replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        return False
    row = TOTPDevice.objects.select_for_update().get(pk=device)
    row.throttling_failure_count = 0  # how often is counted here, for all factors together
    return bool(row.verify_token(digits))


@transaction.atomic
def _confirmed(request: HttpRequest, user: User, device: TOTPDevice) -> list[str]:
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    StaticDevice.objects.filter(user=user).delete()
    paper = StaticDevice.objects.create(user=user, name="backup", confirmed=True)
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=paper, token=code) for code in codes)
    audit.record("accounts.app_added", by=Actor("person", str(user.uuid), origin_of(request)))
    mail.send(
        to=str(user.email),
        template="accounts/mail/second_factor_added",
        context={"user": user, "is_app": True},
    )
    return codes


def forget_tries(user: User) -> None:
    """Begin to count somebody's codes anew."""
    limits.forget(_limits(user))


def _limits(user: User) -> list[Limit]:
    whom = str(user.uuid)
    return [
        Limit("codes a minute", whom, 3, datetime.timedelta(minutes=1)),
        Limit("codes", whom, 12, datetime.timedelta(days=1), datetime.timedelta(minutes=5)),
    ]
