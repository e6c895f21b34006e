"""Signing in by the organisation: away to its provider, back, and on (C-001)."""

import secrets
import uuid
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from integrations.identities import RefusalReason, SignInRefusedError
from integrations.oidc import operations as openid
from provisioning.console import auth, identity, leaving, refusing, ways_back
from provisioning.console import organisation as organisations
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.models import Operator, OrganisationJourney
from provisioning.console.operations import colleagues, journeys, organisation
from provisioning.console.operations.journeys import LASTS, Arrival, Traveller
from provisioning.console.organisation import Organisation
from provisioning.console.origins import actor, address_of
from provisioning.console.types import JourneyPurpose, Role
from tenants import audit
from tenants.access import public

COOKIE: Final = "organisation"
LENGTH: Final = 43
"""Letters of what the cookie says."""


@public
@never_cache
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider."""
    return _depart(request, purpose=JourneyPurpose.SIGN_IN, next=request.GET.get("next", ""))


@public
@sensitive_variables("secret")
@never_cache
@require_GET
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Send somebody who was invited to the provider; the invitation is used up when they come back."""
    if colleagues.invited_by(secret) is None:
        return render(request, "console/signing_in/spent.html", status=404)
    return _depart(request, purpose=JourneyPurpose.LINK, invitation=colleagues.digest_of(secret))


@operator_required(Role.VIEWER)
@never_cache
@require_GET
def prove(request: ConsoleRequest) -> HttpResponse:
    """Send an operator to the provider to show again that it is he."""
    if not organisation.is_linked(request.operator):
        raise Http404
    return _depart(
        request,
        purpose=JourneyPurpose.PROVE,
        next=request.GET.get("next", ""),
        operator=request.operator,
        session=str(request.session["identity"]),
    )


@public
@never_cache
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Receive a browser from the provider, and lead on within the console.

    By a page and not by a redirect: what follows upon another site's is sent without the session's cookie.
    """
    found = _configured()
    try:
        row = journeys.arrive(found, request.GET.dict(), browser=_browser(request))
    except SignInRefusedError as error:
        return refusing.page(request, error)
    on = reverse("console:organisation_on", args=[row.pk])
    response = render(request, "console/signing_in/organisation_on.html", {"on": on})
    response["Refresh"] = f"0; url={on}"
    return response


@public
@never_cache
@require_GET
def on(request: HttpRequest, journey: uuid.UUID) -> HttpResponse:
    """Let in whom the provider vouches for, if this browser went to it from here."""
    found = _configured()
    try:
        arrival = journeys.take(journey, browser=_browser(request))
        return _WHAT[JourneyPurpose(arrival.journey.purpose)](request, found, arrival)
    except SignInRefusedError as error:
        return refusing.page(request, error)
    except IntegrityError:  # of two sign-ins of somebody new one was faster
        return refusing.page(request, SignInRefusedError(RefusalReason.INVALID, "at_once"))


@public
@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended, here and at the organisation."""
    return render(request, "console/signing_in/organisation_left.html")


@public
@csrf_exempt
@sensitive_post_parameters()
@never_cache
@require_POST
def ended(request: HttpRequest) -> HttpResponse:
    """Take the provider's word that a session has ended (Back-Channel Logout 1.0); a message counts once."""
    found = _configured()
    try:
        told = openid.logout_token(found.provider, found.service, request.POST.get("logout_token", ""))
    except SignInRefusedError:
        return HttpResponse(status=400)
    if not journeys.is_new(told.token_id, issuer=told.issuer):
        return HttpResponse(status=400)
    organisation.end_sessions(told, origin=address_of(request))
    return HttpResponse()


def _depart(request: HttpRequest, **what: Any) -> HttpResponse:
    found, browser = _configured(), _browser(request) or secrets.token_urlsafe(32)
    who = Traveller(browser, address_of(request), **what)
    try:
        response = HttpResponseRedirect(journeys.begin(found, who).url)
    except SignInRefusedError as error:
        return refusing.page(request, error, operator=who.operator)
    response.set_cookie(
        _cookie_name(),
        browser,
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _signed_in(request: HttpRequest, found: Organisation, arrival: Arrival) -> HttpResponse:
    operator = organisation.admit(arrival.asserted, organisation=found, origin=address_of(request))
    return _first_step_taken(request, operator, arrival)


def _linked(request: HttpRequest, found: Organisation, arrival: Arrival) -> HttpResponse:
    operator = organisation.link(
        arrival.asserted,
        invitation=arrival.journey.invitation,
        organisation=found,
        origin=address_of(request),
    )
    return _first_step_taken(request, operator, arrival)


def _first_step_taken(request: HttpRequest, operator: Operator, arrival: Arrival) -> HttpResponse:
    """Begin the session; where the organisation saw no second factor, ours comes first (attack I23)."""
    there = leaving.kept(operator, arrival.asserted)
    if arrival.asserted.has_second_factor:
        auth.begin(request, operator, "organisation", there=there)
        return HttpResponseRedirect(ways_back.inside(arrival.journey.next))
    auth.begin_halfway(request, operator, there=there)
    request.session["next"] = arrival.journey.next
    return redirect("console:code" if auth.has_second_factor(operator) else "console:setup")


def _proven(request: HttpRequest, found: Organisation, arrival: Arrival) -> HttpResponse:
    """Note that it is the same operator, in the session in which he was asked."""
    row, operator = arrival.journey, identity.signed_in(request)
    if not operator or not _is_of(row, operator, request):
        raise SignInRefusedError(RefusalReason.INVALID, "other_session")
    if not organisation.is_same(operator, arrival.asserted):
        raise SignInRefusedError(RefusalReason.NOT_ALLOWED, "other_person")
    organisation.admit(arrival.asserted, organisation=found, origin=address_of(request))
    if not arrival.asserted.has_second_factor:
        identity.note_shown_there(request)
        return HttpResponseRedirect(f"{reverse('console:prove')}?{urlencode({'next': row.next})}")
    identity.note_proof(request)
    by = actor(operator, request)
    audit.record("operator.proved_again", by=by, details={"factor": "organisation"})
    messages.success(request, _("Dank u. U kunt nu verder."))
    return HttpResponseRedirect(ways_back.inside(row.next))


_WHAT: Final = {
    JourneyPurpose.SIGN_IN: _signed_in,
    JourneyPurpose.LINK: _linked,
    JourneyPurpose.PROVE: _proven,
}


def _is_of(row: OrganisationJourney, operator: Operator, request: HttpRequest) -> bool:
    return row.operator_id == operator.pk and row.session == request.session.get("identity")


def _configured() -> Organisation:
    found = organisations.configured()
    if found is None:
        raise Http404
    return found


def _browser(request: HttpRequest) -> str:
    found = request.COOKIES.get(_cookie_name(), "")
    return found if len(found) == LENGTH else ""


def _cookie_name() -> str:
    return f"{settings.CHOICE_COOKIE_PREFIX}{COOKIE}_console"


ORGANISATION = [
    path("aanmelden/organisatie/", sign_in, name="organisation_sign_in"),
    path("aanmelden/organisatie/terug/", back, name="organisation_back"),
    path("aanmelden/organisatie/verder/<uuid:journey>/", on, name="organisation_on"),
    path("aanmelden/organisatie/afgemeld/", left, name="organisation_left"),
    path("aanmelden/organisatie/uitloggen/", ended, name="organisation_ended"),
    path("uitnodiging/<str:secret>/organisatie/", link, name="organisation_link"),
    path("bevestigen/organisatie/", prove, name="organisation_prove"),
]
"""Their addresses."""
