"""What is planned for a portal, and how its page of maintenance will look."""

import dataclasses
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants.models import Tenant
from tenants.types import Notice, State

CALLABLE_OFF = (OperationKind.MAINTENANCE.value, OperationKind.RESUME.value)


@dataclasses.dataclass(frozen=True, slots=True)
class Planned:
    """Something that begins by itself."""

    operation: uuid.UUID
    kind: str
    due_at: datetime
    requested_by: str


def notice_of(tenant: uuid.UUID) -> Notice | None:
    """Answer what visitors read now; None when there is no maintenance."""
    row = Tenant.objects.get(uuid=tenant)
    return Notice.of(row.notice) if row.state == State.MAINTENANCE else None


def planned(tenant: uuid.UUID) -> Sequence[Planned]:
    """List what begins by itself, the first one first."""
    found = Operation.objects.filter(
        tenant=tenant, state=OperationState.PLANNED.value, kind__in=CALLABLE_OFF
    ).order_by("due_at", "pk")
    return [Planned(each.uuid, each.kind, each.due_at, each.requested_by) for each in found]


def preview(tenant: uuid.UUID, notice: Notice, language: str) -> HttpResponse:
    """Make the page that visitors would see, as their portal makes it."""
    ref = Tenant.objects.prefetch_related("domains", "feature_switches").get(uuid=tenant).ref()
    asked = HttpRequest()
    asked.path_info = "/en/" if language == "en" else "/"
    page: HttpResponse = import_string(settings.TENANT_MAINTENANCE_PAGE)(
        asked, dataclasses.replace(ref, notice=notice)
    )
    return HttpResponse(page.content)
