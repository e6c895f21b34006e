"""Certificates and keys for tests, made while they run."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

type Key = ec.EllipticCurvePrivateKey
FOR_SERVERS = ExtendedKeyUsageOID.SERVER_AUTH
FOR_CLIENTS = ExtendedKeyUsageOID.CLIENT_AUTH


@dataclass(frozen=True)
class Made:
    """A certificate and its key."""

    certificate: x509.Certificate
    private: Key

    @property
    def chain(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def mark(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    def key(self, passphrase: str = "") -> str:
        form = serialization.PrivateFormat.PKCS8
        return self.private.private_bytes(serialization.Encoding.PEM, form, _locked(passphrase)).decode()

    def pfx(self, passphrase: str = "", *, above: "Made | None" = None) -> bytes:
        """Pack it with its key into one file, as suppliers send it."""
        others = [above.certificate] if above else None
        return pkcs12.serialize_key_and_certificates(
            b"ons", self.private, self.certificate, others, _locked(passphrase)
        )


def make(
    name: str = "portaal.voorbeeld.nl",
    *,
    days: int = 90,
    by: Made | None = None,
    public: object = None,
    ca: bool = False,
    purpose: x509.ObjectIdentifier | None = None,
    begins: int | None = None,
) -> Made:
    """Make a certificate; its own issuer where nobody else is.

    :param days: until its end; negative when that has passed.
    :param begins: days until its beginning.
    """
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    ends = now + timedelta(days=days)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(public or private.public_key())  # type: ignore[arg-type]
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=365) if begins is None else now + timedelta(days=begins))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([_alternative(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    return Made(builder.sign(by.private if by else private, hashes.SHA256()), private)


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name) if name.isascii() else x509.DNSName("anders.example")


def _locked(passphrase: str) -> serialization.KeySerializationEncryption:
    if passphrase:
        return serialization.BestAvailableEncryption(passphrase.encode())
    return serialization.NoEncryption()
