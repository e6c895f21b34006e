"""Make a key pair, and a request for its certificate."""

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from . import private

KEY_BITS: Final = 3072
"""What PKIoverheid asks for, and some more than most suppliers do."""


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
    return private.written(key), request.public_bytes(Encoding.PEM).decode()
