"""Read users and invitations."""

import hashlib

from django_otp import user_has_device

from .models import Invitation, User
from .roles import ADMINISTRATOR


def open_invitation(token: str) -> Invitation | None:
    """Find the invitation that this token belongs to, if it can still be accepted."""
    return Invitation.objects.open().select_related("user").filter(token_hash=hash_of(token)).first()


def is_invited(user: User) -> bool:
    """Tell whether somebody has an invitation that can still be accepted."""
    return user.invitations.open().exists()


def protected_administrators() -> int:
    """Count the administrators who can sign in and have a second factor."""
    found = User.objects.filter(is_active=True, is_staff=True, groups__pk=ADMINISTRATOR.id)
    return sum(user_has_device(user) for user in found.exclude(password=""))


def hash_of(token: str) -> str:
    """Answer what is kept of a token; it is random and long, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()
