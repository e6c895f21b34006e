"""Forget documents that arrived long ago, and files that will not leave any more."""

from datetime import datetime, timedelta
from typing import Final

from portal.cases.uploading.models import Upload

KEPT: Final = timedelta(days=90)
"""As long as its delivery is remembered, and may be offered again."""


def forget(now: datetime) -> None:
    """Delete what was settled that long ago, with what is left of its file."""
    Upload.objects.filter(settled_at__lt=now - KEPT).delete()
