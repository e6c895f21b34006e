"""Our keys, ready to sign with: to read one from its text, and to prepare it, takes longer than to sign.

What is kept is kept by the text itself, which is read of the connection each time: a key that was replaced or taken
away is asked for no more.
"""

import functools
from typing import Any, Final, cast

import xmlsec

from integrations.connections.types import Certificate

PEM: Final[Any] = cast(Any, xmlsec).KeyFormat.PEM
HOW: Final[Any] = cast(Any, xmlsec).Transform
"""Their stubs have no members."""
MOST: Final = 64
"""Keys: as many municipalities sign in one process at about the same time."""


@functools.lru_cache(MOST)
def key_of(ours: Certificate) -> Any:
    """Answer a key with its certificate."""
    key = xmlsec.Key.from_memory(ours.key, PEM, None)
    key.load_cert_from_memory(ours.chain, PEM)
    return key


def signature_of(content: bytes, ours: Certificate) -> bytes:
    """Answer our signature of what goes through a browser: RSA with SHA-256."""
    context = xmlsec.SignatureContext()
    context.key = key_of(ours)
    return bytes(context.sign_binary(content, HOW.RSA_SHA256))
