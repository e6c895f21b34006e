"""Read what waits, what became of it, and what keeps it waiting."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from tenants.entry import current
from tenants.errors import DecryptionError

from . import marks, wording
from .models import Item
from .register import kinds
from .types import BADGES, CAN_BE_CHANGED, KEPT, OPEN, PROGRESS, Doing, Filters, Kind, Line, Progress, State

REFERENCE: Final = Item._meta.get_field("reference")
MOST_SHOWN: Final = 50
MOST_KEPT: Final = 10_000
SAID: Final = {
    Progress.PROCESSING: _("wordt verwerkt"),
    Progress.PROCESSED: _("verwerkt"),
    Progress.FAILED: _("niet gelukt"),
    Progress.WITHDRAWN: _("ingetrokken"),
}
IN_THE_WAY: Final = (*OPEN, State.DEAD)


def of_person(person: uuid.UUID, most: int = MOST_SHOWN) -> list[Doing]:
    """List what a person of the entered municipality asked for, and how it goes; latest first."""
    found = Item.objects.filter(person__in=marks.every("person", str(person))).order_by("-asked_at")
    return [_doing(item) for item in found[:most] if item.kind in kinds]


def rows_of(user: Any) -> list[Mapping[str, Any]]:
    """List the same for the page of what is kept about somebody, all of it."""
    found = of_person(user.uuid, most=MOST_KEPT)
    return [
        {"at": each.asked_at, "what": str(each.label), "progress": str(SAID[each.progress])} for each in found
    ]


def state_of(kind: str, key: uuid.UUID | str) -> Doing | None:
    """Answer how one thing goes; None when it was never asked for, or is forgotten."""
    item = Item.objects.filter(pk=marks.row_of(current().uuid, kind, marks.written(key))).first()
    return _doing(item) if item and item.kind in kinds else None


def next_attempt(kind: str, key: uuid.UUID | str) -> datetime.datetime | None:
    """Answer when somebody may try again; None when it has left, was given up, or is not there."""
    item = Item.objects.filter(
        pk=marks.row_of(current().uuid, kind, marks.written(key)), state__in=OPEN
    ).first()
    return max(item.next_attempt_at, item.busy_until or item.next_attempt_at) if item else None


def due_keys(kind: str, now: datetime.datetime, most: int) -> list[str]:
    """List the callers' keys of what should be tried now, oldest first."""
    found = due(now).filter(kind=kind).order_by("next_attempt_at")
    return list(found.values_list("key", flat=True)[:most])


def items(filters: Filters) -> "QuerySet[Item]":
    """Select items, latest first."""
    wanted = {"state": filters.state, "kind": filters.kind, "reason": filters.reason}
    found = Item.objects.filter(**{name: value for name, value in wanted.items() if value})
    return found.order_by("-asked_at", "pk")


def offerable(found: "QuerySet[Item]") -> "QuerySet[Item]":
    """Select of items what was given up and can be offered again: what came back holds nothing any more."""
    return found.filter(state=State.DEAD).exclude(payload="")


def numbers() -> dict[str, int]:
    """Count the items in each state."""
    rows = Item.objects.values_list("state").annotate(number=Count("pk")).order_by()
    return {**dict.fromkeys(State.values, 0), **dict(rows)}


def health() -> dict[str, Any]:
    """Answer how many wait, for how many seconds the oldest that could leave, and how many were given up."""
    now, counted = timezone.now(), numbers()
    oldest = due(now).aggregate(at=Min("next_attempt_at"))["at"]
    return {
        "waiting": sum(counted[state] for state in OPEN),
        "oldest_due_seconds": round((now - oldest).total_seconds()) if oldest else 0,
        "given_up": counted[State.DEAD],
    }


