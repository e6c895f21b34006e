"""Ask for changes of tenants: opening one, trying again, switching a feature. The console's way in."""

import functools
import uuid

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tenants import audit, features
from tenants.audit import Actor
from tenants.models import Tenant
from tenants.types import Kind

from . import feature_rules, queueing, rules, steps
from .errors import RefusedError
from .models import Operation, Step
from .types import OpeningPlan, OperationKind, OperationState, StepState

ONE_REQUEST_AT_A_TIME = 0x4F50454E


@transaction.atomic
def request_opening(plan: OpeningPlan, *, by: Actor) -> Operation:
    """Ask for a municipality to be opened; a worker does the rest.

    :raises RefusedError: with all reasons by field, when it may not.
    """
    with connection.cursor() as cursor:  # or two look-alikes, asked for at once, would both pass
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_REQUEST_AT_A_TIME])
    plan = rules.cleaned(plan)
    rules.check(plan)
    operation = Operation.objects.create(
        kind=OperationKind.OPEN.value,
        claimed_host=plan.host,
        claimed_cbs_code=plan.cbs_code if plan.kind == Kind.PRODUCTION else "",
        parameters=plan.as_parameters(),
        requested_by=by.name,
        requested_by_kind=by.kind,
    )
    kinds = enumerate(steps.STEPS[OperationKind.OPEN], start=1)
    Step.objects.bulk_create(Step(operation=operation, position=at, key=kind.key) for at, kind in kinds)
    audit.record(
        "tenant.opening_requested",
        by=by,
        target=plan.host,
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


@transaction.atomic
def retry(operation: Operation, *, by: Actor) -> None:
    """Try a failed operation again, from the step that failed.

    :raises RefusedError: when it has not failed, or somebody else was first.
    """
    failed = Operation.objects.filter(pk=operation.pk, state=OperationState.FAILED.value)
    again = {"state": OperationState.REQUESTED.value, "finished_at": None, "due_at": Now(), "queued_at": None}
    if not failed.update(**again):
        raise RefusedError({"operation": [_("Deze opdracht is niet mislukt. Ververs de pagina.")]})
    Step.objects.filter(operation=operation.pk, state=StepState.FAILED.value).update(
        state=StepState.WAITING.value, attempts=0, failures=0, started_at=None, finished_at=None, error=""
    )
    audit.record(
        "operation.retried",
        by=by,
        tenant=operation.tenant,
        target=operation.claimed_host or str(operation.uuid),
    )
    transaction.on_commit(functools.partial(queueing.queue, operation.uuid))


@transaction.atomic
def switch_feature(*, tenant: uuid.UUID, feature: str, on: bool, by: Actor) -> None:
    """Switch a feature for a tenant; what is so already stays so and is not recorded.

    :raises RefusedError: when the feature is unknown, or others stand in its way.
    """
    # Locked, so that two switches that depend on each other cannot both pass.
    row = Tenant.objects.select_for_update().filter(uuid=tenant).first()
    if row is None:
        raise RefusedError({"tenant": [_("Deze gemeente bestaat niet. Ververs de lijst.")]})
    is_on = set(row.feature_switches.filter(is_on=True).values_list("feature", flat=True))
    reasons = feature_rules.refusals(feature, on=on, is_on=is_on)
    if reasons:
        raise RefusedError({"feature": reasons})
    if on != (feature in is_on):
        features.switch(tenant=row, feature=feature, on=on, by=by)
