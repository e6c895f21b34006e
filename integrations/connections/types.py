"""What a connection is, and what a test of it can find, in plain Dutch."""

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.errors import Reason

CLIENT_ID = "inwonerplein"
"""The name under which case systems know us, where they did not choose another."""
NO_RECORD = uuids.UUID(int=0)
"""The key of a connection that is tried before it is saved."""
TOPIC = "connection"
"""The topic of the read model."""


class System(StrEnum):
    """The systems that a municipality can be connected with."""

    CASE_SYSTEM = "case_system"


NAMES: Mapping[System, Promise] = {System.CASE_SYSTEM: _("Zaaksysteem (ZGW)")}


class State(StrEnum):
    """Whether a connection works, as far as we know."""

    UNTESTED = "untested"
    OK = "ok"
    FAILED = "failed"


class Finding(StrEnum):
    """What a test found."""

    WORKS = "works"
    SECRET_WRONG = "secret wrong"  # noqa: S105 - the name of an outcome
    PATH_WRONG = "path wrong"
    NOT_A_CASE_SYSTEM = "not a case system"
    HAS_TROUBLE = "has trouble"
    TOO_SLOW = "too slow"
    NAME_UNKNOWN = "name unknown"
    NOBODY_LISTENS = "nobody listens"
    NOT_SECURE = "not secure"
    BROKEN_OFF = "broken off"
    ADDRESS_REFUSED = "address refused"
    SECRET_UNREADABLE = "secret unreadable"  # noqa: S105 - the name of an outcome

    @property
    def state(self) -> State:
        """Answer whether this is good news."""
        return State.OK if self is Finding.WORKS else State.FAILED


FINDING_OF: Mapping[Reason, Finding] = {
    Reason.NAME_UNKNOWN: Finding.NAME_UNKNOWN,
    Reason.ADDRESS_REFUSED: Finding.ADDRESS_REFUSED,
    Reason.NOBODY_LISTENS: Finding.NOBODY_LISTENS,
    Reason.NOT_SECURE: Finding.NOT_SECURE,
    Reason.TOO_SLOW: Finding.TOO_SLOW,
    Reason.BROKEN_OFF: Finding.BROKEN_OFF,
    Reason.TOO_LARGE: Finding.NOT_A_CASE_SYSTEM,
    Reason.MALFORMED: Finding.NOT_A_CASE_SYSTEM,
}

EXPLANATIONS: Mapping[Finding, Promise] = {
    Finding.WORKS: _("De verbinding werkt."),
    Finding.SECRET_WRONG: _(
        "Het zaaksysteem weigert de toegang. Het geheim klopt niet, of het zaaksysteem kent deze aansluiting "
        "nog niet. Vraag de leverancier naar de client-id en het geheim."
    ),
    Finding.PATH_WRONG: _(
        "De server antwoordt, maar het zaaksysteem staat niet op dit adres. Controleer het laatste deel van "
        "het adres."
    ),
    Finding.NOT_A_CASE_SYSTEM: _(
        "Er komt een antwoord, maar niet dat van een zaaksysteem. Vraag de leverancier naar het adres van de "
        "ZGW-API's."
    ),
    Finding.HAS_TROUBLE: _(
        "Het zaaksysteem is bereikbaar, maar meldt zelf een storing. Probeer het later opnieuw of vraag "
        "het de leverancier."
    ),
    Finding.TOO_SLOW: _(
        "Het zaaksysteem geeft niet op tijd antwoord. Probeer het later opnieuw of vraag het de leverancier."
    ),
    Finding.NAME_UNKNOWN: _("Dit adres bestaat niet. Controleer of de naam goed geschreven is."),
    Finding.NOBODY_LISTENS: _("De server bestaat, maar er draait niets op dit adres. Controleer de poort."),
    Finding.NOT_SECURE: _(
        "Er komt geen beveiligde verbinding tot stand. Vraag de leverancier om het certificaat na te kijken."
    ),
    Finding.BROKEN_OFF: _(
        "De verbinding werd afgebroken voordat er een antwoord was. Probeer het later opnieuw."
    ),
    Finding.ADDRESS_REFUSED: _(
        "Met dit adres mag deze gemeente geen verbinding maken. Gebruik het openbare adres van het "
        "zaaksysteem."
    ),
    Finding.SECRET_UNREADABLE: _("Het bewaarde geheim is niet meer te lezen. Vul het geheim opnieuw in."),
}


class Authentication(StrEnum):
    """The ways in which other systems let us in (I-002, I-003)."""

    NONE = "none"
    API_KEY = "api_key"
    """One header of its own name."""
    BASIC = "basic"
    BEARER = "bearer"
    """`Authorization: Bearer …`, or another word in its place (`Access.scheme`: `Token` of Open Klant)."""
    ZGW = "zgw"
    """A JWT signed with the shared secret, new for each call."""
    OAUTH = "oauth"
    """Client credentials (RFC 6749, 4.4)."""
    SIGNED_SOAP = "signed_soap"
    """WS-Security: the body is signed with our certificate's key."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Our own certificate and its key, for mutual TLS and for signing."""

    chain: str
    """PEM: the certificate, and those above it."""
    key: str = field(repr=False)
    """PEM, without passphrase."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long calls of a connection may take, how large an answer may be, and how many run at once."""

    connect: float = 2.0
    read: float = 5.0
    total: float = 5.0
    """Seconds, for everything together."""
    at_once: int = 8
    """Calls under way over all processes of this installation."""
    largest_answer: int = 10_000_000
    """Bytes; a stream has a limit of its own."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a client needs to speak to a system; never stored, logged or shown."""

    address: str
    client_id: str
    secret: str = field(repr=False)
    former_secret: str = field(default="", repr=False)
    """Still good for a while: tried once where the other side refuses the new one (rotation with overlap)."""
    key: uuids.UUID = NO_RECORD
    """Of the connection's record: breaker, bulkhead and figures are kept under it."""
    system: str = ""
    authentication: Authentication = Authentication.ZGW
    header: str = ""
    """The name of the header, for API keys."""
    scheme: str = "Bearer"
    token_address: str = ""
    scope: str = ""
    certificate: Certificate | None = field(default=None, repr=False)
    trusted: str = ""
    """PEM of certificates to trust in place of the public ones."""
    profile: str = ""
    """Key of the capability profile."""
    capabilities: frozenset[str] = frozenset()
    """What the profile says, as corrected by the last probe."""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Overview:
    """What the console may know of a connection: everything but the secret."""

    system: str
    address: str
    client_id: str
    fingerprint: str
    state: State
    message: str
    checked_at: datetime | None
    changed_at: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class Errand:
    """What an operator asked for, and how it went."""

    uuid: uuids.UUID
    kind: str
    """`change` or `test`."""
    is_open: bool
    error: str
    """In plain Dutch; empty when all went well."""
    created_at: datetime


def row_of(tenant: uuids.UUID, system: System) -> uuids.UUID:
    """Answer the key that a municipality's connection has before it is saved: its secret is bound to it."""
    return uuids.uuid5(tenant, f"connection:{system.value}")
