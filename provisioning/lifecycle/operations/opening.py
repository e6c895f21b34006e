"""Ask for a municipality to be opened."""

import dataclasses
import functools
import secrets
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle import house_styles, queueing, rules
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OpeningPlan, OperationKind
from tenants import audit, blueprints
from tenants.audit import Actor
from tenants.moves import OPEN, PAUSED
from tenants.types import Kind, State

from .requesting import LONGEST_REASON, asked_by, locked, one_at_a_time, write_steps

COPIED = frozenset({*OPEN, *PAUSED})
"""States of a municipality that another can be made from."""


@transaction.atomic
def request_opening(plan: OpeningPlan, *, by: Actor, why: str = "") -> Operation:
    """Ask for a municipality to be opened; a worker does the rest.

    :raises RefusedError: with all reasons by field, when it may not.
    """
    one_at_a_time()
    plan = rules.cleaned(plan)
    rules.check(plan)
    return _write(OperationKind.OPEN, plan, plan.as_parameters(), by, why)


@transaction.atomic
def request_clone(plan: OpeningPlan, *, source: uuid.UUID, by: Actor, why: str = "") -> Operation:
    """Ask for a municipality with the configuration of another: content, theme and features, never people or data.

    The blueprint is made by the operation's first step, inside the other; what the plan says of theme and features
    goes before it.

    :raises RefusedError: with all reasons by field, when it may not.
    """
    one_at_a_time()
    other = locked(source)
    if State(other.state) not in COPIED:
        raise RefusedError({"source": [_("Deze gemeente heeft geen portaal om over te nemen.")]})
    said = {"theme": other.theme, "features": sorted(other.ref().features), "version": blueprints.VERSION}
    plan = rules.cleaned(dataclasses.replace(plan, blueprint=said))
    rules.check(plan)
    parameters = {**plan.as_parameters(), "blueprint": {}, "source": str(source)}
    return _write(OperationKind.CLONE, plan, parameters, by, why)


def _write(
    kind: OperationKind, plan: OpeningPlan, parameters: dict[str, Any], by: Actor, why: str
) -> Operation:
    operation = Operation.objects.create(
        kind=kind.value,
        claimed_host=plan.host,
        claimed_cbs_code=plan.cbs_code if plan.kind == Kind.PRODUCTION else "",
        parameters={**parameters, "proofs": {host: secrets.token_hex(20) for host in plan.own_hosts}},
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
            **({"plan": plan.plan} if plan.plan else {}),
            **({"house_style": house_styles.described(plan.house)} if plan.house else {}),
            **({"own_hosts": list(plan.own_hosts)} if plan.own_hosts else {}),
            **({"source": parameters["source"]} if "source" in parameters else {}),
        },
    )
    transaction.on_commit(functools.partial(queueing.queue, operation.uuid))
    return operation
