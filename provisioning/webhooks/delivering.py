"""Bring events: each until the other side has taken it, or for two days."""

import datetime
import json
import time
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from structlog import get_logger

from tenants.entry import outside
from tenants.errors import DecryptionError

from . import secret_text
from .models import Delivery, Endpoint
from .types import DeliveryState, Message

MOST: Final = 50
"""Deliveries in one go."""
LONGEST_GO: Final = 20.0
"""Seconds after which the rest waits for the next go: others wait for this worker too."""
MOST_ATTEMPTS: Final = 15
LEASE: Final = datetime.timedelta(minutes=1)
"""Longer than an attempt may take: whoever holds one longer is dead."""
FIRST_PAUSE: Final = datetime.timedelta(seconds=10)
LONGEST_PAUSE: Final = datetime.timedelta(hours=6)
log = get_logger(__name__)


def deliver() -> int:
    """Bring what is due; answer how many were taken."""
    with outside():
        now = timezone.now()
        due = Delivery.objects.filter(state=DeliveryState.WAITING.value, next_attempt_at__lte=now)
        found = list(due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:MOST])
        until, taken = time.monotonic() + LONGEST_GO, 0
        for key in found:
            if time.monotonic() > until:
                break
            taken += _bring(key)
        return taken


def _bring(key: int) -> bool:
    claimed = _claim(key)
    if claimed is None:
        return False
    try:
        status = int(import_string(settings.WEBHOOK_POSTER)(_message(claimed)))
    except DecryptionError:
        return _settle(claimed, None, "secret unreadable")
    except Exception as error:  # whatever goes wrong with one, the others are brought
        reason = getattr(error, "reason", None)
        return _settle(claimed, None, str(reason or type(error).__name__)[:40])
    return _settle(claimed, status, "" if 200 <= status < 300 else "refused")


@transaction.atomic
def _claim(key: int) -> Delivery | None:
    now = timezone.now()
    due = Delivery.objects.filter(state=DeliveryState.WAITING.value, next_attempt_at__lte=now)
    found = (
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("endpoint", "event")
        .filter(pk=key)
    ).first()
    if found is None:
        return None
    if not found.endpoint.is_on:  # it waits until somebody switches it on
        Delivery.objects.filter(pk=key).update(next_attempt_at=now + LONGEST_PAUSE)
        return None
    found.attempts += 1
    found.fence += 1
    found.next_attempt_at = now + LEASE
    found.save(update_fields=["attempts", "fence", "next_attempt_at"])
    return found


def _message(delivery: Delivery) -> Message:
    event = delivery.event
    body = {"type": event.kind, "timestamp": event.created_at.isoformat(), "data": event.data}
    return Message(
        url=delivery.endpoint.url,
        identity=event.uuid,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
        secrets=_secrets(delivery.endpoint),
        at=int(timezone.now().timestamp()),
    )


def _secrets(endpoint: Endpoint) -> tuple[bytes, ...]:
    """Answer the secrets that sign: the one of now, and the former one as long as it does."""
    found = [secret_text.opened(endpoint.secret, endpoint.uuid)]
    if endpoint.former_secret and endpoint.former_until and endpoint.former_until > timezone.now():
        found.append(secret_text.opened(endpoint.former_secret, endpoint.uuid))
    return tuple(found)


def _settle(delivery: Delivery, status: int | None, error: str) -> bool:
    """Write down what came of an attempt, unless somebody else has taken it over meanwhile."""
    now, ours = timezone.now(), Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence)
    if not error:
        ours.update(state=DeliveryState.DELIVERED.value, status=status, error="", finished_at=now)
        return True
    is_dead = delivery.attempts >= MOST_ATTEMPTS
    pause = min(FIRST_PAUSE * 2 ** min(delivery.attempts - 1, 12), LONGEST_PAUSE)
    state = DeliveryState.DEAD if is_dead else DeliveryState.WAITING
    ours.update(
        state=state.value,
        status=status,
        error=error,
        next_attempt_at=now + pause,
        finished_at=now if is_dead else None,
    )
    log.warning("webhook.not_delivered", number=str(delivery.event.uuid), error=error, given_up=is_dead)
    return False
