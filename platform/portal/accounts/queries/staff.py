"""Read staff and invitations."""

import hashlib
from collections.abc import Sequence

from django_otp import user_has_device

from portal.accounts.models import Invitation, PutAway, User
from portal.accounts.roles import ADMINISTRATOR
from tenants.announcements import queries as announced
from tenants.announcements.types import Shown
from tenants.entry import current


def open_invitation(token: str) -> Invitation | None:
    """Find the invitation that this token belongs to, if it can still be accepted."""
    return Invitation.objects.open().select_related("user").filter(token_hash=hash_of(token)).first()


def is_invited(user: User) -> bool:
    """Tell whether somebody has an invitation that can still be accepted."""
    return user.invitations.open().exists()


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
