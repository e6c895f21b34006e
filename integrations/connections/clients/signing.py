"""Sign the body of a SOAP message with our certificate's key: WS-Security, X.509 Certificate Token Profile 1.1.

https://docs.oasis-open.org/wss-m/wss/v1.1.1/os/wss-x509TokenProfile-v1.1.1-os.html

Body and moment are signed (exclusive canonicalisation, SHA-256, RSA); the certificate goes along.
"""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree

from integrations.connections.types import Certificate
from integrations.errors import Reason, UnavailableError

SOAP = frozenset({"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"})
DS = "http://www.w3.org/2000/09/xmldsig#"
_OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
WSSE = f"{_OASIS}-wssecurity-secext-1.0.xsd"
WSU = f"{_OASIS}-wssecurity-utility-1.0.xsd"
X509 = f"{_OASIS}-x509-token-profile-1.0#X509v3"
BASE64 = f"{_OASIS}-soap-message-security-1.0#Base64Binary"
CANONICAL = "http://www.w3.org/2001/10/xml-exc-c14n#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
GOOD_FOR = timedelta(minutes=5)


def sign(message: bytes, certificate: Certificate, *, now: datetime) -> bytes:
    """Answer the message with its signature in the header.

    :raises UnavailableError: when our key or certificate cannot be read, or is no RSA.
    :raises ValueError: when the message is no SOAP.
    """
    chain, key = _read(certificate)
    envelope = etree.fromstring(message, etree.XMLParser(resolve_entities=False, no_network=True))
    soap = etree.QName(envelope).namespace
    body = envelope.find(f"{{{soap}}}Body")
    if soap not in SOAP or body is None:
        raise ValueError("This is no SOAP message.")
    header = envelope.find(f"{{{soap}}}Header")
    if header is None:
        header = etree.Element(f"{{{soap}}}Header")
        envelope.insert(0, header)
    security = etree.SubElement(header, f"{{{WSSE}}}Security", nsmap={"wsse": WSSE, "wsu": WSU})
    security.set(f"{{{soap}}}mustUnderstand", "1")
    token = _text(security, WSSE, "BinarySecurityToken", _base64(chain))
    token.set("EncodingType", BASE64)
    token.set("ValueType", X509)
    _sign(security, [body, _moment(security, now)], token, key)
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def _read(certificate: Certificate) -> tuple[bytes, rsa.RSAPrivateKey]:
    try:
        chain = x509.load_pem_x509_certificate(certificate.chain.encode())
        key = serialization.load_pem_private_key(certificate.key.encode(), password=None)
    except (ValueError, TypeError):
        raise UnavailableError(Reason.SECRET_UNREADABLE) from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise UnavailableError(Reason.SECRET_UNREADABLE)
    return chain.public_bytes(serialization.Encoding.DER), key


def _moment(security: etree._Element, now: datetime) -> etree._Element:
    stamp = etree.SubElement(security, f"{{{WSU}}}Timestamp")
    for name, moment in (("Created", now), ("Expires", now + GOOD_FOR)):
        _text(stamp, WSU, name, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return stamp


def _sign(
    security: etree._Element, parts: list[etree._Element], token: etree._Element, key: rsa.RSAPrivateKey
) -> None:
    signature = etree.SubElement(security, f"{{{DS}}}Signature", nsmap={"ds": DS})
    signed = etree.SubElement(signature, f"{{{DS}}}SignedInfo")
    _text(signed, DS, "CanonicalizationMethod", Algorithm=CANONICAL)
    _text(signed, DS, "SignatureMethod", Algorithm=RSA_SHA256)
    for part in parts:
        reference = _text(signed, DS, "Reference", URI=f"#{_name(part)}")
        _text(_text(reference, DS, "Transforms"), DS, "Transform", Algorithm=CANONICAL)
        _text(reference, DS, "DigestMethod", Algorithm=SHA256)
        _text(reference, DS, "DigestValue", _base64(hashlib.sha256(_canonical(part)).digest()))
    value = key.sign(_canonical(signed), padding.PKCS1v15(), hashes.SHA256())
    _text(signature, DS, "SignatureValue", _base64(value))
    pointer = _text(_text(signature, DS, "KeyInfo"), WSSE, "SecurityTokenReference")
    _text(pointer, WSSE, "Reference", URI=f"#{_name(token)}", ValueType=X509)


def _text(
    parent: etree._Element, space: str, name: str, text: str | None = None, **attributes: str
) -> etree._Element:
    made = etree.SubElement(parent, f"{{{space}}}{name}", attributes)
    made.text = text
    return made


def _name(element: etree._Element) -> str:
    """Answer the name by which a signature refers to an element; give it one where it has none."""
    name = element.get(f"{{{WSU}}}Id") or f"id-{secrets.token_hex(8)}"
    element.set(f"{{{WSU}}}Id", name)
    return str(name)


def _canonical(element: etree._Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=False))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
