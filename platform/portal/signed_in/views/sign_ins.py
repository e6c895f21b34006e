"""Where somebody is signed in; from here they end it elsewhere."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.looking import SIGNING_IN, processes
from portal.accounts.models import SignIn
from portal.accounts.queries import resolving
from portal.core.access import signed_in
from portal.signed_in.operations import places as operations
from portal.signed_in.queries import places


@never_cache
@signed_in
@processes(SIGNING_IN)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the sign-ins of whoever asks."""
    entries = places.of(_row(request))
    context = {
        "lasting": [each for each in entries if each.is_open],
        "over": [each for each in entries if not each.is_open],
        "has_others": sum(each.is_open for each in entries) > 1,
    }
    return render(request, "signed_in/sign_ins.html", context)


@never_cache
@signed_in
@processes(SIGNING_IN)
@require_POST
def end(request: HttpRequest, sign_in: uuid.UUID) -> HttpResponse:
    """End one sign-in elsewhere; what is of somebody else does not exist."""
    if not operations.end_there(_row(request), sign_in, request=request):
        raise Http404
    messages.success(request, _("U bent daar uitgelogd."))
    return redirect("sign_ins:page")


@never_cache
@signed_in
@processes(SIGNING_IN)
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all sign-ins but this one."""
    count = operations.end_elsewhere(_row(request), request=request)
    text = ngettext(
        "U bent op %(count)d andere plek uitgelogd.", "U bent op %(count)d andere plekken uitgelogd.", count
    )
    messages.success(request, text % {"count": count} if count else _("U was nergens anders ingelogd."))
    return redirect("sign_ins:page")


def _row(request: HttpRequest) -> SignIn:
    """Answer the sign-in of this browser.

    :raises Http404: for staff, whose sessions have none.
    """
    row = resolving.sign_in_of(request)
    if row is None:
        raise Http404
    return row
