"""What a provider says of itself: its metadata, read and judged."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes

from integrations.errors import UnavailableError
from integrations.http import Reach, places

from . import moments, reading, refusing, signatures
from .names import DS, MD, POST, REDIRECT, SAMLP, SOAP_BINDING, tag
from .reading import Element

LARGEST: Final = 5_000_000
MOST_ELEMENTS: Final = 200_000
MOST_CERTIFICATES: Final = 20


@dataclass(frozen=True, slots=True)
class Description:
    """As much of it as we use."""

    entity_id: str
    certificates: tuple[x509.Certificate, ...] = field(repr=False)
    """Those that it signs with."""
    sign_on: Mapping[str, str]
    """By binding, where people sign in."""
    artifacts: Mapping[int, str]
    """By index, where an artifact is resolved."""
    sign_out: Mapping[str, tuple[str, str]]
    """By binding, where we ask to end a session, and where we answer."""
    valid_until: datetime | None
    is_signed: bool

    @property
    def fingerprints(self) -> list[str]:
        """Name the certificates."""
        return sorted(each.fingerprint(hashes.SHA256()).hex() for each in self.certificates)

    @property
    def source_id(self) -> bytes:
        """Answer what its artifacts begin with."""
        return hashlib.sha1(self.entity_id.encode(), usedforsecurity=False).digest()


def read(xml: bytes, *, reach: Reach, trusted: str, now: datetime) -> Description:
    """Read and judge metadata.

    :param reach: how far addresses in it may lead.
    :param trusted: PEM of those who may vouch for who signs it; where there are any, it must be signed.
    :raises SignInRefusedError: when it cannot be believed or used.
    """
    root = reading.parse(xml, largest=LARGEST, most=MOST_ELEMENTS)
    provider = _provider(root)
    role = reading.only(provider, MD, "IDPSSODescriptor", "metadata_no_provider")
    if SAMLP not in role.get("protocolSupportEnumeration", "").split():
        refusing.invalid("metadata_no_provider")
    certificates = _certificates(role)
    found = Description(
        entity_id=provider.get("entityID", ""),
        certificates=tuple(certificates),
        sign_on={binding: url for binding, url, _back in _places(role, "SingleSignOnService")},
        artifacts=_artifacts(role),
        sign_out={binding: (url, back) for binding, url, back in _places(role, "SingleLogoutService")},
        valid_until=moments.maybe(provider.get("validUntil") or root.get("validUntil")),
        is_signed=_is_signed(root, provider, certificates, trusted, now),
    )
    if not found.entity_id or not found.artifacts or not found.sign_on.keys() & {REDIRECT, POST}:
        refusing.invalid("metadata_incomplete")
    check_now(found, reach=reach, now=now)
    return found


def check_now(found: Description, *, reach: Reach, now: datetime) -> None:
    """Judge what may be otherwise a moment later, though the metadata are the same.

    :raises SignInRefusedError: when it has expired, no certificate holds now, or an address leads too far.
    """
    if found.valid_until is not None and found.valid_until <= now:
        refusing.expired("metadata_expired")
    leaving = (each for both in found.sign_out.values() for each in both)
    for url in (*found.sign_on.values(), *found.artifacts.values(), *leaving):
        _check_place(url, reach)
    if not any(signatures.is_usable(each, now) for each in found.certificates):
        refusing.invalid("metadata_no_certificate")


def _provider(root: Element) -> Element:
    """Answer the one provider of a document, which may be a list of one."""
    if root.tag == tag(MD, "EntityDescriptor"):
        return root
    if root.tag != tag(MD, "EntitiesDescriptor"):
        refusing.invalid("metadata_no_provider")
    providers = [
        each
        for each in reading.children(root, MD, "EntityDescriptor")
        if reading.children(each, MD, "IDPSSODescriptor")
    ]
    if len(providers) != 1:
        refusing.invalid("metadata_no_provider")
    return providers[0]


def _certificates(role: Element) -> list[x509.Certificate]:
    found = []
    for descriptor in reading.children(role, MD, "KeyDescriptor"):
        if descriptor.get("use", "signing") == "signing":
            found += [_certificate(each) for each in descriptor.iter(tag(DS, "X509Certificate"))]
    if not found or len(found) > MOST_CERTIFICATES:
        refusing.invalid("metadata_no_certificate")
    return found


def _certificate(element: Element) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(base64.b64decode("".join(reading.text(element).split())))
    except (ValueError, binascii.Error):
        refusing.invalid("metadata_no_certificate")


def _places(role: Element, name: str) -> list[tuple[str, str, str]]:
    found = []
    for each in reading.children(role, MD, name):
        url = each.get("Location", "")
        found.append((each.get("Binding", ""), url, each.get("ResponseLocation") or url))
    return found


def _artifacts(role: Element) -> dict[int, str]:
    return {
        int(each.get("index", "0")): each.get("Location", "")
        for each in reading.children(role, MD, "ArtifactResolutionService")
        if each.get("Binding") == SOAP_BINDING and each.get("index", "0").isdecimal()
    }


def _check_place(url: str, reach: Reach) -> None:
    """Refuse an address that leads further than the municipality may reach: a sandbox reaches the stand-in alone."""
    try:
        reach.check_place(places.parse(url))
    except (ValueError, UnavailableError):
        refusing.invalid("metadata_address")


def _is_signed(
    root: Element,
    provider: Element,
    certificates: Sequence[x509.Certificate],
    trusted: str,
    now: datetime,
) -> bool:
    """Tell whether it is signed; by whom is asked where somebody vouches for it, else the address does."""
    signed = next((each for each in (root, provider) if reading.children(each, DS, "Signature")), None)
    if signed is None:
        if trusted:
            refusing.invalid("metadata_not_signed")
        return False
    signature = reading.only(signed, DS, "Signature", "not_signed")
    candidates = [*certificates, *(_certificate(each) for each in signature.iter(tag(DS, "X509Certificate")))]
    if trusted:
        vouching = x509.load_pem_x509_certificates(trusted.encode())
        candidates = [each for each in candidates if _is_vouched_for(each, vouching)]
    if not candidates:
        refusing.invalid("metadata_not_trusted")
    signatures.check(signed, candidates, now=now)
    return True


def _is_vouched_for(certificate: x509.Certificate, by: Sequence[x509.Certificate]) -> bool:
    return any(certificate == each or _is_issued(certificate, each) for each in by)


def _is_issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
