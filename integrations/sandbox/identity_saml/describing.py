"""What the stand-in says of itself, and what portals say of themselves."""

import base64
import binascii
from http import HTTPStatus

from cryptography import x509

from integrations.sandbox.stand_ins import Call, RefusedError

from . import xml
from .keys import Own
from .store import Portal
from .xml import BINDING, Element, ds, md

ARTIFACTS_INDEX = 0


def entity_id(base: str) -> str:
    """Answer how portals know this provider."""
    return f"{base}/metadata"


def descriptor(base: str, own: Own) -> Element:
    """Answer its metadata, unsigned."""
    certificate = base64.b64encode(own.der).decode()
    role = md.IDPSSODescriptor(
        md.KeyDescriptor(ds.KeyInfo(ds.X509Data(ds.X509Certificate(certificate))), use="signing"),
        md.ArtifactResolutionService(
            Binding=f"{BINDING}SOAP",
            Location=f"{base}/artifacts",
            index=str(ARTIFACTS_INDEX),
            isDefault="true",
        ),
        md.SingleLogoutService(Binding=f"{BINDING}HTTP-Redirect", Location=f"{base}/sign-out"),
        md.SingleLogoutService(Binding=f"{BINDING}HTTP-POST", Location=f"{base}/sign-out"),
        md.SingleSignOnService(Binding=f"{BINDING}HTTP-Redirect", Location=f"{base}/sign-in"),
        md.SingleSignOnService(Binding=f"{BINDING}HTTP-POST", Location=f"{base}/sign-in"),
        WantAuthnRequestsSigned="true",
        protocolSupportEnumeration=xml.SAMLP,
    )
    return md.EntityDescriptor(role, ID=xml.number(), entityID=entity_id(base))


def portal_of(call: Call) -> Portal:
    """Read the metadata that a portal hands in; it must be signed with a certificate that it names.

    :raises RefusedError: when it is not.
    """
    try:
        root = xml.parse(call.request.body)
        shown = [
            x509.load_der_x509_certificate(base64.b64decode(str(each.text)))
            for each in xml.find(
                root, "md:SPSSODescriptor/md:KeyDescriptor/ds:KeyInfo/ds:X509Data/ds:X509Certificate"
            )
        ]
        signer = xml.signer_of(root)
    except (ValueError, binascii.Error, IndexError):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "metadata") from None
    if signer is None or signer not in shown:
        raise RefusedError(HTTPStatus.FORBIDDEN, "handtekening")
    return Portal(
        entity_id=root.get("entityID", ""),
        logout=_place(root, "SOAP"),
        back=_place(root, "HTTP-Redirect"),
        certificates=tuple(shown),
    )


def _place(root: Element, binding: str) -> str:
    found = xml.find(root, f"md:SPSSODescriptor/md:SingleLogoutService[@Binding='{BINDING}{binding}']")
    return str(found[0].get("ResponseLocation") or found[0].get("Location")) if found else ""
