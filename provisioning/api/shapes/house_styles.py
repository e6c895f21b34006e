"""House styles: which there are, and their revisions."""

import datetime
import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import Field

from themes import contrast
from themes.styles import queries as styles
from themes.styles.models import Revision, Style

from .base import Given, Number, Reason, Told


class RevisionState(StrEnum):
    """Whether a revision can be had."""

    DRAFT = "draft"
    """Was never published: no municipality can have it."""
    PUBLISHED = "published"
    """The one that is chosen from now on."""
    FORMER = "former"
    """Was published, and another is now; who has it keeps it."""


class HouseStyle(Told):
    """A house style."""

    id: uuid.UUID
    name: str
    description: str
    owner: uuid.UUID | None = Field(description="De enige gemeente die haar mag hebben")
    published: int | None = Field(description="Nummer van de versie die nu gekozen wordt")
    is_archived: bool
    created_at: datetime.datetime

    @classmethod
    def of(cls, found: Style) -> Self:
        """Describe it."""
        return cls(
            id=found.uuid,
            name=found.name,
            description=found.description,
            owner=found.owner,
            published=found.current.number if found.current else None,
            is_archived=found.archived_at is not None,
            created_at=found.created_at,
        )

    def changeable(self) -> Mapping[str, Any]:
        """Answer what can change of it."""
        return self.model_dump(mode="json", by_alias=True, exclude={"id", "created_at"})


class HouseStyleList(Told):
    """All house styles."""

    items: list[HouseStyle]


class ContrastFailure(Told):
    """A pair of colours that does not reach the ratio that WCAG 2.2 AA asks."""

    front: str
    ground: str
    measured: float
    needed: float
    criterion: str
    is_blocking: bool = Field(
        description="Of er daarom niet gepubliceerd kan worden; anders is het een advies"
    )

    @classmethod
    def of(cls, found: contrast.Failure) -> Self:
        """Describe it."""
        return cls(
            front="/".join(found.pair.front),
            ground=found.ground,
            measured=round(found.measured, 2),
            needed=found.pair.ratio,
            criterion=found.pair.criterion,
            is_blocking=found.pair.blocking,
        )


class ContrastResult(Told):
    """What looking at all pairs of colours gave."""

    is_readable: bool
    checked: int = Field(description="Hoeveel paren van kleuren zijn bekeken")
    repaired: int = Field(description="Hoeveel kleuren bij het maken zijn hersteld")
    failures: list[ContrastFailure]

    @classmethod
    def of(cls, found: Revision) -> Self:
        """Look at the pairs of a revision."""
        failures = tuple(contrast.failures(styles.read(found.values)))
        return cls(
            is_readable=not any(each.pair.blocking for each in failures),
            checked=len(contrast.PAIRS),
            repaired=sum(bool(each["before"]) for each in found.provenance),
            failures=[ContrastFailure.of(each) for each in failures],
        )


class HouseStyleRevision(Told):
    """A house style at one moment."""

    number: int
    key: str = Field(description="Geef die als `theme` aan een gemeente, zodra de versie is gepubliceerd")
    state: RevisionState
    note: str
    created_at: datetime.datetime
    created_by: str = Field(description="Wie de versie maakte; leeg voor wie hier niet meer werkt")
    published_at: datetime.datetime | None = Field(description="Wanneer voor het eerst")
    published_by: str
    contrast: ContrastResult

    @classmethod
    def of(cls, found: Revision) -> Self:
        """Describe a revision, of which the house style is at hand."""
        return cls(
            number=found.number,
            key=styles.key_of(found.style, found.number),
            state=_state(found),
            note=found.note,
            created_at=found.created_at,
            created_by=found.created_by,
            published_at=found.published_at,
            published_by=found.published_by,
            contrast=ContrastResult.of(found),
        )


class HouseStyleRevisionList(Told):
    """A piece of the list of revisions."""

    items: list[HouseStyleRevision]
    next_cursor: str | None


class Publication(Given):
    """A revision to publish; an older one takes the newer one back."""

    revision: Number
    reason: Reason = ""


def _state(found: Revision) -> RevisionState:
    if found.published_at is None:
        return RevisionState.DRAFT
    return RevisionState.PUBLISHED if found.style.current_id == found.pk else RevisionState.FORMER
