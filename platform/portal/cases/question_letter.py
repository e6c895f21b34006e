"""The letter to the municipality with a question about a case."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from portal.core.mail.types import MailKind, Placeholder, Wording

from .types import FEATURE

KIND: Final = MailKind(
    feature=FEATURE,
    name="question",
    title=_("Vraag over een zaak"),
    when=_("Een inwoner of bedrijf stelt op de pagina van een zaak een vraag."),
    to=_("Het e-mailadres voor vragen over zaken, dat u bij Mijn zaken invult"),
    placeholders=(
        Placeholder("question", _("De vraag"), _("Wanneer hoor ik meer?"), is_needed=True, is_long=True),
        Placeholder("number", _("Nummer van de zaak"), "ZAAK-2026-0000000001", is_needed=True),
        Placeholder("case", _("Naam van het zaaktype"), _("Parkeervergunning")),
        Placeholder("subject", _("Code van het onderwerp, zoals bij het zaaktype ingesteld"), "PARKEREN"),
        Placeholder("name", _("Naam van wie de vraag stelt"), "F. Voorbeeld"),
        Placeholder("reach", _("E-mailadres of telefoonnummer"), "naam@voorbeeld.nl", is_needed=True),
        Placeholder("reference", _("Kenmerk van de vraag; de inwoner heeft het ook"), "V-1A2B-3C4D"),
    ),
    texts={
        "nl": Wording(
            "Vraag over een zaak ({{ reference }})",
            "Hallo,\n\nOp de website is een vraag gesteld over een zaak. Beantwoord de vraag niet door deze e-mail te "
            "beantwoorden: gebruik het e-mailadres of telefoonnummer hieronder.\n\n"
            "## De vraag\n\n{{ question }}\n\n"
            "## Waarover en van wie\n\n"
            "- Zaaknummer: {{ number }}\n- Zaaktype: {{ case }}\n- Onderwerp: {{ subject }}\n- Naam: {{ name }}\n"
            "- Bereikbaar: {{ reach }}\n- Kenmerk: {{ reference }}",
        ),
        "en": Wording(
            "Question about a case ({{ reference }})",
            "Hello,\n\nOn the website a question was asked about a case. Do not answer the question by replying to "
            "this e-mail: use the e-mail address or telephone number below.\n\n"
            "## The question\n\n{{ question }}\n\n"
            "## About what and from whom\n\n"
            "- Case number: {{ number }}\n- Case type: {{ case }}\n- Subject: {{ subject }}\n- Name: {{ name }}\n"
            "- Can be reached at: {{ reach }}\n- Reference: {{ reference }}",
        ),
    },
)
