"""The mails that the console sends to operators."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Operator
from .origins import console_origin


def send_invitation(operator: Operator, secret: str, *, anew: bool = False) -> None:
    """Send somebody the link with which he sets password and second factor.

    :param anew: he had an account, and what he signed in with was taken away.
    :raises OSError: when the mail server does not take it.
    """
    subject = _("Stel uw aanmelding opnieuw in") if anew else _("Uw toegang tot de console")
    why = (
        _("Een eigenaar van de console heeft uw wachtwoord en tweede factor verwijderd.")
        if anew
        else _("U bent uitgenodigd als beheerder van Inwonerplein.")
    )
    link = f"{console_origin()}{reverse('console:invitation', args=[secret])}"
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
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
