"""Changes that the caller carries out itself, at once, and that are journaled like all others."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle import runner
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants.audit import Actor

from . import refusing
from .requesting import locked, request


def switch_feature(
    *, tenant: uuid.UUID, feature: str, on: bool, by: Actor, why: str = ""
) -> Operation | None:
    """Switch a feature for a tenant; what is so already stays so, and is no operation.

    :raises RefusedError: when the feature is unknown, others stand in its way, or it did not work at once.
    """
    operation = request_switch(tenant=tenant, feature=feature, on=on, by=by, why=why, here=True)
    if operation:
        _carry_out(operation)
    return operation


@transaction.atomic
def request_switch(
    *, tenant: uuid.UUID, feature: str, on: bool, by: Actor, why: str = "", here: bool = False
) -> Operation | None:
    """Ask for a feature to be switched; what is so already is no operation.

    :param here: the caller runs it itself, at once.
    :raises RefusedError: when the feature is unknown, or others stand in its way.
    """
    row = locked(tenant)
    is_on = set(row.feature_switches.filter(is_on=True).values_list("feature", flat=True))
    refusing.refuse(refusing.switch(feature, on=on, is_on=is_on))
    if on == (feature in is_on):
        return None
    wanted = {"feature": feature, "on": on}
    return request(OperationKind.SWITCH_FEATURE, tenant=row, by=by, why=why, parameters=wanted, here=here)


def _carry_out(operation: Operation) -> None:
    runner.run(operation.uuid)
    operation.refresh_from_db()
    if operation.state != OperationState.DONE:
        raise RefusedError(
            {"operation": [_("Dit lukte niet meteen. Het wordt opnieuw geprobeerd; bekijk de opdracht.")]}
        )
