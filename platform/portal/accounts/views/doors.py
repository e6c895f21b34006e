"""The page with ways to sign in, and the doors: off to an identity provider, and back."""

from typing import Final
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_path, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from integrations.identities import Asserted, Level, RefusalReason, SignInRefusedError
from portal.accounts import certainty, fresh, presenting, refusing
from portal.accounts.models import Door, DoorKind, JourneyPurpose
from portal.accounts.operations import colleagues, ending, signing_in, travelling
from portal.accounts.operations.journeys import Ticket
from portal.accounts.queries import whose
from portal.accounts.queries.doors import open_door
from portal.accounts.switching import while_on, while_reachable
from portal.core.access import STAFF_PAGES, next_url
from tenants.access import public

from . import leaving

HOME: Final = "/"


@while_on
@public
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the ways to sign in; who is in already goes where they wanted to."""
    then = next_url(request, "")
    is_again = fresh.AGAIN in request.GET and not fresh.is_fresh(request)
    level, found = certainty.wanted_in(request), whose(request)
    is_surer = not certainty.is_sure(request, level)
    if found and not (is_again or is_surer):
        return redirect(then or HOME)
    choices = presenting.choices(then, level=level)
    if found and is_surer:  # another door is another account
        choices = [each for each in choices if each.slug == found.door]
    people, companies = presenting.split(choices)
    context = {"people": people, "companies": companies, "is_again": is_again}
    context["is_surer"] = bool(found and is_surer)
    return render(request, "accounts/doors/choose.html", context)


@while_on
@public
@never_cache
@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    """Say why signing in did not work, and what to do."""
    refusal = refusing.last(request)
    if refusal is None:
        return redirect("sign_in:choose")
    people, companies = presenting.split(presenting.choices(refusal.next, level=refusal.level))
    again = reverse("door:depart", args=[refusal.door])
    context = {
        "told": presenting.explained(refusal, open_door(refusal.door)),
        "refusal": refusal,
        "again": next((each for each in (*people, *companies) if each.url.startswith(again)), None),
        "others": [each for each in (*people, *companies) if not each.url.startswith(again)],
    }
    return render(request, "accounts/doors/refused.html", context)


@while_reachable
@public
@never_cache
@require_GET
def depart(request: HttpRequest, door: str) -> HttpResponse:
    """Send the browser to the identity provider."""
    found = _door(door)
    then, level = next_url(request, _home(found)), certainty.wanted_in(request)
    try:
        departure = travelling.depart(request, found, then=then, level=level)
        return leaving.sent(request, departure, found)
    except SignInRefusedError as error:
        return _refuse(request, error, found, then, level)


@while_reachable
@public
@never_cache
@require_GET
def arrive(request: HttpRequest, door: str) -> HttpResponse:
    """Let in whom the provider vouches for, if this browser went to it from here."""
    found = _door(door)
    then, level = _home(found), Level.NONE
    try:
        ticket = travelling.arrive(request, found)
        then, level = ticket.next, ticket.level
        if ticket.purpose is JourneyPurpose.SIGN_OUT:
            raise SignInRefusedError(RefusalReason.INVALID, "journey_of_other_purpose")
        asserted = travelling.asserted(found, request.GET.dict(), ticket)
        return _let_in(request, asserted, found, ticket)
    except SignInRefusedError as error:
        if error.reason is RefusalReason.INVALID and whose(request):
            return redirect(then)  # in another tab they were let in meanwhile (P-027)
        if error.reason is RefusalReason.SOMEBODY_ELSE:
            ending.sign_out(request)
        return _refuse(request, error, found, then, level)


@while_on
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here, and after that at the provider; the browser forgets what it kept."""
    if request.method != "POST":
        return render(request, "accounts/doors/leave.html") if whose(request) else redirect("sign_in:choose")
    return leaving.sign_out(request, otherwise=lambda: redirect("sign_in:left"))


@while_on
@public
@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Say that the session has ended, and offer to sign in again."""
    return render(request, "accounts/doors/left.html", {})


@while_reachable
@public
@never_cache
@require_GET
def back_from_leaving(request: HttpRequest, door: str) -> HttpResponse:
    """Receive whoever signed out at the provider; here they were signed out before."""
    found = _door(door)
    try:
        travelling.left(request, found)
    except SignInRefusedError as error:
        refusing.log_only(error, door=door)  # they are out here, whatever was wrong there
    return redirect(leaving.STAFF_LEFT if found.is_for_colleagues else "sign_in:left")


def _let_in(request: HttpRequest, asserted: Asserted, door: Door, ticket: Ticket) -> HttpResponse:
    """Begin the session; a colleague whose organisation saw no second factor shows their own first (I23)."""
    then = ticket.next
    if not door.is_for_colleagues:
        signing_in.sign_in(request, asserted, door=door, level=ticket.level, whom=ticket.whom)
        return HttpResponseRedirect(then)
    row = colleagues.let_in(request, asserted, door=door)
    if row.has_second_factor:
        return HttpResponseRedirect(then)
    return HttpResponseRedirect(f"{reverse('second_step')}?{urlencode({REDIRECT_FIELD_NAME: then})}")


def _home(door: Door) -> str:
    return STAFF_PAGES if door.is_for_colleagues else HOME


def _refuse(
    request: HttpRequest, error: SignInRefusedError, door: Door, then: str, level: Level
) -> HttpResponse:
    refusing.note(request, error, door=door.slug, then=then if then != HOME else "", level=level)
    if door.is_for_colleagues:
        return redirect("colleague_refused")
    with override(get_language_from_path(then) or "nl"):
        return redirect("sign_in:refused")


def _door(slug: str) -> Door:
    """Find a door that leads to a provider.

    :raises Http404: when there is none that stands open.
    """
    found = open_door(slug)
    if found is None or found.kind == DoorKind.PASSWORD:
        raise Http404
    return found
