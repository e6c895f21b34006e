"""Find acts in the operators' stream."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from tenants.models import OperatorRecord, Tenant

from .types import Filters


def records(filters: Filters) -> "QuerySet[OperatorRecord]":
    """List acts, latest first."""
    wanted: dict[str, Any] = {}
    if filters.action:
        wanted["action"] = filters.action
    if filters.actor:
        wanted["actor"] = filters.actor
    if filters.tenants is not None:
        wanted["tenant__in"] = filters.tenants
    return OperatorRecord.objects.filter(**wanted).order_by("-recorded_at", "-pk")


def actors() -> list[str]:
    """List whose acts there are."""
    named = OperatorRecord.objects.exclude(actor="")
    return sorted(named.order_by().values_list("actor", flat=True).distinct())


def tenant_names(records: Iterable[OperatorRecord]) -> dict[Any, str]:
    """Name the municipalities that these acts concern, in one query."""
    identities = {record.tenant for record in records if record.tenant}
    return dict(Tenant.objects.filter(uuid__in=identities).values_list("uuid", "name")) if identities else {}
