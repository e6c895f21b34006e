"""Which plan a municipality has."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from provisioning.lifecycle import plans
from tenants import audit
from tenants.audit import Actor
from tenants.configuration.describing import changed
from tenants.models import Plan, Tenant
from tenants.registers import Part, Side
from tenants.types import TenantRef


def read(tenant: TenantRef) -> str:
    """Answer its key; empty when there is none."""
    return Tenant.objects.values_list("plan", flat=True).get(uuid=tenant.uuid) or ""


def write(tenant: TenantRef, value: str, *, by: Actor, why: str) -> None:
    """Give the municipality this plan, or none."""
    before = read(tenant)
    Tenant.objects.filter(uuid=tenant.uuid).update(plan=value or None)
    audit.record(
        "tenant.settings_changed",
        by=by,
        tenant=tenant.uuid,
        target="plan",
        why=why,
        before={"plan": before},
        after={"plan": value},
    )


def describe(before: str | None, after: str | None) -> Iterable[str]:
    """Name both plans; a release from before there were any says the same as one without."""
    if (before or "") == (after or ""):
        return
    names = plans.names()
    yield changed("Plan", *(names.get(key, key) if key else _("nog geen") for key in (before, after)))


def refusals(tenant: TenantRef, value: str) -> list[str]:
    """Say that a plan is gone; one that is closed may be had again."""
    if not value or Plan.objects.filter(key=value).exists():
        return []
    return [_("Het plan “%s” bestaat niet meer.") % value]


PART = Part("tenancy", "plan", "Plan", Side.PUBLIC, read, write, describe, refusals)
