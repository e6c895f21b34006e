"""Mail invitations from a worker: each until the mail server has taken it, or for four hours (fault F56).

The link is in the row, sealed, for as long as it takes. Every attempt has the same link and the same `Message-ID`, so
that a mail that left twice, because a worker was killed between two lines, is one mail for who gets it.
"""

import datetime
import smtplib
from typing import Final

from celery import current_app
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from structlog import get_logger

from tenants import audit
from tenants.celery import BROKER_AWAY
from tenants.entry import outside
from tenants.errors import DecryptionError

from . import mails, sealing
from .models import Invitation

TASK: Final = "provisioning.console.tasks.mail_invitations"
MOST: Final = 50
"""In one go."""
LEASE: Final = datetime.timedelta(minutes=2)
"""Longer than an attempt may take: whoever holds one longer is dead."""
FIRST_PAUSE: Final = datetime.timedelta(seconds=30)
LONGEST_PAUSE: Final = datetime.timedelta(minutes=30)
TRIED_FOR: Final = datetime.timedelta(hours=4)
log = get_logger(__name__)


def seal(invitation: Invitation, link: str) -> None:
    """Put a link into a row, and have a worker mail it."""
    invitation.sealed = sealing.seal(link.encode(), place=_place(invitation))
    invitation.save(update_fields=["sealed"])
    transaction.on_commit(_queue)


def deliver() -> int:
    """Mail what is due; answer how many the mail server took."""
    with outside():
        due = _due().order_by("mail_due_at", "pk").values_list("pk", flat=True)
        return sum(_mail(key) for key in list(due[:MOST]))


def _queue() -> None:
    try:
        current_app.send_task(TASK, args=[])  # by name: tasks stand above this
    except BROKER_AWAY as error:  # beat asks again in a moment
        log.warning("console.queue_away", error=type(error).__name__)


def _due() -> "QuerySet[Invitation]":
    now = timezone.now()
    waiting = Invitation.objects.filter(sealed__isnull=False, mail_failed_at=None, operator__is_active=True)
    return waiting.filter(mail_due_at__lte=now, expires_at__gt=now)


def _mail(key: int) -> bool:
    found = _claim(key)
    if found is None:
        return False
    try:
        link = sealing.unseal(bytes(found.sealed or b""), place=_place(found)).decode()
        mails.send_invitation(found, link)
    except (OSError, DecryptionError) as error:
        _put_back(found, error)
        return False
    _still_ours(found).update(sealed=None)
    return True


@transaction.atomic
def _claim(key: int) -> Invitation | None:
    free = _due().select_for_update(skip_locked=True, of=("self",)).select_related("operator")
    found: Invitation | None = free.filter(pk=key).first()
    if found:
        found.mail_attempts += 1
        found.mail_due_at = timezone.now() + LEASE
        found.save(update_fields=["mail_attempts", "mail_due_at"])
    return found


def _put_back(found: Invitation, error: Exception) -> None:
    now = timezone.now()
    pause = min(FIRST_PAUSE * 2 ** min(found.mail_attempts - 1, 10), LONGEST_PAUSE)
    given_up = _is_final(error) or now + pause > found.created_at + TRIED_FOR
    log.warning("console.mail_not_taken", error=type(error).__name__, given_up=given_up)
    if not given_up:
        _still_ours(found).update(mail_due_at=now + pause)
    elif _still_ours(found).update(sealed=None, mail_failed_at=now):
        email = found.operator.email
        audit.record("operator.invitation_not_mailed", by=audit.SYSTEM, target=email, outcome="failed")


def _is_final(error: Exception) -> bool:
    """Tell whether trying again is no use: there is no such mailbox, or the link cannot be read any more."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, DecryptionError)


def _still_ours(found: Invitation) -> "QuerySet[Invitation]":
    return Invitation.objects.filter(pk=found.pk, mail_attempts=found.mail_attempts)


def _place(invitation: Invitation) -> str:
    return f"console_invitation|sealed|{invitation.pk}"
