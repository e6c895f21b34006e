"""The library of themes: which there are, who wears them, and what their versions are."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from provisioning.console.queries.tenants import UNSEEN
from tenants.models import Tenant
from themes import builtin
from themes.intake import Intake
from themes.slots import Values
from themes.styles import making
from themes.styles import queries as styles
from themes.styles.models import Revision, Style
from themes.styles.types import BETWEEN

from . import slots as slot_queries
from .slots import Difference, Report, Rows

MOST_VERSIONS: Final = 50
HEAVY: Final = ("findings", "given", "brand", "statement", "logo_statement", "look")
"""What a list of versions does without."""


@dataclass(frozen=True, slots=True)
class Wearer:
    """A municipality that wears a house style."""

    uuid: uuid.UUID
    name: str
    key: str

    @property
    def number(self) -> int:
        """Answer which version it wears; 0 for a theme without versions."""
        last = self.key.rpartition(BETWEEN)[2]
        return int(last) if last.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Worn:
    """What a municipality wears."""

    style: Style
    number: int
    newer: int
    """Which version is published now, when that is another."""


@dataclass(frozen=True, slots=True)
class Card:
    """A theme in the library."""

    key: str
    name: str
    description: str
    worn: int
    style: uuid.UUID | None = None
    """None for one that comes with the product."""
    owner: str = ""
    is_owned: bool = False
    newest: int = 0
    published: int = 0
    repaired: int = 0


@dataclass(frozen=True, slots=True)
class Library:
    """All themes that match."""

    styles: tuple[Card, ...]
    shipped: tuple[Card, ...]
    archived: tuple[Card, ...]
    total: int
    """How many house styles there are, whether they match or not."""


@dataclass(frozen=True, slots=True)
class Version:
    """A revision in a list."""

    number: int
    key: str
    created_by: str
    created_at: datetime
    note: str
    published_at: datetime | None
    is_current: bool
    repaired: int
    worn: int
    differences: tuple[Difference, ...]
    """With the version before it."""
    is_first: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision with all that there is to say about it."""

    revision: Revision
    groups: tuple[Rows, ...]
    report: Report

    @property
    def repaired(self) -> list[slot_queries.SlotRow]:
        """List what was repaired."""
        return slot_queries.repaired(self.groups)


def library(words: str = "") -> Library:
    """List all themes whose name or owner matches."""
    found = list(styles.library())
    newest = _newest(found)
    worn, owners = _worn(), _names(style.owner for style in found if style.owner)
    cards = [(style, _card(style, newest.get(style.pk), worn, owners)) for style in found]
    matching = [(style, card) for style, card in cards if _matches(card, words)]
    return Library(
        styles=tuple(card for style, card in matching if not style.archived_at),
        shipped=tuple(card for card in _shipped(worn) if _matches(card, words)),
        archived=tuple(card for style, card in matching if style.archived_at),
        total=len(found),
    )


def style(identity: uuid.UUID) -> Style:
    """Find a house style.

    :raises Style.DoesNotExist: when there is none.
    """
    found: Style = Style.objects.select_related("current").get(uuid=identity)
    return found


def revision(identity: uuid.UUID, number: int) -> Revision:
    """Find a version of a house style.

    :raises Revision.DoesNotExist: when there is none.
    """
    found: Revision = Revision.objects.select_related("style__current").get(style=identity, number=number)
    return found


def newest(identity: uuid.UUID) -> Revision:
    """Find the newest version of a house style.

    :raises Revision.DoesNotExist: when there is no such style.
    """
    found = Revision.objects.select_related("style__current").filter(style=identity).first()
    if found is None:
        raise Revision.DoesNotExist
    return found


def versions(style: Style) -> tuple[Version, ...]:
    """List the versions, the newest first, each with what it changed."""
    rows = list(style.revisions.defer(*HEAVY)[: MOST_VERSIONS + 1])
    worn = Counter(each.number for each in wearers(style.slug))
    before: list[Revision | None] = [*rows[1:], None]
    return tuple(
        _version(style, row, other, worn[row.number])
        for row, other in zip(rows[:MOST_VERSIONS], before, strict=False)
    )


def wearers(slug: str) -> tuple[Wearer, ...]:
    """List the municipalities that wear a version of a house style, by name."""
    return _wearers(Tenant.objects.filter(theme__startswith=f"{slug}{BETWEEN}"))


