"""Write down what became of an item, once, and let go on what waited for it."""

import uuid
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from structlog import get_logger

from tenants import schedule

from . import queries
from .models import Item
from .moves import Move
from .register import kinds
from .types import Own, State

DELIVER: Final = "outbox.deliver"
REFERENCE: Final = Item._meta.get_field("reference")
PASSES: Final = (State.DONE, State.WITHDRAWN)
"""What has come so far keeps nobody waiting; what it held is forgotten."""
log = get_logger(__name__)


@transaction.atomic
def settle(item: Item, fence: int, move: Move, reference: str = "") -> bool:
    """Write down what an attempt came to; answers no when somebody else has taken the item since."""
    changes: dict[str, Any] = {"payload": ""} if move.state in PASSES else {}
    if reference:  # else whatever stands there stays: it may have been encrypted anew meanwhile
        REFERENCE.encrypt(reference, item)
        changes["reference"] = item.reference
    found = Item.objects.filter(pk=item.pk, fence=fence, state=State.SENDING).update(
        state=move.state,
        reason=move.reason[:80],
        attempts=move.attempts,
        deaths=0,
        next_attempt_at=move.next_attempt_at,
        busy_until=None,
        held_until=move.held_until,
        settled_at=move.settled_at,
        **changes,
    )
    if not found:
        log.warning("outbox.overtaken", item=str(item.pk), kind=item.kind)
        return False
    tell(item, move.state, move.reason)
    return True


def withdraw(item: Item, reason: Own) -> State:
    """Let an item, which the caller has locked, leave no more, and forget what it holds."""
    return _end(item, State.WITHDRAWN, reason)


def bury(item: Item, reason: Own) -> State:
    """Give an item up, which the caller has locked."""
    return _end(item, State.DEAD, reason)


def ask(item: Item) -> None:
    """Have an item delivered, which the caller has locked, also when that was asked before."""
    item.round += 1
    item.save(update_fields=["round"])
    schedule.enqueue(DELIVER, f"r{item.round}.{item.pk}")


def row_in(key: str) -> uuid.UUID:
    """Answer which item the key of a piece of work names."""
    return uuid.UUID(key.rpartition(".")[2])


def _end(item: Item, state: State, reason: Own) -> State:
    item.state, item.reason, item.settled_at = state, reason.value, timezone.now()
    item.busy_until = item.held_until = None
    if state in PASSES:
        item.payload = ""
    item.save(update_fields=["state", "reason", "settled_at", "busy_until", "held_until", "payload"])
    tell(item, state, reason.value)
    return state


def tell(item: Item, state: State, reason: str) -> None:
    """Let the item's kind know, in the same transaction, and what waits behind it go on."""
    level = log.warning if state is State.DEAD else log.info
    level("outbox.moved", item=str(item.pk), kind=item.kind, state=state.value, reason=reason)
    path = kinds.get(item.kind).settled if item.kind in kinds else ""
    if path:
        settled: Callable[[str, State, str], None] = import_string(path)
        settled(item.key, state, reason)
    if item.subject and state in PASSES:
        following = queries.behind(item).select_for_update().first()
        if following is not None:
            ask(following)
