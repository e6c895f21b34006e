"""Receipts by mail: who asks or sends something has it confirmed at the address that they confirmed (I-082, P-265).

They say which case it is about and nothing of it, what was received and when, and that nothing is expected now. Nobody
switches them off. Who has no confirmed address has the page that says the same.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.models import User
from portal.accounts.queries import verified_email
from portal.core.mail import operations as mail
from portal.core.mail.types import MailKind, Placeholder, Wording

from .filing import File
from .news.mails import CLOSING, CLOSING_EN, KIND, LINK, NUMBER
from .types import FEATURE

QUESTION: Final = "question_received"
DOCUMENTS: Final = "documents_received"


def _moment(given: Mapping[str, Any]) -> str:
    at: datetime = timezone.localtime(given["received"])
    return _("%(day)s om %(time)s uur") % {"day": date_format(at, "j F Y"), "time": time_format(at, "H.i")}


def _count(given: Mapping[str, Any]) -> str:
    number = len(given["receipts"])
    return ngettext("%(n)s document", "%(n)s documenten", number) % {"n": number}


def _numbers(given: Mapping[str, Any]) -> str:
    return ", ".join(given["receipts"])


RECEIVED: Final = Placeholder(
    "received",
    gettext_lazy("Wanneer het is ontvangen"),
    gettext_lazy("27 november 2026 om 14.05 uur"),
    _moment,
    is_needed=True,
)
TO: Final = gettext_lazy("Wie het stuurde, als diegene een bevestigd e-mailadres heeft")
KINDS: Final = (
    MailKind(
        FEATURE,
        QUESTION,
        gettext_lazy("Ontvangstbevestiging van een vraag over een zaak"),
        gettext_lazy("Een inwoner of bedrijf heeft op de pagina van een zaak een vraag gesteld."),
        TO,
        {
            "nl": Wording(
                "Wij hebben uw vraag ontvangen ({{ reference }})",
                "Hallo,\n\n"
                "Wij hebben uw vraag over uw zaak met nummer {{ number }} ontvangen op {{ received }}.\n"
                "Het kenmerk van uw vraag is {{ reference }}.\n\n"
                "U krijgt antwoord op het e-mailadres of telefoonnummer dat u bij uw vraag invulde. "
                "U hoeft nu niets te doen.\n\n"
                "[[Bekijk uw zaak]]({{ link }})\n\n"
                "Daarvoor logt u eerst in.\n"
                f"Op dit bericht kunt u niet antwoorden.{CLOSING}",
            ),
            "en": Wording(
                "We received your question ({{ reference }})",
                "Hello,\n\n"
                "We received your question about your case with number {{ number }} on {{ received }}.\n"
                "The reference of your question is {{ reference }}.\n\n"
                "You get an answer at the e-mail address or telephone number that you filled in. "
                "You do not have to do anything now.\n\n"
                "[[See your case]]({{ link }})\n\n"
                "You sign in first.\n"
                f"You cannot reply to this message.{CLOSING_EN}",
            ),
        },
        (
            Placeholder("reference", gettext_lazy("Kenmerk van de vraag"), "V-1A2B-3C4D", is_needed=True),
            RECEIVED,
            NUMBER,
            KIND,
            LINK,
        ),
    ),
    MailKind(
        FEATURE,
        DOCUMENTS,
        gettext_lazy("Ontvangstbevestiging van documenten bij een zaak"),
        gettext_lazy("Een inwoner of bedrijf heeft op de pagina van een zaak documenten toegevoegd."),
        TO,
        {
            "nl": Wording(
                "Wij hebben ontvangen wat u stuurde",
                "Hallo,\n\n"
                "Wij hebben {{ documents }} van u ontvangen op {{ received }}, voor uw zaak met nummer "
                "{{ number }}. Wij sturen het door naar wie uw zaak behandelt.\n\n"
                "Ontvangstnummer: {{ receipts }}\n\n"
                "U hoeft nu niets te doen. Op de website ziet u of het al bij uw zaak staat.\n\n"
                "[[Bekijk uw zaak]]({{ link }})\n\n"
                "Daarvoor logt u eerst in.\n"
                f"Op dit bericht kunt u niet antwoorden.{CLOSING}",
            ),
            "en": Wording(
                "We received what you sent",
                "Hello,\n\n"
                "We received {{ documents }} from you on {{ received }}, for your case with number {{ number }}. "
                "We pass it on to who handles your case.\n\n"
                "Receipt number: {{ receipts }}\n\n"
                "You do not have to do anything now. On the website you see whether it has been added to your case.\n\n"
                "[[See your case]]({{ link }})\n\n"
                "You sign in first.\n"
                f"You cannot reply to this message.{CLOSING_EN}",
            ),
        },
        (
            Placeholder(
                "documents",
                gettext_lazy("Hoeveel documenten het zijn"),
                gettext_lazy("2 documenten"),
                _count,
                is_needed=True,
            ),
            Placeholder(
                "receipts",
                gettext_lazy("Ontvangstnummers; ze staan ook op de website"),
                "D-1A2B-3C4D, D-5E6F-7A8B",
                _numbers,
                is_needed=True,
            ),
            Placeholder("document", gettext_lazy("Soort document"), gettext_lazy("Bewijsstuk")),
            RECEIVED,
            NUMBER,
            KIND,
            LINK,
        ),
    ),
)


def about(file: File) -> dict[str, Any]:
    """Answer what a receipt may say of a case."""
    case_type = file.kinds.case_type
    return {
        "number": file.shown.number,
        "kind": case_type.name if case_type else file.shown.title,
        "link": file.shown.url,
    }


def send(user: User, name: str, told: Mapping[str, Any]) -> None:
    """Confirm what somebody sent. Called in the transaction that stores it: where that is not stored, nothing leaves.

    :param told: what the places of that letter read; `received` is filled in here.
    """
    to = verified_email(user)
    if to:
        mail.send(to=to, template=f"{FEATURE}/mail/{name}", context={"received": timezone.now(), **told})
