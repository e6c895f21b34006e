"""Connections of a municipality with other systems. A secret goes in and never comes out."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, SecretStr, StringConstraints, WithJsonSchema

from integrations.connections import types
from integrations.connections.types import Authentication, Standing, State

from .base import Block, Flag, Given, Line, Moment, Reason, Slug, Told, listed

Secret = Annotated[
    SecretStr,
    Field(max_length=500),
    WithJsonSchema({"type": "string", "maxLength": 500, "writeOnly": True, "format": "password"}),
]
Address = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]*$", max_length=500)]


class Layer(Told):
    """What the last test found at one layer."""

    layer: str
    state: str
    finding: str | None
    detail: str


class OwnCertificate(Told):
    """A certificate with which we show who we are; the key stays inside the municipality."""

    subject: str
    issuer: str
    fingerprint: str
    until: datetime.datetime


class Errand(Told):
    """Something that was asked for a connection and that a worker does; follow it with the connection."""

    id: uuid.UUID
    kind: str
    is_open: bool
    error: str
    created_at: datetime.datetime
    connection: uuid.UUID | None

    @classmethod
    def of(cls, found: types.Errand) -> Self:
        """Describe it."""
        return cls(
            id=found.uuid,
            kind=found.kind,
            is_open=found.is_open,
            error=found.error,
            created_at=found.created_at,
            connection=found.connection,
        )


class Connection(Told):
    """A connection, without its secrets: of those there are fingerprints."""

    id: uuid.UUID
    system: str
    slug: str
    name: str
    address: str
    authentication: Authentication
    client_id: str
    fingerprint: str
    former_fingerprint: str
    former_until: datetime.datetime | None
    state: Annotated[State, listed(State)]
    standing: Standing
    message: str
    checked_at: datetime.datetime | None
    changed_at: datetime.datetime | None
    profile: str
    version: str
    switches: dict[str, bool]
    limits: dict[str, float]
    maintenance_begins: datetime.datetime | None
    maintenance_ends: datetime.datetime | None
    certificate_until: datetime.datetime | None
    certificate: OwnCertificate | None = Field(description="Ons certificaat dat in gebruik is")
    next_certificate: OwnCertificate | None = Field(description="Staat klaar naast dat van nu")
    next_from: datetime.datetime | None = Field(
        description="Wanneer het volgende het overneemt; leeg: zodra een test ermee lukt"
    )
    next_message: str = Field(description="Wat de laatste test met het volgende certificaat vond")
    former_certificate: OwnCertificate | None
    certificate_request: str = Field(description="Aanvraag (PEM) waarvan het certificaat nog moet komen")
    header: str
    scheme: str
    token_address: str
    scope: str
    trusted: str = Field(description="CA's in PEM; leeg: de openbare")
    layers: list[Layer]
    errand: Errand | None = Field(description="Wat het laatst is gevraagd, en of dat klaar is")

    @classmethod
    def of(cls, found: types.Overview, errand: types.Errand | None) -> Self:
        """Describe it."""
        window, own = found.window, found.certificate
        layers = [
            Layer(
                layer=step.layer.value,
                state=step.state.value,
                finding=step.finding.value if step.finding else None,
                detail=step.detail,
            )
            for step in found.steps
        ]
        return cls(
            id=found.key,
            **{name: getattr(found, name) for name in PLAIN},
            message=str(found.message),
            next_message=str(found.next_message),
            switches=dict(found.switches),
            limits=dict(found.limits),
            maintenance_begins=window.begins if window else None,
            maintenance_ends=window.ends if window else None,
            certificate_until=own.until if own else None,
            certificate=_own(found.certificate),
            next_certificate=_own(found.next_certificate),
            former_certificate=_own(found.former_certificate),
            certificate_request=found.request,
            layers=layers,
            errand=Errand.of(errand) if errand else None,
        )

    def changeable(self) -> Mapping[str, Any]:
        """Answer what can be set, and what somebody asked for that a worker still has to do."""
        waiting = str(self.errand.id) if self.errand and self.errand.is_open else ""
        return {**self.model_dump(mode="json", by_alias=True, exclude=MEASURED), "errand": waiting}


PLAIN = (
    "system", "slug", "name", "address", "authentication", "client_id", "fingerprint", "former_fingerprint",
    "former_until", "state", "standing", "checked_at", "changed_at", "profile", "version", "next_from", "header",
    "scheme", "token_address", "scope", "trusted",
)  # fmt: skip
"""What is told as it is known."""


MEASURED = {
    "id", "system", "slug", "state", "message", "checked_at", "changed_at", "version", "layers", "errand",
    "next_message", "certificate_until",
}  # fmt: skip
"""What changes without anybody setting it, or never."""


def _own(found: types.OwnCertificate | None) -> OwnCertificate | None:
    return OwnCertificate.model_validate(found) if found else None


class ConnectionList(Told):
    """All connections of a municipality."""

    items: list[Connection]


class ConnectionGiven(Given):
    """What a connection should be."""

    address: Address
    name: Line = ""
    authentication: Authentication | None = Field(None, description="Leeg: wat bij het systeem hoort")
    client_id: Line = ""
    secret: Secret | None = Field(None, description="Leeg: het blijft; verplicht als het adres verandert")
    header: Line = ""
    scheme: Line = ""
    token_address: Address = ""
    scope: Line = ""
    trusted: Block = Field("", description="CA's in PEM, in plaats van de openbare")
    profile: Slug | None = None
    switches: dict[str, Flag] = Field(default_factory=dict, max_length=50)
    limits: dict[str, Annotated[float, Field(strict=True)]] = Field(default_factory=dict, max_length=50)

    def wanted(self) -> dict[str, Any]:
        """Make what integrations ask for."""
        return {
            "address": self.address,
            "name": self.name,
            "authentication": self.authentication.value if self.authentication else "",
            "client_id": self.client_id,
            "secret": self.secret.get_secret_value() if self.secret else "",
            "header": self.header,
            "scheme": self.scheme,
            "token_address": self.token_address,
            "scope": self.scope,
            "trusted": self.trusted,
            "profile": self.profile or "",
            "switches": dict(self.switches),
            "limits": dict(self.limits),
        }


class NewConnection(ConnectionGiven):
    """A connection to add."""

    system: Slug


class NewSecret(Given):
    """A new secret; the one of now stays good beside it."""

    secret: Secret
    until: Moment | None = Field(
        None, description="Tot wanneer het vorige blijft gelden; leeg: tot u het vergeet"
    )


class ConnectionSwitch(Given):
    """Whether a connection is used."""

    is_on: Flag
    reason: Reason = ""


class MaintenanceWindow(Given):
    """When the other side is being worked on."""

    begins: Moment
    ends: Moment
    note: Line = ""
