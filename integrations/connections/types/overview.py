"""What may be known of a connection outside its municipality: everything but its secrets."""

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .access import Authentication
from .findings import State
from .naming import reference_of
from .steps import Step


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
    next_certificate: OwnCertificate | None = None
    next_from: datetime | None = None
    """When the next certificate becomes the one in use; None where a test with it decides."""
    next_message: str = ""
    """What the last test with the next certificate found; empty while there was none."""
    former_certificate: OwnCertificate | None = None
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
    steps: tuple[Step, ...] = ()
    """What the last test found, layer by layer."""

    @property
    def reference(self) -> str:
        """Name it as other rooms do."""
        return reference_of(self.system, self.slug)


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
