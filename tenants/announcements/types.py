"""The values that announcements are asked for and shown in."""

import datetime
import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """An announcement that somebody wants to make."""

    title: str
    text: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    tenants: tuple[uuid.UUID, ...] = ()
    """Whom it is for; everybody, when nobody is named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement as an editor sees it."""

    uuid: uuid.UUID
    title: str
    text: str
    starts_at: datetime.datetime
