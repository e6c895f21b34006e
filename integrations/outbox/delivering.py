"""The engine: claim an item, hand it over outside any transaction, settle what came of it."""

import datetime
import json
import random
import uuid
from collections.abc import Callable

from django.utils import timezone
from django.utils.module_loading import import_string
from structlog import get_logger

from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.http.deadline import Deadline
from tenants.errors import DecryptionError

from . import claiming, moves, settling
from .claiming import Claim, Outcome
from .models import Item
from .types import Answer, Delivery, Own, State, Verdict, done, later

PAYLOAD = Item._meta.get_field("payload")
NOT_TRIED = frozenset({Reason.SWITCHED_OFF, Reason.MAINTENANCE, Reason.RESTING, Reason.CROWDED})
"""No call left for the other side: it is away, or citizens' own calls come first (fault F06)."""
log = get_logger(__name__)


def deliver(row: uuid.UUID) -> Outcome:
    """Deliver one item of the entered municipality, if it is due and nobody else is at it."""
    claimed = claiming.claim(row)
    if isinstance(claimed, Outcome):
        return claimed
    answer = _hand_over(claimed)
    move = moves.after(
        answer,
        kind=claimed.kind,
        attempts=claimed.item.attempts,
        now=timezone.now(),
        chance=random.random(),  # noqa: S311 - spreads, and hides nothing
    )
    if not settling.settle(claimed.item, claimed.fence, move, answer.reference):
        return Outcome()
    return Outcome(move.state, move.next_attempt_at if move.state is State.WAITING else None)


def _hand_over(claimed: Claim) -> Answer:
    try:
        return _call(claimed)
    except UnavailableError as error:
        return _unavailable(error)
    except NotConfiguredError:
        return Answer(Verdict.HELD, reason=Own.NOT_CONFIGURED.value)
    except DecryptionError:
        return later(Own.UNREADABLE)
    except Exception as error:  # whatever a handler does wrong: the next item must not suffer
        log.error(
            "outbox.failed", item=str(claimed.item.pk), kind=claimed.kind.key, error=type(error).__name__
        )
        return later(type(error).__name__)


def _call(claimed: Claim) -> Answer:
    item, kind = claimed.item, claimed.kind
    text = PAYLOAD.reveal(item)
    delivery = Delivery(
        kind=kind.key,
        key=item.key,
        idempotency_key=item.pk,
        payload=json.loads(text) if text else {},
        attempt=item.attempts,
        deadline=Deadline(kind.patience.total_seconds()),
    )
    if claimed.is_repeat and kind.already_done:
        look: Callable[[Delivery], str | None] = import_string(kind.already_done)
        reference = look(delivery)
        if reference is not None:
            return done(reference)
    handle: Callable[[Delivery], Answer] = import_string(kind.handler)
    return handle(delivery)


def _unavailable(error: UnavailableError) -> Answer:
    verdict = Verdict.HELD if error.reason in NOT_TRIED else Verdict.LATER
    if error.retry_after is None:
        return Answer(verdict, reason=error.reason.value)
    patience = min(max(error.retry_after, 0.0), moves.LONGEST_HOLD.total_seconds())
    return Answer(verdict, reason=error.reason.value, retry_after=datetime.timedelta(seconds=patience))
