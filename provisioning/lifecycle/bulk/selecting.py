"""Choose the municipalities of a bulk operation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tenants import moves
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Selection:
    """Which municipalities: those that satisfy all that is said. Nothing said is nothing chosen."""

    everybody: bool = False
    state: str = ""
    kind: str = ""
    feature: str = ""
    """Where this is on."""
    theme: str = ""


def matching(selection: Selection) -> Sequence[Tenant]:
    """List the municipalities with a portal that are meant, by name."""
    found: QuerySet[Tenant] = Tenant.objects.filter(state__in=[*moves.OPEN, *moves.PAUSED])
    for field in ("state", "kind", "theme"):
        if value := getattr(selection, field):
            found = found.filter(**{field: value})
    if selection.feature:
        found = found.filter(feature_switches__feature=selection.feature, feature_switches__is_on=True)
    if selection == Selection():
        return []
    return list(found.order_by("name", "pk"))
