"""Numbers and keyed hashes under which items are found, without telling whom or what they are about.

The hashes are keyed with a secret of the municipality that lies in its own schema, encrypted under its data key. So
they are worth nothing without that key, go with it when it is shredded, and outlive its change: what is hashed cannot
be hashed anew, and an item that is found no more could not be erased, nor keep its place in an order.
"""

import hashlib
import hmac
import re
import secrets
import uuid
from typing import Final

from tenants import signing

from .models import MarkingKey

KEY: Final = re.compile(r"[a-z][a-zA-Z0-9:._-]{0,79}")
"""A word, as the schedule asks of its keys: no address of mail and no number of a person looks like this."""
SECRET: Final = MarkingKey._meta.get_field("secret")
ONLY: Final = uuid.UUID(int=1)
"""The key of the one row that there is."""


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
    """Answer a keyed hash of the entered municipality: the same text gives another one elsewhere.

    :raises DecryptionError: when the municipality has no data key that opens its secret.
    """
    return _hashed(_secret() or _made(), what, text) if text else ""


def every(what: str, text: str) -> list[str]:
    """Answer all hashes under which there may be items: also those of the release before.

    :raises DecryptionError: when the municipality has no data key that opens its secret.
    """
    secret = _secret()
    return [*([_hashed(secret, what, text)] if secret else []), *former(what, text)]


def former(what: str, text: str) -> list[str]:
    """Answer the hashes of the release before, keyed with Django's secret; they are gone after thirty days."""
    return signing.digests(f"outbox.{what}", text)


def _hashed(secret: str, what: str, text: str) -> str:
    return hmac.new(secret.encode(), f"outbox.{what}|{text}".encode(), hashlib.sha256).hexdigest()


def _secret() -> str:
    row = MarkingKey.objects.filter(pk=ONLY).first()
    return SECRET.reveal(row) if row else ""


def _made() -> str:
    """Make the secret; whoever does so at the same time waits, and gets the one that was first."""
    row = MarkingKey(pk=ONLY)
    SECRET.encrypt(secrets.token_urlsafe(32), row)
    MarkingKey.objects.bulk_create([row], ignore_conflicts=True)
    return _secret()
