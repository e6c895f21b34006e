"""Take messages through the browser: as part of an address that is signed, or as a form."""

import base64
import binascii
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, quote_plus, unquote_plus

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Saml

from integrations.connections.types import Certificate
from integrations.identities import Departure

from . import reading, refusing, signatures, signing
from .names import RSA_SHA256, SIGNING
from .reading import Element

LONGEST: Final = 20_000
"""Characters of what stands behind the question mark."""
LARGEST: Final = 200_000
"""Bytes of a message that was packed: a small one may unfold without end."""


def departure(url: str, parameter: str, message: Element, ours: Certificate, *, state: str = "") -> Departure:
    """Answer the address with a signed message in it.

    :param state: comes back with the answer as it is (`RelayState`): at most 80 characters, and no address.
    """
    packed = base64.b64encode(_deflated(etree.tostring(message))).decode()
    along = f"&RelayState={quote_plus(state)}" if state else ""
    signed = f"{parameter}={quote_plus(packed)}{along}&SigAlg={quote_plus(RSA_SHA256)}"
    signature = base64.b64encode(signing.signature_of(signed.encode(), ours)).decode()
    mark = "&" if "?" in url else "?"
    return Departure(f"{url}{mark}{signed}&Signature={quote_plus(signature)}")


def form(url: str, parameter: str, message: Element, ours: Certificate, *, state: str = "") -> Departure:
    """Answer the form with a message that is signed itself; `state` as of `departure`."""
    signed = signatures.sign(message, ours)
    along = (("RelayState", state),) if state else ()
    return Departure(url, ((parameter, base64.b64encode(signed).decode()), *along))


def arrived(query: str, parameter: str, keys: Sequence[x509.Certificate], *, now: datetime) -> Element:
    """Answer the message that came with an address, after its signature.

    The signature is over the characters as they came, in the order of the standard.

    :param query: what stood behind the question mark.
    :raises SignInRefusedError: when it is not signed by one of these keys.
    """
    if len(query) > LONGEST:
        refusing.invalid("too_large")
    raw = _once(query)
    names = [name for name in (parameter, "RelayState", "SigAlg") if name in raw]
    if parameter not in raw or "SigAlg" not in raw or "Signature" not in raw:
        refusing.invalid("not_signed")
    algorithm = unquote_plus(raw["SigAlg"])
    if algorithm not in SIGNING:
        refusing.invalid("signature_algorithm")
    signed = "&".join(f"{name}={raw[name]}" for name in names)
    signature = _decoded(unquote_plus(raw["Signature"]))
    if not any(_is_signed(signed, signature, key, algorithm, now) for key in keys):
        refusing.invalid("signature_wrong")
    return reading.parse(_inflated(_decoded(unquote_plus(raw[parameter]))), largest=LARGEST)


def _once(query: str) -> dict[str, str]:
    """Answer the parameters as they were written, each of which stands there once."""
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    told = [name for name, _value in parse_qsl(query, keep_blank_values=True)]
    if len(set(told)) != len(told) or {name for name, _value in pairs} != set(told):
        refusing.invalid("parameter_twice")
    return dict(pairs)


def _is_signed(signed: str, signature: bytes, key: x509.Certificate, algorithm: str, now: datetime) -> bool:
    pem = key.public_bytes(serialization.Encoding.PEM).decode()
    return signatures.is_usable(key, now) and bool(
        Saml.validate_binary_sign(signed, signature, cert=pem, algorithm=algorithm)
    )


def _deflated(content: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packing.compress(content) + packing.flush()


def _inflated(content: bytes) -> bytes:
    unpacking = zlib.decompressobj(-15)
    try:
        found = unpacking.decompress(content, LARGEST)
    except zlib.error:
        refusing.invalid("not_deflated")
    if unpacking.unconsumed_tail or unpacking.unused_data or not unpacking.eof:
        refusing.invalid("too_large")
    return found


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        refusing.invalid("not_base64")
