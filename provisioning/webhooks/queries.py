"""Read endpoints, and what was brought to them or still has to be."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from .models import Delivery, Endpoint
from .types import DeliveryState


@dataclass(frozen=True, slots=True)
class Filters:
    """Which deliveries to list; nothing chosen is all of them."""

    endpoint: uuid.UUID | None = None
    state: DeliveryState | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """An endpoint, with the numbers of its deliveries."""

    endpoint: Endpoint
    waiting: int
    dead: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some deliveries, the newest first, and where those next to them begin."""

    rows: Sequence[Delivery]
    newer: int | None
    older: int | None


def endpoints() -> "QuerySet[Endpoint]":
    """List the endpoints in the order in which they were added."""
    return Endpoint.objects.order_by("pk")


def counted() -> list[Counted]:
    """List the endpoints with what is on its way and what was given up."""
    found = endpoints().annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING.value)),
        dead=Count("deliveries", filter=Q(deliveries__state=DeliveryState.DEAD.value)),
    )
    return [Counted(each, each.waiting, each.dead) for each in found]


def delivery(identity: uuid.UUID) -> Delivery:
    """Answer one delivery, with its event and its endpoint.

    :raises Delivery.DoesNotExist: when there is none.
    """
    return Delivery.objects.select_related("endpoint", "event").get(uuid=identity)


def page(
    filters: Filters, *, older_than: int | None = None, newer_than: int | None = None, size: int
) -> Page:
    """Answer one page: the newest deliveries, or those next to a place."""
    found = _chosen(filters)
    if newer_than is not None:
        near = list(found.filter(pk__gt=newer_than).order_by("pk")[: size + 1])
        shown, has_newer, has_older = near[:size][::-1], len(near) > size, True
    else:
        before = found if older_than is None else found.filter(pk__lt=older_than)
        near = list(before.order_by("-pk")[: size + 1])
        shown, has_newer, has_older = near[:size], older_than is not None, len(near) > size
    if not shown:
        return Page([], newer=None, older=None)
    return Page(shown, newer=shown[0].pk if has_newer else None, older=shown[-1].pk if has_older else None)


def _chosen(filters: Filters) -> "QuerySet[Delivery]":
    found = Delivery.objects.select_related("endpoint", "event")
    if filters.endpoint:
        found = found.filter(endpoint__uuid=filters.endpoint)
    return found.filter(state=filters.state.value) if filters.state else found
