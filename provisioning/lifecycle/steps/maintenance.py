"""Show a page that says why the portal is away and until when, and end that by itself (requirement C-037)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from provisioning.lifecycle import planning
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import audit, states
from tenants.models import Tenant
from tenants.moves import OPEN
from tenants.types import Notice, State

from . import place


def run(operation: Operation) -> None:
    """Begin the maintenance, or change the page of one that is under way; one that is over already never begins."""
    tenant, notice = place.tenant(operation), _notice(operation)
    if (notice.ends_at and notice.ends_at <= timezone.now()) or tenant.notice == notice.as_stored():
        return
    if tenant.state not in {*OPEN, State.MAINTENANCE}:
        raise StepError(
            _("De gemeente is niet open, dus onderhoud kan niet beginnen. Hervat haar eerst."), permanent=True
        )
    place.remember(operation, was=tenant.state, before=tenant.notice)
    Tenant.objects.filter(pk=tenant.pk).update(notice=notice.as_stored())
    if tenant.state in OPEN:
        states.move(
            tenant, State.MAINTENANCE, by=operation.actor, why=operation.reason, details=notice.as_stored()
        )
        return
    audit.record(
        "tenant.maintenance_changed",
        by=operation.actor,
        tenant=tenant.uuid,
        target=tenant.name,
        why=operation.reason,
        before=operation.parameters["before"],
        after=notice.as_stored(),
    )


def undo(operation: Operation) -> None:
    """Make of the tenant and its page what they were."""
    tenant, was = place.tenant(operation), operation.parameters.get("was")
    if not was or Notice.of(tenant.notice).operation != str(operation.uuid):
        return
    Tenant.objects.filter(pk=tenant.pk).update(notice=operation.parameters["before"])
    if tenant.state == State.MAINTENANCE and was != State.MAINTENANCE:
        states.move(tenant, State(was), by=operation.actor)


def plan_end(operation: Operation) -> None:
    """Plan the end, and give up the end that was planned before."""
    notice = _notice(operation)
    began = Notice.of(place.tenant(operation).notice).operation == notice.operation
    planning.cancel_ends(operation, but=notice.operation)
    if began and notice.ends_at:
        planning.plan_end(operation, at=notice.ends_at)


def cancel_end(operation: Operation) -> None:
    """Give the planned end up."""
    planning.cancel_ends(operation)


def _notice(operation: Operation) -> Notice:
    return Notice.of({**operation.parameters["notice"], "operation": str(operation.uuid)})
