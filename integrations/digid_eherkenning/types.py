"""What the portal says of a door, and what it hears of a sign-out that the provider asks for."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from integrations.identities import Level, LogoutHandle, Subject, SubjectKind


class Scheme(StrEnum):
    """Whose rules a door follows."""

    DIGID = "digid"
    EHERKENNING = "eherkenning"
    EIDAS = "eidas"
    """By way of a broker of eHerkenning, for people and companies of other countries."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the provider can ask when something is wrong with the connection."""

    name: str = ""
    email: str = ""
    phone: str = ""


DEFAULT_INDEX: Final = 1
COMPANY_NUMBERS: Final = (SubjectKind.KVK, SubjectKind.RSIN)


@dataclass(frozen=True, slots=True)
class Service:
    """One way to sign in at one municipality; the defaults fit DigiD."""

    scheme: Scheme
    entity_id: str
    """As the provider knows this municipality: of DigiD an address, of eHerkenning `urn:etoegang:DV:…`."""
    base_url: str
    """Of the municipality's primary host, without a slash at its end."""
    acs_path: str
    """Where the browser comes back with an artifact."""
    slo_soap_path: str = ""
    """Where the provider asks to end sessions; empty where there is no single logout."""
    slo_redirect_path: str = ""
    """Where the browser comes back after signing out."""
    minimum: Level = Level.MIDDEN
    attribute_consuming_service_index: int = DEFAULT_INDEX
    service_uuids: tuple[str, ...] = ()
    """Of the services that this door is for. Where there are any, an answer for another one is refused."""
    service_instance_uuid: str = ""
    """Of this municipality's instance of the service, in the catalogue of eHerkenning."""
    company_numbers: tuple[SubjectKind, ...] = COMPANY_NUMBERS
    """By which numbers a company may come in (eHerkenning)."""
    with_branches: bool = True
    """Whether somebody who may act for one branch only is let in (eHerkenning)."""
    oin: str = ""
    broker_oin: str = ""
    name: str = ""
    """Of the service, as people read it at the provider."""
    description: str = ""
    description_url: str = ""
    privacy_url: str = ""
    organisation: str = ""
    contact: Contact = field(default_factory=Contact)

    @property
    def acs_url(self) -> str:
        """Answer where answers must be meant for."""
        return f"{self.base_url}{self.acs_path}"

    @property
    def slo_soap_url(self) -> str:
        """Answer where requests to end sessions must be meant for."""
        return f"{self.base_url}{self.slo_soap_path}" if self.slo_soap_path else ""

    @property
    def slo_redirect_url(self) -> str:
        """Answer where answers after signing out must be meant for."""
        return f"{self.base_url}{self.slo_redirect_path}" if self.slo_redirect_path else ""

    @property
    def is_forced(self) -> bool:
        """Tell whether people must show who they are, even where the provider knows them already."""
        return self.scheme is not Scheme.DIGID


@dataclass(frozen=True, slots=True)
class LogoutAsked:
    """That the provider asks to end somebody's sessions here; once that is done, `response` is the answer."""

    handle: LogoutHandle
    """The sessions whose sign-in gave this name."""
    subject: Subject | None
    """Whose sessions, where the name says who it is: all of them."""
    response: bytes = field(repr=False)
    """A signed message of SOAP, `text/xml`."""
    message_id: str = ""
    """Tells this message from others: who keeps it while it is fresh refuses it a second time."""


class Validity(StrEnum):
    """Whether a certificate can be used today."""

    NOW = "now"
    NEXT = "next"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with which a provider signs."""

    fingerprint: str
    """SHA-256, as people compare it by telephone."""
    valid_from: datetime
    valid_until: datetime
    validity: Validity
    is_in_both: bool
    """Whether it stands in what we believe and in what waits."""

    @property
    def printed(self) -> str:
        """Write the fingerprint in groups, as people read it aloud."""
        return " ".join(self.fingerprint[at : at + 4] for at in range(0, len(self.fingerprint), 4)).upper()


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a provider says of itself, for people to compare."""

    entity_id: str
    certificates: tuple[Certificate, ...]
    places: tuple[tuple[str, str], ...]
    """What each address is for, and the address."""
    valid_until: datetime | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What we believe of a provider, and what waits until somebody has looked at it."""

    now: Portrait | None
    """None where what we believed can be read no more."""
    pending: Portrait | None
    since: datetime | None
    """Since when something waits."""
    mark: str
    """Tells what waits from what may wait a moment later; empty where nothing can be taken over."""
    wrong: str = ""
    """Why what waits cannot be taken over: a fixed word."""


def new_request_id() -> str:
    """Make the number of a request: nobody guesses it, and XML takes it as a name."""
    return f"_{secrets.token_hex(20)}"
