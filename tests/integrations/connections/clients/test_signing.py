"""A SOAP message with the signature of our certificate, checked apart from what makes it."""

import base64
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from integrations.connections import clients
from integrations.connections.clients import signing
from integrations.connections.types import Authentication, Certificate
from integrations.errors import UnavailableError
from tests.integrations.certificates import Authority
from tests.integrations.talking import Talker

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MESSAGE = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:over="urn:overig">{header}'
    '<s:Body><v:Vraag xmlns:v="urn:vraag"><v:Nr>999990019</v:Nr> <!-- niets --></v:Vraag></s:Body></s:Envelope>'
)
SPACES = {"ds": signing.DS, "wsse": signing.WSSE, "wsu": signing.WSU}


class ForgedError(Exception):
    """Raised when a signature does not fit."""


def check(message: bytes, authority: Authority) -> list[str]:
    """Answer which elements are signed, as a receiver finds out.

    :raises ForgedError: when one was changed, or the signature is not of the certificate that goes along.
    """
    tree = etree.fromstring(message)
    signed = tree.find(".//ds:SignedInfo", SPACES)
    names = []
    for reference in signed.findall("ds:Reference", SPACES):
        (element,) = tree.xpath("//*[@wsu:Id=$name]", name=reference.get("URI")[1:], namespaces=SPACES)
        plain = etree.tostring(element, method="c14n", exclusive=True, with_comments=False)
        digest = hashlib.sha256(plain).digest()
        if base64.b64encode(digest).decode() != reference.findtext("ds:DigestValue", None, SPACES):
            raise ForgedError
        names.append(etree.QName(element).localname)
    token = tree.findtext(".//wsse:BinarySecurityToken", None, SPACES)
    pointer = tree.find(".//wsse:SecurityTokenReference/wsse:Reference", SPACES).get("URI")
    assert tree.find(".//wsse:BinarySecurityToken", SPACES).get(f"{{{signing.WSU}}}Id") == pointer[1:]
    certificate = x509.load_der_x509_certificate(base64.b64decode(token))
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(authority.pem.encode()))
    key = certificate.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    value = base64.b64decode(tree.findtext(".//ds:SignatureValue", None, SPACES))
    plain = etree.tostring(signed, method="c14n", exclusive=True, with_comments=False)
    try:
        key.verify(value, plain, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise ForgedError from None
    return names


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def ours(authority: Authority) -> Certificate:
    pair = authority.issue("zonnedam", key=rsa.generate_private_key(65537, 2048))
    return Certificate(pair.chain, pair.key)


@pytest.mark.covers("I-002")
@pytest.mark.parametrize("header", ["", "<s:Header><over:Aan>wie</over:Aan></s:Header>"])
def test_body_and_moment_are_signed(header: str, authority: Authority, ours: Certificate) -> None:
    signed = signing.sign(MESSAGE.format(header=header).encode(), ours, now=NOW)

    assert check(signed, authority) == ["Body", "Timestamp"]
    assert b"2026-11-26T12:00:00Z" in signed
    assert b"2026-11-26T12:05:00Z" in signed
    assert signed.count(b":Header>") == 2
    assert header.removeprefix("<s:Header>").removesuffix("</s:Header>").encode() in signed


@pytest.mark.parametrize(
    ("was", "becomes"),
    [(b"999990019", b"999990020"), (b"12:05:00Z", b"23:05:00Z"), (b"#sha256", b"#sha257")],
)
def test_whatever_is_changed_afterwards_shows(
    was: bytes, becomes: bytes, authority: Authority, ours: Certificate
) -> None:
    """The negative control of the check above."""
    signed = signing.sign(MESSAGE.format(header="").encode(), ours, now=NOW)

    with pytest.raises(ForgedError):
        check(signed.replace(was, becomes), authority)


def test_a_client_signs_what_it_sends(
    serve: Any, open_to: Callable[..., clients.Client], authority: Authority, ours: Certificate
) -> None:
    server: Talker = serve()
    client = open_to(server, authentication=Authentication.SIGNED_SOAP, certificate=ours)

    client.post("", data=MESSAGE.format(header="").encode(), headers={"Content-Type": "text/xml"})

    asked = server.asked[0]
    assert check(asked.body, authority) == ["Body", "Timestamp"]
    assert asked.headers["content-length"] == str(len(asked.body))
    assert asked.headers["content-type"] == "text/xml"


@pytest.mark.parametrize(
    "message", ["<a/>", "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>"]
)
def test_what_is_no_soap_is_not_signed(message: str, ours: Certificate) -> None:
    with pytest.raises(ValueError, match="no SOAP"):
        signing.sign(message.encode(), ours, now=NOW)


def test_without_a_key_that_fits_nothing_is_signed(authority: Authority) -> None:
    pair = authority.issue("zonnedam")  # an elliptic curve

    for certificate in (Certificate(pair.chain, pair.key), Certificate("keten", "sleutel")):
        with pytest.raises(UnavailableError, match="secret unreadable"):
            signing.sign(MESSAGE.format(header="").encode(), certificate, now=NOW)


def test_without_a_certificate_nothing_is_sent(serve: Any, open_to: Callable[..., clients.Client]) -> None:
    server: Talker = serve()
    client = open_to(server, authentication=Authentication.SIGNED_SOAP)

    with pytest.raises(UnavailableError, match="secret unreadable"):
        client.post("", data=MESSAGE.format(header="").encode())

    assert server.asked == []
