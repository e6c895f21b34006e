"""Enter the municipality in the directory: its UUID, its host, not yet serving anybody."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from provisioning.lifecycle import house_styles, spares
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import hosts, states
from tenants.models import Domain, Insight, Tenant
from tenants.naming import schema_for
from tenants.types import Certificate, State
from themes.styles import operations as styles
from themes.styles.errors import RefusedStyleError

from . import place, spare
from .hosts import rows

BROUGHT = ("role", "schema", "keys")
"""The steps whose work a spare brings with it."""


def run(operation: Operation) -> None:
    """Claim a spare or make a row, give it its hosts, and remember in the operation which tenant it is."""
    if operation.tenant:
        return
    plan = operation.parameters
    try:
        with transaction.atomic(savepoint=False):  # what fails here fails the step, and takes all of it back
            tenant = _claim(operation, plan) or _enlist(plan)
            _add_first_host(tenant, plan["host"])
            _add_own_hosts(operation, tenant)
    except IntegrityError as error:
        raise StepError(
            _("De hostnaam of de CBS-code is intussen van een andere gemeente. Vraag de opening opnieuw aan.")
        ) from error
    _dress(operation, tenant)
    Operation.objects.filter(pk=operation.pk).update(tenant=tenant.uuid, parameters=operation.parameters)


def undo(operation: Operation) -> None:
    """Take the tenant's row away, and with it its host, its keys and its switches; never one that serves.

    A spare that was claimed brought schema and role with it, before the steps that would have made them.
    """
    closed = [State.PROVISIONING.value, State.LEAVING.value]
    for tenant in Tenant.objects.filter(uuid=operation.tenant, state__in=closed):
        if operation.parameters.get("claimed"):
            spare.remove_built(tenant.schema_name)
        tenant.delete()
    styles.withdraw(operation.uuid, by=operation.actor)


def _dress(operation: Operation, tenant: Tenant) -> None:
    """Make the house style that was asked for with it; what somebody stated then lies with the style alone."""
    house = operation.parameters.get("house")
    if not house:
        return
    try:
        key = house_styles.make(
            house, name=tenant.name, owner=tenant.uuid, identity=operation.uuid, by=operation.actor
        )
    except RefusedStyleError as error:
        reasons = [text for texts in error.reasons.values() for text in texts]
        raise StepError(" ".join(reasons), permanent=True) from error
    Tenant.objects.filter(pk=tenant.pk).update(theme=key)
    place.remember(operation, theme=key, house={})


def _claim(operation: Operation, plan: Mapping[str, Any]) -> Tenant | None:
    """Take a spare that was made of the same, if there is one: only its row changes, and nothing is renamed."""
    found = spares.claimable(plan.get("blueprint") or {})
    if found is None:
        return None
    Tenant.objects.filter(pk=found.pk).update(**_said(plan), created_at=Now())
    mark = Insight.objects.filter(tenant=found, topic=spares.TOPIC)
    mark._raw_delete(mark.db)  # nothing hangs on it that would have to be found first
    states.move(found, State.PROVISIONING, by=operation.actor, details={"operation": str(operation.uuid)})
    operation.parameters = {**operation.parameters, "claimed": True}  # written with the tenant, at the end
    place.settle(operation, BROUGHT)
    return found


def _add_first_host(tenant: Tenant, host: str) -> None:
    """Write the host that it is opened on: nobody has another one that it could take the first place of."""
    first = Domain(tenant=tenant, domain=host, is_primary=True)
    first.prove_if_of_platform()
    Domain.objects.bulk_create([first])


def _add_own_hosts(operation: Operation, tenant: Tenant) -> None:
    """Keep the hosts of the municipality's own for it: they serve once it has proven them."""
    for host, proof in operation.parameters.get("proofs", {}).items():
        certificate = Certificate.PLATFORM if hosts.is_of_platform(host) else Certificate.OWN
        domain = Domain.objects.create(
            tenant=tenant, domain=host, is_primary=False, proof_token=proof, certificate=certificate.value
        )
        rows.record(operation, tenant, "domain.added", {}, rows.described(domain), host=host)


def _enlist(plan: Mapping[str, Any]) -> Tenant:
    identity = uuid.uuid4()
    found: Tenant = Tenant.objects.create(
        uuid=identity, schema_name=schema_for(identity), state=State.PROVISIONING.value, **_said(plan)
    )
    return found


def _said(plan: Mapping[str, Any]) -> dict[str, str | None]:
    said = {field: plan[field] for field in ("name", "kind", "cbs_code", "theme")}
    return {**said, "plan_id": plan.get("plan") or None}
