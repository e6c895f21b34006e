"""Municipalities: list, read, open, change."""

import uuid
from typing import Any

from ninja import Query, Status
from pydantic import Field

from provisioning.api import paging, queries, requests
from provisioning.api.idempotency import once
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Line, Slug
from provisioning.api.shapes.tenants import NewClone, NewTenant, SettingsChange, Tenant, TenantList
from provisioning.api.versions import heeds, tells, told
from provisioning.lifecycle import operations
from provisioning.tokens.types import Scope
from tenants.types import Kind, State

from .accepting import ACCEPTED, accepted, meant

ROUTES = router("tenants")


class TenantFilters(Paging):
    """Which municipalities."""

    q: Line = Field("", description="Woorden in naam, webadres of CBS-code")
    state: State | None = None
    kind: Kind | None = None
    plan: Slug | None = Field(None, description="Kenmerk van een plan")
    has_plan: bool | None = Field(None, alias="hasPlan", description="Of er een plan is")


@reads(
    ROUTES,
    "/tenants",
    Scope.TENANTS_READ,
    TenantList,
    "Lijst van gemeenten",
    "Geef de gemeenten, in de volgorde waarin ze zijn geopend.",
)
def list_tenants(request: ApiRequest, wanted: Query[TenantFilters]) -> TenantList:
    """List municipalities."""
    found = queries.tenants()
    if wanted.q.strip():
        found = found.filter(queries.searched(wanted.q))
    chosen = {name: value for name in ("state", "kind", "plan") if (value := getattr(wanted, name))}
    if wanted.has_plan is not None:
        found = found.filter(plan__isnull=not wanted.has_plan)
    piece = paging.piece(found.filter(**chosen), wanted)
    return TenantList(items=[Tenant.of(row) for row in piece.rows], next_cursor=piece.next_cursor)


@reads(
    ROUTES,
    "/tenants/{uuid:tenant}",
    Scope.TENANTS_READ,
    Tenant,
    "Eén gemeente",
    "Geef een gemeente.",
)
@tells
def read_tenant(request: ApiRequest, tenant: uuid.UUID) -> Tenant:
    """Read one."""
    return told(request, Tenant.of(queries.tenant(tenant)))


@writes(
    "post",
    ROUTES,
    "/tenants",
    Scope.TENANTS_WRITE,
    ACCEPTED,
    "Gemeente openen",
    "Vraag om een gemeente te openen. Het antwoord is de opdracht; volg die tot hij `done` is.",
)
@once
def open_tenant(request: ApiRequest, wanted: NewTenant) -> Status[Any]:
    """Ask for one to be opened."""
    asked = operations.request_opening(wanted.opening_plan(), by=requests.actor(request), why=wanted.reason)
    return accepted(request, asked)


@writes(
    "post",
    ROUTES,
    "/tenants/{uuid:tenant}/clones",
    Scope.TENANTS_WRITE,
    ACCEPTED,
    "Gemeente kopiëren",
    "Vraag om een gemeente te openen met de inrichting van een andere; mensen en gegevens gaan niet mee.",
)
@once
def clone_tenant(request: ApiRequest, tenant: uuid.UUID, wanted: NewClone) -> Status[Any]:
    """Ask for one to be opened with the configuration of another."""
    source = queries.tenant(tenant).uuid
    asked = operations.request_clone(
        wanted.opening_plan(), source=source, by=requests.actor(request), why=wanted.reason
    )
    return accepted(request, asked)


@writes(
    "patch",
    ROUTES,
    "/tenants/{uuid:tenant}",
    Scope.TENANTS_WRITE,
    ACCEPTED,
    "Naam, thema of plan wijzigen",
    "Vraag om een andere naam, een ander thema of een ander plan; wat u weglaat, blijft zoals het is.",
)
@once
@heeds
def change_tenant(request: ApiRequest, tenant: uuid.UUID, wanted: SettingsChange) -> Status[Any]:
    """Ask for another name, theme or plan."""
    asked = operations.request_settings(
        tenant=meant(request, tenant),
        by=requests.actor(request),
        why=wanted.reason,
        name=wanted.name or "",
        theme=wanted.theme or "",
        plan=wanted.plan,
    )
    return accepted(request, asked)
