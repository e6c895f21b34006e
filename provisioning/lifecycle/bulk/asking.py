"""Ask for one change at many municipalities, look beforehand what it would come to, try again what failed."""

import functools
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle import operations
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.operations.requesting import LONGEST_REASON, asked_by
from tenants import audit
from tenants.audit import Actor
from tenants.models import Tenant

from . import foreseeing, kinds, queries, running
from .kinds import Parameters
from .models import Bulk, BulkItem
from .types import TO_RETRY, BulkKind, Foreseen, ItemState, Outcome


@transaction.atomic
def request_bulk(
    kind: BulkKind,
    tenants: Sequence[Tenant],
    *,
    by: Actor,
    why: str = "",
    parameters: Parameters | None = None,
    identity: uuid.UUID | None = None,
) -> Bulk:
    """Ask for a change at each of these municipalities; a worker asks them one by one.

    :param identity: which UUID it gets; asked again with the same one, what is there is answered and nothing more.
    :raises RefusedError: when no municipality was chosen, or something is missing that all need.
    """
    _refuse_incomplete(kind, tenants, parameters or {})
    wanted = {"kind": kind.value, "parameters": dict(parameters or {}), "reason": why[:LONGEST_REASON]}
    bulk, is_new = Bulk.objects.get_or_create(
        uuid=identity or uuid.uuid4(), defaults={**wanted, **asked_by(by)}
    )
    if not is_new:
        return bulk
    BulkItem.objects.bulk_create(
        BulkItem(bulk=bulk, tenant=tenant.uuid, name=tenant.name) for tenant in tenants
    )
    _record("bulk.requested", bulk, by, why, len(tenants))
    transaction.on_commit(functools.partial(running.queue, bulk.uuid))
    return bulk


def foresee(
    kind: BulkKind,
    tenants: Sequence[Tenant],
    *,
    why: str = "",
    parameters: Parameters | None = None,
) -> list[Foreseen]:
    """Tell what would become of it at each; nothing is asked.

    :raises RefusedError: as `request_bulk`.
    """
    _refuse_incomplete(kind, tenants, parameters or {})
    return foreseeing.foresee(kind, tenants, why, parameters or {})


@transaction.atomic
def retry_bulk(bulk: Bulk, *, by: Actor, why: str = "") -> int:
    """Try again where it was refused or failed, and nowhere else; answers at how many municipalities.

    :raises RefusedError: when there is nothing to try again.
    """
    Bulk.objects.select_for_update(no_key=True).get(pk=bulk.pk)
    failed = [item for item in queries.bulk(bulk.uuid).items if item.outcome in TO_RETRY]
    if not failed:
        raise RefusedError({"bulk": [_("Er is niets mislukt om opnieuw te proberen.")]})
    refused = [item.tenant for item in failed if item.outcome is Outcome.REFUSED]
    BulkItem.objects.filter(bulk=bulk, tenant__in=refused).update(state=ItemState.WAITING.value, reasons={})
    again = sum(
        _again(item.operation, by, why)
        for item in failed
        if item.operation and item.outcome is Outcome.FAILED
    )
    _record("bulk.retried", bulk, by, why, again + len(refused))
    transaction.on_commit(functools.partial(running.queue, bulk.uuid))
    return again + len(refused)


def _again(operation: uuid.UUID, by: Actor, why: str) -> bool:
    """Try a failed operation again, unless somebody else was first or is busy there."""
    try:
        with transaction.atomic():
            operations.retry(Operation.objects.get(uuid=operation), by=by, why=why)
    except RefusedError:
        return False
    return True


def _refuse_incomplete(kind: BulkKind, tenants: Sequence[Tenant], parameters: Parameters) -> None:
    missing = [name for name in kinds.KINDS[kind].needs if name not in parameters]
    if missing:
        raise RefusedError({name: [_("Dit is nodig voor deze bewerking.")] for name in missing})
    if not tenants:
        raise RefusedError({"tenants": [_("Er is geen gemeente gekozen.")]})


def _record(action: str, bulk: Bulk, by: Actor, why: str, count: int) -> None:
    details = {"bulk": str(bulk.uuid), "kind": bulk.kind, "municipalities": count}
    audit.record(action, by=by, target=bulk.kind, why=why, details=details)
