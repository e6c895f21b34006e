"""The mails about cases: their places, and what the product says in them. It says which case, and nothing of it.

What a municipality tells besides it writes itself: kind of case, status and document are places that it may use.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.models import What
from portal.cases.types import FEATURE
from portal.core.mail.types import MailKind, Placeholder, Wording

from .facts import About

STATUS: Final = "status"
ACTION: Final = "action_required"
DOCUMENT: Final = "document"
TOPIC: Final = "profile.cases"
"""What a reader may stop hearing of; not what they have to do."""


def _day(name: str) -> Callable[[Mapping[str, Any]], str]:
    def read(given: Mapping[str, Any]) -> str:
        told = given.get(name)
        return date_format(date.fromisoformat(told), "j F Y") if told else ""

    return read


def _deadline(given: Mapping[str, Any]) -> str:
    day = _day("deadline")(given)
    return _("uiterlijk %s") % day if day else _("zo snel mogelijk")


NUMBER: Final = Placeholder("number", gettext_lazy("Nummer van de zaak"), "ZAAK-2026-0000000001")
KIND: Final = Placeholder("kind", gettext_lazy("Soort zaak"), "Parkeervergunning bewoner")
STARTED: Final = Placeholder(
    "started", gettext_lazy("Dag waarop de zaak begon"), "3 november 2026", _day("started")
)
LINK: Final = Placeholder(
    "link", gettext_lazy("Adres van de zaak op de website"), "/voorbeeld/", is_link=True, is_needed=True
)
STEP: Final = Placeholder("status", gettext_lazy("Naam van de status"), "In behandeling")
DEADLINE: Final = Placeholder(
    "deadline",
    gettext_lazy("Wanneer het klaar moet zijn: uiterlijk een dag, of zo snel mogelijk"),
    "uiterlijk 3 december 2026",
    _deadline,
    is_deadline=True,
)
PAPER: Final = Placeholder("document", gettext_lazy("Soort document"), "Besluit")
CLOSING: Final = "\n\nMet vriendelijke groet,\nGemeente {{ municipality }}"
CLOSING_EN: Final = "\n\nKind regards,\nMunicipality of {{ municipality }}"
TO: Final = gettext_lazy("Wie de zaak heeft aangevraagd en een bevestigd e-mailadres heeft")


def _kind(
    name: str,
    title: Any,
    when: Any,
    own: tuple[Placeholder, ...],
    dutch: tuple[str, str],
    english: tuple[str, str],
    *,
    demands_action: bool = False,
) -> MailKind:
    texts = {
        "nl": Wording(dutch[0], f"Hallo,\n\n{dutch[1]}{CLOSING}"),
        "en": Wording(english[0], f"Hello,\n\n{english[1]}{CLOSING_EN}"),
    }
    places = (NUMBER, KIND, STARTED, *own, LINK)
    topic = "" if demands_action else TOPIC
    return MailKind(FEATURE, name, title, when, TO, texts, places, demands_action, topic)


KINDS: Final = (
    _kind(
        STATUS,
        gettext_lazy("Nieuwe status van een zaak"),
        gettext_lazy(
            "Een zaak krijgt een nieuwe status, en bij dat zaaktype en die status staat het bericht aan."
        ),
        (STEP,),
        (
            "Nieuws over uw zaak bij gemeente {{ municipality }}",
            "Er is iets veranderd in uw zaak met nummer {{ number }}. U hoeft nu niets te doen.\n\n"
            "[[Bekijk uw zaak]]({{ link }})\n\n"
            "Daarvoor logt u eerst in.\n"
            "Op dit bericht kunt u niet antwoorden.",
        ),
        (
            "News about your case with {{ municipality }}",
            "Something has changed in your case with number {{ number }}. You do not have to do anything now.\n\n"
            "[[See your case]]({{ link }})\n\n"
            "You sign in first.\n"
            "You cannot reply to this message.",
        ),
    ),
    _kind(
        ACTION,
        gettext_lazy("De inwoner moet iets doen voor een zaak"),
        gettext_lazy("Een zaak krijgt een status waarbij is ingesteld dat de inwoner iets moet doen."),
        (STEP, DEADLINE),
        (
            "Wij hebben u nodig voor uw zaak bij gemeente {{ municipality }}",
            "Voor uw zaak met nummer {{ number }} moet u iets doen. Doe dat {{ deadline }}.\n\n"
            "[[Bekijk wat u moet doen]]({{ link }})\n\n"
            "Daarvoor logt u eerst in.\n"
            "U krijgt dit bericht ook als u geen e-mail over uw zaken wilt, omdat u iets moet doen.\n"
            "Op dit bericht kunt u niet antwoorden.",
        ),
        (
            "We need you for your case with {{ municipality }}",
            "You have to do something for your case with number {{ number }}. When: {{ deadline }}.\n\n"
            "[[See what you have to do]]({{ link }})\n\n"
            "You sign in first.\n"
            "You get this message even if you want no e-mail about your cases, as you have to do something.\n"
            "You cannot reply to this message.",
        ),
        demands_action=True,
    ),
    _kind(
        DOCUMENT,
        gettext_lazy("Nieuw document bij een zaak"),
        gettext_lazy("Bij een zaak komt een document van een soort waarbij het bericht aan staat."),
        (PAPER,),
        (
            "Nieuw document bij uw zaak bij gemeente {{ municipality }}",
            "Bij uw zaak met nummer {{ number }} staat een nieuw document. "
            "In het document staat of u iets moet doen.\n\n"
            "[[Bekijk uw zaak]]({{ link }})\n\n"
            "Daarvoor logt u eerst in.\n"
            "Op dit bericht kunt u niet antwoorden.",
        ),
        (
            "New document in your case with {{ municipality }}",
            "There is a new document in your case with number {{ number }}. "
            "It says whether you have to do something.\n\n"
            "[[See your case]]({{ link }})\n\n"
            "You sign in first.\n"
            "You cannot reply to this message.",
        ),
    ),
)


def name_of(what: str, *, demands_action: bool) -> str:
    """Answer which mail tells of something."""
    if what == What.DOCUMENT:
        return DOCUMENT
    return ACTION if demands_action else STATUS


def values_of(about: About, link: str, deadline: date | None) -> dict[str, str]:
    """Answer what the places of a mail are filled with, as JSON knows it."""
    case = about.case
    return {
        "number": case.number or case.identification,
        "kind": about.case_type.name if about.case_type else "",
        "started": case.started.isoformat() if case.started else "",
        "status": about.name if about.what is What.STATUS else "",
        "document": about.name if about.what is What.DOCUMENT else "",
        "deadline": deadline.isoformat() if deadline else "",
        "link": link,
    }
