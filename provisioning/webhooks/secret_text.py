"""Secrets of endpoints: judged, sealed and opened here, shown nowhere.

The form is that of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64.
"""

import base64
import binascii
import secrets
import uuid
from typing import Final

from tenants import keys

PREFIX: Final = "whsec_"
SHORTEST, LONGEST = 24, 64
MADE: Final = 32
"""Bytes of a secret that is made here."""


def read(text: str) -> bytes | None:
    """Answer the bytes of a secret; None when it is none."""
    if not text.startswith(PREFIX):
        return None
    try:
        found = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if SHORTEST <= len(found) <= LONGEST else None


def made() -> str:
    """Make a secret that nobody has seen yet."""
    return f"{PREFIX}{base64.b64encode(secrets.token_bytes(MADE)).decode()}"


def sealed(secret: bytes, endpoint: uuid.UUID) -> bytes:
    """Seal a secret for its endpoint."""
    return keys.of_platform().seal(secret, _place(endpoint))


def opened(kept: bytes | memoryview, endpoint: uuid.UUID) -> bytes:
    """Open a secret of an endpoint.

    :raises DecryptionError: whenever it is not exactly what was sealed for it.
    """
    return keys.of_platform().unseal(bytes(kept), _place(endpoint))


def _place(endpoint: uuid.UUID) -> str:
    return f"webhooks_endpoint|secret|{endpoint.hex}"
