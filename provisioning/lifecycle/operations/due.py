"""Begin what was planned for now."""

import functools

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from structlog import get_logger

from provisioning.lifecycle import queueing
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState

from .requesting import write_steps

log = get_logger(__name__)


def begin_due() -> None:
    """Let begin what is due; where something else is being done to a tenant, it waits for the next look."""
    planned = Operation.objects.filter(state=OperationState.PLANNED.value, due_at__lte=Now())
    for operation in planned.order_by("due_at", "pk"):
        try:
            _begin(operation)
        except IntegrityError:
            log.warning("lifecycle.planned_waits", operation=str(operation.uuid))


@transaction.atomic
def _begin(operation: Operation) -> None:
    planned = Operation.objects.filter(pk=operation.pk, state=OperationState.PLANNED.value)
    if planned.update(state=OperationState.REQUESTED.value):  # nobody else was first
        write_steps(operation)
        transaction.on_commit(functools.partial(queueing.queue, operation.uuid))
