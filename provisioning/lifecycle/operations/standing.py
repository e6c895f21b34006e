"""Ask for a portal to be closed, to be shown as under maintenance, or to be opened again (requirement C-037)."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants import moves, states
from tenants.audit import Actor
from tenants.errors import IllegalMoveError
from tenants.models import Tenant
from tenants.types import Notice, State

from .requesting import locked, request

LONGEST_TEXT = 1_000


@transaction.atomic
def request_suspension(*, tenant: uuid.UUID, by: Actor, why: str) -> Operation:
    """Ask for a portal to be closed: as if its host were nobody's.

    :raises RefusedError: when it may not be, or no reason is given.
    """
    row = locked(tenant)
    if not why.strip():
        raise RefusedError({"reason": [_("Vul in waarom de gemeente wordt opgeschort.")]})
    _refuse_illegal(row, State.SUSPENDED)
    return request(OperationKind.SUSPEND, tenant=row, by=by, why=why)


@transaction.atomic
def request_resumption(*, tenant: uuid.UUID, by: Actor, why: str = "") -> Operation:
    """Ask for a portal to be opened again, after a suspension or a maintenance.

    :raises RefusedError: when it is not closed.
    """
    row = locked(tenant)
    if row.state not in moves.PAUSED:
        raise RefusedError({"tenant": [_("Deze gemeente is niet opgeschort en niet in onderhoud.")]})
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
    reasons = _notice_refusals(notice, starts_at, now)
    if reasons:
        raise RefusedError(reasons)
    if row.state != State.MAINTENANCE and row.state not in moves.OPEN:
        raise RefusedError({"tenant": [_("Deze gemeente is niet open. Onderhoud kan dan niet beginnen.")]})
    return request(
        OperationKind.MAINTENANCE,
        tenant=row,
        by=by,
        why=why,
        parameters={"notice": notice.as_stored()},
        due_at=starts_at if starts_at and starts_at > now else None,
    )


def _refuse_illegal(row: Tenant, to: State) -> None:
    try:
        states.allowed(row, to)
    except IllegalMoveError as error:
        raise RefusedError(
            {
                "tenant": [
                    _("Dat kan niet bij een gemeente in deze toestand: %(state)s.") % {"state": row.state}
                ]
            }
        ) from error


def _notice_refusals(
    notice: Notice, starts_at: datetime.datetime | None, now: datetime.datetime
) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for field, text in (("dutch", notice.dutch), ("english", notice.english)):
        if len(text) > LONGEST_TEXT:
            reasons[field] = [_("Gebruik ten hoogste %(longest)d tekens.") % {"longest": LONGEST_TEXT}]
    if not notice.dutch.strip():
        reasons["dutch"] = [_("Vul de tekst voor bezoekers in.")]
    if notice.ends_at and notice.ends_at <= max(now, starts_at or now):
        reasons["ends_at"] = [_("Kies een einde dat later is dan nu, en later dan het begin.")]
    return reasons
