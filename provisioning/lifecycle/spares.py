"""Which spares there are, and who may claim one."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet

from tenants.models import Insight, Tenant
from tenants.types import State

from . import blueprints, schema
from .models import UNFINISHED_STATES, Operation

NAME: Final = "Reserve"
"""What a spare is called in journal and audit trail."""
NOBODYS: Final = Q(theme="")
"""What tells a spare, also one that is being made, from a municipality: nobody has chosen a theme for it."""
TOPIC: Final = "spare"
"""Where the read model says what a spare was made of."""


def marks(blueprint: Mapping[str, Any]) -> dict[str, str]:
    """Tell what a spare must have been made of to be what an opening from this blueprint makes."""
    return {"schema": schema.fingerprint(), "blueprint": blueprints.digest(blueprint)}


def ready(blueprint: Mapping[str, Any]) -> "QuerySet[Tenant]":
    """Find the spares that nobody is at and that fit, the oldest first."""
    fitting = Insight.objects.filter(topic=TOPIC, data=marks(blueprint))
    found: QuerySet[Tenant] = idle().filter(pk__in=fitting.values("tenant_id"))
    return found.order_by("pk")


def idle() -> "QuerySet[Tenant]":
    """Find the spares that nobody is at."""
    at_work = Operation.objects.filter(state__in=UNFINISHED_STATES, tenant__isnull=False)
    found: QuerySet[Tenant] = Tenant.objects.filter(state=State.SPARE.value)
    return found.exclude(uuid__in=at_work.values("tenant"))


def claimable(blueprint: Mapping[str, Any]) -> Tenant | None:
    """Lock a spare that fits, passing by those that another opening is just claiming; call it in a transaction."""
    found: Tenant | None = ready(blueprint).select_for_update(skip_locked=True, no_key=True).first()
    return found
