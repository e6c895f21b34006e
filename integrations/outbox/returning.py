"""Give up what had left: what a mail server took over may still come back."""

import uuid

from django.db import transaction
from django.utils import timezone

from tenants.entry import current

from . import marks, settling
from .models import Item
from .register import kinds
from .types import KEPT, Own, Return, State


@transaction.atomic
def give_up(kind: str, key: uuid.UUID) -> Return:
    """Write down of something that it came back, once: its kind hears of it as of all that is given up.

    What it held is forgotten already, so it cannot be offered again.

    :param key: the caller's own, under that kind; or of any kind the number that its handler knew (`idempotency_key`).
    """
    item = _locked(marks.row_of(current().uuid, kind, str(key)), key)
    if item is None or _is_forgotten(item):
        return Return.UNKNOWN
    if item.state == State.SENDING:
        return Return.TOO_EARLY
    if item.state != State.DONE:
        return Return.UNKNOWN
    settling.bury(item, Own.RETURNED)
    return Return.GIVEN_UP


def _locked(*which: uuid.UUID) -> Item | None:
    """Find an item; of one in an order others wait behind it, and have gone on by now: it stays as it is."""
    return Item.objects.select_for_update().filter(pk__in=which, subject="").first()


def _is_forgotten(item: Item) -> bool:
    """Tell whether it left so long ago that it may go any moment."""
    keep = kinds.get(item.kind).keep if item.kind in kinds else KEPT
    return item.settled_at is not None and item.settled_at < timezone.now() - keep
