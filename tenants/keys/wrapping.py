"""The wrapped form of data keys: which key-encryption key it needs stands in it.

`k1`, a NUL, the id, a NUL, and what was sealed. Keys that were wrapped before ids were, are nothing but sealed bytes;
for those each key at hand is tried, until `rotate_key_encryption_key` has given them the form with an id.
"""

import uuid
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from tenants.errors import DecryptionError, UnknownKeyError

from .types import KeyEncryption

MARK: Final = b"k1\x00"
LENGTH_BEFORE_IDS: Final = 60
"""Bytes of nonce, key and tag: so a form without an id is never mistaken for one with it, nor the reverse."""


def provider() -> KeyEncryption:
    """Make what `KEY_ENCRYPTION_PROVIDER` names."""
    made: KeyEncryption = import_string(settings.KEY_ENCRYPTION_PROVIDER)()
    return made


def bound_to(tenant: uuid.UUID | None, number: int) -> str:
    """Say what a data key is bound to: whose it is, and its number; None stands for the platform."""
    return f"{tenant.hex if tenant else 'platform'}|data key|{number}"


def wrap(raw: bytes, *, place: str, by: KeyEncryption | None = None) -> bytes:
    """Wrap a data key under the newest key-encryption key.

    :raises UnknownKeyError: when there is none.
    """
    keys = by or provider()
    newest = next(iter(keys.ids()), None)
    if newest is None:
        raise UnknownKeyError("No key-encryption key is set.")
    return MARK + newest.encode() + b"\x00" + keys.seal(raw, key=newest, bound_to=place)


def unwrap(wrapped: bytes, *, place: str, by: KeyEncryption | None = None) -> bytes:
    """Answer a data key.

    :raises UnknownKeyError: when it needs a key-encryption key that is not at hand.
    :raises DecryptionError: when it is not exactly what was wrapped for this place.
    """
    keys = by or provider()
    named = wrapped_by(wrapped)
    if named is None:
        return _by_trying(wrapped, place, keys)
    if named not in keys.ids():
        raise UnknownKeyError(f"No key-encryption key with the id {named} is at hand.")
    return keys.unseal(wrapped[len(MARK) + len(named.encode()) + 1 :], key=named, bound_to=place)


def wrapped_by(wrapped: bytes) -> str | None:
    """Name the key-encryption key that a wrapped data key needs; None when it was wrapped before they had ids."""
    if len(wrapped) == LENGTH_BEFORE_IDS or not wrapped.startswith(MARK):
        return None
    return wrapped[len(MARK) :].partition(b"\x00")[0].decode("utf-8", "replace")


def _by_trying(wrapped: bytes, place: str, keys: KeyEncryption) -> bytes:
    for each in keys.ids():
        try:
            return keys.unseal(wrapped, key=each, bound_to=place)
        except DecryptionError:
            continue
    raise DecryptionError("No key-encryption key at hand opens this data key.")
