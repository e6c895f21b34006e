"""The operators' audit stream."""

import uuid
from typing import Literal

from django.http import StreamingHttpResponse
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from provisioning.api import paging, requests
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import gives, reads, router
from provisioning.api.shapes.audit import AuditList, AuditRecord
from provisioning.api.shapes.base import Line, Moment
from provisioning.audit import files, presenters
from provisioning.audit import queries as acts
from provisioning.audit.types import Filters
from provisioning.tokens.types import OPERATOR, Scope

ROUTES = router("audit")
MEDIA = {kind.partition(";")[0]: "string" for kind in files.KINDS.values()}


class ActsWanted(BaseModel):
    """Which acts."""

    model_config = ConfigDict(extra="ignore")

    tenant: uuid.UUID | None = None
    operation: uuid.UUID | None = None
    action: Line = ""
    actor: Line = Field(
        "", description="`actorMark` van wie het deed: een e-mailadres hoort in geen webadres"
    )
    q: Line = Field("", description="Woorden in wat er is gedaan, en waarom")
    since: Moment | None = None
    before: Moment | None = None

    def filters(self) -> Filters:
        """Make what the log is asked."""
        return Filters(
            action=self.action,
            actor=(acts.actor_of(self.actor) or self.actor) if self.actor else None,
            tenants=frozenset({self.tenant}) if self.tenant else None,
            operation=self.operation,
            since=self.since,
            before=self.before,
            words=self.q,
        )


class AuditFilters(ActsWanted, Paging):
    """Which acts, and which piece of them."""


class ExportFilters(ActsWanted):
    """Which acts, and how they are written."""

    form: Literal["jsonl", "csv"] = Field("jsonl", description="Voor een programma, of voor een rekenblad")


@reads(
    ROUTES, "/audit-records", Scope.AUDIT_READ, AuditList, "Logboek",
    "Geef wat beheerders en het platform deden, het nieuwste eerst.",
)  # fmt: skip
def list_audit_records(request: ApiRequest, wanted: Query[AuditFilters]) -> AuditList:
    """List acts, the latest first."""
    piece = paging.piece(acts.records(wanted.filters()), wanted, newest_first=True)
    lines = presenters.lines(piece.rows, personal=OPERATOR in request.auth.holder.roles)
    items = [
        AuditRecord(
            id=record.uuid,
            recorded_at=record.recorded_at,
            action=record.action,
            text=line.text,
            actor=line.actor,
            actor_mark=line.mark,
            operation=uuid.UUID(line.operation) if line.operation else None,
            tenant=record.tenant,
            target=record.target,
            outcome=record.outcome,
            origin=line.origin,
            details={str(name): str(value) for name, value in line.details.items()},
        )
        for record, line in zip(piece.rows, lines, strict=True)
    ]
    return AuditList(items=items, next_cursor=piece.next_cursor)


@gives(
    ROUTES, "/audit-records-file", Scope.AUDIT_READ, MEDIA,
    "Logboek als bestand",
    "Geef alles wat gevonden wordt in één bestand, het nieuwste eerst. Dat u dit deed, staat ook in het logboek.",
)  # fmt: skip
def export_audit_records(request: ApiRequest, wanted: Query[ExportFilters]) -> StreamingHttpResponse:
    """Write acts to a file, as they are read."""
    form, personal = wanted.form, OPERATOR in request.auth.holder.roles
    lines = files.taken_along(wanted.filters(), form, personal=personal, by=requests.actor(request))
    attachment = f'attachment; filename="{files.name(form)}"'
    return StreamingHttpResponse(
        lines, content_type=files.KINDS[form], headers={"Content-Disposition": attachment}
    )
