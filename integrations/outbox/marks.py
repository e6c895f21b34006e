"""Numbers and keyed hashes under which items are found, without telling whom or what they are about."""

import re
import uuid
from typing import Final

from tenants import signing

KEY: Final = re.compile(r"[a-z][a-zA-Z0-9:._-]{0,79}")
"""A word, as the schedule asks of its keys: no address of mail and no number of a person looks like this."""


def row_of(tenant: uuid.UUID, kind: str, key: str) -> uuid.UUID:
    """Answer the number of an item, known before it is stored: also the idempotency key that other systems see."""
    return uuid.uuid5(tenant, f"outbox:{kind}:{key}")


def written(key: uuid.UUID | str) -> str:
    """Write a caller's key down.

    :raises ValueError: when it is neither a UUID nor a word.
    """
    if isinstance(key, uuid.UUID):
        return str(key)
    if not KEY.fullmatch(key):
        raise ValueError("The key of a delivery is a UUID, or a word that begins with a letter.")
    return key


def of(what: str, text: str) -> str:
    """Answer a keyed hash of the entered municipality: the same text gives another one elsewhere."""
    return every(what, text)[0] if text else ""


def every(what: str, text: str) -> list[str]:
    """Answer all hashes under which items may be kept: also those from before the secret key was changed."""
    return signing.digests(f"outbox.{what}", text)
