"""Releases of a municipality's configuration."""

import datetime
import uuid
from typing import Self

from pydantic import Field

from tenants.configuration import types
from tenants.configuration.types import ReleaseKind

from .base import Given, Number, Reason, Slug, Told


class Release(Told):
    """A numbered release."""

    number: int
    parent: int | None
    kind: ReleaseKind
    author_kind: str
    reason: str
    operation: uuid.UUID | None
    restores: int | None = Field(description="Welke release zij terugzette")
    created_at: datetime.datetime
    changed: list[str] = Field(description="Wat zij wijzigde")

    @classmethod
    def of(cls, row: types.ReleaseRow) -> Self:
        """Describe a release; not who made it: inside a municipality that is one of its people."""
        return cls(
            number=row.number,
            parent=row.parent,
            kind=row.kind,
            author_kind=row.author_kind,
            reason=row.reason,
            operation=row.operation,
            restores=row.restores,
            created_at=row.created_at,
            changed=list(row.titles),
        )


class ReleaseList(Told):
    """A piece of the list of releases."""

    items: list[Release]
    next_cursor: str | None


class Difference(Told):
    """What differs in one part."""

    part: str
    title: str
    lines: list[str]


class Differences(Told):
    """What differs between two releases."""

    older: int
    newer: int
    items: list[Difference]


class RollBack(Given):
    """An older release to put back."""

    release: Number
    parts: list[Slug] = Field(default_factory=list, max_length=50, description="Leeg: alles")
    reason: Reason = ""
