"""The operators' audit stream."""

import uuid

from ninja import Query

from provisioning.api import paging
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router
from provisioning.api.shapes.audit import AuditList, AuditRecord
from provisioning.api.shapes.base import Line, Moment
from provisioning.audit import presenters
from provisioning.audit import queries as acts
from provisioning.audit.types import Filters
from provisioning.tokens.types import OPERATOR, Scope

ROUTES = router("audit")


class AuditFilters(Paging):
    """Which acts."""

    tenant: uuid.UUID | None = None
    action: Line = ""
    actor: Line = ""
    since: Moment | None = None


@reads(
    ROUTES, "/audit-records", Scope.AUDIT_READ, AuditList, "Logboek",
    "Geef wat beheerders en het platform deden, het nieuwste eerst.",
)  # fmt: skip
def list_audit_records(request: ApiRequest, wanted: Query[AuditFilters]) -> AuditList:
    """List acts, the latest first."""
    tenants = frozenset({wanted.tenant}) if wanted.tenant else None
    filters = Filters(wanted.action, wanted.actor or None, tenants, since=wanted.since)
    piece = paging.piece(acts.records(filters), wanted, newest_first=True)
    lines = presenters.lines(piece.rows, personal=OPERATOR in request.auth.holder.roles)
    items = [
        AuditRecord(
            id=record.uuid,
            recorded_at=record.recorded_at,
            action=record.action,
            text=line.text,
            actor=line.actor,
            tenant=record.tenant,
            target=record.target,
            outcome=record.outcome,
            origin=line.origin,
            details={str(name): str(value) for name, value in line.details.items()},
        )
        for record, line in zip(piece.rows, lines, strict=True)
    ]
    return AuditList(items=items, next_cursor=piece.next_cursor)
