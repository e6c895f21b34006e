"""Announcements to the editors of municipalities: list, make, end (requirement C-039)."""

import uuid
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Status

from provisioning.api import problems, queries, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.announcements import Announcement, AnnouncementList, NewAnnouncement
from provisioning.lifecycle.errors import RefusedError
from provisioning.tokens.types import Scope
from tenants.announcements import models, operations, rules
from tenants.announcements import queries as announcements

ROUTES = router("announcements")
ALL = "/announcements"
ONE = f"{ALL}/{{uuid:announcement}}"
READ, WRITE = Scope.ANNOUNCEMENTS_READ, Scope.ANNOUNCEMENTS_WRITE
MOST: Final = 200


@reads(
    ROUTES, ALL, READ, AnnouncementList, "Mededelingen aan redacteuren",
    "Geef de laatste tweehonderd mededelingen, ook die voorbij zijn, de nieuwste eerst.",
)  # fmt: skip
def list_announcements(request: ApiRequest) -> AnnouncementList:
    """List announcements, the newest first."""
    return AnnouncementList(items=[Announcement.of(each) for each in announcements.latest(most=MOST)])


@reads(ROUTES, ONE, READ, Announcement, "Eén mededeling", "Geef een mededeling.")
def read_announcement(request: ApiRequest, announcement: uuid.UUID) -> Announcement:
    """Read one."""
    return _one(announcement)


@writes(
    "post", ROUTES, ALL, WRITE, {201: Announcement}, "Mededeling plaatsen",
    "Plaats een mededeling: redacteuren lezen haar in hun beheer, van `startsAt` tot `endsAt`.",
)  # fmt: skip
@once
def make_announcement(request: ApiRequest, wanted: NewAnnouncement) -> Status[Any]:
    """Make one."""
    draft = wanted.draft()
    reasons = rules.refusals(
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        for_somebody=wanted.everybody or bool(draft.tenants),
        now=timezone.now(),
    )
    known = set(queries.tenants().filter(uuid__in=draft.tenants).values_list("uuid", flat=True))
    if unknown := [each for each in draft.tenants if each not in known]:
        reasons["tenants"] = [_("Deze gemeenten bestaan niet: %s.") % ", ".join(map(str, unknown))]
    if reasons:
        raise RefusedError(reasons)
    made = operations.announce(draft, identity=uuid.uuid4(), by=requests.actor(request))
    request.location = f"/api/v1{ALL}/{made.uuid}"
    return Status(201, Announcement.of(made))


@writes(
    "delete", ROUTES, ONE, WRITE, {200: Announcement}, "Mededeling beëindigen",
    "Trek een mededeling in; niemand ziet haar meer.",
)  # fmt: skip
@once
def end_announcement(request: ApiRequest, announcement: uuid.UUID) -> Status[Any]:
    """Take one back."""
    _one(announcement)
    operations.withdraw(announcement, by=requests.actor(request))
    return Status(200, _one(announcement))


def _one(identity: uuid.UUID) -> Announcement:
    try:
        return Announcement.of(models.Announcement.objects.get(uuid=identity))
    except models.Announcement.DoesNotExist:
        raise problems.not_found(_("Deze mededeling bestaat niet.")) from None
