"""Close a portal, and open it again (requirement C-037)."""

from django.db import transaction

from provisioning.lifecycle import planning, queueing
from provisioning.lifecycle.models import Operation
from tenants import states
from tenants.models import Tenant
from tenants.moves import OPEN
from tenants.types import Notice, State

from . import place


def suspend(operation: Operation) -> None:
    """Suspend the tenant, once; what it was is noted."""
    tenant = place.tenant(operation)
    if tenant.state != State.SUSPENDED:
        place.remember(operation, was=tenant.state)
        states.move(tenant, State.SUSPENDED, by=operation.actor, why=operation.reason)


def undo_suspend(operation: Operation) -> None:
    """Make of the tenant what it was."""
    tenant, was = place.tenant(operation), operation.parameters.get("was")
    if was and tenant.state == State.SUSPENDED:
        states.move(tenant, State(was), by=operation.actor)


def resume(operation: Operation) -> None:
    """Let the tenant serve again as it did before; the planned end of a maintenance ends that one alone."""
    tenant = place.tenant(operation)
    if tenant.state in OPEN or not _is_meant(tenant, operation):
        return
    place.remember(operation, was=tenant.state, notice=tenant.notice)
    states.move(tenant, State(tenant.state_before), by=operation.actor, why=operation.reason)
    Tenant.objects.filter(pk=tenant.pk).update(notice={})
    planning.cancel_ends(operation)
    transaction.on_commit(queueing.after_opening)


def undo_resume(operation: Operation) -> None:
    """Close the tenant again, with the page that it had."""
    tenant, was = place.tenant(operation), operation.parameters.get("was")
    if was and tenant.state in OPEN:
        Tenant.objects.filter(pk=tenant.pk).update(notice=operation.parameters["notice"])
        states.move(tenant, State(was), by=operation.actor)


def _is_meant(tenant: Tenant, operation: Operation) -> bool:
    ends = operation.parameters.get("maintenance")
    return not ends or (tenant.state == State.MAINTENANCE and Notice.of(tenant.notice).operation == ends)
