"""What a client needs to speak to a system: who lets us in how, and within which limits."""

import uuid as uuids
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from .naming import NO_RECORD


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
    other_certificate: Certificate | None = field(default=None, repr=False)
    """The next one, or else the former: shown once where the other side refuses the one in use."""
    trusted: str = ""
    """PEM of certificates to trust in place of the public ones."""
    profile: str = ""
    """Key of the capability profile."""
    capabilities: frozenset[str] = frozenset()
    """What the profile says, as corrected by the last probe."""
    switched_off: frozenset[str] = frozenset()
    """What its catalogue leaves to choose, and somebody chose not to use."""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Way:
    """A connection that was looked up: its key and name, and what a client needs, once somebody asks for that."""

    key: uuids.UUID
    name: str
    access: Callable[[], Access] = field(repr=False)
    """Raises what `queries.access_to` raises."""
