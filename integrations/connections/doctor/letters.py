"""Say what a test found: for the operator, layer by layer, and for the supplier, as a mail that can be sent as it is.

Nothing of it tells more than the operator filled in and the other side showed (attack W03); no secret is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from integrations.connections import catalogue
from integrations.connections.explanations import EXPLANATIONS
from integrations.connections.types import BY_ADDRESS, Finding, Layer, Overview, Step, StepState

from . import subscribing
from .words import LAYERS, QUESTIONS, WELL


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
        if step.state is not StepState.ABSENT or step.layer is Layer.TLS or step.detail
    ]


def questions(overview: Overview) -> list[str]:
    """List what to ask the supplier, the most urgent first."""
    asked = [
        str(QUESTIONS[step.finding]) % {"missing": missing(step)}
        for step in overview.steps
        if step.finding and step.finding in QUESTIONS
    ]
    kind = catalogue.systems().get(overview.system)
    return [*asked, *(kind.ask if kind and asked else ())]


def missing(step: Step) -> str:
    """Name what a system cannot do although its profile says so."""
    if step.finding is not Finding.CAPABILITY_MISSING or not step.detail:
        return _("wat het profiel belooft")
    return "; ".join(_lowered(catalogue.describe(name)) for name in step.detail.split(","))


def mail(overview: Overview, *, municipality: str, when: datetime | None) -> str:
    """Write to the supplier; nothing when there is nothing to ask."""
    asked = questions(overview)
    if not asked:
        return ""
    kind = catalogue.systems().get(overview.system)
    named = {
        "municipality": municipality,
        "system": catalogue.title(overview.reference, overview.name),
    }
    found = [
        line for line in lines(overview.steps) if line.state not in {StepState.ABSENT, StepState.SKIPPED}
    ]
    parts = [
        _subject(overview) % named,
        _("Goedendag,"),
        _opening(overview) % named,
        _facts(overview, when),
        "\n".join([_("Wat wij zien:"), *(f"- {line.layer}: {line.text}" for line in found)]),
        "\n".join([_("Wat wij u vragen:"), *(f"{at}. {text}" for at, text in enumerate(asked, start=1))]),
        (_("Wij spreken: %s.") % kind.version) if kind and kind.version else "",
        _("Met vriendelijke groet,"),
    ]
    return "\n\n".join(part for part in parts if part)


def _is_stopped(overview: Overview) -> bool:
    return any(step.state is StepState.FAILED for step in overview.steps)


def _subject(overview: Overview) -> str:
    if _is_stopped(overview):
        return _("Onderwerp: koppeling van %(municipality)s met %(system)s werkt niet")
    return _("Onderwerp: vraag over de koppeling van %(municipality)s met %(system)s")


def _opening(overview: Overview) -> str:
    if _is_stopped(overview):
        return _("Het portaal van %(municipality)s kan uw systeem niet gebruiken.")
    return _("Het portaal van %(municipality)s kan uw systeem gebruiken, maar niet alles werkt.")


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
    if step.layer is Layer.VERSION and step.detail and step.state is not StepState.ABSENT:
        return _version(step)
    match step.state:
        case StepState.SKIPPED:
            return _("Niet bekeken: de test stopte eerder.")
        case StepState.ABSENT:
            return _absent(step)
        case StepState.FAILED:
            return str(EXPLANATIONS[step.finding]) if step.finding else _("Dit lukt niet.")
    if step.layer is Layer.TLS and step.detail:
        return f"{WELL[step.layer]} {_days(int(step.detail))}"
    if step.layer is Layer.CAPABILITIES and step.state is StepState.WARNING:
        return _capabilities(step)
    if step.state is StepState.WARNING:
        return str(EXPLANATIONS[step.finding]) if step.finding else _("Hier kwam geen antwoord op.")
    return str(WELL[step.layer])


def _absent(step: Step) -> str:
    if step.layer is Layer.VERSION:
        return _("Dit systeem vertelt niet welke versie het is. Wij gaan uit van het profiel dat is gekozen.")
    if step.layer is Layer.SUBSCRIPTION and step.detail == subscribing.NOT_CHOSEN:
        return _("Van dit systeem worden geen meldingen verwacht. Er hoort dus geen abonnement te zijn.")
    if step.layer is Layer.SUBSCRIPTION:
        return _("Dit portaal ontvangt geen meldingen van zaken. Er hoort dus geen abonnement te zijn.")
    return _("Dit adres heeft geen beveiligde verbinding: alleen het oefensysteem mag dat.")


def _capabilities(step: Step) -> str:
    if step.finding is not Finding.CAPABILITY_MISSING:
        return _("Het systeem kan iets anders dan het profiel belooft. Hieronder staat wat.")
    return _("Het profiel belooft iets dat het systeem niet kan: %s.") % missing(step)


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _days(left: int) -> str:
    return ngettext("Het is nog %(n)d dag geldig.", "Het is nog %(n)d dagen geldig.", left) % {"n": left}


def _version(step: Step) -> str:
    if step.state is StepState.FAILED:
        return _("Versie %s. Die is ouder dan de versies die wij spreken.") % step.detail
    if step.state is StepState.WARNING:
        return _("Versie %s. Dat past niet bij het profiel dat is gekozen.") % step.detail
    if step.detail.startswith(BY_ADDRESS):
        said = _("Versie %s, volgens het adres dat antwoordt. Nauwkeuriger vertelt dit systeem het niet.")
        return said % step.detail.removeprefix(BY_ADDRESS)
    return _("Versie %s.") % step.detail
