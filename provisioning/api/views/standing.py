"""Whether a portal is open: suspend, resume, maintenance, going live."""

import uuid
from typing import Any

from ninja import Status

from provisioning.api import queries, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Because
from provisioning.api.shapes.tenants import Check, Checklist, Maintenance, Suspension
from provisioning.api.versions import heeds
from provisioning.lifecycle import operations
from provisioning.lifecycle import queries as journal
from provisioning.tokens.types import Scope
from tenants.types import Notice

from .accepting import ACCEPTED, accepted, meant

ROUTES = router("standing")
ONE = "/tenants/{uuid:tenant}"


@writes(
    "post",
    ROUTES,
    f"{ONE}/suspensions",
    Scope.STANDING_WRITE,
    ACCEPTED,
    "Gemeente opschorten",
    "Vraag om het portaal te sluiten, alsof het webadres van niemand is.",
)
@once
@heeds
def suspend_tenant(request: ApiRequest, tenant: uuid.UUID, wanted: Suspension) -> Status[Any]:
    """Ask for a portal to be closed."""
    asked = operations.request_suspension(
        tenant=meant(request, tenant), by=requests.actor(request), why=wanted.reason
    )
    return accepted(request, asked)


@writes(
    "post",
    ROUTES,
    f"{ONE}/resumptions",
    Scope.STANDING_WRITE,
    ACCEPTED,
    "Gemeente hervatten",
    "Vraag om het portaal weer te openen, na opschorting of onderhoud.",
)
@once
@heeds
def resume_tenant(request: ApiRequest, tenant: uuid.UUID, wanted: Because) -> Status[Any]:
    """Ask for a portal to be opened again."""
    asked = operations.request_resumption(
        tenant=meant(request, tenant), by=requests.actor(request), why=wanted.reason
    )
    return accepted(request, asked)


@writes(
    "post",
    ROUTES,
    f"{ONE}/maintenances",
    Scope.STANDING_WRITE,
    ACCEPTED,
    "Onderhoud aankondigen of beginnen",
    "Vraag om de onderhoudspagina, nu of later, met of zonder einde.",
)
@once
@heeds
def maintain_tenant(request: ApiRequest, tenant: uuid.UUID, wanted: Maintenance) -> Status[Any]:
    """Ask for the page of maintenance."""
    asked = operations.request_maintenance(
        Notice(wanted.dutch, wanted.english, wanted.ends_at),
        tenant=meant(request, tenant),
        by=requests.actor(request),
        why=wanted.reason,
        starts_at=wanted.starts_at,
    )
    return accepted(request, asked)


@reads(
    ROUTES,
    f"{ONE}/checklist",
    Scope.TENANTS_READ,
    Checklist,
    "Controles voor livegang",
    "Geef wat in orde moet zijn voordat een gemeente live gaat.",
)
def read_checklist(request: ApiRequest, tenant: uuid.UUID) -> Checklist:
    """Tell what must be so before going live."""
    rows = journal.checklist(queries.tenant(tenant).uuid)
    items = [
        Check(key=row.key, title=row.title, is_green=row.is_green, remedy="" if row.is_green else row.remedy)
        for row in rows
    ]
    return Checklist(may_go_live=all(row.is_green for row in rows), items=items)


@writes(
    "post",
    ROUTES,
    f"{ONE}/go-lives",
    Scope.STANDING_WRITE,
    ACCEPTED,
    "Gemeente live zetten",
    "Vraag om een gemeente op proef live te zetten; geweigerd zolang een controle rood is.",
)
@once
@heeds
def go_live(request: ApiRequest, tenant: uuid.UUID, wanted: Because) -> Status[Any]:
    """Ask for a trial to go live."""
    asked = operations.request_going_live(
        tenant=meant(request, tenant), by=requests.actor(request), why=wanted.reason
    )
    return accepted(request, asked)
