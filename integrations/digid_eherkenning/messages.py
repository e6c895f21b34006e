"""What we say: requests and answers, written element by element, so that no value can become markup."""

from datetime import datetime

from lxml import etree
from lxml.builder import ElementMaker

from integrations.identities import Level

from . import levels
from .names import ARTIFACT, SAML, SAMLP, SOAP, SUCCESS
from .reading import Element
from .types import Service, new_request_id

_SAML = ElementMaker(namespace=SAML, nsmap={"saml": SAML})
_SAMLP = ElementMaker(namespace=SAMLP, nsmap={"samlp": SAMLP, "saml": SAML})
_SOAP = ElementMaker(namespace=SOAP, nsmap={"soap": SOAP})


def written(moment: datetime) -> str:
    """Answer a moment as SAML writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def authn_request(service: Service, *, destination: str, request_id: str, now: datetime) -> Element:
    """Ask to let somebody show who they are, as sure as the service wants it, or surer."""
    attributes = {
        "ID": request_id,
        "Version": "2.0",
        "IssueInstant": written(now),
        "Destination": destination,
        "ProtocolBinding": ARTIFACT,
        "AssertionConsumerServiceURL": service.acs_url,
        "AttributeConsumingServiceIndex": str(service.attribute_consuming_service_index),
    }
    if service.is_forced:
        attributes["ForceAuthn"] = "true"
    name = levels.name_of(service.scheme, max(service.minimum, Level.BASIS))
    return _SAMLP.AuthnRequest(
        _SAML.Issuer(service.entity_id),
        _SAMLP.RequestedAuthnContext(_SAML.AuthnContextClassRef(name), Comparison="minimum"),
        attributes,
    )


def artifact_resolve(service: Service, *, destination: str, artifact: str, now: datetime) -> Element:
    """Ask for the answer that an artifact stands for."""
    return _SAMLP.ArtifactResolve(
        _SAML.Issuer(service.entity_id),
        _SAMLP.Artifact(artifact),
        ID=new_request_id(),
        Version="2.0",
        IssueInstant=written(now),
        Destination=destination,
    )


def logout_request(
    service: Service,
    *,
    destination: str,
    name_id: str,
    session_index: str,
    request_id: str,
    now: datetime,
) -> Element:
    """Ask to end somebody's session."""
    parts = [_SAML.Issuer(service.entity_id), _SAML.NameID(name_id)]
    if session_index:
        parts.append(_SAMLP.SessionIndex(session_index))
    return _SAMLP.LogoutRequest(
        *parts, ID=request_id, Version="2.0", IssueInstant=written(now), Destination=destination
    )


def logout_response(service: Service, *, in_response_to: str, now: datetime) -> Element:
    """Say that sessions have ended."""
    return _SAMLP.LogoutResponse(
        _SAML.Issuer(service.entity_id),
        _SAMLP.Status(_SAMLP.StatusCode(Value=SUCCESS)),
        ID=new_request_id(),
        Version="2.0",
        IssueInstant=written(now),
        InResponseTo=in_response_to,
    )


def enveloped(message: bytes) -> bytes:
    """Put a message into an envelope of SOAP."""
    envelope = _SOAP.Envelope(_SOAP.Body(etree.fromstring(message)))
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def fault(code: str = "Client") -> bytes:
    """Answer a message that cannot be taken, without saying why."""
    told = etree.Element(etree.QName(SOAP, "Fault"), nsmap={"soap": SOAP})
    etree.SubElement(told, "faultcode").text = f"soap:{code}"
    etree.SubElement(told, "faultstring").text = "Request refused"
    return bytes(etree.tostring(_SOAP.Envelope(_SOAP.Body(told)), xml_declaration=True, encoding="UTF-8"))
