"""The one place that hands mail to a mail server."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from portal.core import queries
from tenants.entry import current

from .models import OutboxMessage


def sender() -> str:
    """Name the entered tenant as the sender, with an address on the installation's own mail domain."""
    tenant = current()
    local = tenant.primary_host.partition(".")[0] or "portaal"
    name = tenant.name.replace('"', "")
    return f'"Gemeente {name.removeprefix("Gemeente ")}" <{local}@{settings.MAIL_DOMAIN}>'


def hand_over(message: OutboxMessage) -> None:
    """Give a message to the mail server, under an id that stays the same however often it is tried.

    :raises OSError: when the server is away or refuses; `smtplib`'s errors are among them.
    """
    reply_to = queries.contact().email
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=sender(),
        to=[message.to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "Message-ID": f"<{message.uuid}@{settings.MAIL_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send()


def is_final(error: OSError) -> bool:
    """Tell whether trying again is of no use: the server knows that the address does not exist."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and 550 <= error.smtp_code < 560
