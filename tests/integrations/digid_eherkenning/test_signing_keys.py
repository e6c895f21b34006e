"""Keys that are ready to sign with: each municipality signs with its own, whoever signed before it."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from integrations.connections.types import Certificate
from integrations.digid_eherkenning import signatures, signing
from integrations.identities import SignInRefusedError
from integrations.sandbox.identity_saml import keys
from integrations.sandbox.identity_saml.keys import Own

MESSAGE = (
    '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="i1">'
    '<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">wij</saml:Issuer></samlp:LogoutRequest>'
)
PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8


@pytest.fixture(scope="module")
def two() -> list[Own]:
    return [keys.make(name, bits=2048) for name in ("zonnedam", "waterrijk")]


def ours(own: Own) -> Certificate:
    key = own.key.private_bytes(PEM, PKCS8, serialization.NoEncryption())
    return Certificate(own.certificate.public_bytes(PEM).decode(), key.decode())


def is_by(signature: bytes, certificate: x509.Certificate) -> bool:
    public = certificate.public_key()
    assert isinstance(public, rsa.RSAPublicKey)
    try:
        public.verify(signature, b"SAMLRequest=a", padding.PKCS1v15(), hashes.SHA256())
    except Exception:
        return False
    return True


@pytest.mark.attack("T32")
def test_each_signs_with_its_own_key_in_turns(two: list[Own]) -> None:
    for own, other in (two, two[::-1], two):
        signature = signing.signature_of(b"SAMLRequest=a", ours(own))

        assert is_by(signature, own.certificate)
        assert not is_by(signature, other.certificate)


@pytest.mark.attack("T32")
def test_each_message_bears_the_signature_of_whose_it_is(two: list[Own]) -> None:
    now = datetime.now(UTC)
    for own, other in (two, two[::-1], two):
        signed = etree.fromstring(signatures.sign(etree.fromstring(MESSAGE), ours(own)))

        assert signatures.check(signed, [own.certificate], now=now) == own.certificate
        with pytest.raises(SignInRefusedError):
            signatures.check(signed, [other.certificate], now=now)
