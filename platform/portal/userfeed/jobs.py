"""The job that takes away what is no news any more, and forgets what is old."""

from django.utils import timezone

from . import operations


def tidy(_key: str) -> None:
    """Complete what has expired, and forget what was done long ago."""
    now = timezone.now()
    operations.complete_expired(now)
    operations.forget(now)
