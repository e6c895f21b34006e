"""Write an operation into the journal: one at a time for each tenant."""

import datetime
import functools
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from provisioning.lifecycle import leases, queueing, spares, steps
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import UNFINISHED_STATES, Operation, Step
from provisioning.lifecycle.types import RUNNABLE, OperationKind, OperationState
from tenants import audit
from tenants.audit import Actor
from tenants.models import Tenant

from . import refusing

LONGEST_REASON = 300
ONE_REQUEST_AT_A_TIME = 0x4F50454E


def one_at_a_time() -> None:
    """Let requests that claim a name or a host be judged one by one, until the transaction ends.

    Or two look-alikes, asked for at once, would both pass.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_REQUEST_AT_A_TIME])


def locked(tenant: uuid.UUID) -> Tenant:
    """Lock a tenant's row until the transaction ends, so that whatever is asked for is judged one by one.

    :raises RefusedError: when there is no such tenant.
    """
    known = Tenant.objects.exclude(spares.NOBODYS)
    row: Tenant | None = known.select_for_update(no_key=True).filter(uuid=tenant).first()
    if row is None:
        raise RefusedError({"tenant": [_("Deze gemeente bestaat niet. Ververs de lijst.")]})
    return row


@transaction.atomic
def request(
    kind: OperationKind,
    *,
    tenant: Tenant,
    by: Actor,
    why: str = "",
    parameters: Mapping[str, Any] | None = None,
    due_at: datetime.datetime | None = None,
    here: bool = False,
    claimed_host: str = "",
) -> Operation:
    """Write an operation on a tenant, whose row is locked, and have a worker take it.

    :param due_at: when it is for later.
    :param here: the caller runs it itself, at once.
    :param claimed_host: a host that nobody else may claim meanwhile.
    :raises RefusedError: when something else is being done to the tenant.
    """
    if due_at is None:
        refuse_busy(tenant, kind)
    operation = Operation.objects.create(
        kind=kind.value,
        state=(OperationState.PLANNED if due_at else OperationState.REQUESTED).value,
        tenant=tenant.uuid,
        claimed_host=claimed_host,
        parameters={"name": tenant.name, **(parameters or {})},
        reason=why[:LONGEST_REASON],
        **asked_by(by),
        **({"due_at": due_at} if due_at else {}),
        **({"queued_at": Now()} if here else {}),
    )
    if due_at is None:
        write_steps(operation)
    if not here:
        _record(operation, by)
    if not (here or due_at):
        transaction.on_commit(functools.partial(queueing.queue, operation.uuid))
    return operation


def asked_by(by: Actor) -> dict[str, str]:
    """Write down who asks."""
    return {"requested_by": by.name, "requested_by_kind": by.kind, "requested_from": by.origin}


def write_steps(operation: Operation) -> None:
    """Write down which steps an operation has in this release."""
    kinds = enumerate(steps.STEPS[OperationKind(operation.kind)], start=1)
    Step.objects.bulk_create(Step(operation=operation, position=at, key=kind.key) for at, kind in kinds)


def refuse_busy(tenant: Tenant, kind: OperationKind) -> None:
    """Refuse while something else is being done to a tenant.

    :raises RefusedError: saying what to do.
    """
    others = Operation.objects.filter(tenant=tenant.uuid, state__in=UNFINISHED_STATES)
    under_way = others.filter(state__in=[state.value for state in RUNNABLE])
    if under_way.exists():
        for left_behind in leases.free(under_way):  # whoever asks again need not wait until beat finds it
            queueing.queue(left_behind.uuid)
        raise busy()
    if kind not in refusing.URGENT and others.exists():
        raise RefusedError(refusing.left_behind())


def busy() -> RefusedError:
    """Say that something else is being done to a tenant."""
    return RefusedError(refusing.under_way())


def _record(operation: Operation, by: Actor) -> None:
    details = {"operation": str(operation.uuid), "kind": operation.kind}
    if operation.state == OperationState.PLANNED:
        details["due_at"] = operation.due_at.isoformat()
    audit.record(
        "operation.requested",
        by=by,
        tenant=operation.tenant,
        target=operation.subject,
        why=operation.reason,
        details=details,
    )
