"""Make what a secured connection needs: whom we trust, and who we are."""

import functools
import secrets
import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from integrations.errors import Reason, UnavailableError

from .types import Identity


@dataclass(frozen=True, slots=True)
class _Prepared:
    context: ssl.SSLContext
    expires_at: datetime
    """When our own certificate does."""


def context(identity: Identity, *, now: datetime | None = None) -> ssl.SSLContext:
    """Answer the context of a handshake; nothing switches the check of the other side's certificate off.

    :raises UnavailableError: when our certificate or its key cannot be read, or the certificate has expired.
    """
    try:
        prepared = _prepare(identity)
    except (ValueError, TypeError, ssl.SSLError):  # the texts of these quote what they could not read
        raise UnavailableError(Reason.SECRET_UNREADABLE) from None
    if prepared.expires_at <= (now or datetime.now(UTC)):
        raise UnavailableError(Reason.NOT_SECURE)
    return prepared.context


@functools.lru_cache(maxsize=256)
def _prepare(identity: Identity) -> _Prepared:
    made = ssl.create_default_context(cadata=identity.trusted or None)
    if not identity.chain:
        return _Prepared(made, datetime.max.replace(tzinfo=UTC))
    certificate = x509.load_pem_x509_certificate(identity.chain.encode())
    _load(made, identity)
    return _Prepared(made, certificate.not_valid_after_utc)


def _load(made: ssl.SSLContext, identity: Identity) -> None:
    """Give the key to OpenSSL, which reads files only: what is written is locked with a word nobody keeps."""
    word = secrets.token_hex(32)
    key = serialization.load_pem_private_key(identity.key.encode(), password=None)
    locked = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(word.encode()),
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "identity.pem"
        file.touch(mode=0o600)
        file.write_bytes(identity.chain.encode() + b"\n" + locked)
        made.load_cert_chain(file, password=word)
