"""Webhooks: addresses that are told that an operation has ended, and what was brought there."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Status

from provisioning.api import paging, problems, requests
from provisioning.api.idempotency import once
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.webhooks import (
    Delivery,
    DeliveryList,
    Endpoint,
    EndpointChange,
    EndpointList,
    EndpointSecret,
    NewEndpoint,
)
from provisioning.api.versions import expect, heeds, tells, told
from provisioning.tokens.types import Scope
from provisioning.webhooks import models, operations

ROUTES = router("webhooks")
ALL = "/webhook-endpoints"
ONE = f"{ALL}/{{uuid:endpoint}}"
READ, WRITE = Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE
TOLD: dict[int, Any] = {200: Endpoint}


@reads(ROUTES, ALL, READ, EndpointList, "Webhooks", "Geef de adressen die bericht krijgen.")
def list_webhook_endpoints(request: ApiRequest) -> EndpointList:
    """List the addresses that are told."""
    return EndpointList(items=[Endpoint.of(each) for each in models.Endpoint.objects.order_by("pk")])


@reads(ROUTES, ONE, READ, Endpoint, "Eén webhook", "Geef een adres dat bericht krijgt.")
@tells
def read_webhook_endpoint(request: ApiRequest, endpoint: uuid.UUID) -> Endpoint:
    """Read one."""
    found: Endpoint = _told(lambda: models.Endpoint.objects.get(uuid=endpoint)).value
    return told(request, found)


@writes(
    "post", ROUTES, ALL, WRITE, {201: Endpoint}, "Webhook toevoegen",
    "Voeg een adres toe dat ondertekend bericht krijgt als een opdracht klaar is (Standard Webhooks).",
)  # fmt: skip
@once
def add_webhook_endpoint(request: ApiRequest, wanted: NewEndpoint) -> Status[Any]:
    """Add an address."""
    found = operations.add(
        url=wanted.url,
        secret=wanted.secret.get_secret_value(),
        events=wanted.events,
        by=requests.actor(request),
    )
    request.location = f"/api/v1{ALL}/{found.uuid}"
    return Status(201, Endpoint.of(found))


@writes(
    "patch", ROUTES, ONE, WRITE, TOLD, "Webhook wijzigen",
    "Wijzig welke berichten een adres krijgt, of zet het uit. Voor een ander adres maakt u een andere webhook.",
)  # fmt: skip
@once
@heeds
def change_webhook_endpoint(request: ApiRequest, endpoint: uuid.UUID, wanted: EndpointChange) -> Status[Any]:
    """Change what an address wants to know."""
    by = requests.actor(request)

    def change() -> models.Endpoint:
        held = models.Endpoint.objects.select_for_update().get(uuid=endpoint)
        expect(request, Endpoint.of(held))
        return operations.change(endpoint=endpoint, events=wanted.events, is_on=wanted.is_on, by=by)

    return _told(change)


@writes(
    "put", ROUTES, f"{ONE}/secret", WRITE, TOLD, "Nieuw geheim voor een webhook",
    "Zet een nieuw geheim naast dat van nu, dat nog een dag mee ondertekent.",
)  # fmt: skip
@once
def rotate_webhook_secret(request: ApiRequest, endpoint: uuid.UUID, wanted: EndpointSecret) -> Status[Any]:
    """Put a new secret beside the one of now."""
    secret, by = wanted.secret.get_secret_value(), requests.actor(request)
    return _told(lambda: operations.rotate(endpoint=endpoint, secret=secret, by=by))


@writes(
    "delete", ROUTES, f"{ONE}/former-secret", WRITE, TOLD, "Vorig geheim van een webhook vergeten",
    "Laat het vorige geheim niet meer mee ondertekenen.",
)  # fmt: skip
@once
def forget_webhook_secret(request: ApiRequest, endpoint: uuid.UUID) -> Status[Any]:
    """Let the former secret sign no more."""
    return _told(lambda: operations.forget_former(endpoint=endpoint, by=requests.actor(request)))


@writes(
    "delete", ROUTES, ONE, WRITE, {204: None}, "Webhook verwijderen",
    "Verwijder een adres, met wat daar nog heen moest.",
)  # fmt: skip
@once
def remove_webhook_endpoint(request: ApiRequest, endpoint: uuid.UUID) -> Status[Any]:
    """Take an address away."""
    try:
        operations.remove(endpoint=endpoint, by=requests.actor(request))
    except models.Endpoint.DoesNotExist:
        raise problems.not_found(_("Deze webhook bestaat niet.")) from None
    return Status(204, None)


@reads(
    ROUTES, f"{ONE}/deliveries", READ, DeliveryList, "Berichten van een webhook",
    "Geef wat naar een adres is gestuurd of nog moet, het nieuwste eerst.",
)  # fmt: skip
def list_webhook_deliveries(request: ApiRequest, endpoint: uuid.UUID, wanted: Query[Paging]) -> DeliveryList:
    """List what was brought to an address, the newest first."""
    _told(lambda: models.Endpoint.objects.get(uuid=endpoint))
    found = models.Delivery.objects.filter(endpoint__uuid=endpoint).select_related("event")
    piece = paging.piece(found, wanted, newest_first=True)
    return DeliveryList(items=[Delivery.of(row) for row in piece.rows], next_cursor=piece.next_cursor)


@writes(
    "post", ROUTES, "/webhook-deliveries/{uuid:delivery}/replays", WRITE, {202: Delivery}, "Bericht opnieuw sturen",
    "Stuur een bericht opnieuw, ook als het was aangekomen; het houdt zijn nummer.",
)  # fmt: skip
@once
def replay_webhook_delivery(request: ApiRequest, delivery: uuid.UUID) -> Status[Any]:
    """Have an event brought again."""
    try:
        found = operations.replay(delivery=delivery, by=requests.actor(request))
    except models.Delivery.DoesNotExist:
        raise problems.not_found(_("Dit bericht bestaat niet.")) from None
    return Status(202, Delivery.of(found))


def _told(do: Callable[[], models.Endpoint]) -> Status[Any]:
    try:
        return Status(200, Endpoint.of(do()))
    except models.Endpoint.DoesNotExist:
        raise problems.not_found(_("Deze webhook bestaat niet.")) from None
