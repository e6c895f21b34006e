"""Take a choice from a form, for browsers without script, and show it to them.

The forms stand in pages that are the same for everybody, so there is no token in them. What a token proves, that the
form stood on a page of this host, the browser itself says in `Origin` (attack W14); it says so with every form, and
who leaves it out is refused.
"""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.core.access import next_url
from tenants.access import public

from . import style, values


@public
@csrf_exempt
@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Keep how letters should look, and lead back to the page."""
    return _kept(request, *values.READING)


@public
@csrf_exempt
@require_POST
def cookies(request: HttpRequest) -> HttpResponse:
    """Keep whether visits may be counted, and lead back to the page (P-228)."""
    return _kept(request, values.COOKIES)


@public
@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    """Show the choices without script. Only this browser keeps it, and asks again each time."""
    return HttpResponse(style.css(request.COOKIES), content_type="text/css; charset=utf-8")


def _kept(request: HttpRequest, *choices: values.Choice) -> HttpResponse:
    """Set the cookie of the choice that was made.

    :raises PermissionDenied: when the form stood on another host.
    :raises SuspiciousOperation: when nothing was chosen, or what nobody offered.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        raise PermissionDenied
    made = next((each for each in choices if request.POST.get(each.name) in each.values), None)
    if made is None:
        raise SuspiciousOperation("no choice")
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(
        made.cookie, request.POST[made.name], max_age=made.kept, samesite="Lax", secure=request.is_secure()
    )
    return response


def _back(request: HttpRequest) -> str:
    """Lead to where the browser says it was, or to the page that the form names: both on this host alone."""
    came = urlsplit(request.headers.get("Referer", ""))
    path = came._replace(scheme="", netloc="", fragment="").geturl()
    is_ours = came.netloc == request.get_host() and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else next_url(request, reverse("pages-root"))
