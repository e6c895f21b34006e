"""Let the portal answer: from here on everybody can visit it."""

from django.db import transaction

from provisioning.lifecycle import queueing
from provisioning.lifecycle.models import Operation
from tenants import states
from tenants.models import Tenant
from tenants.types import State


def run(operation: Operation) -> None:
    """Move the tenant from *provisioning* to *trial*, once."""
    built = Tenant.objects.filter(uuid=operation.tenant, state=State.PROVISIONING.value).first()
    if built:
        states.move(built, State.TRIAL, by=operation.actor, why=operation.reason, details=_details(operation))
    transaction.on_commit(queueing.after_opening)


def undo(operation: Operation) -> None:
    """Close a portal that was opened, so that it can be taken away."""
    opened = Tenant.objects.filter(uuid=operation.tenant, state=State.TRIAL.value).first()
    if opened:
        states.move(opened, State.LEAVING, by=operation.actor, details=_details(operation))


def _details(operation: Operation) -> dict[str, str]:
    return {"operation": str(operation.uuid), "host": operation.claimed_host}
