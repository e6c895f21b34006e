"""Find the tenant that an operation is about, and note with the operation what a later step needs to know."""

from collections.abc import Collection
from typing import Any

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation, Step
from provisioning.lifecycle.types import StepState
from tenants import present
from tenants.models import Tenant
from tenants.types import TenantRef


def remember(operation: Operation, **values: Any) -> None:
    """Note with the operation what taking it back needs; belongs in the step's own transaction."""
    operation.parameters = {**operation.parameters, **values}
    Operation.objects.filter(pk=operation.pk).update(parameters=operation.parameters)


def settle(operation: Operation, keys: Collection[str]) -> None:
    """Write down that later steps are done, because this one made them needless; belongs in its transaction."""
    later = Step.objects.filter(operation=operation, key__in=keys, undoes=False)
    later.exclude(state=StepState.DONE.value).update(
        state=StepState.DONE.value, started_at=Now(), finished_at=Now(), error=""
    )


def tenant(operation: Operation) -> Tenant:
    """Answer the directory's row, fresh.

    :raises StepError: when it is gone.
    """
    found: Tenant | None = Tenant.objects.filter(uuid=operation.tenant).first()
    if found is None:
        raise _gone()
    return found


def ref(operation: Operation) -> TenantRef:
    """Answer what goes with who works inside the tenant, fresh.

    :raises StepError: when its row is gone.
    """
    found = present.ref(operation.tenant)
    if found is None:
        raise _gone()
    return found


def _gone() -> StepError:
    return StepError(_("De gemeente staat niet meer in de lijst. Vraag het opnieuw aan."), permanent=True)
