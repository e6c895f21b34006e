"""The one place that hands mail to a mail server."""

import smtplib
import socket
import ssl
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from integrations.errors import Reason
from portal.core import queries
from tenants.entry import current

from .models import OutboxMessage
from .returned import addresses

REASONS: Final = (
    (smtplib.SMTPAuthenticationError, Reason.REFUSED),
    ((smtplib.SMTPServerDisconnected, ConnectionResetError, BrokenPipeError), Reason.BROKEN_OFF),
    ((smtplib.SMTPConnectError, ConnectionRefusedError), Reason.NOBODY_LISTENS),
    (socket.gaierror, Reason.NAME_UNKNOWN),
    (TimeoutError, Reason.TOO_SLOW),
    (ssl.SSLError, Reason.NOT_SECURE),
    ((smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused), Reason.HAS_TROUBLE),
)
"""In this order: some are of the same family."""


def sender() -> str:
    """Name the entered tenant as the sender, with an address on the installation's own mail domain."""
    tenant = current()
    local = tenant.primary_host.partition(".")[0] or "portaal"
    name = tenant.name.replace('"', "")
    return f'"Gemeente {name.removeprefix("Gemeente ")}" <{local}@{settings.MAIL_DOMAIN}>'


def hand_over(message: OutboxMessage, *, leave: str = "") -> None:
    """Give a message to the mail server, under an id that stays the same however often it is tried.

    :param leave: where the reader stops such messages; mail programs show a button for it (RFC 8058).
    :raises OSError: when the server is away or refuses; `smtplib`'s errors are among them.
    """
    reply_to, back = queries.contact().email, addresses.address(message.uuid)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=back or sender(),
        to=[message.to],
        reply_to=[reply_to] if reply_to else None,
        headers={
            "Message-ID": f"<{message.uuid}@{settings.MAIL_DOMAIN}>",
            "Auto-Submitted": "auto-generated",
            **({"From": sender()} if back else {}),  # the envelope alone says where it comes back
            **_leaving(leave),
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    mail.send()


def _leaving(address: str) -> dict[str, str]:
    if not address:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def reason_of(error: OSError) -> str:
    """Say why the mail server did not take a message over; what has no word of ours keeps its name."""
    found = (reason for kinds, reason in REASONS if isinstance(error, kinds))
    return next(found, type(error).__name__)


def is_final(error: OSError) -> bool:
    """Tell whether trying again is of no use: the server knows that the address does not exist."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and 550 <= error.smtp_code < 560
