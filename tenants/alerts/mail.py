"""Bring a message about an alert by mail to operators: the one place of the platform's own mail."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from .types import Message


def send(message: Message) -> None:
    """Send one mail to all operators on duty; one that comes twice is known by its id.

    :raises OSError: when the mail server does not take it.
    """
    _send(_subject(message), _body(message), message)


def send_many(messages: Sequence[Message]) -> None:
    """Send one mail that tells of many.

    :raises OSError: when the mail server does not take it.
    """
    subject = _("[Storing] %(number)s meldingen tegelijk") % {"number": len(messages)}
    _send(subject, "\n".join(f"{_subject(each)}\n{_body(each)}" for each in messages), messages[0])


def _send(subject: str, body: str, message: Message) -> None:
    EmailMessage(
        subject=subject,
        body=body,
        from_email=f"Inwonerplein <storing@{settings.MAIL_DOMAIN}>",
        to=settings.ALERT_MAIL_TO,
        headers={
            "Message-ID": f"<{message.key}@{settings.MAIL_DOMAIN}>",
            "References": f"<{message.alert}@{settings.MAIL_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
        },
    ).send()


def _subject(message: Message) -> str:
    mark = _("Opgelost") if message.is_end else _("Storing")
    about = f"{message.tenant_name}: " if message.tenant_name else ""
    return " ".join(f"[{mark}] {about}{message.title}".split())


def _body(message: Message) -> str:
    lines = [message.text, "", _("Begonnen: %(moment)s") % {"moment": _moment(message.began_at)}]
    if message.is_end and message.ended_at:
        lines.append(_("Voorbij: %(moment)s") % {"moment": _moment(message.ended_at)})
    return "\n".join(lines).strip() + "\n"


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H:%M}"
