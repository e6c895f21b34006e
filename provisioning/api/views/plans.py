"""Plans that municipalities can have: list, read, add, change, take away (requirement C-010)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from ninja import Status

from provisioning.api import problems, requests, versions
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.plans import NewPlan, Plan, PlanChange, PlanList
from provisioning.api.versions import heeds, tells, told
from provisioning.lifecycle import operations, plans
from provisioning.lifecycle.operations import requesting
from provisioning.tokens.types import Scope
from tenants import models

ROUTES = router("tenants")
ALL = "/plans"
ONE = f"{ALL}/{{slug:plan}}"
READ, WRITE = Scope.TENANTS_READ, Scope.TENANTS_WRITE


@reads(ROUTES, ALL, READ, PlanList, "Plannen", "Geef de plannen die gemeenten kunnen hebben, op naam.")
def list_plans(request: ApiRequest) -> PlanList:
    """List the plans."""
    return PlanList(items=[Plan.of(each) for each in plans.plans()])


@reads(ROUTES, ONE, READ, Plan, "Eén plan", "Geef een plan.")
@tells
def read_plan(request: ApiRequest, plan: str) -> Plan:
    """Read one."""
    return told(request, _one(plan))


@writes(
    "post", ROUTES, ALL, WRITE, {201: Plan}, "Plan toevoegen",
    "Voeg een plan toe. Het krijgt een kenmerk dat van de naam is gemaakt, en dat blijft.",
)  # fmt: skip
@once
def add_plan(request: ApiRequest, wanted: NewPlan) -> Status[Any]:
    """Add one."""
    made = operations.add_plan(
        name=wanted.name,
        description=wanted.description,
        is_open=wanted.is_open,
        by=requests.actor(request),
    )
    request.location = f"/api/v1{ALL}/{made.key}"
    return Status(201, _one(made.key))


@writes(
    "patch", ROUTES, ONE, WRITE, {200: Plan}, "Plan wijzigen",
    "Wijzig naam of uitleg, of sluit een plan voor nieuwe gemeenten. Wie het heeft, houdt het.",
)  # fmt: skip
@once
@heeds
def change_plan(request: ApiRequest, plan: str, wanted: PlanChange) -> Status[Any]:
    """Change one."""
    with transaction.atomic():
        requesting.one_at_a_time()
        versions.expect(request, _one(plan))
        operations.change_plan(
            plan,
            name=wanted.name,
            description=wanted.description,
            is_open=wanted.is_open,
            by=requests.actor(request),
        )
    return Status(200, _one(plan))


@writes(
    "delete", ROUTES, ONE, WRITE, {200: Plan}, "Plan verwijderen",
    "Verwijder een plan dat geen gemeente heeft. Een plan dat in gebruik is, kunt u alleen sluiten.",
)  # fmt: skip
@once
def remove_plan(request: ApiRequest, plan: str) -> Status[Any]:
    """Take one away; the answer tells what it was."""
    found = _one(plan)
    operations.remove_plan(plan, by=requests.actor(request))
    return Status(200, found)


def _one(key: str) -> Plan:
    try:
        return Plan.of(plans.plan(key))
    except models.Plan.DoesNotExist:
        raise problems.not_found(_("Dit plan bestaat niet.")) from None
