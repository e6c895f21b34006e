"""Names, and the few things that are done with XML: read, make, sign, check, encrypt."""

import base64
import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree
from lxml.builder import ElementMaker

from .keys import Own

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
MD = "urn:oasis:names:tc:SAML:2.0:metadata"
DS = "http://www.w3.org/2000/09/xmldsig#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
NAMES = {"saml": SAML, "samlp": SAMLP, "md": MD, "ds": DS, "xenc": XENC, "soap": SOAP}
CANONICAL = "http://www.w3.org/2001/10/xml-exc-c14n#"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:"
AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"
LARGEST = 1_000_000

saml = ElementMaker(namespace=SAML, nsmap={"saml": SAML})
samlp = ElementMaker(namespace=SAMLP, nsmap={"samlp": SAMLP, "saml": SAML})
md = ElementMaker(namespace=MD, nsmap={"md": MD, "ds": DS})
ds = ElementMaker(namespace=DS, nsmap={"ds": DS})
xenc = ElementMaker(namespace=XENC, nsmap={"xenc": XENC})
soap = ElementMaker(namespace=SOAP, nsmap={"soap": SOAP})

type Element = Any


def parse(content: bytes) -> Element:
    """Read XML.

    :raises ValueError: when it is none.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    if len(content) > LARGEST or b"<!DOCTYPE" in content:
        raise ValueError("xml")
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise ValueError("xml") from None


def find(element: Element, path: str) -> list[Element]:
    """Find what is below."""
    return list(element.xpath(path, namespaces=NAMES))


def text(element: Element, path: str) -> str:
    """Answer the text of the first that is found; empty where there is none."""
    found = find(element, path)
    return str(found[0].text or "").strip() if found else ""


def write(element: Element) -> bytes:
    """Write it down."""
    return bytes(etree.tostring(element, xml_declaration=True, encoding="UTF-8"))


def number() -> str:
    """Make the number of a message."""
    return f"_{secrets.token_hex(20)}"


def moment(when: datetime | None = None) -> str:
    """Write a moment down."""
    return (when or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")


def enveloped(message: Element) -> bytes:
    """Put a message into an envelope of SOAP."""
    return write(soap.Envelope(soap.Body(message)))


def sign(element: Element, own: Own, *, after: str = "saml:Issuer") -> Element:
    """Sign an element; its signature comes after its issuer, or first."""
    digest = _base64(hashlib.sha256(canonical(element)).digest())
    signature = ds.Signature(
        ds.SignedInfo(
            ds.CanonicalizationMethod(Algorithm=CANONICAL),
            ds.SignatureMethod(Algorithm=RSA_SHA256),
            ds.Reference(
                ds.Transforms(
                    ds.Transform(Algorithm=f"{DS}enveloped-signature"), ds.Transform(Algorithm=CANONICAL)
                ),
                ds.DigestMethod(Algorithm=f"{XENC}sha256"),
                ds.DigestValue(digest),
                URI=f"#{element.get('ID')}",
            ),
        )
    )
    value = own.key.sign(canonical(signature[0]), padding.PKCS1v15(), hashes.SHA256())
    signature.append(ds.SignatureValue(_base64(value)))
    signature.append(ds.KeyInfo(ds.X509Data(ds.X509Certificate(_base64(own.der)))))
    before = find(element, after)
    element.insert(element.index(before[0]) + 1 if before else 0, signature)
    return element


def signer_of(message: Element) -> x509.Certificate | None:
    """Answer the certificate with which a message is signed, as it names it itself; None where that is not so."""
    for signature in find(message, "ds:Signature"):
        shown = text(signature, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")
        digest = text(signature, "ds:SignedInfo/ds:Reference/ds:DigestValue")
        value = base64.b64decode(text(signature, "ds:SignatureValue"))
        information = find(signature, "ds:SignedInfo")[0]
        place = signature.getparent()
        at = place.index(signature)
        place.remove(signature)
        actual = _base64(hashlib.sha256(canonical(message)).digest())
        place.insert(at, signature)
        certificate = x509.load_der_x509_certificate(base64.b64decode(shown))
        is_whole = actual == "".join(digest.split()) and is_signed_by(
            certificate, canonical(information), value
        )
        return certificate if is_whole else None
    return None


def is_signed_by(certificate: x509.Certificate, content: bytes, signature: bytes) -> bool:
    """Tell whether content is signed with the key of a certificate."""
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(signature, content, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def encrypted(name: Element, certificate: x509.Certificate, recipient: str) -> Element:
    """Encrypt an identifier for a portal: AES-256, its key wrapped with the portal's certificate."""
    key, start = secrets.token_bytes(32), secrets.token_bytes(16)
    plain = etree.tostring(name)
    short = 16 - len(plain) % 16
    padded = plain + secrets.token_bytes(short - 1) + bytes([short])
    encryptor = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    content = start + encryptor.update(padded) + encryptor.finalize()
    public = certificate.public_key()
    if not isinstance(public, rsa.RSAPublicKey):
        raise ValueError("certificate")
    sha1 = hashes.SHA1()  # noqa: S303 - what this name of the algorithm means; here it protects nothing
    wrapped = public.encrypt(key, padding.OAEP(padding.MGF1(sha1), sha1, None))
    data = xenc.EncryptedData(
        xenc.EncryptionMethod(Algorithm=AES),
        xenc.CipherData(xenc.CipherValue(_base64(content))),
        Type=f"{XENC}Element",
    )
    outer = xenc.EncryptedKey(
        xenc.EncryptionMethod(Algorithm=OAEP),
        xenc.CipherData(xenc.CipherValue(_base64(wrapped))),
        Recipient=recipient,
    )
    return saml.EncryptedID(data, outer)


def canonical(element: Element) -> bytes:
    """Write an element in the one form that is signed."""
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=False))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
