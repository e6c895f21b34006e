"""Jobs of the outbox: deliver one item, find what was left behind, forget what is old."""

import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from structlog import get_logger

from tenants import schedule

from . import delivering, queries, settling
from .models import Item

OVERDUE: Final = datetime.timedelta(hours=1)
MOST: Final = 200
PORTION: Final = 1_000
log = get_logger(__name__)


def deliver(key: str) -> None:
    """Deliver one item of the entered municipality, now or when it is due again."""
    outcome = delivering.deliver(settling.row_in(key))
    if outcome.wait_until is not None:
        raise schedule.Later(max(outcome.wait_until - timezone.now(), datetime.timedelta(0)))


@transaction.atomic
def sweep(_key: str) -> None:
    """Ask again for what is long due: each item has asked for itself, unless that work was given up or lost."""
    overdue = queries.due(timezone.now() - OVERDUE).order_by("next_attempt_at")
    for item in overdue.select_for_update(skip_locked=True)[:MOST]:
        if not queries.is_behind(item):
            log.warning("outbox.overdue", item=str(item.pk), kind=item.kind)
            settling.ask(item)


def forget(_key: str) -> None:
    """Forget what was settled long ago, with what it still holds, in portions: nobody waits long for a lock."""
    for kind, found in queries.forgettable(timezone.now()):
        number = 0
        while portion := _delete(found):
            number += portion
        if number:
            log.info("outbox.forgotten", kind=kind, number=number)


def _delete(found: "QuerySet[Item]") -> int:
    number, _ = Item.objects.filter(pk__in=list(found.values_list("pk", flat=True)[:PORTION])).delete()
    return number
