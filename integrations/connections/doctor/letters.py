"""Say what a test found: for the operator, layer by layer, and for the supplier, as a mail that can be sent as it is.

Nothing of it tells more than the operator filled in and the other side showed (attack W03); no secret is in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrations.connections import catalogue
from integrations.connections.types import EXPLANATIONS, Finding, Layer, Overview, Step, StepState

LAYERS: Final[Mapping[Layer, Promise]] = {
    Layer.NAME: gettext_lazy("Naam opzoeken"),
    Layer.POLICY: gettext_lazy("Adres toegestaan"),
    Layer.TCP: gettext_lazy("Bereikbaar"),
    Layer.TLS: gettext_lazy("Beveiligde verbinding"),
    Layer.AUTHENTICATION: gettext_lazy("Aanmelden"),
    Layer.VERSION: gettext_lazy("Versie"),
    Layer.READ: gettext_lazy("Iets lezen"),
    Layer.CAPABILITIES: gettext_lazy("Mogelijkheden"),
}
WELL: Final[Mapping[Layer, Promise]] = {
    Layer.NAME: gettext_lazy("De naam bestaat."),
    Layer.POLICY: gettext_lazy("Met dit adres mag deze gemeente verbinding maken."),
    Layer.TCP: gettext_lazy("Er wordt opgenomen."),
    Layer.TLS: gettext_lazy("Het certificaat klopt."),
    Layer.AUTHENTICATION: gettext_lazy("Het systeem laat ons binnen."),
    Layer.VERSION: gettext_lazy("De versie past bij het profiel."),
    Layer.READ: gettext_lazy("Er kwam een goed antwoord."),
    Layer.CAPABILITIES: gettext_lazy("Wat het profiel belooft, is er ook."),
}
QUESTIONS: Final[Mapping[Finding, Promise]] = {
    Finding.SECRET_WRONG: gettext_lazy(
        "Het systeem weigert onze aanmelding. Wilt u de client-id en de rechten nakijken, en zo nodig een nieuw "
        "geheim geven? Stuur het geheim niet per mail."
    ),
    Finding.PATH_WRONG: gettext_lazy(
        "Op dit adres is de API niet te vinden. Wat is het juiste adres, met het pad?"
    ),
    Finding.NOT_A_CASE_SYSTEM: gettext_lazy(
        "Het antwoord is niet dat van deze API. Klopt het adres, en staat er iets voor, zoals een inlogpagina?"
    ),
    Finding.HAS_TROUBLE: gettext_lazy(
        "Het systeem meldt een storing. Is die bij u bekend, en tot wanneer duurt die?"
    ),
    Finding.TOO_SLOW: gettext_lazy("Het antwoord komt niet op tijd. Kunt u nakijken waar de vertraging zit?"),
    Finding.NAME_UNKNOWN: gettext_lazy(
        "De naam in dit adres bestaat niet in het openbare DNS. Wat is het juiste adres?"
    ),
    Finding.NOBODY_LISTENS: gettext_lazy(
        "Er wordt op dit adres niet opgenomen. Klopt de poort, en laat uw firewall ons toe?"
    ),
    Finding.NOT_SECURE: gettext_lazy(
        "Er komt geen beveiligde verbinding tot stand. Ondersteunt de server TLS 1.2 of hoger, en is de "
        "certificaatketen compleet?"
    ),
    Finding.BROKEN_OFF: gettext_lazy(
        "De verbinding wordt afgebroken voordat er een antwoord is. Ziet u waarom?"
    ),
    Finding.ADDRESS_REFUSED: gettext_lazy(
        "Wij mogen met dit adres geen verbinding maken. Is er een openbaar adres met https op poort 443 of 8443?"
    ),
    Finding.CERTIFICATE_EXPIRED: gettext_lazy(
        "Het certificaat van de server is verlopen. Wilt u het vernieuwen?"
    ),
    Finding.CERTIFICATE_UNKNOWN: gettext_lazy(
        "Het certificaat is niet te herleiden tot een partij die wij vertrouwen. Wilt u de hele keten installeren, of "
        "ons uw CA-certificaat sturen?"
    ),
    Finding.CERTIFICATE_OF_OTHER: gettext_lazy(
        "Het certificaat is voor een andere naam dan die in het adres. Wat is het juiste adres?"
    ),
    Finding.CERTIFICATE_ASKED: gettext_lazy(
        "De server vraagt om een clientcertificaat. Welke uitgever vertrouwt u, en wilt u ons certificaat toelaten?"
    ),
}
"""What to ask the supplier; nothing where it is for us to repair."""


@dataclass(frozen=True, slots=True)
class Line:
    """One layer in words."""

    layer: str
    state: StepState
    text: str


def lines(steps: Iterable[Step]) -> list[Line]:
    """Put the layers of a test into words, but for those that this system does not have."""
    return [
        Line(str(LAYERS[step.layer]), step.state, _said(step))
        for step in steps
        if step.state is not StepState.ABSENT or step.layer is Layer.TLS
    ]


def questions(overview: Overview) -> list[str]:
    """List what to ask the supplier, the most urgent first."""
    asked = [
        str(QUESTIONS[step.finding]) for step in overview.steps if step.finding and step.finding in QUESTIONS
    ]
    kind = catalogue.systems().get(overview.system)
    return [*asked, *(kind.ask if kind and asked else ())]


def mail(overview: Overview, *, municipality: str, when: datetime | None) -> str:
    """Write to the supplier; nothing when there is nothing to ask."""
    asked = questions(overview)
    if not asked:
        return ""
    kind = catalogue.systems().get(overview.system)
    found = [
        line for line in lines(overview.steps) if line.state not in {StepState.ABSENT, StepState.SKIPPED}
    ]
    parts = [
        _("Onderwerp: koppeling van %(municipality)s met %(system)s werkt niet")
        % {"municipality": municipality, "system": catalogue.title(overview.reference, overview.name)},
        _("Goedendag,"),
        _("Het portaal van %(municipality)s kan uw systeem niet gebruiken.") % {"municipality": municipality},
        _facts(overview, when),
        "\n".join([_("Wat wij zien:"), *(f"- {line.layer}: {line.text}" for line in found)]),
        "\n".join([_("Wat wij u vragen:"), *(f"{at}. {text}" for at, text in enumerate(asked, start=1))]),
        (_("Wij spreken: %s.") % kind.version) if kind and kind.version else "",
        _("Met vriendelijke groet,"),
    ]
    return "\n\n".join(part for part in parts if part)


def _facts(overview: Overview, when: datetime | None) -> str:
    facts = [_("Adres: %s") % overview.address]
    if overview.client_id:
        facts.append(_("Client-id: %s") % overview.client_id)
    if overview.certificate:
        facts.append(_("Ons certificaat (SHA-256): %s") % overview.certificate.fingerprint)
    if when:
        facts.append(_("Getest op: %s") % date_format(timezone.localtime(when), "j F Y H:i"))
    return "\n".join(facts)


def _said(step: Step) -> str:
    match step.state:
        case StepState.SKIPPED:
            return _("Niet bekeken: de test stopte eerder.")
        case StepState.ABSENT:
            return _("Dit adres heeft geen beveiligde verbinding: alleen het oefensysteem mag dat.")
        case StepState.FAILED:
            return str(EXPLANATIONS[step.finding]) if step.finding else _("Dit lukt niet.")
    if step.layer is Layer.TLS and step.detail:
        return f"{WELL[step.layer]} {_days(int(step.detail))}"
    if step.layer is Layer.VERSION and step.detail:
        return _version(step)
    if step.layer is Layer.CAPABILITIES and step.state is StepState.WARNING:
        return _("Het systeem kan iets anders dan het profiel belooft. Hieronder staat wat.")
    if step.state is StepState.WARNING:
        return str(EXPLANATIONS[step.finding]) if step.finding else _("Hier kwam geen antwoord op.")
    return str(WELL[step.layer])


def _days(left: int) -> str:
    return ngettext("Het is nog %(n)d dag geldig.", "Het is nog %(n)d dagen geldig.", left) % {"n": left}


def _version(step: Step) -> str:
    if step.state is StepState.WARNING:
        return _("Versie %s. Dat past niet bij het profiel dat is gekozen.") % step.detail
    return _("Versie %s.") % step.detail
