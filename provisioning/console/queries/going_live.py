"""What a trial still needs before it goes live, and where to see to that (C-024)."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from provisioning.lifecycle import queries
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants import hosts
from tenants.models import Insight

STAFF_PAGES = "/beheer/"


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the list, as it stands now."""

    key: str
    title: str
    remedy: str
    is_green: bool
    link: str
    link_label: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """All checks of a municipality."""

    checks: tuple[Check, ...]
    told_at: datetime | None
    """When the municipality's own jobs last told how it is inside."""

    @property
    def red(self) -> tuple[Check, ...]:
        """List what stands in the way."""
        return tuple(check for check in self.checks if not check.is_green)

    @property
    def green(self) -> int:
        """Count what is as it should be."""
        return len(self.checks) - len(self.red)


def checklist(tenant: uuid.UUID, host: str) -> Checklist:
    """Answer what must be so before a municipality goes live; what is not comes first."""
    found = [
        Check(row.key, row.title, row.remedy, row.is_green, *_link(row.key, tenant, host))
        for row in queries.checklist(tenant)
    ]
    told = Insight.objects.filter(tenant__uuid=tenant).aggregate(at=Max("written_at"))
    return Checklist(tuple(sorted(found, key=lambda check: check.is_green)), told["at"])


def _link(key: str, tenant: uuid.UUID, host: str) -> tuple[str, str]:
    """Answer where somebody can see to a check: here in the console, or at the municipality's own pages."""
    if key in HERE:
        return HERE[key](tenant)
    return hosts.address(host, STAFF_PAGES), _("Naar het beheer van de gemeente")


def _failed(tenant: uuid.UUID) -> tuple[str, str]:
    failed = Operation.objects.filter(tenant=tenant, state=OperationState.FAILED.value).first()
    if failed is None:
        return reverse("console:tenant", args=[tenant]), _("Naar de gemeente")
    return reverse("console:operation", args=[failed.uuid]), _("Naar de mislukte opdracht")


HERE: Mapping[str, Callable[[uuid.UUID], tuple[str, str]]] = {
    "theme_contrast": lambda tenant: (reverse("console:settings", args=[tenant]), _("Naar naam en thema")),
    "primary_domain": lambda tenant: (reverse("console:domains", args=[tenant]), _("Naar de webadressen")),
    "connections": lambda tenant: (
        reverse("console:tenant", args=[tenant]) + "#koppelingen",
        _("Naar de koppelingen"),
    ),
    "operations": _failed,
}
"""Checks that operators see to themselves."""
