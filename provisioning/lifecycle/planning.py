"""The planned end of a maintenance: an operation for later, which stands in nobody's way until it is due."""

import datetime

from django.db.models.functions import Now

from .models import Operation
from .types import OperationKind, OperationState


def plan_end(operation: Operation, *, at: datetime.datetime) -> None:
    """Plan that the tenant is resumed, unless that was done; only if this very maintenance still lasts then."""
    meant = {"maintenance": str(operation.uuid)}
    ends = Operation.objects.filter(
        kind=OperationKind.RESUME.value, tenant=operation.tenant, parameters__contains=meant
    )
    if ends.exists():
        return
    Operation.objects.create(
        kind=OperationKind.RESUME.value,
        state=OperationState.PLANNED.value,
        tenant=operation.tenant,
        parameters={**meant, "name": operation.parameters.get("name", "")},
        requested_by=operation.requested_by,
        requested_by_kind=operation.requested_by_kind,
        requested_from=operation.requested_from,
        reason=operation.reason,
        due_at=at,
    )


def cancel_ends(operation: Operation, *, but: str = "") -> None:
    """Give up the planned ends of a tenant's maintenance.

    :param but: UUID of the maintenance whose end stays.
    """
    ends = Operation.objects.filter(
        kind=OperationKind.RESUME.value, tenant=operation.tenant, state=OperationState.PLANNED.value
    )
    ends.exclude(parameters__contains={"maintenance": but}).update(
        state=OperationState.UNDONE.value, finished_at=Now()
    )
