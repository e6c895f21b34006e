"""Read accounts: staff and invitations (`staff`), whose it is (`resolving`), marks of people (`marks`), and
whether somebody can be reached for sure (`contact`)."""

from .contact import has_verified_email, verified_email
from .resolving import whose
from .staff import (
    PLATFORM,
    addresses_of,
    announcements_for,
    hash_of,
    is_address_of_citizen,
    is_invited,
    may_be_invited,
    open_invitation,
    protected_administrators,
)

__all__ = [
    "PLATFORM",
    "addresses_of",
    "announcements_for",
    "has_verified_email",
    "hash_of",
    "is_address_of_citizen",
    "is_invited",
    "may_be_invited",
    "open_invitation",
    "protected_administrators",
    "verified_email",
    "whose",
]
