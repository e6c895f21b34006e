"""Let a trial go live, if all is still as it should be (requirement C-024)."""

from django.utils.translation import gettext as _

from provisioning.lifecycle import gate
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import facts, states
from tenants.types import State

from . import place


def look(_operation: Operation) -> None:
    """Have the entered tenant tell its facts as they are now."""
    facts.write()


def run(operation: Operation) -> None:
    """Move the tenant from *trial* to *live*, once.

    :raises StepError: while a check is red.
    """
    tenant = place.tenant(operation)
    if tenant.state == State.LIVE:
        return
    if reasons := gate.red(tenant):
        raise StepError(
            _("De gemeente kan nog niet live gaan. %(why)s") % {"why": " ".join(reasons)}, permanent=True
        )
    states.move(tenant, State.LIVE, by=operation.actor, why=operation.reason)
