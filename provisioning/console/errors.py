"""Pages for when it goes wrong: kind, in the console's look, and silent about the inside."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tenants import troubles
from tenants.access import public
from tenants.retrying import SAFE
from tenants.troubles import Trouble

from . import context


def unavailable(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Say that the database is in trouble, and when to come back."""
    if trouble is Trouble.CONFLICT:
        title = _("Dit lukte net niet")
        text = _(
            "Iemand anders wijzigde hetzelfde, op hetzelfde moment. Er is niets gewijzigd. Probeer het opnieuw."
        )
    elif request.method in SAFE:
        title = _("De console is even niet bereikbaar")
        text = _("We kunnen op dit moment niet bij de gegevens. Probeer het over een halve minuut opnieuw.")
    else:
        title = _("De console is even niet bereikbaar")
        text = _(
            "We weten niet zeker of uw opdracht is aangenomen. Kijk het over een halve minuut na. "
            "Staat die er niet? Geef de opdracht dan opnieuw: dat kan geen kwaad."
        )
    return troubles.mark(_page(request, trouble.status, title, text), trouble)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke; with the request's id, so that it can be found in the log."""
    if trouble := troubles.of(sys.exception()):
        return unavailable(request, trouble)
    return _page(
        request,
        500,
        _("Er ging iets mis"),
        _("Dat ligt aan ons. Probeer het nog eens. Blijft het misgaan? Noem dan het nummer hieronder."),
    )


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is nothing here."""
    return _page(
        request,
        404,
        _("Deze pagina bestaat niet"),
        _("Misschien is het adres niet juist, of is wat hier stond weg."),
    )


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that an operator's role does not go this far."""
    return _page(
        request,
        403,
        _("Dit mag u niet"),
        _("Uw rol geeft geen toegang tot deze handeling. Vraag een collega met een andere rol."),
    )


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request makes no sense, or that its session could not be written."""
    if trouble := troubles.behind(exception):
        return unavailable(request, trouble)
    return _page(request, 400, _("Dit verzoek klopt niet"), _("Ga terug en probeer het opnieuw."))


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was too old, or came from elsewhere."""
    return _page(
        request,
        403,
        _("Dit formulier is verlopen"),
        _("Er is niets gewijzigd. Ga terug, ververs de pagina en probeer het opnieuw."),
    )


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """Render without the request's context: that would ask the database who is signed in."""
    values = {
        **context.look(),
        "status": status,
        "title": title,
        "text": text,
        "reference": getattr(request, "request_id", "") if status >= 500 else "",
    }
    return HttpResponse(render_to_string("console/error.html", values), status=status)
