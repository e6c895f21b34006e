"""The switcher: for whom somebody acts from now on (P-266)."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.looking import SIGNING_IN, processes
from portal.accounts.operations import acting as operations
from portal.core.access import next_url, signed_in
from portal.signed_in.queries import acting
from tenants import headers

HOME = "/"


@never_cache
@signed_in
@processes(SIGNING_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Show for whom somebody may act; a POST switches, and makes the browser forget what it kept of the other."""
    if request.method == "POST":
        return _switched(request)
    context = {"options": acting.options(request), "next": next_url(request, "")}
    return render(request, "signed_in/acting.html", context)


def _switched(request: HttpRequest) -> HttpResponse:
    try:
        operations.act_for(request, _mandate(request.POST.get("namens", "")))
    except operations.NotYoursError:
        messages.error(request, _("Dat kunt u niet kiezen. Hieronder staat namens wie u kunt handelen."))
        return redirect("acting:choose")
    # Not to the page of before: that may be about whom it was about.
    response = redirect(HOME)
    headers.forget_here(response)
    return response


def _mandate(told: str) -> uuid.UUID | None:
    """Read which mandate was chosen.

    :raises NotYoursError: when it is none.
    """
    try:
        return uuid.UUID(told) if told else None
    except ValueError:
        raise operations.NotYoursError from None
