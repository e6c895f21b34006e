"""Which plan a municipality has, in a file; what it pays for it comes here too, once there is a price."""

from collections.abc import Iterable, Mapping
from typing import Any

from provisioning.lifecycle import plan_rules, plans
from provisioning.lifecycle.parts import plan
from tenants import shapes
from tenants.registers import Section
from tenants.shapes import Problem
from tenants.types import TenantRef


def _mean(tenant: TenantRef, now: Mapping[str, Any], told: Any, remove: bool) -> dict[str, Any]:
    return {"plan": told["plan"].strip() if "plan" in told else now["plan"]}


def _refusals(
    tenant: TenantRef, now: Mapping[str, Any], told: Any, wanted: Mapping[str, Any]
) -> Iterable[Problem]:
    if wanted["plan"] != now["plan"]:
        yield from (("plan", text) for text in plan_rules.refusals(wanted["plan"], plans.by_key()))


SECTION = Section(
    feature="tenancy",
    key="billing",
    title="Plan",
    parts=(plan.PART.key,),
    shape=shapes.fields((), plan=shapes.text(plan_rules.LONGEST_NAME)),
    write=lambda values: {"plan": values["plan"]},
    mean=_mean,
    names=lambda values: {"plan": values["plan"]},
    blank={"plan": ""},
    refusals=_refusals,
    removes=False,
)
