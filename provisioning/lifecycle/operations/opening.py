"""Ask for a municipality to be opened."""

import functools

from django.db import transaction

from provisioning.lifecycle import queueing, rules
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OpeningPlan, OperationKind
from tenants import audit
from tenants.audit import Actor
from tenants.types import Kind

from .requesting import LONGEST_REASON, asked_by, one_at_a_time, write_steps


@transaction.atomic
def request_opening(plan: OpeningPlan, *, by: Actor, why: str = "") -> Operation:
    """Ask for a municipality to be opened; a worker does the rest.

    :raises RefusedError: with all reasons by field, when it may not.
    """
    one_at_a_time()
    plan = rules.cleaned(plan)
    rules.check(plan)
    operation = Operation.objects.create(
        kind=OperationKind.OPEN.value,
        claimed_host=plan.host,
        claimed_cbs_code=plan.cbs_code if plan.kind == Kind.PRODUCTION else "",
        parameters=plan.as_parameters(),
        reason=why[:LONGEST_REASON],
        **asked_by(by),
    )
    write_steps(operation)
    audit.record(
        "tenant.opening_requested",
        by=by,
        target=plan.host,
        why=why,
        details={
            "operation": str(operation.uuid),
            "name": plan.name,
            "kind": plan.kind,
            "cbs_code": plan.cbs_code,
            "theme": plan.theme,
            "features": list(plan.features),
        },
    )
    transaction.on_commit(functools.partial(queueing.queue, operation.uuid))
    return operation