def lines(found: Iterable[Item]) -> list[Line]:
    """Put items into words for the functional manager, asking each kind once what they are about."""
    shown = list(found)
    keys: dict[str, list[str]] = {}
    for item in shown:
        keys.setdefault(item.kind, []).append(item.key)
    about = {kind: _described(kind, words) for kind, words in keys.items()}
    return [_line(item, about[item.kind].get(item.key, "")) for item in shown]


def line(row: uuid.UUID) -> Line | None:
    """Put one item into words."""
    return next(iter(lines(Item.objects.filter(pk=row))), None)


def titles() -> list[tuple[str, str]]:
    """List the kinds with their titles, in alphabetical order."""
    return sorted(((kind.key, str(kind.title)) for kind in kinds), key=lambda entry: entry[1].lower())


def due(now: datetime.datetime) -> "QuerySet[Item]":
    """Select what should be tried now: also what a worker that died had in hand."""
    return Item.objects.filter(state__in=OPEN, next_attempt_at__lte=now)


def hold_on(kind: Kind, now: datetime.datetime) -> tuple[datetime.datetime | None, str]:
    """Answer until when what a kind goes to is left alone, and why; None when it is not."""
    together = [other.key for other in kinds if other.way == kind.way]
    held = Item.objects.filter(kind__in=together, state=State.WAITING, held_until__gt=now)
    return held.order_by("-held_until").values_list("held_until", "reason").first() or (None, "")


def is_behind(item: Item) -> bool:
    """Tell whether an earlier item of the same subject keeps this one waiting."""
    earlier = Item.objects.filter(kind=item.kind, subject=item.subject, position__lt=item.position)
    return bool(item.subject) and earlier.filter(state__in=IN_THE_WAY).exists()


def behind(item: Item) -> "QuerySet[Item]":
    """Select what waits behind an item, the next first."""
    later = Item.objects.filter(kind=item.kind, subject=item.subject, position__gt=item.position)
    return later.filter(state__in=OPEN).order_by("position")


def remembered(kind: str, keys: Collection[str]) -> set[str]:
    """Answer which of the callers' keys there is still an item for."""
    return set(Item.objects.filter(kind=kind, key__in=keys).values_list("key", flat=True))


def forgettable(now: datetime.datetime) -> Iterable[tuple[str, "QuerySet[Item]"]]:
    """Select, for each kind, what has been settled for so long that nobody needs it; also of kinds that are gone."""
    for kind in kinds:
        yield kind.key, Item.objects.filter(kind=kind.key, settled_at__lt=now - kind.keep)
    gone = Item.objects.exclude(kind__in=[kind.key for kind in kinds])
    yield "", gone.filter(settled_at__lt=now - KEPT)


def _doing(item: Item) -> Doing:
    return Doing(
        uuid=item.pk,
        kind=item.kind,
        key=item.key,
        label=kinds.get(item.kind).label,
        progress=PROGRESS[item.state],
        asked_at=item.asked_at,
        settled_at=item.settled_at,
        reference=_reference(item),
    )


def _reference(item: Item) -> str:
    try:
        return REFERENCE.reveal(item)
    except DecryptionError:  # how it goes can be told without
        return ""


def _described(kind: str, keys: Collection[str]) -> Mapping[str, str]:
    path = kinds.get(kind).describe if kind in kinds else ""
    return import_string(path)(keys) if path else {}


def _line(item: Item, about: str) -> Line:
    state = State(item.state)
    kind = kinds.get(item.kind) if item.kind in kinds else None
    return Line(
        uuid=item.pk,
        title=kind.title if kind else item.kind,
        about=about,
        state=state,
        reason=wording.reason(item.reason, kind),
        advice=wording.advice(item.reason, state, kind),
        attempts=item.attempts,
        asked_at=item.asked_at,
        next_attempt_at=item.next_attempt_at if state is State.WAITING else None,
        settled_at=item.settled_at,
        badge=BADGES[state],
        can_be_changed=state in CAN_BE_CHANGED,
        can_be_offered=state in CAN_BE_CHANGED and bool(item.payload),
    )
