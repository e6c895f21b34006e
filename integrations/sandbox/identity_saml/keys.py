"""The key with which the stand-in signs: made when it is first needed, and kept, so that portals go on trusting it."""

import os
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from integrations.sandbox.settings import Settings

FILE = "identity_saml.pem"
BITS = 3072
DAYS = 3650
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Own:
    """A key with its certificate."""

    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """Answer the certificate as messages carry it."""
        return self.certificate.public_bytes(serialization.Encoding.DER)


def own() -> Own:
    """Answer the stand-in's key."""
    with _lock:
        return _kept()


@cache
def _kept() -> Own:
    file = Settings.read(os.environ).folder / FILE
    try:
        return _read(file)
    except (OSError, ValueError):
        made = make("Oefenomgeving Inwonerplein")
        _keep(file, made)
        return made


def make(name: str, *, days: int = DAYS, bits: int = BITS, begins: timedelta = timedelta(days=-1)) -> Own:
    """Make a key, with a certificate that it signs itself.

    :param days: until it ends, counted from today; it may have ended.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now + min(begins, timedelta(days=days - 1)))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    return Own(key, certificate)


def _read(file: Path) -> Own:
    text = file.read_bytes()
    key = serialization.load_pem_private_key(text, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError(file.name)
    return Own(key, x509.load_pem_x509_certificate(text))


def _keep(file: Path, made: Own) -> None:
    """Keep it, where there is a place to keep it."""
    text = made.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + made.certificate.public_bytes(serialization.Encoding.PEM)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(text)
    except OSError:
        return
