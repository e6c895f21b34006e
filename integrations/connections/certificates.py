"""Certificates of ours and CA's to trust: read at intake, so that nothing with a passphrase or a flaw is kept.

A key pair can be made here; then the key never leaves (requirement M-02).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes, PrivateKeyTypes
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

from integrations.errors import RefusedError

from .types import OwnCertificate

KEY_BITS: Final = 3072
"""What PKIoverheid asks for, and some more than most suppliers do."""
WEAKEST_RSA: Final = 2048
MOST_CERTIFICATES: Final = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate with its key, as they are kept."""

    chain: str
    key: str = field(repr=False)
    """PEM without passphrase; empty where the key is kept here already."""
    until: datetime


def read_chain(text: str, *, label: str) -> str:
    """Answer certificates as they are kept: PEM and nothing around it.

    :param label: the field that a refusal stands beside.
    :raises RefusedError: when it is not a list of certificates.
    """
    return "".join(_pem(certificate) for certificate in _parse(text, label))


def read_pair(chain: str, key: str, passphrase: str, *, now: datetime) -> Pair:
    """Answer a certificate and its key, of which the passphrase is taken off.

    :raises RefusedError: with a text beside each field that is not right.
    """
    certificates = _parse(chain, "certificate")
    first = certificates[0]
    if first.not_valid_after_utc <= now:
        raise RefusedError({"certificate": _("Dit certificaat is verlopen.")})
    plain = _read_key(key, passphrase) if key.strip() else None
    if plain is not None and not belongs(first, plain):
        raise RefusedError({"key": _("Deze sleutel hoort niet bij het certificaat.")})
    return Pair(
        "".join(_pem(each) for each in certificates),
        _key_pem(plain) if plain else "",
        first.not_valid_after_utc,
    )


def fits_key(chain: str, key: str) -> bool:
    """Tell whether a kept key is the one that a certificate is for."""
    private = serialization.load_pem_private_key(key.encode(), None)
    return belongs(x509.load_pem_x509_certificates(chain.encode())[0], private)


def belongs(certificate: x509.Certificate, key: PrivateKeyTypes) -> bool:
    """Tell whether a key is a certificate's."""
    return _public(certificate.public_key()) == _public(key.public_key())  # type: ignore[arg-type]


def make_request(*, name: str, organisation: str) -> tuple[str, str]:
    """Make a key pair; answer the key and the certificate request, both as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
        ]
    )
    alternative = x509.SubjectAlternativeName([x509.DNSName(name)])
    request = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(subject)
        .add_extension(alternative, critical=False)
        .sign(key, hashes.SHA256())
    )
    return _key_pem(key), request.public_bytes(serialization.Encoding.PEM).decode()


def shown(chain: str) -> OwnCertificate | None:
    """Answer what may be shown of a kept certificate."""
    if not chain:
        return None
    first = x509.load_pem_x509_certificates(chain.encode())[0]
    return OwnCertificate(
        subject=_common_name(first.subject),
        issuer=_common_name(first.issuer),
        fingerprint=fingerprint(chain),
        until=first.not_valid_after_utc,
    )


def fingerprint(chain: str) -> str:
    """Answer the SHA-256 of the first certificate of a chain, as a release and an operator compare it."""
    return (
        x509.load_pem_x509_certificates(chain.encode())[0].fingerprint(hashes.SHA256()).hex() if chain else ""
    )


def _parse(text: str, label: str) -> list[x509.Certificate]:
    try:
        found = x509.load_pem_x509_certificates(text.strip().encode())
    except (ValueError, UnsupportedAlgorithm):
        raise RefusedError(
            {label: _("Plak het certificaat als tekst (PEM). Het begint met -----BEGIN CERTIFICATE-----.")}
        ) from None
    if len(found) > MOST_CERTIFICATES:
        raise RefusedError({label: _("Dit zijn te veel certificaten.")})
    return found


def _read_key(text: str, passphrase: str) -> PrivateKeyTypes:
    password = passphrase.encode() if passphrase else None
    try:
        key = serialization.load_pem_private_key(text.strip().encode(), password)
    except TypeError:
        reason = (
            _("Deze sleutel heeft geen wachtwoord. Laat dat veld leeg.")
            if password
            else _("Deze sleutel heeft een wachtwoord. Vul het in.")
        )
        raise RefusedError({"passphrase": reason}) from None
    except (ValueError, UnsupportedAlgorithm):
        if password:
            raise RefusedError({"passphrase": _("Met dit wachtwoord gaat de sleutel niet open.")}) from None
        raise RefusedError(
            {"key": _("Plak de sleutel als tekst (PEM). Hij begint met -----BEGIN PRIVATE KEY-----.")}
        ) from None
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < WEAKEST_RSA:
        raise RefusedError({"key": _("Deze sleutel is te kort. Gebruik er een van 2048 bits of meer.")})
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise RefusedError({"key": _("Gebruik een sleutel van RSA of een elliptische kromme.")})
    return key


def _key_pem(key: PrivateKeyTypes) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _public(key: CertificatePublicKeyTypes) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
