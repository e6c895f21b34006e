"""Read bulk operations and what became of them."""

import datetime
import uuid
from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState, StepState

from .models import Bulk, BulkItem
from .types import BulkKind, BulkRow, ItemRow, ItemState, Outcome

QUEUED_AGAIN_AFTER = datetime.timedelta(seconds=60)
OUTCOMES: Mapping[str, Outcome] = {
    OperationState.PLANNED: Outcome.PLANNED,
    OperationState.DONE: Outcome.DONE,
    OperationState.FAILED: Outcome.FAILED,
    OperationState.UNDONE: Outcome.UNDONE,
}
"""What the state of an operation means; any other is under way."""
SETTLED: Mapping[str, Outcome] = {
    ItemState.WAITING: Outcome.WAITING,
    ItemState.UNCHANGED: Outcome.UNCHANGED,
    ItemState.REFUSED: Outcome.REFUSED,
}


def found(identity: uuid.UUID) -> Bulk:
    """Find a bulk operation.

    :raises Bulk.DoesNotExist: when there is none.
    """
    return Bulk.objects.get(uuid=identity)


def bulk(identity: uuid.UUID) -> BulkRow:
    """Read a bulk operation with its ledger, in three queries however long it is.

    :raises Bulk.DoesNotExist: when there is none.
    """
    row = Bulk.objects.prefetch_related("items").get(uuid=identity)
    items = sorted(row.items.all(), key=lambda item: item.pk)
    operations = Operation.objects.filter(uuid__in=[item.operation for item in items if item.operation])
    known = {each.uuid: each for each in operations.prefetch_related("steps")}
    return BulkRow(
        uuid=row.uuid,
        kind=BulkKind(row.kind),
        reason=row.reason,
        requested_by=row.requested_by,
        created_at=row.created_at,
        items=tuple(_item(item, known.get(item.operation) if item.operation else None) for item in items),
    )


def latest(*, most: int = 20) -> Sequence[Bulk]:
    """List bulk operations, the newest first."""
    return list(Bulk.objects.order_by("-created_at", "-pk")[:most])


def waiting() -> Sequence[uuid.UUID]:
    """List the bulk operations that a worker should be asked to go on with."""
    items = BulkItem.objects.filter(bulk=OuterRef("pk"), state=ItemState.WAITING.value)
    stale = Q(queued_at=None) | Q(queued_at__lt=Now() - QUEUED_AGAIN_AFTER)
    return list(Bulk.objects.filter(Exists(items)).filter(stale).values_list("uuid", flat=True))


def _item(item: BulkItem, operation: Operation | None) -> ItemRow:
    if item.state == ItemState.ASKED:
        outcome = OUTCOMES.get(operation.state, Outcome.RUNNING) if operation else Outcome.UNDONE
    else:
        outcome = SETTLED[item.state]
    reasons = dict(item.reasons)
    if operation and outcome is Outcome.FAILED:
        failed = [step for step in operation.steps.all() if step.state == StepState.FAILED]
        reasons = {step.key: [step.error] for step in failed}
    return ItemRow(item.tenant, item.name, outcome, item.operation, reasons)
