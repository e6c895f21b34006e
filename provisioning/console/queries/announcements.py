"""Announcements to editors, as operators see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from tenants.announcements import queries
from tenants.announcements.models import Announcement
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Row:
    """An announcement and whom it is for."""

    uuid: uuid.UUID
    title: str
    text: str
    starts_at: datetime
    ends_at: datetime
    created_by: str
    state: str
    """`coming`, `now`, `over` or `withdrawn`."""
    names: tuple[str, ...]
    """Of the municipalities; none when it is for all."""

    @property
    def can_be_withdrawn(self) -> bool:
        """Tell whether somebody still sees it, or will."""
        return self.state in {"coming", "now"}


def rows() -> Sequence[Row]:
    """List announcements, the newest first."""
    return _rows(queries.latest())


def row(identity: uuid.UUID) -> Row:
    """Answer one announcement.

    :raises Announcement.DoesNotExist: when there is none.
    """
    return _rows([Announcement.objects.get(uuid=identity)])[0]


def _rows(found: Sequence[Announcement]) -> list[Row]:
    meant = {tenant for each in found for tenant in each.tenants}
    names = dict(Tenant.objects.filter(uuid__in=meant).values_list("uuid", "name"))
    return [
        Row(
            uuid=each.uuid,
            title=each.title,
            text=each.text,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            created_by=each.created_by,
            state=_state(each),
            names=tuple(sorted(names.get(tenant, str(tenant)) for tenant in each.tenants)),
        )
        for each in found
    ]


def _state(announcement: Announcement) -> str:
    now = timezone.now()
    if announcement.withdrawn_at:
        return "withdrawn"
    if announcement.ends_at <= now:
        return "over"
    return "coming" if announcement.starts_at > now else "now"
