"""Hashes under a tenant's data key: what identifies a person is never a key in clear (P5, T35)."""

import uuid

from tenants import sealing

from . import stored

LENGTH = 40
"""Hexadecimal digits."""


def hashed(text: str, *, tenant: uuid.UUID, purpose: str) -> str:
    """Hash a text under the tenant's newest data key.

    A changed key gives another hash, so this is for what may be lost then, such as copies.

    :param purpose: what for; the same text hashes differently for another purpose.
    :raises DecryptionError: when the tenant has no key that can be read.
    """
    _, key = stored.newest(tenant)
    own = sealing.Key(key.derive(f"hashing|{purpose}".encode()))
    return own.derive(text.encode()).hex()[:LENGTH]
