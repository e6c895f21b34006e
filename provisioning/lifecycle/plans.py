"""The plans that there are, and how many municipalities have each."""

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.db.models.functions import Upper

from tenants.models import Plan

from .types import PlanRow


def plans() -> Sequence[PlanRow]:
    """List the plans by name."""
    return [_row(plan) for plan in _counted().order_by(Upper("name"), "pk")]


def plan(key: str) -> PlanRow:
    """Find a plan.

    :raises Plan.DoesNotExist: when there is none.
    """
    return _row(_counted().get(key=key))


def by_key() -> dict[str, PlanRow]:
    """List the plans by key, in the order of their names; without counting who has them."""
    return {plan.key: _row(plan) for plan in Plan.objects.order_by(Upper("name"), "pk")}


def names() -> dict[str, str]:
    """Answer what the plans are called, by key."""
    return dict(Plan.objects.values_list("key", "name"))


def _counted() -> "QuerySet[Plan]":
    return Plan.objects.annotate(number=Count("tenants"))


def _row(plan: Plan) -> PlanRow:
    return PlanRow(plan.key, plan.name, plan.description, plan.is_open, getattr(plan, "number", 0))
