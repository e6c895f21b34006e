"""Bring notices: each until the other side has taken it, the end of an alert after its beginning."""

import datetime
import uuid
from collections.abc import Callable, Sequence
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

MOST: Final = 200
"""Notices in one go."""
MANY: Final = 6
"""From so many on they come as one message: when the network is gone, nobody reads a hundred mails."""
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
        return sum(_bring_by(channel, now) for channel in settings.ALERT_CHANNELS)


def _bring_by(channel: str, now: datetime.datetime) -> int:
    """Bring what is due by one channel: each by itself, or many as one where the channel knows how."""
    keys = list(queries.due(now).filter(channel=channel).values_list("pk", flat=True)[:MOST])
    notices = [notice for notice in map(_claim, keys) if notice]
    digest = settings.ALERT_DIGESTS.get(channel)
    if digest and len(notices) >= MANY:
        return _hand_over(notices, import_string(digest), [_message(notice) for notice in notices])
    send: Channel = import_string(settings.ALERT_CHANNELS[channel])
    return sum(_hand_over([notice], send, _message(notice)) for notice in notices)


def _hand_over[M](notices: Sequence[Notice], send: Callable[[M], None], message: M) -> int:
    try:
        send(message)
    except Exception as error:  # whatever a channel raises, its notices wait for their next turn
        for notice in notices:
            _put_back(notice, type(error).__name__)
        return 0
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(done_at=timezone.now(), error="")
    return len(notices)


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
        subject=alert.subject,
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
