"""Secrets of operators, sealed under the platform's data key and bound to the place where they stand.

What belongs to a tenant is sealed under that tenant's own key (`tenants.keys`); operators have no tenant.
"""

from tenants import keys
from tenants.errors import DecryptionError

__all__ = ["DecryptionError", "seal", "unseal"]


def seal(secret: bytes, *, place: str) -> bytes:
    """Seal a secret for one place, named as `table|column|row`."""
    return keys.of_platform().seal(secret, place)


def unseal(sealed: bytes, *, place: str) -> bytes:
    """Answer a secret.

    :raises DecryptionError: whenever it is not exactly what was sealed for this place.
    """
    return keys.of_platform().unseal(sealed, place)
