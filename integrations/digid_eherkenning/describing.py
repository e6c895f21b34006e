"""Describe ourselves to a provider: the metadata of a service provider."""

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from lxml.builder import ElementMaker

from .names import ARTIFACT, DS, GDI_SERVICE, MD, REDIRECT, SAMLP, SERVICE_ID, SOAP_BINDING
from .reading import Element
from .types import Scheme, Service, new_request_id

_MD = ElementMaker(namespace=MD, nsmap={"md": MD, "ds": DS})
_DS = ElementMaker(namespace=DS, nsmap={"ds": DS})
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def descriptor(service: Service, chains: Sequence[str], *, now: datetime) -> Element:
    """Answer our metadata.

    :param chains: PEM of the certificate in use, and of the one that follows.
    """
    uses = (
        ("signing",)
        if service.scheme is Scheme.DIGID and not service.service_uuids
        else ("signing", "encryption")
    )
    keys = [key_descriptor(chain, use) for use in uses for chain in chains if chain]
    role = _MD.SPSSODescriptor(
        *keys,
        *_logout(service),
        _MD.AssertionConsumerService(Binding=ARTIFACT, Location=service.acs_url, index="0", isDefault="true"),
        _consuming(service),
        AuthnRequestsSigned="true",
        WantAssertionsSigned="true",
        protocolSupportEnumeration=SAMLP,
    )
    return _MD.EntityDescriptor(
        role, *_organisation(service), *_contact(service), ID=new_request_id(), entityID=service.entity_id
    )


def key_descriptor(chain: str, use: str) -> Element:
    """Answer a certificate as metadata writes it; its name is its fingerprint."""
    certificate = x509.load_pem_x509_certificate(chain.encode())
    pem = certificate.public_bytes(serialization.Encoding.PEM).decode().splitlines()
    return _MD.KeyDescriptor(
        _DS.KeyInfo(
            _DS.KeyName(certificate.fingerprint(hashes.SHA256()).hex()),
            _DS.X509Data(_DS.X509Certificate("".join(pem[1:-1]))),
        ),
        use=use,
    )


def _logout(service: Service) -> list[Element]:
    if not service.slo_soap_path:
        return []
    found = [_MD.SingleLogoutService(Binding=SOAP_BINDING, Location=service.slo_soap_url)]
    if service.slo_redirect_path:
        found.append(_MD.SingleLogoutService(Binding=REDIRECT, Location=service.slo_redirect_url))
    return found


def _consuming(service: Service) -> Element:
    found = _MD.AttributeConsumingService(
        _MD.ServiceName(service.name or service.entity_id, {LANG: "nl"}),
        index=str(service.attribute_consuming_service_index),
        isDefault="true",
    )
    if service.description:
        found.append(_MD.ServiceDescription(service.description, {LANG: "nl"}))
    found.extend(_MD.RequestedAttribute(Name=name, isRequired="false") for name in _wanted(service))
    return found


def _wanted(service: Service) -> list[str]:
    if service.scheme is Scheme.DIGID:
        return [GDI_SERVICE] if service.service_uuids else ["bsn"]
    return [service_id(service) or SERVICE_ID]


def service_id(service: Service) -> str:
    """Answer how eHerkenning numbers the service."""
    if not service.oin:
        return ""
    return f"urn:etoegang:DV:{service.oin}:services:{service.attribute_consuming_service_index}"


def _organisation(service: Service) -> list[Element]:
    if not service.organisation:
        return []
    names = (_MD.OrganizationName, _MD.OrganizationDisplayName)
    return [
        _MD.Organization(
            *(name(service.organisation, {LANG: "nl"}) for name in names),
            _MD.OrganizationURL(service.base_url, {LANG: "nl"}),
        )
    ]


def _contact(service: Service) -> list[Element]:
    told = service.contact
    parts = [
        *([_MD.GivenName(told.name)] if told.name else []),
        *([_MD.EmailAddress(told.email)] if told.email else []),
        *([_MD.TelephoneNumber(told.phone)] if told.phone else []),
    ]
    return [_MD.ContactPerson(*parts, contactType="technical")] if parts else []
