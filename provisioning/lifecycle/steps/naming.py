"""Change what a tenant is called, and which theme and plan it has."""

from collections.abc import Iterable, Mapping

from django.contrib.sites.models import Site

from provisioning.lifecycle.models import Operation
from tenants import audit, entry
from tenants.models import Tenant

from . import place
from .site import LONGEST_NAME


def run(operation: Operation) -> None:
    """Write the new values; what they were is noted."""
    tenant, wanted = place.tenant(operation), operation.parameters["changes"]
    before = _now(tenant, wanted)
    if before == wanted:
        return
    place.remember(operation, before=before)
    _change(tenant, operation, before, wanted)


def undo(operation: Operation) -> None:
    """Write back what was, where it is still as this operation left it."""
    tenant, before = place.tenant(operation), operation.parameters.get("before")
    wanted = operation.parameters["changes"]
    if before and _now(tenant, wanted) == wanted:
        _change(tenant, operation, wanted, before)


def undo_site(operation: Operation) -> None:
    """Give the entered tenant's site the name that it had."""
    name = operation.parameters.get("before", {}).get("name")
    if name:
        Site.objects.filter(pk=entry.current().site_pk).update(name=name[:LONGEST_NAME])


def _now(tenant: Tenant, fields: Iterable[str]) -> dict[str, str]:
    return {field: tenant.plan_key if field == "plan" else getattr(tenant, field) for field in fields}


def _change(
    tenant: Tenant, operation: Operation, before: Mapping[str, str], after: Mapping[str, str]
) -> None:
    columns = {field: value or None if field == "plan" else value for field, value in after.items()}
    Tenant.objects.filter(pk=tenant.pk).update(**columns)
    audit.record(
        "tenant.settings_changed",
        by=operation.actor,
        tenant=tenant.uuid,
        target=", ".join(after),
        why=operation.reason,
        before=before,
        after=after,
    )
