"""Confirm an address: a link goes there; it counts once, for who asked, while the address stays the same (P-042)."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.models import ContactData, User
from portal.core.links import absolute
from portal.core.mail import operations as mail
from portal.profile import links, rules
from portal.profile.models import Verification
from tenants import audit, signing
from tenants.audit import Actor

SALT: Final = "portal.profile.email"
AGE: Final = datetime.timedelta(hours=1)
MOST: Final = 5
"""Links that somebody gets in an hour, whatever the addresses: nobody's mailbox is filled by us."""
PAUSE: Final = datetime.timedelta(seconds=30)
LINK: Final = "profile/mail/confirm_email"
SIGN_IN_CHANGED: Final = "profile/mail/sign_in_changed"


class Sent(StrEnum):
    """What became of a question for a link."""

    SENT = "sent"
    TOO_OFTEN = "too often"
    NOT_NEEDED = "not needed"
    """There is no address, or it was confirmed."""
    NOWHERE = "nowhere"
    """No page here takes a link."""


class NotConfirmedError(Exception):
    """Raised when a link confirms nothing: too old, used, for somebody else, or for an address of before."""


class TakenError(Exception):
    """Raised when somebody else signs in with this address by now."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a link is about; with any of it changed the link is worth nothing."""

    user: User
    contact: ContactData

    @property
    def text(self) -> str:
        confirmed = self.contact.verified_at.isoformat() if self.contact.verified_at else ""
        return "|".join([str(self.user.uuid), self.contact.email, self.contact.verified_email, confirmed])


@transaction.atomic
def send(user: User, *, next_url: str = "") -> Sent:
    """Send a link to the address that somebody gave, at most so often.

    :param next_url: where they want to go once it is confirmed; a path on this host.
    """
    contact = ContactData.objects.filter(user=user).first()
    if contact is None or not rules.usable(contact.email) or contact.has_verified_email:
        return Sent.NOT_NEEDED
    path = links.find("profile:confirm", _token(_State(user, contact)))
    if not path:
        return Sent.NOWHERE
    if not _may_send(user):
        return Sent.TOO_OFTEN
    query = f"?{urlencode({REDIRECT_FIELD_NAME: next_url})}" if next_url else ""
    mail.send(to=contact.email, template=LINK, context={"link": absolute(path) + query, "hours": 1})
    return Sent.SENT


def is_good(user: User, token: str) -> bool:
    """Tell whether a link would confirm the address of somebody now; changes nothing."""
    contact = ContactData.objects.filter(user=user).first()
    return contact is not None and _fits(_State(user, contact), token)


@transaction.atomic
def confirm(user: User, token: str, *, by: Actor) -> None:
    """Confirm an address; who signs in with it does so with this one from now on.

    :raises NotConfirmedError: when the link confirms nothing.
    :raises TakenError: when somebody else signs in with this address.
    """
    contact = ContactData.objects.select_for_update().filter(user=user).first()
    if contact is None or not _fits(_State(user, contact), token):
        raise NotConfirmedError
    contact.verified_email, contact.verified_at = contact.email, timezone.now()
    contact.save(update_fields=["verified_email", "verified_at"])
    if user.email and user.email != contact.email:
        _sign_in_with(user, contact.email)
    audit.record("profile.email_confirmed", by=by)


def _sign_in_with(user: User, email: str) -> None:
    former = user.email or ""
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise TakenError from None
    mail.send(to=former, template=SIGN_IN_CHANGED, context={"link": absolute(links.find("profile:hub"))})


def _token(state: _State) -> str:
    """Sign for this municipality: whose it is and the digest of what it is about. No address stands in it."""
    return TimestampSigner(salt=SALT).sign(signing.digests(SALT, state.text)[0])


def _fits(state: _State, token: str) -> bool:
    try:
        digest = TimestampSigner(salt=SALT).unsign(token, max_age=AGE)
    except BadSignature:
        return False
    is_new = not state.contact.has_verified_email
    return is_new and digest in signing.digests(SALT, state.text)


def _may_send(user: User) -> bool:
    """Count a link, unless there were too many."""
    now = timezone.now()
    Verification.objects.bulk_create([Verification(user=user, sent_at=now - PAUSE)], ignore_conflicts=True)
    row = Verification.objects.select_for_update().get(user=user)
    if now - row.hour_began_at >= AGE:
        row.hour_began_at, row.sent_this_hour = now, 0
    if row.sent_this_hour >= MOST or now - row.sent_at < PAUSE:
        return False
    row.sent_at, row.sent_this_hour = now, row.sent_this_hour + 1
    row.save()
    return True
