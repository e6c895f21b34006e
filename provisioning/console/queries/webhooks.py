"""Webhooks and what was brought there, as operators see it."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise

from provisioning.console import texts, webhook_texts
from provisioning.lifecycle.models import Operation
from provisioning.webhooks import queries
from provisioning.webhooks.models import Delivery, Endpoint
from provisioning.webhooks.queries import Filters
from provisioning.webhooks.types import DeliveryState, EventKind
from tenants.models import Tenant

PER_PAGE: Final = 50
SOON: Final = timedelta(seconds=30)
"""A page that waits for no longer than this follows by itself."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event on its way."""

    delivery: Delivery
    kind: str | Promise
    """What is told."""
    operation: str | Promise
    """What ended."""
    about: str
    """The municipality, or what there was instead."""
    answer: str

    @property
    def is_waiting(self) -> bool:
        """Tell whether it will be brought without anybody asking."""
        return self.delivery.state == DeliveryState.WAITING

    @property
    def is_held(self) -> bool:
        """Tell whether it waits for somebody to switch its endpoint on."""
        return self.is_waiting and not self.delivery.endpoint.is_on

    @property
    def is_due(self) -> bool:
        """Tell whether the next attempt is a matter of moments."""
        return self.delivery.next_attempt_at <= timezone.now()

    @property
    def is_soon(self) -> bool:
        """Tell whether it is worth looking on."""
        return self.is_waiting and not self.is_held and self.delivery.next_attempt_at <= timezone.now() + SOON

    @property
    def next_at(self) -> datetime | None:
        """Say when it is tried next; None when it is not."""
        return self.delivery.next_attempt_at if self.is_waiting and not self.is_held else None


@dataclass(frozen=True, slots=True)
class Detail:
    """All there is to see of a delivery: what is sent, and never with what it is signed."""

    line: Line
    tenant: uuid.UUID | None
    """The municipality, when it is there."""
    operation: uuid.UUID | None
    """The operation, when it is there."""
    body: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of deliveries."""

    lines: Sequence[Line]
    newer: int | None
    older: int | None


def listing(filters: Filters, *, older_than: int | None, newer_than: int | None) -> Listing:
    """Answer one page, the newest first."""
    page = queries.page(filters, older_than=older_than, newer_than=newer_than, size=PER_PAGE)
    return Listing(_lines(page.rows), page.newer, page.older)


def latest(endpoint: Endpoint, most: int) -> Sequence[Line]:
    """Answer what was brought to an endpoint last."""
    return _lines(queries.page(Filters(endpoint=endpoint.uuid), size=most).rows)


def detail(identity: uuid.UUID) -> Detail:
    """Answer one delivery.

    :raises Delivery.DoesNotExist: when there is none.
    """
    found = queries.delivery(identity)
    data, tenant = found.event.data, _tenant(found)
    names = _names([found])
    there = Operation.objects.filter(uuid=data.get("operation")).values_list("uuid", flat=True).first()
    body = {"type": found.event.kind, "timestamp": found.event.created_at.isoformat(), "data": data}
    return Detail(
        line=_line(found, names),
        tenant=tenant if tenant in names else None,
        operation=there,
        body=json.dumps(body, ensure_ascii=False, indent=2),
    )


def events_of(endpoint: Endpoint) -> Sequence[str | Promise]:
    """Name what an endpoint wants to know."""
    return [
        webhook_texts.EVENTS[kind] for kind in EventKind if not endpoint.events or kind in endpoint.events
    ]


def _lines(found: Sequence[Delivery]) -> list[Line]:
    names = _names(found)
    return [_line(each, names) for each in found]


def _line(found: Delivery, names: dict[uuid.UUID, str]) -> Line:
    data: dict[str, Any] = found.event.data
    kind = str(data.get("kind", ""))
    tenant = _tenant(found)
    return Line(
        delivery=found,
        kind=webhook_texts.EVENTS.get(EventKind(found.event.kind), found.event.kind),
        operation=texts.OPERATION_KINDS.get(kind, kind),
        about=(names.get(tenant, "") if tenant else "") or str(data.get("subject") or ""),
        answer=webhook_texts.answer(found.status, found.error),
    )


def _names(found: Sequence[Delivery]) -> dict[uuid.UUID, str]:
    meant = {tenant for each in found if (tenant := _tenant(each))}
    return dict(Tenant.objects.filter(uuid__in=meant).values_list("uuid", "name")) if meant else {}


def _tenant(found: Delivery) -> uuid.UUID | None:
    told = found.event.data.get("tenant")
    return uuid.UUID(told) if told else None
