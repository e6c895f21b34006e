"""Read users and invitations."""

import hashlib

from .models import Invitation, User


def open_invitation(token: str) -> Invitation | None:
    """Find the invitation that this token belongs to, if it can still be accepted."""
    return Invitation.objects.open().select_related("user").filter(token_hash=hash_of(token)).first()


def is_invited(user: User) -> bool:
    """Tell whether somebody has an invitation that can still be accepted."""
    return user.invitations.open().exists()


def hash_of(token: str) -> str:
    """Answer what is kept of a token; it is random and long, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()