def wearers_of(key: str) -> tuple[Wearer, ...]:
    """List the municipalities that wear exactly this, by name."""
    return _wearers(Tenant.objects.filter(theme=key))


def shown(found: Revision) -> Shown:
    """Tell all that is known of a version."""
    groups = slot_queries.groups(styles.read(found.values), making.provenance(found.provenance))
    return Shown(found, groups, slot_queries.report(making.findings(found.findings)))


def drafted(base: Revision, taken: Intake | None) -> Shown:
    """Tell all that is known of a version that is not kept yet."""
    assert taken is not None and taken.theme is not None, "only what can be kept is shown"  # noqa: PT018
    groups = slot_queries.groups(taken.theme.values, taken.theme.provenance)
    return Shown(base, groups, slot_queries.report(taken.findings))


def values(key: str) -> Values | None:
    """Give what the slots of a theme hold, published or not."""
    if builtin.find(key):
        return builtin.values(key)
    found = styles.revision(key)
    return styles.read(found.values) if found else None


def owner_name(owner: uuid.UUID | None) -> str:
    """Name the municipality that a house style belongs to; empty for everybody."""
    return _names([owner]).get(owner, str(owner)) if owner else ""


def worn(key: str) -> Worn | None:
    """Find the house style and the version that a municipality's key stands for; None for another theme."""
    found = styles.revision(key)
    if found is None:
        return None
    current = found.style.current
    return Worn(found.style, found.number, current.number if current and current != found else 0)


def choosable_owners() -> list[tuple[str, str]]:
    """List the municipalities that a house style can belong to."""
    found = Tenant.objects.exclude(state__in=UNSEEN).order_by("name")
    return [(str(key), name) for key, name in found.values_list("uuid", "name")]


def _wearers(found: object) -> tuple[Wearer, ...]:
    rows = found.exclude(state__in=UNSEEN).order_by("name")  # type: ignore[attr-defined]
    return tuple(Wearer(*each) for each in rows.values_list("uuid", "name", "theme"))


def _worn() -> Counter[str]:
    """Count who wears what, by the first half of the key."""
    keys = Tenant.objects.exclude(state__in=UNSEEN).values_list("theme", flat=True)
    return Counter(key.rpartition(BETWEEN)[0] or key for key in keys)


def _names(keys: Iterable[uuid.UUID | None]) -> Mapping[uuid.UUID | None, str]:
    return dict(Tenant.objects.filter(uuid__in=list(keys)).values_list("uuid", "name"))


def _newest(found: Collection[Style]) -> dict[uuid.UUID, Revision]:
    rows = Revision.objects.filter(style__in=[each.pk for each in found]).defer(*HEAVY, "values")
    return {row.style_id: row for row in rows.order_by("style_id", "-number").distinct("style_id")}


def _card(
    style: Style, newest: Revision | None, worn: Counter[str], owners: Mapping[uuid.UUID | None, str]
) -> Card:
    seen = style.current or newest
    number = seen.number if seen else 0
    return Card(
        key=styles.key_of(style, number),
        name=style.name,
        description=style.description,
        worn=worn[style.slug],
        style=style.uuid,
        owner=owners.get(style.owner, "") if style.owner else "",
        is_owned=style.owner is not None,
        newest=newest.number if newest else 0,
        published=style.current.number if style.current else 0,
        repaired=_repaired(seen) if seen else 0,
    )


def _shipped(worn: Counter[str]) -> list[Card]:
    return [Card(each.key, each.name, each.description, worn[each.key]) for each in builtin.themes()]


def _version(style: Style, row: Revision, before: Revision | None, worn: int) -> Version:
    return Version(
        number=row.number,
        key=styles.key_of(style, row.number),
        created_by=row.created_by,
        created_at=row.created_at,
        note=row.note,
        published_at=row.published_at,
        is_current=style.current is not None and style.current.number == row.number,
        repaired=_repaired(row),
        worn=worn,
        differences=slot_queries.differences(before.values, row.values) if before else (),
        is_first=before is None,
    )


def _repaired(row: Revision) -> int:
    return sum(bool(each["before"]) for each in row.provenance)


def _matches(card: Card, words: str) -> bool:
    wanted = words.casefold()
    return wanted in card.name.casefold() or wanted in card.owner.casefold()
