"""House styles: list, read their revisions, publish one or take an older one back.

Publishing changes the list from which people choose, and no municipality: who shall wear a revision is changed as every
theme is, with the rights to that (`changeTenant`, `requestBulkOperation`).
"""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Status

from provisioning.api import paging, problems, requests, versions
from provisioning.api.idempotency import once
from provisioning.api.paging import Paging
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import PathNumber, Unchanged
from provisioning.api.shapes.house_styles import (
    HouseStyle,
    HouseStyleList,
    HouseStyleRevision,
    HouseStyleRevisionList,
    Publication,
)
from provisioning.api.versions import heeds, tells, told
from provisioning.tokens.types import Scope
from themes.styles import operations
from themes.styles import queries as styles
from themes.styles.models import Revision, Style

ROUTES = router("themes")
ALL = "/house-styles"
ONE = f"{ALL}/{{uuid:style}}"
REVISIONS = f"{ONE}/revisions"
READ, WRITE = Scope.THEMES_READ, Scope.THEMES_WRITE


@reads(
    ROUTES, ALL, READ, HouseStyleList, "Huisstijlen",
    "Geef de huisstijlen, ook die zijn gearchiveerd, op naam.",
)  # fmt: skip
def list_house_styles(request: ApiRequest) -> HouseStyleList:
    """List them."""
    return HouseStyleList(items=[HouseStyle.of(each) for each in styles.library()])


@reads(ROUTES, ONE, READ, HouseStyle, "Eén huisstijl", "Geef een huisstijl.")
@tells
def read_house_style(request: ApiRequest, style: uuid.UUID) -> HouseStyle:
    """Read one."""
    return told(request, HouseStyle.of(_style(style)))


@reads(
    ROUTES, REVISIONS, READ, HouseStyleRevisionList, "Versies van een huisstijl",
    "Geef de versies, de nieuwste eerst: van wanneer, van wie, of zij is gepubliceerd, en of alles te lezen is.",
)  # fmt: skip
def list_house_style_revisions(
    request: ApiRequest, style: uuid.UUID, wanted: Query[Paging]
) -> HouseStyleRevisionList:
    """List its revisions, the newest first."""
    found = Revision.objects.filter(style=_style(style)).select_related("style")
    piece = paging.piece(found, wanted, newest_first=True, by="number")
    rows = [HouseStyleRevision.of(row) for row in piece.rows]
    return HouseStyleRevisionList(items=rows, next_cursor=piece.next_cursor)


@reads(
    ROUTES, f"{REVISIONS}/{{int:number}}", READ, HouseStyleRevision, "Eén versie van een huisstijl",
    "Geef een versie.",
)  # fmt: skip
def read_house_style_revision(
    request: ApiRequest, style: uuid.UUID, number: PathNumber
) -> HouseStyleRevision:
    """Read one."""
    return HouseStyleRevision.of(_revision(_style(style), number))


@writes(
    "post", ROUTES, f"{ONE}/publications", WRITE, {200: Unchanged, 201: HouseStyleRevision},
    "Versie publiceren of terugzetten",
    "Publiceer een versie: wie daarna een thema kiest, krijgt die. Met een ouder nummer zet u die terug. "
    "Gemeenten veranderen er niet van: geef hun de `key` van de versie als thema.",
)  # fmt: skip
@once
@heeds
def publish_house_style(request: ApiRequest, style: uuid.UUID, wanted: Publication) -> Status[Any]:
    """Publish a revision, or take an older one back."""
    found = _held(style)
    if versions.is_asked(request):
        versions.expect(request, HouseStyle.of(found))
    _revision(found, wanted.revision)
    before = found.current.number if found.current else None
    operations.publish(style, wanted.revision, by=requests.actor(request), why=wanted.reason)
    if before == wanted.revision:
        return Status(200, Unchanged())
    request.location = f"/api/v1{ALL}/{style}/revisions/{wanted.revision}"
    return Status(201, HouseStyleRevision.of(_revision(_style(style), wanted.revision)))


def _style(identity: uuid.UUID) -> Style:
    found: Style | None = styles.library().filter(uuid=identity).first()
    if found is None:
        raise problems.not_found(_("Deze huisstijl bestaat niet."))
    return found


def _held(identity: uuid.UUID) -> Style:
    """Find a house style, and let nobody else publish of it until the transaction ends."""
    Style.objects.select_for_update().filter(uuid=identity).first()
    return _style(identity)


def _revision(style: Style, number: int) -> Revision:
    found: Revision | None = style.revisions.select_related("style").filter(number=number).first()
    if found is None:
        raise problems.not_found(_("Deze huisstijl heeft geen versie %d.") % number)
    return found
