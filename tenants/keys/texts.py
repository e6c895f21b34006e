"""Ciphertext of the form `v1:<key number>:<base64 of nonce and text>`, bound to tenant, table, column and row."""

import base64
import uuid

from tenants import sealing
from tenants.errors import DecryptionError

from . import stored

VERSION = "v1"


def encrypt(text: str, *, tenant: uuid.UUID, place: str) -> str:
    """Encrypt a text under the tenant's newest data key.

    :param place: where it will stand, as `table|column|row`.
    :raises DecryptionError: when the tenant has no data key.
    """
    number, key = stored.newest(tenant)
    return sealed(text, number=number, key=key, tenant=tenant, place=place)


def decrypt(ciphertext: str, *, tenant: uuid.UUID, place: str) -> str:
    """Decrypt a text that stands at this place.

    :raises DecryptionError: whenever it is not exactly what was put there.
    """
    number, raw = parts(ciphertext)
    return stored.of(tenant, number).unseal(raw, _bound_to(tenant, place)).decode()


def sealed(text: str, *, number: int, key: sealing.Key, tenant: uuid.UUID, place: str) -> str:
    """Encrypt a text under a key at hand."""
    raw = key.seal(text.encode(), _bound_to(tenant, place))
    return f"{VERSION}:{number}:{base64.b64encode(raw).decode()}"


def parts(ciphertext: str) -> tuple[int, bytes]:
    """Answer the number of the key that a ciphertext needs, and what was sealed under it.

    :raises DecryptionError: when it is no ciphertext.
    """
    try:
        version, number, text = ciphertext.split(":", 2)
        if version == VERSION:
            return int(number), base64.b64decode(text, validate=True)
    except ValueError:
        pass
    raise DecryptionError("Not a ciphertext.")


def fingerprint(text: str) -> str:
    """Show that a secret is the same one without showing any of it: eight digits, salted by the installation."""
    return stored.of_platform().derive(text.encode()).hex()[:8]


def _bound_to(tenant: uuid.UUID, place: str) -> str:
    return f"{tenant.hex}|{place}"
