"""Private keys: read once with their passphrase, kept without."""

from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes, PrivateKeyTypes
from django.utils.translation import gettext as _

from integrations.errors import RefusedError

WEAKEST_RSA: Final = 2048


def read(text: str, passphrase: str, *, label: str) -> PrivateKeyTypes:
    """Read a key from PEM.

    :param label: the field that a refusal stands beside.
    :raises RefusedError: when it is none, or does not open with this passphrase.
    """
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
            {label: _("Plak de sleutel als tekst (PEM). Hij begint met -----BEGIN PRIVATE KEY-----.")}
        ) from None
    return judged(key, label=label)


def judged(key: PrivateKeyTypes, *, label: str) -> PrivateKeyTypes:
    """Answer a key that is of a good kind.

    :raises RefusedError: when it is not.
    """
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < WEAKEST_RSA:
        raise RefusedError({label: _("Deze sleutel is te kort. Gebruik er een van 2048 bits of meer.")})
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise RefusedError({label: _("Gebruik een sleutel van RSA of een elliptische kromme.")})
    return key


def belongs(certificate: x509.Certificate, key: PrivateKeyTypes) -> bool:
    """Tell whether a key is a certificate's."""
    return _public(certificate.public_key()) == _public(key.public_key())  # type: ignore[arg-type]


def written(key: PrivateKeyTypes) -> str:
    """Answer a key as it is kept: PEM, without passphrase."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _public(key: CertificatePublicKeyTypes) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
