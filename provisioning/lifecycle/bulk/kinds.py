"""What a bulk operation asks for at each municipality: the same that an operator asks for at one."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from provisioning.lifecycle import operations
from provisioning.lifecycle.models import Operation
from tenants import moves
from tenants.audit import Actor
from tenants.models import Tenant
from tenants.types import Notice, State

from .types import BulkKind

type Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What to ask, what that needs to know, and when there is nothing to ask."""

    needs: tuple[str, ...]
    request: Callable[[Tenant, Parameters, Actor, str], Operation | None]
    is_so: Callable[[Tenant, Parameters], bool] = lambda tenant, parameters: False
    """Known from the row alone, before anything is asked; `request` may find more that is so already."""


def ask(kind: BulkKind, tenant: Tenant, parameters: Parameters, *, by: Actor, why: str) -> Operation | None:
    """Ask for it at one municipality; answers None when it is so already.

    :raises RefusedError: when it may not be done there.
    """
    found = KINDS[kind]
    return None if found.is_so(tenant, parameters) else found.request(tenant, parameters, by, why)


def _suspend(tenant: Tenant, parameters: Parameters, by: Actor, why: str) -> Operation:
    return operations.request_suspension(tenant=tenant.uuid, by=by, why=why)


def _resume(tenant: Tenant, parameters: Parameters, by: Actor, why: str) -> Operation:
    return operations.request_resumption(tenant=tenant.uuid, by=by, why=why)


def _maintain(tenant: Tenant, parameters: Parameters, by: Actor, why: str) -> Operation:
    starts_at = parameters.get("starts_at")
    return operations.request_maintenance(
        Notice.of(parameters["notice"]),
        tenant=tenant.uuid,
        by=by,
        why=why,
        starts_at=datetime.datetime.fromisoformat(starts_at) if starts_at else None,
    )


def _switch(tenant: Tenant, parameters: Parameters, by: Actor, why: str) -> Operation | None:
    return operations.request_switch(
        tenant=tenant.uuid, feature=parameters["feature"], on=parameters["on"], by=by, why=why
    )


def _change_theme(tenant: Tenant, parameters: Parameters, by: Actor, why: str) -> Operation:
    return operations.request_settings(tenant=tenant.uuid, by=by, why=why, theme=parameters["theme"])


KINDS: Final = {
    BulkKind.SUSPEND: Kind((), _suspend, lambda tenant, _: tenant.state == State.SUSPENDED),
    BulkKind.RESUME: Kind((), _resume, lambda tenant, _: tenant.state in moves.OPEN),
    BulkKind.MAINTENANCE: Kind(("notice",), _maintain),
    BulkKind.SWITCH_FEATURE: Kind(("feature", "on"), _switch),
    BulkKind.CHANGE_THEME: Kind(
        ("theme",), _change_theme, lambda tenant, wanted: tenant.theme == wanted["theme"]
    ),
}
