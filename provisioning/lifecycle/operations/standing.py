"""Ask for a portal to be closed, to be shown as under maintenance, or to be opened again (requirement C-037)."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants.audit import Actor
from tenants.types import Notice

from . import refusing
from .requesting import locked, request


@transaction.atomic
def request_suspension(*, tenant: uuid.UUID, by: Actor, why: str) -> Operation:
    """Ask for a portal to be closed: as if its host were nobody's.

    :raises RefusedError: when it may not be, or no reason is given.
    """
    row = locked(tenant)
    refusing.refuse(refusing.suspension(row, why))
    return request(OperationKind.SUSPEND, tenant=row, by=by, why=why)


@transaction.atomic
def request_resumption(*, tenant: uuid.UUID, by: Actor, why: str = "") -> Operation:
    """Ask for a portal to be opened again, after a suspension or a maintenance.

    :raises RefusedError: when it is not closed.
    """
    row = locked(tenant)
    refusing.refuse(refusing.resumption(row))
    return request(OperationKind.RESUME, tenant=row, by=by, why=why)


@transaction.atomic
def request_maintenance(
    notice: Notice,
    *,
    tenant: uuid.UUID,
    by: Actor,
    why: str = "",
    starts_at: datetime.datetime | None = None,
) -> Operation:
    """Ask for the page of maintenance: now or later, with or without an end; asked again it changes the page.

    :raises RefusedError: with all reasons by field, when it may not.
    """
    row, now = locked(tenant), timezone.now()
    refusing.refuse(refusing.maintenance(row, notice, starts_at, now))
    return request(
        OperationKind.MAINTENANCE,
        tenant=row,
        by=by,
        why=why,
        parameters={"notice": notice.as_stored()},
        due_at=starts_at if starts_at and starts_at > now else None,
    )
