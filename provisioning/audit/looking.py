"""Look at all streams as somebody asked (C-070: verification that is shown).

Who asks has no right to read seals, so a worker looks; in between it says how far it is, for who waits.
"""

import datetime
import uuid
from typing import Final

from celery import current_app
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from structlog import get_logger

from tenants import audit
from tenants.audit import Actor
from tenants.celery import BROKER_AWAY
from tenants.entry import outside

from . import streams, verification
from .judging import Verdict
from .models import SILENT, Look
from .streams import Stream

TASK: Final = "provisioning.audit.tasks.look"
KEPT: Final = datetime.timedelta(days=90)
LOCK: Final = 0x4C4F4F4B
"""Key of the lock under which looks are asked for."""
NOT_TAKEN: Final = datetime.timedelta(minutes=1)
"""A message that has not been taken by then may be lost."""
log = get_logger(__name__)


def ask(by: Actor) -> tuple[Look, bool]:
    """Ask for a look at all streams; answer the look, and whether it is a new one.

    While somebody's look goes on there is no other: who asks then, follows that one.
    """
    with outside(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        last = Look.objects.order_by("-asked_at").first()
        if last and last.is_open:
            return last, False
        look = Look.objects.create(asked_by=by.name)
        audit.record("audit.look_asked", by=by)
        transaction.on_commit(lambda: queue(look.uuid))
    return look, True


def queue(identity: uuid.UUID) -> None:
    """Put a look into the queue; one that cannot be put there is found by `queue_waiting`."""
    try:
        current_app.send_task(TASK, args=[str(identity)])
    except BROKER_AWAY as error:
        log.warning("audit.queue_away", error=type(error).__name__)


def queue_waiting() -> None:
    """Put looks into the queue again that nobody has begun."""
    now = timezone.now()
    waiting = Look.objects.filter(started_at=None, asked_at__gt=now - SILENT, asked_at__lt=now - NOT_TAKEN)
    for look in waiting:
        queue(look.uuid)


def look_by_night() -> None:
    """Take the nightly look, and forget looks of long ago."""
    Look.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
    run(Look.objects.create().uuid)


def run(identity: uuid.UUID) -> None:
    """Look at all streams; nothing when somebody else is at it, or it was done."""
    now = timezone.now()
    free = Q(started_at=None) | Q(touched_at__lt=now - SILENT)
    mine = Look.objects.filter(pk=identity, finished_at=None)
    if not mine.filter(free).update(started_at=now, touched_at=now, done=0, broken=0):
        return
    with outside():
        mine.update(total=len(streams.of_tenants()) + 1)

    def told(_stream: Stream, verdict: Verdict) -> None:
        mine.update(
            done=F("done") + 1, broken=F("broken") + int(not verdict.is_whole), touched_at=timezone.now()
        )

    verification.verify(told=told)
    mine.update(finished_at=timezone.now(), touched_at=timezone.now())
