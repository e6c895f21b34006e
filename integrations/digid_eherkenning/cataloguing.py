"""The catalogue of services of eHerkenning: which company may come in how sure, and with which number (I-195).

https://afsprakenstelsel.etoegang.nl/Startpagina/v3/service-catalog, version 1.13.
"""

from datetime import datetime
from typing import Final

from lxml.builder import ElementMaker

from integrations.identities import SubjectKind

from . import describing, levels
from .names import BIRTH_DATE, BRANCH, COMPANY_NAME, FAMILY_NAME, FIRST_NAME, KVK, PSEUDONYM, RSIN, SAML
from .reading import Element
from .types import Scheme, Service, new_request_id

ESC: Final = "urn:etoegang:1.13:service-catalog"
VERSION: Final = "urn:etoegang:1.13:53"
_ESC = ElementMaker(namespace=ESC, nsmap={"esc": ESC, "saml": SAML})
_SAML = ElementMaker(namespace=SAML, nsmap={"saml": SAML})
LANG: Final = describing.LANG
LANGUAGES: Final = ("nl", "en")
ABROAD: Final = "eIDAS-inbound"
"""By which a broker knows that a service is for people and companies of other countries."""
IS_PUBLIC: Final = {f"{{{ESC}}}IsPublic": "true"}
NUMBERS: Final = {SubjectKind.KVK: KVK, SubjectKind.RSIN: RSIN}
WANTED: Final = {
    Scheme.EHERKENNING: (COMPANY_NAME,),
    Scheme.EIDAS: (FIRST_NAME, FAMILY_NAME, BIRTH_DATE, COMPANY_NAME),
}
"""What else we ask to be told: of who comes from another country nothing is known but that."""
NEEDED: Final = ("oin", "broker_oin", "service_uuids", "service_instance_uuid", "name")


def missing(service: Service) -> list[str]:
    """List what must be known of a service before it can stand in the catalogue."""
    return [name for name in NEEDED if not getattr(service, name)]


def catalogue(service: Service, chain: str, *, now: datetime) -> Element:
    """Answer the catalogue with this one service.

    :param chain: PEM of the certificate for which identifiers are encrypted.
    """
    provider = _ESC.ServiceProvider(
        _ESC.ServiceProviderID(service.oin),
        *_in_languages("OrganizationDisplayName", service.organisation or service.name),
        _definition(service),
        _instance(service, chain),
        IS_PUBLIC,
    )
    return _ESC.ServiceCatalogue(
        provider,
        {
            "ID": new_request_id(),
            f"{{{ESC}}}IssueInstant": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            f"{{{ESC}}}Version": VERSION,
        },
    )


def _definition(service: Service) -> Element:
    found = _ESC.ServiceDefinition(
        _ESC.ServiceUUID(_uuid(service)),
        *_in_languages("ServiceName", service.name),
        *_in_languages("ServiceDescription", service.description or service.name),
        *(_in_languages("ServiceDescriptionURL", service.description_url) if service.description_url else ()),
        _SAML.AuthnContextClassRef(levels.name_of(service.scheme, service.minimum)),
        _ESC.HerkenningsmakelaarId(service.broker_oin),
        IS_PUBLIC,
    )
    found.extend(_ESC.EntityConcernedTypesAllowed(name, attributes) for name, attributes in _numbers(service))
    if service.scheme is Scheme.EHERKENNING and service.with_branches:
        found.append(_ESC.ServiceRestrictionsAllowed(BRANCH))
    found.extend(
        _ESC.RequestedAttribute(
            *_in_languages("PurposeStatement", service.name), Name=name, isRequired="false"
        )
        for name in WANTED.get(service.scheme, ())
    )
    return found


def _numbers(service: Service) -> list[tuple[str, dict[str, str]]]:
    if service.scheme is Scheme.EIDAS:
        return [(PSEUDONYM, {})]
    return [
        (NUMBERS[kind], {"setNumber": str(number)})
        for number, kind in enumerate(service.company_numbers, start=1)
        if kind in NUMBERS
    ]


def _instance(service: Service, chain: str) -> Element:
    return _ESC.ServiceInstance(
        _ESC.ServiceID(describing.service_id(service)),
        _ESC.ServiceUUID(service.service_instance_uuid),
        _ESC.InstanceOfService(_uuid(service)),
        *_in_languages("ServiceURL", service.base_url),
        *_in_languages("PrivacyPolicyURL", service.privacy_url or service.base_url),
        _ESC.HerkenningsmakelaarId(service.broker_oin),
        _ESC.SSOSupport("false"),
        _ESC.ServiceCertificate(describing.key_descriptor(chain, "encryption")),
        *([_ESC.Classifiers(_ESC.Classifier(ABROAD))] if service.scheme is Scheme.EIDAS else ()),
        IS_PUBLIC,
    )


def _in_languages(name: str, text: str) -> list[Element]:
    return [_ESC(name, text, {LANG: language}) for language in LANGUAGES]


def _uuid(service: Service) -> str:
    return service.service_uuids[0] if service.service_uuids else ""
