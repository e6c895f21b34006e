"""Jobs of news about cases: send what was held, note what became of mails, and forget what is old."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from portal.core.mail.queries import outcomes
from tenants import schedule

from .models import CaseNotice, CaseTelling
from .news import falling_back, holding

KEPT: Final = timedelta(days=180)
"""How long it can be told why somebody heard nothing."""
AT_ONCE: Final = 1_000


def tell_held(key: str) -> None:
    """Send a mail that was held, together with what came after it.

    :raises schedule.Later: while it has to wait.
    """
    now = timezone.now()
    until = holding.release(uuid.UUID(key), now=now)
    if until is not None:
        raise schedule.Later(until - now)


def note_outcomes(_key: str) -> None:
    """Note what became of mails of which nobody heard at once, as a worker of the release before sent them (P-265)."""
    waiting = CaseTelling.objects.filter(message__isnull=False, state="").order_by("decided_at")
    rows = list(waiting[:AT_ONCE])
    states = outcomes([row.message for row in rows if row.message])
    for row in rows:
        if row.message in states:
            falling_back.note(row, states[row.message])


def forget(before: datetime, most: int) -> int:
    """Forget what was decided about cases before a moment; answers how many notices that were."""
    keys = list(CaseNotice.objects.filter(decided_at__lt=before).values_list("pk", flat=True)[:most])
    CaseNotice.objects.filter(pk__in=keys).delete()
    return len(keys)
