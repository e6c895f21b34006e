"""A municipality as a file: give it, say what another would change, have that done (requirement C-034)."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_variables
from ninja import Status

from provisioning.api import queries, requests, versions
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import gives, reads, router, writes
from provisioning.api.shapes.configuration import (
    Configuration,
    ConfigurationChange,
    ConfigurationGiven,
    ConfigurationPlan,
    SectionChange,
)
from provisioning.api.versions import heeds, tells, told
from provisioning.lifecycle import operations
from provisioning.lifecycle.as_code import drifting, planning, reading, standing, writing
from provisioning.lifecycle.as_code.types import Document
from provisioning.tokens.types import Scope
from tenants.models import Tenant

from .accepting import OR_UNCHANGED, accepted

ROUTES = router("configuration")
ALL = "/tenants/{uuid:tenant}/configuration"
READ, WRITE = Scope.CONFIGURATION_READ, Scope.CONFIGURATION_WRITE
YAML = "application/yaml"


@reads(
    ROUTES, ALL, READ, Configuration, "Configuratie van een gemeente",
    "Geef de gemeente als bestand, en waarin zij afwijkt van het bestand dat het laatst is doorgevoerd.",
)  # fmt: skip
@tells
def read_configuration(request: ApiRequest, tenant: uuid.UUID) -> Configuration:
    """Answer a municipality as a file, with its drift."""
    return told(request, _shown(queries.tenant(tenant)))


@gives(
    ROUTES, f"{ALL}-file", READ, {YAML: "object"}, "Configuratiebestand",
    "Geef het bestand zelf: wat u terugleest, is hetzelfde.",
)  # fmt: skip
def read_configuration_file(request: ApiRequest, tenant: uuid.UUID) -> HttpResponse:
    """Answer the file itself."""
    row = queries.tenant(tenant)
    text = writing.file(row, standing.now(row.ref()).values)
    name = f'attachment; filename="{row.ref().primary_host}.yaml"'
    return HttpResponse(text, content_type=f"{YAML}; charset=utf-8", headers={"Content-Disposition": name})


@writes(
    "post", ROUTES, f"{ALL}-plans", READ, {200: ConfigurationPlan}, "Configuratie vergelijken",
    "Zeg wat een bestand zou wijzigen. Er gebeurt niets. Geef de `ETag` mee als `If-Match` bij het doorvoeren.",
)  # fmt: skip
@sensitive_variables()
@once
@tells
def plan_configuration(request: ApiRequest, tenant: uuid.UUID, wanted: ConfigurationGiven) -> Status[Any]:
    """Say what a file would change."""
    plan = planning.plan(queries.tenant(tenant), reading.read(wanted.file), remove=wanted.remove)
    return Status(200, told(request, ConfigurationPlan.of(plan)))


@writes(
    "post", ROUTES, f"{ALL}s", WRITE, OR_UNCHANGED, "Configuratie doorvoeren",
    "Vraag om een bestand door te voeren, in één keer en als één release. Met `If-Match` alleen zoals het plan was; "
    "is dat intussen anders, dan zegt `412` welke secties.",
)  # fmt: skip
@sensitive_variables()
@once
@heeds
def apply_configuration(request: ApiRequest, tenant: uuid.UUID, wanted: ConfigurationChange) -> Status[Any]:
    """Ask for a file to be applied."""
    document, seen = reading.read(wanted.file), ""
    identity = queries.tenant(tenant).uuid
    if versions.is_asked(request):
        seen = _agreed(request, queries.held(tenant), document, wanted.remove)
    asked = operations.request_configuration(
        document,
        tenant=identity,
        by=requests.actor(request),
        why=wanted.reason,
        remove=wanted.remove,
        seen=seen,
    )
    return accepted(request, asked)


def _agreed(request: ApiRequest, row: Tenant, document: Document, remove: list[str]) -> str:
    """Answer the mark of the plan that somebody agreed to.

    :raises Problem: when it is another one by now.
    """
    plan = planning.plan(row, document, remove=remove)
    versions.expect(request, ConfigurationPlan.of(plan))
    return plan.digest


def _shown(row: Tenant) -> Configuration:
    applied = drifting.latest(row.uuid)
    now = standing.now(row.ref())
    drift = drifting.compared(applied, row.ref(), now) if applied else None
    return Configuration(
        file=writing.file(row, now.values),
        release=now.release,
        applied=applied.digest if applied else None,
        drift=[SectionChange.of(each) for each in drift.sections] if drift else [],
    )
