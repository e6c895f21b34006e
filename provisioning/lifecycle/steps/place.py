"""Find the tenant that an operation is about."""

from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants.models import Tenant


def tenant(operation: Operation) -> Tenant:
    """Answer the directory's row, fresh.

    :raises StepError: when it is gone.
    """
    found: Tenant | None = Tenant.objects.filter(uuid=operation.tenant).first()
    if found is None:
        raise StepError(
            _("De gemeente staat niet meer in de lijst. Vraag de opening opnieuw aan."), permanent=True
        )
    return found
