"""Go through the ledger: ask at each municipality that waits, whatever becomes of the others."""

import uuid

from celery import current_app
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models.functions import Now
from structlog import get_logger

from provisioning.lifecycle import troubles
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.operations.requesting import busy, locked
from tenants.celery import BROKER_AWAY
from tenants.models import Tenant

from . import kinds
from .models import Bulk, BulkItem
from .types import BulkKind, ItemState, Reasons

TASK = "provisioning.lifecycle.tasks.run_bulk"
log = get_logger(__name__)


def queue(identity: uuid.UUID) -> None:
    """Ask a worker to go on with a bulk operation; while the queue is away beat asks again later."""
    try:
        current_app.send_task(TASK, args=[str(identity)])  # by name: tasks stand above this
    except BROKER_AWAY as error:
        log.warning("lifecycle.queue_away", bulk=str(identity), error=type(error).__name__)
        return
    Bulk.objects.filter(uuid=identity).update(queued_at=Now())


def advance(identity: uuid.UUID) -> None:
    """Ask at each municipality that waits. May be called at any time, and by several at once."""
    while _ask_next(identity):
        pass


@transaction.atomic
def _ask_next(identity: uuid.UUID) -> bool:
    """Ask at the next one that nobody else is at; answers whether there was one."""
    waiting = BulkItem.objects.filter(bulk__uuid=identity, state=ItemState.WAITING.value)
    item = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
    if item is None:
        return False
    bulk = Bulk.objects.get(uuid=identity)
    try:
        with transaction.atomic():
            operation = _ask(bulk, item)
    except RefusedError as error:
        _settle(item, ItemState.REFUSED, error.reasons)
    except IntegrityError:  # somebody else asked for something there, this very moment
        _settle(item, ItemState.REFUSED, busy().reasons)
    except (
        OperationalError,
        InterfaceError,
    ):  # the database is away: nothing is written down, it still waits
        raise
    except Exception as error:
        log.exception("lifecycle.bulk_item_failed", bulk=str(identity), tenant=str(item.tenant))
        _settle(item, ItemState.REFUSED, {"tenant": [troubles.explain(error)]})
    else:
        _settle(item, ItemState.ASKED if operation else ItemState.UNCHANGED, {}, operation)
    return True


def _ask(bulk: Bulk, item: BulkItem) -> uuid.UUID | None:
    tenant: Tenant = locked(item.tenant)
    asked = kinds.ask(BulkKind(bulk.kind), tenant, bulk.parameters, by=bulk.actor, why=bulk.reason)
    return asked.uuid if asked else None


def _settle(item: BulkItem, state: ItemState, reasons: Reasons, operation: uuid.UUID | None = None) -> None:
    BulkItem.objects.filter(pk=item.pk).update(state=state.value, reasons=dict(reasons), operation=operation)
