"""Webhooks: who is told that an operation has ended."""

import datetime
import re
import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, SecretStr, WithJsonSchema

from provisioning.webhooks import models
from provisioning.webhooks.types import DeliveryState, EventKind

from .base import Flag, Given, Told
from .connections import Address

SHAPE = r"whsec_[A-Za-z0-9+/]{32,88}={0,2}"


def _secret(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(SHAPE, value):
        raise ValueError("A secret is whsec_ and 24 to 64 bytes in base64.")
    return value


Secret = Annotated[
    SecretStr,
    BeforeValidator(_secret),
    WithJsonSchema({"type": "string", "writeOnly": True, "pattern": f"^{SHAPE}$"}),
]


class Endpoint(Told):
    """An address that is told."""

    id: uuid.UUID
    url: str
    events: list[EventKind] = Field(description="Leeg: alles")
    is_on: bool
    fingerprint: str
    former_fingerprint: str
    former_until: datetime.datetime | None
    created_at: datetime.datetime

    @classmethod
    def of(cls, found: models.Endpoint) -> Self:
        """Describe it, without its secret."""
        return cls(
            id=found.uuid,
            url=found.url,
            events=[EventKind(each) for each in found.events],
            is_on=found.is_on,
            fingerprint=found.fingerprint,
            former_fingerprint=found.former_fingerprint,
            former_until=found.former_until,
            created_at=found.created_at,
        )

    def changeable(self) -> Mapping[str, Any]:
        """Answer what can change of it."""
        return self.model_dump(mode="json", by_alias=True, exclude={"id", "created_at"})


class EndpointList(Told):
    """All addresses."""

    items: list[Endpoint]


class NewEndpoint(Given):
    """An address to tell."""

    url: Address = Field(description="Openbaar, en met https")
    secret: Secret = Field(
        description="`whsec_` en 24 tot 64 bytes in base64; u kunt het daarna niet meer lezen"
    )
    events: list[EventKind] = Field(default_factory=list, max_length=10)


class EndpointChange(Given):
    """What changes; what is left out stays."""

    events: Annotated[list[EventKind], Field(max_length=10)] | None = None
    is_on: Flag | None = None


class EndpointSecret(Given):
    """A new secret; the one of now goes on signing for a day."""

    secret: Secret


class Delivery(Told):
    """An event on its way."""

    id: uuid.UUID
    event: uuid.UUID = Field(description="Staat in de header `webhook-id`, bij elke poging dezelfde")
    kind: EventKind
    data: dict[str, Any]
    state: DeliveryState
    attempts: int
    status: int | None
    error: str
    created_at: datetime.datetime
    next_attempt_at: datetime.datetime
    finished_at: datetime.datetime | None

    @classmethod
    def of(cls, found: models.Delivery) -> Self:
        """Describe it."""
        return cls(
            id=found.uuid,
            event=found.event.uuid,
            kind=EventKind(found.event.kind),
            data=found.event.data,
            state=DeliveryState(found.state),
            attempts=found.attempts,
            status=found.status,
            error=found.error,
            created_at=found.event.created_at,
            next_attempt_at=found.next_attempt_at,
            finished_at=found.finished_at,
        )


class DeliveryList(Told):
    """A piece of the list."""

    items: list[Delivery]
    next_cursor: str | None
