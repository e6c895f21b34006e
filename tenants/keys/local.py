"""Key-encryption keys whose bytes this process itself has, wherever it read them."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Final

from tenants.errors import DecryptionError
from tenants.sealing import LENGTH, Key

ID_LENGTH: Final = 12
"""Hexadecimal digits."""


class LocalKeys:
    """A row of keys in base64, the newest first; each bears an id that follows from the key itself.

    So nobody has to number keys, and no two processes can mean different keys by one id.
    """

    def __init__(self, texts: Sequence[str], *, source: str) -> None:
        """Take the keys; those that are none are left out, and told by `faults`.

        :param source: where they were read, as it is called by who operates.
        """
        self._source = source
        self._faults: list[str] = []
        self._keys: dict[str, Key] = {}
        for place, text in enumerate(texts, start=1):
            self._take(text, place)
        if not texts:
            self._faults.append(f"{source} is empty")

    def ids(self) -> Sequence[str]:
        """List the keys that are at hand, the newest first."""
        return tuple(self._keys)

    def seal(self, text: bytes, *, key: str, bound_to: str) -> bytes:
        """Seal a text under one of them, bound to a place."""
        return self._keys[key].seal(text, bound_to)

    def unseal(self, sealed: bytes, *, key: str, bound_to: str) -> bytes:
        """Answer a text.

        :raises DecryptionError: when it is not exactly what was sealed under this key for this place.
        """
        if key not in self._keys:
            raise DecryptionError(f"No key-encryption key with the id {key} is at hand.")
        return self._keys[key].unseal(sealed, bound_to)

    def faults(self) -> Sequence[str]:
        """List what is wrong with the keys as they are set."""
        return tuple(self._faults)

    def _take(self, text: str, place: int) -> None:
        try:
            raw = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) == LENGTH:
            self._keys.setdefault(id_of(raw), Key(raw))
            return
        found = f"holds {len(raw)} bytes" if raw else "is not base64" if text else "is empty"
        which = self._source if place == 1 else f"key {place} of {self._source}"
        self._faults.append(f"{which} {found}, and must be {LENGTH} bytes in base64")


def id_of(raw: bytes) -> str:
    """Answer the id of a key: it tells which one is meant, and nothing that helps to guess it."""
    return hashlib.sha256(b"id of a key-encryption key|" + raw).hexdigest()[:ID_LENGTH]
