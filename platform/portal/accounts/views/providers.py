"""What identity providers ask of a door by themselves: metadata, and to end sessions."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from integrations.digid_eherkenning import operations as saml
from integrations.digid_eherkenning import queries as described
from integrations.digid_eherkenning.types import LogoutAsked
from integrations.identities import RefusalReason, SignInRefusedError
from portal.accounts import door_settings, refusing, services
from portal.accounts.models import Door, Protocol
from portal.accounts.operations import ending, journeys, travelling
from portal.accounts.queries.doors import connection_of, open_door, set_door
from portal.accounts.switching import while_on, while_reachable
from tenants.access import public

LONGEST = 200_000
"""Bytes of a message."""
XML = "application/samlmetadata+xml"
SOAP = "text/xml; charset=utf-8"


@while_on
@public
@require_safe
def metadata(request: HttpRequest, door: str) -> HttpResponse:
    """Tell the provider what we are: addresses and certificates of this municipality alone (attack I12).

    Also while the door is closed: the provider must know us before anybody is sent there.
    """
    found = _described(door)
    try:
        return HttpResponse(
            described.metadata(connection_of(found), services.saml_service(found)), content_type=XML
        )
    except SignInRefusedError:
        raise Http404 from None


@while_on
@public
@require_safe
def catalogue(request: HttpRequest, door: str) -> HttpResponse:
    """Tell a broker of eHerkenning which service this is; open or closed, as with metadata."""
    found = _described(door)
    if found.kind not in door_settings.CATALOGUED:
        raise Http404
    try:
        told = described.service_catalogue(connection_of(found), services.saml_service(found))
        return HttpResponse(told, content_type="application/xml")
    except SignInRefusedError:
        raise Http404 from None


@while_reachable
@csrf_exempt
@public
@never_cache
@require_POST
def sign_out(request: HttpRequest, door: str) -> HttpResponse:
    """End sessions because the provider says so: by SOAP (SAML) or with a signed token (OpenID Connect)."""
    if len(request.body) > LONGEST:
        return HttpResponse(status=413)
    found = _door(door)
    return _by_token(request, found) if found.protocol == Protocol.OPENID else _by_soap(request, found)


def _by_soap(request: HttpRequest, door: Door) -> HttpResponse:
    try:
        asked = travelling.told_by_soap(door, request.body)
        _end_once(asked, door)
    except SignInRefusedError as error:
        refusing.log_only(error, door=door.slug)
        return HttpResponse(saml.refusal(), status=500, content_type=SOAP)
    return HttpResponse(asked.response, content_type=SOAP)


@transaction.atomic  # what was not carried out may come again
def _end_once(asked: LogoutAsked, door: Door) -> None:
    """End sessions as a provider asks.

    :raises SignInRefusedError: when this message has come before (attack I11).
    """
    if not journeys.is_new(asked.message_id, door=door.slug):
        raise SignInRefusedError(RefusalReason.INVALID, "logout_again")
    handle = asked.handle
    ending.end_at_provider(
        door.slug, name=handle.name_id, session=handle.session_index, subject=asked.subject
    )


def _by_token(request: HttpRequest, door: Door) -> HttpResponse:
    try:
        told = travelling.told_by_token(door, request.POST.get("logout_token", ""))
    except SignInRefusedError as error:
        refusing.log_only(error, door=door.slug)
        unavailable = error.reason is RefusalReason.UNAVAILABLE
        return HttpResponse(status=503 if unavailable else 400)
    with transaction.atomic():  # what was not carried out may come again
        if not journeys.is_new(told.token_id, door=door.slug):
            return HttpResponse(status=400)
        ending.end_at_provider(door.slug, name=told.subject, session=told.session)
    return HttpResponse(status=200)


def _door(slug: str) -> Door:
    found = open_door(slug)
    if found is None or not found.protocol:
        raise Http404
    return found


def _described(slug: str) -> Door:
    found = set_door(slug)
    if found is None or found.protocol != Protocol.SAML:
        raise Http404
    return found
