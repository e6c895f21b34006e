"""The session itself: how long it lasts, staying longer, and going on with what was sent too late (P-029, P-030)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.looking import SIGNING_IN, processes
from portal.accounts.queries import resolving
from portal.core.access import signed_in
from portal.signed_in.middleware import ASKED, QUIET
from portal.signed_in.operations import carrying
from tenants.access import public

HOME = "/"


@public
@never_cache
@require_safe
def lasts(request: HttpRequest) -> HttpResponse:
    """Answer, in a header, how long the session lasts; being asked does not make it longer."""
    return HttpResponse(status=204 if resolving.sign_in_of(request) else 403)


setattr(lasts, QUIET, True)
setattr(lasts, ASKED, True)


@public
@never_cache
@require_POST
def extend(request: HttpRequest) -> HttpResponse:
    """Let the session last longer. Without script a page says that it does."""
    is_in = resolving.sign_in_of(request) is not None
    if request.headers.get("Sec-Fetch-Mode") == "cors" or request.headers.get("X-CSRFToken"):
        return HttpResponse(status=204 if is_in else 403)
    return render(request, "signed_in/extended.html", {"is_in": is_in}, status=200 if is_in else 403)


setattr(extend, ASKED, True)


@never_cache
@signed_in
@processes(SIGNING_IN)
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Show that what was sent too late is still there, and let it be sent."""
    carried = carrying.taken(request)
    if carried is None:
        carrying.drop(request)
        return redirect(HOME)
    return render(request, "signed_in/resume.html", {"carried": carried})


@never_cache
@signed_in
@processes(SIGNING_IN)
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Forget what was sent too late."""
    carrying.drop(request)
    return redirect(HOME)
