"""Begin and end alerts."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from structlog import get_logger

from tenants.entry import outside

from .models import Alert, Notice

log = get_logger(__name__)


def begin(
    *, subject: str, kind: str, title: str, text: str = "", tenant: uuid.UUID | None = None, level: int = 0
) -> bool:
    """Raise an alert, unless there is one about this already; answer whether anybody is told.

    :param level: a higher one than that of the open alert is told anew.
    """
    with outside(), transaction.atomic():
        found = Alert.objects.select_for_update().filter(subject=subject, ended_at=None).first()
        if found is None:
            return _begin(
                Alert(subject=subject, kind=kind, title=title, text=text, tenant=tenant, level=level)
            )
        if found.level >= level:
            return False
        found.level, found.title, found.text = level, title, text
        found.save(update_fields=["level", "title", "text"])
        _tell(found, title=title, text=text)
    return True


def end(*, subject: str, title: str, text: str = "") -> bool:
    """End the alert about this, if there is one; answer whether there was."""
    with outside(), transaction.atomic():
        found = Alert.objects.select_for_update().filter(subject=subject, ended_at=None).first()
        if found is None:
            return False
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        _tell(found, title=title, text=text, is_end=True)
        log.info("alert.ended", subject=subject, kind=found.kind)
    return True


def _begin(alert: Alert) -> bool:
    try:
        with transaction.atomic():
            alert.save(force_insert=True)
    except IntegrityError:  # somebody else found it out at the same moment
        return False
    _tell(alert, title=alert.title, text=alert.text)
    log.error("alert.began", subject=alert.subject, kind=alert.kind, tenant=str(alert.tenant or ""))
    return True


def _tell(alert: Alert, *, title: str, text: str, is_end: bool = False) -> None:
    channels: Collection[str] = settings.ALERT_CHANNELS
    Notice.objects.bulk_create(
        [Notice(alert=alert, channel=name, title=title, text=text, is_end=is_end) for name in channels]
    )
