"""Count what is tried before it is judged, so that a hundred guesses at once are counted as a hundred (I24).

In rows of the municipality's own schema: without Redis all goes on, and without the database nobody signs in at all.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.models import Attempt

SALT: Final = "portal.accounts.limits"
KEPT: Final = datetime.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may be tried."""

    name: str
    whom: str
    most: int
    within: datetime.timedelta
    """What is counted together: from the first, or while it grows since the last."""
    first: datetime.timedelta | None = None
    """How long nothing is tried when it was too often; each time again twice as long. None: until `within` is over."""
    longest: datetime.timedelta = datetime.timedelta(hours=1)

    @property
    def subject(self) -> str:
        """Answer under what it is counted: of whom a keyed hash."""
        return f"{self.name}:{salted_hmac(SALT, f'{self.name}|{self.whom}', algorithm='sha256').hexdigest()}"


@dataclass(frozen=True, slots=True)
class Blocked:
    """That something is not tried now."""

    limit: Limit
    wait: datetime.timedelta


@transaction.atomic
def claim(limits: Iterable[Limit]) -> Blocked | None:
    """Count one attempt against each limit; answer the first that stands in the way, and then nothing was counted."""
    now = timezone.now()
    asked = list(limits)
    rows = {limit.subject: _row(limit.subject) for limit in sorted(asked, key=lambda each: each.subject)}
    for limit in asked:
        until = rows[limit.subject].blocked_until
        if until and until > now:
            return Blocked(limit, until - now)
    for limit in asked:
        _count(rows[limit.subject], limit, now)
    return None


def take_back(limits: Iterable[Limit]) -> None:
    """Undo a claim: it was right, or nothing came of it."""
    subjects = [limit.subject for limit in limits]
    found = Attempt.objects.filter(subject__in=subjects)
    found.update(count=Greatest(F("count") - 1, 0), blocked_until=None)


def forget(limits: Iterable[Limit]) -> None:
    """Begin to count anew."""
    Attempt.objects.filter(subject__in=[limit.subject for limit in limits]).delete()


def forget_old() -> int:
    """Delete what has been quiet for long enough to count for nothing; answers how many."""
    return Attempt.objects.filter(last_at__lt=timezone.now() - KEPT).delete()[0]


def count_of(limit: Limit) -> int:
    """Answer how often something was tried within what is counted together."""
    row = Attempt.objects.filter(subject=limit.subject, since__gt=timezone.now() - limit.within).first()
    return row.count if row else 0


def _row(subject: str) -> Attempt:
    Attempt.objects.get_or_create(subject=subject)
    return Attempt.objects.select_for_update().get(subject=subject)


def _count(row: Attempt, limit: Limit, now: datetime.datetime) -> None:
    over = now - (row.last_at if limit.first else row.since) > limit.within
    if over or not row.count:
        row.count, row.since = 0, now
    row.count += 1
    row.last_at = now
    row.blocked_until = _until(row, limit, now)
    row.save()


def _until(row: Attempt, limit: Limit, now: datetime.datetime) -> datetime.datetime | None:
    since: datetime.datetime = row.since
    times, more = divmod(row.count, limit.most)
    if not times or more:
        return None
    if limit.first is None:
        return since + limit.within
    return now + min(limit.first * int(2 ** min(times - 1, 10)), limit.longest)
