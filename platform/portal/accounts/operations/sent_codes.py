"""Codes of six digits by text message or letter: random, good once and for five minutes (P-021, I-214).

Sending is counted for the account, and for all of the municipality together: text messages cost money.
"""

import datetime
import secrets
from dataclasses import dataclass
from typing import Final, Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from structlog import get_logger

from portal.accounts.models import CodeChannel, ContactData, SentCode, User
from portal.accounts.queries import local
from portal.core.mail import operations as mail
from tenants import audit, signing
from tenants.audit import Actor
from tenants.entry import current

from . import limits
from .limits import Blocked, Limit

SALT: Final = "portal.accounts.sent_codes"
LASTS: Final = datetime.timedelta(minutes=5)
KEPT: Final = datetime.timedelta(days=1)
DIGITS: Final = 6
log = get_logger(__name__)


class Sender(Protocol):
    """Who sends text messages (`SMS_SENDER`)."""

    def __call__(self, *, to: str, text: str) -> object:
        """Send one; what it answers is true when the provider took it."""
        ...


@dataclass(frozen=True, slots=True)
class NotSent:
    """That no code could be sent, for a reason that is not of who asked."""

    channel: str


def send(user: User, channel: str, *, number: str = "") -> Blocked | NotSent | None:
    """Send a new code; those that were sent before by the same way no longer count.

    :param number: where a text message goes; empty for a letter.
    """
    mine = Limit("sent", str(user.uuid), 5, datetime.timedelta(minutes=5))
    if blocked := limits.claim([mine]):
        return blocked
    if channel == CodeChannel.MAIL:
        _store_and_mail(user)
        return None
    return _send_text(user, number, mine)


@transaction.atomic
def accept(user: User, channel: str, code: str) -> bool:
    """Tell whether this is the code that was sent last by this way, and spend it."""
    digits = code.replace(" ", "")
    found = SentCode.objects.filter(user=user, channel=channel, used_at=None, ends_at__gt=timezone.now())
    row = found.select_for_update().order_by("-sent_at").first()
    if row is None or not any(constant_time_compare(mark, row.mark) for mark in _marks(row, digits)):
        return False
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    if channel == CodeChannel.SMS:
        _keep_number(user, local.NUMBER.reveal(row))
    return True


def number_in_hand(user: User) -> str:
    """Answer to which number a code went that can still be filled in; empty when there is none."""
    found = SentCode.objects.filter(
        user=user, channel=CodeChannel.SMS, used_at=None, ends_at__gt=timezone.now()
    )
    row = found.order_by("-sent_at").first()
    return local.NUMBER.reveal(row) if row else ""


def texts_an_hour() -> Limit:
    """Answer how many text messages this municipality sends in an hour at most."""
    return Limit("texts", "all", settings.SMS_CODES_AN_HOUR, datetime.timedelta(hours=1))


def forget() -> int:
    """Delete codes of more than a day ago; answers how many."""
    return SentCode.objects.filter(ends_at__lt=timezone.now() - KEPT).delete()[0]


def _send_text(user: User, number: str, mine: Limit) -> NotSent | None:
    everybody = texts_an_hour()
    if limits.claim([everybody]):
        log.error("accounts.texts_used_up")
        limits.take_back([mine])
        return NotSent(CodeChannel.SMS)
    code = _new(user, CodeChannel.SMS, number)
    text = _("%(code)s is uw code om in te loggen bij %(name)s. De code werkt 5 minuten.") % {
        "code": code,
        "name": current().name,
    }
    if _handed_over(number, text):
        return None
    limits.take_back([mine, everybody])
    audit.record("accounts.text_not_sent", by=Actor("person", str(user.uuid)), outcome="failed")
    return NotSent(CodeChannel.SMS)


def _handed_over(number: str, text: str) -> bool:
    sender: Sender = import_string(settings.SMS_SENDER)
    try:
        return bool(sender(to=number, text=text))
    except Exception as error:
        log.error("accounts.text_not_sent", error=type(error).__name__)
        return False


@transaction.atomic
def _store_and_mail(user: User) -> None:
    code = _new(user, CodeChannel.MAIL, "")
    mail.send(to=str(user.email), template="accounts/mail/code", context={"user": user, "code": code})


@transaction.atomic
def _new(user: User, channel: str, number: str) -> str:
    SentCode.objects.filter(user=user, channel=channel, used_at=None).delete()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    row = SentCode(user=user, channel=channel, ends_at=timezone.now() + LASTS)
    row.mark = _marks(row, code)[0]
    if number:
        local.NUMBER.encrypt(number, row)
    row.save(force_insert=True)
    return code


def _marks(row: SentCode, code: str) -> list[str]:
    return signing.digests(SALT, f"{row.uuid.hex}|{row.user_id}|{code}")


def _keep_number(user: User, number: str) -> None:
    """Keep the number that has shown to be somebody's."""
    contact = ContactData.objects.select_for_update().filter(user=user).first() or ContactData(user=user)
    if contact.phone == number and contact.phone_verified_at:
        return
    contact.phone, contact.phone_verified_at = number, timezone.now()
    contact.save()
    audit.record("accounts.phone_added", by=Actor("person", str(user.uuid)))
    mail.send(
        to=str(user.email),
        template="accounts/mail/second_factor_added",
        context={"user": user, "is_app": False},
    )
