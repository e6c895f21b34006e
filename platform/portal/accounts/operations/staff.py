"""Invite staff, and let them in."""

import datetime
import secrets
import uuid
from base64 import b32decode
from binascii import hexlify
from collections.abc import Mapping

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django_otp import devices_for_user
from django_otp.plugins.otp_totp.models import TOTPDevice

from portal.accounts import queries
from portal.accounts.models import Invitation, PutAway, User, plain_address
from portal.accounts.roles import ADMINISTRATOR, Role
from portal.core.links import absolute
from portal.core.mail import operations as mail
from tenants import audit
from tenants.audit import Actor
from tenants.entry import current
from tenants.types import Kind

VALID = datetime.timedelta(days=7)
PATH = "/beheer/uitnodiging/{token}/"


class TakenError(ValueError):
    """Raised when an invitation was accepted already, has expired or never was."""


class CitizenError(ValueError):
    """Raised when somebody is to become staff with an address that is a citizen's account already."""


class NotASandboxError(RuntimeError):
    """Raised when an account with a known password is wanted where real people are served."""


def invite_administrator(*, email: str, by: Actor) -> User:
    """Invite the first administrator of a municipality; asked again, it does nothing that was done already."""
    return invite(email=email, role=ADMINISTRATOR, by=by)


def invite(*, email: str, role: Role, by: Actor, first_name: str = "", last_name: str = "") -> User:
    """Make a member of staff without a password, and send them a link to choose one.

    Who has a password, or an invitation that is still open, is sent nothing.

    :raises ValidationError: when the address is none in plain letters.
    :raises CitizenError: when a citizen signs in with it: who has that password is let in nowhere else by it.
    """
    address = plain_address(email)
    if queries.is_address_of_citizen(address):
        raise CitizenError
    return _invited(address, {"first_name": first_name, "last_name": last_name}, role, by)


@transaction.atomic(savepoint=False)
def _invited(address: str, names: Mapping[str, str], role: Role, by: Actor) -> User:
    user, is_new = User.objects.select_for_update().get_or_create(
        email=address,
        defaults={**names, "is_staff": True, "password": make_password(None)},  # which nobody can give
    )
    user.groups.add(role.id)
    if not user.is_staff:  # a colleague of before
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    if is_new or not (user.has_usable_password() or queries.is_invited(user)):
        send_invitation(user=user, by=by, is_first=is_new)
    return user


@transaction.atomic(savepoint=False)
def send_invitation(*, user: User, by: Actor, is_first: bool = False) -> Invitation:
    """Send a new link to choose a password; links that were sent before no longer work.

    :param is_first: they were made just now, and have no link that would have to end.
    """
    if not is_first:
        user.invitations.open().update(expires_at=timezone.now())
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=user, token_hash=queries.hash_of(token), expires_at=timezone.now() + VALID
    )
    mail.send(
        to=str(user.email),
        template="accounts/mail/invitation",
        context={"user": user, "link": absolute(PATH.format(token=token)), "days": VALID.days},
    )
    audit.record("accounts.invited", by=by, target=str(user.uuid))
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, password: str, origin: str = "") -> User:
    """Set the password that an invited person has chosen; the link then no longer works.

    :raises TakenError: when there is nothing to accept.
    """
    invitation = (
        Invitation.objects.open()
        .select_for_update(of=("self",))
        .select_related("user")
        .filter(token_hash=queries.hash_of(token), user__is_active=True)
        .first()
    )
    if invitation is None:
        raise TakenError
    user = invitation.user
    user.set_password(password)
    user.save(update_fields=["password"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    audit.record(
        "accounts.invitation_accepted", by=Actor("staff", str(user.uuid), origin), target=str(user.uuid)
    )
    return user


def put_away(*, announcement: uuid.UUID, user: User) -> None:
    """Show somebody an announcement of the platform no more; one that does not concern him changes nothing."""
    if any(each.uuid == announcement for each in queries.announcements_for(user)):
        PutAway.objects.get_or_create(user=user, announcement=announcement)


@transaction.atomic
def forget_second_factor(*, user: User, by: Actor) -> None:
    """Take somebody's authenticator and recovery codes away; signing in then asks to set one up anew."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()
    audit.record("accounts.second_factor_forgotten", by=by, target=str(user.uuid))


@transaction.atomic
def create_demo_editor(*, email: str, name: str, password: str, role: Role, totp_secret: str) -> User:
    """Make an account with a known password and second factor, for a demonstration.

    :param totp_secret: in base32, as an authenticator takes it.
    :raises NotASandboxError: in a municipality that serves real people.
    """
    if current().kind is not Kind.SANDBOX:
        raise NotASandboxError("Accounts with a known password are for demonstrations.")
    first, _, last = name.partition(" ")
    user, _ = User.objects.get_or_create(
        email=email.lower(), defaults={"first_name": first, "last_name": last, "is_staff": True}
    )
    user.set_password(password)
    user.save(update_fields=["password"])
    user.groups.set([role.id])
    key = hexlify(b32decode(totp_secret)).decode()
    TOTPDevice.objects.update_or_create(user=user, name="default", defaults={"key": key, "confirmed": True})
    return user


def platform_user() -> User:
    """Answer the user in whose name the platform writes content; nobody can sign in as it."""
    user, is_new = User.objects.get_or_create(
        uuid=queries.PLATFORM, defaults={"first_name": "Inwonerplein", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
