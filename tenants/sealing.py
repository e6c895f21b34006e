"""AES-256-GCM with the place that a text belongs to as additional data (architecture I1, T13).

`tenants.keys` seals what belongs to a tenant under that tenant's own key; what belongs to the platform is
sealed under the installation's key-encryption key itself.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from .errors import DecryptionError

NONCE = 12
"""Bytes."""


def seal(key: bytes, text: bytes, bound_to: str) -> bytes:
    """Seal a text for one place; the nonce comes before it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, bound_to.encode())


def unseal(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    """Answer a text.

    :raises DecryptionError: whenever it is not exactly what was sealed for this place.
    """
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise DecryptionError("Wrong key, wrong place, or altered.") from error


def key_encryption_key() -> bytes:
    """Answer the installation's own key, which wraps all others."""
    return base64.b64decode(settings.KEY_ENCRYPTION_KEY)
