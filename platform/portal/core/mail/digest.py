"""Tell whoever wants to hear it that mails were given up (P-202): how many and where to look, nobody's address."""

import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrations.outbox import queries as deliveries
from integrations.outbox.types import Filters, State
from portal.core.links import absolute
from portal.core.models import MailReports
from tenants import audit
from tenants.configuration import recording
from tenants.entry import current

from . import operations
from .queries import KIND as MAIL
from .topics import Topic
from .types import MailKind, Placeholder, Wording

SPAN: Final = datetime.timedelta(days=1)
KIND: Final = MailKind(
    feature="core",
    name="failed_mail",
    title=_("E-mails die niet aankwamen"),
    when=_("Elke ochtend, als er in een etmaal e-mails zijn mislukt."),
    to=_("Wie dat bericht wil krijgen"),
    placeholders=(
        Placeholder("number", _("Aantal e-mails dat is mislukt"), "3", is_needed=True),
        Placeholder("list", _("Adres van de lijst met die e-mails"), "/voorbeeld/", is_link=True),
    ),
    texts={
        "nl": Wording(
            "Niet alle e-mails van gemeente {{ municipality }} zijn aangekomen",
            "Hallo,\n\nIn de afgelopen 24 uur zijn e-mails niet aangekomen. Aantal: **{{ number }}**.\n\n"
            "[[Bekijk welke dat zijn]]({{ list }})\n\n"
            "Is de oorzaak weg? Dan kunt u ze daar opnieuw versturen.",
        ),
        "en": Wording(
            "Not all e-mails of {{ municipality }} have arrived",
            "Hello,\n\nIn the last 24 hours e-mails did not arrive. Number: **{{ number }}**.\n\n"
            "[[See which]]({{ list }})\n\n"
            "Is the cause gone? Then you can send them again there.",
        ),
    },
    topic="core.failed_mail",
)


def report(_key: str) -> None:
    """Send it, when there is something to tell and somebody to tell it to."""
    row = MailReports.objects.first()
    addresses = row.failed_to.split() if row else []
    if not addresses:
        return
    given_up = deliveries.items(Filters(state=State.DEAD, kind=MAIL))
    number = given_up.filter(settled_at__gte=timezone.now() - SPAN).count()
    if not number:
        return
    page = absolute(f"{reverse('deliveries:items')}?toestand={State.DEAD}&soort={MAIL}")
    for address in addresses:
        operations.send(
            to=address,
            template="core/mail/failed_mail",
            context={"number": number, "list": page},
            reader=address,
        )


def hears(address: str) -> bool:
    """Tell whether somebody wants to hear it."""
    row = MailReports.objects.first()
    return row is not None and address in row.failed_to.split()


@transaction.atomic
def stop(address: str) -> None:
    """Tell somebody no more."""
    row = MailReports.objects.select_for_update().first()
    if row is None or address not in row.failed_to.split():
        return
    with recording.changes(current(), by=audit.SYSTEM):
        row.failed_to = "\n".join(each for each in row.failed_to.split() if each != address)
        row.save()
    audit.record("mail.report_left", by=audit.SYSTEM)


TOPIC: Final = Topic("core", "failed_mail", _("e-mails die niet aankwamen"), hears, stop)
