"""One change at many municipalities: look what it would come to, ask for it, follow the ledger, try again."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Status

from provisioning.api import paging, problems, queries, requests
from provisioning.api.idempotency import once
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Because
from provisioning.api.shapes.bulk import (
    BulkList,
    BulkOperation,
    BulkSummary,
    Chosen,
    Forecast,
    ForecastList,
    NewBulk,
)
from provisioning.lifecycle.bulk import asking, selecting
from provisioning.lifecycle.bulk import queries as bulks
from provisioning.lifecycle.bulk.types import BulkKind
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Bulk
from provisioning.tokens.types import Scope
from tenants.models import Tenant

ROUTES = router("bulk")
ALL = "/bulk-operations"
ONE = f"{ALL}/{{uuid:bulk}}"


@reads(
    ROUTES, ALL, Scope.BULK_READ, BulkList, "Bewerkingen op meer gemeenten",
    "Geef de bewerkingen, de nieuwste eerst.",
)  # fmt: skip
def list_bulk_operations(request: ApiRequest, wanted: Query[Paging]) -> BulkList:
    """List bulk operations, the newest first."""
    piece = paging.piece(Bulk.objects.all(), wanted, newest_first=True)
    items = [
        BulkSummary(id=row.uuid, kind=BulkKind(row.kind), reason=row.reason, created_at=row.created_at)
        for row in piece.rows
    ]
    return BulkList(items=items, next_cursor=piece.next_cursor)


@reads(
    ROUTES, ONE, Scope.BULK_READ, BulkOperation, "Eén bewerking",
    "Geef een bewerking, met wat er bij elke gemeente van kwam.",
)  # fmt: skip
def read_bulk_operation(request: ApiRequest, bulk: uuid.UUID) -> BulkOperation:
    """Read one with its ledger."""
    return BulkOperation.of(bulks.bulk(_found(bulk).uuid))


@writes(
    "post", ROUTES, ALL, Scope.BULK_WRITE, {202: BulkOperation}, "Eén wijziging bij meer gemeenten",
    "Vraag om één wijziging bij elk van de gekozen gemeenten; wat bij de ene mislukt, houdt de andere niet op.",
)  # fmt: skip
@once
def request_bulk_operation(request: ApiRequest, wanted: NewBulk) -> Status[Any]:
    """Ask for one change at many."""
    found = asking.request_bulk(
        wanted.kind,
        _chosen(wanted.chosen),
        by=requests.actor(request),
        why=wanted.reason,
        parameters=wanted.parameters(),
    )
    return _accepted(request, found)


@writes(
    "post", ROUTES, "/bulk-forecasts", Scope.BULK_READ, {200: ForecastList}, "Wat een bewerking zou doen",
    "Zeg wat er bij elke gemeente van zou komen; er verandert niets.",
)  # fmt: skip
@once
def forecast_bulk_operation(request: ApiRequest, wanted: NewBulk) -> Status[Any]:
    """Tell what would become of it."""
    rows = asking.foresee(
        wanted.kind,
        _chosen(wanted.chosen),
        why=wanted.reason,
        parameters=wanted.parameters(),
    )
    items = [
        Forecast(
            tenant=row.tenant,
            name=row.name,
            outcome=row.outcome,
            reasons={field: list(texts) for field, texts in row.reasons.items()},
        )
        for row in rows
    ]
    return Status(200, ForecastList(items=items))


@writes(
    "post", ROUTES, f"{ONE}/retries", Scope.BULK_WRITE, {202: BulkOperation}, "Bewerking opnieuw proberen",
    "Probeer het opnieuw waar het geweigerd werd of mislukte, en nergens anders.",
)  # fmt: skip
@once
def retry_bulk_operation(request: ApiRequest, bulk: uuid.UUID, wanted: Because) -> Status[Any]:
    """Try again where it failed."""
    found = _found(bulk)
    asking.retry_bulk(found, by=requests.actor(request), why=wanted.reason)
    return _accepted(request, found)


def _accepted(request: ApiRequest, found: Bulk) -> Status[Any]:
    request.location = f"/api/v1{ALL}/{found.uuid}"
    return Status(202, BulkOperation.of(bulks.bulk(found.uuid)))


def _found(identity: uuid.UUID) -> Bulk:
    try:
        return bulks.found(identity)
    except Bulk.DoesNotExist:
        raise problems.not_found(_("Deze bewerking bestaat niet.")) from None


def _chosen(chosen: Chosen) -> Sequence[Tenant]:
    """Find the municipalities; one that there is not is refused, and not left out in silence."""
    if not chosen.tenants:
        return selecting.matching(chosen.selection())
    wanted = set(chosen.tenants)
    found = list(queries.tenants().filter(uuid__in=wanted).order_by("name", "pk"))
    if missing := wanted - {each.uuid for each in found}:
        raise RefusedError(
            {"tenants": [_("Deze gemeenten bestaan niet: %s.") % ", ".join(map(str, sorted(missing)))]}
        )
    return found
