"""Read the requests of portals, as the browser brings them."""

import base64
import binascii
import zlib
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import unquote_plus

from cryptography import x509

from integrations.sandbox.stand_ins import Call, RefusedError

from . import xml
from .xml import Element

LARGEST = 200_000


@dataclass(frozen=True)
class Arrived:
    """A request, and by what it is known who signed it."""

    message: Element
    issuer: str
    content: bytes = field(default=b"", repr=False)
    """What was signed, of an address."""
    signature: bytes = field(default=b"", repr=False)
    signer: x509.Certificate | None = None
    """Of a form: who signed it."""

    @property
    def number(self) -> str:
        """Answer its number."""
        return str(self.message.get("ID", ""))

    def is_from(self, certificate: x509.Certificate) -> bool:
        """Tell whether it was signed with this certificate."""
        if self.signer is not None:
            return self.signer == certificate
        return xml.is_signed_by(certificate, self.content, self.signature)


def read(call: Call, name: str) -> Arrived:
    """Read a request of this name.

    :raises RefusedError: when it is none, or is not signed.
    """
    try:
        found = _form(call) if call.request.method == "POST" else _address(call)
    except (ValueError, KeyError, binascii.Error, zlib.error, IndexError):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "verzoek") from None
    if found.message.tag != f"{{{xml.SAMLP}}}{name}" or not found.issuer or not found.number:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "verzoek")
    return found


def _form(call: Call) -> Arrived:
    message = xml.parse(base64.b64decode(call.request.form["SAMLRequest"], validate=True))
    signer = xml.signer_of(message)
    if signer is None:
        raise RefusedError(HTTPStatus.FORBIDDEN, "handtekening")
    return Arrived(message, xml.text(message, "saml:Issuer"), signer=signer)


def _address(call: Call) -> Arrived:
    raw = dict(part.partition("=")[::2] for part in call.request.query_string.split("&"))
    if "Signature" not in raw or unquote_plus(raw.get("SigAlg", "")) != xml.RSA_SHA256:
        raise RefusedError(HTTPStatus.FORBIDDEN, "handtekening")
    packed = base64.b64decode(unquote_plus(raw["SAMLRequest"]), validate=True)
    message = xml.parse(zlib.decompressobj(-15).decompress(packed, LARGEST))
    signed = "&".join(
        f"{name}={raw[name]}" for name in ("SAMLRequest", "RelayState", "SigAlg") if name in raw
    )
    signature = base64.b64decode(unquote_plus(raw["Signature"]), validate=True)
    return Arrived(message, xml.text(message, "saml:Issuer"), signed.encode(), signature)
