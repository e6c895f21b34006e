"""AES-256-GCM with the place that a text belongs to as additional data (architecture I1, T13).

`tenants.keys` seals what belongs to a tenant under that tenant's own key, and what belongs to the platform
under the platform's; both are wrapped by the installation's key-encryption key.
"""

import hashlib
import hmac
import os
from typing import Final, NoReturn

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import DecryptionError

NONCE: Final = 12
"""Bytes."""
LENGTH: Final = 32
"""Bytes of a key."""


class Key:
    """A key that seals and unseals, and shows nothing of itself: not in `repr`, errors, pickles or copies."""

    __slots__ = ("__raw", "_cipher")

    def __init__(self, raw: bytes) -> None:
        self.__raw = raw
        self._cipher = AESGCM(raw)

    def __repr__(self) -> str:
        return "<Key>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A key is not pickled.")

    def seal(self, text: bytes, bound_to: str) -> bytes:
        """Seal a text for one place; the nonce comes before it."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, text, bound_to.encode())

    def unseal(self, sealed: bytes, bound_to: str) -> bytes:
        """Answer a text.

        :raises DecryptionError: whenever it is not exactly what was sealed for this place.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
        except (InvalidTag, ValueError):
            # Nothing of the attempt goes along: who reports errors would report what was tried.
            raise DecryptionError("Wrong key, wrong place, or altered.") from None

    def derive(self, text: bytes) -> bytes:
        """Answer a code of a text that only who has this key can make (HMAC-SHA-256)."""
        return hmac.new(self.__raw, text, hashlib.sha256).digest()


def new() -> bytes:
    """Make a key; it is kept wrapped only."""
    return AESGCM.generate_key(bit_length=8 * LENGTH)
