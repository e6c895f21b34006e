"""The hash chains of all audit streams: what was found last, and a look that a worker takes (requirement C-070)."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from ninja import Status

from provisioning.api import problems, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.audit import AuditCheck, AuditStream, AuditStreamList
from provisioning.audit import looking, models, queries
from provisioning.tokens.types import Scope

ROUTES = router("audit")
CHECKS = "/audit-checks"


@reads(
    ROUTES, "/audit-streams", Scope.AUDIT_READ, AuditStreamList, "Ketens van het logboek",
    "Geef van elke keten wat de laatste controle vond; wat niet klopt eerst.",
)  # fmt: skip
def list_audit_streams(request: ApiRequest) -> AuditStreamList:
    """List the streams with what was found."""
    return AuditStreamList(items=[AuditStream.of(found, name) for found, name in queries.findings()])


@reads(
    ROUTES, f"{CHECKS}/{{uuid:check}}", Scope.AUDIT_READ, AuditCheck, "Eén controle",
    "Geef hoe ver een controle is; wat zij vond, staat daarna bij de ketens.",
)  # fmt: skip
def read_audit_check(request: ApiRequest, check: uuid.UUID) -> AuditCheck:
    """Read one look."""
    found = models.Look.objects.filter(pk=check).first()
    if found is None:
        raise problems.not_found(_("Deze controle bestaat niet."))
    return AuditCheck.of(found)


@writes(
    "post", ROUTES, CHECKS, Scope.AUDIT_WRITE, {202: AuditCheck}, "Ketens controleren",
    "Vraag om een controle van alle ketens. Loopt er al een, dan is dat het antwoord.",
)  # fmt: skip
@once
def ask_audit_check(request: ApiRequest) -> Status[Any]:
    """Ask for a look at all streams."""
    found, _is_new = looking.ask(requests.actor(request))
    request.location = f"/api/v1{CHECKS}/{found.uuid}"
    return Status(202, AuditCheck.of(found))
