"""Tell of a kept certificate what may be shown, and whose key it is for."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from integrations.connections.types import OwnCertificate

from . import private


def fits_key(chain: str, key: str) -> bool:
    """Tell whether a kept key is the one that a certificate is for."""
    return private.belongs(_first(chain), serialization.load_pem_private_key(key.encode(), None))


def shown(chain: str) -> OwnCertificate | None:
    """Answer what may be shown of a kept certificate."""
    if not chain:
        return None
    first = _first(chain)
    return OwnCertificate(
        subject=common_name(first.subject),
        issuer=common_name(first.issuer),
        fingerprint=fingerprint(chain),
        until=first.not_valid_after_utc,
    )


def fingerprint(chain: str) -> str:
    """Answer the SHA-256 of the first certificate of a chain, as a release and an operator compare it."""
    return _first(chain).fingerprint(hashes.SHA256()).hex() if chain else ""


def common_name(name: x509.Name) -> str:
    """Name whom a certificate is of."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def _first(chain: str) -> x509.Certificate:
    return x509.load_pem_x509_certificates(chain.encode())[0]
