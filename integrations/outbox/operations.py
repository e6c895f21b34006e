"""Store what is to be delivered; offer again, or withdraw, what was given up; let a channel go on."""

import json
import uuid
from collections.abc import Collection, Mapping
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from tenants import audit, schedule
from tenants.entry import current

from . import delivering, marks, queries, returning, settling
from .models import Item
from .register import kinds
from .settling import DELIVER
from .types import CAN_BE_CHANGED, Order, Own, Return, State

PAYLOAD: Final = Item._meta.get_field("payload")
MOST_AT_ONCE: Final = 500


def put(
    kind: str,
    payload: Mapping[str, Any],
    key: uuid.UUID | str,
    *,
    person: uuid.UUID | None = None,
    feature: str = "",
    subject: str = "",
) -> uuid.UUID:
    """Store what is to be delivered; see `integrations.outbox.put`."""
    entry = kinds.get(kind)
    word = marks.written(key)
    row = marks.row_of(current().uuid, kind, word)
    if (entry.order is Order.SUBJECT) != bool(subject):
        raise ValueError("A subject is named where there is an order, and only there.")
    item = Item(uuid=row, kind=kind, key=word, feature=feature)
    item.person = marks.of("person", str(person or ""))
    item.subject = _subject(subject)
    _store(item, payload)
    return row


@transaction.atomic(savepoint=False)
def _store(item: Item, payload: Mapping[str, Any]) -> None:
    if Item.objects.filter(pk=item.pk).exists():
        return
    PAYLOAD.encrypt(json.dumps(payload), item)
    if item.subject:
        item.position = _next_position(item)
    if _insert(item):
        schedule.enqueue(DELIVER, item.pk)


def deliver_now(kind: str, key: uuid.UUID | str) -> State | None:
    """Deliver one item at once, if it is due and nobody else is at it; answers what became of it."""
    return delivering.deliver(marks.row_of(current().uuid, kind, marks.written(key))).state


@transaction.atomic
def offer_again(row: uuid.UUID, *, by: audit.Actor) -> bool:
    """Have an item delivered now that was given up or waits; answers no when there is nothing to offer."""
    found = Item.objects.select_for_update().filter(pk=row, state__in=CAN_BE_CHANGED)
    item = found.exclude(payload="").first()
    if item is None:
        return False
    _end_holds(item.kind)
    _offer(item)
    _record("outbox.offered_again", item, by)
    return True


@transaction.atomic
def offer_all_again(found: QuerySet[Item], *, by: audit.Actor) -> int:
    """Have all delivered of these that were given up; answers how many."""
    dead = list(queries.offerable(found).select_for_update()[:MOST_AT_ONCE])
    for kind in {item.kind for item in dead}:
        _end_holds(kind)
    for item in dead:
        _offer(item)
        _record("outbox.offered_again", item, by)
    return len(dead)


@transaction.atomic
def withdraw(row: uuid.UUID, *, by: audit.Actor) -> bool:
    """Let an item leave no more, and forget what it holds; answers no when it is too late."""
    item = Item.objects.select_for_update().filter(pk=row, state__in=CAN_BE_CHANGED).first()
    if item is None:
        return False
    settling.withdraw(item, Own.TAKEN_BACK)
    _record("outbox.withdrawn", item, by)
    return True


def give_up_returned(kind: str, key: uuid.UUID) -> Return:
    """Give up something that left and came back; see `returning`."""
    return returning.give_up(kind, key)


@transaction.atomic
def let_go_on(channel: str) -> int:
    """Try again what waits for a channel, which works again or may; answers how many items waited."""
    found = list(_held(channel).select_for_update()[:MOST_AT_ONCE])
    for item in found:
        _offer(item)
    return len(found)


def _subject(subject: str) -> str:
    """Answer the hash of a subject: the one that its items have, also when those are of the release before."""
    if not subject:
        return ""
    earlier = Item.objects.filter(subject__in=marks.former("subject", subject))
    return earlier.values_list("subject", flat=True).first() or marks.of("subject", subject)


@transaction.atomic
def forget_person(person: uuid.UUID) -> int:
    """Forget all that a person asked for, delivered or not; answers how much that was."""
    return _forget(Item.objects.filter(person__in=marks.every("person", str(person))))


@transaction.atomic
def forget_keys(kind: str, keys: Collection[uuid.UUID]) -> int:
    """Forget items by their callers' keys, delivered or not; answers how many there were."""
    return _forget(Item.objects.filter(kind=kind, key__in=[str(key) for key in keys]))


def _forget(found: QuerySet[Item]) -> int:
    """Delete items. What a worker has in hand just now loses owner and content, and goes with all that is old."""
    number, _ = found.exclude(state=State.SENDING).delete()
    return number + found.update(person="", payload="", reference="")


def _held(channel: str) -> QuerySet[Item]:
    together = [kind.key for kind in kinds if kind.way == channel]
    return Item.objects.filter(kind__in=together, state=State.WAITING, held_until__isnull=False)


def _end_holds(kind: str) -> None:
    """Let somebody's wish to try now count for more than an earlier wish for patience."""
    if kind in kinds:
        _held(kinds.get(kind).way).update(held_until=None)


def _offer(item: Item) -> None:
    item.state, item.attempts, item.deaths = State.WAITING, 0, 0
    item.next_attempt_at, item.held_until, item.settled_at = timezone.now(), None, None
    item.save(update_fields=["state", "attempts", "deaths", "next_attempt_at", "held_until", "settled_at"])
    settling.tell(item, State.WAITING, item.reason)
    settling.ask(item)


def _record(action: str, item: Item, by: audit.Actor) -> None:
    title = str(kinds.get(item.kind).title) if item.kind in kinds else item.kind
    audit.record(action, by=by, target=title, details={"item": str(item.pk)})


def _insert(item: Item) -> bool:
    """Store an item unless it is there; a second who asks at the same time waits for the first."""
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError:
        if not Item.objects.filter(pk=item.pk).exists():
            raise
        return False
    return True


def _next_position(item: Item) -> int:
    """Queue up: whoever asks about the same subject waits here until our transaction has ended."""
    with connection.cursor() as cursor:
        place = f"{current().uuid.hex}|{item.kind}|{item.subject}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [place])
    before = Item.objects.filter(kind=item.kind, subject=item.subject)
    return int(before.aggregate(last=Max("position"))["last"] or 0) + 1
