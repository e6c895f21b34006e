"""Tell somebody why the sign-in of the organisation let nobody in, with a number; the rest stays in the log."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.identities import RefusalReason, SignInRefusedError
from tenants import audit

from . import organisation
from .models import Operator
from .origins import actor

log = structlog.get_logger(__name__)
AGAIN: Final = _(
    "Begin opnieuw vanaf de bladzijde Aanmelden. Gebruik daarbij niet de knop Terug van uw browser."
)
LATER: Final = _(
    "De inlogdienst van uw organisatie geeft geen antwoord. Dat ligt niet aan u. "
    "Probeer het over een paar minuten opnieuw."
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says of it."""

    title: str | Promise
    text: str | Promise
    status: int = 403


REASONS: Final[Mapping[RefusalReason, Told]] = {
    RefusalReason.CANCELLED: Told(
        _("U bent gestopt met aanmelden"), _("U bent niet aangemeld. U kunt het opnieuw proberen.")
    ),
    RefusalReason.FAILED: Told(
        _("Aanmelden is niet gelukt"),
        _("Uw organisatie kon niet vaststellen dat u het bent. Probeer het opnieuw."),
    ),
    RefusalReason.LEVEL: Told(
        _("Aanmelden is niet gelukt"), _("Meld u bij uw organisatie aan met een zekerder middel.")
    ),
    RefusalReason.EXPIRED: Told(
        _("Het aanmelden duurde te lang"), _("U hebt er tien minuten voor. Begin opnieuw.")
    ),
    RefusalReason.UNAVAILABLE: Told(_("Aanmelden kan nu even niet"), LATER, 503),
    RefusalReason.CLOSED: Told(_("Aanmelden kan nu even niet"), LATER, 503),
    RefusalReason.NOT_ALLOWED: Told(
        _("U mag de console niet gebruiken"),
        _(
            "U bent wel aangemeld bij uw organisatie. Vraag een eigenaar van de console om een uitnodiging. "
            "Was u al uitgenodigd? Vraag dan of u bij uw organisatie nog in de juiste groep zit."
        ),
    ),
    RefusalReason.INVALID: Told(_("Aanmelden is niet gelukt"), AGAIN),
}
CODES: Final[Mapping[str, Told]] = {
    "invitation_over": Told(
        _("Deze uitnodiging werkt niet meer"),
        _("Een link werkt één keer, en drie dagen lang. Vraag een eigenaar van de console om een nieuwe."),
    ),
    "known_already": Told(
        _("U bent al bekend"),
        _("Met deze aanmelding hoort u al bij een ander account van de console. Vraag een eigenaar om hulp."),
    ),
    "other_person": Told(
        _("Dit is een ander account"),
        _(
            "U bent bij uw organisatie aangemeld als iemand anders dan hier. Meld u daar af, en begin opnieuw."
        ),
    ),
    "account_closed": Told(
        _("Uw account is geblokkeerd"), _("Vraag een eigenaar van de console wat er aan de hand is.")
    ),
}


def page(
    request: HttpRequest, error: SignInRefusedError, *, operator: Operator | None = None
) -> HttpResponse:
    """Write it down under a number, and say what to do."""
    reference = secrets.token_hex(4).upper()
    log.warning(
        "console.organisation_refused", reason=error.reason.value, code=error.code, reference=reference
    )
    audit.record(
        "operator.sign_in_failed",
        by=actor(operator, request),
        outcome="refused",
        details={"step": "organisation", "why": error.code or error.reason.value, "reference": reference},
    )
    told = CODES.get(error.code, REASONS[error.reason])
    values = {"told": told, "reference": reference, "by_password": organisation.asks_passwords_of_all()}
    return render(request, "console/signing_in/organisation_refused.html", values, status=told.status)
