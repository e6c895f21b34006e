"""Find the tenant that an operation is about."""

from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants.models import Tenant


def remember(operation: Operation, **values: Any) -> None:
    """Note with the operation what taking it back needs; belongs in the step's own transaction."""
    operation.parameters = {**operation.parameters, **values}
    Operation.objects.filter(pk=operation.pk).update(parameters=operation.parameters)


def tenant(operation: Operation) -> Tenant:
    """Answer the directory's row, fresh.

    :raises StepError: when it is gone.
    """
    found: Tenant | None = Tenant.objects.filter(uuid=operation.tenant).first()
    if found is None:
        raise StepError(_("De gemeente staat niet meer in de lijst. Vraag het opnieuw aan."), permanent=True)
    return found
