"""Read by which doors people come in here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language

from integrations.connections import queries as connections
from integrations.connections.types import row_of
from portal.accounts.models import Door, DoorKind
from tenants.entry import current

COMPANIES = frozenset({DoorKind.EHERKENNING})
OPEN: Final = "SELECT * FROM accounts_door WHERE slug = %s AND is_on"
"""As text: composing it with the ORM costs more than running it, and each half of a sign-in runs it."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """A door as it is shown to whoever wants to come in."""

    slug: str
    kind: DoorKind
    label: str
    lang: str
    """The language of the label, where that is not the page's."""
    level: int
    is_available: bool
    """Whether its connection is used now; False while somebody has switched it off."""

    @property
    def is_for_companies(self) -> bool:
        """Tell on which side of the page it stands."""
        return self.kind in COMPANIES


def open_doors() -> Sequence[Door]:
    """List the doors that stand open, in order."""
    return list(Door.objects.filter(is_on=True))


def open_door(slug: str) -> Door | None:
    """Find a door that stands open."""
    return next(iter(Door.objects.raw(OPEN, [slug])), None)


def door_of(slug: str) -> Door | None:
    """Find a door, open or not."""
    return Door.objects.filter(slug=slug).first()


def set_door(slug: str) -> Door | None:
    """Find a door that leads to a provider, open or not: who opens it must be known there before."""
    return Door.objects.filter(slug=slug).exclude(protocol="").exclude(connection="").first()


def entrances() -> list[Entrance]:
    """List what to choose from: those for citizens and for companies, not the one for colleagues; two queries."""
    doors = [door for door in open_doors() if not door.is_for_colleagues]
    usable = connections.used_now() if any(door.connection for door in doors) else frozenset()
    return [entrance(door, usable) for door in doors]


def connection_of(door: Door) -> uuid.UUID:
    """Answer the key of the connection behind a door."""
    system, _dot, slug = door.connection.partition(".")
    return row_of(current().uuid, system, slug)


def texts_of(door: Door, name: str) -> tuple[str, str]:
    """Answer a text of a door and its language: in the active language if there is one, else in Dutch, else nothing."""
    active = get_language() or "nl"
    translated = getattr(door, f"{name}_{active}", "")
    return (translated, active) if translated else (getattr(door, name), "nl")


def entrance(door: Door, usable: frozenset[uuid.UUID]) -> Entrance:
    """Answer a door as it is shown.

    :param usable: keys of the connections that are used now.
    """
    label, lang = texts_of(door, "label")
    return Entrance(
        slug=door.slug,
        kind=DoorKind(door.kind),
        label=label,
        lang="" if not label or lang == get_language() else lang,
        level=door.minimum_level,
        is_available=not door.connection or connection_of(door) in usable,
    )
