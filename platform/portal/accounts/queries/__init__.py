"""Read accounts: staff and invitations (`staff`), whose it is (`resolving`), marks of people (`marks`)."""

from .resolving import whose
from .staff import (
    PLATFORM,
    addresses_of,
    announcements_for,
    hash_of,
    is_invited,
    open_invitation,
    protected_administrators,
)

__all__ = [
    "PLATFORM",
    "addresses_of",
    "announcements_for",
    "hash_of",
    "is_invited",
    "open_invitation",
    "protected_administrators",
    "whose",
]
