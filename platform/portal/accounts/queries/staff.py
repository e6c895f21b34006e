"""Read staff and invitations."""

import hashlib
import uuid
from collections.abc import Sequence

from django_otp import user_has_device

from portal.accounts.models import IdentityKind, Invitation, PutAway, User
from portal.accounts.roles import ADMINISTRATOR
from tenants.announcements import queries as announced
from tenants.announcements.types import Shown
from tenants.entry import current

PLATFORM = uuid.UUID("00000000-0000-4000-8000-000000000001")
"""The account, in each municipality, in whose name the platform writes."""


def open_invitation(token: str) -> Invitation | None:
    """Find the invitation that this token belongs to, if it can still be accepted."""
    return Invitation.objects.open().select_related("user").filter(token_hash=hash_of(token)).first()


def is_invited(user: User) -> bool:
    """Tell whether somebody has an invitation that can still be accepted."""
    return user.invitations.open().exists()


def is_address_of_citizen(address: str) -> bool:
    """Tell whether an account has this address that is neither of staff nor of a colleague who was that before."""
    found = User.objects.filter(email=address, is_staff=False)
    return found.exclude(identity__kind=IdentityKind.COLLEAGUE).exists()


def may_be_invited(address: str) -> bool:
    """Tell whether an address is nobody's here, or that of a colleague who has no rights any more."""
    found = User.objects.filter(email=address)
    return not found.exclude(is_staff=False, identity__kind=IdentityKind.COLLEAGUE).exists()


def announcements_for(user: User) -> Sequence[Shown]:
    """List the announcements of the platform that somebody has not put away."""
    found = announced.for_tenant(current().uuid)
    if not found:
        return ()
    away = set(PutAway.objects.filter(user=user).values_list("announcement", flat=True))
    return [each for each in found if each.uuid not in away]


def protected_administrators() -> int:
    """Count the administrators who can sign in and have a second factor."""
    found = User.objects.filter(is_active=True, is_staff=True, groups__pk=ADMINISTRATOR.id)
    return sum(user_has_device(user) for user in found.exclude(password=""))


def hash_of(token: str) -> str:
    """Answer what is kept of a token; it is random and long, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()


def addresses_of(user: User) -> list[str]:
    """List the addresses of mail that are somebody's, as they are compared."""
    contact = getattr(user, "contact", None)
    told = (user.email, *((contact.email, contact.verified_email) if contact else ()))
    return sorted({address.lower() for address in told if address})
