"""Enter the municipality in the directory: its UUID, its host, not yet serving anybody."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants.models import Domain, Tenant
from tenants.naming import schema_for
from tenants.types import State


def run(operation: Operation) -> None:
    """Make the tenant's row and its host, and remember in the operation which tenant it is."""
    if operation.tenant:
        return
    identity, plan = uuid.uuid4(), operation.parameters
    try:
        with transaction.atomic():
            tenant = Tenant.objects.create(
                uuid=identity,
                schema_name=schema_for(identity),
                name=plan["name"],
                state=State.PROVISIONING.value,
                kind=plan["kind"],
                cbs_code=plan["cbs_code"],
                theme=plan["theme"],
            )
            Domain.objects.create(tenant=tenant, domain=plan["host"], is_primary=True)
    except IntegrityError as error:
        raise StepError(
            _("De hostnaam of de CBS-code is intussen van een andere gemeente. Vraag de opening opnieuw aan.")
        ) from error
    Operation.objects.filter(pk=operation.pk).update(tenant=identity)


def undo(operation: Operation) -> None:
    """Take the tenant's row away, and with it its host, its keys and its switches; never one that serves."""
    closed = [State.PROVISIONING.value, State.LEAVING.value]
    Tenant.objects.filter(uuid=operation.tenant, state__in=closed).delete()
