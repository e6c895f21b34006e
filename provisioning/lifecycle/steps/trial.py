"""Let the portal answer: from here on everybody can visit it."""

from django.db import transaction

from provisioning.lifecycle import queueing
from provisioning.lifecycle.models import Operation
from tenants import audit
from tenants.models import Tenant
from tenants.types import State


def run(operation: Operation) -> None:
    """Move the tenant from *provisioning* to *trial*, and record that once."""
    built = Tenant.objects.filter(uuid=operation.tenant, state=State.PROVISIONING.value)
    if built.update(state=State.TRIAL.value):
        audit.record(
            "tenant.opened",
            by=operation.actor,
            tenant=operation.tenant,
            target=operation.parameters["host"],
            details={"operation": str(operation.uuid)},
        )
    transaction.on_commit(queueing.after_opening)
