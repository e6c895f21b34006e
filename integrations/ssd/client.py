"""Read what the two services of the suite say of themselves: their WSDL, with nobody in it.

Whoever comes without the right certificate is turned away before, at the secured connection; a message is neither sent
nor signed.
"""

from dataclasses import replace
from typing import Any, Final

from lxml import etree

from integrations.connections import clients
from integrations.connections.doctor.questions import Question
from integrations.connections.types import Access, Authentication
from integrations.errors import Reason, UnavailableError

SERVICES: Final = "http://www.centric.nl/GWS/Diensten/"
DEFINITIONS: Final = "{http://schemas.xmlsoap.org/wsdl/}definitions"


def reading(access: Access) -> Access:
    """Answer how a WSDL is read: what signs the body of a message has no body to sign."""
    if access.authentication is Authentication.SIGNED_SOAP:
        return replace(access, authentication=Authentication.NONE)
    return access


def root(reply: clients.Reply) -> Any:
    """Read XML of somebody else's: no document type, no entities, no network.

    :raises UnavailableError: when it is no XML, or has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        element = etree.fromstring(reply.content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnavailableError(Reason.MALFORMED) from None
    if element.getroottree().docinfo.doctype:
        raise UnavailableError(Reason.MALFORMED)
    return element


def version_of(element: Any) -> str:
    """Answer the version of the service that a WSDL is about: `0600`."""
    return str(element.get("targetNamespace", "")).rpartition("/v")[2]


def _about(service: str) -> Question:
    def is_about(element: Any) -> bool:
        name = str(element.get("targetNamespace", ""))
        return element.tag == DEFINITIONS and name.startswith(f"{SERVICES}{service.partition('-')[0]}/")

    return Question(f"/{service}?wsdl", is_about, headers={"Accept": "text/xml, application/xml"}, read=root)


MONTHLY: Final = _about("UitkeringsSpecificatieClient-v0600")
YEARLY: Final = _about("JaarOpgaveClient-v0400")
