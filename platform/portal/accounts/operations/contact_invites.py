"""Invite a visitor to become somebody's contact here, and accept that (P-044 to P-047).

Whoever has the link may accept it, once: it was sent to the address of who is meant. What becomes of two people who
found each other says the feature that keeps contacts (`CONTACT_INVITE_ACCEPTED`).
"""

import datetime
import secrets
from collections import Counter
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.accounts.models import ContactInvite, User, plain_address
from portal.accounts.queries import hash_of
from portal.core.links import absolute
from portal.core.mail import operations as mail
from tenants import audit
from tenants.audit import SYSTEM, Actor

from .links import TakenError

LASTS: Final = datetime.timedelta(days=30)


@transaction.atomic
def invite(*, inviter: User, first_name: str, last_name: str, email: str) -> ContactInvite:
    """Send a person a link to become somebody's contact; another that is open for the same address ends.

    :raises ValidationError: when the address is none in plain letters.
    """
    address = plain_address(email)
    inviter.contact_invites.open().filter(email=address).delete()
    token = secrets.token_urlsafe(32)
    row = ContactInvite.objects.create(
        inviter=inviter,
        first_name=first_name,
        last_name=last_name,
        email=address,
        token_hash=hash_of(token),
        expires_at=timezone.now() + LASTS,
    )
    link = absolute(reverse("local:contact_invite", args=[token]))
    context = {"inviter": inviter, "name": first_name, "link": link, "days": LASTS.days}
    mail.send(to=address, template="accounts/mail/contact_invite", context=context)
    audit.record("accounts.contact_invited", by=Actor("person", str(inviter.uuid)), target=str(row.uuid))
    return row


@transaction.atomic
def accept(token: str, *, by: User) -> ContactInvite:
    """Accept an invitation; nobody can accept it again.

    :raises TakenError: when it was accepted, is over, or is one's own.
    """
    found = ContactInvite.objects.open().filter(token_hash=hash_of(token), inviter__is_active=True)
    row = found.select_for_update(of=("self",)).select_related("inviter").first()
    if row is None or row.inviter_id == by.pk:
        raise TakenError
    row.accepted_at, row.accepted_by = timezone.now(), by
    row.save(update_fields=["accepted_at", "accepted_by"])
    audit.record("accounts.contact_invite_accepted", by=Actor("person", str(by.uuid)), target=str(row.uuid))
    for path in settings.CONTACT_INVITE_ACCEPTED:
        import_string(path)(inviter=row.inviter, accepted=by)
    return row


def accept_quietly(token: str, *, by: User) -> None:
    """Accept an invitation that came along with something else, if it still can be."""
    try:
        accept(token, by=by)
    except TakenError:
        return


def note_expired(token: str) -> None:
    """Write down that somebody came too late."""
    row = ContactInvite.objects.expired().filter(token_hash=hash_of(token)).first()
    if row is not None:
        audit.record(
            "accounts.contact_invite_expired", by=Actor("person"), target=str(row.uuid), outcome="refused"
        )


@transaction.atomic
def purge() -> int:
    """Delete invitations that nobody accepted in time, with an entry in the log for each inviter; answers how many."""
    gone = ContactInvite.objects.expired().select_for_update(of=("self",)).select_related("inviter")
    by_inviter = Counter(row.inviter.uuid for row in gone)
    ContactInvite.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for inviter, number in by_inviter.items():
        audit.record(
            "accounts.contact_invites_purged", by=SYSTEM, target=str(inviter), details={"number": number}
        )
    return sum(by_inviter.values())
