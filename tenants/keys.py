"""A data key per tenant, wrapped by the installation's key-encryption key (architecture T13).

Ciphertext has the form `v1:<key number>:<base64 of nonce and text>` and is bound to tenant, table, column
and row: moved elsewhere it does not decrypt.
"""

import base64
import hashlib
import hmac
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import sealing
from .entry import outside
from .errors import DecryptionError
from .models import DataKey, Tenant


def make_for(tenant: Tenant) -> DataKey:
    """Make a tenant's first data key; one that is there already stays."""
    wrapped = sealing.seal(
        sealing.key_encryption_key(), AESGCM.generate_key(bit_length=256), _wrapping(tenant.uuid, 1)
    )
    key, _ = DataKey.objects.get_or_create(tenant=tenant, number=1, defaults={"wrapped": wrapped})
    return key


def encrypt(text: str, *, tenant: uuid.UUID, place: str) -> str:
    """Encrypt a text under the tenant's newest data key.

    :param place: where it will stand, as `table|column|row`.
    """
    number, key = _newest(tenant)
    sealed = sealing.seal(key, text.encode(), f"{tenant.hex}|{place}")
    return f"v1:{number}:{base64.b64encode(sealed).decode()}"


def decrypt(stored: str, *, tenant: uuid.UUID, place: str) -> str:
    """Decrypt a text that stands at this place.

    :raises DecryptionError: whenever it is not exactly what was put there.
    """
    try:
        version, number, sealed = stored.split(":", 2)
        if version != "v1":
            raise DecryptionError("Unknown form of ciphertext.")
        key = _unwrap(tenant, int(number))
        return sealing.unseal(key, base64.b64decode(sealed, validate=True), f"{tenant.hex}|{place}").decode()
    except ValueError as error:
        raise DecryptionError("Not a ciphertext.") from error


def opens(wrapped: bytes, *, tenant: uuid.UUID, number: int) -> bool:
    """Tell whether the installation's key opens a wrapped data key of this tenant."""
    try:
        sealing.unseal(sealing.key_encryption_key(), wrapped, _wrapping(tenant, number))
    except DecryptionError:
        return False
    return True


def _newest(tenant: uuid.UUID) -> tuple[int, bytes]:
    with outside():
        number = (
            DataKey.objects.filter(tenant__uuid=tenant)
            .order_by("-number")
            .values_list("number", flat=True)
            .first()
        )
    if number is None:
        raise DecryptionError("This tenant has no data key.")
    return number, _unwrap(tenant, number)


def _unwrap(tenant: uuid.UUID, number: int) -> bytes:
    with outside():
        key = DataKey.objects.filter(tenant__uuid=tenant, number=number).first()
    if key is None:
        raise DecryptionError("The data key is gone.")
    return sealing.unseal(sealing.key_encryption_key(), bytes(key.wrapped), _wrapping(tenant, number))


def _wrapping(tenant: uuid.UUID, number: int) -> str:
    return f"{tenant.hex}|data key|{number}"


def fingerprint(text: str) -> str:
    """Show that a secret is the same one without showing any of it: eight digits, salted by the installation."""
    return hmac.new(sealing.key_encryption_key(), text.encode(), hashlib.sha256).hexdigest()[:8]
