"""Releases of a municipality's configuration: list, compare, put back."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Status
from pydantic import BaseModel

from provisioning.api import paging, problems, queries, requests
from provisioning.api.idempotency import once
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import PathNumber
from provisioning.api.shapes.releases import Difference, Differences, Release, ReleaseList, RollBack
from provisioning.lifecycle import operations
from provisioning.tokens.types import Scope
from tenants import models
from tenants.configuration import queries as releases

from .accepting import ACCEPTED, accepted

ROUTES = router("releases")
ALL = "/tenants/{uuid:tenant}/releases"


class Against(BaseModel):
    """With which other release to compare."""

    against: PathNumber | None = None


@reads(
    ROUTES, ALL, Scope.RELEASES_READ, ReleaseList, "Releases van een gemeente",
    "Geef de releases van de configuratie, de nieuwste eerst.",
)  # fmt: skip
def list_releases(request: ApiRequest, tenant: uuid.UUID, wanted: Query[Paging]) -> ReleaseList:
    """List releases, the newest first."""
    found = models.Release.objects.filter(tenant=queries.tenant(tenant)).defer("snapshot")
    piece = paging.piece(found, wanted, newest_first=True)
    rows = [Release.of(releases.row_of(row)) for row in piece.rows]
    return ReleaseList(items=rows, next_cursor=piece.next_cursor)


@reads(
    ROUTES, f"{ALL}/{{int:number}}", Scope.RELEASES_READ, Release, "Eén release",
    "Geef een release.",
)  # fmt: skip
def read_release(request: ApiRequest, tenant: uuid.UUID, number: PathNumber) -> Release:
    """Read one."""
    return Release.of(releases.row_of(_release(tenant, number)))


@reads(
    ROUTES, f"{ALL}/{{int:number}}/differences", Scope.RELEASES_READ, Differences, "Verschil tussen releases",
    "Zeg wat een release wijzigde, of met `against` wat verschilt met een andere.",
)  # fmt: skip
def compare_releases(
    request: ApiRequest, tenant: uuid.UUID, number: PathNumber, wanted: Query[Against]
) -> Differences:
    """Say what differs."""
    release = _release(tenant, number)
    if wanted.against is None:
        older, parts = max(number - 1, 0), releases.changes(release)
    else:
        older, parts = wanted.against, releases.between(_release(tenant, wanted.against), release)
    items = [Difference(part=each.key, title=each.title, lines=list(each.lines)) for each in parts]
    return Differences(older=older, newer=number, items=items)


@writes(
    "post", ROUTES, "/tenants/{uuid:tenant}/roll-backs", Scope.RELEASES_WRITE, ACCEPTED, "Release terugzetten",
    "Vraag om een oudere release terug te zetten, helemaal of een paar delen; dat wordt zelf een release.",
)  # fmt: skip
@once
def roll_back(request: ApiRequest, tenant: uuid.UUID, wanted: RollBack) -> Status[Any]:
    """Ask for an older release to be put back."""
    asked = operations.request_roll_back(
        tenant=queries.tenant(tenant).uuid,
        release=wanted.release,
        by=requests.actor(request),
        why=wanted.reason,
        parts=wanted.parts,
    )
    return accepted(request, asked)


def _release(tenant: uuid.UUID, number: int) -> models.Release:
    try:
        return releases.release(queries.tenant(tenant).uuid, number)
    except models.Release.DoesNotExist:
        raise problems.not_found(_("Release %d bestaat niet.") % number) from None
