"""What a connection is, and what a test of it can find; `explanations` says it in plain Dutch."""

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from integrations.errors import Reason

CLIENT_ID = "inwonerplein"
"""The name under which case systems know us, where they did not choose another."""
NO_RECORD = uuids.UUID(int=0)
"""The key of a connection that is tried before it is saved."""
TOPIC = "connected"
"""How the topics of the read model begin that tell of a connection; there is one for each."""
FORMER_TOPIC = "connection"
"""Under which a former version told of the one connection that there was."""


class System(StrEnum):
    """The kinds of system that a municipality can be connected with; the catalogue says what each asks for."""

    CASE_SYSTEM = "case_system"
    OPEN_KLANT = "open_klant"
    ESUITE_CUSTOMERS = "esuite_customers"
    BRP = "brp"
    KVK = "kvk"
    OBJECTS = "objects"
    OPEN_FORMS = "open_forms"
    SSD = "ssd"
    LAPOSTA = "laposta"
    QMATIC = "qmatic"
    SMS = "sms"
    EXAMPLE_REGISTER = "example_register"
    """Made up: shows how a system is added."""


class State(StrEnum):
    """Whether a connection works, as far as we know."""

    UNTESTED = "untested"
    OK = "ok"
    FAILED = "failed"


class Finding(StrEnum):
    """What a test found."""

    WORKS = "works"
    SECRET_WRONG = "secret wrong"  # noqa: S105 - the name of an outcome
    RIGHTS_MISSING = "rights missing"
    """They know us, and we may not read what we need."""
    WEB_PAGE = "web page"
    """HTML in place of an answer: somebody stands before it."""
    VERSION_OLD = "version old"
    CAPABILITY_MISSING = "capability missing"
    SUBSCRIPTION_MISSING = "subscription missing"
    SUBSCRIPTION_REFUSED = "subscription refused"
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
    SECRET_MISSING = "secret missing"  # noqa: S105 - the name of an outcome
    CERTIFICATE_EXPIRED = "certificate expired"
    CERTIFICATE_UNKNOWN = "certificate unknown"
    CERTIFICATE_OF_OTHER = "certificate of other"
    CERTIFICATE_ASKED = "certificate asked"
    OWN_CERTIFICATE_EXPIRED = "own certificate expired"
    RESTING = "resting"
    CROWDED = "crowded"
    SWITCHED_OFF = "switched off"
    MAINTENANCE = "maintenance"

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
    Reason.REFUSED: Finding.SECRET_WRONG,
    Reason.THROTTLED: Finding.HAS_TROUBLE,
    Reason.HAS_TROUBLE: Finding.HAS_TROUBLE,
    Reason.RESTING: Finding.RESTING,
    Reason.CROWDED: Finding.CROWDED,
    Reason.SWITCHED_OFF: Finding.SWITCHED_OFF,
    Reason.MAINTENANCE: Finding.MAINTENANCE,
    Reason.SECRET_UNREADABLE: Finding.SECRET_UNREADABLE,
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


class Standing(StrEnum):
    """Whether a connection is used at all, apart from whether it works."""

    ON = "on"
    OFF = "off"
    """Switched off by hand: the kill switch."""
    MAINTENANCE = "maintenance"
    """Announced: until the window ends nobody calls."""
    UNFINISHED = "unfinished"
    """What it needs is not filled in yet, such as its secret."""


@dataclass(frozen=True, slots=True)
class Window:
    """When the other side is being worked on."""

    begins: datetime
    ends: datetime

    def covers(self, moment: datetime) -> bool:
        """Tell whether it is going on."""
        return self.begins <= moment < self.ends


@dataclass(frozen=True, slots=True)
class OwnCertificate:
    """What may be shown of our certificate for this connection."""

    subject: str
    issuer: str
    fingerprint: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """What the console may know of a connection: everything but its secrets."""

    key: uuids.UUID
    system: str
    slug: str
    name: str
    address: str
    authentication: Authentication
    client_id: str
    fingerprint: str
    """Of the secret; empty where there is none."""
    state: State
    standing: Standing
    message: str
    checked_at: datetime | None
    changed_at: datetime | None
    changed_by: str
    header: str = ""
    scheme: str = ""
    token_address: str = ""
    scope: str = ""
    former_fingerprint: str = ""
    former_until: datetime | None = None
    certificate: OwnCertificate | None = None
    request: str = ""
    """PEM of a certificate request that waits for its certificate."""
    trusted: str = ""
    """PEM of the CA's that this connection trusts in place of the public ones."""
    profile: str = ""
    version: str = ""
    """What the other side says that it is, at the last test."""
    found: Mapping[str, bool] = field(default_factory=dict)
    """Capabilities that the last test looked for, and whether they are there."""
    switches: Mapping[str, bool] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    """Those that differ from the catalogue's."""
    window: Window | None = None
    window_note: str = ""
    off_because: str = ""
    steps: tuple["Step", ...] = ()
    """What the last test found, layer by layer."""

    @property
    def reference(self) -> str:
        """Name it as other rooms do."""
        return reference_of(self.system, self.slug)


class Layer(StrEnum):
    """The layers that a test walks through, in this order."""

    NAME = "name"
    POLICY = "policy"
    TCP = "tcp"
    TLS = "tls"
    AUTHENTICATION = "authentication"
    VERSION = "version"
    READ = "read"
    CAPABILITIES = "capabilities"
    SUBSCRIPTION = "subscription"


class StepState(StrEnum):
    """What came of a layer."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"
    """The test stopped before."""
    ABSENT = "absent"
    """This connection has no such layer, as an address without TLS."""


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of a test; of the other side it holds a version and days, never its words."""

    layer: Layer
    state: StepState
    finding: Finding | None = None
    detail: str = ""
    """A version, or how many days a certificate is still good for."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What an operator asked for, and how it went."""

    uuid: uuids.UUID
    kind: str
    """`change`, `test`, `rotate`, …"""
    is_open: bool
    error: str
    """In plain Dutch; empty when all went well."""
    created_at: datetime
    connection: uuids.UUID | None = None


def row_of(tenant: uuids.UUID, system: str, slug: str = "") -> uuids.UUID:
    """Answer the key that a municipality's connection has before it is saved: its secret is bound to it.

    :param slug: tells connections with systems of one kind apart; the first of its kind has none.
    """
    return uuids.uuid5(tenant, f"connection:{reference_of(system, slug)}")


def reference_of(system: str, slug: str = "") -> str:
    """Name a connection within its municipality, the same in every installation."""
    return f"{system}.{slug}" if slug else str(system)


def topic_of(connection: uuids.UUID) -> str:
    """Name the topic of the read model that tells of a connection."""
    return f"{TOPIC}-{connection.hex[:24]}"
