"""The mails that the console sends to operators."""

import uuid
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from .models import Invitation

NAMESPACE: Final = uuid.UUID("0b7b5b0e-6c1d-4c3e-9a52-6f0f5b1f0a11")


def send_invitation(invitation: Invitation, link: str) -> None:
    """Send somebody the link with which he sets password and second factor.

    :raises OSError: when the mail server does not take it.
    """
    anew, operator = invitation.anew, invitation.operator
    subject = _("Stel uw aanmelding opnieuw in") if anew else _("Uw toegang tot de console")
    why = (
        _("Een eigenaar van de console heeft uw wachtwoord en tweede factor verwijderd.")
        if anew
        else _("U bent uitgenodigd als beheerder van Inwonerplein.")
    )
    lines = [
        _("Beste %(name)s,") % {"name": operator.name},
        why,
        _("Kies met deze link een wachtwoord en stel uw tweede factor in:"),
        link,
        _("De link werkt één keer, en drie dagen lang. Verwachtte u deze mail niet? Doe dan niets."),
    ]
    EmailMessage(
        subject=subject,
        body="\n\n".join(lines) + "\n",
        from_email=f"Inwonerplein <console@{settings.MAIL_DOMAIN}>",
        to=[operator.email],
        headers={"Auto-Submitted": "auto-generated", "Message-ID": _number(invitation)},
    ).send()


def _number(invitation: Invitation) -> str:
    """Number a mail: the same one however often it leaves."""
    return f"<{uuid.uuid5(NAMESPACE, invitation.digest)}@{settings.MAIL_DOMAIN}>"
