"""Bring notices: each until the other side has taken it, the end of an alert after its beginning."""

import datetime
import uuid
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from structlog import get_logger

from tenants.entry import outside
from tenants.models import Tenant

from . import queries
from .models import Alert, Notice
from .types import Channel, Message

MOST: Final = 50
"""Notices in one go."""
MOST_ATTEMPTS: Final = 20
LEASE: Final = datetime.timedelta(minutes=2)
FIRST_PAUSE: Final = datetime.timedelta(seconds=15)
LONGEST_PAUSE: Final = datetime.timedelta(hours=1)
KEPT: Final = datetime.timedelta(days=365)
log = get_logger(__name__)


def deliver() -> int:
    """Bring what is due, and forget what ended a year ago or with its municipality; answer how much was taken."""
    with outside():
        now = timezone.now()
        Alert.objects.filter(ended_at__lt=now - KEPT).delete()
        gone = Alert.objects.filter(ended_at=None, tenant__isnull=False)
        gone.exclude(tenant__in=Tenant.objects.values("uuid")).update(ended_at=now)
        return sum(_bring(key) for key in list(queries.due(now).values_list("pk", flat=True)[:MOST]))


def _bring(key: uuid.UUID) -> bool:
    notice = _claim(key)
    if notice is None:
        return False
    try:
        channel: Channel = import_string(settings.ALERT_CHANNELS[notice.channel])
        channel(_message(notice))
    except Exception as error:  # whatever a channel raises, the notice waits for its next turn
        _put_back(notice, type(error).__name__)
        return False
    Notice.objects.filter(pk=notice.pk).update(done_at=timezone.now(), error="")
    return True


@transaction.atomic
def _claim(key: uuid.UUID) -> Notice | None:
    now = timezone.now()
    notice = queries.due(now).select_for_update(skip_locked=True).filter(pk=key).first()
    if notice is None or _waits_for_another(notice):
        return None
    notice.attempts += 1
    notice.next_attempt_at = now + LEASE
    notice.save(update_fields=["attempts", "next_attempt_at"])
    return notice


def _waits_for_another(notice: Notice) -> bool:
    earlier = Notice.objects.filter(alert_id=notice.alert_id, channel=notice.channel, done_at=None)
    return earlier.filter(created_at__lt=notice.created_at).exists()


def _message(notice: Notice) -> Message:
    alert = notice.alert
    name = Tenant.objects.filter(uuid=alert.tenant).values_list("name", flat=True).first() or ""
    return Message(
        key=notice.uuid,
        alert=alert.uuid,
        kind=alert.kind,
        is_end=notice.is_end,
        tenant=alert.tenant,
        tenant_name=name,
        title=notice.title,
        text=notice.text,
        began_at=alert.began_at,
        ended_at=alert.ended_at,
    )


def _put_back(notice: Notice, error: str) -> None:
    is_given_up = notice.attempts >= MOST_ATTEMPTS
    pause = min(FIRST_PAUSE * 2 ** min(notice.attempts - 1, 10), LONGEST_PAUSE)
    now = timezone.now()
    Notice.objects.filter(pk=notice.pk).update(
        next_attempt_at=now + pause, error=error, done_at=now if is_given_up else None
    )
    log.warning("alert.not_delivered", channel=notice.channel, error=error, given_up=is_given_up)
