"""Secrets of operators, sealed under the key-encryption key and bound to the place where they stand.

What belongs to a tenant is sealed under that tenant's own key (`tenants.keys`); operators have no tenant.
"""

from tenants import sealing


def seal(secret: bytes, *, place: str) -> bytes:
    """Seal a secret for one place, named as `table|column|row`."""
    return sealing.seal(sealing.key_encryption_key(), secret, place)


def unseal(sealed: bytes, *, place: str) -> bytes:
    """Answer a secret.

    :raises DecryptionError: whenever it is not exactly what was sealed for this place.
    """
    return sealing.unseal(sealing.key_encryption_key(), sealed, place)
