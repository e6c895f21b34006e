"""Announcements to the editors of municipalities."""

import datetime
import uuid
from typing import Annotated, Literal, Self

from django.utils import timezone
from pydantic import Field, StringConstraints

from tenants.announcements.models import Announcement as Row
from tenants.announcements.types import Draft

from .base import WITH_LINES, WITHOUT_CONTROLS, Flag, Given, Moment, Told

Title = Annotated[
    str, StringConstraints(pattern=WITHOUT_CONTROLS, min_length=1, max_length=120, strip_whitespace=True)
]
Text = Annotated[
    str, StringConstraints(pattern=WITH_LINES, min_length=1, max_length=2_000, strip_whitespace=True)
]
Progress = Literal["coming", "now", "over", "withdrawn"]


class Announcement(Told):
    """Something that editors should know, from a moment until a moment."""

    id: uuid.UUID
    title: str
    text: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    everybody: bool
    tenants: list[uuid.UUID]
    state: Progress
    created_at: datetime.datetime
    withdrawn_at: datetime.datetime | None

    @classmethod
    def of(cls, found: Row) -> Self:
        """Describe it; not who made it, that is in the log."""
        return cls(
            id=found.uuid,
            title=found.title,
            text=found.text,
            starts_at=found.starts_at,
            ends_at=found.ends_at,
            everybody=found.everybody,
            tenants=list(found.tenants),
            state=_progress(found, timezone.now()),
            created_at=found.created_at,
            withdrawn_at=found.withdrawn_at,
        )


class AnnouncementList(Told):
    """The latest announcements."""

    items: list[Announcement]


class NewAnnouncement(Given):
    """An announcement to make: plain text."""

    title: Title
    text: Text
    starts_at: Moment | None = Field(None, description="Leeg: meteen")
    ends_at: Moment
    everybody: Flag = Field(False, description="Voor alle gemeenten, ook die nog worden geopend")
    tenants: list[uuid.UUID] = Field(default_factory=list, max_length=1000, description="Anders voor deze")

    def draft(self) -> Draft:
        """Make what is asked for."""
        chosen = () if self.everybody else tuple(dict.fromkeys(self.tenants))
        return Draft(self.title, self.text, self.starts_at or timezone.now(), self.ends_at, chosen)


def _progress(found: Row, now: datetime.datetime) -> Progress:
    if found.withdrawn_at:
        return "withdrawn"
    if found.ends_at <= now:
        return "over"
    return "coming" if found.starts_at > now else "now"
