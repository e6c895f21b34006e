"""How often signing in may fail, per account and per network address, before nothing is tried for a while.

An attempt is counted before it is judged and taken back when it was right, so that a hundred guesses sent
at once are counted as a hundred. Kept in the database: a throttle that Redis takes along is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Operator, SignInAttempt

FIRST_LOCK = timedelta(minutes=5)
LONGEST_LOCK = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what is counted."""

    key: str
    limit: int
    """After how many failures, and each time again after as many, it is locked."""


def account(email: str) -> Subject:
    """Count for an account, whether it exists or not."""
    return Subject(_key("account", email.strip().lower()), limit=5)


def browser(mark: str) -> Subject:
    """Count for a browser in which somebody was before: what others try elsewhere makes nobody wait in it (I23)."""
    return Subject(_key("browser", mark), limit=5)


def inside(operator: Operator) -> Subject:
    """Count for somebody who has taken the first step: whoever has not cannot lock him out of what follows."""
    return Subject(_key("inside", str(operator.uuid)), limit=5)


def address(origin: str) -> Subject:
    """Count for a network address, behind which more people may sit."""
    return Subject(_key("address", origin), limit=20)


@transaction.atomic
def claim(subjects: Sequence[Subject]) -> timedelta | None:
    """Count an attempt; answer for how long nothing is tried when a subject was locked already."""
    now = timezone.now()
    rows = [_row(subject) for subject in subjects]
    locked = [row.locked_until - now for row in rows if row.locked_until and row.locked_until > now]
    if locked:
        return max(locked)
    for subject, row in zip(subjects, rows, strict=True):
        _count(row, subject.limit, now)
    return None


def locked_for(subjects: Sequence[Subject]) -> timedelta | None:
    """Answer for how long nothing is tried, if a subject is locked."""
    now = timezone.now()
    keys = [subject.key for subject in subjects]
    until = SignInAttempt.objects.filter(subject__in=keys, locked_until__gt=now).values_list(
        "locked_until", flat=True
    )
    return max((moment - now for moment in until if moment), default=None)


def take_back(subjects: Sequence[Subject]) -> None:
    """Undo a claim: the attempt was right."""
    keys = [subject.key for subject in subjects]
    SignInAttempt.objects.filter(subject__in=keys).update(
        failures=Greatest(F("failures") - 1, 0), locked_until=None
    )


def forget(subject: Subject) -> None:
    """Start counting anew: the account was signed in to."""
    SignInAttempt.objects.filter(subject=subject.key).delete()


def forget_old() -> None:
    """Drop what has been quiet for long enough to count for nothing."""
    SignInAttempt.objects.filter(last_failed_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def _row(subject: Subject) -> SignInAttempt:
    SignInAttempt.objects.get_or_create(subject=subject.key)
    return SignInAttempt.objects.select_for_update().get(subject=subject.key)


def _count(row: SignInAttempt, limit: int, now: datetime) -> None:
    quiet = now - row.last_failed_at > FORGOTTEN_AFTER
    row.failures = 1 if quiet else row.failures + 1
    row.last_failed_at = now
    times, over = divmod(row.failures, limit)
    row.locked_until = now + min(FIRST_LOCK * 2 ** (times - 1), LONGEST_LOCK) if times and not over else None
    row.save()


def _key(kind: str, value: str) -> str:
    return f"{kind}:{salted_hmac('console.throttle', value, algorithm='sha256').hexdigest()}"
